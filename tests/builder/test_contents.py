"""The graph says what it holds, and it does hold so much: each count is that of the whole graph."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.builder.contents import describe_contents
from kg.builder.context import Context
from kg.rdf.namespaces import DCAT, DCT, RDF, SKOS, VOID
from kg.rdf.terms import IRI, Literal, Triple, text
from tests.builder.graphs import built
from tests.builder.graphs import dataset as data


@pytest.fixture(scope="module", params=["toyfort", "bakhmut"])
def triples(request: pytest.FixtureRequest) -> frozenset[Triple]:
    return built(request.param).triples


def value(triples: frozenset[Triple], node: IRI, predicate: IRI) -> str:
    (found,) = (t.o for t in triples if t.s == node and t.p == predicate)
    return found.value if isinstance(found, Literal) else found


def numbers(triples: frozenset[Triple], link: IRI, named: IRI, counted: IRI) -> dict[str, int]:
    parts = {t.o for t in triples if t.p == link}
    told = {(t.s, t.p): t.o for t in triples if t.s in parts}
    return {str(told[part, named]): int(told[part, counted].value) for part in parts}  # type: ignore[index, union-attr]


def test_every_class_and_property_is_counted(triples: frozenset[Triple]) -> None:
    classes = numbers(triples, VOID.classPartition, VOID("class"), VOID.entities)
    assert classes == Counter(t.o for t in triples if t.p == RDF.type)
    properties = numbers(triples, VOID.propertyPartition, VOID.property, VOID.triples)
    assert properties == Counter(t.p for t in triples)
    (dataset,) = (t.s for t in triples if t.p == RDF.type and t.o == DCAT.Dataset)
    assert int(value(triples, dataset, VOID.triples)) == len(triples) == sum(properties.values())


def test_the_dataset_names_its_documents_and_vocabularies(triples: frozenset[Triple]) -> None:
    (dataset,) = (t.s for t in triples if t.p == RDF.type and t.o == DCAT.Dataset)
    assert {t.o for t in triples if t.s == dataset and t.p == DCT.source} == {
        t.s for t in triples if t.p == RDF.type and t.o == "https://w3id.org/battlekg/ontology#Source"
    }
    spaces = {t.o for t in triples if t.s == dataset and t.p == VOID.vocabulary}
    used = [t.p for t in triples] + [t.o for t in triples if t.p == RDF.type]
    assert all(str(term).startswith(tuple(map(str, spaces))) for term in used)
    assert value(triples, dataset, VOID.uriSpace) in dataset


def test_links_to_elsewhere_are_linksets() -> None:
    context = Context(data("toyfort"))
    actor = context.name("actor", "guard")
    links = [
        Triple(actor, SKOS.exactMatch, IRI("http://www.wikidata.org/entity/Q1")),
        Triple(context.name("actor", "mayor"), SKOS.exactMatch, IRI("http://www.wikidata.org/entity/Q2")),
        Triple(actor, SKOS.closeMatch, IRI("https://example.org/list/3")),
    ]
    found = frozenset(describe_contents(context, links))
    sets = {t.s: value(found, t.s, VOID.triples) for t in found if t.p == RDF.type and t.o == VOID.Linkset}
    names = {node.rpartition("/")[2]: count for node, count in sets.items()}
    assert names == {"skos.exactMatch.www.wikidata.org.entity": "2", "skos.closeMatch.example.org.list": "1"}
    assert {t.o for t in found if t.p == VOID.subset} == set(sets)
    targets = {value(found, node, VOID.objectsTarget) for node in sets}
    assert targets == {"http://www.wikidata.org/entity/", "https://example.org/list/"}


def test_keywords_come_from_the_manifest() -> None:
    dataset = data("bakhmut")
    assert dataset.manifest.keywords
    found = describe_contents(Context(dataset), [])
    assert {t.o for t in found if t.p == DCAT.keyword} == {text(word, "en") for word in dataset.manifest.keywords}
