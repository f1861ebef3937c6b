"""Dates as people write them (EDTF) and the four days that bound them.

The written subset of EDTF (ISO 8601-2:2019, profile levels 0 to 2), chosen so that every form has one reading:

========================  =====================================================================
``2023-05-20``            that day; ``2023-05``, ``2023``: on some day of that month or year
``2023-05-20~``           about then: each side is widened by the slack of the precision
``2023-05-20?``           uncertain (``%``: uncertain and approximate); ``?`` alone widens nothing
``A/B``                   from A to B, throughout; ``A/..`` open end, ``../B`` open beginning
``[A..B]``                on one unknown day between A and B; ``[..B]``, ``[A..]``
========================  =====================================================================

The slack of ``~`` and ``%`` is seven days for a day, one month for a month, one year for a year: a convention of
this project, since EDTF states none.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

__all__ = ["Interval", "parse"]

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Interval:
    """The four corners of a period: it began and ended at some time between two days each.

    Attributes:
        earliest_begin: The first day on which it can have begun; ``None`` if unknown.
        latest_begin: The last day on which it can have begun; ``None`` if unknown.
        earliest_end: The first day on which it can have ended; ``None`` if unknown.
        latest_end: The last day on which it can have ended; ``None`` if unknown.
    """

    earliest_begin: date | None
    latest_begin: date | None
    earliest_end: date | None
    latest_end: date | None

    @property
    def corners(self) -> tuple[date | None, date | None, date | None, date | None]:
        """The corners in the order of the attributes."""
        return (self.earliest_begin, self.latest_begin, self.earliest_end, self.latest_end)

    @property
    def span(self) -> int | None:
        """The number of days from the first to the last day, both included; ``None`` where one is unknown.

        >>> parse("2023-05").span
        31
        """
        if self.earliest_begin is None or self.latest_end is None:
            return None
        return (self.latest_end - self.earliest_begin).days + 1


def parse(text: str) -> Interval:
    """Return the corners of an EDTF date.

    Args:
        text: A date in the subset that the module describes.

    Raises:
        ValueError: The text is not in the subset, names a day that does not exist, or ends before it begins.

    >>> parse("2023-05-20/2023-06").latest_end
    datetime.date(2023, 6, 30)
    >>> parse("[..2023-07-16]").earliest_begin is None
    True
    """
    if text.startswith("[") and text.endswith("]"):
        begin, end = _pair(text[1:-1], "..", text)
        first, last = begin[0], end[1]
        interval = Interval(first, last, first, last)
    elif "/" in text:
        begin, end = _pair(text, "/", text)
        interval = _narrowed(Interval(begin[0], begin[1], end[0], end[1]))
    else:
        first, last = _bounds(text, text)
        interval = Interval(first, last, first, last)
    _in_order(interval, text)
    return interval


def _pair(inner: str, mark: str, text: str) -> tuple[tuple[date | None, date | None], tuple[date | None, date | None]]:
    left, found, right = inner.partition(mark)
    if not found or (mark == "/" and (right == "" or left == "")):
        raise ValueError(f"'{text}' is no date of the subset")
    unknown = (None, None)
    begin = unknown if left in ("", "..") else _bounds(left, text)
    end = unknown if right in ("", "..") else _bounds(right, text)
    if begin == unknown and end == unknown:
        raise ValueError(f"'{text}' bounds nothing")
    return begin, end


def _bounds(part: str, text: str) -> tuple[date, date]:
    match = _DATE.fullmatch(part)
    if match is None:
        raise ValueError(f"'{part}' in '{text}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(group) if group else None for group in match.groups()[:3])
    assert year is not None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        end = 12 if month is None else month
        last = date(year, end, calendar.monthrange(year, end)[1] if day is None else day)
    except ValueError:
        raise ValueError(f"there is no day '{part}'") from None
    if match[4] in ("~", "%"):
        try:
            return _widen(first, last, "day" if day else "month" if month else "year")
        except (ValueError, OverflowError):
            raise ValueError(f"'{part}' is at the edge of the calendar") from None
    return first, last


def _widen(first: date, last: date, precision: str) -> tuple[date, date]:
    if precision == "day":
        return first - timedelta(days=7), last + timedelta(days=7)
    months = 1 if precision == "month" else 12
    end = _shift(last, months)
    return _shift(first, -months), end.replace(day=calendar.monthrange(end.year, end.month)[1])


def _shift(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _narrowed(interval: Interval) -> Interval:
    """Return a period whose corners say what follows from each other: nothing begins after it has ended."""
    first, begun, ended, last = interval.corners
    if last:
        begun = min(begun or last, last)
    if first:
        ended = max(first, ended or first)
    return Interval(first, begun, ended, last)


def _in_order(interval: Interval, text: str) -> None:
    first, last = interval.earliest_begin, interval.latest_end
    if first and last and first > last:
        raise ValueError(f"'{text}' ends before it begins")
