"""Dates as people write them, and the days that bound them."""

import contextlib
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import Interval, parse


def show(interval: Interval) -> str:
    return " ".join("-" if corner is None else corner.isoformat() for corner in interval.corners)


@pytest.mark.parametrize(
    ("text", "corners", "span"),
    [
        ("2023-05-20", "2023-05-20 2023-05-20 2023-05-20 2023-05-20", 1),
        ("2024-02", "2024-02-01 2024-02-29 2024-02-01 2024-02-29", 29),
        ("2023-02", "2023-02-01 2023-02-28 2023-02-01 2023-02-28", 28),
        ("1900-02", "1900-02-01 1900-02-28 1900-02-01 1900-02-28", 28),
        ("2024", "2024-01-01 2024-12-31 2024-01-01 2024-12-31", 366),
        ("2023-05-20~", "2023-05-13 2023-05-27 2023-05-13 2023-05-27", 15),
        ("2023-05-20?", "2023-05-20 2023-05-20 2023-05-20 2023-05-20", 1),
        ("2023-05-20%", "2023-05-13 2023-05-27 2023-05-13 2023-05-27", 15),
        ("2023-03-03~", "2023-02-24 2023-03-10 2023-02-24 2023-03-10", 15),
        ("2023-05~", "2023-04-01 2023-06-30 2023-04-01 2023-06-30", 91),
        ("2023-01~", "2022-12-01 2023-02-28 2022-12-01 2023-02-28", 90),
        ("2024-01~", "2023-12-01 2024-02-29 2023-12-01 2024-02-29", 91),
        ("2023~", "2022-01-01 2024-12-31 2022-01-01 2024-12-31", 1096),
        ("2023-05-20/2023-05-21", "2023-05-20 2023-05-20 2023-05-21 2023-05-21", 2),
        ("2023-05/2023-07", "2023-05-01 2023-05-31 2023-07-01 2023-07-31", 92),
        ("2023-05-20/..", "2023-05-20 2023-05-20 2023-05-20 -", None),
        ("../2023-05", "- 2023-05-31 2023-05-01 2023-05-31", None),
        ("[2023-05-01..2023-05-10]", "2023-05-01 2023-05-10 2023-05-01 2023-05-10", 10),
        ("[2023-05..2023-06]", "2023-05-01 2023-06-30 2023-05-01 2023-06-30", 61),
        ("[..2023-05-10]", "- 2023-05-10 - 2023-05-10", None),
        ("[2023-05-10..]", "2023-05-10 - 2023-05-10 -", None),
        # What begins in June and ends on 15 June has not begun later; what begins then has not ended earlier.
        ("2023-06/2023-06-15", "2023-06-01 2023-06-15 2023-06-15 2023-06-15", 15),
        ("2023-06-15/2023-06", "2023-06-15 2023-06-15 2023-06-15 2023-06-30", 16),
        ("2023-05-20~/2023-05-22", "2023-05-13 2023-05-22 2023-05-22 2023-05-22", 10),
        ("2023-05/2023-05", "2023-05-01 2023-05-31 2023-05-01 2023-05-31", 31),
        ("0001-01-01", "0001-01-01 0001-01-01 0001-01-01 0001-01-01", 1),
        ("9999", "9999-01-01 9999-12-31 9999-01-01 9999-12-31", 365),
    ],
)
def test_the_corners_of_every_form(text: str, corners: str, span: int | None) -> None:
    interval = parse(text)
    assert show(interval) == corners
    assert interval.span == span


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no date"),
        ("May 2023", "is no date"),
        ("2023-5-2", "is no date"),
        ("20230520", "is no date"),
        ("2023-05-20T10:00", "is no date"),
        (" 2023-05-20", "is no date"),
        ("2023-05-20\n", "is no date"),
        ("2023-05-20~?", "is no date"),
        ("٢٠٢٣-05-20", "is no date"),
        ("-2023", "is no date"),
        ("2023-02-29", "there is no day '2023-02-29'"),
        ("2023-13", "there is no day '2023-13'"),
        ("2023-00", "there is no day '2023-00'"),
        ("2023-05-00", "there is no day '2023-05-00'"),
        ("2023-04-31/2023-05", "there is no day '2023-04-31'"),
        ("0000", "there is no day '0000'"),
        ("2023-05-20/", "is no date of the subset"),
        ("/2023", "is no date of the subset"),
        ("../..", "bounds nothing"),
        ("[..]", "bounds nothing"),
        ("[2023]", "is no date of the subset"),
        ("[2023/2024]", "is no date of the subset"),
        ("[2023..2024", "is no date"),
        ("2023/2024/2025", "is no date"),
        ("2023-05-20/2023-05-19", "ends before it begins"),
        ("[2023-06..2023-05]", "ends before it begins"),
        ("9999~", "edge of the calendar"),
        ("9999-12-30~", "edge of the calendar"),
        ("0001-01-03%", "edge of the calendar"),
        ("0001-01~", "edge of the calendar"),
    ],
)
def test_what_is_no_date_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse(text)


days = st.dates(min_value=date(3, 1, 1), max_value=date(9996, 12, 31))
cuts = st.sampled_from([4, 7, 10])
marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def one_date(draw: st.DrawFn) -> str:
    return draw(days).isoformat()[: draw(cuts)] + draw(marks)


@st.composite
def any_date(draw: st.DrawFn) -> str:
    one, two = draw(st.one_of(one_date(), st.just(".."))), draw(st.one_of(one_date(), st.just("..")))
    return draw(
        st.sampled_from([one, f"{one}/{two}", f"[{one.replace('..', '')}..{two.replace('..', '')}]"]),
    )


@given(any_date())
def test_corners_are_in_order_and_a_span_has_a_day_at_least(text: str) -> None:
    try:
        interval = parse(text)
    except ValueError:
        return
    first, begun, ended, last = interval.corners
    for one, two in ((first, begun), (first, ended), (begun, last), (ended, last), (first, last)):
        assert one is None or two is None or one <= two
    assert interval.span is None or interval.span >= 1
    assert (interval.span is None) == (first is None or last is None)


@given(days, days)
def test_what_is_written_of_two_days_is_read_as_these(one: date, two: date) -> None:
    first, last = sorted((one, two))
    assert parse(f"{first}/{last}").corners == (first, first, last, last)
    assert parse(f"[{first}..{last}]").corners == (first, last, first, last)
    assert parse(f"[{first}..{last}]").span == (last - first).days + 1
    assert parse(str(first)) == parse(f"{first}?") == Interval(first, first, first, first)


@given(days)
def test_a_coarser_or_vaguer_date_holds_the_finer_one(day: date) -> None:
    fine = parse(day.isoformat())
    for text in (f"{day}~", day.isoformat()[:7], day.isoformat()[:4], day.isoformat()[:7] + "~"):
        wide = parse(text)
        assert wide.earliest_begin is not None
        assert wide.latest_end is not None
        assert fine.earliest_begin is not None
        assert wide.earliest_begin <= fine.earliest_begin <= wide.latest_end
    assert parse(f"{day}~").earliest_begin == day - timedelta(days=7)


@given(st.text("0123456789-/[].~?%X ", max_size=24))
def test_no_text_gives_anything_but_an_interval_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse(text), Interval)
