"""The key ``behind``: the question that it names lists the claims that a row counts, as many as it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.ask.catalog.header import read_query
from kg.ask.catalog.question import Question
from kg.ask.engine.answer import Answer
from kg.ask.render.listing import RESERVED, behind_values, listings, pattern
from kg.faults import FaultError
from tests.ask.query.graphs import QUERIES, answer, rows
from tests.cli.calling import call

COUNTING = [pytest.param(query, id=name) for name, query in QUERIES.items() if query.behind]
MOST = 12
"""So many rows of each question are followed."""


def test_the_questions_that_count_claims_say_where_they_are_listed() -> None:
    assert {"own-voice", "extremes"} <= {name for name, query in QUERIES.items() if query.behind}


@pytest.mark.parametrize("query", COUNTING)
def test_the_named_question_has_the_parameters(query: Question) -> None:
    target = QUERIES[query.behind["query"]]
    assert set(query.behind) - set(RESERVED) <= {parameter.name for parameter in target.parameters}
    assert "claim" in target.columns


@pytest.mark.parametrize("query", COUNTING)
def test_it_lists_as_many_claims_as_the_row_counts(query: Question) -> None:
    target, found = QUERIES[query.behind["query"]], answer(query, {})
    among = query.behind.get("among") == "yes"
    step = max(1, len(found.rows) // MOST)
    for terms in found.rows[::step]:
        row = dict(zip(found.columns, terms, strict=True))
        counted = int(row[query.behind["count"]].value)  # type: ignore[union-attr]
        listed = {one["claim"] for one in rows(target, answer(target, behind_values(query, {}, row))) if one["claim"]}
        assert len(listed) >= counted if among else len(listed) == counted, row
        own = row.get("claim")
        assert own is None or f"claim:{own.value.rpartition('/')[2]}" in listed  # type: ignore[union-attr]


def test_values_come_from_the_row_the_user_and_the_default() -> None:
    query = QUERIES["extremes"]
    assert behind_values(query, {}, {}) == {"measure": "killed", "side": "wagner"}
    assert behind_values(query, {"force": "Wagner Group"}, {})["side"] == "Wagner Group"
    row = {"section": NamedNode("https://example.org/x/y"), "voice": None}
    assert behind_values(QUERIES["own-voice"], {}, row) == {"paragraph": "any", "section": "y"}
    assert pattern(QUERIES["own-voice"], {}).endswith("paragraph --paragraph any --section SECTION --voice VOICE")


def test_commands_are_quoted_for_the_shell() -> None:
    found = Answer(("section", "voice"), ((Literal("a b"), Literal("it's; rm")),))
    (told,) = listings(QUERIES["own-voice"], {}, found)
    assert told.endswith("""--section 'a b' --voice 'it'"'"'s; rm'""")


def test_the_table_says_it_once_and_each_citation_for_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "query", "own-voice", "--width", "140")
    assert out.endswith("\nthe claims: battlekg query paragraph --paragraph any --section SECTION --voice VOICE\n")
    _, out, _ = call(capsys, "query", "own-voice", "--cite", "--width", "140")
    assert out.count("the claims: battlekg query paragraph") == len(answer(QUERIES["own-voice"], {}).rows)
    _, out, _ = call(capsys, "query", "own-voice", "--format", "csv")
    assert "battlekg" not in out
    _, out, _ = call(capsys, "query", "extremes", "--force", "Wagner Group", "--width", "140")
    assert "the figures, among others: battlekg query figures --measure killed --side 'Wagner Group'" in out


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("{query: figures}", "'behind' has no 'query' or no 'count'"),
        ("{query: figures, count: nothing}", "counts in 'nothing', which is no column"),
        ('{query: figures, count: n, side: "?nobody"}', "'behind' sets 'side' to '?nobody'"),
        ("{query: figures, count: n, among: perhaps}", "'among' is 'perhaps'"),
        ("figures", "'behind' is not a mapping"),
    ],
)
def test_a_fault_in_it_is_told(behind: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "theme" / "x.rq"
    file.parent.mkdir()
    lines = ["#+ summary: s", "#+ description: d", "#+ columns:", "#+   n: The number", f"#+ behind: {behind}"]
    file.write_text("\n".join([*lines, "SELECT ?n WHERE { ?s ?p ?n } ORDER BY ?n", ""]), encoding="utf-8")
    with pytest.raises(FaultError) as caught:
        read_query(file)
    assert any(told in fault.what for fault in caught.value.faults)
