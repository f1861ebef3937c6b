"""Which passages in scope have claims; every passage is in one state, and an open one is a fault of the dataset."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.dataset import read_dataset
from kg.dataset.coverage import Row, cover
from kg.paths import DATA
from tests.calling import command
from tests.fixtures import copy


def report(folder: Path, form: str) -> tuple[int, str]:
    return command("coverage", "--dataset", folder, "--format", form)[:2]


def test_a_row_is_claimed_set_aside_or_open() -> None:
    assert Row("a.b.1.1", "sentence", ("x",), "").state == "claimed"
    assert Row("a.b.h", "heading", (), "heading").state == "set aside"
    assert Row("a.b.1.2", "sentence", (), "").state == "open"


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_every_passage_in_scope_has_one_row(name: str, tmp_path: Path) -> None:
    dataset = read_dataset(copy(tmp_path) if name == "toyfort" else Path(DATA) / name)
    rows = cover(dataset)
    scope = [p.id for p in dataset.passages.values() if f"{p.document}.{p.section}" in dataset.manifest.scope]
    assert [row.passage for row in rows] == scope
    told = {at for claim in dataset.claims.values() for at in claim.at}
    for row in rows:
        assert (row.state == "claimed") == (row.passage in told)
        assert (row.state == "set aside") == (row.passage in dataset.set_aside)
        assert all(row.passage in dataset.claims[claim].at for claim in row.claims)


def test_nothing_of_the_real_dataset_is_open() -> None:
    code, text = report(Path(DATA) / "bakhmut", "text")
    assert code == 0
    assert "open: " not in text


def test_the_text_adds_up(toyfort: Path) -> None:
    rows = cover(read_dataset(toyfort))
    _, text = report(toyfort, "text")
    table = [line.split() for line in text.splitlines()[1:] if not line.startswith(("set aside:", "open:"))]
    assert sum(int(cells[1]) for cells in table) == len(rows)
    for state, column in (("claimed", 2), ("set aside", 3), ("open", 4)):
        assert sum(int(cells[column]) for cells in table) == sum(row.state == state for row in rows)
    assert sum(int(cells[5]) for cells in table) == sum(len(row.claims) for row in rows)


def test_an_open_passage_is_named_and_the_code_is_one(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    file = folder / "claims" / "gazette.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("  no-gate-mayor:"), text.index("  men-lost-signal:")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    code, out = report(folder, "text")
    assert code == 1
    assert "open: gazette.body.2.2 (sentence)" in out
    code, out = report(folder, "json")
    assert code == 1
    (row,) = [row for row in json.loads(out) if row["passage"] == "gazette.body.2.2"]
    assert row == {"passage": "gazette.body.2.2", "kind": "sentence", "state": "open", "claims": [], "why": ""}


def test_faults_of_the_dataset_are_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "actors.yaml").unlink()
    code, _, err = command("coverage", "--dataset", folder)
    assert code == 1
    assert "actors.yaml" in err
