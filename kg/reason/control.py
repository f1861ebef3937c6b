"""Who can hold what at the same time: captures and control, and one event told of two actors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.dataset.proposition import Described, Proposition, Situation
from kg.reason.compare import Relation, area, force, moment, period, range_of
from kg.reason.verdict import Verdict
from kg.reason.world import Utterance, World

__all__ = ["compare_control", "compare_participants"]

_TAKES = ("capture", "recapture")
_INSIDE = (Relation.EQUAL, Relation.PART)
_APART = Relation.DISJOINT


def compare_control(world: World) -> Iterator[Verdict]:
    """Yield the pairs in which one side holds all of a place and the other side some of it, at one time.

    A capture implies control of the place on its date, and nothing for the days after.
    """
    holds = [u for u in world.utterances.values() if u.reports and _extent(u.proposition)]
    for one, two in combinations(sorted(holds, key=lambda u: u.id), 2):
        if one.root == two.root or one.speaks_of(two, "denies", "disputes"):
            continue
        verdict = _full_against(world, one, two) or _full_against(world, two, one) or _extents(world, one, two)
        if verdict is not None:
            yield verdict
    yield from _shares(world)


def _extent(proposition: Proposition | None) -> str:
    """Return how much of its places a proposition gives to its actor; empty where it gives nothing."""
    if proposition is None or not proposition.where:
        return ""
    if isinstance(proposition, Described) and proposition.polarity:
        return "none" if proposition.kind == "control" else ""
    if proposition.kind in _TAKES and not isinstance(proposition, Situation):
        return "full" if proposition.kind == "capture" else "part"
    if isinstance(proposition, Situation) and proposition.kind == "control":
        return proposition.extent or "some"
    return ""


def _full_against(world: World, full: Utterance, other: Utterance) -> Verdict | None:
    a, b = full.proposition, other.proposition
    assert a is not None
    assert b is not None
    if _extent(a) != "full" or _extent(b) in ("", "none") or not a.by or not b.by:
        return None
    if force(world, a.by, b.by) is not _APART or not _inside(world, b, a):
        return None
    when = period(moment(full.when), moment(other.when))
    if when is _APART or when is Relation.UNKNOWN:
        return None
    held = {"some": "a part", "part": "a part", "small-part": "a small part", "most": "most", "full": "all"}[_extent(b)]
    places = "+".join(world.label("place", key) for key in a.where)
    inner = "+".join(world.label("place", key) for key in b.where)
    why = f"{_who(world, a)} hold all of {places}, {_who(world, b)} hold {held} of {inner}, at the same time"
    dated = moment(full.when) == full.when and moment(other.when) == other.when
    certain = (
        dated
        and when in (Relation.EQUAL, Relation.PART, Relation.WHOLE)
        and not {"when", "by", "where"} & (full.inferred | other.inferred)
    )
    return Verdict.of(full.id, other.id, "control-by-two", "conflict" if certain else "possible-conflict", why)


def _extents(world: World, one: Utterance, two: Utterance) -> Verdict | None:
    """Judge two extents of one side at one place and time: all and most do not say the same."""
    a, b = one.proposition, two.proposition
    assert a is not None
    assert b is not None
    order = {"full": 3, "most": 2, "small-part": 1}
    first, second = order.get(_extent(a)), order.get(_extent(b))
    if first is None or second is None or first == second or set(a.where) != set(b.where) or not a.by or not b.by:
        return None
    sides = {world.side(key) for key in (*a.by, *b.by)}
    if len(sides) != 1 or None in sides or period(one.when, two.when) is not Relation.EQUAL:
        return None
    why = f"{_extent(a)} and {_extent(b)} of {'+'.join(world.label('place', key) for key in a.where)} on the same day"
    return Verdict.of(one.id, two.id, "two-extents", "tension", why)


def _inside(world: World, inner: Proposition, outer: Proposition) -> bool:
    return any(area(world, x, y) in _INSIDE for x in inner.where for y in outer.where)


def _who(world: World, proposition: Proposition) -> str:
    return "+".join(world.label("actor", key) for key in proposition.by)


def _shares(world: World) -> Iterator[Verdict]:
    """Yield pairs of shares of one place that two sides hold at one time and that make more than a whole."""
    shares = [
        u for u in world.utterances.values()
        if u.claim.figure and u.claim.figure.unit == "percent" and u.claim.figure.kind == "share" and u.claim.figure.by
    ]  # fmt: skip
    for one, two in combinations(sorted(shares, key=lambda u: u.id), 2):
        a, b = one.claim.figure, two.claim.figure
        assert a is not None
        assert b is not None
        if set(a.where) != set(b.where) or force(world, a.by, b.by) is not _APART or not one.reports or not two.reports:
            continue
        low = range_of(a).low, range_of(b).low
        if None in low or low[0] + low[1] <= 100 or period(one.when, two.when) is _APART:  # type: ignore[operator]
            continue
        why = f"{a.n} and {b.n} per cent of one place for two sides are more than all of it"
        yield Verdict.of(one.id, two.id, "shares-above-whole", "conflict", why)


def compare_participants(world: World) -> Iterator[Verdict]:
    """Yield pairs that tell one event of two actors, one a part of the other: the narrower refines the wider."""
    told = [
        u for u in world.utterances.values()
        if u.reports and u.claim.figure is None and u.proposition and u.proposition.about and u.proposition.by
    ]  # fmt: skip
    for one, two in combinations(sorted(told, key=lambda u: u.id), 2):
        a, b = one.proposition, two.proposition
        assert a is not None
        assert b is not None
        if one.root == two.root or a.about != b.about or a.kind != b.kind or set(a.where) != set(b.where):
            continue
        if isinstance(a, Situation) and a.kind != "control":
            continue
        relation = force(world, a.by, b.by)
        if relation in (Relation.PART, Relation.WHOLE) and period(one.when, two.when) is not _APART:
            narrow, wide = (a, b) if relation is Relation.PART else (b, a)
            why = f"{_who(world, narrow)}, a part of {_who(world, wide)}: the one names the actor more closely"
            yield Verdict.of(one.id, two.id, "part-of-actor", "refinement", why)
