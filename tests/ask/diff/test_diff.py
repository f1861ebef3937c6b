"""What changed between two builds: claims that came, went and changed, in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.ask.diff import difference
from kg.cli.main import main
from tests.calling import command
from tests.fixtures import copy, edit

G = "claims/gazette.yaml"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.ttl"
    assert main(["build", "--dataset", str(copy(tmp_path)), "-o", str(path)]) == 0
    return path


def rebuilt(tmp_path: Path) -> Path:
    path = tmp_path / "new.ttl"
    assert main(["build", "--dataset", str(tmp_path / "toyfort"), "-o", str(path)]) == 0
    return path


def test_nothing_changed(old: Path) -> None:
    found = difference(old, old)
    assert [*found.added, *found.withdrawn, *found.changed, *found.others] == []


def test_a_number_and_its_reason(old: Path, tmp_path: Path) -> None:
    edit(tmp_path / "toyfort", G, 'item: combatant, n: "11..14"', 'item: combatant, n: "11..15"')
    old_line = "a report in the issue of 10 May}\n  lances"
    edit(tmp_path / "toyfort", G, old_line, "the issue is of 10 May}\n  lances")
    code, out, _ = command("diff", old, rebuilt(tmp_path), "--format", "text")
    assert code == 0
    assert "claims: 0 added, 1 changed, 0 withdrawn\n" in out
    assert "changed men-lost-signal\n" in out
    assert "  highest number: 14 -> 15\n" in out
    assert "  reason for when: a report in the issue of 10 May -> the issue is of 10 May\n" in out


def test_a_claim_that_came_and_one_that_went(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "toyfort" / G
    path.write_text(path.read_text(encoding="utf-8").replace("  no-gate-mayor:", "  gates-mayor:"), encoding="utf-8")
    found = difference(old, rebuilt(tmp_path))
    assert list(found.added) == ["gates-mayor"]
    assert list(found.withdrawn) == ["no-gate-mayor"]
    assert found.added["gates-mayor"] == found.withdrawn["no-gate-mayor"]
    assert not found.changed


def test_a_label_in_the_words(old: Path, tmp_path: Path) -> None:
    old_line = "hold-brass\n    situation: {kind: control, about: gate-control, by: tin-guard"
    edit(tmp_path / "toyfort", "claims/annals.yaml", old_line, old_line.replace("tin-guard", "fort-watch"))
    (changes,) = difference(old, rebuilt(tmp_path)).changed.values()
    (change,) = changes
    assert (change.field, change.old, change.new) == ("by", ("Tin Guard",), ("Fort Watch",))


def test_as_data(old: Path, tmp_path: Path) -> None:
    edit(tmp_path / "toyfort", G, "    act: insist\n", "    act: announce\n")
    code, out, _ = command("diff", old, rebuilt(tmp_path), "--format", "json")
    assert code == 0
    (changes,) = json.loads(out)["changed"].values()
    assert changes == [{"field": "act", "old": ["insists"], "new": ["announces"]}]


def test_no_such_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "nowhere.ttl"]) == 1
    assert "nowhere.ttl" in capsys.readouterr().err
