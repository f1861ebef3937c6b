"""What the rules need to know of a dataset: who belongs to whom, what lies in what, and what was uttered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg import edtf
from kg.dataset.model import Actor, Claim, Dataset, Fact
from kg.dataset.proposition import Proposition
from kg.edtf import Interval
from kg.rdf.concepts import collected, schemes

__all__ = ["NOUNS", "Utterance", "World"]

NOUNS: Final = {
    "promise": "a promise", "threaten": "a threat", "predict": "a prediction", "demand": "a demand",
    "announce": "an announcement",
}  # fmt: skip
"""The acts that look ahead, as nouns."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One claim as the rules see it.

    Attributes:
        id: The identifier of the claim.
        claim: The claim.
        claimant: Who said it; the publisher where the document says it itself.
        root: The identifier that stands for all tellings of the same utterance.
        said: The corners of the date of saying.
        when: The corners of what is said; ``None`` where it is not dated.
    """

    id: str
    claim: Claim
    claimant: str
    root: str
    said: Interval
    when: Interval | None

    @property
    def proposition(self) -> Proposition | None:
        """What is said."""
        return self.claim.proposition

    @property
    def inferred(self) -> frozenset[str]:
        """The fields that the curators inferred."""
        return frozenset(self.claim.inferred)

    def speaks_of(self, other: Utterance, *relations: str) -> bool:
        """Tell whether one of the two claims itself says that it stands in one of these relations to the other."""
        return any(b.id in getattr(a.claim, name) for a, b in ((self, other), (other, self)) for name in relations)

    @property
    def reports(self) -> bool:
        """Whether it says that something is or was so."""
        return self.claim.act not in collected("ahead")


class World:
    """A dataset with the relations of its entities closed.

    Args:
        dataset: The dataset.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._above = _closure({key: _targets(actor.part_of) for key, actor in dataset.actors.items()})
        self._around = _closure({key: _targets(place.within) for key, place in dataset.places.items()})
        self._sides: dict[str, str | None] = {}
        measures = schemes()["measure"]
        self._broader = _closure(
            {key: [concept.broader] if concept.broader else [] for key, concept in measures.items()}
        )

    @cached_property
    def utterances(self) -> Mapping[str, Utterance]:
        """All claims by identifier."""
        roots = _roots(self.dataset.claims)
        return {key: self._utterance(key, claim, roots[key]) for key, claim in self.dataset.claims.items()}

    def _utterance(self, key: str, claim: Claim, root: str) -> Utterance:
        document = self.dataset.documents[claim.at[0].partition(".")[0]]
        said = edtf.parse(claim.said or f"[..{document.published}]")
        proposition = claim.proposition
        when = edtf.parse(proposition.when) if proposition is not None and proposition.when else None
        return Utterance(key, claim, claim.who or document.publisher, root, said, when)

    def side(self, actor: str) -> str | None:
        """Return the side of an actor: its own, or that of what it belongs to or speaks for."""
        if actor not in self._sides:
            self._sides[actor] = self._side(actor)
        return self._sides[actor]

    def _side(self, actor: str) -> str | None:
        for key in self.chain(actor):
            found: Actor = self.dataset.actors[key]
            if found.kind == "side":
                return key
            if found.side:
                return found.side[0].is_
        return None

    def chain(self, actor: str) -> list[str]:
        """Return the actor and all that it belongs to or speaks for, the nearest first."""
        found, todo = [], [actor]
        while todo:
            key = todo.pop(0)
            if key in found or key not in self.dataset.actors:
                continue
            found.append(key)
            entity = self.dataset.actors[key]
            todo += [*_targets(entity.affiliation), *_targets(entity.part_of)]
        return found

    def institution(self, actor: str) -> str:
        """Return the last body of the chain: two ministers of one government are one institution."""
        return self.chain(actor)[-1] if actor in self.dataset.actors else actor

    def part_of(self, actor: str, whole: str) -> bool:
        """Tell whether an actor is a part of another one, or belongs to it as a side."""
        return whole in self._above.get(actor, ()) or (actor != whole and self.side(actor) == whole)

    def within(self, place: str, whole: str) -> bool:
        """Tell whether a place lies in another one."""
        return whole in self._around.get(place, ())

    def narrower(self, measure: str, wider: str) -> bool:
        """Tell whether a measure counts a part of what another one counts."""
        return wider in self._broader.get(measure, ())

    def label(self, kind: str, key: str) -> str:
        """Return the preferred name of an actor or a place."""
        entities = self.dataset.actors if kind == "actor" else self.dataset.places
        return next(iter(entities[key].names)) if key in entities else key


def _targets(facts: Iterable[Fact]) -> list[str]:
    return [fact.is_ for fact in facts]


def _closure(above: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """Return for each key everything above it."""
    found: dict[str, frozenset[str]] = {}
    for key in above:
        seen: set[str] = set()
        todo = list(above[key])
        while todo:
            current = todo.pop()
            if current not in seen:
                seen.add(current)
                todo.extend(above.get(current, ()))
        found[key] = frozenset(seen)
    return found


def _roots(claims: Mapping[str, Claim]) -> dict[str, str]:
    """Return for each claim the one that stands for its utterance: the first of those linked by ``same``."""
    parent = {key: key for key in claims}

    def find(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for key, claim in claims.items():
        if claim.same in parent:
            first, second = sorted((find(key), find(claim.same)))
            parent[second] = first
    return {key: find(key) for key in claims}
