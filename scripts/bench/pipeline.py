"""The pipeline and each of its steps against the naive one of ``scripts.bench.naive``, with the same result."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

from rdflib import Graph

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

T = TypeVar("T")
STEPS = ("load", "build and write", "reason: closure", "validate")


@dataclass
class Timed:
    """The times of the steps of one run, in seconds of the processor, and of the whole by the clock.

    What else the machine does changes the time by the clock more than that of the processor.
    """

    times: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0
    clock: float = 0.0

    def step(self, name: str, work: Callable[[], T], again: bool = False) -> T:
        """Run a piece of work as a part of a step.

        Args:
            name: The step.
            work: What is run.
            again: Whether another step has done it as a part of itself: it does not count in the whole.
        """
        begun, start = time.perf_counter(), time.process_time()
        found = work()
        took = time.process_time() - start
        self.times[name] += took
        if not again:
            self.total += took
            self.clock += time.perf_counter() - begun
        return found


class Fast(NamedTuple):
    """A run of the default path, with what it gave."""

    timed: Timed
    dataset: Dataset
    built: Built
    inferred: list[Inferred]
    report: Report


class Naive(NamedTuple):
    """A run of the naive pipeline, with what it gave; a report with ``full`` only."""

    timed: Timed
    loaded: naive.Loaded
    stated: Graph
    closed: Graph
    report: Graph | None


def run_fast(folder: Path, out: Path) -> Fast:
    """Run the default path from the files of a dataset to the written, reasoned and validated graph."""
    timed = Timed()
    read_axioms.cache_clear()
    compiled.cache_clear()
    dataset = timed.step("load", lambda: read_dataset(folder))
    built = timed.step("build and write", lambda: build(dataset))
    timed.step("build and write", lambda: write(built, out))
    stated = built.triples - {made.triple for made in built.derived.inferred}
    inferred = timed.step("reason: closure", lambda: close(stated, read_axioms()), again=True)
    return Fast(timed, dataset, built, inferred, timed.step("validate", lambda: validate(built.triples)))


def run_naive(folder: Path, dataset: Dataset, out: Path, full: bool) -> Naive:
    """Run the naive pipeline; pySHACL, which takes most of the time, only with ``full``."""
    timed = Timed()
    loaded = timed.step("load", lambda: naive.load(folder))
    graph = timed.step("build and write", lambda: naive.describe(dataset))
    timed.step("build and write", lambda: naive.write(graph, out))
    stated = naive.stated(graph)
    closed = timed.step("reason: closure", lambda: naive.close(stated))
    return Naive(timed, loaded, stated, closed, timed.step("validate", lambda: naive.report(graph)) if full else None)


def differences(fast: Fast, slow: Naive, written: Path) -> list[str]:
    """Return the steps whose results differ."""
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
    slow = run_naive(folder, fast.dataset, scratch / "naive.ttl", full)
    counted = f"{len(fast.dataset.claims)} claims, {len(fast.built.triples)} triples, {len(fast.inferred)} inferred"
    print(f"\n{counted}; time of the processor")
    for step in STEPS:
        own = median(run.timed.times[step] for run in runs)
        line(step, own * 1000, "1 time", "a part of the build" if step == "reason: closure" else "")
        if step in slow.timed.times:
            line(f"{step}, naive", slow.timed.times[step] * 1000, f"{slow.timed.times[step] / own:.1f} times")
    total, clock = median(run.timed.total for run in runs), median(run.timed.clock for run in runs)
    line("whole pipeline", total * 1000, "1 time")
    if full:
        whole = slow.timed.total
        line("whole pipeline, naive", whole * 1000, f"{whole / total:.1f} times", "goal: at least 50 times")
        line("whole pipeline, by the clock", clock * 1000, "1 time")
        line("whole pipeline, naive, by the clock", slow.timed.clock * 1000, f"{slow.timed.clock / clock:.1f} times")
    else:
        print("--full runs pySHACL and compares the whole pipeline")
    differ = differences(fast, slow, scratch / "naive.ttl")
    print("results differ: " + ", ".join(differ) if differ else "the same results, step by step")
    return int(bool(differ))
