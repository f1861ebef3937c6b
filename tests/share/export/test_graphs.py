"""Every triple stands in exactly the named graphs that the table of ``kg.share.export.graphs`` says."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.paths import ONTOLOGY, find_graph
from kg.rdf.namespaces import prefixes_of
from kg.share.export.graphs import GRAPHS, graph_iri
from kg.share.export.quads import data_quads, dataset_quads, placed_quads, vocabulary_quads
from tests.fixtures import faults_of
from tests.share.export.graphs import reckon

GRAPH = "https://example.org/toyfort/graph/"


@pytest.fixture
def built(toyfort: Path) -> Path:
    return Path(find_graph(str(toyfort)))


def by_graph(file: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for quad in placed_quads(file):
        found[quad.graph_name.value.rpartition("/")[2]].add(f"{quad.triple} .")  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("name", ["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def test_every_triple_stands_where_a_second_reckoning_has_it(name: str, built: Path) -> None:
    """The invented dataset uses every class and property, so that the other is for the full tests."""
    file = built if name == "toyfort" else Path(find_graph(name))
    found, wanted = by_graph(file), reckon(file)
    assert {"editorial", "adopted", "inferred", "record"} < found.keys()
    assert sum(key.startswith("source-") for key in found) == 2
    assert found.keys() == wanted.keys()
    for key in found:
        assert found[key] == wanted[key], key
    assert set().union(*found.values()) == {f"{quad.triple} ." for quad in data_quads(file)}


def where(file: Path, subject: str, predicate: str, value: str = "") -> set[str]:
    spaces = {**prefixes_of(file), "bk": "https://w3id.org/battlekg/ontology#"}
    s, p = (f"{spaces[name.partition(':')[0]]}{name.partition(':')[2]}" for name in (subject, predicate))
    return {
        quad.graph_name.value.removeprefix(GRAPH)  # type: ignore[union-attr]
        for quad in placed_quads(file)
        if quad.subject.value == s and quad.predicate.value == p and value in str(quad.object)  # type: ignore[union-attr]
    }


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "graphs"),
    [
        ("claim:no-gate-mayor", "bk:claimant", "", {"source-gazette"}),
        ("proposition:no-gate-mayor", "bk:kind", "", {"source-gazette"}),
        ("relay:hold-brass.1", "bk:relayer", "", {"source-gazette", "editorial"}),
        ("claim:no-gate-mayor", "bk:says", "", {"record"}),
        ("claim:no-gate-mayor", "bk:passage", "", {"record"}),
        ("source:gazette", "bk:access", "", {"record"}),
        ("source:gazette", "bk:kind", "", {"editorial"}),
    ],
)
def test_one_triple_of_each_kind(subject: str, predicate: str, value: str, graphs: set[str], built: Path) -> None:
    assert where(built, subject, predicate, value) == graphs


def test_the_vocabulary_is_there_whole_and_without_blank_nodes() -> None:
    found = list(vocabulary_quads())
    assert {quad.graph_name.value for quad in found} == {"https://w3id.org/battlekg/ontology/graph/vocabulary"}  # type: ignore[union-attr]
    assert not any(str(term).startswith("_:") for quad in found for term in quad)
    files = ("battlekg.ttl", "schemes.ttl", "queries.ttl", "shapes.ttl", "constraints.ttl")
    wanted = sum(len(list(parse(path=str(Path(ONTOLOGY) / name), format=RdfFormat.TURTLE))) for name in files)
    assert len(set(found)) == wanted
    assert found == list(vocabulary_quads())


def test_the_dataset_has_the_graphs_that_are_described(built: Path) -> None:
    names = {quad.graph_name.value.rpartition("/")[2] for quad in dataset_quads(built)}  # type: ignore[union-attr]
    assert {"source-KEY" if name.startswith("source-") else name for name in names} == set(GRAPHS)
    assert graph_iri(prefixes_of(built)["source"], "record").value == GRAPH + "record"


def test_a_triple_that_nothing_covers_is_a_fault(built: Path, tmp_path: Path) -> None:
    text = built.read_text(encoding="utf-8")
    added = "<https://example.org/toyfort/actor/nobody> a <https://w3id.org/battlekg/ontology#Actor> .\n"
    (tmp_path / "more.ttl").write_text(text + added, encoding="utf-8")
    (fault,) = faults_of(lambda: list(placed_quads(tmp_path / "more.ttl")))
    assert fault.rule == "untraced"
    assert "actor/nobody" in fault.what


def test_a_graph_that_is_not_well_formed_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("nonsense", encoding="utf-8")
    (fault,) = faults_of(lambda: list(dataset_quads(tmp_path / "bad.ttl")))
    assert (fault.rule, fault.line) == ("syntax", 1)
