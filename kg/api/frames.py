"""Rows as DataFrames of pandas, with types: days, numbers, intervals and categories."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.api.things import Thing
from kg.api.values import Edtf
from kg.edtf import parse

if TYPE_CHECKING:
    import pandas

__all__ = ["answer_frame", "series_frame"]

_CATEGORIES: Final = frozenset(
    ("about", "act", "bound", "claimant", "end", "extent", "hedge", "item", "kind", "match", "measure", "medium", "of",
     "outcome", "party", "per", "relation", "rule", "side", "speaks", "stance", "unit", "verdict", "where")
)  # fmt: skip
"""The columns that hold one of few names; ``_label`` behind the name does not matter."""

_CORNERS: Final = ("earliest", "latest")


def answer_frame(columns: Sequence[str], rows: Iterable[Sequence[Any]], wanted: str) -> pandas.DataFrame:
    """Return the rows of an answer as a DataFrame.

    A date in EDTF has two columns more, the first and the last day that it can mean, such as ``said_earliest`` and
    ``said_latest``.

    Args:
        columns: The names of the columns.
        rows: The rows.
        wanted: Who needs pandas, for the message.

    Raises:
        ImportError: pandas is not installed.
    """
    pandas = _pandas(wanted)
    made = {}
    kept = tuple(rows)
    for place, name in enumerate(columns):
        values = [row[place].curie if isinstance(row[place], Thing) else row[place] for row in kept]
        made[name] = _typed(pandas, name, values)
        if any(isinstance(value, Edtf) for value in values):
            times = [value.corners if isinstance(value, Edtf) else None for value in values]
            for corner, attribute in zip(_CORNERS, ("earliest_begin", "latest_end"), strict=True):
                if f"{name}_{corner}" not in columns:
                    days = [None if time is None else getattr(time, attribute) for time in times]
                    made[f"{name}_{corner}"] = _days(pandas, days)
    return pandas.DataFrame(made)


def series_frame(rows: Sequence[Any], wanted: str) -> pandas.DataFrame:
    """Return rows of ``kg.ask.series`` as a DataFrame, ready to plot.

    Beside the attributes there are the corners of both times as days, and for a number an interval, open ends infinite.

    Args:
        rows: The rows, all of one class.
        wanted: Who needs pandas, for the message.

    Raises:
        ImportError: pandas is not installed.
    """
    pandas = _pandas(wanted)
    if not rows:
        return pandas.DataFrame()
    made = {}
    for field in dataclasses.fields(rows[0]):
        made[field.name] = _typed(pandas, field.name, [_joined(getattr(row, field.name)) for row in rows])
    for name in ("said", "when") if "said" in made else ():
        texts = [getattr(row, name) for row in rows]
        times = [parse(text) if text else None for text in texts]
        for corner in ("earliest_begin", "latest_begin", "earliest_end", "latest_end"):
            days = [None if time is None else getattr(time, corner) for time in times]
            made[f"{name}_{corner}"] = _days(pandas, days)
    if "minimum" in made:
        low, high = made["minimum"].fillna(float("-inf")), made["maximum"].fillna(float("inf"))
        made["number"] = pandas.Series(pandas.arrays.IntervalArray.from_arrays(low, high, closed="both"))
        made["words"] = pandas.Series([row.words for row in rows], dtype="string")
    return pandas.DataFrame(made)


def _joined(value: Any) -> Any:
    return " and ".join(value) if isinstance(value, tuple) else value


def _typed(pandas: Any, name: str, values: list[Any]) -> pandas.Series[Any]:
    """Return a column with the type that fits all of its values."""
    given = [value for value in values if value is not None]
    if name.removesuffix("_label") in _CATEGORIES and all(isinstance(value, str) for value in given):
        return pandas.Series(pandas.Categorical(values, sorted(set(map(str, given)))))
    if given and all(isinstance(value, date) for value in given):
        return _days(pandas, values)
    if name in ("minimum", "maximum") or (given and any(isinstance(value, Decimal | float) for value in given)):
        numbers = [None if value is None else float(value) for value in values if _is_number(value)]
        if len(numbers) == len(values):
            return pandas.Series(numbers, dtype="Float64")
    texts = [str(value) if isinstance(value, str) else value for value in values]
    return pandas.Series(texts, dtype=object).convert_dtypes()


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))


def _days(pandas: Any, values: Sequence[date | None]) -> pandas.Series[Any]:
    return pandas.Series(list(values), dtype=object).astype("datetime64[s]")


def _pandas(wanted: str) -> Any:
    try:
        import pandas
    except ImportError:
        message = f"{wanted} needs pandas, which is not installed: pip install 'battlekg[frames]'"
        raise ImportError(message) from None
    return pandas
