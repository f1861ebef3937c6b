"""Entities, events, documents and passages: each fact with the very evidence that the dataset gives it."""

from collections.abc import Iterable, Iterator, Mapping

import pytest

from kg.dataset.model import Dataset, Entity, Fact
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, OA, PROV, RDF, SKOS, SPDX
from kg.rdf.terms import IRI, Term, Triple, number, text
from tests.builder.graphs import built, dataset

KINDS = {"battle": "battles", "phase": "phases", "actor": "actors", "place": "places"}
LINKS = {
    "side": (bk.side, "actor"), "part_of": (bk.partOf, ""), "affiliation": (bk.affiliation, "actor"),
    "within": (bk.within, "place"), "place": (bk.place, "place"), "party": (bk.party, "actor"),
}  # fmt: skip
Evidence = tuple[frozenset[str], frozenset[str]]


def facts(name: str, data: Dataset) -> Iterator[tuple[Triple, Evidence]]:
    """Yield names and facts of all entities with passages and notes, as the dataset gives them."""
    spaces = built(name).prefixes
    for kind, field in KINDS.items():
        for key, entity in getattr(data, field).items():
            node = IRI(spaces[kind] + key)
            for place, (label, found) in enumerate(entity.names.items()):
                reasons = {found.coined, entity.same if place else None} - {None}
                predicate = SKOS.altLabel if place else SKOS.prefLabel
                yield Triple(node, predicate, text(label, "en")), (frozenset(found.at), frozenset(reasons))
            yield from links(spaces, kind, node, entity)


def links(spaces: Mapping[str, str], kind: str, node: IRI, entity: Entity) -> Iterator[tuple[Triple, Evidence]]:
    for field, (predicate, target) in LINKS.items():
        many: Iterable[Fact] = getattr(entity, field, ())
        for fact in many:
            value = IRI(spaces[target or kind] + fact.is_)
            yield Triple(node, predicate, value), (frozenset(fact.at), frozenset(filter(None, [fact.note])))


def evidence(graph: Graph, triple: Triple) -> Evidence:
    (statement,) = [
        node
        for node in graph.subjects(RDF.subject, triple.s)
        if triple.p in graph.values(node, RDF.predicate) and triple.o in graph.values(node, RDF.object)
    ]

    def local(term: Term) -> str:
        return term.rpartition("/")[2] if isinstance(term, IRI) else term.value

    passages, notes = (
        frozenset(local(value) for value in graph.values(statement, predicate))
        for predicate in (bk.passage, SKOS.editorialNote)
    )
    assert bool(notes) == bool(graph.values(statement, PROV.wasGeneratedBy))
    return passages, notes


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_every_name_and_fact_has_the_evidence_of_the_dataset(name: str) -> None:
    data, made = dataset(name), built(name)
    graph = Graph(made.triples, made.prefixes)
    wanted = list(facts(name, data))
    assert len(wanted) > 30
    for triple, found in wanted:
        assert triple.o in graph.values(triple.s, triple.p), triple
        assert evidence(graph, triple) == found, triple
    kinds = {*(predicate for predicate, _ in LINKS.values()), SKOS.altLabel}
    entities = tuple(made.prefixes[kind] for kind in KINDS)
    there = {t for t in made.triples if t.p in kinds and t.s.startswith(entities)}
    phases = {t for t in there if t.p == bk.partOf and t.s.startswith(made.prefixes["phase"])}
    assert there - phases == {triple for triple, _ in wanted if triple.p in kinds}


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_the_passages_that_are_named_are_described_and_no_others(name: str) -> None:
    data, made = dataset(name), built(name)
    graph = Graph(made.triples, made.prefixes)
    space = made.prefixes["passage"]
    named: set[Term] = {t.o for t in made.triples if t.p in (bk.passage, bk.contextPassage)}
    named |= {IRI(space + key) for key in data.set_aside}
    assert {node for node in graph.nodes if node.startswith(space)} == named
    for node in named:
        assert isinstance(node, IRI)
        passage = data.passages[node.removeprefix(space)]
        assert graph.values(node, SPDX.checksumValue) == {text(passage.sha256)}
        assert graph.values(node, OA.start) == {number(passage.start)}
        assert graph.values(node, OA.end) == {number(passage.end)}
        assert graph.values(node, bk.finder) == ({text(passage.finder)} if passage.finder else set())


def test_a_document_says_what_was_inferred_of_it() -> None:
    made = built("toyfort")
    graph = Graph(made.triples, made.prefixes)
    node = IRI(made.prefixes["source"] + "gazette")
    (issued,) = graph.values(node, DCT.issued)
    assert evidence(graph, Triple(node, DCT.issued, issued)) == (
        frozenset(),
        frozenset({"the text says Friday and counts weeks"}),
    )
    (title,) = graph.values(node, DCT.title)
    assert evidence(graph, Triple(node, DCT.title, title)) == (frozenset({"gazette.body.h"}), frozenset())


def test_the_same_triple_from_several_sources_has_one_statement() -> None:
    made = built("bakhmut")
    covered: dict[tuple[Term, ...], int] = {}
    graph = Graph(made.triples, made.prefixes)
    for node in graph.nodes:
        if graph.has(node, RDF.Statement):
            key = tuple(value for p in (RDF.subject, RDF.predicate, RDF.object) for value in graph.values(node, p))
            covered[key] = covered.get(key, 0) + 1
    assert set(covered.values()) == {1}
