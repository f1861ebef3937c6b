"""The Turtle file: two parsers read what was written, and it is the same to the byte."""

import random
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.rdf.graph import Graph
from kg.rdf.namespaces import DCT, EDTF_TYPE, GEO, PREFIXES, RDF, data_prefixes
from kg.rdf.terms import IRI, XSD, Literal, Term, Triple, day, ntriples_line, number, text
from kg.rdf.turtle import turtle
from kg.rdf.vocabulary import CLASSES
from tests.builder.graphs import built
from tests.full import FULL

SPACES = data_prefixes("https://example.org/", "x")


def by_oxigraph(content: str) -> set[str]:
    quads = pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE)
    return {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads}


def by_rdflib(content: str) -> set[str]:
    def term(found: rdflib.term.Node) -> Term:
        if isinstance(found, rdflib.Literal):
            kind = RDF.langString if found.language else found.datatype or XSD + "string"
            return Literal(str(found), str(kind), found.language or "")
        assert isinstance(found, rdflib.URIRef)
        return IRI(str(found))

    graph = rdflib.Graph().parse(data=content, format="turtle")
    return {ntriples_line(Triple(IRI(str(s)), IRI(str(p)), term(o))) for s, p, o in graph}


def write(triples: Iterable[Triple]) -> str:
    return "".join(turtle(Graph(triples, SPACES), "a title"))


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_two_parsers_read_the_triples_that_were_built(name: str) -> None:
    wanted = {ntriples_line(triple) for triple in built(name).triples}
    assert by_oxigraph(built(name).text) == wanted
    assert (name == "bakhmut" and not FULL) or by_rdflib(built(name).text) == wanted


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "\"\\\n\r\t\u0000\u007f\u2028\ufeff\U0001f600é'.<>@^;"
)
LOCALS = st.lists(
    st.sampled_from(["a", "Z", "0", "_", "-", ".", "/", "#", "~", "'", "(", ")", "!", "$", "&", "*", "+", ",", ";", "=",
                     ":", "@", "?", "%20", "é", "\U0001f600"]),
    max_size=6,
).map("".join)  # fmt: skip
IRIS = st.builds(
    lambda space, local: IRI(space + local), st.sampled_from([*SPACES.values(), *PREFIXES.values(), "urn:x:"]), LOCALS
).filter(lambda iri: iri.count("#") < 2)
LITERALS = st.one_of(
    st.builds(text, TEXTS),
    st.builds(text, TEXTS, st.just("en")),
    st.builds(number, st.integers(0, 10**18) | st.decimals(0, 10**9, places=3).map(Decimal)),
    st.builds(day, st.dates(date(1000, 1, 1))),
    st.builds(lambda value: Literal(value, EDTF_TYPE), st.sampled_from(["1901-05", "[..1901-05-08]", "1901~/.."])),
)
PREDICATES = [prop.iri for made in CLASSES.values() for prop in made.properties] + [IRI("https://example.org/odd")]
TYPES = st.builds(lambda s, made: Triple(s, RDF.type, made), IRIS, st.sampled_from(list(CLASSES)))
TRIPLES = st.builds(Triple, IRIS, st.sampled_from(PREDICATES), IRIS | LITERALS)


@settings(max_examples=150 if FULL else 50)
@given(st.lists(TYPES | TRIPLES, max_size=12))
def test_whatever_is_written_is_read_by_both_parsers(triples: list[Triple]) -> None:
    content = write(triples)
    wanted = {ntriples_line(triple) for triple in triples}
    assert by_oxigraph(content) == wanted
    assert by_rdflib(content) == wanted


@settings(max_examples=60 if FULL else 20)
@given(st.lists(TYPES | TRIPLES, max_size=12), st.randoms())
def test_the_order_of_the_triples_does_not_matter(triples: list[Triple], draw: random.Random) -> None:
    shuffled = [*triples, *triples]
    draw.shuffle(shuffled)
    assert write(shuffled) == write(triples)


def test_names_are_sorted_as_people_count() -> None:
    place = CLASSES[IRI("https://w3id.org/battlekg/ontology#Place")].iri
    names = ["p2", "p12", "p1", "p02", "p002", "p10", "p", "q²", "q٣", "p" + "9" * 5000]
    triples = [Triple(IRI(SPACES["place"] + name), RDF.type, place) for name in names]
    found = re.findall(r"^(?:place:|<https://example.org/x/place/)([^\s>]+)", write(triples), re.MULTILINE)
    assert found[:-1] == ["p", "p1", "p002", "p02", "p2", "p10", "p12", "p" + "9" * 5000, "q²"]
    assert found[-1] == "q٣"


def test_objects_that_differ_in_zeros_only_have_one_order() -> None:
    node = IRI(SPACES["place"] + "a")
    triples = [Triple(node, PREDICATES[0], text(value)) for value in ("x02", "x2", "x002", "x²", "5²5")]
    written = {write(random.Random(seed).sample(triples, len(triples))) for seed in range(10)}
    assert len(written) == 1


def test_predicates_stand_in_the_order_of_the_vocabulary_and_classes_too() -> None:
    blocks = built("toyfort").text.split("\n\n")[2:]
    kinds = [re.match(r"(\S+?):", block) for block in blocks]
    order = [kind[1] for kind in kinds if kind]
    assert list(dict.fromkeys(order)) == list(dict.fromkeys(made.kind for made in CLASSES.values()))
    claim = next(block for block in blocks if block.startswith("claim:hold-brass\n"))
    verbs = re.findall(r"^    (\S+) ", claim, re.MULTILINE)
    assert verbs[:5] == ["a", "rdfs:label", "bk:claimant", "bk:act", "bk:said"]
    assert claim.endswith(" .")
    assert claim.count(" ;\n") == len(verbs) - 1


def test_only_what_was_agreed_stands_in_the_file() -> None:
    for name in ("toyfort", "bakhmut"):
        found = built(name)
        kinds = {triple.o.datatype for triple in found.triples if isinstance(triple.o, Literal)}
        plain = {XSD + kind for kind in ("string", "integer", "decimal", "date")}
        assert kinds == plain | {RDF.langString, EDTF_TYPE, GEO.wktLiteral}
        assert "_:" not in re.sub(r'"(?:[^"\\]|\\.)*"', '""', found.text)
        full = re.findall(r"<[^>]+>", re.sub(r'"(?:[^"\\]|\\.)*"', '""', found.text))
        others = {
            iri
            for iri in full
            if f"{iri}" not in {f"<{space}>" for space in (*PREFIXES.values(), *found.prefixes.values())}
        }
        licences = {f"<{triple.o}>" for triple in found.triples if triple.p == DCT.license}
        assert others == licences | {"<https://w3id.org/battlekg/ontology>"}, "only these are no CURIE"


def test_literals_are_canonical() -> None:
    for triple in built("bakhmut").triples | built("toyfort").triples:
        if isinstance(triple.o, Literal):
            kind = triple.o.datatype.rpartition("#")[2]
            form = {"integer": r"0|[1-9]\d*", "decimal": r"(0|[1-9]\d*)\.\d*[1-9]", "date": r"\d{4}-\d\d-\d\d"}.get(
                kind, "(?s).+"
            )
            assert re.fullmatch(form, triple.o.value), triple
            assert triple.o.lang == ("en" if kind == "langString" else "")
