"""The graphs that the tests of the builder look at."""

from functools import cache

from kg.build import Built, build
from kg.build.graph import seal_path
from kg.build.indexed import Graph
from kg.build.seal import Seal, read_seal
from kg.dataset import read_dataset
from kg.model import Dataset
from kg.read import read_graph
from kg.resources import DATA, GRAPHS
from kg.terms import Triple
from tests.fixtures import TOYFORT

FOLDERS = {"toyfort": TOYFORT, "bakhmut": DATA / "bakhmut"}
WRITTEN = GRAPHS / "bakhmut.ttl"


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
    path = seal_path(WRITTEN)
    return read_seal(path.read_text(encoding="utf-8"), path.name)


def written_graph() -> Graph:
    return Graph(written(), built("bakhmut").prefixes)
