"""Loading and asking other people's stores, side by side in one run, on datasets of several sizes in the same shape."""

from __future__ import annotations

import argparse
import json
import math
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.share.load.send import CHUNK
from kg.share.load.spool import spool
from scripts.bench.asking import Outcome, measure
from scripts.bench.growth import differing, growth, overview, questions
from scripts.engines import parity, servers
from scripts.engines.multiply import Copies, Pattern, copies, merged, multiplied, pattern_of
from scripts.engines.programs import missing
from scripts.engines.room import NEEDS, disk_free, lacking, memory_free, told
from scripts.engines.sessions import InNode, InProcess, Limit, OverHttp, Session, memory_engine, rdflib_engine

QUESTIONS: Final = (
    "claims-by", "chains", "extremes", "names-of", "passages-of", "promises", "roles", "same-figure",
)  # fmt: skip
"""One or more of each kind: a lookup, a path, an aggregate, a filter on dates, a join of claims with claims."""

READERS: Final = ("pyoxigraph, memory", "pyoxigraph, disk", "rdflib", "Comunica")
"""The stores that read a file; the others get the graph while it is made, so that a large one takes no place."""

MOST: Final = {"rdflib": 20_000, "Comunica": 20_000}
"""Stores that hold everything in memory, as objects of Python or JavaScript, are measured up to so many claims."""


def main(words: Sequence[str]) -> int:
    """Print the tables, and return 1 where a store gives another answer than the others."""
    parser = argparse.ArgumentParser(prog="scripts/bench/run --stores", description=__doc__)
    parser.add_argument("claims", nargs="*", type=int, default=[1_000, 10_000], help="sizes: about so many claims")
    parser.add_argument("--only", nargs="+", metavar="STORE", default=[], help="names that contain one of these words")
    parser.add_argument("--limit", type=float, default=60, metavar="SECONDS", help="for each question (60)")
    parser.add_argument("--load-limit", type=float, default=1800, metavar="SECONDS", help="for loading (1800)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="warm runs of each question (3)")
    parser.add_argument("--request", type=float, default=CHUNK / 1e6, metavar="MB", help="to servers at once (16)")
    parser.add_argument("--lanes", type=int, default=1, metavar="N", help="stores at a time (1); on N cores and more")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="results are added here; growth is over all of them")
    parser.add_argument("--growth", action="store_true", help="measure nothing: only tell the growth over what is kept")
    options = parser.parse_args(words)
    with spool(parity.GRAPH) as ready:
        graph, triples = merged(ready).graph, merged(ready).file.read_bytes()
    asked = {one.name: one.text for one in parity.questions(cases=False)}
    texts = {name: asked[name] for name in QUESTIONS}
    limit = Limit(options.load_limit, options.limit, round(options.request * 1e6))
    found = _kept(options.keep)
    differ = False
    pattern = pattern_of(triples)
    for claims in [] if options.growth else options.claims:
        with TemporaryDirectory(prefix="battlekg-bench-") as scratch:
            wanted = any(_chosen(store, options.only) for store in READERS)
            part = _written(graph, pattern, copies(claims, triples), Path(scratch), wanted)
            run = Run(part, Path(scratch), texts, claims, limit, options.rounds, options.keep)
            print(run.heading(options.lanes), flush=True)
            here = run.all(options.only, options.lanes)
        differ |= any(differing(one, here) for one in here)
        print("\n".join([*overview(here), "", *questions(here, texts)]), flush=True)
        found = [one for one in found if (one.store, one.claims) not in {(o.store, o.claims) for o in here}] + here
    if len({one.claims for one in found}) > 1:
        print("\n" + "\n".join(["growth, as a power of the number of triples", *growth(found, texts)]))
    return int(differ)


def _written(graph: str, pattern: Pattern, times: int, scratch: Path, wanted: bool) -> Copies:
    """Return the graph, as a file too where a store that reads files is wanted."""
    file, pieces = scratch / "graph.nt", multiplied(pattern, times)
    if wanted:
        begun = time.perf_counter()
        with file.open("wb") as out:
            size = sum(map(out.write, pieces))
        _tell(f"{told(size)} of N-Triples written in {time.perf_counter() - begun:.1f} s")
    else:
        size = sum(map(len, pieces))
    return Copies(graph, file, pattern.triples(times), size, pattern, times)


