"""Random changes to real and invented YAML; ``python -m tests.faults.mutate --runs 10000`` does more of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.paths import DATA
from tests.faults.mutate import Outcome, call, one_run
from tests.fixtures import copy
from tests.full import FULL

REAL = [range(first, first + 20) for first in range(20_000, 20_200, 20)] if FULL else [range(20_004, 20_008)]
INVENTED = [range(first, first + 10) for first in range(30_000, 30_040, 10)]
"""The seeds of each test: short enough to be spread over processes."""


@pytest.fixture(scope="module")
def bakhmut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(Path(DATA) / "bakhmut", tmp_path_factory.mktemp("spoilt") / "bakhmut"))


@pytest.mark.parametrize("seeds", REAL, ids=str)
def test_spoilt_files_give_messages_or_an_answer_and_never_a_traceback(seeds: range, bakhmut: Path) -> None:
    check_spoilt(bakhmut, seeds)


@pytest.mark.parametrize("seeds", INVENTED, ids=str)
def test_the_invented_files_do_so_too(seeds: range, tmp_path: Path) -> None:
    check_spoilt(copy(tmp_path), seeds)


def check_spoilt(folder: Path, seeds: range) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = {seed: one_run(folder, seed) for seed in seeds}
    assert not {seed: (one.trouble, one.err) for seed, one in found.items() if one.trouble}
    assert any(one.err for one in found.values())
    assert len({rule for one in found.values() for rule in one.rules}) > 2, (
        "the changes go deeper than the syntax of YAML"
    )
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_seed_makes_the_same_again(tmp_path: Path) -> None:
    """One is refused by its syntax, one by its content, one is answered."""
    folder = copy(tmp_path)
    once, again = ([one_run(folder, seed) for seed in (1, 3, 9)] for _ in range(2))
    assert once == again
    assert [bool(one.err) for one in once] == [True, True, False]


@pytest.mark.parametrize(
    ("found", "trouble"),
    [
        (Outcome(0, "{}\n", ""), ""),
        (Outcome(1, "", "a.yaml:3: [yaml] no; mend it\n"), ""),
        (Outcome(1, "", "a.yaml:3: [yaml] no; mend it\na.yaml: [type] no; mend it\n2 faults\n"), ""),
        (Outcome(1, "{}\n", ""), ""),
        (Outcome(0, "", ""), "done, but not without words"),
        (Outcome(0, "x", "y"), "done, but not without words"),
        (Outcome(1, "", ""), "no message of a fault: ''"),
        (Outcome(1, "", "a.yaml:3: [yaml] no\n"), "no message of a fault: 'a.yaml:3: [yaml] no'"),
        (Outcome(70, "", "Traceback (most recent call last):\n  x\n"), "no message of a fault: 'Traceback"),
        (Outcome(3, "", "[yaml] no; mend it\n"), "exit code 3"),
        (Outcome(1, "x", "[yaml] no; mend it\n"), "exit code 1 and 1"),
    ],
)
def test_trouble_is_seen(found: Outcome, trouble: str) -> None:
    assert found.trouble.startswith(trouble)
    assert bool(found.trouble) == bool(trouble)


def test_what_is_raised_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise RecursionError

    monkeypatch.setattr("kg.dataset.coverage.cover", fail)
    found = call("coverage")
    assert found.code == 70
    assert "no message of a fault: 'Traceback" in found.trouble
