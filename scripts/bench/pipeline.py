"""The pipeline and each of its steps against the naive one of ``scripts.bench.naive``, with the same result."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from kg.builder import build
from kg.builder.build import Built, write
from kg.dataset import read_dataset
from kg.dataset.model import Dataset
from kg.rdf.read import read_graph
from kg.reason.closure import Inferred, close, read_axioms
from kg.validate.engine import compiled, validate
from kg.validate.report import Report
from scripts.bench import naive
from scripts.bench.table import line

STEPS = ("load", "build and write", "reason: closure", "validate")


@dataclass
class Timed:
    """The times of the steps of one run, in seconds of the processor, and of the whole by the clock.

    What else the machine does changes the time by the clock more than that of the processor.
    """

    times: dict[str, float] = field(default_factory=dict)
    parts: dict[str, float] = field(default_factory=dict)
    clock: float = 0.0

    def step(self, name: str, work: Callable[[], Any]) -> Any:
        """Run a piece of work as a part of a step."""
        begun, start = time.perf_counter(), time.process_time()
        found = work()
        self.times[name] = self.times.get(name, 0.0) + time.process_time() - start
        self.clock += time.perf_counter() - begun
        return found

    def part(self, name: str, work: Callable[[], Any]) -> Any:
        """Run anew what another step has done as a part of itself: it does not count in the whole."""
        start = time.process_time()
        found = work()
        self.parts[name] = time.process_time() - start
        return found

    @property
    def total(self) -> float:
        """The time of all steps."""
        return sum(self.times.values())


@dataclass
class Fast(Timed):
    """A run of the default path, with what it gave."""

    dataset: Dataset | None = None
    built: Built | None = None
    inferred: list[Inferred] = field(default_factory=list)
    report: Report | None = None


@dataclass
class Naive(Timed):
    """A run of the naive pipeline, with what it gave."""

    loaded: naive.Loaded | None = None
    graph: Any = None
    stated: Any = None
    closed: Any = None
    report: Any = None


def run_fast(folder: Path, out: Path) -> Fast:
    """Run the default path from the files of a dataset to the written, reasoned and validated graph."""
    run = Fast()
    read_axioms.cache_clear()
    compiled.cache_clear()
    dataset = run.dataset = run.step("load", lambda: read_dataset(folder))
    built = run.built = run.step("build and write", lambda: build(dataset))
    run.step("build and write", lambda: write(built, out))
    stated = built.triples - {made.triple for made in built.derived.inferred}
    run.inferred = run.part("reason: closure", lambda: close(stated, read_axioms()))
    run.report = run.step("validate", lambda: validate(built.triples))
    return run


def run_naive(folder: Path, dataset: Dataset, out: Path, full: bool) -> Naive:
    """Run the naive pipeline; pySHACL, which takes most of the time, only with ``full``."""
    run = Naive()
    run.loaded = run.step("load", lambda: naive.load(folder))
    graph = run.graph = run.step("build and write", lambda: naive.describe(dataset))
    run.step("build and write", lambda: naive.write(graph, out))
    run.stated = naive.stated(graph)
    run.closed = run.step("reason: closure", lambda: naive.close(run.stated))
    if full:
        run.report = run.step("validate", lambda: naive.report(graph))
    return run


def differences(fast: Fast, slow: Naive, written: Path) -> list[str]:
    """Return the steps whose results differ."""
    assert fast.dataset is not None
    assert fast.built is not None
    assert fast.report is not None
    assert slow.loaded is not None
    entities = {kind: dict(getattr(fast.dataset, kind)) for kind in slow.loaded.entities}
    same = {
        "load": slow.loaded == naive.Loaded(dict(fast.dataset.claims), entities),
        "build and write": set(read_graph(written)) == fast.built.triples,
        "reason: closure": naive.useful(slow.closed, slow.stated) == {made.triple for made in fast.inferred},
    }
    if slow.report is not None:
        same["validate"] = {r.key for r in naive.results(slow.report)} == {r.key for r in fast.report.results}
    return [step for step, equal in same.items() if not equal]


def pipeline(folder: Path, scratch: Path, full: bool, rounds: int = 5) -> int:
    """Print the table of the steps.

    Args:
        folder: The folder of a dataset.
        scratch: A folder for what is written.
        full: Whether pySHACL runs, and with it the whole pipeline.
        rounds: How often the default path runs; the naive one runs once.

    Returns:
        1 if the two pipelines give different results, else 0.
    """
    runs = [run_fast(folder, scratch / "fast.ttl") for _ in range(rounds)]
    fast = runs[-1]
    assert fast.dataset is not None
    assert fast.built is not None
    slow = run_naive(folder, fast.dataset, scratch / "naive.ttl", full)
    counted = f"{len(fast.dataset.claims)} claims, {len(fast.built.triples)} triples, {len(fast.inferred)} inferred"
    print(f"\n{counted}; time of the processor")
    for step in STEPS:
        own = median({**run.times, **run.parts}[step] for run in runs)
        line(step, own * 1000, "1 time", "a part of the build" if step in fast.parts else "")
        if step in slow.times:
            line(f"{step}, naive", slow.times[step] * 1000, f"{slow.times[step] / own:.1f} times")
    total, clock = median(run.total for run in runs), median(run.clock for run in runs)
    line("whole pipeline", total * 1000, "1 time")
    if full:
        line("whole pipeline, naive", slow.total * 1000, f"{slow.total / total:.1f} times", "goal: at least 50 times")
        line("whole pipeline, by the clock", clock * 1000, "1 time")
        line("whole pipeline, naive, by the clock", slow.clock * 1000, f"{slow.clock / clock:.1f} times")
    else:
        print("--full runs pySHACL and compares the whole pipeline")
    differ = differences(fast, slow, scratch / "naive.ttl")
    print("results differ: " + ", ".join(differ) if differ else "the same results, step by step")
    return int(bool(differ))
