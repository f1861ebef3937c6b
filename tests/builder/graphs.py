"""The graphs that the tests of the builder look at."""

from functools import cache
from pathlib import Path

from kg.builder import Built, build
from kg.builder.seal import Seal, read_seal
from kg.dataset import read_dataset
from kg.dataset.model import Dataset
from kg.paths import DATA, find_graph, seal_file
from kg.rdf.graph import Graph
from kg.rdf.read import read_graph
from kg.rdf.terms import Triple
from tests.fixtures import TOYFORT

FOLDERS = {"toyfort": TOYFORT, "bakhmut": Path(DATA) / "bakhmut"}
WRITTEN = Path(find_graph("bakhmut"))


@cache
def dataset(name: str) -> Dataset:
    return read_dataset(FOLDERS[name])


@cache
def built(name: str) -> Built:
    return build(dataset(name))


@cache
def written() -> list[Triple]:
    """Return the committed graph, in an order that is the same on every run."""
    return sorted(read_graph(WRITTEN), key=str)


def written_seal() -> Seal:
    path = Path(seal_file(WRITTEN))
    return read_seal(path.read_text(encoding="utf-8"), path.name)


def written_graph() -> Graph:
    return Graph(written(), built("bakhmut").prefixes)
