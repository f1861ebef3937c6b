"""The tables of stores: side by side at one size, question by question, and how all of it grows from size to size."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import geometric_mean

from scripts.bench.asking import Outcome
from scripts.engines.room import told

__all__ = ["differing", "exponent", "growth", "overview", "questions"]


def overview(found: Sequence[Outcome]) -> list[str]:
    """Return a table with a line for each store: loading, all questions, memory, disk, and what went wrong.

    The sum of the questions is that of the ones which the store answered; the ratio is the geometric mean over them of
    how much longer it takes than the quickest store.
    """
    lines = [
        f"{'store':<20}{'load':>9}{'triples/s':>11}{'questions':>12}{'to the quickest':>17}"
        f"{'memory':>9}{'disk':>9}{'busy':>6}"
    ]
    quickest = {name: min(o.times[name] for o in found if name in o.times) for one in found for name in one.times}
    for one in found:
        if one.loaded is None:
            lines.append(f"{one.store:<20}  {one.why}")
            continue
        asked = f"{sum(one.times.values()):.0f} ms" if one.times else "-"
        busy = "-" if one.busy is None else f"{one.busy:.1f}"
        ratio = (
            f"{geometric_mean(one.times[name] / quickest[name] for name in one.times):.1f} times" if one.times else "-"
        )
        lines.append(
            f"{one.store:<20}{one.loaded:>7.1f} s{one.triples / one.loaded:>11.0f}{asked:>12}{ratio:>17}"
            f"{told(one.memory):>9}{told(one.disk):>9}{busy:>6}{_notes(one, found)}"
        )
    return lines


def questions(found: Sequence[Outcome], names: Iterable[str]) -> list[str]:
    """Return a table of milliseconds, with a line for each question and a column for each store that loaded."""
    loaded = [one for one in found if one.loaded is not None]
    lines = [f"{'ms':<14}{'rows':>8}" + "".join(f"{_head(one.store):>15}" for one in loaded)]
    for name in names:
        rows = next((f"{one.answers[name].rows}" for one in loaded if name in one.answers), "-")
        lines.append(f"{name:<14}{rows:>8}" + "".join(f"{_cell(one, name):>15}" for one in loaded))
    return lines


def growth(found: Sequence[Outcome], names: Iterable[str]) -> list[str]:
    """Return a table of exponents: 1.0 means that what has ten times the triples takes ten times as long, 0 as long.

    There is a line for each store and step from one size to the next that it was measured at.
    """
    width = {name: max(len(name), 6) + 2 for name in names}
    lines = [f"{'store':<20}{'claims':<18}{'load':>6}" + "".join(f"{name:>{w}}" for name, w in width.items())]
    for store in dict.fromkeys(one.store for one in found):
        sizes = {one.triples: one for one in found if one.store == store and one.loaded is not None}
        for (few, before), (many, after) in pairwise(sorted(sizes.items())):
            load = exponent(before.loaded or 0, after.loaded or 0, few, many)
            step = f"{before.claims:.0e} to {after.claims:.0e}".replace("e+0", "e")
            cells = (
                f"{exponent(before.times.get(name, 0), after.times.get(name, 0), few, many):>{w}}"
                for name, w in width.items()
            )
            lines.append(f"{store:<20}{step:<18}{load:>6}" + "".join(cells))
    return lines


def exponent(before: float, after: float, few: int, many: int) -> str:
    """Return by which power of the number of triples a time grew; a dash where one of them is not known."""
    if min(before, after) <= 0 or few == many:
        return "-"
    return f"{math.log(after / before) / math.log(many / few):.2f}"


def differing(one: Outcome, found: Sequence[Outcome]) -> dict[str, str]:
    """Return the questions to which a store gives another answer than the first store with one, and in what."""
    different = {}
    for name, digest in one.answers.items():
        wanted = next(other.answers[name] for other in found if name in other.answers)
        if digest != wanted:
            same = digest.rows == wanted.rows
            different[name] = "the same number of rows" if same else f"{digest.rows} rows, not {wanted.rows}"
    return different


def _notes(one: Outcome, found: Sequence[Outcome]) -> str:
    notes = [f"slow: {', '.join(one.slow)}"] if one.slow else []
    notes += [f"failed: {name} ({reason})" for name, reason in one.failed.items()]
    notes += [f"other rows: {name} ({how})" for name, how in differing(one, found).items()]
    notes += [one.why] if one.why else []
    return "".join(f"\n    {note}" for note in notes)


def _cell(one: Outcome, name: str) -> str:
    if name in one.times:
        return f"{one.times[name]:.1f}"
    return "slow" if name in one.slow else "failed" if name in one.failed else "-"


def _head(store: str) -> str:
    short = {"pyoxigraph, memory": "in memory", "pyoxigraph, disk": "on disk"}
    return short.get(store, store.replace(", HTTP", "").replace(",", ""))
