"""A text is verified passage by passage, whatever it looks like."""

import io
import re
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.dataset.documents import Document, read_documents
from kg.dataset.verify.passages import VerifyReport, match_texts, show, verify
from kg.faults import FaultError
from kg.text.freeze import freeze
from kg.text.index import index_path, read_index, write_index
from kg.text.normalise import normalise
from kg.text.passage import Passage, Section, sha256_of
from tests.text.conftest import DATASET, REPORT, SECTIONS

YAML = """\
{key}:
  kind: news-article
  title: The fight for Lowbridge
  publisher: courier
  url: https://example.org/lowbridge
  published: 1901-05-12
  file: {{name: {key}.md, sha256: {sha256}}}
  normalisation: battlekg-1
  sections:
{sections}
"""
NOTE = "The ford was deep. Nobody crossed it by night. Two scouts drowned."


def describe(key: str, raw: str, sections: tuple[Section, ...]) -> str:
    lines = "\n".join(f'    - {{key: {s.key}, heading: "{s.heading}"}}' for s in sections)
    return YAML.format(key=key, sha256=sha256_of(raw), sections=lines)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A dataset of two documents."""
    folder = tmp_path / "dataset"
    (folder / "passages").mkdir(parents=True)
    lead = (Section("lead", ""),)
    text = describe("report", REPORT, SECTIONS) + describe("note", NOTE, lead)
    (folder / "sources.yaml").write_text(text, encoding="utf-8")
    write_index(index_path(folder, "report"), freeze("report", REPORT, SECTIONS))
    write_index(index_path(folder, "note"), freeze("note", NOTE, lead))
    return folder


@pytest.fixture
def document(mine: Path) -> Document:
    return read_documents(mine / "sources.yaml")["report"]


def lost(report: VerifyReport) -> dict[str, str]:
    return {o.passage.id: o.status for o in report.outcomes if not o.found}


def strip_markup(raw: str) -> str:
    text = re.sub(r"^---\n.*?\n---\n", "", raw, flags=re.DOTALL)
    text = re.sub(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1", text)
    return re.sub(r"^#+ |\*", "", text, flags=re.MULTILINE)


RENDITIONS: dict[str, Callable[[str], str]] = {
    "re-wrapped": lambda raw: "\n\n".join(textwrap.fill(p, 34, break_long_words=False) for p in raw.split("\n\n")),
    "wrapped as one": lambda raw: textwrap.fill(raw, 50, break_long_words=False),
    "one word per line": lambda raw: "\n".join(raw.split()),
    "on one line": lambda raw: " ".join(raw.split()),
    "crlf": lambda raw: raw.replace("\n", "\r\n"),
    "no blank lines": lambda raw: re.sub("\n+", "\n", raw),
    "normalised": lambda raw: normalise(raw).text,
    "stripped": strip_markup,
    "stripped and wrapped": lambda raw: textwrap.fill(strip_markup(raw), 40, break_long_words=False),
    "without front matter": lambda raw: re.sub(r"^---\n.*?\n---\n", "", raw, flags=re.DOTALL),
    "without back matter": lambda raw: raw.split("## See also")[0],
    "straight": lambda raw: raw.replace("“", '"').replace("”", '"').replace("–", "-"),
    "curly": lambda raw: raw.replace(' "', " “").replace('."', ".”"),
    "indented": lambda raw: textwrap.indent(raw, "    "),
    "decomposed": lambda raw: raw.replace("é", "e\u0301"),
}


def test_the_file_itself(document: Document, passages: tuple[Passage, ...]) -> None:
    report = verify(document, passages, REPORT)
    assert report.same_file
    assert report.complete
    assert report.counts == {"same": len(passages), "moved": 0, "changed": 0, "missing": 0}


@pytest.mark.parametrize("name", RENDITIONS)
def test_any_rendition_has_every_passage(name: str, document: Document, passages: tuple[Passage, ...]) -> None:
    report = verify(document, passages, RENDITIONS[name](REPORT))
    assert lost(report) == {}
    assert report.share == 1
    assert not report.same_file


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_line_breaks_anywhere_between_words_lose_nothing(
    data: st.DataObject, document: Document, passages: tuple[Passage, ...]
) -> None:
    words = strip_markup(REPORT).split()
    gaps = data.draw(st.lists(st.sampled_from([" ", "\n", "\r\n", "\n\n", "  ", "\u00a0"]), min_size=len(words)))
    raw = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert lost(verify(document, passages, raw)) == {}


def test_what_is_changed_or_gone_is_named(document: Document, passages: tuple[Passage, ...]) -> None:
    raw = REPORT.replace("nine days", "ten days").replace("Nobody counted the wounded. ", "").replace("11–14", "12–14")
    report = verify(document, passages, textwrap.fill(raw, 60))
    assert lost(report) == {
        "report.lead.1.1": "changed",
        "report.losses.t1.r1": "missing",
        "report.losses.1.1": "missing",
    }
    assert not report.complete


def test_another_text_has_nothing(document: Document, passages: tuple[Passage, ...]) -> None:
    assert verify(document, passages, NOTE).share == 0


def test_an_index_that_does_not_fit_its_own_file_is_found_out(
    document: Document, passages: tuple[Passage, ...]
) -> None:
    wrong = [replace(p, sha256="0" * 64) if p.id == "report.lead.1.1" else p for p in passages]
    report = verify(document, wrong, REPORT)
    assert report.same_file
    assert lost(report) == {"report.lead.1.1": "changed"}


def test_the_text_of_passages(document: Document, passages: tuple[Passage, ...]) -> None:
    report = verify(document, passages, REPORT.replace("Others agree.", "Others differ."))
    said = {outcome.passage.id: outcome.text for outcome in report.outcomes if outcome.found}
    assert said["report.lead.1.3"] == 'We lost eleven men."'
    assert said.keys() == {p.id for p in passages} - {"report.losses.1.2"}


def call(dataset: Path, text: Path, moved: bool = False) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        code = 0 if show(match_texts(dataset, text, err), text, out, err, moved=moved) else 1
    except FaultError as error:
        print(error, file=err)
        code = 1
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "texts"
    path.mkdir()
    return path


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_run_on_a_file(mine: Path, folder: Path) -> None:
    code, out, err = call(mine, put(folder, "n.txt", NOTE))
    assert code == 0
    assert out == "note: n.txt (the file that was frozen), 3 passages: 3 same, 0 moved, 0 changed, 0 missing\n"
    assert err == ""


def test_run_on_a_folder_matches_files_to_documents(mine: Path, folder: Path) -> None:
    put(folder, "a.txt", REPORT.replace("Others agree.", ""))
    put(folder, "b.txt", "Something else entirely.")
    put(folder, "c.txt", RENDITIONS["re-wrapped"](REPORT))
    put(folder, "d.txt", NOTE)
    put(folder, ".hidden", REPORT)
    code, out, _ = call(mine, folder)
    assert code == 0
    assert [line.split(" (")[0] for line in out.splitlines()] == ["report: c.txt", "note: d.txt"]


def test_the_very_file_goes_before_a_complete_rendition(mine: Path, folder: Path) -> None:
    put(folder, "a.txt", NOTE + "\n")
    put(folder, "b.txt", NOTE)
    put(folder, "report.md", REPORT)
    assert "note: b.txt (the file that was frozen)" in call(mine, folder)[1]


def test_run_names_what_it_does_not_find(mine: Path, folder: Path) -> None:
    path = put(folder, "n.txt", NOTE.replace("Two scouts drowned.", "").replace("by night", "at night"))
    put(folder, "r.md", REPORT)
    code, out, _ = call(mine, folder)
    assert code == 1
    assert "note: no file in" in out
    shorter = put(folder, "n.txt", NOTE.replace("Two scouts drowned.", "None."))
    code, out, _ = call(mine, shorter)
    assert code == 1
    assert out.splitlines()[1] == "  note.lead.1.3  missing  'Two scouts drowned' is not there"
    assert path == shorter


def test_run_names_what_changed(mine: Path, folder: Path) -> None:
    path = put(folder, "n.txt", NOTE.replace("it by night", "it by night or day"))
    code, out, _ = call(mine, path)
    assert code == 1
    assert "  note.lead.1.2  changed  'Nobody crossed it by night' stands at 19" in out


def test_moved_passages_are_counted_and_listed_on_request(mine: Path, folder: Path) -> None:
    path = put(folder, "n.txt", "Well. " + NOTE)
    code, out, _ = call(mine, path)
    assert (code, len(out.splitlines())) == (0, 1)
    assert "0 same, 3 moved" in out
    code, out, _ = call(mine, path, moved=True)
    assert (code, len(out.splitlines())) == (0, 4)
    assert out.splitlines()[1] == "  note.lead.1.1  moved  from 0 to 6"


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda folder: folder / "absent", "no-such-path"),
        (lambda folder: put(folder, "x.txt", "Something else."), "no-match"),
        (lambda folder: folder, "no-match"),
    ],
    ids=["absent", "other-text", "empty-folder"],
)
def test_faults_take_one_line(mine: Path, folder: Path, make: object, rule: str) -> None:
    assert callable(make)
    path = make(folder)
    code, out, err = call(mine, path)
    assert (code, out) == (1, "")
    assert err.startswith(f"{path}: [{rule}] ")
    assert err.count("\n") == 1


def test_a_file_below_half_is_no_match_but_named(mine: Path, folder: Path) -> None:
    _, _, err = call(mine, put(folder, "n.txt", "The ford was deep. No more."))
    assert "n.txt has 33% of 'note'" in err


def test_half_of_the_passages_are_enough(mine: Path, folder: Path) -> None:
    passages = freeze("report", REPORT, SECTIONS)
    write_index(index_path(mine, "report"), passages[:2])
    path = put(folder, "r.txt", "The fight for Lowbridge lasted nine days.")
    code, out, _ = call(mine, path)
    assert code == 1
    assert "2 passages: 1 same, 0 moved, 0 changed, 1 missing" in out


def test_a_file_that_is_too_large(mine: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(folder, "n.txt", NOTE)
    monkeypatch.setattr("kg.dataset.verify.passages._MAX_BYTES", len(NOTE))
    assert call(mine, path)[0] == 0
    monkeypatch.setattr("kg.dataset.verify.passages._MAX_BYTES", len(NOTE) - 1)
    assert call(mine, path)[2].startswith(f"{path}: [too-large]")


def test_the_matches_hold_the_text(mine: Path, folder: Path) -> None:
    matches = match_texts(mine, put(folder, "n.txt", NOTE), io.StringIO())
    assert matches["report"] is None
    assert matches["note"] is not None
    name, report = matches["note"]
    assert (name, report.outcomes[0].text) == ("n.txt", "The ford was deep.")


def test_a_file_that_is_not_utf8(mine: Path, folder: Path) -> None:
    path = folder / "n.txt"
    path.write_bytes(b"\xff\xfeT")
    assert call(mine, path)[2].startswith(f"{path}: [encoding]")
    put(folder, "m.txt", NOTE)
    put(folder, "r.txt", REPORT)
    code, out, err = call(mine, folder)
    assert code == 0
    assert len(out.splitlines()) == 2
    assert err.startswith(f"{path}: [encoding]")
    assert err.endswith("(skipped)\n")


def test_faults_of_the_dataset_come_together(mine: Path, folder: Path) -> None:
    index_path(mine, "note").write_text("nothing\n", encoding="utf-8")
    index_path(mine, "report").unlink()
    code, _, err = call(mine, put(folder, "n.txt", NOTE))
    assert code == 1
    assert {line.split("[")[1].split("]")[0] for line in err.splitlines()} == {"index-header", "unreadable"}


def test_a_dataset_that_is_not_there(tmp_path: Path, folder: Path) -> None:
    assert call(tmp_path / "none", folder)[0] == 1


def test_a_wrong_index_beside_its_own_file_is_said(mine: Path, folder: Path) -> None:
    path = index_path(mine, "note")
    passages = [replace(p, sha256="0" * 64) for p in read_index(path)]
    write_index(path, passages)
    code, out, err = call(mine, put(folder, "n.txt", NOTE))
    assert code == 1
    assert "3 changed" in out
    assert "does not fit the file" in err


def test_the_real_text_has_every_passage(real: tuple[Document, str], tmp_path: Path) -> None:
    document, raw = real
    code, out, _ = call(DATASET, put(tmp_path, document.file.name, raw))
    assert code == 0
    count = len(read_index(index_path(DATASET, document.key)))
    assert f"{count} same, 0 moved, 0 changed, 0 missing" in out


@pytest.mark.parametrize("name", RENDITIONS)
def test_any_rendition_of_the_real_text_has_every_passage(name: str, real: tuple[Document, str]) -> None:
    document, raw = real
    passages = read_index(index_path(DATASET, document.key))
    assert lost(verify(document, passages, RENDITIONS[name](raw))) == {}


def test_a_sentence_cut_from_the_real_text_is_named(real: tuple[Document, str]) -> None:
    document, raw = real
    passages = read_index(index_path(DATASET, document.key))
    text = normalise(raw).text
    gone = [p for p in passages if p.kind == "sentence" and p.finder][5]
    report = verify(document, passages, textwrap.fill(text[: gone.start] + text[gone.end :], 70))
    assert lost(report) == {gone.id: "missing"}


def test_no_sentence_of_the_text_is_in_the_dataset(real: tuple[Document, str]) -> None:
    document, raw = real
    kept = "\n".join(path.read_text(encoding="utf-8") for path in DATASET.rglob("*.tsv"))
    outcomes = verify(document, read_index(index_path(DATASET, document.key)), raw).outcomes
    assert not [o.passage.id for o in outcomes if o.found and len(o.text.split()) > 5 and o.text in kept]
