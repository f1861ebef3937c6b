"""``battlekg query`` as a module: the list, one question, free SPARQL, other datasets."""

from __future__ import annotations

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ask.catalog.header import list_queries
from kg.ask.query.arguments import Request, read_question, split
from kg.ask.query.modes import answer_question
from kg.ask.query.usage import describe
from kg.cli.parser import parse as parse_slowly
from kg.faults import FaultError
from kg.paths import DATA, find_graph
from kg.rdf.namespaces import DATA_KINDS, prefixes_of
from tests.fixtures import copy

ROOT = Path(__file__).resolve().parents[3]


def call(*rest: str, source: str = "", **options: object) -> str:
    out = io.StringIO()
    assert answer_question(Request(**options, parameters=rest), io.StringIO(source), out) == 0  # type: ignore[arg-type]
    return out.getvalue()


def refused(*rest: str, **options: object) -> str:
    with pytest.raises(FaultError) as caught:
        call(*rest, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_the_list_has_the_name_in_the_first_column() -> None:
    rows = list(csv.reader(call(format="csv").splitlines()))
    assert rows[0] == ["name", "theme", "question", "parameters"]
    known = [*list_queries(), *list_queries(federated=True)]
    assert [row[0] for row in rows[1:]] == [query.name for query in known]
    table = call(width=100)
    assert all(query.name in table for query in list_queries())
    assert max(map(len, table.splitlines())) <= 100


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_a_question_tells_all_about_itself(query: object) -> None:
    text = call(name=query.name, about=True)  # type: ignore[attr-defined]
    assert text == describe(query)  # type: ignore[arg-type]
    for parameter in query.parameters:  # type: ignore[attr-defined]
        assert f"--{parameter.name}" in text
        assert parameter.default in text
    for column in query.columns:  # type: ignore[attr-defined]
        assert f"column {column}: " in text
    assert query.body in text  # type: ignore[attr-defined]


def test_a_question_has_help_of_its_own() -> None:
    for words in (["control", "--help"], ["-h", "control"], ["control", "--date", "x", "--help"]):
        found = read_question(words)
        assert found is not None
        assert found.about
    assert read_question(["--help"]) is None
    text = call(name="promises", about=True)
    assert text.startswith("usage: battlekg query promises [--act ACT] [--event EVENT]\n")
    assert "a concept of the scheme act; one of promise, threaten, announce, predict, demand; any for no limit" in text
    assert "Example: battlekg query promises --act promise --event wagner-withdrawal\n" in text
    assert "at least 1" in call(name="corroborated", about=True)
    assert "a day, YYYY-MM-DD; YYYY-MM or YYYY for the last one" in call(name="timeline", about=True)


def test_all_faults_of_a_question_are_told_at_once() -> None:
    text = refused("--date=x", "--place=bakmut", "--foo=1", "--bar=", "--date=y", name="control")
    for said in (
        "--date: 'x' is no date", "--place: 'bakmut' is no place; did you mean bakhmut or", "no parameter 'foo'",
        "--bar has no value", "--date is given twice",
    ):  # fmt: skip
        assert said in text


def test_a_name_in_another_transliteration_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--claimant=Пригожин", name="claims-by") == call("--claimant=prigozhin", name="claims-by")
    assert capsys.readouterr().err == "--claimant: 'Пригожин' is taken for prigozhin (Yevgeny Prigozhin)\n"


def test_free_sparql_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    text = "SELECT ?x { VALUES ?x { 1 } }"
    path = tmp_path / "q.rq"
    path.write_text(text, encoding="utf-8")
    assert call(sparql=str(path), format="csv") == call(sparql="-", source=text, format="csv") == "x\n1\n"


@pytest.mark.parametrize(
    ("rest", "options", "said"),
    [
        (["--x=1"], {}, "--x=1 without a question"),
        ([], {"about": True}, "--about without a question"),
        ([], {"name": "phases", "sparql": "-"}, "a name and --sparql are given"),
        (["--x=1"], {"sparql": "-"}, "--x=1 without a question"),
        (["--claimant="], {"name": "claims-by"}, "--claimant has no value"),
        (["--claimant=a", "--claimant=b"], {"name": "claims-by"}, "--claimant is given twice"),
        (["--who=a"], {"name": "claims-by"}, "'claims-by' has no parameter 'who'; it has act, claimant, from"),
        (["--x=a"], {"name": "phases"}, "'phases' has no parameter 'x'; it has none"),
        ([], {"name": "claim-by"}, "did you mean 'claims-by'"),
        ([], {"name": "phases", "width": -1}, "--width is below 0"),
        ([], {"sparql": "absent.rq"}, "absent.rq: [unreadable]"),
        ([], {"sparql": "."}, "[unreadable]"),
        ([], {"sparql": "\0"}, "[unreadable]"),
        ([], {"name": "phases", "dataset": "bakhmutt"}, "did you mean 'bakhmut'"),
        ([], {"name": "phases", "dataset": ""}, "there is no dataset ''; known: "),
        ([], {"name": "phases", "dataset": "x" * 9000}, "there is no dataset"),
        ([], {"name": "phases", "dataset": "\0"}, "there is no dataset"),
        ([], {"name": "phases", "dataset": "absent.ttl"}, "there is no graph 'absent.ttl'"),
        ([], {"name": "phases", "dataset": "elsewhere/bakhmut"}, "there is no dataset 'elsewhere/bakhmut'"),
        ([], {"dataset": "nowhere"}, "there is no dataset 'nowhere'"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told(rest: list[str], options: dict[str, object], said: str) -> None:
    assert said in refused(*rest, **options)


def test_standard_input_that_is_closed_or_no_text_is_told() -> None:
    out = io.StringIO()
    for source in (None, io.TextIOWrapper(io.BytesIO(b"\xff"), encoding="utf-8")):
        with pytest.raises(FaultError, match="standard input: "):
            answer_question(Request(sparql="-"), source, out)  # type: ignore[arg-type]


def test_a_dataset_is_a_name_a_folder_or_a_graph_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_graph("bakhmut") == str(Path(find_graph("bakhmut")))
    assert find_graph(str(Path(DATA) / "bakhmut")) == str(Path(find_graph("bakhmut")))
    other = shutil.copy(Path(find_graph("bakhmut")), tmp_path / "other.ttl")
    assert Path(find_graph(str(other))) == tmp_path / "other.ttl"
    rows = call(name="phases", format="csv")
    assert call(name="phases", format="csv", dataset=str(other)) == rows
    folder = copy(tmp_path)
    assert "the graph has not been built" in refused(name="phases", dataset=str(folder))
    monkeypatch.chdir(tmp_path)
    assert "the graph has not been built" in refused(name="phases", dataset="toyfort")


def test_the_questions_are_asked_of_another_dataset(toyfort: Path) -> None:
    """Ask the invented dataset everything."""
    spaces = prefixes_of(find_graph(str(toyfort)))
    assert {"actor", "claim", "event", "passage", "place"} <= set(spaces) <= set(DATA_KINDS)
    assert not any("bakhmut" in space for space in spaces.values())
    found = 0
    for query in list_queries():
        free = [f"--{p.name}=any" for p in query.parameters if p.optional]
        if all(p.optional or p.type in ("date", "integer", "text") for p in query.parameters):
            text = call(*free, name=query.name, dataset=str(toyfort), format="csv")
            assert "bakhmut" not in text
            found += len(text.splitlines()) > 1
    assert found >= 8


@pytest.mark.skipif(not hasattr(signal, "SIGINT") or os.name != "posix", reason="signals of POSIX")
def test_a_query_without_end_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "endless.rq"
    path.write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "query", "--sparql", str(path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=10)
    assert process.returncode != 0
    assert b"Traceback" not in err


def test_a_canned_question_loads_only_what_it_needs() -> None:
    """What is heavy to load stays out of the way of a canned question."""
    code = (
        "import sys, kg.cli.main\nkg.cli.main.main(['query', 'claims-by'])\n"
        "print(*sys.modules, file=sys.stderr)"
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT, env=_paths())
    assert done.returncode == 0, done.stderr
    heavy = {
        "argparse", "csv", "dataclasses", "datetime", "decimal", "difflib", "hashlib", "httpx2", "inspect",
        "json", "logging",
        "owlrl", "pathlib", "pydantic", "pyshacl", "rdflib", "shutil", "tempfile", "textwrap", "typing", "yaml",
        "kg.dataset.model", "kg.ask.catalog.check", "kg.ask.engine.names", "kg.ask.query.usage", "kg.rdf.terms",
        "kg.cli.parser", "kg.dataset",
    }  # fmt: skip
    assert not heavy & set(done.stderr.split())


def _paths() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}


WORDS = st.sampled_from(
    [
        "phases",
        "claims-by",
        "--claimant",
        "prigozhin",
        "--claimant=wagner",
        "--format",
        "csv",
        "--format=json",
        "wat",
        "-",
        "--dataset",
        "bakhmut",
        "--about",
        "--width",
        "80",
        "--width=x",
        "-1",
        "--sparql",
        "--sparql=-",
        "--",
        "--help",
        "-h",
        "",
        "--x",
        "--date=2023-05-20",
        "--about=1",
        "--format=",
        "a b",
        "--who=--x",
    ]
)


@given(st.lists(WORDS, max_size=6))
def test_arguments_are_read_as_argparse_reads_them(words: list[str]) -> None:
    quick = read_question(words)
    try:
        options = parse_slowly(["query", *words])
    except SystemExit:  # argparse knows help for the verb only, not for a question
        assert quick is None or ({"--help", "-h"} & set(words) and quick.name is not None and quick.about)
        return
    if quick is not None:
        assert {name: getattr(quick, name) for name in Request.__slots__} == {
            name: getattr(options, name) for name in Request.__slots__
        }  # fmt: skip


def test_parameters_may_stand_anywhere() -> None:
    for words in (
        ["claims-by", "--claimant", "wagner", "--format", "csv"],
        ["--claimant", "wagner", "claims-by", "--format", "csv"],
        ["--format", "csv", "claims-by", "--claimant=wagner"],
    ):
        found = read_question(words)
        assert found is not None
        assert (found.name, found.format, found.parameters) == ("claims-by", "csv", ["--claimant=wagner"])
    assert split(["--a", "--b", "c"]) == ([], ["--a=", "--b=c"])
    assert split(["--n", "-5"]) == ([], ["--n=-5"])


def test_the_default_options_are_those_of_the_parser() -> None:
    options = parse_slowly(["query"])
    given = {name: getattr(Request(), name) for name in Request.__slots__}
    assert {**given, "parameters": []} == {name: getattr(options, name) for name in Request.__slots__}
