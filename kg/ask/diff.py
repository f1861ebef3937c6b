"""``battlekg diff``: what changed between two builds of a graph, claim by claim, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.ask.explain.wording import WORDS
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import PROV, RDF, SKOS, spaces_of
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Literal, Term

__all__ = ["Change", "Difference", "difference"]

_SILENT: Final = frozenset({
    RDF.type, bk.contentKey, bk.saidEarliest, bk.saidLatest, bk.days, bk.topic, bk.proposition, PROV.wasAttributedTo,
})  # fmt: skip
_WORDS: Final = {
    **WORDS, bk.says: "says", bk.passage: "told in", bk.contextPassage: "read together with", bk.doubt: "doubt",
    bk.min: "lowest number", bk.max: "highest number", bk.bound: "bound", bk.chain: "report chain",
    bk.relay: "known through", bk.toKind: "against", bk.toOf: "against those of", bk.derivesFrom: "computed from",
    bk.possibleClaimant: "perhaps said by",
}  # fmt: skip
Fields = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a claim that reads differently.

    Attributes:
        field: The field, in words.
        old: The values that only the older graph has.
        new: The values that only the newer graph has.
    """

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two graphs.

    Attributes:
        added: What the claims say that only the newer graph has, by identifier.
        withdrawn: What the claims said that only the older graph has.
        changed: The changes of the claims that both have, by identifier.
        others: How many things of other kinds came and went, by kind.
    """

    added: Mapping[str, str]
    withdrawn: Mapping[str, str]
    changed: Mapping[str, tuple[Change, ...]]
    others: Mapping[str, tuple[int, int]]


class _Graph:
    """A graph as its claims, with the values in words."""

    def __init__(self, path: Path) -> None:
        self.spaces = spaces_of(path)
        self.nodes: dict[IRI, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in read_graph(path):
            self.nodes[triple.s][triple.p].append(triple.o)
        self.claims = {self._local(node): node for node, of in self.nodes.items() if bk.Claim in of.get(RDF.type, ())}

        self.notes: dict[IRI, list[IRI]] = defaultdict(list)
        for node, of in self.nodes.items():
            for subject in of.get(RDF.subject, ()):
                if isinstance(subject, IRI):
                    self.notes[subject].append(node)

    def _local(self, node: str) -> str:
        return node.rpartition("/")[2]

    def says(self, key: str) -> str:
        return self._word(self.nodes[self.claims[key]][bk.says][0])

    def _word(self, term: Term) -> str:
        if isinstance(term, Literal):
            return term.value
        label = self.nodes[term].get(SKOS.prefLabel) if term in self.nodes else None
        return self._word(label[0]) if label else self._local(term)

    def fields(self, key: str) -> Fields:
        """Return the fields of a claim and of its proposition, in words."""
        found: dict[str, set[str]] = {}
        node = self.claims[key]
        for part in (node, *self.nodes[node].get(bk.proposition, ())):
            if isinstance(part, IRI):
                for predicate, values in self.nodes[part].items():
                    if predicate not in _SILENT and not predicate.endswith("TimeStamp"):
                        found.setdefault(_word(predicate), set()).update(self._word(value) for value in values)
                for note in self.notes[part]:
                    field = next(_word(p) for p in self.nodes[note][RDF.predicate] if isinstance(p, IRI))
                    reasons = (self._word(value) for value in self.nodes[note].get(SKOS.editorialNote, ()))
                    found.setdefault(f"reason for {field}", set()).update(reasons)
        return {word: tuple(sorted(values)) for word, values in found.items()}

    def kinds(self) -> dict[str, set[IRI]]:
        """Return the things of each kind but claims, by the prefix of their names."""
        return {
            kind: {node for node in self.nodes if node.startswith(space)}
            for kind, space in self.spaces.items()
            if kind not in ("claim", "proposition", "relay", "statement")
        }


def difference(old: Path, new: Path) -> Difference:
    """Return what changed between two graph files.

    Raises:
        FaultError: One of them cannot be read.
    """
    before, after = _Graph(old), _Graph(new)
    changed = {}
    for key in before.claims.keys() & after.claims.keys():
        changes = tuple(_changes(before.fields(key), after.fields(key)))
        if changes:
            changed[key] = changes
    kinds_before, kinds_after = before.kinds(), after.kinds()
    others = {}
    for kind in sorted(kinds_before.keys() | kinds_after.keys()):
        one, two = kinds_before.get(kind, set()), kinds_after.get(kind, set())
        if one != two:
            others[kind] = len(two - one), len(one - two)
    return Difference(
        {key: after.says(key) for key in sorted(after.claims.keys() - before.claims.keys())},
        {key: before.says(key) for key in sorted(before.claims.keys() - after.claims.keys())},
        dict(sorted(changed.items())),
        others,
    )


def _word(predicate: IRI) -> str:
    return _WORDS.get(predicate, predicate.rpartition("#")[2].rpartition("/")[2])


def _changes(old: Fields, new: Fields) -> Iterator[Change]:
    for word in dict.fromkeys((*old, *new)):
        before, after = set(old.get(word, ())), set(new.get(word, ()))
        if before != after:
            yield Change(word, tuple(sorted(before - after)), tuple(sorted(after - before)))
