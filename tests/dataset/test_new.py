"""Skeletons to fill in: YAML that the reader takes once the capitals are replaced."""

import io
import re
from pathlib import Path

import pytest

from kg.dataset import read_dataset
from kg.dataset.new import run, skeleton
from kg.fields import Node
from kg.model import Actor, Claim, Event, Manifest, Place
from kg.tree import read_tree
from tests.fixtures import TOYFORT, copy, faults_of

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
    "MM-DD": "05-08",
    "ONE SENTENCE IN YOUR OWN WORDS": "They left.",
}


def filled(text: str) -> str:
    form = "|".join(sorted(map(re.escape, FILLED), key=len, reverse=True))
    return re.sub(rf"\b(?:{form})\b", lambda match: FILLED[match[0]], text)


@pytest.mark.parametrize(
    ("what", "model"), [("actor", Actor), ("place", Place), ("event", Event), ("dataset", Manifest), ("claim", Claim)]
)
def test_a_filled_skeleton_is_read(what: str, model: type[Node], tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    text = filled(skeleton(what, year="1901"))
    path.write_text(text.replace("  an-id:", "an-id:") if what == "claim" else text, encoding="utf-8")
    tree = read_tree(path)
    faults: list[object] = []
    data = tree.data if what == "dataset" else tree.data["an-id"]
    assert tree.parse(model, data, (), faults) is not None, faults  # type: ignore[arg-type]


def test_a_claim_in_its_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    out = io.StringIO()
    assert run(str(folder), "claim", "gazette.body.1.2", out) == 0
    text = out.getvalue()
    assert "gazette-body-1-2-x" in text
    assert '"1901-' in text
    lines = [
        line for line in filled(text).splitlines() if not line.startswith(("    situation", "    figure", "    ratio"))
    ]
    claims = folder / "claims" / "gazette.yaml"
    content = claims.read_text(encoding="utf-8").replace("set-aside: {}\n", "\n".join(lines) + "\n")
    claims.write_text(content, encoding="utf-8")
    assert "gazette-body-1-2-x" in read_dataset(folder).claims


def test_an_unknown_passage() -> None:
    (fault,) = faults_of(lambda: run(str(TOYFORT), "claim", "gazette.body.1.22", io.StringIO()))
    assert "did you mean 'gazette.body.1.2'" in fault.remedy


def test_without_a_passage_no_dataset_is_needed() -> None:
    out = io.StringIO()
    assert run("nowhere", "actor", None, out) == 0
    assert out.getvalue() == skeleton("actor")
