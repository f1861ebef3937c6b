"""Every canned query: its header, its answer, the same rows in a second engine, and rows that follow the data."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.query.header import Query
from tests.query.graphs import (
    FILES,
    QUERIES,
    SPACES,
    answer,
    as_csv,
    cases,
    expected,
    ox,
    rows,
    second_opinion,
    text_of,
)  # fmt: skip

ALL = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
CASES = [
    pytest.param(query, case, id=f"{name}-{number}")
    for name, query in QUERIES.items()
    for number, case in enumerate(cases(name))
]


def params(case: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in (case.get("params") or {}).items()}


def test_there_are_fifteen_questions_and_more() -> None:
    assert len(QUERIES) >= 15


@ALL
def test_it_is_short_and_plain(query: Query) -> None:
    body = query.body.strip().splitlines()
    assert len(body) <= 40
    assert not re.search(r"GROUP_CONCAT|SERVICE|SAMPLE", query.body)
    assert "ORDER BY" in query.body
    assert cases(query.name), "write a case from the text"


@ALL
def test_the_default_answer_is_the_reviewed_one(query: Query) -> None:
    found = answer(query, {})
    assert found.rows
    assert found.columns == tuple(query.columns)
    assert as_csv(found) == expected(query.name)


@ALL
def test_rdflib_gives_the_same_rows_in_the_same_order(query: Query) -> None:
    assert second_opinion(text_of(query, {})) == rows(answer(query, {}))


@pytest.mark.parametrize(("query", "case"), CASES)
def test_the_case_from_the_text_holds(query: Query, case: dict[str, Any]) -> None:
    found = answer(query, params(case))
    have = [dict(zip(found.columns, row, strict=True)) for row in rows(found)]
    for wanted in case.get("contains") or ():
        assert any(_matches(row, wanted) for row in have), f"not there: {wanted}"
    for unwanted in case.get("excludes") or ():
        assert not any(_matches(row, unwanted) for row in have), f"there: {unwanted}"
    if "count" in case:
        assert len(have) == case["count"]
    assert second_opinion(text_of(query, params(case))) == rows(found)


def _matches(row: dict[str, str], wanted: dict[str, Any]) -> bool:
    return all(row[column] == str(value) for column, value in wanted.items())


@ALL
def test_a_change_of_the_data_changes_the_rows(query: Query) -> None:
    """Remove what the first row is about: its claim, or else the first IRI or the owner of the first label."""
    text = text_of(query, {})
    found = answer(query, {})
    store = Store()
    for file in FILES:
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
    for node in _nodes(query, found.columns, found.rows[0]):
        for quad in list(store.quads_for_pattern(node, None, None)):
            store.remove(quad)
    from kg.query.answer import ask

    assert ask(store, text).rows != found.rows


def _nodes(query: Query, columns: tuple[str, ...], row: tuple[Any, ...]) -> list[NamedNode]:
    spaces = tuple(SPACES.values())
    iris = [NamedNode(term) for term in row if isinstance(term, str) and term.startswith(spaces)]
    labels = {term.value for term in row if term is not None and not isinstance(term, str)}
    return iris + [
        quad.subject for quad in ox()
        if getattr(quad.object, "value", None) in labels and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(spaces)
    ]  # fmt: skip


def test_no_two_questions_differ_by_a_constant_only() -> None:
    shapes: dict[str, str] = {}
    for name, query in QUERIES.items():
        shape = re.sub(r"PREFIX.*", "", query.body)
        shape = re.sub(r"<[^>]*>|\"[^\"]*\"(?:@\w+|\^\^\S+)?|\b[\w-]+:[\w.-]+|\b\d+\b|UNDEF|\?\w+", "_", shape)
        shape = " ".join(shape.split())
        assert shape not in shapes, f"{name} is {shapes[shape]} with another constant"
        shapes[shape] = name
