"""Reviewing proposals in the terminal, what is written into the links, and looking links up again."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.cli.main import main
from kg.dataset import read_dataset
from kg.dataset.links import Link
from kg.dataset.model import Dataset
from kg.faults import FaultError
from kg.paths import find_dataset
from kg.share.link.proposals import Decision, Found, Proposal, Proposals, read_proposals, write_proposals
from kg.share.link.record import WITNESS, add_link
from kg.share.link.review import review
from tests.share.link.fake import Fake, entity, faking, service

Capture = pytest.CaptureFixture[str]
DAY = date(2026, 2, 3)

LINKS = """\
# A comment at the head.
curator: testers
curated: 2026-01-01
witnesses:   # these are public
  files: 'public files'   # one
links:
  # Persons
  - entity: actor:brass   # the commander
    item: Q99001
    sort: person
    at: {files: ''}
  - entity: actor:fort-watch
    item: Q99003
    sort: body
    at: {files: ''}
    withdrawn: {on: 2026-01-02, why: a test}

  # The end.
never:
  actor:chronicle: a private person
"""


@pytest.fixture
def folder(tmp_path: Path, toyfort: Path) -> Path:
    """A copy of the dataset with few links; the graph has others."""
    made = Path(shutil.copytree(toyfort, tmp_path / "toyfort"))
    (made / "links.yaml").write_text(LINKS, "utf-8")
    return made


def item(qid: str, label: str, sort: str = "person", points: int = 85) -> Found:
    because = ("+50 'x' is the English label", "+20 it is a person", "+15 its citizenship is Ostrow")
    return Found(item=qid, label=label, description="of whom much is said", sort=sort, points=points, because=because)


PROPOSALS = (
    Proposal(entity="actor:brass", name="General Brass", verdict="propose", best=item("Q99001", "General Brass"),
             existing="Q99001 (exact match)"),
    Proposal(entity="actor:mayor", name="The Mayor of Toyfort", verdict="propose",
             best=item("Q99002", "The Mayor of Toyfort"), next=item("Q99012", "The Mayor of Shelf End", points=20),
             margin=65),
    Proposal(entity="actor:drummers", name="Drummers of the Guard", verdict="unsure",
             best=item("Q99005", "Drummers of the Guard", "body"), note="60 points are fewer than 65"),
    Proposal(entity="actor:signal-office", name="Signal Office", verdict="unsure",
             best=item("Q99006", "Signal Office", "other")),
    Proposal(entity="actor:gazette", name="The Gazette", verdict="nothing", best=item("Q1", "The Gazette", "other")),
)  # fmt: skip


def file_of(tmp_path: Path, *some: Proposal) -> Path:
    path = tmp_path / "review.yaml"
    made = Proposals(dataset="toyfort", service="http://127.0.0.1/", asked=DAY, proposals=some or PROPOSALS)
    write_proposals(path, made)
    return path


def run(path: Path, folder: Path, typed: str, data: Dataset | None = None, **more: Any) -> str:
    out = io.StringIO()
    given = {"curator": "", "every": False, **more}
    source = io.StringIO(typed)
    review(path, folder, data or read_dataset(folder), given["curator"], DAY, source, out, given["every"])
    return out.getvalue()


def test_decisions_are_written_and_every_other_line_stays(folder: Path, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    out = run(path, folder, "e\nr\nanother man\nc\nThe item is the building.\nplace\n")
    assert "actor:brass" not in out, "what is linked is not asked again"
    assert "actor:gazette" not in out
    assert "[1/3] actor:mayor: The Mayor of Toyfort (propose)" in out
    assert "next: Q99012 The Mayor of Shelf End (20 points)" in out
    assert "margin: 65 points" in out
    assert "3 of 3 decided" in out
    text = (folder / "links.yaml").read_text("utf-8")
    for line in LINKS.splitlines():
        assert line in text.splitlines(), line
    assert (
        text.index("actor:fort-watch")
        < text.index("actor:mayor")
        < text.index("actor:signal-office")
        < text.index("never:")
    )
    links = read_dataset(folder).linked
    assert links is not None
    assert links.witnesses.keys() == {"files", WITNESS}
    exact, close = links.links[2:]
    assert (exact.entity, exact.item, exact.match, exact.sort) == ("actor:mayor", "Q99002", "exact", "person")
    assert (exact.made, exact.curator, exact.label) == (DAY, "testers", "The Mayor of Toyfort")
    assert "English label" in exact.at[WITNESS]
    assert (close.match, close.sort, close.why) == ("close", "place", "The item is the building.")
    decided = [one.decision for one in read_proposals(path).proposals]
    assert decided[1] == Decision.model_validate({"is": "exact", "on": DAY, "by": "testers"})
    assert decided[2] is not None
    assert (decided[2].is_, decided[2].why) == ("rejected", "another man")
    assert decided[0] is decided[4] is None
    assert "0 of 0 decided" in run(path, folder, "")


def test_the_graph_has_the_accepted_link_with_its_curator(folder: Path, tmp_path: Path) -> None:
    from kg.builder import build
    from kg.rdf.namespaces import PROV, SKOS, WD

    run(file_of(tmp_path), folder, "e\nq\n")
    graph = build(read_dataset(folder))
    made = [t for t in graph.triples if t.p == SKOS.exactMatch and t.o == WD("Q99002")]
    assert len(made) == 1
    assert any(t.p == PROV.wasGeneratedBy for t in graph.triples)


def test_nothing_is_accepted_by_itself(folder: Path, tmp_path: Path) -> None:
    path = file_of(tmp_path)
    before = path.read_bytes()
    for typed in ("", "q\n", "s\ns\ns\n", "\n\n\n", "x\ny\n", "c\n\nq\n"):
        run(path, folder, typed)
        assert (folder / "links.yaml").read_text("utf-8") == LINKS
        assert path.read_bytes() == before


def test_what_was_decided_before_the_end_is_kept(folder: Path, tmp_path: Path) -> None:
    out = run(file_of(tmp_path), folder, "e\n")
    assert "1 of 3 decided" in out
    assert "Q99002" in (folder / "links.yaml").read_text("utf-8")


REFUSED = [
    (Proposal(entity="actor:mayor", name="M", verdict="propose", best=item("Q99001", "Brass")),
     "Q99001 is the exact match of actor:brass"),
    (Proposal(entity="actor:brass", name="B", verdict="propose", best=item("Q99002", "Mayor")),
     "actor:brass has the exact match Q99001"),
    (Proposal(entity="actor:fort-watch", name="F", verdict="unsure", best=item("Q99003", "Fort Watch")),
     "this link was withdrawn on 2026-01-02: a test"),
    (Proposal(entity="actor:chronicle", name="M", verdict="propose", best=item("Q1", "M")),
     "is not to be linked: a private person"),
]  # fmt: skip


@pytest.mark.parametrize(("proposal", "says"), REFUSED)
def test_what_would_be_wrong_is_refused(proposal: Proposal, says: str, folder: Path, tmp_path: Path) -> None:
    out = run(file_of(tmp_path, proposal), folder, "e\nq\n")
    assert says in out
    assert (folder / "links.yaml").read_text("utf-8") == LINKS


def test_a_dataset_without_links_gets_a_file(folder: Path, tmp_path: Path) -> None:
    (folder / "links.yaml").unlink()
    run(file_of(tmp_path), folder, "e\nq\n", curator="testers")
    links = read_dataset(folder).linked
    assert links is not None
    assert [one.item for one in links.links] == ["Q99001"]
    assert (links.curator, links.curated) == ("testers", DAY)


FORMS = [
    "curator: testers\ncurated: 2026-01-01\nwitnesses: {a: b}\nlinks: []\n",
    "curator: testers\ncurated: 2026-01-01\nwitnesses:\n  a: b\n"
    "links: [{entity: actor:brass, item: Q99001, sort: person, at: {a: ''}}]\n",
]
LINK = Link.model_validate({"entity": "actor:mayor", "item": "Q99002", "sort": "person", "at": {WITNESS: ""},
                            "made": DAY})  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_form_that_takes_no_lines_is_told_and_left(text: str, tmp_path: Path) -> None:
    path = tmp_path / "links.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(FaultError, match=r"\[form\] .* has no lines of its own"):
        add_link(path, LINK, "testers")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_the_indentation_of_the_file_is_kept(indent: str, tmp_path: Path) -> None:
    path = tmp_path / "links.yaml"
    head = "never: {}\nlinks:\n"
    old = f"{indent}- entity: actor:brass\n{indent}  item: Q99001\n{indent}  sort: person\n{indent}  at: {{a: ''}}\n"
    tail = "# about the curator\ncurator: testers\ncurated: 2026-01-01\nwitnesses:\n    a: b\n"
    path.write_text(head + old + tail, "utf-8")
    add_link(path, LINK, "testers")
    text = path.read_text("utf-8")
    assert text.startswith(f"{head}{old}{indent}- entity: actor:mayor\n")
    assert f"\n    {WITNESS}: " in text
    assert "# about the curator\ncurator" in text


def test_hidden_characters_do_not_reach_the_terminal(folder: Path, tmp_path: Path) -> None:
    bad = Proposal(entity="actor:mayor", name="M\u202e", verdict="propose", best=item("Q99002", "x\u200f[31m"))
    out = run(file_of(tmp_path, bad), folder, "q\n")
    assert "\u202e" not in out
    assert "\u200f" not in out


def test_an_unknown_curator_and_a_bad_file(folder: Path, tmp_path: Path, capsys: Capture) -> None:
    path = file_of(tmp_path)
    assert main(["link", "review", str(path), "--dataset", str(folder), "--curator", "nobody"]) == 2
    with pytest.raises(SystemExit, match="2"):
        main(["link", "review", "--dataset", str(folder)])
    assert main(["link", "review", str(path), "--on", "tomorrow"]) == 2
    path.write_text("dataset: x\nproposals: 3\n", "utf-8")
    assert main(["link", "review", str(path), "--dataset", str(folder)]) == 1
    err = capsys.readouterr().err
    assert "there is no curator 'nobody'" in err
    assert "review.yaml:2: [type]" in err


BRASS = entity("Q99001", "General Brass", "commander of an army", "Q5")


def check(found: dict[str, Any], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, Fake]:
    monkeypatch.setenv("BATTLEKG_CACHE", str(tmp_path / "cache"))
    with faking(service({}, found)) as fake:
        return main(["link", "check", "--dataset", str(folder), "--entities", fake.url, "--days", "0"]), fake


CHANGED = [
    (BRASS, 0, ""),
    ({"id": "Q99001", "missing": ""}, 1, "links.yaml:9: [item-gone] actor:brass: Q99001 is no longer there"),
    ({**BRASS, "id": "Q1", "redirects": {"from": "Q99001", "to": "Q1"}}, 1,
     "[item-merged] actor:brass: Q99001 was merged into Q1 ('General Brass')"),
    (entity("Q99001", "General Brass", "song of a band", "Q7366"), 0, ""),
    (entity("Q99001", "General Brass", "city in Ostrow", "Q515"), 1,
     "[item-sort] actor:brass: Q99001 ('General Brass') was a person and is now a place: 'city'"),
    (entity("Q99001", "Gen. B.", "commander", "Q5"), 0, "note: actor:brass: Q99001 ('Gen. B.') has none"),
]  # fmt: skip


@pytest.mark.parametrize(("now", "code", "says"), CHANGED)
def test_links_are_looked_up_again(
    now: dict[str, Any], code: int, says: str, folder: Path, tmp_path: Path, capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    got, fake = check({"Q99001": now}, folder, tmp_path, monkeypatch)
    shown = "".join(capsys.readouterr())
    assert got == code
    assert says in shown
    assert "1 links looked up" in shown
    asked = {one for form, _ in fake.asked for one in form["ids"].split("|")}
    assert "Q99001" in asked
    assert "Q99003" not in asked, "what was withdrawn is not looked up"


def test_a_label_that_was_noted_and_has_changed(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LINKS.replace("    item: Q99001\n", "    item: Q99001\n    label: G. Brass\n")
    (folder / "links.yaml").write_text(text, "utf-8")
    assert check({"Q99001": BRASS}, folder, tmp_path, monkeypatch)[0] == 1
    assert "[item-label] actor:brass: Q99001 was 'G. Brass' and is now 'General Brass'" in capsys.readouterr().err


def test_what_is_never_linked_is_a_fault_in_the_links(folder: Path) -> None:
    bad = LINKS.replace("actor:chronicle: a private person", "actor:brass: a test\n  actor:nobody: x")
    (folder / "links.yaml").write_text(bad, "utf-8")
    with pytest.raises(FaultError) as raised:
        read_dataset(Path(find_dataset(str(folder))))
    rules = {fault.rule for fault in raised.value.faults}
    assert rules == {"no-link", "dangling"}
