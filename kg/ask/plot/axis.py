"""The scale of a chart: a logarithmic one with zero for numbers, one from zero for counts, one of days."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.ask.plot.marks import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from kg.ask.plot.chart import Chart

__all__ = ["set_axis"]

_MOST: Final = 7
"""At most so many months, quarters or years are named on the scale of days."""


def set_axis(axes: Axes, chart: Chart, both: bool) -> None:
    """Set scale, limits, ticks and their names.

    Args:
        axes: The field of the marks.
        chart: The chart.
        both: Whether the scale stands at the top as well.
    """
    ticks = {"number": _numbers, "count": _counts, "day": _days}[chart.axis](axes, chart.values)
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.set_xticks([], minor=True)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=3, width=0.6, labelsize=8, colors=INK, top=both, labeltop=both)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.grid(axis="x", color="#d0d0d0", linewidth=0.5, linestyle=(0, (1, 2)))
    axes.set_axisbelow(True)
    axes.set_xlabel(chart.unit, fontsize=8, color=INK, loc="left")


def _numbers(axes: Axes, values: tuple[float, ...]) -> dict[float, str]:
    """Set a scale on which each step is ten times the one before; below its first step it runs evenly to zero."""
    some = [value for value in values if value > 0]
    low = 10 ** math.floor(math.log10(min(some, default=1)))
    high = max(some, default=1)
    top = 10 ** math.ceil(math.log10(high) + 1e-9)
    steps = (low * 10**step for step in range(round(math.log10(top / low)) + 1))
    ticks = {value: f"{value:,.0f}" if value >= 1 else f"{value:g}" for value in steps}
    if min(values, default=1) <= 0:
        axes.set_xscale("symlog", linthresh=low, linscale=0.5)
        axes.set_xlim(-0.25 * low, top * 2)
        return {0: "0", **ticks}
    axes.set_xscale("log")
    axes.set_xlim(low * 0.7, max(top, high * 3))
    return ticks


def _counts(axes: Axes, values: tuple[float, ...]) -> dict[float, str]:
    high = max(values, default=1)
    step = _step(high)
    axes.set_xlim(0, high * 1.18)
    return {value: f"{value:,}" for value in range(0, int(high) + step, step)}


def _step(high: float) -> int:
    """Return the step of a scale with about five steps: 1, 2 or 5 times a power of ten."""
    rough = max(high / 5, 1)
    power = 10 ** math.floor(math.log10(rough))
    return int(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough))


def _days(axes: Axes, values: tuple[float, ...]) -> dict[float, str]:
    low, high = min(values), max(values)
    room = max((high - low) * 0.09, 2)
    axes.set_xlim(low - room, high + room)
    first, last = (date.fromordinal(int(value)) for value in (low - room, high + room))
    if (last - first).days < 50:
        step = max(1, math.ceil((last - first).days / _MOST))
        days = range(int(low), int(high) + 1, step)
        return {float(day): f"{date.fromordinal(day):%Y-%m-%d}"[0 if day == int(low) else 5 :] for day in days}
    return _months(first, last)


def _months(first: date, last: date) -> dict[float, str]:
    """Return the first days of months, as many as can be named; a year where it begins."""
    start, end = first.year * 12 + first.month, last.year * 12 + last.month - 1
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if (end - start) / step <= _MOST), 600)
    months = [date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1) if month % step == 0]
    return {float(day.toordinal()): f"{day:%Y}" if step >= 12 else f"{day:%Y-%m}" for day in months}
