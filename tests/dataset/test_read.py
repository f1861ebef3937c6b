"""A dataset from its folder; whatever is in the files, a dataset or faults come out."""

import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from kg.builder import build
from kg.dataset import read_dataset
from kg.dataset.documents import read_documents
from kg.dataset.model import Dataset
from kg.paths import DATA, find_dataset
from kg.text.freeze import freeze
from kg.text.index import index_path, read_index
from tests.faults.mutate import spoil
from tests.fixtures import TEXTS, TOYFORT, copy, edit, faults_in, faults_of, outcome
from tests.full import FULL

SPOILT = 100 if FULL else 15
"""Spoilt copies that a test reads."""


def test_a_dataset_is_found_by_name_or_folder(tmp_path: Path) -> None:
    assert Path(find_dataset("bakhmut")) == Path(DATA) / "bakhmut"
    assert Path(find_dataset(str(TOYFORT))) == TOYFORT
    assert Path(find_dataset(f"{TOYFORT}/")) == TOYFORT
    (fault,) = faults_of(lambda: Path(find_dataset("bakhmutt")))
    assert fault.remedy == "did you mean 'bakhmut'?"
    (fault,) = faults_of(lambda: Path(find_dataset("xyz")))
    assert "known: bakhmut" in fault.remedy
    (fault,) = faults_of(lambda: Path(find_dataset(str(tmp_path))))
    assert (fault.path, fault.what) == (str(tmp_path), "the folder has no dataset.yaml")


def test_every_part_is_read() -> None:
    found = read_dataset(TOYFORT)
    counts = {
        "actors": 11, "places": 4, "battles": 2, "phases": 2, "events": 6, "claims": 27, "set_aside": 3, "retired": 1,
        "documents": 2, "passages": 21,
    }  # fmt: skip
    assert {name: len(getattr(found, name)) for name in counts} == counts
    assert found.files["drum"].curator == "readers"
    assert found.files["hold-brass"].curator == "testers"
    assert "hold-brass" in found.files["hold-brass"].claims


def test_an_identifier_twice_in_a_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    line = edit(folder, "claims/gazette.yaml", "  hold-brass:\n", "  third-week:\n")
    (fault,) = faults_in(folder)
    assert (fault.path, fault.line, fault.rule) == ("toyfort/claims/gazette.yaml", line, "duplicate-key")
    assert "first in line 4" in fault.what


@pytest.mark.parametrize(
    ("file", "old", "new", "other"),
    [
        ("claims/gazette.yaml", "  hold-brass:\n", "  drum:\n", "claims/annals.yaml:"),
        ("events/more.yaml", "x:", "march:", "events/all.yaml:5"),
    ],
)
def test_an_identifier_in_two_files(file: str, old: str, new: str, other: str, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "events" / "more.yaml").write_text(
        "x: {kind: advance, label: X, part-of: toyfort-siege}\n", encoding="utf-8"
    )
    edit(folder, file, old, new)
    found = [fault for fault in faults_in(folder) if fault.rule == "duplicate-id"]
    assert len(found) == 1
    places = found[0].path + found[0].what
    assert other in places
    assert file in places


@pytest.mark.parametrize(
    "file", ["actors.yaml", "places.yaml", "battles.yaml", "phases.yaml", "sources.yaml", "dataset.yaml"]
)
def test_a_missing_file_is_one_fault(file: str, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / file).unlink()
    (fault,) = faults_in(folder)
    assert (fault.path, fault.line, fault.rule) == (f"toyfort/{file}", 0, "unreadable")


def test_a_missing_index_is_one_fault(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "passages" / "annals.tsv").unlink()
    (fault,) = faults_in(folder)
    assert (fault.path, fault.rule) == ("toyfort/passages/annals.tsv", "unreadable")


def test_folders_that_may_be_empty_or_absent(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    shutil.rmtree(folder / "claims")
    shutil.rmtree(folder / "events")
    for name in ("retired", "links", "gazetteer"):
        (folder / f"{name}.yaml").unlink()
    found = read_dataset(folder)
    assert (found.claims, found.events, found.retired) == ({}, {}, {})
    assert (found.linked, found.gazetteer) == (None, None)
    assert build(found).triples


@pytest.mark.parametrize("content", ["[]", "x", "- a\n- b\n", "''"])
@pytest.mark.parametrize(
    "file", ["actors.yaml", "events/all.yaml", "claims/annals.yaml", "sources.yaml", "dataset.yaml"]
)
def test_a_file_of_another_shape(file: str, content: str, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / file).write_text(content, encoding="utf-8")
    faults = [fault for fault in faults_in(folder) if fault.path == f"toyfort/{file}"]
    assert [fault.rule for fault in faults] == ["type"]


def test_claims_that_are_no_mapping(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "claims" / "more.yaml").write_text(
        "curator: readers\ncurated: 2026-01-01\nclaims: [a]\n", encoding="utf-8"
    )
    (fault,) = faults_in(folder)
    assert (fault.path, fault.line, fault.rule) == ("toyfort/claims/more.yaml", 3, "type")


def test_a_folder_named_like_a_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "claims" / "more.yaml").mkdir()
    (fault,) = faults_in(folder)
    assert (fault.path, fault.rule) == ("toyfort/claims/more.yaml", "unreadable")


def test_a_file_that_would_not_be_read_is_a_fault(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "claims" / "more.yml").write_text("x", encoding="utf-8")
    (fault,) = faults_in(folder)
    assert (fault.path, fault.rule, fault.remedy) == ("toyfort/claims/more.yml", "file-name", "rename it to more.yaml")


def test_faults_of_an_index_are_named_like_the_others(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    line = edit(folder, "passages/annals.tsv", "annals.siege.1.1\tsentence\t208", "annals.siege.1.1\tsentence\t-8")
    (fault,) = faults_in(folder)
    assert (fault.path, fault.line, fault.rule) == ("toyfort/passages/annals.tsv", line, "index-number")


def check_spoilt(folder: Path) -> Dataset | None:
    found = outcome(lambda: read_dataset(folder))
    if isinstance(found, Dataset):
        return found
    for fault in found:
        assert fault.path.startswith(f"{folder.name}/"), str(fault)
        assert fault.rule
        assert fault.what
        assert fault.remedy
    return None


@pytest.mark.parametrize("seed", range(2))
def test_spoilt_files_of_toyfort_give_faults_or_a_graph(seed: int, tmp_path: Path) -> None:
    """What can be read can be built: no fault is left for the builder to find."""
    folder = copy(tmp_path)
    draw = random.Random(1000 + seed)
    built = 0
    for _ in range(SPOILT):
        path, held = spoil(folder, draw)
        found = check_spoilt(folder)
        if found is not None:
            build(found)
            built += 1
        path.write_bytes(held)
    assert 0 < built < SPOILT


def test_the_index_of_toyfort_is_that_of_its_texts() -> None:
    for key, document in read_documents(TOYFORT / "sources.yaml").items():
        raw = (TEXTS / document.file.name).read_bytes()
        assert sha256(raw).hexdigest() == document.file.sha256
        assert freeze(key, raw.decode(), document.parts) == read_index(index_path(TOYFORT, key))
