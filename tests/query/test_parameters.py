"""A user's values become checked terms, and nothing but terms gets into a query."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib.plugins.sparql import prepareQuery

from kg.faults import FaultError
from kg.query.answer import ask
from kg.query.header import Parameter, Query, read_query
from kg.query.parameters import bind, resolve

BASE = "https://example.org/w/"
SPACES = {kind: f"{BASE}{kind}/" for kind in ("actor", "place", "event", "battle", "phase", "claim", "source")}
DATA = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix bk: <https://w3id.org/battlekg/ontology#> .
@prefix a: <https://example.org/w/actor/> .
@prefix p: <https://example.org/w/place/> .
@prefix act: <https://w3id.org/battlekg/ontology/act/> .
a:marsh a bk:Actor ; skos:prefLabel "Captain Ivo Marsh"@en ; skos:altLabel "Marsh"@en, "Öhm  Straße"@en .
a:larsen a bk:Actor ; skos:prefLabel "Odd Larsén"@en ; skos:altLabel "the mayor"@en .
a:larsen-2 a bk:Actor ; skos:prefLabel "Another Larsén"@en ; skos:altLabel "The Mayor"@en .
p:mill a bk:Place ; skos:prefLabel "The mill"@en ; skos:altLabel "Marsh"@en .
<https://example.org/w/event/flood> a bk:Event ; skos:prefLabel "The flood"@en .
<https://example.org/w/battle/war> a bk:Battle ; skos:prefLabel "The River War"@en .
<https://example.org/w/battle/flood> a bk:Battle ; skos:prefLabel "The fight in the flood"@en .
<https://example.org/w/phase/after> a bk:Phase ; skos:prefLabel "After the flood"@en .
<https://example.org/w/source/report> a bk:Source ; dct:title "A Report"@en .
<https://example.org/w/claim/held-marsh-0503> a bk:Claim ; bk:says "They held it."@en .
act:deny a skos:Concept ; skos:prefLabel "denies"@en .
act:assert a skos:Concept ; skos:prefLabel "asserts"@en .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.bulk_load(DATA.encode(), format=RdfFormat.TURTLE)
    return made


def parameter(kind: str, optional: bool = False) -> Parameter:
    return Parameter("x", kind, "any" if optional else "default", "An x", optional)


@pytest.mark.parametrize(
    ("kind", "value", "iri"),
    [
        ("actor", "marsh", "actor/marsh"),
        ("actor", "actor:marsh", "actor/marsh"),
        ("actor", f"{BASE}actor/marsh", "actor/marsh"),
        ("actor", "Captain Ivo Marsh", "actor/marsh"),
        ("actor", "CAPTAIN  ivo\tmarsh ", "actor/marsh"),
        ("actor", "öhm strasse", "actor/marsh"),
        ("actor", "ÖHM STRASSE", "actor/marsh"),
        ("actor", "MARSH", "actor/marsh"),
        ("actor", "Larsen", "actor/larsen"),
        ("actor", "odd larsén", "actor/larsen"),
        ("place", "Marsh", "place/mill"),
        ("place", "the mill", "place/mill"),
        ("event", "The Flood", "event/flood"),
        ("source", "a report", "source/report"),
        ("source", "report", "source/report"),
        ("claim", "held-marsh-0503", "claim/held-marsh-0503"),
        ("claim", "claim:held-marsh-0503", "claim/held-marsh-0503"),
        ("claim", "Held-Marsh-0503", "claim/held-marsh-0503"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(kind: str, value: str, iri: str, store: Store) -> None:
    assert resolve(parameter(kind), value, store, SPACES) == NamedNode(BASE + iri)


@pytest.mark.parametrize(
    "value", ["deny", "act:deny", "denies", "DENIES", "https://w3id.org/battlekg/ontology/act/deny"]
)
def test_a_concept_is_found_by_any_of_its_names(value: str, store: Store) -> None:
    wanted = NamedNode("https://w3id.org/battlekg/ontology/act/deny")
    assert resolve(parameter("concept:act"), value, store, SPACES) == wanted


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("actor", "marhs", "'marhs' is no actor; did you mean 'marsh'?"),
        ("actor", "odd larsen", "did you mean 'odd larsén'"),
        ("actor", "the mill", "is no actor"),
        ("actor", "place:mill", "is no actor"),
        ("actor", f"{BASE}place/mill", "is no actor"),
        ("actor", "the mayor", "'the mayor' names several things; say which: larsen, larsen-2"),
        ("actor", "", "known: larsen, larsen-2, marsh"),
        ("actor", "any", "give a value"),
        ("actor", "qqqqqqqq", "known: larsen, larsen-2, marsh"),
        ("actor", "x" * 9000, "is no actor"),
        ("actor", "\x1b[31mred", "'?[31mred' is no actor"),
        ("claim", "They held it.", "known: held-marsh-0503"),
        ("concept:act", "denying", "is no act; did you mean 'deny'"),
        ("concept:hedge", "x", "the graph has none"),
        ("concept:act", "actor:marsh", "is no act"),
        ("date", "any", "give a value"),
        ("integer", "any", "give a value"),
    ],
)
def test_what_names_nothing_gets_one_clear_message(kind: str, value: str, said: str, store: Store) -> None:
    with pytest.raises(FaultError) as caught:
        resolve(parameter(kind), value, store, SPACES)
    (fault,) = caught.value.faults
    assert said in str(fault)
    assert fault.rule == "value"
    assert str(fault).startswith("[value] --x: ")


def test_any_is_no_limit_where_that_is_allowed(store: Store) -> None:
    for kind in ("actor", "date", "integer", "text", "concept:act"):
        assert resolve(parameter(kind, optional=True), "any", store, SPACES) is None
    assert resolve(parameter("text"), "any", store, SPACES) == Literal("any")


@pytest.mark.parametrize("value", ["2023-05-20", "0901-12-31", "2024-02-29"])
def test_a_date_is_a_day(value: str, store: Store) -> None:
    wanted = Literal(value, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    assert resolve(parameter("date"), value, store, SPACES) == wanted


@pytest.mark.parametrize(
    "value",
    ["2023-02-29", "2023-5-2", "20230520", "2023-W20-6", "20 May", "2023-05", "", "2023-05-20T00:00", "٢٠٢٣-٠٥-٢٠"],
)
def test_what_is_no_day_is_refused(value: str, store: Store) -> None:
    with pytest.raises(FaultError, match="write a day as YYYY-MM-DD"):
        resolve(parameter("date"), value, store, SPACES)


def test_an_integer_is_written_in_one_form(store: Store) -> None:
    kind = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    for value, wanted in (("500", "500"), ("-5", "-5"), ("007", "7"), ("-0", "0")):
        assert resolve(parameter("integer"), value, store, SPACES) == Literal(wanted, datatype=kind)
    for value in ("", "-", "5.0", "1e3", "٥", "1_000", "--5", "5-", "9" * 40, "0x1"):
        with pytest.raises(FaultError, match="write a whole number"):
            resolve(parameter("integer"), value, store, SPACES)


ATTACKS = [
    '"',
    "'",
    '""" ',
    "\\",
    '\\"',
    "}",
    "} }",
    ") } ?s ?p ?o . {",
    '") } UNION { ?s ?p ?o } VALUES ?y { ("',
    "\n",
    "\r\n",
    "#",
    "# \n",
    "<",
    ">",
    "<http://x>",
    "> } #",
    "\\u0022",
    "\\u0022) } #",
    "\\U00000022",
    "\\\\u0022",
    "\\\x1f",
    "?s",
    "$s",
    "UNDEF",
    "\0",
    "\x1f",
    "\u2028",
    "é",
    "😀",
    '"@en',
    '"^^<http://x>',
    "'''",
    "PREFIX x: <y>",
    "%s",
    "{0}",
    "${x}",
    "a\\",
    "\u202e",
    "SERVICE <http://x> {",
]


