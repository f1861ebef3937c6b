"""Every verb as a user calls it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.parser import make_parser

ROOT = Path(__file__).resolve().parents[2]
TEXT = Path(os.environ.get("BATTLEKG_TEXT") or ROOT.parent / "shared" / "seeds")


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    return code, printed.out, printed.err


def test_help_has_an_example_for_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("build", "validate", "verify", "query", "explain", "stats", "coverage", "new", "freeze", "schema"):
        code, out, _ = call(capsys, verb, "--help")
        assert code == 0
        assert f"Example: battlekg {verb}" in " ".join(out.split())


def test_every_verb_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for action in make_parser()._actions:
        for verb, parser in (getattr(action, "choices", None) or {}).items():
            assert f"## {verb}" in page
            for option in parser._option_string_actions:
                assert option in page


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["wat"], 2, "invalid choice"),
        (["query", "capture-claim"], 2, "did you mean 'capture-claims'"),
        (["query", "claims-by", "--claimant", "prigozin"], 2, "did you mean 'prigozhin'"),
        (["query", "claims-by", "--who", "x"], 2, "has no parameter 'who'"),
        (["query", "claims-by", "--claimant"], 2, "has no value"),
        (["query", "claims-by", "word"], 2, "belongs to nothing"),
        (["query", "control", "--date", "2023-02-30"], 2, "write a day as YYYY-MM-DD"),
        (["query", "claims-by", "--claimant", "x> } #"], 2, "is no actor"),
        (["query", "--sparql", "absent.rq"], 1, "cannot be read"),
        (["query", "--dataset", "bakhmutt"], 2, "did you mean 'bakhmut'"),
        (["query", "phases", "--dataset", "bakhmutt"], 2, "did you mean 'bakhmut'"),
        (["explain", "wagnr"], 2, "did you mean"),
        (["build", "--dataset", "nowhere"], 1, "there is no dataset 'nowhere'"),
        (["validate", "absent.ttl"], 1, "absent.ttl"),
        (["verify"], 2, "no text of the documents is named"),
        (["new", "claim", "--at", "wikipedia.may.99.1"], 2, "there is no passage"),
        (["stats", "--fmt"], 2, "unknown argument"),
    ],
)
def test_wrong_words_get_one_clear_message(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BATTLEKG_TEXT", raising=False)
    found, _, err = call(capsys, *words)
    assert found == code
    assert said in err


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", 0, ""),
        ("SELECT * { ?s ?p", 1, "no SPARQL query"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 1, "remove SERVICE"),
        ("SELECT ('SERVICE' AS ?x) {} # SERVICE", 0, ""),
        ("DELETE WHERE { ?s ?p ?o }", 1, "no SPARQL query"),
        ("ASK { ?s ?p ?o }", 0, ""),
    ],
)
def test_free_sparql(text: str, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.rq"
    file.write_text(text, encoding="utf-8")
    found, out, err = call(capsys, "query", "--sparql", str(file))
    assert (found, said in err) == (code, True)
    assert bool(out) == (code == 0)


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "ttl"])
def test_every_form_of_an_answer(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "query", "phases", "--format", form)
    assert code == 0
    assert "2023" in out
    if form == "json":
        assert json.loads(out)["head"]["vars"]
    if form == "ttl":
        import rdflib

        assert len(rdflib.Graph().parse(data=out, format="turtle")) > 10


def test_the_list_has_the_name_first(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = call(capsys, "query", "--format", "csv")
    rows = list(csv.reader(out.splitlines()))
    assert rows[0][0] == "name"
    names = {path.stem for path in (ROOT / "queries").glob("*/*.rq")}
    assert {row[0] for row in rows[1:]} == names
    page = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    assert all(f"### {name}" in page for name in names)


def test_explain_goes_down_to_the_passage(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "explain", "capture-prigozhin-0520")
    assert code == 0
    for part in ("Yevgeny Prigozhin", "passage:wikipedia.may.12.1", "sha256", "denied by", "could not verify"):
        assert part in out
    assert call(capsys, "explain", "serhii cherevatyi")[0] in (0, 2)
    assert "Wagner" in call(capsys, "explain", "actor:wagner")[1]


@pytest.mark.text
def test_explain_shows_the_sentence_where_the_text_is_at_hand(capsys: pytest.CaptureFixture[str]) -> None:
    if not TEXT.is_dir():
        pytest.skip("no text of the documents")
    _, out, _ = call(capsys, "explain", "capture-prigozhin-0520", "--text", str(TEXT))
    assert "text: On 20 May" in out


@pytest.mark.text
def test_every_passage_is_in_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    if not TEXT.is_dir():
        pytest.skip("no text of the documents")
    assert call(capsys, "verify", "--text", str(TEXT))[0] == 0


def test_stats_coverage_new_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(call(capsys, "stats", "--format", "json")[1])["Claim"] > 300
    code, out, _ = call(capsys, "coverage", "--format", "json")
    assert code == 0
    assert {row["state"] for row in json.loads(out)} <= {"claimed", "set aside"}
    assert "wikipedia.may.12.1" in call(capsys, "new", "claim", "--at", "wikipedia.may.12.1")[1]
    for what in ("actor", "place", "event", "dataset"):
        assert call(capsys, "new", what)[0] == 0


@pytest.mark.parametrize("what", ["claims", "actors", "places", "battles", "phases", "events", "dataset"])
def test_the_schema_accepts_our_files_and_refuses_a_typo(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    import jsonschema
    import yaml

    schema = json.loads(call(capsys, "schema", what)[1])
    folder = ROOT / "kg" / "data" / "bakhmut"
    files = sorted(folder.glob(f"{what}.yaml")) + sorted(folder.glob(f"{what}/*.yaml"))
    assert files
    for file in files:
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        if what == "phases":
            for phase in data.values():
                phase["order"] = int(phase["order"])
        jsonschema.validate(data, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"x": {"knd": "y"}} if what not in ("claims", "dataset") else {"knd": "y"}, schema)


def test_the_wheel_works_without_the_checkout(tmp_path: Path) -> None:
    def run(*words: str, **more: str) -> str:
        environment = {k: v for k, v in os.environ.items() if k != "BATTLEKG_CACHE"}
        environment |= {"BATTLEKG_CACHE": str(tmp_path / "cache"), **more}
        done = subprocess.run([sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "-w", str(tmp_path / "wheel"))
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    target = str(tmp_path / "target")
    run(*pip, "install", str(wheel), "--no-deps", "--no-index", "--target", target)
    path = {"PYTHONPATH": target}
    assert run("-c", "import kg; print(kg.__file__)", **path).startswith(target)
    run("-m", "kg.cli", "build", "-o", str(tmp_path / "made.ttl"), **path)
    made = (tmp_path / "made.ttl").read_bytes()
    assert made == (ROOT / "kg" / "graph" / "bakhmut.ttl").read_bytes()
    assert "conforms" in run("-m", "kg.cli", "validate", **path)
    assert "2022-08" in run("-m", "kg.cli", "query", "phases", **path)
    assert "Wagner" in run("-m", "kg.cli", "explain", "actor:wagner", **path)
