"""Rows with names and types, and as a DataFrame."""

import sys
from datetime import date

import pytest

import kg
from kg.api import Edtf, Rows

ROWS = Rows(("day", "from", "_n", "n"), [(date(1901, 5, 9), "a", 1, None), (None, "b", 2, 3)])


def test_rows_are_a_sequence_of_named_tuples() -> None:
    assert len(ROWS) == 2
    assert ROWS[0].day == date(1901, 5, 9)
    assert [row.from_ for row in ROWS] == ["a", "b"]
    assert [row.c_n for row in ROWS] == [1, 2]
    assert ROWS[-1].n == 3
    assert ROWS[1:] == Rows(ROWS.columns, [ROWS[1]])
    assert len({ROWS, Rows(ROWS.columns, ROWS)}) == 1
    assert Rows(ROWS.columns, []) != ROWS
    assert repr(ROWS) == "<2 rows: day, from, _n, n>"


def test_names_that_would_meet_stay_apart() -> None:
    row = Rows(("class", "class_", "1a"), [(1, 2, 3)])[0]
    assert (row.class_, row.class__, row.c1a) == (1, 2, 3)


def test_dictionaries_have_the_names_of_the_query() -> None:
    assert ROWS.to_dicts()[1] == {"day": None, "from": "b", "_n": 2, "n": 3}


def test_without_pandas_the_message_tells_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"to_dataframe\(\) needs pandas.*pip install 'battlekg\[frames\]'"):
        ROWS.to_dataframe()


def test_a_dataframe_has_types() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed (extra: frames)")
    frame = ROWS.to_dataframe()
    assert list(frame.columns) == list(ROWS.columns)
    assert frame["day"].dtype == "datetime64[s]"
    assert frame["n"].dtype == "Int64"
    assert frame["_n"].sum() == 3
    assert pandas.isna(frame["day"][1])
    assert Rows(("a",), []).to_dataframe().shape == (0, 1)


def test_a_dataframe_of_an_answer_has_short_names() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed (extra: frames)")
    rows = kg.load("bakhmut").query("control", place="bakhmut", date="2023-05-21")
    frame = rows.to_dataframe()
    assert list(frame["claim"]) == [row.claim.curie for row in rows]
    assert [name for name in frame.columns if name in rows.columns] == list(rows.columns)
    assert len(frame) == len(rows)


def test_a_dataframe_has_days_categories_and_the_days_that_bound_a_date() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed (extra: frames)")
    frame = kg.load("bakhmut").query("figures").to_dataframe()
    assert str(frame["bound"].dtype) == str(frame["claimant"].dtype) == "category"
    assert str(frame["min"].dtype) == "Int64"
    row = frame[frame["claim"] == "claim:killed-21000-zelenskyy"].iloc[0]
    assert (row["said"], row["said_earliest"].date(), row["said_latest"].date()) == (
        "[2023-06-08..2023-07-16]", date(2023, 6, 8), date(2023, 7, 16),
    )  # fmt: skip
    assert frame["when_earliest"].dtype == "datetime64[s]"
    assert frame["when_earliest"].isna().any()


def test_a_date_has_its_corners() -> None:
    claim = kg.load("bakhmut").claims["killed-21000-zelenskyy"]
    assert claim.said == "[2023-06-08..2023-07-16]"
    assert isinstance(claim.said, Edtf)
    assert claim.said.corners
    assert claim.said.corners.latest_end == date(2023, 7, 16)
    assert Edtf("never").corners is None
