"""The notebook docs/tour.ipynb is the one that is written, runs from top to bottom, and shows what it promises."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scripts.docs.notebook import notebook
from tests.cli.calling import ROOT

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (extra: dev)")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (extra: dev)")
for _name in ("ipykernel", "matplotlib", "pandas"):
    pytest.importorskip(_name, reason=f"{_name} is not installed (extra: dev)")

TOUR = ROOT / "docs" / "tour.ipynb"


def test_the_notebook_is_the_written_one_and_has_no_outputs() -> None:
    assert TOUR.read_text(encoding="utf-8") == notebook(), "run scripts/docs/run"
    read = nbformat.read(TOUR, as_version=4)
    nbformat.validate(read)
    assert not any(cell.get("outputs") for cell in read.cells)


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The cells with what they print, from a kernel of their own that leaves nothing in the home of the user."""
    home = str(tmp_path_factory.mktemp("jupyter"))
    book = nbformat.read(TOUR, as_version=4)
    folder = {"metadata": {"path": str(ROOT)}}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
            patch.setenv(name, home)
        patch.setenv("PYTHONPATH", str(ROOT))
        done = nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources=folder).execute()
    return [cell for cell in done.cells if cell.cell_type == "code"]


def shown(cells: list[dict[str, Any]], source: str, kind: str) -> str:
    (cell,) = [cell for cell in cells if source in cell["source"]]
    texts = [output.get("text", "") if kind == "text" else output.get("data", {}).get(kind, "")
             for output in cell["outputs"]]  # fmt: skip
    return "".join("".join(text) for text in texts)


def test_it_shows_casualties_with_claimants_and_bounds(cells: list[dict[str, Any]]) -> None:
    picture = shown(cells, "figures.plot()", "image/svg+xml")
    assert "Serhiy Cherevaty" in picture
    assert "more than 81,000" in picture
    assert shown(cells, "chart.tight_layout()", "image/png")
    assert "[81000.0, inf]" in shown(cells, 'frame[["claimant"', "text/html")


def test_it_shows_control_by_party(cells: list[dict[str, Any]]) -> None:
    picture = shown(cells, "control.plot()", "image/svg+xml")
    assert picture.index(">Russian side<") < picture.index(">Ukrainian side<")
    assert "Wagner Group" in picture


def test_it_shows_a_contradiction_with_both_passages(cells: list[dict[str, Any]]) -> None:
    text = shown(cells, "def show(claim)", "text")
    assert text.splitlines()[0].count(": ") >= 1
    passages = re.findall(r"^  (\w+(?:\.\w+)+): (.+)$", text, re.MULTILINE)
    assert len(passages) >= 2
    assert all(told for _, told in passages)
    claims = [line for line in text.splitlines()[1:] if not line.startswith(" ")]
    assert len(claims) == 2


def test_it_cites(cells: list[dict[str, Any]]) -> None:
    text = shown(cells, "graph.cite(row.claim)", "text")
    assert "https://w3id.org/battlekg/bakhmut/claim/" in text
    assert "version" in text
