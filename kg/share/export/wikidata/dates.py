"""Dates as Wikidata has them: a point in time with a precision, a start and an end, or an unknown day between two."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kg import edtf
from kg.share.export.wikidata.statement import Moment, Snak, Unknown

__all__ = ["AT", "EARLIEST", "LATEST", "dated", "moment", "qualified"]

AT: Final = "P585"
"""point in time"""

START: Final = "P580"
END: Final = "P582"
EARLIEST: Final = "P1319"
LATEST: Final = "P1326"

_PLAIN: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_PRECISION: Final = {4: 9, 7: 10, 10: 11}


def moment(text: str) -> Moment | None:
    """Return a plain date; ``None`` for what has a mark of doubt or is no single date.

    >>> moment("2023-05")
    Moment(text='2023-05-01', precision=10)
    """
    if not _PLAIN.fullmatch(text):
        return None
    return Moment((text + "-01-01")[:10], _PRECISION[len(text)])


def dated(text: str) -> list[tuple[Snak, tuple[Snak, ...]]]:
    """Return the statements that say when something was: each with its qualifiers; none where Wikidata cannot say it.

    An uncertain date (``?``) has no form there: without its mark it would be a certain one.

    >>> [(main.property, len(more)) for main, more in dated("2022-08/2022-10")]
    [('P580', 0), ('P582', 0)]
    >>> [(main.property, len(more)) for main, more in dated("[2022-08-01..2022-08-04]")]
    [('P585', 2)]
    """
    if "?" in text or "%" in text:
        return []
    if found := moment(text):
        return [(Snak(AT, found), ())]
    if "/" in text:
        begin, end = (moment(part) for part in text.split("/"))
        sides = ((START, begin), (END, end))
        marked = any(part not in ("", "..") and not moment(part) for part in text.split("/"))
        return [] if marked else [(Snak(name, side), ()) for name, side in sides if side]
    bounds = _bounds(text)
    return [(Snak(AT, Unknown()), bounds)] if bounds else []


def qualified(text: str) -> tuple[Snak, ...] | None:
    """Return the same as qualifiers of another statement; ``None`` where Wikidata cannot say it."""
    found = dated(text)
    if not found:
        return None
    return tuple(snak for main, more in found for snak in (more or (main,)))


def _bounds(text: str) -> tuple[Snak, ...]:
    """Return the first and the last day of one unknown day."""
    first, _, _, last = edtf.parse(text).corners
    return tuple(Snak(name, _day(day)) for name, day in ((EARLIEST, first), (LATEST, last)) if day)


def _day(day: date) -> Moment:
    return Moment(day.isoformat(), _PRECISION[10])
