"""What the tabulator key offers, and that the shells take it."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

import kg.cli.completion
from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import Question
from kg.ask.plot.kinds import KINDS
from kg.cli.completion import complete
from kg.cli.verbs import list_verbs
from kg.cli.verbs.completion import SHELLS
from tests.calling import command
from tests.cli.calling import ROOT, call, start


@pytest.fixture(autouse=True, scope="module")
def opened_once() -> Iterator[None]:
    """Every press of the key opens the store; here one is enough for all."""
    with patch("kg.cli.completion._store", cache(kg.cli.completion._store)):
        yield


def offered(*words: str) -> list[str]:
    out = io.StringIO()
    assert complete(words, out) == 0
    assert all(line.count("\t") == 1 for line in out.getvalue().splitlines())
    return [line.partition("\t")[0] for line in out.getvalue().splitlines()]


def test_every_verb_question_and_parameter_is_offered() -> None:
    assert offered("") == list_verbs()
    assert offered("query", "") == sorted(query.name for query in list_queries())
    for query in list_queries():
        assert offered("query", query.name, "")[: len(query.parameters)] == [
            f"--{one.name}" for one in query.parameters
        ]


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_the_sample_of_every_parameter_is_offered(query: Question) -> None:
    for parameter in query.parameters:
        assert parameter.sample in offered("query", query.name, f"--{parameter.name}", parameter.sample[:3])
        assert ("any" in offered("query", query.name, f"--{parameter.name}", "any")) == parameter.optional


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["q"], ["query"]),
        (["--v"], ["--version"]),
        (["query", "capture-c"], ["capture-claims"]),
        (["query", "control", "--pl"], ["--place"]),
        (["query", "control", "--place", "bakhmut", "--"], ["--date"]),
        (["query", "control", "--place=bakhmut-west"], ["--place=bakhmut-west"]),
        (["query", "control", "--place", "=", "bakhmut-west"], ["bakhmut-west"]),
        (["query", "control", "--date", "2023-03"], ["2023-03-31"]),
        (["query", "promises", "--act", "p"], ["predict", "promise"]),
        (["query", "participants", "--side", ""], ["russian-side", "ukrainian-side", "any"]),
        (["query", "--format", "j"], ["json"]),
        (["query", "--format", "json", "control", "--pl"], ["--place"]),
        (["query", "control", "--dataset", "b"], ["bakhmut"]),
        (["query", "--sparql", ""], []),
        (["query", "claims-by", "--claimant", "institute"], ["isw"]),
        (["explain", "prigoz"], ["prigozhin"]),
        (["new", "d"], ["dataset"]),
        (["describe", "--format", "o"], ["openapi"]),
        (["diff", "--for"], ["--format"]),
        (["build", "--output", ""], []),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["nothing", ""], []),
        (["query", "nothing", "--x", ""], []),
        (["query", "control", "--place", "x", "--dataset", "nowhere", "--place", ""], []),
    ],
)
def test_what_may_come_next(words: list[str], wanted: list[str]) -> None:
    found = offered(*words)
    assert found[: len(wanted)] == wanted
    assert not found or wanted


def test_the_scripts_are_printed() -> None:
    for shell in SHELLS:
        assert "battlekg completion -- " in command("completion", shell).out


def test_the_command_prints_words_without_argparse_and_never_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "completion", "--", "query", "claims-by", "--claimant", "prigo")
    assert (code, err) == (0, "")
    assert out == "prigozhin\tYevgeny Prigozhin\n"
    assert call(capsys, "completion", "--", "query", "x", "\0", "--y", "\udcff") == (0, "", "")
    assert call(capsys, "completion", "--")[0] == 0
    script = (
        "import sys, kg.cli.main\nkg.cli.main.main(['completion', '--', 'query', 'claims-by', '--claimant', 'p'])\n"
    )
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
    done = subprocess.run(
        [sys.executable, "-S", "-c", script + "print(*sys.modules, file=sys.stderr)"],
        capture_output=True, text=True, check=True, env=paths, cwd=ROOT,
    )  # fmt: skip
    assert not {"argparse", "rdflib", "yaml", "pydantic", "difflib", "kg.cli.parser"} & set(done.stderr.split())


def shell_path(folder: Path) -> dict[str, str]:
    """Put a command of the name into a folder in front of the path."""
    script = folder / "battlekg"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m kg.cli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(folder)}


BASH = """
source <(battlekg completion bash)
COMP_WORDS=(battlekg query claims-by --claimant prigo); COMP_CWORD=4
_battlekg; printf '%s\\n' "${COMPREPLY[@]}"
COMP_WORDS=(battlekg query control --date ""); COMP_CWORD=4
_battlekg; printf '%s\\n' "${COMPREPLY[@]}"
complete -p battlekg
"""
ZSH = """
source <(battlekg completion zsh)
compadd() { printf '%s\\n' "${values[@]}" }
words=(battlekg query claims-by --claimant prigo); CURRENT=5
_battlekg
words=(battlekg query control --date ""); CURRENT=5
_battlekg
"""
FISH = """
battlekg completion fish | source
complete -C 'battlekg query claims-by --claimant prigo'
complete -C 'battlekg query control --date '
"""


@pytest.mark.parametrize(("shell", "text"), [("bash", BASH), ("zsh", ZSH), ("fish", FISH)])
def test_a_shell_takes_what_is_offered(shell: str, text: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    environment = shell_path(tmp_path)
    done = subprocess.run([shell, "-c", text], capture_output=True, text=True, env=environment, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    found = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert found[0] == "prigozhin", done.stderr
    assert sorted(found[1:3]) == ["2023-03-31", "2023-05-20"]
    assert not done.stderr


def test_wrong_usage_tells_the_shells() -> None:
    done = start("completion", "tcsh")
    assert done.returncode == 2
    assert b"bash" in done.stderr


def test_kinds_of_charts_and_the_values_of_their_parameters_are_offered() -> None:
    assert offered("plot", "") == list(KINDS)
    for name, kind in KINDS.items():
        for parameter in kind.parameters:
            assert f"--{parameter.name}" in offered("plot", name, f"--{parameter.name[:2]}")
            assert parameter.sample in offered("plot", name, f"--{parameter.name}", parameter.sample[:3])
    assert offered("plot", "pie", "--side", "") == []
    assert offered("plot", "balance", "--by", "c") == ["claimant"]