@pytest.fixture(scope="module")
def query(tmp_path_factory: pytest.TempPathFactory) -> Query:
    path = tmp_path_factory.mktemp("theme") / "q.rq"
    path.write_text(
        "#+ summary: S\n#+ description: D\n#+ params:\n"
        "#+   text: {type: text, default: any, description: T}\n#+   who: {type: actor, default: any, description: W}\n"
        "#+ columns:\n#+   given: What was given\n"
        "PREFIX actor: <https://w3id.org/battlekg/bakhmut/actor/>\n"
        "SELECT (?text AS ?given) WHERE {\n  VALUES (?text ?who) { (UNDEF UNDEF) }\n"
        "  OPTIONAL { ?who ?p ?text }\n} ORDER BY ?given\n",
        encoding="utf-8",
    )
    return read_query(path)


def shape(text: str) -> str:
    """Return the algebra of a query without its literals."""
    return str(prepareQuery(text).algebra)


@pytest.mark.parametrize("value", ATTACKS)
def test_a_text_is_never_more_than_a_text(value: str, query: Query, store: Store) -> None:
    text = bind(query, {"text": value}, store, SPACES)
    assert [row[0] for row in ask(store, text).rows] == [Literal(value)]
    harmless = bind(query, {"text": "harmless"}, store, SPACES)
    assert text.count("\n") == harmless.count("\n")
    if value != "UNDEF":
        assert shape(text).replace(repr(value), "'harmless'") == shape(harmless)


