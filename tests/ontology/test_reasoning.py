"""What follows under OWL 2 RL: nothing is contradictory, and nothing that is only claimed becomes an event."""

import re
from pathlib import Path
from typing import Any

import owlrl
import pytest
import rdflib
import yaml
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from kg.paths import ONTOLOGY
from tests.validate.cases import BASE

BK = rdflib.Namespace("https://w3id.org/battlekg/ontology#")
SEM = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
DATA = rdflib.Namespace("https://example.org/kg/lowbridge/")
HELD, FELL = DATA["proposition/mill-held-marsh"], DATA["event/fall-of-the-mill"]
FIRST, LATER = DATA["claim/losses-marsh"], DATA["claim/losses-marsh-later"]
EVENTS = ("sem/Event", "schema.org/Event", "E5_Event", "E7_Activity", "E4_Period", "lode.", "event.owl#Event")

PLAIN = {
    RDF.type, RDFS.label, RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.isDefinedBy,
    OWL.disjointWith, SKOS.definition, SKOS.example,
}  # fmt: skip
KINDS = {
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty, OWL.TransitiveProperty,
}  # fmt: skip


def parsed(*names: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in names:
        graph.parse(Path(ONTOLOGY) / f"{name}.ttl")
    return graph


def closure(graph: rdflib.Graph) -> rdflib.Graph:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def errors(graph: rdflib.Graph) -> list[str]:
    return [str(text) for error in graph.subjects(RDF.type, ERROR) for text in graph.objects(error)]


def what_others_say() -> rdflib.Graph:
    """Return what the other vocabularies let follow from their terms, as ``external.yaml`` records it."""
    record: dict[str, Any] = yaml.safe_load((Path(ONTOLOGY) / "external.yaml").read_text(encoding="utf-8"))
    graph = rdflib.Graph()

    def iri(curie: str) -> URIRef:
        prefix, _, local = curie.partition(":")
        return URIRef(record[prefix]["iri"] + local)

    for entry in record.values():
        for term, facts in entry["terms"].items():
            node = URIRef(entry["iri"] + term)
            narrower = RDFS.subClassOf if term[0].isupper() else RDFS.subPropertyOf
            names = {
                "domain": RDFS.domain,
                "range": RDFS.range,
                "narrower-than": narrower,
                "disjoint-with": OWL.disjointWith,
            }
            for name, value in facts.items():
                graph.add((node, names[name], iri(value)))
    return graph


@pytest.fixture(scope="module")
def closed() -> rdflib.Graph:
    return closure(parsed("battlekg", "schemes").parse(BASE))


@pytest.fixture(scope="module")
def aligned() -> rdflib.Graph:
    return closure(parsed("battlekg", "schemes", "alignments").parse(BASE) + what_others_say())


@pytest.fixture(params=[pytest.param("closed", marks=pytest.mark.slow), "aligned"])
def either(request: pytest.FixtureRequest) -> rdflib.Graph:
    """What must not follow: by default looked for with the alignments only, under which all else follows, too."""
    graph: rdflib.Graph = request.getfixturevalue(request.param)
    return graph


def test_nothing_is_contradictory(either: rdflib.Graph) -> None:
    assert errors(either) == []


def test_what_is_claimed_is_a_proposition(either: rdflib.Graph) -> None:
    assert (HELD, RDF.type, BK.Proposition) in either


def test_no_proposition_and_no_event_of_claims_becomes_an_event_of_the_world(either: rdflib.Graph) -> None:
    nodes = {*either.subjects(RDF.type, BK.Proposition), *either.subjects(RDF.type, BK.Event)}
    assert {HELD, FELL} <= nodes
    for node in nodes:
        for kind in either.objects(node, RDF.type):
            assert not any(name in str(kind) for name in EVENTS), f"{node} became {kind}"


def test_no_proposition_says_in_the_terms_of_others_who_took_part_where(aligned: rdflib.Graph) -> None:
    for node in aligned.subjects(RDF.type, BK.Proposition):
        for predicate in (SEM.hasActor, SEM.hasPlace, SEM.subEventOf, SEM.eventProperty):
            assert not list(aligned.objects(node, predicate))


def test_the_alignments_do_say_what_is_stated(aligned: rdflib.Graph) -> None:
    battle, claim = DATA["battle/lowbridge"], DATA["claim/mill-lost-denial"]
    prov = rdflib.PROV
    assert (battle, RDF.type, SEM.Event) in aligned
    assert (battle, SEM.hasActor, DATA["actor/raiders"]) in aligned
    assert (claim, RDF.type, rdflib.SDO.Claim) in aligned
    assert (claim, rdflib.SDO.author, DATA["actor/ivo-marsh"]) in aligned
    assert (claim, URIRef("http://purl.org/spar/cito/disagreesWith"), DATA["claim/mill-lost-raiders"]) in aligned
    assert (claim, URIRef("http://purl.org/spar/cito/refutes"), DATA["claim/mill-lost-raiders"]) not in aligned
    assert (claim, prov.wasDerivedFrom, DATA["passage/report.lead.2.2"]) in aligned
    assert (DATA["relay/mill-lost-raiders.1"], RDF.type, prov.Activity) in aligned


def test_nothing_is_the_same_as_another(either: rdflib.Graph) -> None:
    assert not [(s, o) for s, o in either.subject_objects(OWL.sameAs) if s != o and str(s).startswith(str(DATA))]


WRONG = {
    (HELD, RDF.type, BK.Event): (BK.Event, BK.Proposition, HELD),
    (HELD, RDF.type, SEM.Event): (BK.Proposition, SEM.Event, HELD),
    (DATA["actor/raiders"], RDF.type, BK.Place): (BK.Actor, BK.Place, DATA["actor/raiders"]),
    (DATA["proposition/losses-marsh"], RDF.type, BK.Situation): (
        BK.Figure,
        BK.Situation,
        DATA["proposition/losses-marsh"],
    ),
    (DATA["claim/mill-held-marsh"], BK.denies, DATA["claim/mill-held-marsh"]): (
        DATA["claim/mill-held-marsh"],
        BK.denies,
    ),
    (FIRST, BK.revises, LATER): (BK.revises, FIRST, LATER),
    (DATA["place/lowbridge"], BK.within, DATA["place/mill"]): (BK.within, DATA["place/lowbridge"], DATA["place/mill"]),
}
"""Statements that the graph contradicts, with what the message of the reasoner names, in its order."""


def test_each_contradiction_is_found() -> None:
    graph = parsed("battlekg", "alignments").parse(BASE)
    for triple in WRONG:
        graph.add(triple)
    found = errors(closure(graph))
    assert all(any(re.search(".* ".join(map(str, names)), text) for text in found) for names in WRONG.values()), found


def test_the_ontology_is_of_the_profile() -> None:
    """OWL 2 RL, and less: named classes, no restrictions, no data ranges, nothing that makes two nodes one."""
    graph = parsed("battlekg")
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    for s, p, o in graph:
        if s == ontology:
            continue
        assert p in PLAIN, p
        assert isinstance(s, URIRef)
        if p == RDF.type:
            assert o in KINDS, o
        if p in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith):
            assert str(o).startswith(str(BK)) or o == SKOS.Concept, o
    for prop in graph.subjects(RDF.type, OWL.DatatypeProperty):
        assert not list(graph.objects(prop, RDFS.range))


def test_no_domain_where_several_sorts_of_things_have_the_property() -> None:
    graph = parsed("battlekg")
    for name in ("kind", "partOf", "place", "order", "when", "days", "passage", "access", "medium"):
        assert not list(graph.objects(BK[name], RDFS.domain)), name
