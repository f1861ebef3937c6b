"""Skeletons to fill in: YAML that the reader takes once the capitals are replaced."""

import re
from pathlib import Path

import pytest

from kg.dataset import read_dataset
from kg.dataset.documents import DOCUMENT_KINDS, read_documents
from kg.dataset.fields import Node
from kg.dataset.model import Actor, Battle, Claim, ClaimFile, Event, Manifest, Phase, Place
from kg.dataset.new import begin, skeleton, source_skeleton
from kg.dataset.tree import read_tree
from kg.text.freeze import freeze
from tests.fixtures import ALMANAC, TEXTS, TOYFORT, copy, faults_of

FILLED = {
    "ID": "an-id",
    "ACTOR": "brass",
    "PLACE": "toyfort",
    "PASSAGE": "gazette.body.1.2",
    "FULL NAME": "A Name",
    "NAME": "A Name",
    "KIND": "attack",
    "MEASURE": "lost",
    "EVENT": "march",
    "WHAT CLAIMS ARE ABOUT": "A thing",
    "TITLE": "A title",
    "PHASE-OR-BATTLE": "toyfort-siege",
    "BATTLE": "toyfort-siege",
    "WHAT IT HOLDS": "a lot",
    "DOCUMENT.SECTION": "gazette.body",
    "YYYY-MM-DD": "1901-05-08",
    "YYYY-MM": "1901-05",
    "CURATOR": "someone",
    "WHY DATES WITHOUT A YEAR ARE OF THIS YEAR": "all are of one year",
    "WHERE-IT-IS-PUBLIC": "here",
    "ONE SENTENCE IN YOUR OWN WORDS": "They left.",
}


def filled(text: str) -> str:
    form = "|".join(sorted(map(re.escape, FILLED), key=len, reverse=True))
    return re.sub(rf"\b(?:{form})\b", lambda match: FILLED[match[0]], text)


MODELS = {
    "actor": Actor, "place": Place, "battle": Battle, "phase": Phase, "event": Event, "dataset": Manifest,
    "claims": ClaimFile, "claim": Claim,
}  # fmt: skip


@pytest.mark.parametrize(("what", "model"), MODELS.items())
def test_a_filled_skeleton_is_read(what: str, model: type[Node], tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    text = filled(skeleton(what))
    path.write_text(text.replace("  an-id:", "an-id:") if what == "claim" else text, encoding="utf-8")
    tree = read_tree(path)
    faults: list[object] = []
    data = tree.data.get("an-id", tree.data)
    assert tree.parse(model, data, (), faults) is not None, faults  # type: ignore[arg-type]


def test_a_claim_in_its_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    text = begin(str(folder), "claim", "gazette.body.1.2", None)
    assert "gazette-body-1-2-x" in text
    lines = [
        line for line in filled(text).splitlines() if not line.startswith(("    situation", "    figure", "    ratio"))
    ]
    claims = folder / "claims" / "gazette.yaml"
    content = claims.read_text(encoding="utf-8").replace("set-aside: {}\n", "\n".join(lines) + "\n")
    claims.write_text(content, encoding="utf-8")
    assert "gazette-body-1-2-x" in read_dataset(folder).claims


def test_an_unknown_passage() -> None:
    (fault,) = faults_of(lambda: begin(str(TOYFORT), "claim", "gazette.body.1.22", None))
    assert "did you mean 'gazette.body.1.2'" in fault.remedy


def test_without_a_passage_no_dataset_is_needed() -> None:
    text = begin("nowhere", "actor", None, None)
    assert text == skeleton("actor")


def test_a_passage_is_looked_up_where_nothing_but_the_index_is_there(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    for path in [*folder.glob("*.yaml"), *folder.glob("claims/*")]:
        if path.name not in ("dataset.yaml", "sources.yaml"):
            path.unlink()
    assert begin(str(folder), "claim", "gazette.body.1.2", None)


def test_a_document_that_is_not_frozen() -> None:
    (near,) = faults_of(lambda: begin(str(TOYFORT), "claim", "gazete.body.1.2", None))
    assert near.remedy == "did you mean 'gazette'?"
    (far,) = faults_of(lambda: begin(str(TOYFORT), "claim", "ledger.body.1.2", None))
    assert far.remedy == "freeze it first: battlekg freeze ledger --text FILE"


@pytest.mark.parametrize("path", [ALMANAC, *sorted(TEXTS.iterdir())], ids=lambda path: path.name)
def test_the_skeleton_of_a_source_is_read_and_fits_its_text(path: Path, tmp_path: Path) -> None:
    text = begin("nowhere", "source", None, str(path))
    (tmp_path / "sources.yaml").write_text(filled(text).replace("brass  ", "brass"), encoding="utf-8")
    ((key, document),) = read_documents(tmp_path / "sources.yaml").items()
    assert document.file.name == path.name
    assert document.kind == DOCUMENT_KINDS[0]
    passages = freeze(key, path.read_text(encoding="utf-8"), document.parts)
    assert {passage.section for passage in passages} == {section.key for section in document.sections}


def test_headings_with_one_last_word_have_keys_of_their_own() -> None:
    text = "Before.\n\n# The end\n\nA.\n\n# An end\n\nB.\n\n# 1893\n\nC."
    told = source_skeleton("Old Tale.txt", text)
    assert [line.strip() for line in told.splitlines() if "heading" in line] == [
        '- {key: lead, heading: ""}',
        '- {key: end, heading: "The end"}',
        '- {key: end-2, heading: "An end"}',
        '- {key: section, heading: "1893"}',
    ]
    assert told.startswith("tale:\n")


def test_a_source_needs_a_text(tmp_path: Path) -> None:
    (fault,) = faults_of(lambda: begin("nowhere", "source", None, None))
    assert fault.remedy == "give --text FILE"
    (unread,) = faults_of(lambda: begin("nowhere", "source", None, str(tmp_path / "none.txt")))
    assert unread.rule == "unreadable"
