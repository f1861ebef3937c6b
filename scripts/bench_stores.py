"""Loading and asking other people's stores, side by side in one run, on datasets of several sizes in the same shape."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.loading.spool import Part, spool
from kg.namespaces import MERGED
from scripts.bench_asking import Outcome, measure
from scripts.bench_growth import differing, growth, overview, questions
from scripts.engines import parity, servers
from scripts.engines.multiply import Pattern, copies, multiplied, pattern_of
from scripts.engines.programs import missing
from scripts.engines.room import NEEDS, disk_free, lacking, memory_free, told
from scripts.engines.sessions import InNode, InProcess, Limit, OverHttp, Session, memory_engine, rdflib_engine

QUESTIONS: Final = (
    "claims-by", "chains", "extremes", "names-of", "passages-of", "promises", "roles", "same-figure",
)  # fmt: skip
"""One or more of each kind: a lookup, a path, an aggregate, a filter on dates, a join of claims with claims."""

MOST: Final = {"rdflib": 20_000, "Comunica": 20_000}
"""Stores that hold everything in memory, as objects of Python or JavaScript, are measured up to so many claims."""


def main(words: Sequence[str]) -> int:
    """Print the tables, and return 1 where a store gives another answer than the others."""
    parser = argparse.ArgumentParser(prog="scripts/bench --stores", description=__doc__)
    parser.add_argument("claims", nargs="*", type=int, default=[1_000, 10_000], help="sizes: about so many claims")
    parser.add_argument("--only", nargs="+", metavar="STORE", default=[], help="names that contain one of these words")
    parser.add_argument("--limit", type=float, default=60, metavar="SECONDS", help="for each question (60)")
    parser.add_argument("--load-limit", type=float, default=1800, metavar="SECONDS", help="for loading (1800)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="warm runs of each question (3)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="results are added here; growth is over all of them")
    options = parser.parse_args(words)
    limit = Limit(options.load_limit, options.limit)
    with spool(parity.GRAPH) as ready:
        triples = next(part for part in ready.parts if part.graph == ready.space + MERGED).file.read_bytes()
        graph = ready.space + MERGED
    all_texts = {one.name: one.text for one in parity.questions(cases=False)}
    texts = {name: all_texts[name] for name in QUESTIONS}
    found = _kept(options.keep)
    differ = 0
    pattern = pattern_of(triples)
    for claims in options.claims:
        with TemporaryDirectory(prefix="battlekg-bench-") as scratch:
            part = _written(graph, pattern, copies(claims, triples), Path(scratch), limit, options.rounds, claims)
            here = []
            for outcome in _all(part, Path(scratch), texts, claims, options.only, limit, options.rounds):
                here.append(outcome)
                _keep(options.keep, outcome)
        differ += sum(bool(differing(one, here)) for one in here)
        print("\n".join([*overview(here), "", *questions(here, texts)]), flush=True)
        found = [one for one in found if (one.store, one.claims) not in {(o.store, o.claims) for o in here}] + here
    if len({one.claims for one in found}) > 1:
        print("\n" + "\n".join(["growth, as a power of the number of triples", *growth(found, texts)]))
    return int(bool(differ))


def _written(
    graph: str, pattern: Pattern, times: int, scratch: Path, limit: Limit, rounds: int, claims: int
) -> Part:  # fmt: skip
    file, count = scratch / "graph.nt", pattern.triples(times)
    begun = time.perf_counter()
    with file.open("wb") as out:
        out.writelines(multiplied(pattern, times))
    part = Part(graph, file, count, file.stat().st_size)
    _tell(f"{told(part.size)} of N-Triples written in {time.perf_counter() - begun:.1f} s")
    print(
        f"\nabout {claims} claims: {times} x the dataset, {count} triples, {told(part.size)} of N-Triples; median of "
        f"{rounds} warm runs,\nat most {limit.question:.0f} s for a question, {limit.load:.0f} s for loading",
        flush=True,
    )
    return part


def _all(
    part: Part, scratch: Path, texts: Mapping[str, str], claims: int, only: Sequence[str], limit: Limit, rounds: int
) -> Iterator[Outcome]:
    for store, opens in _sessions(part, scratch, limit).items():
        if only and not any(word in store for word in only):
            continue
        outcome = Outcome(store, claims, part.triples)
        outcome.why = _why_not(store, part, claims, scratch)
        if not outcome.why:
            outcome = measure(outcome, opens(), texts, limit.question, rounds, _tell)
        for folder in (path for path in scratch.iterdir() if path.is_dir()):
            shutil.rmtree(folder)
        yield outcome


def _why_not(store: str, part: Part, claims: int, scratch: Path) -> str:
    """Return why a store is not measured, in words; nothing where it is."""
    product = store.removesuffix(", HTTP")
    if (product in servers.START or product == "Comunica") and (needs := missing(product)):
        return f"untested: {', '.join(needs)} missing"
    if claims > MOST.get(store, claims):
        return f"left out above {MOST[store]} claims: all is held in memory as objects"
    return lacking(NEEDS[store], part.triples, memory_free(), disk_free(scratch))


def _sessions(part: Part, scratch: Path, limit: Limit) -> dict[str, Callable[[], Session]]:
    """Return what makes each store, by name."""
    setup = servers.setup_for(part.triples, limit.question, memory_free())

    def server(name: str) -> Callable[[], Session]:
        return lambda: OverHttp(name, part, scratch / name, limit, setup, _progress(name, part.size))

    return {
        "pyoxigraph, memory": lambda: InProcess(memory_engine, part.file, None, limit),
        "pyoxigraph, disk": lambda: InProcess(memory_engine, part.file, scratch / "pyoxigraph", limit),
        **{f"{name}, HTTP": server(name) for name in servers.START},
        "rdflib": lambda: InProcess(rdflib_engine, part.file, None, limit),
        "Comunica": lambda: InNode(part.file, limit),
    }


def _progress(name: str, size: int) -> Callable[[int], None]:
    """Return what tells about every minute how much a server has taken."""
    begun = last = time.monotonic()
    sent = 0

    def tell(more: int) -> None:
        nonlocal sent, last
        sent += more
        if time.monotonic() - last > 60:
            last = time.monotonic()
            _tell(f"{name}: {sent / size:.0%} sent after {last - begun:.0f} s")

    return tell


def _tell(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


def _kept(file: Path | None) -> list[Outcome]:
    """Return the last result of each store and size in a file."""
    if file is None or not file.exists():
        return []
    found = [Outcome.of(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]
    return list({(one.store, one.claims): one for one in found}.values())


def _keep(file: Path | None, outcome: Outcome) -> None:
    if file is not None:
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(outcome.content()) + "\n")