def _chosen(store: str, only: Sequence[str]) -> bool:
    return not only or any(word in store for word in only)


@dataclass(frozen=True)
class Run:
    """All stores at one size.

    Attributes:
        part: The graph.
        scratch: Where stores have their folders.
        texts: The questions by name.
        claims: About how many claims there are.
        limit: How long a store has.
        rounds: How many warm runs there are.
        keep: The file to which results are added, if any.
    """

    part: Copies
    scratch: Path
    texts: Mapping[str, str]
    claims: int
    limit: Limit
    rounds: int
    keep: Path | None

    def heading(self, lanes: int) -> str:
        """Return what was measured, in words."""
        size = f"{self.part.triples} triples, {told(self.part.size)} of N-Triples"
        side = f"{lanes} stores" if lanes > 1 else "one store"
        once = f"requests of {self.limit.request / 1e6:g} MB"
        ends = f"at most {self.limit.question:g} s for a question, {self.limit.load:g} s for loading"
        return (
            f"\nabout {self.claims} claims: {self.part.times} x the dataset, {size};\n"
            f"median of {self.rounds} warm runs, {ends};\n{side} at a time, {once}"
        )

    def all(self, only: Sequence[str], lanes: int) -> list[Outcome]:
        """Return what came of each store, so many at a time."""
        sessions = _sessions(self.part, self.scratch, self.limit, lanes)
        chosen = {name: opens for name, opens in sessions.items() if _chosen(name, only)}
        readers = set(READERS) & set(chosen)
        with ThreadPoolExecutor(lanes) as pool:
            waiting = [pool.submit(self._one, store, opens, readers) for store, opens in chosen.items()]
            return [one.result() for one in waiting]

    def _one(self, store: str, opens: Callable[[], Session], readers: set[str]) -> Outcome:
        outcome = Outcome(store, self.claims, self.part.triples, why=self._why_not(store))
        if not outcome.why:
            measure(outcome, opens(), self.texts, self.limit.question, self.rounds, _tell)
        shutil.rmtree(self.scratch / _folder(store), ignore_errors=True)
        readers.discard(store)
        if not readers:  # servers get the graph while it is made
            self.part.file.unlink(missing_ok=True)
        if self.keep is not None:
            with self.keep.open("a", encoding="utf-8") as out:
                out.write(json.dumps(outcome.content()) + "\n")
        return outcome

    def _why_not(self, store: str) -> str:
        """Return why a store is not measured, in words; nothing where it is."""
        product = store.partition(",")[0]
        if (product in servers.START or product == "Comunica") and (needs := missing(product)):
            return f"untested: {', '.join(needs)} missing"
        if self.claims > MOST.get(store, self.claims):
            return f"left out above {MOST[store]} claims: all is held in memory as objects"
        requests = math.ceil(self.part.size / self.limit.request) if store.endswith("HTTP") else 0
        return lacking(NEEDS[store], self.part.triples, requests, memory_free(), disk_free(self.scratch))


def _folder(store: str) -> str:
    return "".join(letter for letter in store if letter.isalnum())


def _sessions(part: Copies, scratch: Path, limit: Limit, lanes: int) -> dict[str, Callable[[], Session]]:
    """Return what makes each store, by name."""
    setup = servers.setup_for(part.triples, limit.question, (memory_free() or 0) // lanes)

    def server(name: str, bulk: bool = False) -> Callable[[], Session]:
        store = f"{name}, {'bulk' if bulk else 'HTTP'}"
        return lambda: OverHttp(
            name, part, scratch / _folder(store), limit, setup, _progress(store, part.size), bulk=bulk
        )

    return {
        "pyoxigraph, memory": lambda: InProcess(memory_engine, part.file, None, limit),
        "pyoxigraph, disk": lambda: InProcess(memory_engine, part.file, scratch / _folder("pyoxigraph, disk"), limit),
        **{f"{name}, HTTP": server(name) for name in servers.START},
        **{f"{name}, bulk": server(name, bulk=True) for name in servers.LOADERS},
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
