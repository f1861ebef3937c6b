"""The whole graph: built, written, compared with what was written."""

import errno
import os
import re
from pathlib import Path

import pytest

from kg.builder import build, compare, write
from kg.dataset import read_dataset
from kg.paths import DATA, find_graph, graph_file, seal_file
from kg.rdf.namespaces import DCT, PREFIXES, VOID
from kg.rdf.terms import IRI, compact
from tests.builder.graphs import WRITTEN, built, dataset
from tests.fixtures import TOYFORT, copy, edit, faults_of


def test_the_written_graph_is_the_built_one() -> None:
    assert compare(built("bakhmut"), WRITTEN) == []


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_every_iri_is_a_clean_curie_and_no_node_is_blank(name: str) -> None:
    made = built(name)
    spaces = {space: prefix for prefix, space in {**PREFIXES, **made.prefixes}.items()}
    whole = (DCT.license, DCT.conformsTo, VOID.vocabulary, VOID.objectsTarget)
    named = {triple for triple in made.triples if triple.p not in whole}
    iris = {term for triple in named for term in triple if isinstance(term, IRI)}
    assert [iri for iri in iris if compact(iri, spaces) is None] == []
    assert {compact(iri, spaces) for iri in iris if iri.startswith(f"{dataset(name).manifest.base}{name}/")}
    assert all(re.match(r"https?://", iri) for iri in iris)


def test_where_a_graph_is_kept(tmp_path: Path) -> None:
    assert Path(graph_file(Path(DATA) / "bakhmut")) == Path(find_graph("bakhmut"))
    assert Path(graph_file(tmp_path / "x")) == tmp_path / "x" / "graph" / "x.ttl"
    assert Path(seal_file(Path("a/x.ttl"))) == Path("a/x.seal.json")


def test_what_is_written_is_found_the_same(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.ttl"
    write(built("toyfort"), path)
    assert sorted(os.listdir(path.parent)) == ["x.seal.json", "x.ttl"]
    assert compare(built("toyfort"), path) == []
    assert path.read_text(encoding="utf-8") == built("toyfort").text


@pytest.mark.parametrize("file", ["x.ttl", "x.seal.json"])
def test_a_byte_that_differs_is_named_with_file_and_line(file: str, tmp_path: Path) -> None:
    write(built("toyfort"), tmp_path / "x.ttl")
    path = tmp_path / file
    content = path.read_bytes()
    for at in (0, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        (fault,) = compare(built("toyfort"), tmp_path / "x.ttl")
        line = content[: at + 1].count(b"\n") + (content[at] != 10)
        assert (fault.path, fault.rule) == (str(path), "outdated")
        assert fault.line == line
        assert "differ, the first is" in fault.what
        assert "battlekg build" in fault.remedy


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda lines: lines[:-1], "lines differ"),
        (lambda lines: [*lines, "more"], "1 lines differ"),
        (lambda lines: [*lines[:-3], *reversed(lines[-3:])], "reordered lines differ"),
        (lambda lines: [], "lines differ"),
        (lambda lines: ["x"] * 50_000, "lines differ"),
    ],
)
def test_what_differs_is_counted(change: object, what: str, tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    write(built("toyfort"), path)
    assert callable(change)
    path.write_text("\n".join(change(built("toyfort").text.split("\n"))), encoding="utf-8")
    (fault,) = compare(built("toyfort"), path)
    assert what in fault.what
    assert fault.line


def test_what_cannot_be_read_is_missing(tmp_path: Path) -> None:
    faults = compare(built("toyfort"), tmp_path / "x.ttl")
    assert [(fault.path, fault.rule) for fault in faults] == [
        (str(tmp_path / "x.ttl"), "missing"),
        (str(tmp_path / "x.seal.json"), "missing"),
    ]
    (tmp_path / "x.ttl").write_bytes(b"\xff")
    assert compare(built("toyfort"), tmp_path / "x.ttl")[0].rule == "missing"


def test_a_full_disk_leaves_the_old_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (fault,) = faults_of(lambda: write(built("toyfort"), path))
    assert "no space left" in fault.what
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["x.ttl"]


def test_a_change_of_the_base_is_a_change_of_names_only(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "dataset.yaml", "base: https://example.org/", "base: http://a.b:8080/c/")
    other = build(read_dataset(folder))
    assert len(other.triples) == len(built("toyfort").triples)
    assert other.seal.counts == built("toyfort").seal.counts
    strip = re.compile(r"(statement|contradiction):\w+|[0-9a-f]{16}|^(rdf|bk):.*$|@prefix.*|void:uriSpace.*")
    mine, its = (strip.sub("", text).split("\n") for text in (built("toyfort").text, other.text))
    assert sorted(mine) == sorted(its)


def test_a_phase_with_a_coined_name_is_covered_by_its_reason() -> None:
    """What the reader accepts the builder can cover: the order and the date of such a phase are editorial."""
    text = built("toyfort").text
    block = next(
        part for part in text.split("\n\n") if "rdf:subject phase:phase-march" in part and "skos:prefLabel" in part
    )
    assert "the section has no heading of its own for it" in block
    assert "prov:wasGeneratedBy curation:testers-" in block


def test_a_dataset_is_built_alike_wherever_its_folder_is(tmp_path: Path) -> None:
    assert build(read_dataset(copy(tmp_path))).text == built("toyfort").text
    assert build(read_dataset(TOYFORT)).seal == built("toyfort").seal
