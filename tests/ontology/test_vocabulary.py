"""Nothing is used that is not defined: our own terms, the concepts, and the terms of other vocabularies."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.ask.catalog.header import list_queries
from kg.paths import ONTOLOGY, QUERIES
from kg.rdf.concepts import collected, collections, schemes
from kg.rdf.graph import Graph, is_blank
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DATA_KINDS, OWL, PREFIXES, RDF, SCHEME_BASE, SCHEMES, SKOS, VOID, WD
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Literal, Triple
from kg.rdf.vocabulary import CLASSES
from kg.reason.world import NOUNS
from kg.version import __version__
from tests.builder.graphs import WRITTEN, written

OWN = "https://w3id.org/battlekg/"
SHAPE_FILES = ("shapes", "constraints", "qc")
RESOURCES = (
    "https://creativecommons.org/licenses/", "https://spdx.org/licenses/", "https://opendatacommons.org/licenses/",
    "https://whosonfirst.org/docs/licenses/", "http://www.wikidata.org/entity/",
)  # fmt: skip
"""Things in the world, not terms: nobody infers from them."""

ONTOLOGIES = ("battlekg", "schemes", "alignments", "queries")
MATCHES = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}


@cache
def graph(name: str) -> Graph:
    return Graph(read_graph(Path(ONTOLOGY) / f"{name}.ttl"))


@cache
def record() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((Path(ONTOLOGY) / "external.yaml").read_text(encoding="utf-8"))
    return found


def files() -> list[Path]:
    return [*sorted(Path(ONTOLOGY).glob("*.ttl")), WRITTEN]


@cache
def used() -> frozenset[str]:
    """Return every IRI that the files or the table of the vocabulary use, also within queries of constraints."""
    found = {iri for made in CLASSES.values() for iri in (made.iri, *(prop.iri for prop in made.properties))}
    for path in files():
        # What the texts of the canned queries name is checked below.
        for triple in written() if path == WRITTEN else read_graph(path):
            if triple.p != VOID.vocabulary:
                found.update(_iris(triple, path.stem != "queries"))
    return frozenset(str(iri) for iri in found if not is_blank(iri))


def _iris(triple: Triple, texts: bool) -> Iterator[IRI]:
    for term in triple:
        if isinstance(term, IRI):
            yield term
        else:
            yield IRI(term.datatype)
            yield from map(IRI, re.findall(r"<(https?://[^<>\s]+)>", term.value) if texts else ())


@cache
def table() -> frozenset[str]:
    """Return our terms in the table of classes and properties."""
    terms = {iri for made in CLASSES.values() for iri in (made.iri, *(prop.iri for prop in made.properties))}
    return frozenset(iri for iri in terms if iri.startswith(str(bk)))


def defined() -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return {str(term) for kind in kinds for term in graph("battlekg").subjects(RDF.type, kind)}


def test_every_term_of_the_table_is_defined_and_no_other() -> None:
    assert defined() == table() | {bk.Proposition, bk.measureType}


def test_every_own_term_that_is_used_is_defined() -> None:
    assert {iri for iri in used() if iri.startswith(str(bk))} <= defined()


def test_every_kind_of_the_table_has_its_prefix_and_no_other() -> None:
    """Here, since a question would take 20 ms longer if the prefixes were made from the table at each start."""
    assert {made.kind for made in CLASSES.values()} == set(DATA_KINDS)


def test_properties_have_the_kind_that_the_table_gives_them() -> None:
    graph_ = graph("battlekg")
    for made in CLASSES.values():
        for prop in made.properties:
            if not prop.iri.startswith(str(bk)):
                continue
            literal = all(
                one.partition(":")[0] in ("xsd", "edtf") or one == "rdf:langString" for one in prop.range.split("|")
            )
            wanted = OWL.DatatypeProperty if literal else OWL.ObjectProperty
            assert wanted in graph_.values(prop.iri, RDF.type), prop.iri


def test_domains_and_ranges_hold_for_the_table() -> None:
    """What a domain or a range lets follow is true of every node that the table allows."""
    from kg.rdf.namespaces import RDFS

    graph_ = graph("battlekg")

    def wider(iri: IRI) -> set[IRI]:
        above = [parent for parent in graph_.values(iri, RDFS.subClassOf) if isinstance(parent, IRI)]
        return {iri}.union(*map(wider, above))

    for made in CLASSES.values():
        for prop in made.properties:
            for domain in graph_.values(prop.iri, RDFS.domain):
                assert domain in wider(made.iri), f"{prop.iri} of {made.iri}"
            for range_ in graph_.values(prop.iri, RDFS.range):
                for one in prop.range.split("|"):
                    prefix, _, local = one.partition(":")
                    iri = SKOS.Concept if prefix == "concept" else IRI(PREFIXES[prefix] + local)
                    assert range_ in wider(iri), f"{prop.iri} of {made.iri}"


def prefixed(path: Path) -> set[tuple[str, str]]:
    """Return the prefixed names in the text of a query: prefix and local name."""
    text = re.sub(r'"[^"]*"', "", path.read_text(encoding="utf-8"))
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return set(re.findall(r"(?<![\w-])([a-z][a-z-]*):([A-Za-z][\w-]*)", body))


@pytest.mark.parametrize("path", sorted(Path(QUERIES).rglob("*.rq")), ids=lambda path: path.stem)
def test_queries_use_only_what_is_defined(path: Path) -> None:
    assert {str(bk) + local for prefix, local in prefixed(path) if prefix == "bk"} <= defined()
    concepts = {f"{scheme}:{key}" for scheme, found in schemes().items() for key in found}
    sets = {f"collection:{key}" for key in collections()}
    named = {f"{prefix}:{local}" for prefix, local in prefixed(path) if prefix in (*SCHEMES, "collection")}
    assert named <= concepts | sets


def test_every_concept_that_is_used_exists() -> None:
    concepts = {str(iri) for iri in graph("schemes").subjects(RDF.type, SKOS.Concept)}
    kinds = (SKOS.ConceptScheme, SKOS.Collection)
    schemes = {str(iri) for kind in kinds for iri in graph("schemes").subjects(RDF.type, kind)}
    shapes = {str(triple.s) for name in SHAPE_FILES for triple in graph(name)}
    ontologies = re.compile(rf"{SCHEME_BASE[:-1]}(/alignments)?(/\d+\.\d+\.\d+)?")
    for iri in used():
        if iri.startswith(SCHEME_BASE[:-1]) and "#" not in iri and not ontologies.fullmatch(iri):
            assert iri in concepts | schemes | shapes, iri


def namespaces() -> dict[str, tuple[str, dict[str, Any]]]:
    return {entry["iri"]: (prefix, entry) for prefix, entry in record().items()}


def is_data(iri: str) -> bool:
    return bool(re.match(rf"https?://[^#]*/({'|'.join(DATA_KINDS)})/[^/#]+$", iri))


def test_every_external_term_is_recorded() -> None:
    known = namespaces()
    for iri in used():
        if iri.startswith((OWN, *RESOURCES)) or is_data(iri):
            continue
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        assert iri[:cut] in known, f"{iri}: the namespace is not in ontology/external.yaml"
        assert iri[cut:] in known[iri[:cut]][1]["terms"], f"{iri}: the term is not in ontology/external.yaml"


def test_nothing_is_recorded_that_is_not_used() -> None:
    reasons = {
        value for entry in record().values() for facts in entry["terms"].values() for value in facts.values()
    }  # fmt: skip
    for prefix, entry in record().items():
        for term in entry["terms"]:
            assert entry["iri"] + term in used() or f"{prefix}:{term}" in reasons, f"{prefix}:{term}"


def test_the_record_says_what_was_read_and_where() -> None:
    for prefix, entry in record().items():
        assert {"iri", "title", "version", "source", "terms"} <= entry.keys(), prefix
        assert PREFIXES.get(prefix, entry["iri"]) == entry["iri"], prefix
        for facts in entry["terms"].values():
            for value in facts.values():
                other, _, local = value.partition(":")
                assert local in record()[other]["terms"], value


@pytest.mark.parametrize("prefix", [prefix for prefix, entry in record().items() if "bundled" in entry])
def test_recorded_terms_are_in_the_vocabulary(prefix: str) -> None:
    import rdflib.namespace

    entry = record()[prefix]
    space = getattr(rdflib.namespace, entry["bundled"])
    assert str(space) == entry["iri"]
    newer = entry.get("newer", [])
    assert [term for term in entry["terms"] if term not in space] == newer


def test_alignments_only_relate_and_define_nothing() -> None:
    from kg.rdf.namespaces import RDFS

    relations = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch, OWL.disjointWith}
    concepts = set(graph("schemes").subjects(RDF.type, SKOS.Concept))
    for triple in graph("alignments"):
        if triple.s == SCHEME_BASE + "alignments":
            continue
        assert isinstance(triple.o, IRI)
        if triple.o.startswith(str(WD)):
            assert triple.p in MATCHES, "from a term of Wikidata nothing may follow"
            assert triple.s in defined() | concepts
        else:
            assert triple.p in relations
            assert triple.s in defined()
            assert not triple.o.startswith(OWN)


@pytest.mark.parametrize("name", ONTOLOGIES)
def test_no_blank_nodes(name: str) -> None:
    assert not [triple for triple in graph(name) if is_blank(triple.s) or is_blank(triple.o)]


def test_version_is_that_of_the_project() -> None:
    for name, iri in (("battlekg", SCHEME_BASE[:-1]), ("alignments", f"{SCHEME_BASE}alignments")):
        node = IRI(iri)
        assert graph(name).values(node, OWL.versionInfo) == {Literal(__version__)}
        assert graph(name).values(node, OWL.versionIRI) == {IRI(f"{iri}/{__version__}")}


def test_a_mark_has_a_label_a_meaning_and_concepts() -> None:
    marks = graph("schemes").subjects(RDF.type, SKOS.Collection)
    assert marks
    for mark in marks:
        assert len(graph("schemes").values(mark, SKOS.prefLabel)) == 1
        assert len(graph("schemes").values(mark, SKOS.definition)) == 1
        members = graph("schemes").values(mark, SKOS.member)
        assert len(members) > 1
        assert set(members) <= set(graph("schemes").subjects(RDF.type, SKOS.Concept))
        names = {str(member).rpartition("/")[2] for member in members}
        assert names <= collected(str(mark).rpartition("/")[2])


def test_a_set_that_a_question_asks_for_is_whole_without_what_is_narrower() -> None:
    """Code adds what is narrower, a question takes the members as they are listed: both must mean the same."""
    asked = {
        local for path in Path(QUERIES).rglob("*.rq") for prefix, local in prefixed(path) if prefix == "collection"
    }
    assert asked
    for key in asked:
        assert {member.partition("/")[2] for member in collections()[key].members} == collected(key)


def test_what_repeats_a_set_repeats_all_of_it() -> None:
    """A parameter shows its values without a graph; `sums` is 40 % slower with the set than with its list."""
    choices = next(query for query in list_queries() if query.name == "promises").parameters[0].values
    assert set(choices) == set(NOUNS) == collected("ahead")
    for name in ("sums", "why-no-sum"):
        listed = re.findall(
            r"NOT IN \((.*?)\)", (Path(QUERIES) / "how-many" / f"{name}.rq").read_text(encoding="utf-8")
        )
        assert listed
        assert {frozenset(re.findall(r"item:(\w+)", one)) for one in listed} == {collected("people")}


def test_a_mark_holds_for_narrower_concepts_too() -> None:
    assert {"loss", "wounding", "phosphorus-use"} <= collected("never-adopted")
    assert "capture" not in collected("never-adopted")
    with pytest.raises(KeyError):
        collected("no-such-mark")
