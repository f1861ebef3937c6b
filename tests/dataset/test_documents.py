"""The description of the documents is read with all its faults."""

from pathlib import Path

import pytest

from kg.dataset.documents import Document, SectionEntry, SourceFile, read_documents
from kg.faults import Fault, FaultError

GOOD = f"""\
report:
  kind: news-article
  title: The fight for Lowbridge
  publisher: courier
  url: https://example.org/lowbridge
  published: 1901-05-12
  inferred: {{published: the text says Sunday}}
  retrieved: 1901-06
  notes: NO
  file:
    name: report.txt
    sha256: {"a" * 64}
  normalisation: battlekg-1
  sections:
    - {{key: lead, heading: ""}}
    - {{key: losses, heading: Losses}}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[Fault]:
    with pytest.raises(FaultError) as caught:
        read_documents(path)
    return list(caught.value.faults)


def test_a_document_is_read_with_strings_only(tmp_path: Path) -> None:
    assert read_documents(write(tmp_path, GOOD)) == {
        "report": Document(
            key="report",
            kind="news-article",
            title="The fight for Lowbridge",
            publisher="courier",
            url="https://example.org/lowbridge",
            published="1901-05-12",
            inferred={"published": "the text says Sunday"},
            retrieved="1901-06",
            notes="NO",
            file=SourceFile(name="report.txt", sha256="a" * 64),
            normalisation="battlekg-1",
            sections=(SectionEntry(key="lead", heading=""), SectionEntry(key="losses", heading="Losses")),
        )
    }


@pytest.mark.parametrize(
    ("old", "new", "line", "rule"),
    [
        ("report:", "Report:", 1, "key"),
        ("kind: news-article", "kind: news-artikle", 2, "unknown-value"),
        ("title: The fight for Lowbridge", "title: ''", 3, "empty"),
        ("publisher: courier", "publisher: [a, b]", 4, "type"),
        ("url: https", "url: ftp", 5, "url"),
        ("published: 1901-05-12", "published: 1901-05-32", 6, "date"),
        ("published: 1901-05-12", "published: May 1901", 6, "date"),
        ("{published: the", "{publisched: the", 7, "unknown-key"),
        ("retrieved: 1901-06", "retrieved: 1901-13", 8, "date"),
        ("  notes: NO", "  note: NO", 9, "unknown-key"),
        ("  notes: NO", "  url-is: guess", 9, "unknown-value"),
        ("  notes: NO", "  kind: news-article", 9, "duplicate-key"),
        ("    name: report.txt\n", "", 10, "missing-key"),
        ("a" * 64, "a" * 65, 12, "digest"),
        ("battlekg-1", "battlekg-0", 13, "unknown-value"),
        ("  normalisation: battlekg-1\n", "", 1, "missing-key"),
        ("key: losses", "key: lead", 16, "duplicate-key"),
        ("key: losses", "key: l.1", 16, "key"),
        ("heading: Losses", "heading: ''", 16, "section"),
        (", heading: Losses", "", 16, "missing-key"),
        ("    - {key: losses, heading: Losses}", "    - losses", 16, "type"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, rule: str) -> None:
    path = write(tmp_path, GOOD.replace(old, new, 1))
    assert [(f.path, f.line, f.rule) for f in faults(path)][:1] == [(f"{tmp_path.name}/sources.yaml", line, rule)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty"),
        ("- a\n- b\n", "type"),
        ("report: x\n", "type"),
        ("report: {kind: [}\n", "yaml"),
        ("a: &a [*a]\n", "alias"),
        ("? [a]\n: b\n", "key"),
        ("[" * 5000, "depth"),
    ],
)
def test_a_file_of_another_shape_is_a_fault_and_no_crash(tmp_path: Path, text: str, rule: str) -> None:
    assert faults(write(tmp_path, text))[0].rule == rule


def test_a_syntax_error_is_named_with_its_line(tmp_path: Path) -> None:
    assert faults(write(tmp_path, GOOD.replace("{key: lead", "{key: [lead")))[0].line == 15


def test_sections_must_be_a_list(tmp_path: Path) -> None:
    text = GOOD.split("  sections:")[0] + "  sections: lead\n"
    assert [f.rule for f in faults(write(tmp_path, text))] == ["type"]


def test_all_faults_come_together(tmp_path: Path) -> None:
    text = GOOD.replace("https:", "ftp:").replace("a" * 64, "b") + GOOD.replace("report:", "other:").replace(
        "1901-", "x-"
    )
    assert [f.line for f in faults(write(tmp_path, text))] == [5, 12, 22, 24]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert faults(tmp_path / "sources.yaml")[0].rule == "unreadable"
    path = tmp_path / "sources.yaml"
    path.write_bytes(b"\xff")
    assert faults(path)[0].rule == "encoding"


def test_the_documents_of_the_dataset(dataset: Path) -> None:
    documents = read_documents(dataset / "sources.yaml")
    assert {key: (d.published, d.url_is) for key, d in documents.items()} == {
        "newshub": ("2023-03-08", "prefix"),
        "wikipedia": ("2023-07-16", "exact"),
    }
    assert dict(documents["newshub"].inferred).keys() == {"publisher", "published"}
    assert len(documents["wikipedia"].sections) == 16
