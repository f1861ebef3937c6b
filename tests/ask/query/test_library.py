"""Every canned query: its header, its answer, the same rows in a second engine, and rows that follow the data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import NamedNode, Store

from kg.ask.catalog.question import PLAIN_TYPES, Question
from kg.ask.engine.answer import ask
from kg.ask.engine.names import things
from kg.ask.engine.store import load_store
from kg.ask.query.arguments import OPTIONS
from kg.ask.render.forms import show
from kg.paths import QUERIES as FOLDER
from kg.rdf.namespaces import QUERY_BASE
from tests.ask.query.cut import CLAIMS, compared, cut
from tests.ask.query.graphs import (
    GRAPH,
    HERE,
    QUERIES,
    SPACES,
    answer,
    as_rows,
    cases,
    expected,
    in_order_of_words,
    kept_form,
    ox,
    rdf,
    rows,
    second_opinion,
    terms,
    text_of,
)  # fmt: skip

ALL = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
CASES = {
    f"{name}-{number}": (query, case) for name, query in QUERIES.items() for number, case in enumerate(cases(name), 1)
}


def params(case: dict[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in (case.get("params") or {}).items()}


def test_there_are_enough_questions_of_every_kind() -> None:
    assert len(QUERIES) >= 45
    assert {query.form for query in QUERIES.values()} == {"SELECT", "ASK", "CONSTRUCT"}


def test_every_case_and_every_answer_has_its_question() -> None:
    cases_, answers = ({path.name for path in (HERE / folder).iterdir()} for folder in ("cases", "expected"))
    assert cases_ == {f"{name}.yaml" for name in QUERIES}
    assert answers == {f"{name}.csv" for name in QUERIES}


@ALL
def test_it_is_short_plain_and_ordered(query: Question) -> None:
    assert len(query.body.strip().splitlines()) <= 40
    assert not re.search(r"\b(GROUP_CONCAT|SERVICE|SAMPLE|GRAPH|FROM|NOW|RAND|UUID|STRUUID|BNODE)\b", query.body)
    assert re.search(r"^ORDER BY\b", query.body, re.MULTILINE) or query.form != "SELECT"
    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", query.body)
    assert "\t" not in query.body
    assert cases(query.name), "write a case from the text"
    assert not {f"--{parameter.name}" for parameter in query.parameters} & set(OPTIONS)


@ALL
def test_the_file_as_it_stands_has_the_defaults_of_its_header(query: Question) -> None:
    text = (Path(FOLDER) / query.theme / f"{query.name}.rq").read_text(encoding="utf-8")
    assert terms(ask(ox(), text)) == terms(answer(query, {})), "the defaults of header and VALUES line differ"


@ALL
def test_the_default_answer_is_the_reviewed_one(query: Question) -> None:
    found = answer(query, {})
    assert terms(found)
    assert found.truth is not False, "take a default to which the answer is yes"
    assert found.columns == tuple(query.columns)
    (columns, *made), (kept_columns, *kept) = kept_form(query, found), expected(query.name)
    assert columns == kept_columns
    assert sorted(made) == sorted(kept)
    assert made == kept or in_order_of_words(query, found)
    assert len(set(terms(found))) == len(terms(found)), "a row stands twice"


@ALL
def test_the_samples_of_the_parameters_give_rows(query: Question) -> None:
    found = answer(query, {parameter.name: parameter.sample for parameter in query.parameters})
    assert found.rows or found.graph or found.truth


@ALL
def test_the_values_of_a_parameter_are_things_of_the_graph(query: Question) -> None:
    for parameter in query.parameters:
        if parameter.values and parameter.type not in PLAIN_TYPES:
            assert [thing.id for thing in things(parameter, ox(), SPACES)] == sorted(parameter.values)


@ALL
def test_rdflib_gives_the_same_rows_in_the_same_order(query: Question) -> None:
    store, graph = compared()
    text = (Path(FOLDER) / query.theme / f"{query.name}.rq").read_text(encoding="utf-8")
    assert second_opinion(graph, text) == (list(query.columns), terms(ask(store, text)))


def test_the_cut_is_small_and_most_questions_have_rows_in_it() -> None:
    claims = {quad.subject for quad in cut() if quad.subject.value.startswith(SPACES["claim"])}
    assert CLAIMS - 5 < len(claims) <= CLAIMS
    answers = {name: ask(cut(), text_of(query, {})) for name, query in QUERIES.items()}
    empty = {name for name, found in answers.items() if not (found.rows or found.graph or found.truth)}
    assert len(empty) <= len(QUERIES) // 20, empty
    several = [name for name, found in answers.items() if len(as_rows(found).rows) > 3]
    assert len(several) > len(QUERIES) // 2, "the order of the rows is compared, too"


@pytest.mark.parametrize(
    "query", [query for query in QUERIES.values() if query.form == "CONSTRUCT"], ids=lambda q: q.name
)
def test_a_graph_stands_alone(query: Question) -> None:
    """What a CONSTRUCT prints is Turtle that another reader takes, and holds a label for each thing it names."""
    found = answer(query, {})
    assert found.graph
    graph = rdflib.Graph().parse(data=show(found, "table", SPACES), format="turtle")
    assert len(graph) == len(found.graph)
    assert any(predicate == rdflib.SKOS.prefLabel for _, predicate, _ in graph)


@pytest.mark.parametrize(("query", "case"), CASES.values(), ids=CASES)
def test_the_case_from_the_text_holds(query: Question, case: dict[str, Any]) -> None:
    assert set(case) <= {"why", "params", "contains", "excludes", "count", "truth"}
    assert case["why"]
    assert case.keys() & {"contains", "excludes", "count", "truth"}
    found = answer(query, params(case))
    assert found.truth == case.get("truth")
    have = rows(query, found)
    for wanted in [*(case.get("contains") or ()), *(case.get("excludes") or ())]:
        assert set(wanted) <= set(as_rows(found).columns)
    missing = [wanted for wanted in case.get("contains") or () if not any(_matches(row, wanted) for row in have)]
    assert not missing
    unwanted = [row for row in have if any(_matches(row, excluded) for excluded in case.get("excludes") or ())]
    assert not unwanted
    assert len(have) == case.get("count", len(have))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "case"), [pytest.param(*one, id=name) for name, one in CASES.items() if one[1].get("params")]
)
def test_rdflib_gives_the_same_rows_for_the_case(query: Question, case: dict[str, Any]) -> None:
    assert second_opinion(rdf(), text_of(query, params(case)))[1] == terms(answer(query, params(case)))


def _matches(row: dict[str, str], wanted: dict[str, Any]) -> bool:
    return all(row[column] == ("" if value is None else str(value)) for column, value in wanted.items())


@pytest.fixture(scope="module")
def spoiled() -> Store:
    """A copy of the graph of which a test may take something away, if it puts it back."""
    return load_store(GRAPH)


@ALL
def test_a_change_of_the_data_changes_the_rows(query: Question, spoiled: Store) -> None:
    """Take away the things of the first row, or else what bears its words; for yes or no, what is asked about."""
    text, found = text_of(query, {}), answer(query, {})
    nodes = _asked(text) if found.truth is not None else _nodes(as_rows(found).rows[0])
    patterns = [pattern for node in nodes for pattern in ((node, None), (None, node))]
    gone = {quad for s, o in patterns for quad in spoiled.quads_for_pattern(s, None, o)}
    assert gone
    for quad in gone:
        spoiled.remove(quad)
    try:
        assert terms(ask(spoiled, text)) != terms(found)
    finally:
        spoiled.extend(gone)


def _nodes(row: tuple[Any, ...]) -> list[NamedNode]:
    spaces = (*SPACES.values(), QUERY_BASE)
    if iris := [term for term in row if isinstance(term, NamedNode) and term.value.startswith(spaces)]:
        return iris
    words = {term.value for term in row if term is not None}
    bearers = [quad.subject for quad in ox() if getattr(quad.object, "value", None) in words]
    return [node for node in bearers if isinstance(node, NamedNode) and node.value.startswith(spaces)]


def _asked(text: str) -> list[NamedNode]:
    (row,) = re.findall(r"^ *VALUES \(.*\) \{ \((.*)\) \}$", text, re.MULTILINE)
    return [NamedNode(iri) for iri in re.findall(r"<([^>]*)>", row) if iri.startswith(tuple(SPACES.values()))]


def test_no_two_questions_differ_by_a_constant_only() -> None:
    """IRIs, prefixed names, literals, numbers and the names of variables are constants here."""
    shapes: dict[str, str] = {}
    for name, query in QUERIES.items():
        shape = re.sub(r"^PREFIX.*", "", query.body, flags=re.MULTILINE)
        shape = re.sub(r"<[^>]*>|\"[^\"]*\"(?:@\w+|\^\^\S+)?|[\w-]*:[\w.-]*|\b\d+\b|UNDEF|\?\w+", "_", shape)
        shape = " ".join(shape.split())
        assert shape not in shapes, f"{name} is {shapes[shape]} with another constant"
        shapes[shape] = name


def test_the_folders_of_the_library_hold_nothing_else() -> None:
    strangers = [path for path in Path(FOLDER).rglob("*") if path.is_file() and path.suffix != ".rq"]
    assert not strangers
    assert all(path.parent.parent == Path(FOLDER) for path in Path(FOLDER).rglob("*.rq"))
