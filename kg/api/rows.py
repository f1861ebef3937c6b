"""The rows of an answer, with names and types."""

from __future__ import annotations

import keyword
from collections import namedtuple
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, overload

from kg.api.frames import answer_frame

if TYPE_CHECKING:
    import pandas

__all__ = ["Rows"]


def _fields(columns: Iterable[str]) -> list[str]:
    """Return the names of columns as attributes can be named: ``from`` becomes ``from_``, ``1a`` and ``_a`` ``c1a``.

    >>> _fields(["claim", "from", "_a"])
    ['claim', 'from_', 'c_a']
    """
    found: list[str] = []
    for column in columns:
        name = column if column.isidentifier() and not column.startswith("_") else f"c{column}"
        while keyword.iskeyword(name) or name in found:
            name += "_"
        found.append(name)
    return found


class Rows(Sequence[Any]):
    """The rows of an answer: named tuples with one attribute per column.

    A value is a thing of the graph, a number, a date, a text, or ``None`` where the query has no value.

    Attributes:
        columns: The names of the columns, as in the query.
    """

    __slots__ = ("_made", "_rows", "columns")

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self._made: Any = namedtuple("Row", _fields(columns))  # type: ignore[misc]
        self._rows = tuple(self._made(*row) for row in rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Any:
        """Return a row, or some rows."""
        return Rows(self.columns, self._rows[at]) if isinstance(at, slice) else self._rows[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self.columns, self._rows) == (other.columns, other._rows)

    def __hash__(self) -> int:
        return hash((self.columns, self._rows))

    def __repr__(self) -> str:
        return f"<{len(self)} rows: {', '.join(self.columns)}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries, by the names of the columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self._rows]

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame of pandas: things by their short names, days, numbers, categories.

        Raises:
            ImportError: pandas is not installed.
        """
        return answer_frame(self.columns, self._rows, "to_dataframe()")