@pytest.mark.parametrize("value", ATTACKS)
@pytest.mark.parametrize("kind", ["actor", "claim", "concept:act", "date", "integer"])
def test_all_other_types_refuse_what_could_end_a_term(kind: str, value: str, store: Store) -> None:
    with pytest.raises(FaultError):
        resolve(parameter(kind), value, store, SPACES)


@settings(max_examples=200)
@given(st.text(max_size=30))
def test_any_text_comes_back_as_it_was_given(value: str) -> None:
    found = resolve(parameter("text"), value, Store(), SPACES)
    answer = ask(Store(), f"SELECT ?x {{ VALUES (?x) {{ ({found}) }} }}")
    assert [row[0] for row in answer.rows] == [Literal(value)]


def test_a_text_that_is_no_unicode_is_refused(store: Store) -> None:
    with pytest.raises(FaultError, match="write it in UTF-8"):
        resolve(parameter("text"), "a\udcff", store, SPACES)
    with pytest.raises(FaultError, match="is no actor"):
        resolve(parameter("actor"), "a\udcff", store, SPACES)


def test_all_faults_of_the_parameters_are_told_at_once(query: Query, store: Store) -> None:
    with pytest.raises(FaultError) as caught:
        bind(query, {"who": "nobody", "wat": "1"}, store, SPACES)
    text = str(caught.value)
    assert "'q' has no parameter 'wat'; it has text, who" in text
    assert "--who: 'nobody' is no actor" in text


def test_the_prefixes_of_the_dataset_take_the_place_of_those_in_the_file(query: Query, store: Store) -> None:
    assert f"PREFIX actor: <{BASE}actor/>" in bind(query, {}, store, SPACES)
    assert "(UNDEF <https://example.org/w/actor/marsh>)" in bind(query, {"who": "Marsh"}, store, SPACES)


def test_a_graph_without_such_things_has_none(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FaultError, match="the graph has none"):
        resolve(parameter("actor"), "marsh", store, {})


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("flood", "event/flood"), ("event:flood", "event/flood"), ("battle:flood", "battle/flood"),
        ("war", "battle/war"),
        ("the river war", "battle/war"), ("phase:after", "phase/after"), ("After the Flood", "phase/after"),
        (f"{BASE}battle/war", "battle/war"),
    ],
)  # fmt: skip
def test_an_event_may_be_a_battle_or_a_phase_and_is_an_event_first(store: Store, value: str, wanted: str) -> None:
    assert resolve(parameter("event"), value, store, SPACES) == NamedNode(BASE + wanted)


def test_a_place_is_no_battle(store: Store) -> None:
    with pytest.raises(FaultError, match="is no place"):
        resolve(parameter("place"), "war", store, SPACES)
