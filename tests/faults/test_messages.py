"""Every fault through the command line: each message to the letter, the exit code, no data, no traceback."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.faults.commands import COMMANDS
from tests.faults.files import FILES
from tests.faults.mutate import LINE, call
from tests.faults.overview import PAGE, page, rules_of_the_code
from tests.faults.spoil import BUILD

CASES = {**FILES, **COMMANDS}


@pytest.fixture
def folder(toyfort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a copy of toyfort and its graph."""
    shutil.copytree(toyfort, tmp_path / "toyfort")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BATTLEKG_TEXT", raising=False)
    return tmp_path


def written(folder: Path) -> dict[str, bytes]:
    """Return what stands in the files of a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", CASES)
def test_the_message_is_this_one(name: str, folder: Path) -> None:
    case = CASES[name]
    case.spoil(folder)
    before = written(folder)
    found = call(*case.words.split(" "))
    assert found.err == f"{case.said}\n"
    assert (found.code, found.out) == (case.code, "")
    assert written(folder) == before, "nothing is written where there is a fault"


def test_the_good_dataset_has_no_message(folder: Path) -> None:
    """What is spoilt was whole before: each case shows its own fault and no other."""
    found = call("coverage", "--dataset", "toyfort")
    assert (found.code, found.err) == (0, "")
    assert call("build", "--dataset", "toyfort", "--check").code == 0


def test_there_are_many_and_each_is_another() -> None:
    assert len(CASES) == len(FILES) + len(COMMANDS) > 100
    shown = [re.sub(r"^[^\[]*", "", case.said, flags=re.MULTILINE) for case in CASES.values()]
    same = {text for text in shown if shown.count(text) > 3}
    assert not same


@pytest.mark.parametrize("name", CASES)
def test_the_table_keeps_the_form(name: str) -> None:
    """Place, rule, what, remedy; the number of the faults where there are several; 2 only for wrong usage."""
    case = CASES[name]
    lines = case.said.split("\n")
    if len(lines) > 1:
        assert lines.pop() == f"{len(lines)} faults"
    if case.said.startswith("battlekg "):
        assert case.code == 2
        return
    for line in lines:
        assert LINE.fullmatch(line), line
        assert line.isprintable()
    if case.words == BUILD and case.code == 1:
        assert all(line.startswith("toyfort/") for line in lines), "the file is named as the user would"


def test_every_rule_is_in_the_overview_and_the_overview_is_up_to_date() -> None:
    text = page()
    assert PAGE.read_text(encoding="utf-8") == text, "run 'python -m tests.faults.overview'"
    missing = [rule for rule in rules_of_the_code() if f"| `{rule}` |" not in text]
    assert not missing
    assert "nowhere" not in text


def test_what_bad_input_holds_does_not_steer_the_terminal(folder: Path) -> None:
    place = folder / "toyfort" / "places.yaml"
    held = place.read_text(encoding="utf-8")
    place.write_text(held.replace("varnish:", '"var\u202enish\u200b":'), encoding="utf-8")
    found = call("coverage", "--dataset", "toyfort")
    assert found.err.startswith("toyfort/places.yaml:20: [identifier] 'var\\u202enish\\u200b' is no identifier; ")
    for odd in ("a\x1b[2Jb", "a\nb", "a\u202eb"):
        found = call("query", "phases", "--dataset", odd)
        assert found.code == 2
        assert found.err.removesuffix("\n").isprintable()


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_dataset_whose_folder_is_a_link_to_itself(folder: Path) -> None:
    (folder / "loop").symlink_to(folder / "loop")
    assert call("build", "--dataset", "loop").err == ("[dataset] there is no dataset 'loop'; known: bakhmut\n")
