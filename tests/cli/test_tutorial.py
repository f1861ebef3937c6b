"""The dataset of docs/tutorial.md: a battle that is not Bakhmut, from its text to answers."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from kg.builder import build
from kg.cli.main import main
from kg.cli.verbs.reason import report
from kg.dataset import read_dataset
from kg.dataset.freeze import digest_of, read_text
from kg.dataset.freeze import freeze_document as freeze
from tests.fixtures import ALMANAC, HOLLIN, edit, faults_of

Capture = pytest.CaptureFixture[str]
PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"


@pytest.fixture
def hollin(tmp_path: Path, capsys: Capture) -> Path:
    """Build a copy of the dataset and return its folder."""
    folder = Path(shutil.copytree(HOLLIN, tmp_path / "hollin"))
    assert main(["build", "--dataset", str(folder)]) == 0
    capsys.readouterr()
    return folder


def told(capsys: Capture, *words: str) -> str:
    code = main(list(words))
    out, err = capsys.readouterr()
    assert code == 0, out + err
    return out


def local(value: str) -> str:
    return value.rpartition("/")[2] if value.startswith("https:") else value


def test_it_is_frozen_as_it_stands(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HOLLIN, tmp_path / "hollin"))
    index = folder / "passages" / "almanac.tsv"
    before = index.read_bytes()
    index.unlink()
    freeze(folder, "almanac", ALMANAC.parent, io.StringIO())
    assert index.read_bytes() == before


def test_another_text_is_frozen_only_when_it_is_described(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(HOLLIN, tmp_path / "hollin"))
    text = tmp_path / "almanac.md"
    text.write_text(ALMANAC.read_text(encoding="utf-8").replace("By noon", "By eleven"), encoding="utf-8")
    (fault,) = faults_of(lambda: freeze(folder, "almanac", text, io.StringIO()))
    assert fault.rule == "other-file"
    edit(folder, "sources.yaml", digest_of(read_text(ALMANAC)), digest_of(read_text(text)))
    out = io.StringIO()
    freeze(folder, "almanac", text, out)
    assert out.getvalue().splitlines()[1] == "vanished: almanac.attack.1.4"
    assert "almanac.attack.1.8\tsentence" in (folder / "passages" / "almanac.tsv").read_text(encoding="utf-8")


def test_it_conforms_and_agrees_with_its_text(hollin: Path, capsys: Capture) -> None:
    assert "no fault" in told(capsys, "validate", "--dataset", str(hollin))
    found = told(capsys, "verify", "--text", str(ALMANAC), "--dataset", str(hollin))
    assert "45 passages: 45 same" in found
    for part in ("coverage", "numbers", "names", "dates", "wording"):
        assert f"{part}: 0 findings" in found


def test_three_contradictions_and_a_change_of_mind() -> None:
    dataset = read_dataset(HOLLIN)
    found = report(dataset, build(dataset).derived, ())["contradictions"]
    assert [(one["verdict"], one["rule"], {claim["claim"] for claim in one["between"]}) for one in found] == [
        ("conflict", "declared-denial", {"capture-varn-0504", "capture-denied-brandt-0504"}),
        ("conflict", "declared-dispute", {"bridge-burned-commonwealth", "bridge-burned-council"}),
        ("possible-conflict", "disjoint-ranges", {"dead-militia-commonwealth-0506", "dead-militia-council-0508"}),
        ("revision", "declared-revision", {"dead-brigade-varn-0509", "dead-brigade-varn-0516"}),
    ]


QUESTIONS = {
    "who holds the station on the day of the attack": (
        "control --place ferry-station --date 1893-05-04",
        ["claim", "claimant"],
        {("capture-varn-0504", "Isolde Varn"), ("capture-denied-brandt-0504", "Teodor Brandt")},
    ),
    "how many of the militia fell": (
        "figures --measure killed --side hollin-militia",
        ["min", "max", "claimant"],
        {("38", "38", "Council of the Cantons"), ("210", "210", "Northern Commonwealth")},
    ),
    "who is heard through others": (
        "chains",
        ["claimant", "relayer"],
        {
            ("a bargeman", "Aller Courier"),
            ("an officer of the brigade", "Aller Courier"),
        },
    ),
    "what is promised": ("promises", ["claim", "when"], {("hold-promise-council-0508", "1893-05-08/1893-06")}),
    "what the other side confirms": (
        "confirmed-by-other-side",
        ["claim", "confirmation"],
        {("tollhouse-retaken-council", "tollhouse-lost-commonwealth")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_questions(name: str, hollin: Path, capsys: Capture) -> None:
    words, columns, rows = QUESTIONS[name]
    out = told(capsys, "query", *words.split(), "--format", "csv", "--dataset", str(hollin))
    found = {tuple(local(row[column]) for column in columns) for row in csv.DictReader(io.StringIO(out))}
    assert found == rows


def test_a_default_of_another_battle_is_named_as_such(hollin: Path, capsys: Capture) -> None:
    assert main(["query", "control", "--dataset", str(hollin)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("[value] --place must be given: its default 'bakhmut' is of another dataset; known: aller, ")


def test_the_page_shows_the_dataset_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block of YAML on the page is in the dataset; ``scripts/docs/run --check`` runs the commands again."""
    kept = "".join(path.read_text(encoding="utf-8") for path in sorted(HOLLIN.rglob("*.yaml")))
    blocks = [block.partition("\n```")[0] for block in PAGE.read_text(encoding="utf-8").split("```yaml\n")[1:]]
    assert len(blocks) > 10
    for line in "\n".join(blocks).splitlines():
        assert f"{line}\n" in kept
