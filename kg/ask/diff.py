"""``battlekg diff``: what changed between two builds of a graph, claim by claim, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.ask.explain.wording import WORDS
from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import PROV, RDF, SKOS
from kg.rdf.terms import IRI, Literal, Term

__all__ = ["Change", "Difference", "difference"]

_SILENT: Final = frozenset({
    RDF.type, bk.contentKey, bk.saidEarliest, bk.saidLatest, bk.days, bk.topic, bk.proposition, bk.basis,
})  # fmt: skip
_WORDS: Final = {
    **WORDS, bk.says: "says", bk.passage: "told in", bk.contextPassage: "read together with", bk.doubt: "doubt",
    bk.min: "lowest number", bk.max: "highest number", bk.bound: "bound", bk.voice: "voice",
    bk.relay: "known through", bk.toKind: "against", bk.toPatient: "against those of", bk.derivesFrom: "computed from",
    bk.possibleClaimant: "perhaps said by", PROV.wasGeneratedBy: "curated in",
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


def _claims(graph: Graph) -> dict[str, IRI]:
    return {graph.key(claim): claim for claim in graph.things(bk.Claim)}


def _fields(graph: Graph, claim: IRI) -> Fields:
    """Return the fields of a claim and of its proposition, in words."""
    found: dict[str, set[str]] = {}
    for part in (claim, *graph.many(claim, bk.proposition)):
        for predicate, values in graph.node(part).items():
            if predicate not in _SILENT and not predicate.endswith("TimeStamp"):
                found.setdefault(_word(predicate), set()).update(_value(graph, value) for value in values)
        for statement in graph.subjects(RDF.subject, part):
            field = _word(graph.many(statement, RDF.predicate)[0])
            found.setdefault(f"reason for {field}", set()).update(graph.texts(statement, SKOS.editorialNote))
        for basis in graph.many(part, bk.basis):
            field = _word(graph.many(basis, bk.explains)[0])
            found.setdefault(f"reason for {field}", set()).update(graph.texts(basis, SKOS.editorialNote))
    return {word: tuple(sorted(values)) for word, values in found.items()}


def _value(graph: Graph, term: Term) -> str:
    """Return a value in words; a claim or a passage by its identifier."""
    if isinstance(term, Literal):
        return term.value
    return graph.key(term) if graph.has(term, bk.Claim) else graph.label(term)


def _kinds(graph: Graph) -> dict[str, set[IRI]]:
    """Return the things of each kind but claims, by the prefix of their names."""
    return {
        kind: {node for node in graph.nodes if node.startswith(space)}
        for kind, space in graph.prefixes.items()
        if kind not in ("claim", "proposition", "relay", "statement")
    }


def difference(old: Path, new: Path) -> Difference:
    """Return what changed between two graph files.

    Raises:
        FaultError: One of them cannot be read.
    """
    before, after = open_graph(old), open_graph(new)
    ones, twos = _claims(before), _claims(after)
    changed = {}
    for key in ones.keys() & twos.keys():
        changes = tuple(_changes(_fields(before, ones[key]), _fields(after, twos[key])))
        if changes:
            changed[key] = changes
    kinds_before, kinds_after = _kinds(before), _kinds(after)
    others = {}
    for kind in sorted(kinds_before.keys() | kinds_after.keys()):
        one, two = kinds_before.get(kind, set()), kinds_after.get(kind, set())
        if one != two:
            others[kind] = len(two - one), len(one - two)
    return Difference(
        {key: after.label(twos[key]) for key in sorted(twos.keys() - ones.keys())},
        {key: before.label(ones[key]) for key in sorted(ones.keys() - twos.keys())},
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
