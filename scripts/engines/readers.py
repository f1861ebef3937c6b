"""Nothing lost: what stores give back and what readers read, against the canonical N-Quads, quad by quad."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import rdflib
from pyoxigraph import RdfFormat, Store, parse

from kg.share.check.compare import all_triples
from kg.share.load.spool import Spool
from scripts.engines.answers import ntriples
from scripts.engines.parity import endpoint_of
from scripts.engines.programs import JAVA, program
from scripts.engines.servers import Server

__all__ = ["READERS", "Trip", "through_reader", "through_server"]

Trip = tuple[int, list[str], list[str]]
"""How many quads went in, those that did not come back, and those that came back only."""


def through_server(server: Server, ready: Spool) -> Trip:
    """Return what a store that has the graph gives back."""
    client, endpoint = endpoint_of(server)
    whole, lost, strange = 0, list[str](), list[str]()
    for part in ready.parts:
        found = all_triples(client, endpoint, part, part.triples)
        whole += found.compared
        lost += found.lost
        strange += found.strange
    return whole, lost, strange


def through_reader(name: str, quads: Path, scratch: Path) -> Trip:
    """Return what a reader makes of the file."""
    wanted = {str(quad) for quad in parse(path=str(quads), format=RdfFormat.N_QUADS)}
    found = READERS[name](quads, scratch)
    return len(wanted), sorted(wanted - found), sorted(found - wanted)


def _pyoxigraph(quads: Path, scratch: Path) -> set[str]:
    store = Store(str(scratch / "pyoxigraph"))
    store.bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    return {str(quad) for quad in store}


def _rdflib(quads: Path, scratch: Path) -> set[str]:
    data = rdflib.Dataset()
    data.parse(quads, format="nquads")
    return {" ".join(map(ntriples, quad)) for quad in data.quads()}


def _printed(command: list[str]) -> set[str]:
    done = subprocess.run(command, capture_output=True, check=True)
    return {str(quad) for quad in parse(done.stdout, format=RdfFormat.N_QUADS)}


def _riot(quads: Path, scratch: Path) -> set[str]:
    return _printed([str(program("java")), "-cp", f"{JAVA}/*", "riotcmd.riot", "--output=nquads", str(quads)])


def _rapper(quads: Path, scratch: Path) -> set[str]:
    return _printed([str(program("rapper")), "-q", "-i", "nquads", "-o", "nquads", str(quads)])


READERS: Final[Mapping[str, Callable[[Path, Path], set[str]]]] = {
    "pyoxigraph": _pyoxigraph, "rdflib": _rdflib, "riot": _riot, "rapper": _rapper,
}  # fmt: skip
"""The readers by name."""
