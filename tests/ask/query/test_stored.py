"""The questions as the store has them: all that their headers say, so that nobody who asks needs the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import Parameter, Question
from kg.ask.catalog.stored import find_query, list_stored
from kg.faults import FaultError
from kg.share.describe.turtle import turtle
from tests.ask.query.graphs import ox

EVERY = [*list_queries(), *list_queries(federated=True)]
INVENTED = {
    "counts": """\
#+ summary: How many claims "so far"?
#+ description: 'More: with {braces}, a \\ and a ?'
#+ params:
#+   who: {type: actor, values: marsh wells, default: any, sample: marsh, description: Who}
#+   n: {type: integer, default: 2, sample: "3", least: "-1", most: "9", description: N}
#+   day: {type: last-day, default: "1901-05", optional: "yes", sample: "1901-05-12", description: Until}
#+ columns:
#+   z: Last by name, first in order
#+   who: Who, as the parameter is called
#+   claims: How many claims
#+ behind: {query: lists, count: claims, among: "yes", claimant: "?who", side: any, least: "?n"}
#+ answers: [12, 3]
#+ keywords: tally, count
SELECT ?z ?who (COUNT(?claim) AS ?claims) WHERE {
  VALUES (?who ?n ?day) { (UNDEF 2 UNDEF) }
  ?claim ?z ?who , ?n , ?day .
} GROUP BY ?z ?who ORDER BY ?z
""",
    "lists": """\
#+ summary: Is there one?
#+ description: No parameters, no columns.
ASK { ?s ?p ?o }
""",
    "story": """\
#+ summary: All
#+ description: As a graph.
CONSTRUCT { ?s ?p ?o }
WHERE { ?s ?p ?o }
""",
}


def content(query: Question) -> dict[str, Any]:
    """Return everything that a question says; the order of parameters and columns counts."""
    found = {name: getattr(query, name) for name in Question.__slots__}
    found["parameters"] = [
        {name: getattr(parameter, name) for name in Parameter.__slots__} for parameter in query.parameters
    ]
    found["columns"] = list(query.columns.items())
    return found


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Question], Store]:
    folder: Path = tmp_path_factory.mktemp("queries") / "theme"
    folder.mkdir()
    for name, text in INVENTED.items():
        (folder / f"{name}.rq").write_text(text, encoding="utf-8")
    queries, store = list_queries(folder.parent), Store()
    store.load(turtle(queries).encode(), format=RdfFormat.TURTLE)
    return queries, store


@pytest.mark.parametrize("query", EVERY, ids=lambda query: query.name)
def test_the_store_says_what_the_header_says(query: Question) -> None:
    """Where this fails, ontology/queries.ttl is older than the file: renew it with scripts/docs."""
    assert content(find_query(ox(), query.name)) == content(query)


def test_everything_that_a_header_can_say_is_stored(invented: tuple[list[Question], Store]) -> None:
    queries, store = invented
    assert [query.name for query in queries] == list(INVENTED)
    assert [content(find_query(store, query.name)) for query in queries] == [content(query) for query in queries]
    assert queries[0].behind["among"] == "yes"
    assert queries[0].answers == (3, 12)


def test_the_list_is_that_of_the_files() -> None:
    wanted = [(one.name, one.theme, one.summary, [parameter.name for parameter in one.parameters]) for one in EVERY]
    assert list_stored(ox()) == wanted
    assert list_stored(ox(), federated=False) == wanted[: len(list_queries())]


def test_what_is_no_part_of_a_question_is_not_looked_for() -> None:
    assert not hasattr(find_query(ox(), "phases"), "anything")


@pytest.mark.parametrize("name", ["claim-by", "../a/claims-by", "a/claims-by", "claims-by.rq", "claims-by.claimant"])
def test_an_unknown_question_gets_near_names(name: str) -> None:
    with pytest.raises(FaultError, match="did you mean 'claims-by'"):
        find_query(ox(), name)


@pytest.mark.parametrize("name", ["", ".", "*", "\0", "a b", "prefix.bk", "\ud800", "x" * 5000])
def test_a_name_that_is_like_none_gets_the_list(name: str) -> None:
    with pytest.raises(FaultError, match="'battlekg query' lists them"):
        find_query(ox(), name)
