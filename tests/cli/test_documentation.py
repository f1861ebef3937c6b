"""Every verb, every option and every question stands in the documentation."""

from __future__ import annotations

import argparse
import re
from functools import cache
from pathlib import Path

import pytest

from kg.ask.catalog.header import list_queries
from kg.cli.parser import fill_parser
from kg.cli.verbs import find_verb, list_verbs
from tests.cli.calling import ROOT


def page(name: str) -> str:
    path = ROOT / "docs" / name
    text = path.read_text(encoding="utf-8")
    if re.search(r"^<!-- \[\[\[cog .*\n<!-- \[\[\[end", text, re.MULTILINE):
        pytest.skip(f"docs/{name} has not been generated: run scripts/docs/run")
    return text


def section(text: str, heading: str, level: int) -> str:
    """Return what stands below a heading."""
    mark = "#" * level
    found = re.search(rf"^{mark} {re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section '{heading}'"
    return found[1]


def verbs() -> dict[str, argparse.ArgumentParser]:
    """Return the parsers of verbs, or of their parts, by what a user types."""
    found = {}
    for name in list_verbs():
        verb = find_verb(name)
        parts = {f"{name} {part}": one for part, one in verb.parts().items()} if verb.parts else {name: verb}
        found.update({words: fill_parser(one) for words, one in parts.items()})
    return found


def test_every_verb_and_option_is_documented() -> None:
    text = page("reference/cli.md")
    for verb, parser in verbs().items():
        told = section(text, verb, 2)
        for option in parser._option_string_actions:
            assert option in told, f"{verb} {option}"


def test_no_verb_is_documented_that_is_not_there() -> None:
    headings = re.findall(r"^## (.+)$", page("reference/cli.md"), re.MULTILINE)
    assert headings == list(verbs())


def test_every_question_parameter_and_column_is_documented() -> None:
    text = page("reference/queries.md")
    for query in list_queries():
        told = section(text, query.name, 3)
        assert query.summary in told
        for name in [*(f"--{parameter.name}" for parameter in query.parameters), *query.columns]:
            assert f"`{name}`" in told, f"{query.name} {name}"


def test_no_question_is_documented_that_is_not_there() -> None:
    assert re.findall(r"^### (.+)$", page("reference/queries.md"), re.MULTILINE) == [
        query.name for query in list_queries()
    ]


def test_every_question_of_the_reader_that_a_query_answers_exists() -> None:
    text = page("dev/questions.md")
    numbers = {int(number) for number in re.findall(r"^## (\d+)\.", text, re.MULTILINE)}
    scored = {int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert set(range(1, 31)) <= scored <= numbers
    answered = {number for query in list_queries() for number in query.answers}
    assert answered <= numbers
    assert len(answered & scored) >= 0.8 * len(scored), f"no query helps with {sorted(scored - answered)}"


def test_the_score_counts_every_part_of_every_answer() -> None:
    text = page("dev/questions.md")
    parts = {
        int(number): len(re.findall(r"^- ", answer, re.MULTILINE))
        for number, answer in re.findall(r"^## (\d+)\. .*?\*\*Answer\.\*\*(.*?)\*\*Where\.\*\*", text, re.M | re.S)
    }
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    scores = {int(number): tuple(map(int, score)) for number, *score in rows}
    assert {number: sum(score) for number, score in scores.items()} == parts
    told = re.findall(r"\*\*(\d+) found, (\d+) partly, (\d+) missing; (\d+) of the thirty", text)
    for line, numbers in zip(told, (range(1, 31), range(31, 61)), strict=True):
        found = [scores[number] for number in numbers]
        complete = sum(partly == missing == 0 for _, partly, missing in found)
        assert tuple(map(int, line)) == (*(sum(column) for column in zip(*found, strict=True)), complete)


@cache
def known_questions() -> set[str]:
    return {query.name for query in [*list_queries(), *list_queries(federated=True)]}


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")), ids=lambda p: p.name)
def test_commands_in_the_documentation_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for verb, word in re.findall(r"battlekg ([a-z]+)(?: ([a-z][a-z0-9-]*))?", re.sub(r"battlekg NAME", "", text)):
        if verb == "query" and word:
            assert word in known_questions(), f"battlekg query {word}"


def test_every_federated_question_is_documented() -> None:
    text = page("reference/wikidata.md")
    for query in list_queries(federated=True):
        told = section(text, query.name, 3)
        assert query.summary in told
        for parameter in query.parameters:
            assert f"`--{parameter.name}`" in told
