"""What all checks look at: the dataset with the texts of its passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.dataset.model import Claim, Dataset
from kg.faults import Fault

__all__ = ["Corpus", "words"]

_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")


def words(text: str) -> list[str]:
    """Return the words of a text, case-folded; inner hyphens, points and apostrophes belong to the word."""
    return _WORD.findall(text.casefold())


@dataclass(frozen=True)
class Corpus:
    """A dataset with the texts of the passages that were found.

    Attributes:
        dataset: The dataset.
        texts: The normalised text of the passages by identifier.
    """

    dataset: Dataset
    texts: Mapping[str, str]

    @cached_property
    def by_passage(self) -> Mapping[str, list[tuple[str, Claim]]]:
        """The claims by the passages that tell them."""
        found: dict[str, list[tuple[str, Claim]]] = {}
        for key, claim in self.dataset.claims.items():
            for passage in claim.at:
                found.setdefault(passage, []).append((key, claim))
        return found

    @cached_property
    def in_scope(self) -> list[str]:
        """The passages of the sections in scope whose text is at hand."""
        scope = set(self.dataset.manifest.scope)
        passages = self.dataset.passages.values()
        return [p.id for p in passages if f"{p.document}.{p.section}" in scope and p.id in self.texts]

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Yield the claims of which all passages are at hand."""
        for key, claim in self.dataset.claims.items():
            if all(passage in self.texts for passage in claim.at):
                yield key, claim

    def text(self, passages: Iterable[str]) -> str:
        """Return the texts of passages, one a line; those that are not at hand are left out."""
        return "\n".join(self.texts[passage] for passage in passages if passage in self.texts)

    def fault(self, claim: str, rule: str, what: str, remedy: str) -> Fault:
        """Return a fault of a claim, with its file and line."""
        found = self.dataset.locations[f"claim:{claim}"]
        return Fault(found.path, found.line, rule, what, remedy)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The spellings of all actors, places and battles."""
        data = self.dataset
        entities = (*data.actors.values(), *data.places.values(), *data.battles.values())
        return frozenset(name for entity in entities for name in entity.names if any(map(str.isupper, name)))

    def names(self, kind: str, key: str) -> list[str]:
        """Return all spellings of an actor or a place that a text has."""
        entities = self.dataset.actors if kind == "actor" else self.dataset.places
        return [name for name, evidence in entities[key].names.items() if not evidence.coined]
