"""Asking a store: what comes back, and what a faulty query gets told."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.ask.engine.answer import ask
from kg.faults import FaultError

STORE = Store()
STORE.load(b"<http://x/a> <http://x/p> 1 , 2 . <http://x/b> <http://x/p> <http://x/a> .", format=RdfFormat.TURTLE)


def test_rows_come_in_the_order_of_the_query() -> None:
    found = ask(STORE, "SELECT ?o ?none WHERE { <http://x/a> ?p ?o } ORDER BY DESC(?o)")
    assert found.columns == ("o", "none")
    assert [row[0].value for row in found.rows if isinstance(row[0], Literal)] == ["2", "1"]
    assert [row[1] for row in found.rows] == [None, None]
    assert found.graph is None
    assert found.truth is None


def test_a_graph_is_sorted_and_has_each_triple_once() -> None:
    found = ask(STORE, "CONSTRUCT { ?s a <http://x/C> } WHERE { ?s ?p ?o }").graph
    assert found is not None
    assert [triple.subject for triple in found] == [NamedNode("http://x/a"), NamedNode("http://x/b")]
    assert ask(STORE, "DESCRIBE <http://x/a>").graph


def test_yes_and_no() -> None:
    assert ask(STORE, "ASK { ?s ?p 1 }").truth is True
    assert ask(STORE, "ASK { ?s ?p 9 }").truth is False


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("SELECT * {\n  ?s ?p\n}", 3),
        ("SELECT * { ?s ex:p ?o }", 1),
        ("\n\nSELEC", 3),
        ("", 1),
        ("#", 1),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", 0),
        ("SELECT (?s AS ?s) { ?s ?p ?o }", 0),
        ("SELECT * { ?s <not an iri> ?o }", 1),
        ("SELECT * { ?s ?p 'open }", 1),
        ("\0", 1),
        ("SELECT * { ?s ?p ?o } }", 1),
    ],
)
def test_a_faulty_query_is_told_where(text: str, line: int) -> None:
    with pytest.raises(FaultError) as caught:
        ask(STORE, text, "mine.rq")
    (fault,) = caught.value.faults
    assert fault.path == "mine.rq"
    assert fault.line >= line
    assert fault.rule == "sparql"
    assert "no SPARQL query" in fault.what


def test_a_deep_and_a_long_query_get_an_answer_or_a_message() -> None:
    many = "SELECT ?x { VALUES ?x { " + "1 " * 100_000 + "} }"
    assert len(ask(STORE, many).rows) == 100_000
    unions = "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 400) + " }"
    assert len(ask(STORE, unions).rows) == 1200
