"""Values that are more than their text."""

from __future__ import annotations

from kg.edtf import Interval, parse

__all__ = ["Edtf"]


class Edtf(str):
    """A date in EDTF: its text, with the days that bound it."""

    __slots__ = ()

    @property
    def corners(self) -> Interval | None:
        """The first and the last day of its beginning and of its end; ``None`` for forms that are not of the subset.

        >>> Edtf("[..2023-07-16]").corners.latest_end
        datetime.date(2023, 7, 16)
        """
        try:
            return parse(self)
        except ValueError:
            return None
