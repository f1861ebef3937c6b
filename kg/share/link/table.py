"""Entities with their spellings, types and values, and the search for one of them by any spelling.

A table knows nothing of where it comes from: ours is made from the graph, others can be made from other data.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kg.share.link.folding import clean, fold, likeness, sound, threes, words

__all__ = ["EXACT", "Entry", "Hit", "Kind", "Spelling", "Table", "Value", "closure"]

EXACT: Final = 99.0
"""A score from here on means that the query is a spelling of the entity, but for case, accents and punctuation."""

_SOUND: Final = 95.0
_SAME_WORDS: Final = 92.0
_MOST: Final = 85.0
_ALIKE: Final = 0.6
_WIDEST: Final = 200


class Spelling(NamedTuple):
    """A name of an entity.

    Attributes:
        text: The name.
        language: Its language as in RDF, e.g. ``en``; empty where unknown.
        label: Whether it is the preferred one of its language.
    """

    text: str
    language: str = ""
    label: bool = False


class Value(NamedTuple):
    """A value of a property.

    Attributes:
        text: The value in words, or as it is written.
        id: The identifier of the entity, where the value is one; else empty.
        kind: ``str``, ``int``, ``float`` or ``id``.
    """

    text: str
    id: str = ""
    kind: str = "str"


class Kind(NamedTuple):
    """A type of entities, or a property.

    Attributes:
        id: Its identifier.
        name: Its name for people.
        description: What it means.
        broader: The identifier of the wider type; empty where there is none.
    """

    id: str
    name: str
    description: str = ""
    broader: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity.

    Attributes:
        id: Its identifier in the service, e.g. ``actor:wagner``.
        iri: Its IRI.
        spellings: Its names, the preferred one first.
        description: A few words that tell it from namesakes.
        types: The identifiers of its types, the most special first.
        values: The values of its properties, by the identifier of the property.
    """

    id: str
    iri: str
    spellings: tuple[Spelling, ...]
    description: str = ""
    types: tuple[str, ...] = ()
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The preferred name."""
        return self.spellings[0].text if self.spellings else self.id


class Hit(NamedTuple):
    """An entity that was found.

    Attributes:
        entry: The entity.
        score: How well the name fits, from 0 to 100; ``EXACT`` and more for a spelling of it.
        spelling: The name that fits best.
    """

    entry: Entry
    score: float
    spelling: Spelling


class Table:
    """Entities, and what finds them.

    Attributes:
        name: What the table is, for people.
        space: The IRI that stands for its identifiers.
        schema: The IRI that stands for its types and properties.
        types: The types by identifier.
        properties: The properties by identifier.
        entries: The entities by identifier.
    """

    def __init__(
        self, name: str, space: str, schema: str, types: Iterable[Kind], properties: Iterable[Kind],
        entries: Iterable[Entry],
    ) -> None:  # fmt: skip
        """Make the table and its index."""
        self.name, self.space, self.schema = name, space, schema
        self.types = {kind.id: kind for kind in types}
        self.properties = {kind.id: kind for kind in properties}
        self.entries = {entry.id: entry for entry in entries}
        self._names: list[tuple[Entry, Spelling, tuple[str, ...]]] = []
        self._by_fold: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_threes: dict[str, set[str]] = defaultdict(set)
        for entry in self.entries.values():
            for spelling in entry.spellings:
                self._add(entry, spelling)
        count = 1 + len(self._names)
        self._weight = {word: math.log(count / len(where)) + 0.1 for word, where in self._by_word.items()}
        self._sizes = [sum(self._weight[word] for word in set(cut)) for _, _, cut in self._names]

    def _add(self, entry: Entry, spelling: Spelling) -> None:
        cut = words(spelling.text)
        number = len(self._names)
        self._names.append((entry, spelling, cut))
        self._by_fold[fold(spelling.text)].append(number)
        self._by_sound[sound(spelling.text)].append(number)
        for word in set(cut):
            if word not in self._by_word:
                for three in threes(word):
                    self._by_threes[three].add(word)
            self._by_word[word].append(number)

    def get(self, name: str) -> Entry | None:
        """Return the entity of an identifier or an IRI."""
        return self.entries.get(name) or self.entries.get(name.removeprefix(self.space).replace("/", ":", 1))

    def search(self, query: str) -> list[Hit]:
        """Return the entities that a name may mean, the best first; of namesakes in the order of the identifiers.

        Args:
            query: A name, or an identifier.
        """
        query = clean(query)
        if found := self.get(query):
            return [Hit(found, 100.0, found.spellings[0] if found.spellings else Spelling(found.id))]
        scored = [
            *((at, 100.0 if self._names[at][1].text == query else EXACT) for at in self._by_fold.get(fold(query), ())),
            *((at, _SOUND) for at in (self._by_sound.get(sound(query), ()) if fold(query) else ())),
            *self._near(words(query)),
        ]
        best: dict[str, Hit] = {}
        for number, score in scored:
            entry, spelling, _ = self._names[number]
            if entry.id not in best or score > best[entry.id].score:
                best[entry.id] = Hit(entry, score, spelling)
        return sorted(best.values(), key=lambda hit: (-hit.score, not hit.spelling.label, hit.entry.id))

    def _near(self, asked: tuple[str, ...]) -> list[tuple[int, float]]:
        """Return the names that share words with a query, with their scores, the best of them only."""
        shared: dict[int, float] = defaultdict(float)
        size = 0.0
        for word in set(asked):
            meant = self._alike(word)
            size += max((self._weight[one] for one in meant), default=math.log(1 + len(self._names)))
            for one, alike in meant.items():
                for number in self._by_word[one]:
                    shared[number] += alike * self._weight[one]
        wanted = frozenset(asked)
        scored = [
            (number, _SAME_WORDS if wanted == frozenset(self._names[number][2])
             else _MOST * min(1.0, 2 * weight / (size + self._sizes[number])))
            for number, weight in shared.items()
        ]  # fmt: skip
        return sorted(scored, key=lambda one: (-one[1], one[0]))[:_WIDEST]

    def _alike(self, word: str) -> dict[str, float]:
        """Return the words of the table that a word may mean: itself, else those that are alike."""
        if word in self._by_word:
            return {word: 1.0}
        near = {other for three in threes(word) for other in self._by_threes.get(three, ())}
        found = {other: likeness(word, other) for other in near}
        return {other: alike for other, alike in found.items() if alike >= _ALIKE}

    def begin(self, prefix: str) -> list[Entry]:
        """Return the entities of which a name, or a word of it, begins like this; the ones whose name does first."""
        prefix = clean(prefix)
        if meant := self.get(prefix):
            return [meant]
        start = fold(prefix)
        ranks: dict[str, int] = {}
        for entry, _, cut in self._names if start else ():
            text = " ".join(cut)
            rank = 0 if text == start else 1 if text.startswith(start) else 2 if f" {start}" in f" {text}" else 3
            ranks[entry.id] = min(rank, ranks.get(entry.id, 3))
        found = [self.entries[key] for key, rank in ranks.items() if rank < 3]
        return sorted(found, key=lambda entry: (ranks[entry.id], entry.name, entry.id))


def closure(table: Table, entry: Entry) -> frozenset[str]:
    """Return the types of an entity with all wider ones."""
    found: set[str] = set()
    waiting = list(entry.types)
    while waiting:
        one = waiting.pop()
        if one and one not in found:
            found.add(one)
            kind = table.types.get(one)
            waiting.append(kind.broader if kind else "")
    return frozenset(found)
