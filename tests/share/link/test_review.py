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
from kg.paths import DATA, find_dataset, find_graph, graph_file
from kg.share.link.proposals import Decision, Found, Proposal, Proposals, read_proposals, write_proposals
from kg.share.link.record import WITNESS, add_link
from kg.share.link.review import review
from tests.share.link.fake import Fake, entity, faking, service

Capture = pytest.CaptureFixture[str]
DAY = date(2026, 2, 3)

LINKS = """\
# A comment at the head.
curator: founders
curated: 2026-01-01
witnesses:   # these are public
  files: 'public files'   # one
links:
  # Persons
  - entity: actor:putin   # the president
    item: Q7747
    sort: person
    at: {files: ''}
  - entity: actor:shoigu
    item: Q32024
    sort: person
    at: {files: ''}
    withdrawn: {on: 2026-01-02, why: a test}

  # The end.
never:
  actor:missing-soldier: a victim
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the dataset with few links."""
    made = tmp_path / "bakhmut"
    shutil.copytree(Path(DATA) / "bakhmut", made)
    (made / "links.yaml").write_text(LINKS, "utf-8")
    return made


def item(qid: str, label: str, sort: str = "person", points: int = 85) -> Found:
    because = ("+50 'x' is the English label", "+20 it is a person", "+15 its citizenship is Russia")
    return Found(item=qid, label=label, description="of whom much is said", sort=sort, points=points, because=because)


PROPOSALS = (
    Proposal(entity="actor:putin", name="Vladimir Putin", verdict="propose", best=item("Q7747", "Vladimir Putin"),
             existing="Q7747 (exact match)"),
    Proposal(entity="actor:gerasimov", name="Valery Gerasimov", verdict="propose",
             best=item("Q36073", "Valery Gerasimov"), next=item("Q84720913", "Vitaly Gerasimov", points=20), margin=65),
    Proposal(entity="actor:kadyrov", name="Ramzan Kadyrov", verdict="unsure", best=item("Q217115", "Ramzan Kadyrov"),
             note="60 points are fewer than 65"),
    Proposal(entity="actor:white-house", name="White House", verdict="unsure",
             best=item("Q35525", "White House", "other")),
    Proposal(entity="actor:newshub", name="Newshub", verdict="nothing", best=item("Q1", "Newshub", "other")),
)  # fmt: skip


def file_of(tmp_path: Path, *some: Proposal) -> Path:
    path = tmp_path / "review.yaml"
    made = Proposals(dataset="bakhmut", service="http://127.0.0.1/", asked=DAY, proposals=some or PROPOSALS)
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
    assert "actor:putin" not in out, "what is linked is not asked again"
    assert "actor:newshub" not in out
    assert "[1/3] actor:gerasimov: Valery Gerasimov (propose)" in out
    assert "next: Q84720913 Vitaly Gerasimov (20 points)" in out
    assert "margin: 65 points" in out
    assert "3 of 3 decided" in out
    text = (folder / "links.yaml").read_text("utf-8")
    for line in LINKS.splitlines():
        assert line in text.splitlines(), line
    assert (
        text.index("actor:shoigu")
        < text.index("actor:gerasimov")
        < text.index("actor:white-house")
        < text.index("never:")
    )
    links = read_dataset(folder).linked
    assert links is not None
    assert links.witnesses.keys() == {"files", WITNESS}
    exact, close = links.links[2:]
    assert (exact.entity, exact.item, exact.match, exact.sort) == ("actor:gerasimov", "Q36073", "exact", "person")
    assert (exact.made, exact.curator, exact.label) == (DAY, "founders", "Valery Gerasimov")
    assert "English label" in exact.at[WITNESS]
    assert (close.match, close.sort, close.why) == ("close", "place", "The item is the building.")
    decided = [one.decision for one in read_proposals(path).proposals]
    assert decided[1] == Decision.model_validate({"is": "exact", "on": DAY, "by": "founders"})
    assert decided[2] is not None
    assert (decided[2].is_, decided[2].why) == ("rejected", "another man")
    assert decided[0] is decided[4] is None
    assert "0 of 0 decided" in run(path, folder, "")


def test_the_graph_has_the_accepted_link_with_its_curator(folder: Path, tmp_path: Path) -> None:
    from kg.builder import build
    from kg.rdf.namespaces import PROV, SKOS, WD

    run(file_of(tmp_path), folder, "e\nq\n")
    graph = build(read_dataset(folder))
    made = [t for t in graph.triples if t.p == SKOS.exactMatch and t.o == WD("Q36073")]
    assert len(made) == 1
    assert any(t.p == PROV.wasAttributedTo for t in graph.triples)


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
    assert "Q36073" in (folder / "links.yaml").read_text("utf-8")


REFUSED = [
    (Proposal(entity="actor:gerasimov", name="G", verdict="propose", best=item("Q7747", "Putin")),
     "Q7747 is the exact match of actor:putin"),
    (Proposal(entity="actor:putin", name="P", verdict="propose", best=item("Q36073", "Gerasimov")),
     "actor:putin has the exact match Q7747"),
    (Proposal(entity="actor:shoigu", name="S", verdict="unsure", best=item("Q32024", "Shoigu")),
     "this link was withdrawn on 2026-01-02: a test"),
    (Proposal(entity="actor:missing-soldier", name="M", verdict="propose", best=item("Q1", "M")),
     "is not to be linked: a victim"),
]  # fmt: skip


