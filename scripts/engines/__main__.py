"""``scripts/engines/run``: every question in every store, every quad there and back."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from operator import eq
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from kg.ask.catalog.header import list_queries
from kg.share.export.quads import dataset_quads
from kg.share.load.spool import Spool, spool
from scripts.engines import parity, programs, readers, servers
from scripts.engines.multiply import merged
from scripts.engines.table import PAGE, UNSETTLED, agrees, between, matrix, put, trips


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="scripts/engines/run", description=__doc__)
    parser.add_argument("--install", action="store_true", help="install packages of the system, too (as with CI=true)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where docs/dev/stores.md differs")
    parser.add_argument("--fetch", action="store_true", help="only fetch, and say what is missing")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these stores and engines")
    parser.add_argument("--questions", nargs="+", metavar="NAME", help="only these questions")
    options = parser.parse_args()
    strict = os.environ.get("CI") == "true"
    # rdflib takes 200 s for what pyoxigraph answers in 2: --full asks it, and the tests ask it on a cut
    quick = options.check and "BATTLEKG_FULL" not in os.environ
    programs.fetch(options.install or strict)
    lacking = programs.untested()
    for product, missing in lacking.items():
        print(f"untested: {product} ({', '.join(missing)} missing)", file=sys.stderr)
    if options.fetch or (lacking and strict):
        return int(bool(lacking) and strict)
    with tempfile.TemporaryDirectory(prefix="battlekg-stores-") as scratch:
        names = [name for name in options.only or _ALL if name not in lacking]
        asks = [name for name in names if name != "rdflib" or options.only or not quick]
        run = Run(Path(scratch), names, asks, options.questions)
        run.all()
    complete = not options.only and not options.questions and not lacking
    return _report(run, options.check, complete, quick)


_ALL = (*parity.ENGINES, "riot", "rapper")
_LOADS = 4
"""How often Virtuoso is loaded at most, until it answers a question right. After 5 of 23 loads it lost a row where a
query compares dates, whatever its form: two bad loads in a row come once in twenty runs, four once in four hundred."""


class Run:
    """One run over stores and engines.

    Args:
        scratch: A folder for what the run needs.
        names: The stores, engines and readers.
        asks: Those of them that are asked questions.
        only: The names of the questions; all by default.
    """

    def __init__(self, scratch: Path, names: list[str], asks: list[str], only: list[str] | None) -> None:
        self.scratch = scratch
        self.names = names
        self.asks = asks
        self.questions = [question for question in parity.questions() if not only or question.name in only]
        self.wanted = parity.reference(self.questions)
        self.results: dict[str, list[parity.Result]] = {}
        self.trips: dict[str, readers.Trip] = {}

    def all(self) -> None:
        """Ask every question everywhere, and send every quad there and back."""
        quads, triples = self.scratch / "graph.nq", self.scratch / "graph.nt"
        with quads.open("wb") as file:
            serialize(dataset_quads(parity.GRAPH), file, format=RdfFormat.N_QUADS)
        with spool(parity.GRAPH) as ready:
            triples.write_bytes(merged(ready).file.read_bytes())
            beside = [name for name in self.names if name == "Comunica"]  # a process of its own: there are two cores
            others = [name for name in self.names if name not in beside]
            with ThreadPoolExecutor(2) as pool:
                for lane in [pool.submit(self._lane, names, quads, triples, ready) for names in (beside, others)]:
                    lane.result()
        self.results = {name: self.results[name] for name in self.names if name in self.results}

    def _lane(self, names: list[str], quads: Path, triples: Path, ready: Spool) -> None:
        for name in names:
            begun = time.perf_counter()
            self._one(name, quads, triples, ready)
            print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)

    def _one(self, name: str, quads: Path, triples: Path, ready: Spool) -> None:
        if name in servers.START:
            with self._filled(name, self.scratch / name, ready) as server:
                self.trips[name] = readers.through_server(server, ready)
                self._answers(name, parity.in_server(server, self.questions, self.wanted))
            for number in range(2, _LOADS + 1):
                if name == UNSETTLED and (differ := self._that_differ(name)):
                    with self._filled(name, self.scratch / f"{name}-{number}", ready) as server:
                        again = {result.label: result for result in parity.in_server(server, differ, self.wanted)}
                    self.results[name] = [parity.settled(one, again.get(one.label)) for one in self.results[name]]
        if name in readers.READERS:
            self.trips[name] = readers.through_reader(name, quads, self.scratch)
        if (asked := parity.IN_FILE.get(name)) and name in self.asks:
            every = name == "pyoxigraph"  # the others are slow, and get the default values only
            questions = [question for question in self.questions if every or question.label == question.name]
            self._answers(name, asked(triples, questions, self.wanted))

    @contextmanager
    def _filled(self, name: str, folder: Path, ready: Spool) -> Iterator[servers.Server]:
        folder.mkdir()
        with servers.running(name, folder) as server:
            parity.fill(server, ready, sys.stderr)
            yield server

    def _that_differ(self, name: str) -> list[parity.Bound]:
        """Return the questions that were answered otherwise, to be asked again after another load."""
        labels = {result.label for result in self.results[name] if result.state not in ("same", "varies")}
        return [question for question in self.questions if question.label in labels]

    def _answers(self, name: str, results: Iterator[parity.Result]) -> None:
        self.results[name] = []
        for result in results:
            self.results[name].append(result)
            if result.state != "same":
                print(f"{name}: {result.label}: {result.state}: {result.detail[:600]}", file=sys.stderr, flush=True)


def _report(run: Run, check: bool, complete: bool, quick: bool) -> int:
    """Write the tables, or compare them. Where the run was not complete, the other cells stay as they are written."""
    text = PAGE.read_text(encoding="utf-8")
    before = "" if complete and not quick else between(text, "questions")
    tables = {"questions": matrix([query.name for query in list_queries()], run.results, before)}
    if run.trips.keys() == {*readers.READERS, *servers.START}:
        tables["round trips"] = trips(run.trips)
    if check:
        print("\n\n".join(tables.values()))
        same = {"questions": agrees, "round trips": eq}
        stale = [name for name, table in tables.items() if not same[name](between(text, name), table)]
        for name in stale:
            print(f"docs/dev/stores.md: another table of {name}: run scripts/engines/run", file=sys.stderr)
        return int(bool(stale))
    for name, table in tables.items():
        put(PAGE, name, table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
