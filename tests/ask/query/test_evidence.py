"""Answers carry their evidence: citations, passages, and references below a table."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import Literal, NamedNode

from kg.ask.engine.answer import Answer
from kg.ask.render.evidence import Behind, asked_as, dataset_line
from kg.ask.render.forms import show
from kg.faults import FaultError
from kg.rdf.namespaces import BK as bk
from tests.ask.query.graphs import GRAPH, QUERIES, SPACES, answer, ox
from tests.cli.calling import call as run_command
from tests.full import FULL
from tests.outside import texts

NONE: dict[str, str] = {}


class Done(NamedTuple):
    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    return lambda *words: Done(*run_command(capsys, *words))


VERSION = "The Battle of Bakhmut, 2022-2023, version "
CLAIM = "https://w3id.org/battlekg/bakhmut/claim/capture-prigozhin-0520"


def behind(texts: dict[str, str] | None = None, question: str = "battlekg query x") -> Behind:
    return Behind(ox(), SPACES, question, texts or {})


def test_a_claim_is_cited_by_claimant_date_document_iri_and_version() -> None:
    text = behind().citation((Literal("x"), NamedNode(CLAIM), None))
    (says,) = ox().quads_for_pattern(NamedNode(CLAIM), NamedNode(bk.says), None)
    assert text.startswith(f"Yevgeny Prigozhin (2023-05-20): {says.object.value}")  # type: ignore[union-attr]
    assert "As told in 'Battle of Bakhmut' (Wikipedia, 2023-07-16), at wikipedia.may.12.1." in text
    assert CLAIM in text
    head = Path(GRAPH).read_text(encoding="utf-8").partition("\n")[0]
    assert head.removeprefix("# ") in f"{text}".replace("), The battlekg founders", ")")


def test_a_row_of_two_claims_cites_both_and_one_that_stands_twice_once() -> None:
    other = NamedNode(CLAIM.replace("capture-prigozhin-0520", "capture-denied-ukraine"))
    text = behind().citation((NamedNode(CLAIM), other, NamedNode(CLAIM)))
    assert text.count(CLAIM) == 1
    assert "Ukraine (" in text
    assert text.count(VERSION) == 1


def test_rows_without_a_claim_are_cited_by_what_they_have() -> None:
    passage = NamedNode(SPACES["passage"] + "wikipedia.may.12.1")
    assert (
        behind().citation((passage,)).startswith("'Battle of Bakhmut' (Wikipedia, 2023-07-16), at wikipedia.may.12.1.")
    )
    actor = behind().citation((NamedNode(SPACES["actor"] + "wagner"),))
    assert actor.startswith("Wagner Group, https://w3id.org/battlekg/bakhmut/actor/wagner. In: ")
    plain = behind().citation((Literal("1"),))
    assert plain.startswith("Answer to 'battlekg query x'. In: " + VERSION)
    assert plain.endswith("https://w3id.org/battlekg/bakhmut/dataset/bakhmut")
    assert behind(question="").citation((None,)).startswith("Answer to a query of one's own. In: ")


@pytest.mark.parametrize("name", [name for name, query in QUERIES.items() if query.form == "SELECT"])
def test_every_row_of_every_question_can_be_cited(name: str) -> None:
    """Of long answers the first rows, since a citation does not depend on how many there are."""
    found = answer(QUERIES[name], {})
    found = found if FULL else Answer(found.columns, found.rows[:20])
    notes = behind().notes(found, cite=True, evidence=False)
    assert len(notes) == len(found.rows)
    for row, note in zip(found.rows, notes, strict=True):
        assert dataset_line(ox(), SPACES) in note
        claims = [t.value for t in row if isinstance(t, NamedNode) and t.value.startswith(SPACES["claim"])]
        assert all(claim in note for claim in claims)


@pytest.mark.parametrize("name", QUERIES)
def test_every_row_about_a_claim_leads_to_a_passage(name: str) -> None:
    found = answer(QUERIES[name], {})
    for row in found.rows:
        if any(isinstance(t, NamedNode) and t.value.startswith(SPACES["claim"]) for t in row):
            assert behind().evidence(row), f"{name}: a row has a claim and no passage"


def test_evidence_is_the_text_where_it_is_at_hand_and_the_way_to_it_where_not() -> None:
    row = (NamedNode(CLAIM), Literal("x"))
    assert behind({"wikipedia.may.12.1": "The sentence."}).evidence(row) == ["wikipedia.may.12.1: The sentence."]
    (away,) = behind().evidence(row)
    assert away == (
        'wikipedia.may.12.1: find "Prigozhin claimed the capture of" in Battle of Bakhmut, '
        "https://en.wikipedia.org/wiki/Battle_of_Bakhmut"
    )
    unknown = (NamedNode(SPACES["passage"] + "nowhere.1.1"), NamedNode(SPACES["claim"] + "nobody"))
    assert behind().evidence(unknown) == ["nowhere.1.1: the graph does not know this passage"]
    assert SPACES["claim"] + "nobody" in behind().citation(unknown)


def test_a_table_shows_citations_as_references_that_are_shared() -> None:
    claim = NamedNode(CLAIM)
    found = Answer(("n", "claim"), ((Literal("a"), claim), (Literal("b"), claim)))
    text = show(found, "table", SPACES, 118, behind().notes(found, cite=True, evidence=True))
    assert text.splitlines()[2:5] == ["a  [1]", "b  [1]", ""]
    assert text.count("[1] Yevgeny Prigozhin (2023-05-20)") == 1
    assert "\n    wikipedia.may.12.1: find" in text
    assert all(len(line) <= 118 for line in text.splitlines())


def test_other_forms_have_columns_more() -> None:
    found = behind().extended(Answer(("claim",), ((NamedNode(CLAIM),),)), cite=True, evidence=True)
    assert found.columns == ("claim", "citation", "evidence")
    rows = list(csv.reader(io.StringIO(show(found, "csv", SPACES))))
    assert rows[1][1] == behind().citation((NamedNode(CLAIM),))
    assert behind().extended(Answer(("claim",), ()), cite=False, evidence=True).columns == ("claim", "evidence")


def test_the_command_gives_citations_in_every_form(call: Call) -> None:
    plain = call("query", "control", "--place", "Bakhmut", "--format", "csv").out
    cited = call("query", "control", "--place", "Bakhmut", "--format", "csv", "--cite").out
    plain_rows, cited_rows = (list(csv.reader(io.StringIO(text))) for text in (plain, cited))
    assert [row[:-1] for row in cited_rows] == plain_rows
    assert all(VERSION in row[-1] for row in cited_rows[1:])
    table = call("query", "control", "--place", "bakhmut", "--cite").out
    assert VERSION.split(",")[0] in " ".join(table.split())


def test_a_question_is_named_with_its_parameters(call: Call) -> None:
    assert asked_as("figures", {"side": "Wagner Group"}) == "battlekg query figures --side 'Wagner Group'"
    text = call("query", "own-voice", "--cite").out
    assert "[1] Answer to 'battlekg query own-voice'. In: " + VERSION[:20] in text


@pytest.mark.parametrize("arguments", [["--cite"], ["--evidence"], ["--about", "--evidence"]])
def test_evidence_of_nothing_is_wrong_usage(arguments: list[str], call: Call) -> None:
    done = call("query", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_yes_and_no_has_no_rows_to_cite(tmp_path: Path, call: Call) -> None:
    file = tmp_path / "ask.rq"
    file.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    done = call("query", "--sparql", str(file), "--cite")
    assert done.code == 2
    assert "--cite and --evidence are for rows" in done.err
    file.write_text("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2", encoding="utf-8")
    assert call("query", "--sparql", str(file), "--cite").code == 2
    assert call("query", "--sparql", str(file), "--cite", "--format", "csv").out.startswith("s,p,o,citation\n")


def test_without_the_text_the_command_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: Call) -> None:
    monkeypatch.delenv("BATTLEKG_TEXT", raising=False)
    done = call("query", "extremes", "--evidence")
    assert done.code == 0
    assert "without the texts: set BATTLEKG_TEXT" in done.err
    assert 'find "' in done.out
    monkeypatch.setenv("BATTLEKG_TEXT", str(tmp_path / "nowhere"))
    done = call("query", "extremes", "--evidence")
    assert done.code == 0
    assert "without the texts: " in done.err


def test_with_the_text_the_sentence_stands_below(monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    monkeypatch.setenv("BATTLEKG_TEXT", os.fspath(texts()))
    done = call("query", "what-is-counted", "--number", "500", "--evidence", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert rows
    for row in rows:
        name, _, text = row["evidence"].partition(": ")
        assert row["passage"].endswith(name)
        assert "500" in text
        assert "find " not in text


def test_a_graph_without_a_dataset_is_cited_as_such() -> None:
    assert dataset_line(ox(), {}) == "a graph that does not name its dataset"


def test_the_faults_of_the_text_are_faults(tmp_path: Path) -> None:
    from kg.ask.render.evidence import passage_texts

    with pytest.raises(FaultError):
        passage_texts("bakhmut", str(tmp_path / "nowhere"), io.StringIO())
    assert passage_texts("bakhmut", None, io.StringIO()) == NONE
