"""Numbers and dates as people write them; the forms for programs keep the separate columns."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

__all__ = ["date_words", "grouped", "number_words"]

_SHORT: Final = {
    "metres": "m", "kilometres": "km", "square kilometres": "km²", "millimetres": "mm", "centimetres": "cm",
}  # fmt: skip
"""Units that people abbreviate, by their labels in the scheme ``unit``."""

_RANGE: Final = "between"
_MORE: Final = "between, or more"
_EXACT: Final = "exactly"

_DAY: Final = r"(-?\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?)"
_DATES: Final = (
    (rf"\[\.\.{_DAY}\]", "on or before {}"), (rf"\[{_DAY}\.\.\]", "on or after {}"),
    (rf"\[{_DAY}\.\.{_DAY}\]", "between {} and {}"), (rf"\.\./{_DAY}", "until {}"), (rf"{_DAY}/\.\.", "from {} on"),
    (rf"{_DAY}/{_DAY}", "from {} to {}"), (_DAY, "{}"),
)  # fmt: skip


def number_words(bound: str, low: str, high: str, unit: str = "", per: str = "") -> str:
    """Return a number with its bounds as one would write it in a sentence.

    Args:
        bound: The label of the concept of the scheme ``bound``; empty counts as exact.
        low: The lowest value, empty where there is none.
        high: The highest value, empty where there is none.
        unit: The label of the unit, empty where things are counted.
        per: The label of the unit of time, or of another one, that it is counted per.

    >>> number_words("at least", "20000", ""), number_words("between", "150", "1700", "metres")
    ('at least 20,000', '150–1,700 m')
    >>> number_words("between", "20000", "30000", per="days"), number_words("about", "80", "80", "per cent")
    ('20,000–30,000 a day', 'about 80%')
    """
    number = "–".join([grouped(end) for end in dict.fromkeys((low, high)) if end])
    if not number:
        return ""
    words = f"{number}+" if bound == _MORE else number if bound in ("", _EXACT, _RANGE) else f"{bound} {number}"
    if unit == "per cent":
        words += "%"
    elif unit:
        words += f" {_SHORT.get(unit) or (_singular(unit) if number == '1' else unit)}"
    if per:
        one = _singular(per)
        words += f" {'an' if one[0] in 'aeiou' else 'a'} {one}"
    return words


def grouped(number: str) -> str:
    """Return a number with a comma after each three digits; what is no number as it is.

    >>> grouped("1234567.5"), grouped("-1000"), grouped("n/a")
    ('1,234,567.5', '-1,000', 'n/a')
    """
    sign = "-" if number.startswith("-") else ""
    whole, dot, part = number.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{part}" if whole.isascii() and whole.isdigit() else number


def _singular(label: str) -> str:
    return label[:-1] if label.endswith("s") else label


def date_words(edtf: str) -> str:
    """Return an EDTF date as people say it; dates of other forms as they are.

    >>> date_words("[..2023-07-16]"), date_words("2023-05-20?"), date_words("2023-05/2023-06~")
    ('on or before 2023-07-16', '2023-05-20 (uncertain)', 'from 2023-05 to about 2023-06')
    """
    for pattern, words in _DATES:
        if match := re.fullmatch(pattern, edtf, re.ASCII):
            return words.format(*(_day(part) for part in match.groups()))
    return edtf


def _day(text: str) -> str:
    day = text.rstrip("?~%")
    about = f"about {day}" if text.endswith(("~", "%")) else day
    return f"{about} (uncertain)" if text.endswith(("?", "%")) else about
