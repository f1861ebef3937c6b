"""Nothing lost: every RDF export is read back, by pyoxigraph and by rdflib, to the same set of canonical quads."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.paths import ONTOLOGY, find_graph
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK, RDF, prefixes_of
from kg.rdf.read import read_graph
from kg.rdf.vocabulary import CLASSES
from kg.share.export.formats import FORMATS
from kg.share.export.jsonld import context_file
from kg.share.export.nanopub import NP, PARTS, nanopublications
from kg.share.export.quads import data_quads, dataset_quads, nodes
from tests.share.export.graphs import canonical, quads, written

READERS = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
}  # fmt: skip
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
IN_GRAPHS = ("nq", "trig")
pytestmark = pytest.mark.usefixtures("small_vocabulary")


@pytest.fixture(params=["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def graph(request: pytest.FixtureRequest, toyfort: Path) -> Path:
    return Path(find_graph(str(toyfort) if request.param == "toyfort" else "bakhmut"))


@pytest.fixture
def small(toyfort: Path) -> Path:
    return Path(find_graph(str(toyfort)))


@pytest.mark.parametrize("name", READERS)
def test_each_export_is_read_back_whole(name: str, graph: Path, whole_vocabulary: None) -> None:
    wanted = canonical(dataset_quads(graph) if name in IN_GRAPHS else data_quads(graph))
    assert quads(written(FORMATS[name].write, graph), READERS[name]) == wanted


@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_reads_the_same(name: str, small: Path) -> None:
    found = rdflib.Dataset()
    found.parse(io.BytesIO(written(FORMATS[name].write, small)), format=RDFLIB[name])
    again = quads(found.serialize(format="nquads").encode(), RdfFormat.N_QUADS)
    again = {line.replace(" <urn:x-rdflib:default>", "") for line in again}
    assert again == canonical(dataset_quads(small) if name in IN_GRAPHS else data_quads(small))


def typed(graph: Path, kind: str) -> int:
    """Return how many nodes of a class a graph has."""
    return sum(quad.predicate.value == RDF.type and quad.object == NamedNode(kind) for quad in data_quads(graph))


def unreified(found: Iterator[Quad]) -> Iterator[Quad]:
    """Yield the quads with each reifier as an ``rdf:Statement`` again: the one rule of the way back."""
    for quad in found:
        if not isinstance(quad.object, Triple):
            yield quad
            continue
        assert quad.predicate.value == RDF.reifies
        yield Quad(quad.subject, NamedNode(RDF.type), NamedNode(RDF.Statement))
        parts = zip((RDF.subject, RDF.predicate, RDF.object), quad.object, strict=True)
        yield from (Quad(quad.subject, NamedNode(predicate), term) for predicate, term in parts)


def test_reifiers_of_rdf_12_are_statements_again(graph: Path) -> None:
    content = written(FORMATS["rdf12"].write, graph)
    found = list(parse(content, format=RdfFormat.TURTLE))
    statements = typed(graph, RDF.Statement)
    assert sum(isinstance(quad.object, Triple) for quad in found) == statements > 0
    assert canonical(unreified(iter(found))) == canonical(data_quads(graph))


def test_nanopublications_hold_the_claims_whole_and_nothing_that_is_not_in_the_graph(graph: Path) -> None:
    """What they add: head, publication info and the origin of the assertion. What they lack: what no claim has."""
    wanted = {f"{quad.triple} ." for quad in data_quads(graph)}
    found: dict[str, set[str]] = {part: set() for part in PARTS}
    for quad in parse(written(FORMATS["nanopub"].write, graph), format=RdfFormat.TRIG):
        found[quad.graph_name.value.rpartition("#")[2]].add(f"{quad.triple} .")
    carried = {line for line in found["assertion"] | found["provenance"] if "#assertion> " not in line}
    assert carried <= wanted
    spaces = prefixes_of(graph)
    lost = wanted - carried
    for kind in ("claim", "proposition", "relay"):
        assert not [line for line in lost if line.startswith(f"<{spaces[kind]}")]
    kinds = {made.kind for made in CLASSES.values()} - {"claim", "proposition", "relay", "source"}
    assert {line[1:].partition(">")[0].rsplit("/", 2)[-2] for line in lost} <= kinds
    about = {f"<{spaces[kind]}" for kind in kinds - {"statement", "passage"}} | {f"<{spaces['source']}"}
    subjects = [line for line in lost if line.split(" ")[1] == f"<{RDF.subject}>"]
    assert all(line.split(" ")[2].startswith(tuple(about)) for line in subjects)


@pytest.mark.parametrize("name", ["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def test_every_claim_is_one_valid_nanopublication(name: str, toyfort: Path) -> None:
    """Each is read by the library for nanopublications, which raises where one is not valid."""
    nanopub = pytest.importorskip("nanopub")
    graph = Path(find_graph(str(toyfort) if name == "toyfort" else name))
    text = written(FORMATS["nanopub"].write, graph).decode()
    head, *parts = text.split("\n# ")
    assert len(parts) == typed(graph, BK.Claim) > 10
    for part in parts:
        dataset = rdflib.ConjunctiveGraph()
        dataset.parse(data=f"{head}\n# {part}", format="trig")
        found = nanopub.Nanopub(rdf=dataset)
        assert found.is_valid
        assert not found.metadata.trusty, "who publishes it makes its trusty URI"
        assert found.metadata.np_uri in set(dataset.subjects(rdflib.RDF.type, rdflib.URIRef(NP.Nanopublication)))


def test_the_library_finds_a_nanopublication_without_provenance_invalid(small: Path) -> None:
    nanopub = pytest.importorskip("nanopub")
    head, part, *_ = written(FORMATS["nanopub"].write, small).decode().split("\n# ")
    broken = part.replace("sub:assertion\n    prov:", "sub:other\n    prov:")
    assert broken != part
    dataset = rdflib.ConjunctiveGraph()
    dataset.parse(data=f"{head}\n# {broken}", format="trig")
    with pytest.raises(ValueError, match="assertion graph"):
        _ = nanopub.Nanopub(rdf=dataset).is_valid


def test_nanopublications_have_four_graphs_none_empty(graph: Path) -> None:
    index = Graph(read_graph(graph), prefixes_of(graph))
    iris = []
    for iri, parts in nanopublications(index):
        iris.append(iri)
        assert [bool(part) for part in parts] == [True] * 4
        assert sum(triple.o == NP.Nanopublication for triple in parts[0]) == 1
    assert len(set(iris)) == len(iris) == sum(index.has(node, BK.Claim) for node in index.nodes)


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_has_the_same_bytes_every_time(name: str, small: Path) -> None:
    assert written(FORMATS[name].write, small) == written(FORMATS[name].write, small)


def test_the_published_context_is_the_one_that_exports_have_inside() -> None:
    assert (Path(ONTOLOGY) / "context.jsonld").read_text(encoding="utf-8") == context_file(), "run scripts/docs/run"


def test_numbers_with_a_fraction_and_other_languages_stay_what_they_are(small: Path, tmp_path: Path) -> None:
    text = small.read_text(encoding="utf-8")
    file = tmp_path / "more.ttl"
    node = next(line.strip() for line in text.splitlines() if line.startswith("proposition:"))
    extra = f'\n{node} bk:min 4.54, 01, 12345678901234567890 ; bk:says "Wort"@de, "none" .\n'
    file.write_text(text + extra, encoding="utf-8")
    assert len(canonical(data_quads(file))) == len(canonical(data_quads(small))) + 5
    assert quads(written(FORMATS["jsonld"].write, file), RdfFormat.JSON_LD) == canonical(data_quads(file))
    assert Literal("Wort", language="de") in {q.object for q in data_quads(file)}


def test_a_graph_whose_triples_stand_in_any_order_is_exported_whole(small: Path, tmp_path: Path) -> None:
    """The streams rely on the order of the canonical file for their looks, not for what they hold."""
    text = small.read_text(encoding="utf-8")
    head = [line for line in text.splitlines(keepends=True) if line.startswith("@prefix")]
    body = sorted((f"{quad.triple} .\n" for quad in data_quads(small)), key=lambda line: line[::-1])
    file = tmp_path / "toyfort.ttl"
    file.write_text("".join([*head, *body]), encoding="utf-8")
    assert quads(written(FORMATS["trig"].write, file), RdfFormat.TRIG) == canonical(dataset_quads(small))
    found = parse(written(FORMATS["rdf12"].write, file), format=RdfFormat.TURTLE)
    assert canonical(unreified(found)) == canonical(data_quads(small))


def test_nodes_are_taken_one_after_the_other(small: Path) -> None:
    taken = []

    def counted() -> Iterator[Quad]:
        for quad in data_quads(small):
            taken.append(quad)
            yield quad

    node, triples = next(nodes(counted()))
    assert len(taken) == len(triples) + 1, "the first of the next node tells that this one is whole"
    assert {triple.s for triple in triples} == {node}
    whole = [triple for _, found in nodes(data_quads(small)) for triple in found]
    assert sorted(map(str, whole)) == sorted(map(str, read_graph(small)))
