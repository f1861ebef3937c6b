"""The forms of an answer: each is read back by a parser of the form."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from kg.ask.engine.answer import Answer, ask
from kg.ask.render.forms import FORMATS, show

SPACES = {"claim": "https://example.org/w/claim/"}
CLAIM = NamedNode("https://example.org/w/claim/held-1")
XSD = "http://www.w3.org/2001/XMLSchema#"
ROWS = (
    (CLAIM, Literal('He "held", they say', language="en"), Literal("11", datatype=NamedNode(XSD + "integer"))),
    (NamedNode("https://example.org/other/x(y)"), Literal("two\nlines\tand a tab"), None),
    (BlankNode("b1"), Literal("2023-05-20", datatype=NamedNode(XSD + "date")), Literal("")),
)
ANSWER = Answer(("claim", "says", "n"), ROWS)


def test_a_table_shows_short_names_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    text = show(Answer(("says", "claim", "n"), ((Literal("A"), CLAIM, Literal("1")),)), "table", SPACES, 80)
    assert text == "says  n  ref\n----  -  ---\nA     1  [1]\n\n[1] claim held-1\n"
    text = show(Answer(("says", "n"), ((Literal("A"), None), (Literal("longer"), Literal("2")))), "table", SPACES, 80)
    assert text == "says    n\n------  -\nA\nlonger  2\n"


def test_records_stand_below_a_table_and_things_where_there_are_references() -> None:
    space = "https://example.org/w/"
    spaces = {name: f"{space}{name}/" for name in ("actor", "claim", "statement")}
    who, ground = NamedNode(f"{space}actor/reeve"), NamedNode(f"{space}statement/9f")
    text = show(Answer(("name", "who"), ((Literal("Reeve"), who),)), "table", spaces, 80)
    assert text == "name   who\n-----  -----------\nReeve  actor:reeve\n"
    text = show(Answer(("name", "who", "statement"), ((Literal("Reeve"), who, ground),)), "table", spaces, 80)
    assert text == "name   ref\n-----  ---\nReeve  [1]\n\n[1] who actor:reeve  statement 9f\n"
    text = show(Answer(("who", "statement"), ((who, ground),)), "table", spaces, 80)
    assert text == "who          ref\n-----------  ---\nactor:reeve  [1]\n\n[1] statement 9f\n"
    claim = NamedNode(f"{space}claim/held-1")
    text = show(Answer(("says", "checked"), ((Literal("A"), who), (Literal("B"), claim))), "table", spaces, 80)
    assert text.endswith("[1] checked actor:reeve\n[2] checked held-1\n")


def test_no_word_is_broken_where_narrower_columns_leave_room_for_it() -> None:
    row = tuple(map(Literal, ("a to b to c", "d to e to f", "destruction of it", "the bridges of the town")))
    lines = show(Answer(("a", "b", "c", "d"), (row,)), "table", SPACES, 38).splitlines()
    assert max(map(len, lines)) <= 38
    assert "destruction" in lines[2]


@pytest.mark.parametrize("width", [1, 20, 40, 60, 79, 200])
def test_a_table_keeps_to_its_width_and_loses_no_word(width: int) -> None:
    words = "The garrison of Lowbridge held the mill for nine days; nobody counted Donaudampfschifffahrtsgesellschaft."
    rows = tuple((Literal(words), Literal("short"), Literal(words)) for _ in range(2))
    text = show(Answer(("says", "who", "again"), rows), "table", SPACES, width)
    widest = max(width, 3 * 12 + 4)
    assert all(len(line) <= widest for line in text.splitlines())
    assert not any(line != line.rstrip() for line in text.splitlines())
    wide = show(Answer(("says", "who", "again"), rows), "table", SPACES, 1000)
    assert sorted("".join(text.split()).replace("-", "")) == sorted("".join(wide.split()).replace("-", ""))


def test_a_table_takes_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answer(("says", "who"), ((Literal("word " * 60), Literal("word " * 60)),))
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(len, show(answer, "table", SPACES).splitlines())) <= 50
    for odd in ("0", "x", "-3", ""):
        monkeypatch.setenv("COLUMNS", odd)
        assert show(answer, "table", SPACES)


def test_a_table_never_drives_the_terminal() -> None:
    text = show(Answer(("a",), ((Literal("\x1b[31mred\x07 \u202eback\r\nline"),),)), "table", SPACES, 80)
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_a_table_without_rows_says_so() -> None:
    assert show(Answer(("a",)), "table", SPACES) == "(no rows)\n"
    assert show(Answer((), ((), ())), "table", SPACES) == "(2 rows without columns)\n"


def test_csv_has_whole_iris_and_is_read_back() -> None:
    rows = list(csv.reader(io.StringIO(show(ANSWER, "csv", SPACES), newline="")))
    assert rows == [
        ["claim", "says", "n"],
        [CLAIM.value, 'He "held", they say', "11"],
        ["https://example.org/other/x(y)", "two\nlines\tand a tab", ""],
        ["_:b1", "2023-05-20", ""],
    ]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=4))
def test_any_csv_is_read_back(cells: list[list[str]]) -> None:
    answer = Answer(("a", "b"), tuple(tuple(map(Literal, row)) for row in cells))
    text = show(answer, "csv", SPACES)
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [["a", "b"], *cells]


def test_a_csv_of_one_empty_cell_is_no_empty_line() -> None:
    assert show(Answer(("a",), ((None,), (Literal("x"),))), "csv", SPACES) == 'a\n""\nx\n'


@pytest.mark.parametrize(("form", "read"), [("tsv", QueryResultsFormat.TSV), ("json", QueryResultsFormat.JSON)])
def test_tsv_and_json_are_those_of_the_standard(form: str, read: QueryResultsFormat) -> None:
    found = parse_query_results(show(ANSWER, form, SPACES), format=read)
    assert isinstance(found, QuerySolutions)
    assert [variable.value for variable in found.variables] == ["claim", "says", "n"]
    assert [tuple(solution) for solution in found] == list(ROWS)


def test_json_keeps_a_triple_as_a_term() -> None:
    term = Triple(CLAIM, NamedNode("http://x/p"), Literal("o"))
    found = json.loads(show(Answer(("t",), ((term,),)), "json", SPACES))["results"]["bindings"][0]["t"]
    assert found["type"] == "triple"
    assert found["value"]["object"] == {"type": "literal", "value": "o"}


def test_ttl_is_the_result_set_vocabulary() -> None:
    text = show(ANSWER, "ttl", SPACES)
    graph = rdflib.Graph().parse(data=text, format="turtle")
    rs = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    (node,) = graph.subjects(rdflib.RDF.type, rs.ResultSet)
    assert {str(name) for name in graph.objects(node, rs.resultVariable)} == {"claim", "says", "n"}
    assert len(list(graph.objects(node, rs.solution))) == 3
    values = {value for value in graph.objects(None, rs.value) if not isinstance(value, rdflib.BNode)}
    assert rdflib.Literal('He "held", they say', lang="en") in values
    assert rdflib.URIRef(CLAIM.value) in values
    assert len(values) == 7
    empty = rdflib.Graph().parse(data=show(Answer(("a",)), "ttl", SPACES), format="turtle")
    assert len(empty) == 2


STORE = Store()
STORE.load(
    b'@prefix c: <https://example.org/w/claim/> . c:a <http://www.w3.org/2004/02/skos/core#note> "n"@en, c:b, _:x .',
    format=RdfFormat.TURTLE,
)


@pytest.mark.parametrize("form", FORMATS)
def test_a_graph_in_every_form(form: str) -> None:
    answer = ask(STORE, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert len(answer.graph or ()) == 3
    text = show(answer, form, SPACES)
    if form in ("ttl", "table"):
        assert len(list(parse(text, format=RdfFormat.TURTLE))) == 3
        assert text.startswith("@prefix claim: <https://example.org/w/claim/> .\n@prefix skos: ")
        assert text.count("@prefix") == 2
    elif form == "csv":
        assert text.splitlines()[0] == "s,p,o"
        assert len(text.splitlines()) == 4
    else:
        read = QueryResultsFormat.TSV if form == "tsv" else QueryResultsFormat.JSON
        assert len(list(parse_query_results(text, format=read))) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_graph_in_every_form(form: str) -> None:
    text = show(ask(STORE, "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 99 }"), form, SPACES)
    assert {"csv": "s,p,o\n", "tsv": "?s\t?p\t?o\n"}.get(form, text) == text
    if form in ("ttl", "table"):
        assert text == ""


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("truth", [True, False])
def test_yes_and_no_in_every_form(form: str, truth: bool) -> None:
    text = show(ask(STORE, f"ASK {{ FILTER({str(truth).lower()}) }}"), form, SPACES)
    if form == "json":
        assert json.loads(text) == {"head": {}, "boolean": truth}
    elif form == "ttl":
        (value,) = (
            rdflib.Graph()
            .parse(data=text, format="turtle")
            .objects(None, rdflib.URIRef("http://www.w3.org/2001/sw/DataAccess/tests/result-set#boolean"))
        )
        assert value.toPython() is truth  # type: ignore[attr-defined]
    else:
        assert text == f"{str(truth).lower()}\n"


def number(bound: str, low: str, high: str, *more: str) -> tuple[Literal | None, ...]:
    integer = NamedNode(XSD + "integer")
    ends = [Literal(end, datatype=integer) if end else None for end in (low, high)]
    return (Literal(bound), *ends, *[Literal(text) if text else None for text in more])


def test_a_table_writes_numbers_as_people_do_and_the_forms_for_programs_keep_the_columns() -> None:
    rows = (number("at least", "20000", "", "", ""), number("between", "150", "1700", "metres", ""),
            number("between", "20000", "30000", "", "days"))  # fmt: skip
    answer = Answer(("bound", "min", "max", "unit", "per"), rows)
    text = show(answer, "table", SPACES, 80)
    assert text.splitlines()[2:] == ["at least 20,000", "150–1,700 m", "20,000–30,000 a day"]
    assert text.splitlines()[0] == "number"
    assert show(answer, "csv", SPACES).splitlines()[:2] == ["bound,min,max,unit,per", "at least,20000,,,"]
    ratio = show(Answer(("bound", "min", "max", "against"), (number("nearly", "", "3", "x"),)), "table", SPACES, 80)
    assert "nearly 3 times" in ratio
    single = show(Answer(("number", "bound"), (number("about", "1000", "")[1::-1],)), "table", SPACES, 80)
    assert single.splitlines()[2] == "about 1,000"
    no_bound = show(Answer(("min", "max"), (number("", "5", "6")[1:],)), "table", SPACES, 80)
    assert no_bound.splitlines()[0].split() == ["min", "max"]


def test_a_table_writes_dates_in_words_and_headings_without_marks() -> None:
    edtf = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
    count = Literal("1234567", datatype=NamedNode(XSD + "integer"))
    row = (Literal("[..2023-07-16]", datatype=edtf), Literal("x"), count)
    answer = Answer(("said", "claimant_label", "other_n"), (row,))
    lines = show(answer, "table", SPACES, 80).splitlines()
    assert lines[0].split("  ")[0] == "said"
    assert "claimant" in lines[0]
    assert "_" not in lines[0]
    assert lines[2].split("  ")[0] == "on or before 2023-07-16"
    assert lines[2].endswith("1,234,567")
    assert "[..2023-07-16]" in show(answer, "csv", SPACES)


def test_a_column_with_more_text_gets_more_room() -> None:
    rows = tuple((Literal("a few short words"), Literal("many words " * 20)) for _ in range(3))
    lines = show(Answer(("short", "long"), rows), "table", SPACES, 60).splitlines()
    first, second = (len(part) for part in lines[1].split("  "))
    assert second > 2 * first
    assert first + second + 2 == 60
