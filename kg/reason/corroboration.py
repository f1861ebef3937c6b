"""Who says the same: counted by utterances, claimants and institutions, never by documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.dataset.proposition import Described, Figure, Proposition, Situation
from kg.rdf.concepts import collected
from kg.reason.compare import Relation, moment, period, range_of
from kg.reason.world import Utterance, World

__all__ = ["Corroboration", "corroborations"]

_NARROW: Final = 7
"""The longest span, in days, in which two dates that overlap are taken to be of one thing."""


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Claims of at least two utterances that say the same.

    Attributes:
        claims: All claims, sorted: the first telling of each utterance.
        utterances: How many utterances there are.
        claimants: How many people or bodies said it.
        institutions: How many institutions stand behind them.
        sides: How many sides of the battle stand behind them.
    """

    claims: tuple[str, ...]
    utterances: int
    claimants: int
    institutions: int
    sides: int

    @property
    def key(self) -> str:
        """A name that is the same on every machine: the first claim."""
        return self.claims[0]


def corroborations(world: World) -> list[Corroboration]:
    """Return the groups of claims of at least two claimants that say the same thing.

    They do where their propositions are equal and tell enough to be told apart from others (see ``_telling``), or where
    one confirms the other; not where one of them may be the words of the other's claimant. "The situation is
    difficult" said twice corroborates nothing.
    """
    reports = [u for u in sorted(world.utterances.values(), key=lambda u: u.id) if u.reports and u.proposition]
    groups = {u.id: {u.id} for u in reports}
    for one, two in _candidates(reports):
        if one.root != two.root and groups[one.id] is not groups[two.id] and _agree(one, two):
            merged = groups[one.id] | groups[two.id]
            groups.update((key, merged) for key in merged)
    unique = {tuple(sorted(group)) for group in groups.values()}
    found = [_count(world, group) for group in unique]
    return sorted((c for c in found if c.claimants > 1), key=lambda c: c.key)


def _candidates(reports: Iterable[Utterance]) -> Iterator[tuple[Utterance, Utterance]]:
    """Yield the pairs that may agree: those whose propositions have one core, and those of which one confirms."""
    known = {u.id: u for u in reports}
    alike: dict[tuple[object, ...], list[Utterance]] = {}
    for one in known.values():
        alike.setdefault(_core(one), []).append(one)
        yield from ((one, known[key]) for key in one.claim.confirms if key in known)
    for group in alike.values():
        yield from combinations(group, 2)


def _agree(one: Utterance, two: Utterance) -> bool:
    if two.claimant in one.claim.or_who or one.claimant in two.claim.or_who:
        return False  # the second voice may be the first one
    if two.id in one.claim.confirms or one.id in two.claim.confirms:
        return one.claim.figure is None and two.claim.figure is None
    a, b = one.proposition, two.proposition
    assert a is not None
    assert b is not None
    if not _telling(a) or _core(one) != _core(two):
        return False
    if isinstance(a, Figure) and isinstance(b, Figure) and not range_of(a).same(range_of(b)):
        return False
    if isinstance(a, Described) and isinstance(b, Described) and _shape(a) != _shape(b):
        return False
    return _same_time(one, two)


def _shape(said: Described) -> tuple[object, ...]:
    """Return what makes a situation or an occurrence another one, beside what all propositions have."""
    own = (said.extent, said.role, said.org) if isinstance(said, Situation) else ()
    return said.polarity, said.degree, *own


def _telling(said: Proposition) -> bool:
    """Tell whether a proposition holds enough to be the same as another: a figure, or who did or held what where."""
    if isinstance(said, Figure):
        return bool(said.of or said.by or said.where)
    if isinstance(said, Situation):
        return said.kind in collected("specific") and bool(said.by) and bool(said.where or said.org)
    if said.by:
        return bool(said.where or said.of or said.toward)
    return bool(said.of and said.toward)


def _same_time(one: Utterance, two: Utterance) -> bool:
    if one.when is None or two.when is None:
        return one.when is two.when
    first, second = moment(one.when), moment(two.when)
    if any(i is None or i.span is None or i.span > _NARROW for i in (first, second)):
        return one.when == two.when
    return period(first, second) in (Relation.EQUAL, Relation.PART, Relation.WHOLE)


def _core(utterance: Utterance) -> tuple[object, ...]:
    said = utterance.proposition
    assert said is not None
    sets = map(frozenset, (said.by, said.of, said.where, said.toward))
    return type(said), said.kind, said.about, *sets, said.item


def _count(world: World, group: tuple[str, ...]) -> Corroboration:
    utterances = [world.utterances[key] for key in group]
    claimants = {u.claimant for u in utterances}
    return Corroboration(
        claims=tuple(sorted({min(k for k in group if world.utterances[k].root == u.root) for u in utterances})),
        utterances=len({u.root for u in utterances}),
        claimants=len(claimants),
        institutions=len({world.institution(claimant) for claimant in claimants}),
        sides=len({side for side in map(world.side, claimants) if side}),
    )
