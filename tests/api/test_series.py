"""Figures, control, timeline and balance in Python: rows, DataFrames, pictures."""

from __future__ import annotations

import math
from datetime import date

import pytest

import kg
from kg.api import FigureRow, Graph, Picture

pandas = pytest.importorskip("pandas", reason="pandas is not installed (extra: frames)")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.load("bakhmut")


def test_rows_are_frozen_and_lead_to_the_claim(graph: Graph) -> None:
    found = graph.figures(side="Wagner Group")
    assert repr(found) == f"<{len(found)} rows of casualties>"
    assert isinstance(found[0], FigureRow)
    assert list(found) == list(found[:])
    assert graph.find(found[0].claim).label == found[0].says


def test_values_are_things_names_and_days(graph: Graph) -> None:
    by_thing = graph.figures(graph.concepts["measure:killed"], graph.actors["wagner"])
    assert list(by_thing) == list(graph.figures("killed", "wagner"))
    assert len(graph.figures(side=None)) > len(graph.figures())
    early = graph.control(until=date(2022, 12, 31))
    assert list(early) == list(graph.control("Bakhmut", until="2022-12-31"))
    assert 0 < len(early) < len(graph.control())
    assert len(graph.timeline("capture-of-bakhmut", since="2023-05-20")) < len(graph.timeline("capture-of-bakhmut"))


@pytest.mark.parametrize("call", [{"side": "nobody at all"}, {"kind": "nonsense"}, {"since": "soon"}])
def test_what_is_unknown_is_a_fault(graph: Graph, call: dict[str, str]) -> None:
    with pytest.raises(kg.FaultError):
        graph.figures(**call)
    with pytest.raises(kg.FaultError):
        graph.balance("colour")


def test_a_frame_of_figures_is_ready_to_plot(graph: Graph) -> None:
    rows = graph.figures()
    frame = rows.to_dataframe()
    assert len(frame) == len(rows)
    assert list(frame["words"]) == [row.words for row in rows]
    more = frame[frame["words"] == "more than 81,000"].iloc[0]
    assert (more["number"].left, more["number"].right) == (81000, math.inf)
    nearly = frame[frame["words"] == "nearly 140"].iloc[0]
    assert (nearly["number"].left, nearly["number"].right) == (-math.inf, 140)
    assert isinstance(frame["number"].dtype, pandas.IntervalDtype)
    for name in ("claimant", "side", "bound", "kind"):
        assert isinstance(frame[name].dtype, pandas.CategoricalDtype)
    assert str(frame["minimum"].dtype) == "Float64"
    for corner in ("earliest_begin", "latest_begin", "earliest_end", "latest_end"):
        assert frame[f"said_{corner}"].dtype == frame[f"when_{corner}"].dtype == "datetime64[s]"
        found = [None if pandas.isna(day) else day.date() for day in frame[f"said_{corner}"]]
        assert found == [getattr(row.said_time, corner) for row in rows]


def test_frames_of_the_others(graph: Graph) -> None:
    control = graph.control().to_dataframe()
    assert control["taken"].dtype == control["denies_control"].dtype == "boolean"
    assert isinstance(control["party"].dtype, pandas.CategoricalDtype)
    balance = graph.balance().to_dataframe()
    assert balance["claims"].sum() == len(graph.claims)
    assert graph.figures(since="2030-01-01").to_dataframe().empty


def test_a_picture_is_that_of_the_command(graph: Graph) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed (extra: plot)")
    from kg.ask.plot.picture import plot

    picture = graph.figures(side="wagner").plot()
    assert isinstance(picture, Picture)
    assert picture._repr_svg_().startswith("<?xml")
    assert picture == plot(graph._facts.store, graph._facts.spaces, "casualties", {"side": "wagner"})
    by_thing = graph.figures(graph.concepts["measure:killed"], "Russian side").plot()
    assert "Made with: battlekg plot casualties --measure killed --side 'Russian side'" in by_thing
    with pytest.raises(kg.FaultError):
        graph.figures(since="2030-01-01").plot()


def test_a_claim_is_cited_as_the_command_cites_it(graph: Graph) -> None:
    text = graph.cite("capture-prigozhin-0520")
    assert text.startswith("Yevgeny Prigozhin (2023-05-20): ")
    assert graph.claims["capture-prigozhin-0520"].iri in text
    assert text == graph.cite(graph.claims["capture-prigozhin-0520"])
    assert graph.cite("wagner").startswith("Wagner Group, https://")
    with pytest.raises(kg.FaultError):
        graph.cite("nobody at all")