@pytest.mark.parametrize(("proposal", "says"), REFUSED)
def test_what_would_be_wrong_is_refused(proposal: Proposal, says: str, folder: Path, tmp_path: Path) -> None:
    out = run(file_of(tmp_path, proposal), folder, "e\nq\n")
    assert says in out
    assert (folder / "links.yaml").read_text("utf-8") == LINKS


def test_a_dataset_without_links_gets_a_file(folder: Path, tmp_path: Path) -> None:
    (folder / "links.yaml").unlink()
    run(file_of(tmp_path), folder, "e\nq\n", curator="founders")
    links = read_dataset(folder).linked
    assert links is not None
    assert [one.item for one in links.links] == ["Q7747"]
    assert (links.curator, links.curated) == ("founders", DAY)


FORMS = [
    "curator: founders\ncurated: 2026-01-01\nwitnesses: {a: b}\nlinks: []\n",
    "curator: founders\ncurated: 2026-01-01\nwitnesses:\n  a: b\n"
    "links: [{entity: actor:putin, item: Q7747, sort: person, at: {a: ''}}]\n",
]
LINK = Link.model_validate({"entity": "actor:gerasimov", "item": "Q36073", "sort": "person", "at": {WITNESS: ""},
                            "made": DAY})  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_form_that_takes_no_lines_is_told_and_left(text: str, tmp_path: Path) -> None:
    path = tmp_path / "links.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(FaultError, match=r"\[form\] .* has no lines of its own"):
        add_link(path, LINK, "founders")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_the_indentation_of_the_file_is_kept(indent: str, tmp_path: Path) -> None:
    path = tmp_path / "links.yaml"
    head = "never: {}\nlinks:\n"
    old = f"{indent}- entity: actor:putin\n{indent}  item: Q7747\n{indent}  sort: person\n{indent}  at: {{a: ''}}\n"
    tail = "# about the curator\ncurator: founders\ncurated: 2026-01-01\nwitnesses:\n    a: b\n"
    path.write_text(head + old + tail, "utf-8")
    add_link(path, LINK, "founders")
    text = path.read_text("utf-8")
    assert text.startswith(f"{head}{old}{indent}- entity: actor:gerasimov\n")
    assert f"\n    {WITNESS}: " in text
    assert "# about the curator\ncurator" in text


def test_hidden_characters_do_not_reach_the_terminal(folder: Path, tmp_path: Path) -> None:
    bad = Proposal(entity="actor:gerasimov", name="G\u202e", verdict="propose", best=item("Q36073", "x\u200f[31m"))
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


PUTIN = entity("Q7747", "Vladimir Putin", "president of Russia", "Q5")


def check(found: dict[str, Any], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, Fake]:
    monkeypatch.setenv("BATTLEKG_CACHE", str(tmp_path / "cache"))
    Path(graph_file(folder)).parent.mkdir(exist_ok=True)
    shutil.copy(Path(find_graph("bakhmut")), Path(graph_file(folder)))
    with faking(service({}, found)) as fake:
        return main(["link", "check", "--dataset", str(folder), "--entities", fake.url, "--days", "0"]), fake


CHANGED = [
    (PUTIN, 0, ""),
    ({"id": "Q7747", "missing": ""}, 1, "links.yaml:9: [item-gone] actor:putin: Q7747 is no longer there"),
    ({**PUTIN, "id": "Q1", "redirects": {"from": "Q7747", "to": "Q1"}}, 1,
     "[item-merged] actor:putin: Q7747 was merged into Q1 ('Vladimir Putin')"),
    (entity("Q7747", "Vladimir Putin", "song of a band", "Q7366"), 0, ""),
    (entity("Q7747", "Vladimir Putin", "city in Russia", "Q515"), 1,
     "[item-sort] actor:putin: Q7747 ('Vladimir Putin') was a person and is now a place: 'city'"),
    (entity("Q7747", "Vladimir P.", "president", "Q5"), 0, "note: actor:putin: Q7747 ('Vladimir P.') has none"),
]  # fmt: skip


@pytest.mark.parametrize(("now", "code", "says"), CHANGED)
def test_links_are_looked_up_again(
    now: dict[str, Any], code: int, says: str, folder: Path, tmp_path: Path, capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    got, fake = check({"Q7747": now}, folder, tmp_path, monkeypatch)
    shown = "".join(capsys.readouterr())
    assert got == code
    assert says in shown
    assert "1 links looked up" in shown
    asked = {one for form, _ in fake.asked for one in form["ids"].split("|")}
    assert "Q7747" in asked
    assert "Q32024" not in asked, "what was withdrawn is not looked up"


def test_a_label_that_was_noted_and_has_changed(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LINKS.replace("    item: Q7747\n", "    item: Q7747\n    label: V. Putin\n")
    (folder / "links.yaml").write_text(text, "utf-8")
    assert check({"Q7747": PUTIN}, folder, tmp_path, monkeypatch)[0] == 1
    assert "[item-label] actor:putin: Q7747 was 'V. Putin' and is now 'Vladimir Putin'" in capsys.readouterr().err


def test_what_is_never_linked_is_a_fault_in_the_links(folder: Path) -> None:
    bad = LINKS.replace("actor:missing-soldier: a victim", "actor:putin: a test\n  actor:nobody: x")
    (folder / "links.yaml").write_text(bad, "utf-8")
    with pytest.raises(FaultError) as raised:
        read_dataset(Path(find_dataset(str(folder))))
    rules = {fault.rule for fault in raised.value.faults}
    assert rules == {"no-link", "dangling"}
