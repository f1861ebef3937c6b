"""A chart as plain values: lines of text with marks between them. How it is drawn is told by ``kg.ask.plot.draw``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kg.edtf import Interval

__all__ = ["Chart", "Key", "Line", "Mark", "count_mark", "number_mark", "time_mark", "voices"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn on a line: a point, a bar, and as much doubt as there is.

    Attributes:
        low: The lowest value that is possible; ``None`` where it is open: an arrow.
        high: The highest value that is possible; ``None`` where it is open.
        core: The part that is certain; ``None`` where no part is.
        voice: The number of the voice in the key of the chart; -1 for nobody's.
        bar: Whether it is a bar, also where it has no length.
        stem: Whether a line stands through it: something changed at that time.
        light: Whether it is hedged, about, or read with doubt.
        negated: Whether it is said not to be so.
    """

    low: float | None
    high: float | None
    core: tuple[float, float] | None
    voice: int = 0
    bar: bool = False
    stem: bool = False
    light: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart.

    Attributes:
        left: What stands left of the marks: who says it.
        right: What stands right of them: what is said.
        marks: The marks; none on a heading.
        name: The identifier of the claim.
        link: The IRI of the claim.
    """

    left: str
    right: str = ""
    marks: tuple[Mark, ...] = ()
    name: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the key.

    Attributes:
        mark: A mark as it is drawn.
        meaning: What it means.
        row: The row of the key in which it stands.
    """

    mark: Mark
    meaning: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Attributes:
        title: The heading.
        note: How it is to be read.
        left: The heading of the texts at the left.
        right: The heading of the texts at the right.
        axis: ``number`` (logarithmic, with zero), ``count`` (from zero on), ``day``.
        unit: What the axis counts.
        lines: The lines, headings among them.
        keys: The key.
        source: From what it is made, as it must be cited.
    """

    title: str
    note: str
    left: str
    right: str
    axis: Literal["number", "count", "day"]
    unit: str
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]
    source: str

    @property
    def values(self) -> tuple[float, ...]:
        """The values that the axis must take in."""
        marks = (mark for line in self.lines for mark in line.marks)
        return tuple(end for mark in marks for end in (mark.low, mark.high, *(mark.core or ())) if end is not None)

    @property
    def description(self) -> str:
        """Everything that the chart shows, in words, for those who do not see it."""
        told = (": ".join(filter(None, (line.left, line.right))).replace("\n", ", ") for line in self.lines)
        return ". ".join([self.note.rstrip("."), *(text.rstrip(".") for text in told), self.source])


def voices(sides: Iterable[str]) -> dict[str, int]:
    """Return the number of each voice: the sides by name, at last those without one."""
    named = sorted({side for side in sides if side})
    return {**{side: number for number, side in enumerate(named)}, "": len(named)}


def number_mark(low: float | None, high: float | None, voice: int, light: bool) -> Mark:
    """Return the mark of a number with bounds: one number, a range, or an open bound."""
    core = (low, high) if low is not None and low == high else None
    return Mark(low, high, core, voice, light=light)


def count_mark(number: int, voice: int, part: bool = False) -> Mark:
    """Return the mark of a count: a bar from zero on, a lower one for a part of another count."""
    return Mark(0, number, None if part else (0, number), voice, bar=True)


def time_mark(time: Interval, voice: int, light: bool, stem: bool, negated: bool = False) -> Mark:
    """Return the mark of a time: the days that are certain, and those that are possible.

    Args:
        time: The four corners.
        voice: The number of the voice.
        light: Whether it is hedged; a time of which no day is certain is light anyhow.
        stem: Whether something changed at that time.
        negated: Whether it is said not to be so.
    """
    low, begun, ended, high = (None if day is None else float(day.toordinal()) for day in time.corners)
    core = (begun, ended) if begun is not None and ended is not None and begun <= ended else None
    vague = core is None and low is not None and high is not None
    return Mark(low, high, core, voice, stem=stem, light=light or vague, negated=negated)
