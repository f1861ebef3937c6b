"""Which figures cannot both be true, which only seem so, and what keeps two figures from being compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.dataset.proposition import Figure
from kg.reason.compare import Dimension, Relation, Scopes, compare_scopes, measure, period, range_of
from kg.reason.verdict import Verdict
from kg.reason.world import NOUNS, Utterance, World

__all__ = ["compare_figures"]

_ALIKE = frozenset({Relation.EQUAL, Relation.NEAR, Relation.UNKNOWN})
_APART = frozenset({Relation.DISJOINT, Relation.UNKNOWN})
_NESTED = frozenset({Relation.EQUAL, Relation.NEAR, Relation.PART})
_SCOPE_FIELDS = frozenset({"when", "of", "by", "where", "n", "item", "kind", "per", "unit"})
_SERIES = 4
"""So many dates make counts of one thing a series."""

_MIN_SAME_NUMBER = 100
"""Below this a printed number is too common for its repetition to mean anything."""


def compare_figures(world: World) -> Iterator[Verdict]:
    """Yield at most one verdict for each pair of figures."""
    figures = [u for u in world.utterances.values() if u.claim.figure is not None]
    for one, two in combinations(sorted(figures, key=lambda u: u.id), 2):
        verdict = _pair(world, one, two)
        if verdict is not None:
            yield verdict


def _pair(world: World, one: Utterance, two: Utterance) -> Verdict | None:
    if one.speaks_of(two, "denies", "disputes", "revises"):
        return None  # the claimant says how the claims relate; then it is not for a rule to guess
    if one.root != two.root and not _may_meet(world, *_figures(one, two)):
        return None
    scopes = compare_scopes(world, one, two)
    if one.root == two.root:
        return _same_utterance(world, one, two, scopes)
    same_number = _same_number(world, one, two, scopes)
    if scopes[Dimension.MEASURE] in _APART or not _connected(world, one, two, scopes):
        return same_number
    return (
        _modality(one, two, scopes)
        or _comparable(world, one, two, scopes)
        or _near_miss(world, one, two, scopes)
        or same_number
    )


def _may_meet(world: World, a: Figure, b: Figure) -> bool:
    """Tell whether any rule can speak of two figures: they may count the same, or the printed numbers are the same."""
    return measure(world, a, b) not in _APART or _number(a) == _number(b)


def _number(figure: Figure) -> tuple[object, ...]:
    return figure.quantity.minimum, figure.quantity.maximum, figure.unit


def _connected(world: World, one: Utterance, two: Utterance, scopes: Scopes) -> bool:
    """Tell whether two figures are about one thing at all: one event, or one force at places that may be one."""
    a, b = one.proposition, two.proposition
    assert a is not None
    assert b is not None
    if a.about is not None and a.about == b.about:
        return True
    related = {Relation.EQUAL, Relation.PART, Relation.WHOLE}
    named = scopes[Dimension.FORCE] is Relation.EQUAL and scopes[Dimension.AREA] is not Relation.DISJOINT
    units = {world.dataset.actors[key].kind for key in a.of + a.by if key in world.dataset.actors}
    return (scopes[Dimension.FORCE] in related and scopes[Dimension.AREA] in related) or (
        named and units == {"military-unit"}
    )


def _same_utterance(world: World, one: Utterance, two: Utterance, scopes: Scopes) -> Verdict | None:
    if any(scopes[d] is Relation.DISJOINT for d in scopes):
        return None
    a, b = _figures(one, two)
    if range_of(a).same(range_of(b)):
        return None
    speaks_for = one.claimant in world.chain(two.claimant) or two.claimant in world.chain(one.claimant)
    if one.claimant != two.claimant and not speaks_for:
        whom = " and to ".join(world.label("actor", u.claimant) for u in (one, two))
        why = f"one utterance is given to {whom}, with {shown(a)} and {shown(b)}"
        return Verdict.of(one.id, two.id, "attribution", "conflict", why)
    why = f"one utterance is told with {shown(a)} and with {shown(b)}"
    return Verdict.of(one.id, two.id, "variant-report", "variant-report", why)


def _modality(one: Utterance, two: Utterance, scopes: Scopes) -> Verdict | None:
    if one.reports == two.reports or not all(scopes[d] in _ALIKE for d in (Dimension.MEASURE, Dimension.FORCE)):
        return None
    first, second = (NOUNS.get(u.claim.act, "a report") for u in (one, two))
    why = f"{first} and {second.partition(' ')[2]}: what is announced or asked for is not what is reported"
    return Verdict.of(one.id, two.id, "modality", "not-comparable", why, "modality")


def _comparable(world: World, one: Utterance, two: Utterance, scopes: Scopes) -> Verdict | None:
    a, b = _figures(one, two)
    differing = [d for d in scopes if scopes[d] not in _ALIKE]
    if not differing:
        return _disjoint(world, one, two, scopes)
    if Dimension.BASIS not in differing and not a.per:
        part = _part_of_whole(one, two, scopes) or _part_of_whole(two, one, _turned(scopes))
        if part is not None:
            return part
    at_two_dates = differing == [Dimension.PERIOD] and scopes[Dimension.PERIOD] is Relation.DISJOINT and _firm(scopes)
    repeated = range_of(a).same(range_of(b)) and not a.per and _telling(a)
    if at_two_dates and repeated and one.claimant != two.claimant:
        why = f"{shown(a)} stands at two dates that exclude each other ({a.when} and {b.when})"
        return Verdict.of(one.id, two.id, "one-figure-two-dates", "possible-conflict", why)
    return None


def _disjoint(world: World, one: Utterance, two: Utterance, scopes: Scopes) -> Verdict | None:
    a, b = _figures(one, two)
    first, second = range_of(a), range_of(b)
    if not first.disjoint(second):
        return None
    if scopes[Dimension.PERIOD] is Relation.UNKNOWN and one.when is not None and two.when is not None:
        return None
    what = f"{shown(a)} and {shown(b)} for the same thing"
    if one.claimant == two.claimant and one.said.latest_end != two.said.latest_end:
        return Verdict.of(
            one.id,
            two.id,
            "same-claimant-later",
            "revision",
            f"{what}, said at two times by {world.label('actor', one.claimant)}",
        )
    if first.approximate or second.approximate or {"approximate"} & {*one.claim.hedge, *two.claim.hedge}:
        return Verdict.of(one.id, two.id, "disjoint-ranges", "tension", f"{what}; one of them is approximate")
    soft = [d.value for d in scopes if scopes[d] is not Relation.EQUAL]
    if soft or _inferred(one, two):
        because = ", ".join(soft) or "a field that was inferred"
        why = f"{what}; it is not certain that they are comparable ({because})"
        return Verdict.of(one.id, two.id, "disjoint-ranges", "possible-conflict", why)
    return Verdict.of(one.id, two.id, "disjoint-ranges", "conflict", what)


def _part_of_whole(part: Utterance, whole: Utterance, scopes: Scopes) -> Verdict | None:
    """Judge a part against its whole: the least of the part may not be above the most of the whole."""
    if (
        scopes[Dimension.FORCE] is Relation.NEAR
        or not all(scopes[d] in _NESTED for d in scopes)
        or not any(scopes[d] is Relation.PART for d in scopes)
    ):
        return None
    a, b = _figures(part, whole)
    low, high = range_of(a).low, range_of(b).high
    if low is None or high is None or low <= high or _share(a):
        return None
    nested = ", ".join(d.value for d in scopes if scopes[d] is Relation.PART)
    why = f"{shown(a)} is part of {shown(b)} (by {nested}) and above it"
    certain = all(scopes[d] in (Relation.EQUAL, Relation.PART) for d in scopes) and not _inferred(part, whole)
    return Verdict.of(part.id, whole.id, "part-exceeds-whole", "conflict" if certain else "possible-conflict", why)


def _near_miss(world: World, one: Utterance, two: Utterance, scopes: Scopes) -> Verdict | None:
    """Say why a pair that looks comparable is not: exactly one dimension is apart, the numbers exclude each other."""
    apart = [d for d in scopes if scopes[d] in (Relation.DISJOINT, Relation.OVERLAP)]
    rest = [scopes[d] for d in scopes if d not in apart]
    a, b = _figures(one, two)
    near = {Relation.EQUAL, Relation.NEAR}
    if len(apart) != 1 or any(r not in near for r in rest if r is not scopes[Dimension.AREA]):
        return None
    if scopes[Dimension.AREA] not in near and scopes[Dimension.FORCE] is not Relation.EQUAL:
        return None
    if not range_of(a).disjoint(range_of(b)) and apart[0] is not Dimension.BASIS:
        return None
    if apart[0] is Dimension.PERIOD and scopes[Dimension.PERIOD] is Relation.DISJOINT and _in_turn(world, one, two):
        return None
    why = f"{shown(a)} and {shown(b)} differ in {apart[0].value}: {_values(one, two, apart[0])}"
    return Verdict.of(one.id, two.id, "one-dimension-apart", "not-comparable", why, apart[0].value)


def _same_number(world: World, one: Utterance, two: Utterance, scopes: Scopes) -> Verdict | None:
    """Warn where one printed number counts two things, so that nobody takes it for agreement."""
    a, b = _figures(one, two)
    if _number(a) != _number(b) or a.unit or not _telling(a) or not (_one_event(one, two) or _one_time(one, two)):
        return None
    number = a.quantity.minimum or a.quantity.maximum
    for dimension in (Dimension.MEASURE, Dimension.FORCE):
        if scopes[dimension] not in _ALIKE:
            why = f"{number} counts two things: {_values(one, two, dimension)}"
            return Verdict.of(one.id, two.id, "one-number-two-things", "not-comparable", why, dimension.value)
    return None


def _telling(figure: Figure) -> bool:
    """Tell whether a number is so large, or a measurement, that its repetition means something."""
    number = figure.quantity.minimum or figure.quantity.maximum
    return number is not None and (figure.unit is not None or number >= _MIN_SAME_NUMBER)


def _in_turn(world: World, one: Utterance, two: Utterance) -> bool:
    """Tell whether two figures for two times only follow each other.

    They do if one claimant gives both, or if they are counts, not measurements, of two events or of a series.
    """
    if one.claimant == two.claimant:
        return True
    a, _ = _figures(one, two)
    return a.unit is None and (not _one_event(one, two) or _series(world, a))


def _series(world: World, figure: Figure) -> bool:
    """Tell whether a count is one of a series: of one thing, and of many days one after the other.

    Nobody takes the dead of one day and those of the next for a contradiction.
    """
    key = figure.kind, figure.about
    told = (u.claim.figure for u in world.utterances.values() if u.claim.figure is not None)
    days = {other.when for other in told if (other.kind, other.about) == key and other.when and not other.unit}
    return len(days) >= _SERIES


def _one_event(one: Utterance, two: Utterance) -> bool:
    """Tell whether two claims are about one event; being about the battle as a whole is not enough."""
    a, b = _figures(one, two)
    return a.about is not None and a.about == b.about


def _one_time(one: Utterance, two: Utterance) -> bool:
    return period(one.when, two.when) in (Relation.EQUAL, Relation.PART, Relation.WHOLE)


def _values(one: Utterance, two: Utterance, dimension: Dimension) -> str:
    a, b = _figures(one, two)
    return f"{_value(a, dimension)} and {_value(b, dimension)}"


def _value(figure: Figure, dimension: Dimension) -> str:
    """Return the value of a figure in a dimension, as people read it."""
    return {
        Dimension.MEASURE: f"{figure.kind} ({figure.item or 'no item'})",
        Dimension.FORCE: "+".join(figure.of or figure.by) or "none",
        Dimension.AREA: "+".join(figure.where) or "none",
        Dimension.PERIOD: figure.when or "no date",
        Dimension.BASIS: f"per {figure.per}" if figure.per else "a total",
    }[dimension]


def _figures(one: Utterance, two: Utterance) -> tuple[Figure, Figure]:
    assert one.claim.figure is not None
    assert two.claim.figure is not None
    return one.claim.figure, two.claim.figure


def _firm(scopes: Scopes) -> bool:
    return all(scopes[d] in (Relation.EQUAL, Relation.NEAR) for d in (Dimension.MEASURE, Dimension.FORCE))


def _share(figure: Figure) -> bool:
    return figure.unit == "percent" or figure.kind in ("distance", "width", "depth", "calibre", "duration")


def _turned(scopes: Scopes) -> Scopes:
    swap = {Relation.PART: Relation.WHOLE, Relation.WHOLE: Relation.PART}
    return {d: swap.get(r, r) for d, r in scopes.items()}


def _inferred(one: Utterance, two: Utterance) -> bool:
    return bool(_SCOPE_FIELDS & (one.inferred | two.inferred))


def shown(figure: Figure) -> str:
    """Return a figure as people write it."""
    quantity = figure.quantity
    low, high = (f"{n:,}" if n is not None else "" for n in (quantity.minimum, quantity.maximum))
    words = {
        "exact": low, "about": f"about {low}", "range": f"{low} to {high}",
        "range-or-more": f"{low} to {high} or more", "at-least": f"at least {low}",
        "more-than": f"more than {low}", "up-to": f"up to {high}", "fewer-than": f"fewer than {high}",
        "nearly": f"nearly {high}",
    }[quantity.bound]  # fmt: skip
    unit = {"percent": "per cent"}.get(figure.unit or "", (figure.unit or "").replace("-", " "))
    return " ".join(part for part in (words, unit, f"a {figure.per}" if figure.per else "", figure.kind) if part)
