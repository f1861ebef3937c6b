"""Claims of one kind as a sequence of frozen rows, with a DataFrame and a chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from kg.api.frames import series_frame

if TYPE_CHECKING:
    import pandas

    from kg.api.node import Facts

__all__ = ["Picture", "Series"]

R = TypeVar("R", covariant=True)


class Picture(str):
    """A chart as SVG; a notebook shows it as a picture."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return str(self)


class Series(Sequence[R], Generic[R]):
    """Rows that are ready to plot, each with its claim and its passages.

    Args:
        rows: The rows.
        facts: The graph.
        kind: The chart that shows them.
        values: The parameters of the chart.
    """

    __slots__ = ("_facts", "_kind", "_rows", "_values")

    def __init__(self, rows: Sequence[R], facts: Facts, kind: str, values: Mapping[str, str]) -> None:
        self._rows: tuple[R, ...] = tuple(rows)
        self._facts = facts
        self._kind = kind
        self._values = dict(values)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[R]: ...
    def __getitem__(self, at: int | slice) -> R | Sequence[R]:
        """Return a row, or some rows."""
        return self._rows[at]

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self._kind}>"

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a DataFrame of pandas, with days, intervals and categories.

        Raises:
            ImportError: pandas is not installed.
        """
        return series_frame(self._rows, "to_dataframe()")

    def plot(self) -> Picture:
        """Return the chart of these rows, as ``battlekg plot`` draws it.

        Raises:
            FaultError: There is nothing to show, or matplotlib is not installed.
        """
        from kg.ask.plot.picture import plot

        return Picture(plot(self._facts.store, self._facts.spaces, self._kind, self._values))
