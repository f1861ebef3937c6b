"""Index files are read back as written, and every fault is named with its line."""

from itertools import pairwise
from pathlib import Path

import pytest

from kg.faults import Fault, FaultError
from kg.text.index import COLUMNS, index_path, read_index, write_index
from kg.text.passage import KINDS, MAX_FINDER_WORDS, Passage

from .conftest import DATASET

DIGEST = "0" * 64
GOOD = ["d.s.1.1", "sentence", "0", "20", DIGEST, "the mill", "4"]


def write(folder: Path, *rows: list[str], header: tuple[str, ...] = COLUMNS) -> Path:
    path = folder / "d.tsv"
    path.write_text("".join("\t".join(row) + "\n" for row in (header, *rows)), encoding="utf-8")
    return path


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(FaultError) as caught:
        read_index(path)
    return caught.value.faults


def row(**changes: str) -> list[str]:
    return [changes.get(name, value) for name, value in zip(COLUMNS, GOOD, strict=True)]


def test_what_is_written_is_read(tmp_path: Path, passages: tuple[Passage, ...]) -> None:
    path = index_path(tmp_path, "report")
    path.parent.mkdir()
    write_index(path, reversed(passages))
    assert read_index(path) == passages
    assert [file.name for file in path.parent.iterdir()] == ["report.tsv"]


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_index(path)[0].finder_at == 4


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, passages: tuple[Passage, ...]) -> None:
    path = write(tmp_path, GOOD)
    before = path.read_bytes()
    broken = Passage("d.s.1.1", "d", "s", "1", "sentence", 0, 5, DIGEST, "\ud800", 0)
    with pytest.raises(UnicodeEncodeError):
        write_index(path, [*passages, broken])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("bad", "rule"),
    [
        (GOOD[:-1], "index-columns"),
        ([*GOOD, ""], "index-columns"),
        ([""], "index-columns"),
        (row(start="x"), "index-number"),
        (row(start="-1"), "index-number"),
        (row(end="1_0"), "index-number"),
        (row(finder_at=""), "index-number"),
        (row(start="20"), "index-span"),
        (row(start="21"), "index-span"),
        (row(sha256="0" * 63), "index-digest"),
        (row(sha256="A" * 64), "index-digest"),
        (row(finder="one two three four five six", end="90"), "index-finder"),
        (row(finder_at="13"), "index-finder"),
        (row(start="10", finder_at="4"), "index-finder"),
        (row(kind="sentense"), "index-kind"),
        (row(kind="caption"), "index-id"),
        (row(id="d.s.1"), "index-id"),
        (row(id="other.s.1.1"), "index-id"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, bad: list[str], rule: str) -> None:
    path = write(tmp_path, row(id="d.s.2.1"), bad)
    assert [(f.path, f.line, f.rule) for f in faults(path)] == [(str(path), 3, rule)]


def test_a_duplicate_id_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, row(start="1"))
    assert [(f.line, f.rule) for f in faults(path)] == [(3, "index-duplicate")]


def test_all_faults_come_together(tmp_path: Path) -> None:
    path = write(tmp_path, row(sha256="x", start="y"), GOOD, ["z"], header=("id", "kind"))
    assert [(f.line, f.rule) for f in faults(path)] == [
        (1, "index-header"),
        (2, "index-digest"),
        (2, "index-number"),
        (4, "index-columns"),
    ]


def test_an_empty_file_lacks_its_header(tmp_path: Path) -> None:
    path = tmp_path / "d.tsv"
    path.write_text("", encoding="utf-8")
    assert [f.rule for f in faults(path)] == ["index-header"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert [f.rule for f in faults(tmp_path / "absent.tsv")] == ["unreadable"]
    path = tmp_path / "d.tsv"
    path.write_bytes(b"\xff\xfe")
    assert [f.rule for f in faults(path)] == ["encoding"]


@pytest.mark.parametrize(("document", "least"), [("newshub", 37), ("wikipedia", 384)])
def test_the_committed_index_is_sound(document: str, least: int) -> None:
    passages = read_index(index_path(DATASET, document))
    assert len(passages) >= least
    assert all(p.kind in KINDS and len(p.finder.split()) <= MAX_FINDER_WORDS for p in passages)
    assert all(before.end <= after.start for before, after in pairwise(passages))
    finders = [p.finder for p in passages if p.finder]
    assert len(finders) == len(set(finders)) > 0.9 * len(passages)
