"""How two scopes compare, one dimension at a time: measure, force, area, period, basis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from typing import Final

from kg.dataset.proposition import Figure
from kg.edtf import Interval
from kg.rdf.concepts import collected
from kg.reason.world import Utterance, World

__all__ = [
    "Dimension", "Range", "Relation", "Scopes", "area", "compare_scopes", "force", "measure", "moment", "period",
    "range_of", "relate",
]  # fmt: skip


class Relation(Enum):
    """How the first of two values stands to the second."""

    EQUAL = "equal"
    NEAR = "near-equal"
    PART = "part of"
    WHOLE = "whole of"
    DISJOINT = "disjoint"
    OVERLAP = "overlapping"
    UNKNOWN = "unknown"


class Dimension(Enum):
    """What two figures must share to be comparable."""

    MEASURE = "measure"
    FORCE = "force"
    AREA = "area"
    PERIOD = "period"
    BASIS = "basis"
    MODALITY = "modality"


Scopes = dict[Dimension, Relation]

_METRES: Final = {
    "metre": Decimal(1),
    "kilometre": Decimal(1000),
    "mile": Decimal("1609.344"),
}
_SLACK: Final = 3
_LONG: Final = 60
"""Running totals over so many days end on the day of saying: a few days more or less at the end set none apart."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a figure allows, in the base unit.

    Attributes:
        low: The lower end; ``None`` if open.
        high: The upper end; ``None`` if open.
        approximate: Whether the number was given as approximate.
    """

    low: Decimal | None
    high: Decimal | None
    approximate: bool

    def disjoint(self, other: Range) -> bool:
        """Tell whether no number is in both."""
        return _below(self.high, other.low) or _below(other.high, self.low)

    def same(self, other: Range) -> bool:
        """Tell whether the printed numbers are the same."""
        return (self.low, self.high) == (other.low, other.high)


def _below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


def range_of(figure: Figure) -> Range:
    """Return the range of a figure; lengths in metres."""
    factor = _METRES.get(figure.unit or "", Decimal(1))
    quantity = figure.quantity
    low, high = (None if n is None else n * factor for n in (quantity.minimum, quantity.maximum))
    return Range(low, high, quantity.bound in ("about", "nearly"))


def compare_scopes(world: World, one: Utterance, two: Utterance) -> Scopes:
    """Return how the scopes of two figures compare, in every dimension but modality."""
    a, b = one.claim.figure, two.claim.figure
    assert a is not None
    assert b is not None
    return {
        Dimension.MEASURE: measure(world, a, b),
        Dimension.FORCE: force(world, a.of or a.by, b.of or b.by),
        Dimension.AREA: _area(world, one, two),
        Dimension.PERIOD: _period(one, two),
        Dimension.BASIS: Relation.EQUAL if a.per == b.per else Relation.DISJOINT,
    }


def measure(world: World, a: Figure, b: Figure) -> Relation:
    """Return how what two figures count compares: measure, item and unit."""
    other_items = a.item != b.item and a.item and b.item and not {a.item, b.item} <= collected("people")
    if _quality(a) != _quality(b) or other_items:
        return Relation.DISJOINT
    if bool(a.item) != bool(b.item) and not (_people(world, a) and _people(world, b)):
        return Relation.UNKNOWN
    return _nested(a.kind, b.kind, world.narrower) or Relation.DISJOINT


def _people(world: World, figure: Figure) -> bool:
    """Tell whether the measure itself counts people, so that a figure without an item counts them, too."""
    return figure.kind == "casualties" or world.narrower(figure.kind, "casualties")


def _quality(figure: Figure) -> str:
    return "length" if figure.unit in _METRES else figure.unit or "count"


def relate(one: tuple[str, ...], two: tuple[str, ...], single: Callable[[str, str], Relation]) -> Relation:
    """Return how two lists of things compare, given how two single things do."""
    if not one or not two:
        return Relation.UNKNOWN
    if set(one) == set(two):
        return Relation.EQUAL
    if len(one) == len(two) == 1:
        return single(one[0], two[0])
    if set(one) < set(two):
        return Relation.PART
    if set(two) < set(one):
        return Relation.WHOLE
    found = {single(x, y) for x in one for y in two}
    return Relation.DISJOINT if found == {Relation.DISJOINT} else Relation.OVERLAP


def _nested(x: str, y: str, inside: Callable[[str, str], bool]) -> Relation | None:
    """Return whether two things are equal or one lies in the other; ``None`` if neither does."""
    if x == y:
        return Relation.EQUAL
    if inside(x, y):
        return Relation.PART
    return Relation.WHOLE if inside(y, x) else None


def _force(world: World, x: str, y: str) -> Relation:
    nested = _nested(x, y, world.part_of)
    if nested is not None:
        return nested
    sides = world.side(x), world.side(y)
    if None not in sides and sides[0] != sides[1]:
        return Relation.DISJOINT
    kinds = {world.dataset.actors[x].kind, world.dataset.actors[y].kind}
    return Relation.NEAR if kinds & collected("general") else Relation.DISJOINT


def force(world: World, one: tuple[str, ...], two: tuple[str, ...]) -> Relation:
    """Return how two lists of actors compare."""
    return relate(one, two, lambda x, y: _force(world, x, y))


def _area(world: World, one: Utterance, two: Utterance) -> Relation:
    a, b = one.proposition, two.proposition
    assert a is not None
    assert b is not None
    if not a.where or not b.where:
        # One of them is of the whole event, the other at a place of the same event: near, but never surely equal.
        return Relation.NEAR if a.about == b.about and (a.about or not (a.where or b.where)) else Relation.UNKNOWN
    return relate(a.where, b.where, lambda x, y: area(world, x, y))


def area(world: World, x: str, y: str) -> Relation:
    """Return how two places compare; two settlements are apart, of other places it is not known."""
    nested = _nested(x, y, world.within)
    if nested is not None:
        return nested
    kinds = {world.dataset.places[x].kind, world.dataset.places[y].kind}
    return Relation.DISJOINT if kinds <= collected("settlement") else Relation.UNKNOWN


def _period(one: Utterance, two: Utterance) -> Relation:
    """Compare the periods of two figures; two undated ones of one event are taken to be of one time."""
    if one.when is None and two.when is None:
        a, b = one.proposition, two.proposition
        return Relation.NEAR if a and b and a.about and a.about == b.about else Relation.UNKNOWN
    return period(one.when, two.when)


def moment(interval: Interval | None) -> Interval | None:
    """Return the last day of a period whose beginning is open: by then, at the latest, the thing was so.

    "Had been captured by 21 May" says that it was so on 21 May; it does not say since when.
    """
    if interval is None or interval.earliest_begin is not None or interval.latest_end is None:
        return interval
    last = interval.latest_end
    return Interval(last, last, last, last)


def period(one: Interval | None, two: Interval | None) -> Relation:
    """Return how two periods compare; one that is open or missing can at most be shown to be apart."""
    if one is None or two is None:
        return Relation.UNKNOWN
    if one.corners == two.corners and None not in one.corners:
        return Relation.EQUAL
    if _before(one, two) or _before(two, one):
        return Relation.DISJOINT
    ends = one.earliest_begin, one.latest_end, two.earliest_begin, two.latest_end
    if None in ends:
        return Relation.UNKNOWN
    a, b, c, d = ends
    assert a is not None
    assert b is not None
    assert c is not None
    assert d is not None
    slack = timedelta(days=_SLACK if min(b - a, d - c).days >= _LONG else 0)
    if a >= c and b <= d + slack:
        return Relation.PART
    return Relation.WHOLE if c >= a and d <= b + slack else Relation.OVERLAP


def _before(one: Interval, two: Interval) -> bool:
    return bool(one.latest_end and two.earliest_begin and one.latest_end < two.earliest_begin)
