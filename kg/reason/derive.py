"""Everything that is derived from a dataset, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.rdf.terms import Triple
from kg.reason.adopt import Adoption, adopt
from kg.reason.closure import Inferred, close, read_axioms
from kg.reason.contradictions import contradictions
from kg.reason.corroboration import Corroboration, corroborations
from kg.reason.counterparts import Counterpart, counterparts
from kg.reason.verdict import Verdict
from kg.reason.world import World

__all__ = ["Derived", "derive"]


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from a dataset.

    Attributes:
        inferred: The triples of the closure that nobody stated.
        contradictions: The verdicts on pairs of claims.
        corroborations: The groups of claims that say the same.
        counterparts: The pairs of claims of two documents that speak of one matter.
        adopted: The plain statements that the policy adopts.
        policy: The name of the policy.
    """

    inferred: tuple[Inferred, ...]
    contradictions: tuple[Verdict, ...]
    corroborations: tuple[Corroboration, ...]
    counterparts: tuple[Counterpart, ...]
    adopted: tuple[Adoption, ...]
    policy: str


def derive(world: World, content: Iterable[Triple], policy: str) -> Derived:
    """Return what follows from a dataset.

    Args:
        world: The dataset.
        content: Its content as triples, for the closure.
        policy: A key of ``kg.reason.adopt.POLICIES``.
    """
    verdicts, alike = contradictions(world), corroborations(world)
    return Derived(
        inferred=tuple(close(content, read_axioms())),
        contradictions=tuple(verdicts),
        corroborations=tuple(alike),
        counterparts=tuple(counterparts(world, verdicts, alike)),
        adopted=tuple(adopt(world, verdicts, policy)),
        policy=policy,
    )
