"""How marks look: a shape and a lightness for each voice, so that they are told apart in grey and without colours.

The fills differ in lightness (CIE L* about 22, 52, 84 and 100), each shape and each hatching stands for one voice only.
What is hedged is lighter in its fill and has a broken edge; what is open has an arrow; what is said not to be so is
crossed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from matplotlib.text import OffsetFrom

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from kg.ask.plot.chart import Mark

__all__ = ["INK", "VOICES", "draw_mark"]

INK: Final = "#1a1a1a"


class _Voice(NamedTuple):
    """How the marks of a voice look: their fill, their shape, the hatching of their bars."""

    fill: str
    shape: str
    hatch: str


VOICES: Final = (
    _Voice("#1f3552", "o", ""), _Voice("#c2603a", "s", "////"), _Voice("#f2d06b", "D", ""), _Voice("#ffffff", "^", ""),
)  # fmt: skip
"""The voices in the order of their numbers; all beyond look like the last one."""

_NOBODY: Final = _Voice("#8c8c8c", "h", "")
"""How a mark of the key looks that is nobody's."""

_SIZE: Final = {"o": 6.4, "s": 5.8, "D": 5.2, "^": 6.6, "h": 6.6}
_THICK: Final = 0.105
"""How high the bar of a stretch is that holds throughout, in inches."""

_THIN: Final = 0.055
"""How high the bar is of what lies somewhere between two ends."""

_SHORT: Final = 0.012
"""A stretch shorter than this part of the field is drawn as a point."""

_ARROW: Final = 22
"""How long an arrow is, in points."""


def draw_mark(axes: Axes, y: float, mark: Mark, name: str, link: str) -> None:
    """Draw a mark at a height.

    Args:
        axes: Where to.
        y: The height.
        mark: The mark.
        name: The name of its group in the file.
        link: Where a click on it leads; nowhere where it is empty.
    """
    known = [end for end in (mark.low, *(mark.core or ()), mark.high) if end is not None]
    low, high = min(known), max(known)
    broken: Any = (0, (3, 1.5)) if mark.light else "-"
    if mark.low is None:
        _arrow(axes, low, y, -_ARROW, broken)
    if mark.high is None:
        _arrow(axes, high, y, _ARROW, broken)
    start, end = mark.core or (low, high)
    if (low, high) != (start, end) or (mark.core is None and low < high):
        axes.plot([low, high], [y, y], color=INK, linewidth=0.9, linestyle=broken, marker="|", markersize=6, zorder=2)
    middle = (start + end) / 2
    if mark.bar or _long(axes, start, end):
        _bar(axes, y, (start, end), mark, name, link)
    else:
        _point(axes, y, middle, mark, name, link)
    if mark.negated:
        axes.plot([middle], [y], color=INK, marker="x", markersize=8, markeredgewidth=1.4, linestyle="none", zorder=5)


def _long(axes: Axes, start: float, end: float) -> bool:
    """Return whether a stretch is long enough that a bar of it can be seen."""
    left, right = axes.transAxes.inverted().transform(axes.transData.transform([(start, 0), (end, 0)]))[:, 0]
    return bool(right - left > _SHORT)


def _bar(axes: Axes, y: float, ends: tuple[float, float], mark: Mark, name: str, link: str) -> None:
    """Draw a stretch: high where it is certain throughout, low where it is somewhere between its ends."""
    voice, looks = _looks(mark)
    start, end = ends
    high = _THICK if mark.core else _THIN
    (patch,) = axes.barh(y, end - start, high, left=start, hatch=voice.hatch, zorder=3, **looks)
    patch.set_gid(f"mark.{name}")
    patch.set_url(link or None)


def _point(axes: Axes, y: float, x: float, mark: Mark, name: str, link: str) -> None:
    voice, looks = _looks(mark)
    if mark.stem:
        axes.plot([x], [y], color=INK, marker="|", markersize=15, markeredgewidth=1.2, linestyle="none", zorder=3)
    dots = axes.scatter([x], [y], s=_SIZE[voice.shape] ** 2, marker=voice.shape, zorder=4, **looks)
    dots.set_gid(f"mark.{name}")
    dots.set_urls([link] if link else [])


def _arrow(axes: Axes, x: float, y: float, step: int, broken: Any) -> None:
    """Draw an arrow from the last known value to where there is no bound."""
    style = {"arrowstyle": "-|>,head_width=0.22,head_length=0.45", "color": INK, "linewidth": 1.0, "linestyle": broken,
             "shrinkA": 0, "shrinkB": 0}  # fmt: skip
    axes.annotate(
        "",
        (step, 0),
        (x, y),
        xycoords=OffsetFrom(axes.transData, (x, y)),
        textcoords="data",
        arrowprops=style,
        zorder=2,
    )


def _looks(mark: Mark) -> tuple[_Voice, dict[str, Any]]:
    """Return the voice of a mark, and its fill and edge in the terms of matplotlib."""
    voice = VOICES[min(mark.voice, len(VOICES) - 1)] if mark.voice >= 0 else _NOBODY
    fill = "#ffffff" if mark.negated else _lighter(voice.fill) if mark.light else voice.fill
    edge = (0, (2, 1)) if mark.light else "-"
    return voice, {"color": fill, "edgecolor": INK, "linewidth": 0.8, "linestyle": edge}


def _lighter(fill: str) -> str:
    """Return a colour half way to white."""
    parts = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{(part + 255) // 2:02x}" for part in parts)
