"""What claimants themselves say of other claims: denials, disputes, revisions; and promises beside reports."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.dataset.proposition import Proposition
from kg.rdf.concepts import collected
from kg.reason.compare import Relation, force, moment, period
from kg.reason.verdict import Verdict
from kg.reason.world import NOUNS, Utterance, World

__all__ = ["compare_modality", "declared"]


def declared(world: World) -> Iterator[Verdict]:
    """Yield the contradictions and revisions that a claimant declares."""
    for one in world.utterances.values():
        speaker = world.label("actor", one.claimant)
        for target in one.claim.denies:
            why = f"what {_speaker(world, target)} said is denied by {speaker}"
            yield Verdict.of(one.id, target, "declared-denial", "conflict", why)
        for target in one.claim.disputes:
            yield _dispute(world, one, world.utterances[target])
        for target in one.claim.revises:
            withdrawn = one.claim.proposition is None
            what = "withdraws" if withdrawn else "changes"
            why = f"{speaker} {what} an earlier statement"
            yield Verdict.of(one.id, target, "declared-revision", "withdrawn" if withdrawn else "revision", why)


def _dispute(world: World, one: Utterance, other: Utterance) -> Verdict:
    """Return a conflict; a tension where one of the two is only possible or likely, or both are views."""
    why = f"what {_speaker(world, other.id)} said does not go with what {world.label('actor', one.claimant)} said"
    if collected("unsure") & {*one.claim.hedge, *other.claim.hedge}:
        return Verdict.of(one.id, other.id, "declared-dispute", "tension", f"{why}; one of them leaves it open")
    if one.proposition and other.proposition and {one.proposition.kind, other.proposition.kind} <= collected("view"):
        return Verdict.of(one.id, other.id, "declared-dispute", "tension", f"{why}; both are views")
    if one.proposition and other.proposition and _both_there(one.proposition, other.proposition):
        return Verdict.of(one.id, other.id, "declared-dispute", "tension", f"{why}; both can be at one place")
    return Verdict.of(one.id, other.id, "declared-dispute", "conflict", why)


def _both_there(a: Proposition, b: Proposition) -> bool:
    """Tell whether the one is only said to be at a place, which does not keep the other from being there."""
    return "presence" in (a.kind, b.kind) and {a.kind, b.kind} <= {"presence", "control"}


def _speaker(world: World, target: str) -> str:
    return world.label("actor", world.utterances[target].claimant)


def compare_modality(world: World) -> Iterator[Verdict]:
    """Yield pairs of a promise, threat or prediction and a report of the same kind of thing about one event.

    They look like agreement or contradiction and are neither: what was announced is not what was reported.
    """
    told = [u for u in world.utterances.values() if u.claim.occurrence and u.claim.occurrence.about]
    for one, two in combinations(sorted(told, key=lambda u: u.id), 2):
        a, b = one.proposition, two.proposition
        assert a is not None
        assert b is not None
        if one.reports == two.reports or a.about != b.about or a.kind != b.kind or one.root == two.root:
            continue
        if (
            one.speaks_of(two, "denies", "disputes", "confirms", "revises")
            or a.item != b.item
            or _apart(a, b)
            or force(world, a.by, b.by) not in (Relation.EQUAL, Relation.PART, Relation.WHOLE)
        ):
            continue
        if period(moment(one.when), moment(two.when)) is Relation.DISJOINT:
            continue
        acts = {one.id: one.claim.act, two.id: two.claim.act}
        future = one if not one.reports else two
        what = NOUNS[acts[future.id]]
        why = f"one is {what}, the other a report: what was announced is not what happened"
        yield Verdict.of(one.id, two.id, "modality", "not-comparable", why, "modality")


def _apart(a: Proposition, b: Proposition) -> bool:
    """Tell whether two movements differ: to other places, from other places, or the one to where the other is from."""
    others = ((a.toward, b.toward), (a.from_, b.from_))
    return any(x and y and not set(x) & set(y) for x, y in others) or bool(
        set(a.from_) & set(b.toward) or set(b.from_) & set(a.toward)
    )
