"""Every verb as a user calls it: help, exit codes, what goes where, and one clear message for wrong words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.cli.parser import fill_parser
from kg.cli.parser import parse as read
from kg.cli.verbs import Verb, find_verb, list_verbs
from kg.dataset.schema import FILES, json_schema
from tests.calling import command
from tests.cli.calling import ROOT, call
from tests.outside import texts

Capture = pytest.CaptureFixture[str]


TOYFORT = "the small dataset"


def every_verb() -> dict[str, Verb]:
    """Return the verbs and their parts, by what a user types."""
    verbs = {name: find_verb(name) for name in list_verbs()}
    parts = {f"{name} {part}": one for name, verb in verbs.items() if verb.parts for part, one in verb.parts().items()}
    return {**verbs, **parts}


@pytest.mark.parametrize(("words", "verb"), every_verb().items(), ids=every_verb())
def test_the_help_of_a_verb_has_an_example_that_is_right(words: str, verb: Verb, capsys: Capture) -> None:
    code, out, err = call(capsys, *words.split(), "--help")
    assert (code, err) == (0, "")
    text = " ".join(out.split())
    assert f"usage: battlekg {words}" in text
    assert " ".join(verb.text.split()) in text
    assert f"Example: {verb.example}" in text
    assert verb.example.startswith(f"battlekg {words}")
    assert read(verb.example.split()[1:]).verb == words.split()[0]


def test_a_verb_is_a_file_and_nothing_else_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.cli.verbs as verbs

    (tmp_path / "salute.py").write_text(
        "from kg.cli.verbs import Verb\n"
        "def run(options):\n    print('salute')\n    return 0\n"
        "VERB = Verb('ask', 'Salute.', 'battlekg salute', run=run, dataset=False)\n",
        encoding="utf-8",
    )
    assert "salute" not in list_verbs()
    monkeypatch.setattr(verbs, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(verbs, "__path__", [str(tmp_path)])
    assert list_verbs() == ["salute"]
    assert command("salute").out == "salute\n"
    assert "    salute      Salute" in command("--help").out


def test_the_help_lists_every_verb(capsys: Capture) -> None:
    for words in (["--help"], ["-h"]):
        code, out, _ = call(capsys, *words)
        assert code == 0
        assert all(f"\n    {verb} " in out or f"\n    {verb}\n" in out for verb in list_verbs())
        assert "Example: battlekg " in out


def test_the_version(capsys: Capture) -> None:
    from kg.version import __version__

    assert call(capsys, "--version")[:2] == (0, f"battlekg {__version__}\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ([], 2, "the following arguments are required: VERB; see 'battlekg --help'"),
        (["wat"], 2, "there is no verb 'wat'"),
        (["qurey", "phases"], 2, "did you mean 'query'"),
        (["stats", "--fmt"], 2, "unknown argument '--fmt'"),
        (["stats", "--form", "json"], 2, "unknown argument '--form'"),
        (["query", "capture-claim"], 2, "did you mean 'capture-claims'"),
        (["query", "claims-by", "--claimant", "prigozhn"], 2, "did you mean prigozhin (Yevgeny Prigozhin)"),
        (["query", "claims-by", "--who", "x"], 2, "has no parameter 'who'"),
        (["query", "claims-by", "--claimant"], 2, "has no value"),
        (["query", "claims-by", "--claimant", "--format", "csv"], 2, "has no value"),
        (["query", "claims-by", "word"], 2, "unknown argument 'word'"),
        (["query", "phases", "--format", "xml"], 2, "invalid choice: 'xml'"),
        (["query", "phases", "--width", "wide"], 2, "invalid int value"),
        (["query", "phases", "--format"], 2, "expected one argument"),
        (["query", "control", "--date", "2023-02-30"], 2, "write a day as YYYY-MM-DD"),
        (["query", "claims-by", "--claimant", "x> } #"], 2, "is no actor"),
        (["query", "--sparql", "absent.rq"], 1, "cannot be read"),
        (["query", "--dataset", "bakhmutt"], 2, "did you mean 'bakhmut'"),
        (["query", "phases", "--dataset", "bakhmutt"], 2, "did you mean 'bakhmut'"),
        (["explain"], 2, "the following arguments are required: NAME"),
        (["explain", "wagnr"], 2, "did you mean"),
        (["explain", ""], 2, "nothing is named ''"),
        (["explain", "wagner", "--dataset", "x\0"], 2, "there is no dataset"),
        (["stats", "--dataset", "nowhere"], 2, "there is no dataset 'nowhere'"),
        (["coverage", "--dataset", "nowhere"], 2, "there is no dataset 'nowhere'"),
        (["build", "--dataset", "nowhere"], 2, "there is no dataset 'nowhere'"),
        (["build", "--dataset", "x" * 5000], 2, "there is no dataset 'xxx"),
        (["validate", "absent.ttl"], 1, "absent.ttl"),
        (["validate", "pyproject.toml"], 1, "of no known RDF format"),
        (["verify"], 2, "no text of the documents is named"),
        (["verify", "--text", "/nowhere/at/all"], 1, ""),
        (["new", "claim", "--at", "wikipedia.may.99.1"], 2, "there is no passage"),
        (["new", "poem"], 2, "invalid choice: 'poem'"),
        (["freeze", "newshub"], 2, "required: --text"),
        (["freeze", "newsub", "--text", "x"], 2, "did you mean 'newshub'"),
        (["freeze", "newshub", "--text", "/nowhere/at/all"], 1, "cannot be read"),
        (["schema", "poems"], 2, "invalid choice: 'poems'"),
    ],
)
def test_wrong_words_get_one_clear_message(
    words: list[str], code: int, said: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BATTLEKG_TEXT", raising=False)
    monkeypatch.chdir(ROOT)
    found, out, err = call(capsys, *words)
    assert found == code, err
    assert said in err
    assert out == ""
    assert len(err.splitlines()) == 1
    assert len(err) < 700 or "x" * 100 in err


def test_several_faults_are_counted(capsys: Capture) -> None:
    code, _, err = call(capsys, "query", "claims-by", "--claimant", "nobody-at-all", "--wat", "1")
    assert code == 2
    assert err.splitlines()[-1] == "2 faults"


@pytest.mark.parametrize(
    "words",
    [
        ["query", "phases"],
        ["query", "--format", "csv"],
        ["query", "phases", "--about"],
        ["explain", "capture-prigozhin-0520"],
        ["stats", "--dataset", TOYFORT],
        ["stats", "--format", "json", "--dataset", TOYFORT],
        ["coverage", "--dataset", TOYFORT],
        ["coverage", "--format", "json", "--dataset", TOYFORT],
        ["new", "claim"],
        ["new", "claim", "--at", "wikipedia.may.12.1"],
        ["new", "actor"],
        ["new", "place"],
        ["new", "event"],
        ["new", "dataset"],
    ],
)
def test_data_go_to_standard_output_and_nothing_else(words: list[str], toyfort: Path, capsys: Capture) -> None:
    code, out, err = call(capsys, *(str(toyfort) if word is TOYFORT else word for word in words))
    assert (code, err) == (0, "")
    assert out.endswith("\n")
    assert str(ROOT) not in out
    if "json" in words:
        json.loads(out)


def test_talk_goes_to_standard_error(
    capsys: Capture, tmp_path: Path, toyfort: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, "query")
    assert code == 0
    assert "Run one with" in err
    assert "Run one with" not in out
    code, out, err = call(capsys, "build", "--dataset", str(toyfort), "-o", "a.ttl")
    assert (code, out) == (0, "a.ttl\n")
    assert "built: " in err
    assert len(list(parse(path="a.ttl", format=RdfFormat.TURTLE))) > 1000


def test_a_name_of_several_words_needs_no_quotes(capsys: Capture) -> None:
    assert call(capsys, "explain", "Yevgeny", "prigozhin") == call(capsys, "explain", "actor:prigozhin")


def test_no_rows_are_no_fault(capsys: Capture) -> None:
    code, out, err = call(capsys, "query", "what-is-counted", "--number", "987654321")
    assert (code, out, err) == (0, "(no rows)\n", "")


@pytest.mark.parametrize("what", FILES)
def test_the_schema_is_printed(what: str, capsys: Capture) -> None:
    code, out, err = call(capsys, "schema", what)
    assert (code, err) == (0, "")
    assert json.loads(out) == json_schema(what)


def test_the_skeleton_of_a_claim_names_its_passage(capsys: Capture) -> None:
    _, out, _ = call(capsys, "new", "claim", "--at", "wikipedia.may.12.1")
    assert "    at: wikipedia.may.12.1\n" in out
    assert "  wikipedia-may-12-1-x:\n" in out


def test_every_option_is_explained_in_the_help() -> None:
    for verb in every_verb().values():
        assert all(option.help or option.dest == "part" for option in fill_parser(verb)._actions)


def test_every_passage_is_in_the_text(capsys: Capture) -> None:
    assert call(capsys, "verify", "--text", str(texts()))[0] == 0
