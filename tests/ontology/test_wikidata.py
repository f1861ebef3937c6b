"""No number of Wikidata without evidence: what is named is in wikidata.ttl, with where it was read."""

import re
from functools import cache
from pathlib import Path

import pytest

from kg.paths import ONTOLOGY
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, OWL, RDF, RDFS, SCHEME_BASE, SKOS, WD, Space
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Literal

WIKIBASE = Space("http://wikiba.se/ontology#")
SOURCE = re.compile(r"github:[\w.-]+/[\w.-]+@[0-9a-f]{7}:[\w./-]+|https://[\w./-]+")
DATATYPES = {
    WIKIBASE(name)
    for name in (
        "ExternalId", "GlobeCoordinate", "Monolingualtext", "Quantity", "String", "Time", "Url", "WikibaseItem",
    )
}  # fmt: skip


@cache
def named() -> Graph:
    return Graph(read_graph(Path(ONTOLOGY) / "wikidata.ttl"))


@cache
def alignments() -> list[tuple[IRI, IRI, IRI]]:
    found = read_graph(Path(ONTOLOGY) / "alignments.ttl")
    return [(t.s, t.p, t.o) for t in found if isinstance(t.o, IRI) and t.o.startswith(str(WD))]


TERMS = sorted(named().nodes)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(str(WD)))
def test_every_term_has_a_label_and_says_where_it_was_read(term: IRI) -> None:
    assert re.fullmatch(rf"{WD}[PQ][1-9][0-9]*", term)
    (label,) = named().values(term, RDFS.label)
    assert isinstance(label, Literal)
    assert (label.lang, bool(label.value)) == ("en", True)
    sources = [value.value for value in named().values(term, DCT.source) if isinstance(value, Literal)]
    assert sources
    assert all(SOURCE.fullmatch(source) for source in sources), sources


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.removeprefix(str(WD)))
def test_a_property_has_one_datatype_and_a_class_none(term: IRI) -> None:
    kinds, datatypes = named().values(term, RDF.type), named().values(term, WIKIBASE.propertyType)
    if term.startswith(f"{WD}P"):
        assert kinds == {WIKIBASE.Property}
        assert len(datatypes) == 1
        assert datatypes <= DATATYPES
    else:
        assert kinds <= {OWL.Class}
        assert not datatypes


def test_every_alignment_has_its_evidence() -> None:
    assert len(alignments()) > 30
    assert {target for _, _, target in alignments()} <= set(TERMS)


def test_hardly_anything_is_exactly_the_same() -> None:
    exact = {subject for subject, predicate, _ in alignments() if predicate == SKOS.exactMatch}
    assert exact == {bk.geonamesId, bk.katotthCode, IRI(f"{SCHEME_BASE}actor-kind/person")}


def test_a_class_is_matched_by_a_concept_and_a_property_by_a_property_or_a_measure() -> None:
    for subject, _, target in alignments():
        measured = subject.startswith(f"{SCHEME_BASE}measure/")
        assert target.startswith(f"{WD}P") == (subject.startswith(str(bk)) or measured), (subject, target)
