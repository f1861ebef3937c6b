"""The vocabulary passes the shapes for vocabularies, and each of these shapes refuses what it is there for."""

from functools import cache
from pathlib import Path

import pytest

from kg.paths import ONTOLOGY
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, OWL, RDF, RDFS, SCHEME_BASE, SKOS
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Term, Triple, text
from kg.validate import validate
from kg.validate.engine import compiled

QC = (Path(ONTOLOGY) / "qc.ttl",)
HERE = IRI(SCHEME_BASE[:-1])
ACT, OTHER, SCHEME = (IRI(SCHEME_BASE + name) for name in ("act/assert", "kind/retreat", "scheme/act"))
WIDER = IRI(SCHEME_BASE + "kind/withdrawal")
X = IRI("https://example.org/x")


@cache
def vocabulary() -> tuple[Triple, ...]:
    return tuple(
        t for name in ("battlekg", "schemes", "alignments") for t in read_graph(Path(ONTOLOGY) / f"{name}.ttl")
    )


def without(node: IRI, predicate: IRI) -> list[Triple]:
    left = [triple for triple in vocabulary() if (triple.s, triple.p) != (node, predicate)]
    assert len(left) < len(vocabulary())
    return left


def put(node: IRI, predicate: IRI, value: Term) -> list[Triple]:
    return [
        *(triple for triple in vocabulary() if (triple.s, triple.p) != (node, predicate)),
        Triple(node, predicate, value),
    ]


def add(node: IRI, predicate: IRI, value: Term) -> list[Triple]:
    return [*vocabulary(), Triple(node, predicate, value)]


BREAKS = {
    "ontology-version": lambda: put(HERE, OWL.versionIRI, IRI(HERE + "/latest")),
    "ontology-info": lambda: without(HERE, OWL.versionInfo),
    "ontology-title": lambda: without(HERE, DCT.title),
    "ontology-license": lambda: put(HERE, DCT.license, text("MIT")),
    "class-name": lambda: add(bk("event-kind"), RDF.type, OWL.Class),
    "property-name": lambda: add(bk.Says, RDF.type, OWL.DatatypeProperty),
    "term-label": lambda: without(bk.says, RDFS.label),
    "term-definition": lambda: put(bk.says, SKOS.definition, text("no full stop", "en")),
    "term-example": lambda: without(bk.Claim, SKOS.example),
    "term-defined-by": lambda: put(bk.Claim, RDFS.isDefinedBy, X),
    "term-label-unique": lambda: put(bk.Relay, RDFS.label, text("claim", "en")),
    "term-domain": lambda: add(bk.says, RDFS.range, X),
    "scheme-label": lambda: without(SCHEME, SKOS.prefLabel),
    "scheme-definition": lambda: put(SCHEME, SKOS.definition, text("What a claimant does.")),
    "concept-name": lambda: add(IRI(SCHEME_BASE + "act/Assert"), RDF.type, SKOS.Concept),
    "concept-label": lambda: without(ACT, SKOS.prefLabel),
    "concept-definition": lambda: without(ACT, SKOS.definition),
    "concept-scheme": lambda: put(ACT, SKOS.inScheme, X),
    "concept-broader": lambda: add(ACT, SKOS.broader, OTHER),
    "concept-acyclic": lambda: add(WIDER, SKOS.broader, OTHER),
    "concept-twin": lambda: put(OTHER, SKOS.prefLabel, text("withdrawal", "en")),
}


def test_the_vocabulary_passes() -> None:
    report = validate(vocabulary(), QC)
    assert report.conforms, report.text()


@pytest.mark.slow
def test_the_reference_agrees() -> None:
    assert validate(vocabulary(), QC, engine="pyshacl").conforms


def test_every_shape_has_something_that_it_refuses() -> None:
    named = {shape.iri.rpartition("/")[2] for shape in compiled(QC).values() if shape.targets}
    assert named == set(BREAKS)


@pytest.mark.parametrize("name", BREAKS)
def test_refuses(name: str) -> None:
    report = validate(BREAKS[name](), QC)
    assert name in {result.source_shape.rpartition("/")[2] for result in report.results}, report.text()
