"""A user's values become checked terms, and nothing but terms gets into a query."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib.plugins.sparql import prepareQuery

from kg.ask.catalog.header import read_query
from kg.ask.catalog.question import Parameter, Question
from kg.ask.engine.answer import ask
from kg.ask.engine.parameters import bind, resolve
from kg.faults import FaultError

BASE = "https://example.org/w/"
SPACES = {kind: f"{BASE}{kind}/" for kind in ("actor", "place", "event", "battle", "phase", "claim", "source")}
DATA = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix bk: <https://w3id.org/battlekg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
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
<https://w3id.org/battlekg/ontology#hedge> a owl:ObjectProperty ; rdfs:label "hedge"@en .
<https://w3id.org/battlekg/ontology#Claim> a owl:Class ; rdfs:label "claim"@en .
<https://w3id.org/battlekg/ontology#saidLatest> a owl:DatatypeProperty ; rdfs:label "said at the latest"@en .
<https://example.org/w/battle/ford> a bk:Battle ; skos:prefLabel "The battle of the ford"@en .
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
        ("actor", "odd larsen", "actor/larsen"),
        ("actor", "Odd-Larsen", "actor/larsen"),
        ("actor", "öhm-straße", "actor/marsh"),
        ("actor", "odd larsén", "actor/larsen"),
        ("place", "Marsh", "place/mill"),
        ("place", "the mill", "place/mill"),
        ("event", "The Flood", "event/flood"),
        ("battle", "the Battle of the Ford", "battle/ford"),
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
    ("value", "local"),
    [("hedge", "hedge"), ("bk:hedge", "hedge"), ("said at the latest", "saidLatest"), ("SAIDLATEST", "saidLatest"),
     ("claim", "Claim"), ("https://w3id.org/battlekg/ontology#Claim", "Claim")],
)  # fmt: skip
def test_a_term_of_the_ontology_is_found_by_any_of_its_names(value: str, local: str, store: Store) -> None:
    wanted = NamedNode(f"https://w3id.org/battlekg/ontology#{local}")
    assert resolve(parameter("term"), value, store, SPACES) == wanted
    with pytest.raises(FaultError, match="is no term"):
        resolve(parameter("term"), f"x{value}x", store, SPACES)


@pytest.mark.parametrize(
    "value", ["deny", "act:deny", "denies", "DENIES", "https://w3id.org/battlekg/ontology/act/deny"]
)
def test_a_concept_is_found_by_any_of_its_names(value: str, store: Store) -> None:
    wanted = NamedNode("https://w3id.org/battlekg/ontology/act/deny")
    assert resolve(parameter("concept:act"), value, store, SPACES) == wanted


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("actor", "marhs", "'marhs' is no actor; did you mean marsh (Captain Ivo Marsh)?"),
        ("actor", "od larsen", "did you mean larsen (Odd Larsén)?"),
        ("actor", "captain", "did you mean marsh (Captain Ivo Marsh)?"),
        ("actor", "the mill", "is no actor"),
        ("actor", "place:mill", "is no actor"),
        ("actor", f"{BASE}place/mill", "is no actor"),
        ("actor", "the mayor", "'the mayor' names several things; say which: larsen (Odd Larsén), larsen-2 (An"),
        ("actor", "", "known: larsen, larsen-2, marsh"),
        ("actor", "any", "give a value"),
        ("actor", "qqqqqqqq", "known: larsen, larsen-2, marsh"),
        ("actor", "x" * 9000, "is no actor"),
        ("actor", "\x1b[31mred", "'?[31mred' is no actor"),
        ("claim", "They held it.", "known: held-marsh-0503"),
        ("concept:act", "denying", "is no act; did you mean deny (denies)?"),
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


def day(kind: str) -> Parameter:
    return Parameter("x", kind, "2023-05-20", "A day", False)


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        ("first-day", "2023-05", "2023-05-01"),
        ("last-day", "2023-05", "2023-05-31"),
        ("last-day", "2024-02", "2024-02-29"),
        ("first-day", "2023", "2023-01-01"),
        ("last-day", "2023", "2023-12-31"),
        ("last-day", "2023-05-20", "2023-05-20"),
    ],
)
def test_a_month_or_a_year_stands_for_its_first_or_last_day(kind: str, value: str, wanted: str, store: Store) -> None:
    found = resolve(day(kind), value, store, SPACES)
    assert found == Literal(wanted, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("date", "2023-05", "is not one day; write a day as YYYY-MM-DD; 2023-05-01 to 2023-05-31 is what it spans"),
        ("first-day", "2023-05-20~", "is not one day; write a day as YYYY-MM-DD, or YYYY-MM or YYYY for the"),
        ("last-day", "2023-05/..", "2023-05-01 is what it spans"),
        ("last-day", "May", "'May' is no date; write a day as YYYY-MM-DD, or YYYY-MM or YYYY for the last day"),
        ("first-day", "2023-13", "is no date"),
        ("first-day", "20230520", "here 2023-05-20"),
    ],
)  # fmt: skip
def test_what_is_no_one_day_is_told_with_what_it_spans(kind: str, value: str, said: str, store: Store) -> None:
    with pytest.raises(FaultError) as caught:
        resolve(day(kind), value, store, SPACES)
    assert said in str(caught.value)


def test_a_number_stays_within_its_range(store: Store) -> None:
    for least, most, said in ((1, 9, "1 to 9"), (1, None, "1 or more"), (None, 9, "9 or less")):
        limited = Parameter("x", "integer", "3", "A number", False, least=least, most=most)
        assert resolve(limited, "3", store, SPACES)
        for value in [*(["0", "-4"] if least else []), *(["10"] if most else [])]:
            with pytest.raises(FaultError, match=f"'{value}' is out of range; write a number, {said}"):
                resolve(limited, value, store, SPACES)


def test_a_thing_is_one_of_the_values_where_there_are_such(store: Store) -> None:
    limited = Parameter("x", "actor", "marsh", "An actor", False, values=("marsh", "larsen-2"))
    assert resolve(limited, "The Mayor", store, SPACES) == NamedNode(f"{BASE}actor/larsen-2")
    for value in ("larsen", "actor:larsen", f"{BASE}actor/larsen", "Odd Larsén"):
        with pytest.raises(FaultError, match="is none of its values"):
            resolve(limited, value, store, SPACES)
    words = Parameter("x", "text", "a", "A word", False, values=("a", "b"))
    assert resolve(words, "b", store, SPACES) == Literal("b")
    with pytest.raises(FaultError, match="'c' is none of its values; known: a, b"):
        resolve(words, "c", store, SPACES)


def test_words_come_without_case_and_with_single_spaces(store: Store) -> None:
    assert resolve(parameter("words"), "  The  MILL ", store, SPACES) == Literal("the mill")


def test_a_name_in_another_transliteration_is_told_and_a_doubtful_one_never_taken(store: Store) -> None:
    notes: list[str] = []
    assert resolve(parameter("actor"), "Одд Ларсен", store, SPACES, notes) == NamedNode(f"{BASE}actor/larsen")
    assert notes == ["--x: 'Одд Ларсен' is taken for larsen (Odd Larsén)"]
    assert resolve(parameter("actor"), "odd larsen", store, SPACES, notes)
    assert len(notes) == 1
    for doubtful in ("Odd Larson", "Larsenn Od", "mash"):
        with pytest.raises(FaultError, match="did you mean"):
            resolve(parameter("actor"), doubtful, store, SPACES, notes)
    with pytest.raises(FaultError, match=r"did you mean larsen \(Odd Larsén\)\?"):
        resolve(parameter("actor"), "Одд Ларсен", store, SPACES)


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
def query(tmp_path_factory: pytest.TempPathFactory) -> Question:
    path = tmp_path_factory.mktemp("theme") / "q.rq"
    path.write_text(
        "#+ summary: S\n#+ description: D\n#+ params:\n"
        "#+   text: {type: text, default: any, sample: x, description: T}\n"
        "#+   who: {type: actor, default: any, sample: marsh, description: W}\n"
        "#+ columns:\n#+   given: What was given\n"
        "PREFIX actor: <https://w3id.org/battlekg/bakhmut/actor/>\n"
        "SELECT (?text AS ?given) WHERE {\n  VALUES (?text ?who) { (UNDEF UNDEF) }\n"
        "  OPTIONAL { ?who ?p ?text }\n} ORDER BY ?given\n",
        encoding="utf-8",
    )
    return read_query(path)


@cache
def shape(text: str) -> str:
    """Return the algebra of a query without its literals."""
    return str(prepareQuery(text).algebra)


@pytest.mark.parametrize("value", ATTACKS)
def test_a_text_is_never_more_than_a_text(value: str, query: Question, store: Store) -> None:
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


def test_all_faults_of_the_parameters_are_told_at_once(query: Question, store: Store) -> None:
    with pytest.raises(FaultError) as caught:
        bind(query, {"who": "nobody", "wat": "1"}, store, SPACES)
    text = str(caught.value)
    assert "'q' has no parameter 'wat'; it has text, who" in text
    assert "--who: 'nobody' is no actor" in text


def test_the_prefixes_of_the_dataset_take_the_place_of_those_in_the_file(query: Question, store: Store) -> None:
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
