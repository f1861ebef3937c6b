"""The default path gives what the naive pipeline of rdflib, owlrl and pySHACL gives."""

from pathlib import Path

import pytest

from kg.builder import Built, build
from kg.dataset import read_dataset
from kg.dataset.model import Dataset
from kg.paths import find_dataset
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Triple
from kg.reason.closure import close, read_axioms
from kg.validate import validate
from scripts.bench import naive
from tests.full import FULL
from tests.validate.cut import cut


@pytest.fixture(scope="module", params=["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def folder(request: pytest.FixtureRequest, toyfort: Path) -> Path:
    return toyfort if request.param == "toyfort" else Path(find_dataset(request.param))


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Dataset:
    return read_dataset(folder)


@pytest.fixture(scope="module")
def built(dataset: Dataset) -> Built:
    return build(dataset)


def test_same_dataset(folder: Path, dataset: Dataset) -> None:
    loaded = naive.load(folder)
    assert loaded.claims == dict(dataset.claims)
    for kind, found in loaded.entities.items():
        assert found == dict(getattr(dataset, kind)), kind


def test_same_graph(dataset: Dataset, built: Built, tmp_path: Path) -> None:
    naive.write(naive.describe(dataset), tmp_path / "naive.ttl")
    assert set(read_graph(tmp_path / "naive.ttl")) == built.triples


def stated(built: Built) -> frozenset[Triple]:
    """Return the graph without what the closure has added to it, and by default without Statements: half of it."""
    left_out = set() if FULL else {triple.s for triple in built.triples if triple.o == RDF.Statement}
    triples = built.triples - {made.triple for made in built.derived.inferred}
    return frozenset(triple for triple in triples if triple.s not in left_out)


def test_same_closure(built: Built) -> None:
    triples = stated(built)
    graph = naive.to_rdflib(triples)
    wanted = naive.useful(naive.close(graph), graph)
    assert {made.triple for made in close(triples, read_axioms())} == wanted
    assert wanted


@pytest.mark.slow  # by default test_same_closure, which compares the same on the whole graph of toyfort
def test_the_closure_of_less_is_less(built: Built) -> None:
    """The comparison can fail: without one premise, what follows from it alone is gone on both sides."""
    some = min(t for t in stated(built) if t.p == bk.partOf and "/actor/" in t.s)
    fewer = stated(built) - {some}
    graph = naive.to_rdflib(fewer)
    assert {made.triple for made in close(fewer, read_axioms())} == naive.useful(naive.close(graph), graph)


SINGLE = [[], [bk.claimant], [bk.act], [bk.kind]]


@pytest.mark.parametrize(
    "damage", [[bk.claimant, bk.act, bk.kind], *(pytest.param(one, marks=pytest.mark.slow) for one in SINGLE)]
)
def test_same_report(built: Built, damage: list[IRI]) -> None:
    removed = {min(t for t in built.triples if t.p == predicate) for predicate in damage}
    whole = built.triples if FULL else cut(sorted(built.triples, key=str), [triple.s for triple in removed])
    triples = set(whole) - removed
    fast = validate(triples)
    assert {r.key for r in fast.results} == {r.key for r in naive.results(naive.report(naive.to_rdflib(triples)))}
    assert fast.conforms is (not damage)
