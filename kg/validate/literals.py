"""The values of literals, as far as constraints need them: whether they are well-typed, and their order."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from kg.rdf.terms import XSD, Literal, Term

__all__ = ["compare", "well_typed"]

_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_NUMERIC: Final = frozenset((XSD + "integer", XSD + "decimal"))

Value = Decimal | date | datetime | str | bool | None


def _value(literal: Literal) -> Value:
    """Return the value of a literal; ``None`` where it is ill-typed or its datatype is not known here."""
    kind, text = literal.datatype.removeprefix(XSD), literal.value
    try:
        if kind == "integer":
            return Decimal(text) if _INTEGER.fullmatch(text) else None
        if kind == "decimal":
            return Decimal(text) if _DECIMAL.fullmatch(text) else None
        if kind == "date":
            match = _DAY.fullmatch(text)
            return date.fromisoformat(match[1]) if match else None
        if kind == "dateTime":
            return datetime.fromisoformat(text) if "T" in text else None
        if kind == "boolean":
            return {"true": True, "1": True, "false": False, "0": False}.get(text)
    except ValueError:
        return None
    return text if kind == "string" or literal.lang else None


_CHECKED: Final = frozenset(XSD + name for name in ("integer", "decimal", "date", "dateTime", "boolean"))


def well_typed(literal: Literal) -> bool:
    """Return whether the text of a literal is one that its datatype allows; unknown datatypes allow everything."""
    return literal.datatype not in _CHECKED or _value(literal) is not None


def compare(left: Term, right: Term) -> int | None:
    """Return -1, 0 or 1 as ``left`` is less than, equal to or greater than ``right``; ``None`` if there is no order.

    >>> compare(Literal("9", XSD + "integer"), Literal("10.5", XSD + "decimal"))
    -1
    """
    if not isinstance(left, Literal) or not isinstance(right, Literal):
        return None
    kinds = {left.datatype, right.datatype}
    if len(kinds) > 1 and not kinds <= _NUMERIC:
        return None
    a, b = _value(left), _value(right)
    if a is None or b is None:
        return None
    return (a > b) - (a < b)  # type: ignore[operator]
