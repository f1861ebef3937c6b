"""Drawing a chart as SVG: the layout in inches, the text measured, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from kg.ask.plot.axis import set_axis
from kg.ask.plot.marks import INK, draw_mark
from kg.ask.plot.wrap import wrap
from kg.version import __version__

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from kg.ask.plot.chart import Chart, Line

__all__ = ["draw"]

_SETTINGS: Final[dict[Any, Any]] = {
    "svg.hashsalt": "battlekg", "svg.fonttype": "none", "font.family": "DejaVu Sans", "font.size": 8.5,
    "axes.linewidth": 0.6, "hatch.linewidth": 0.7, "path.simplify": False, "text.parse_math": False,
}  # fmt: skip
_FAMILY: Final = "'DejaVu Sans', Verdana, Arial, sans-serif"
_MARGIN: Final = 0.25
_GAP: Final = 0.16
_MARKS: Final = 4.6
"""How wide the field of the marks is."""

_LEFT: Final = 3.2
_RIGHT: Final = 4.3
_HEAD: Final = 7.0
"""How wide the texts at the left and at the right, and the headings, can be; longer ones are broken."""

_ROW: Final = 0.145
"""The height of a line of text."""

_PAD: Final = 0.085
"""The room between two lines of the chart."""

_TALL: Final = 5.5
"""A field of marks that is higher than this has its scale at the top, too."""


def draw(chart: Chart) -> str:
    """Return a chart as an SVG document.

    Args:
        chart: The chart; it has at least one line with a mark.
    """
    with mpl.rc_context({**mpl.rcParamsDefault, **_SETTINGS}):
        return _Sheet(chart).svg()


class _Sheet:
    """The sheet that one chart is drawn on."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.figure = Figure()
        self.measure = cache(self.measured)
        self.renderer: Any = FigureCanvasAgg(self.figure).get_renderer()  # type: ignore[no-untyped-call]
        self.left = [
            self.wrapped(line.left, _LEFT if line.marks else _HEAD, weight=_weight(line)) for line in chart.lines
        ]
        self.right = [self.wrapped(line.right, _RIGHT) for line in chart.lines]
        wide = [self.measure(text, weight=_weight(line)) for line, texts in zip(chart.lines, self.left, strict=True)
                if line.marks for text in texts]  # fmt: skip
        self.text_left = max([*wide, self.measure(chart.left)])
        self.text_right = max(
            [self.measure(chart.right), *(self.measure(text) for texts in self.right for text in texts)]
        )
        self.width = 2 * _MARGIN + self.text_left + _GAP + _MARKS + _GAP + self.text_right
        self.heights = [self.height(number) for number in range(len(chart.lines))]

    def svg(self) -> str:
        """Draw from the top to the bottom, then write."""
        inner = self.width - 2 * _MARGIN
        title = self.wrapped(self.chart.title, inner, 13, "bold")
        note = self.wrapped(self.chart.note, inner)
        source = self.wrapped(self.chart.source, inner, 7)
        keys = list(self.keyed(inner))
        body = sum(self.heights)
        tall = body > _TALL
        above = _MARGIN + 0.26 * len(title) + 0.16 * len(note) + 0.12 + 0.21 * len(keys) + (0.56 if tall else 0.34)
        self.total = above + body + 0.62 + 0.135 * len(source) + _MARGIN
        self.figure.set_size_inches(self.width, self.total)
        self.figure.patch.set_facecolor("white")
        y = self.lines(title, _MARGIN + 0.2, 0.26, 13, "bold")
        y = self.lines(note, y - 0.03, 0.16)
        self.key(keys, y + 0.06)
        self.body(above, body, tall)
        self.lines(source, above + body + 0.66, 0.135, 7, color="#444444")
        return self.written()

    def body(self, above: float, body: float, tall: bool) -> None:
        """Draw the lines with their marks, the scale above them, too, where they are many."""
        heads = above - (0.32 if tall else 0.06)
        left = _MARGIN + self.text_left + _GAP
        axes = self.field(left, above, _MARKS, body)
        axes.set_ylim(body, 0)
        set_axis(axes, self.chart, both=tall)
        right = left + _MARKS + _GAP
        self.write(left - _GAP, heads, self.chart.left, ha="right", color="#444444", style="italic")
        self.write(right, heads, self.chart.right, color="#444444", style="italic")
        y = 0.0
        for number, line in enumerate(self.chart.lines):
            middle = y + self.heights[number] / 2
            if line.marks:
                axes.axhline(middle, color="#e4e4e4", linewidth=0.6, zorder=0)
                self.block(self.left[number], left - _GAP, above + middle, "right")
                self.block(self.right[number], right, above + middle, "left")
            else:
                ends = ((_MARGIN - left) / _MARKS, (self.width - _MARGIN - left) / _MARKS)
                axes.axhline(y + self.heights[number] - 0.03, *ends, color="#888888", linewidth=0.6, clip_on=False)
                self.block(self.left[number], _MARGIN, above + y + self.heights[number] - 0.13, "left", "bold")
            for at, mark in enumerate(line.marks):
                draw_mark(axes, middle + 0.15 * (at - (len(line.marks) - 1) / 2), mark, f"{line.name}.{at}", line.link)
            y += self.heights[number]

    def keyed(self, inner: float) -> Iterator[list[tuple[float, int]]]:
        """Yield the rows of the key: for each entry where it begins and its number."""
        row: list[tuple[float, int]] = []
        x = 0.0
        for number, key in enumerate(self.chart.keys):
            wide = 0.5 + self.measure(key.meaning) + 0.25
            if row and (x + wide > inner or key.row != self.chart.keys[number - 1].row):
                yield row
                row, x = [], 0.0
            row.append((x, number))
            x += wide
        if row:
            yield row

    def key(self, rows: list[list[tuple[float, int]]], y: float) -> None:
        """Draw the key: each mark as it is on the chart."""
        for row in rows:
            for x, number in row:
                axes = self.field(_MARGIN + x, y, 0.42, 0.2)
                axes.set_axis_off()
                axes.set(xlim=(0, 1), ylim=(0.2, 0))
                draw_mark(axes, 0.1, self.chart.keys[number].mark, f"key.{number}", "")
                self.write(_MARGIN + x + 0.47, y + 0.1, self.chart.keys[number].meaning, va="center")
            y += 0.21

    def field(self, x: float, y: float, wide: float, high: float) -> Axes:
        """Return a part of the sheet, by its place in inches from the upper left corner."""
        bottom = self.total - y - high
        return self.figure.add_axes(
            (x / self.width, bottom / self.total, wide / self.width, high / self.total), facecolor="none"
        )

    def height(self, number: int) -> float:
        """Return how high a line of the chart is."""
        line = self.chart.lines[number]
        if not line.marks:
            return 0.3 if number else 0.22
        return _ROW * max(len(self.left[number]), len(self.right[number]), len(line.marks)) + _PAD

    def wrapped(self, text: str, width: float, size: float = 8.5, weight: str = "normal") -> list[str]:
        """Return the lines of a text that is broken between words."""
        return [
            part for given in text.split("\n") for part in wrap(given, width, lambda t: self.measure(t, size, weight))
        ]

    def measured(self, text: str, size: float = 8.5, weight: str = "normal") -> float:
        """Return how long a text is, in inches."""
        font = FontProperties(family="DejaVu Sans", size=size, weight=weight)
        wide = self.renderer.get_text_width_height_descent(text or " ", font, ismath=False)[0]
        return float(wide / self.renderer.dpi)

    def block(self, texts: list[str], x: float, middle: float, side: str, weight: str = "normal") -> None:
        """Write some lines of text around a height."""
        top = middle - _ROW * (len(texts) - 1) / 2
        for number, text in enumerate(texts):
            self.write(x, top + _ROW * number, text, ha=side, va="center_baseline", weight=weight)

    def lines(
        self, texts: list[str], y: float, step: float, size: float = 8.5, weight: str = "normal", color: str = INK
    ) -> float:
        """Write lines of text from a baseline on, and return the next one."""
        for text in texts:
            self.write(_MARGIN, y, text, size=size, weight=weight, color=color)
            y += step
        return y

    def write(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write a text at a place in inches from the upper left corner."""
        self.figure.text(x / self.width, 1 - y / self.total, text, **{"color": INK, "size": 8.5, **style})

    def written(self) -> str:
        """Return the SVG, with a title and a description for those who do not see it."""
        out = io.StringIO()
        metadata = {"Date": None, "Creator": f"battlekg {__version__}", "Format": "image/svg+xml"}
        self.figure.savefig(out, format="svg", metadata=metadata)
        text = out.getvalue().replace("'DejaVu Sans'", _FAMILY)
        end = text.index(">", text.index("<svg "))
        told = (
            f'<title id="title">{escape(self.chart.title)}</title>\n'
            f' <desc id="desc">{escape(self.chart.description)}</desc>'
        )
        role = ' role="img" aria-labelledby="title desc" lang="en"'
        return f"{text[:end]}{role}>\n {told}{text[end + 1 :]}"


def _weight(line: Line) -> str:
    return "normal" if line.marks else "bold"
