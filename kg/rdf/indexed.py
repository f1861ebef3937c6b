"""A graph by node, with the ways to and from each: what the checks and the seal read, and quick to change."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.rdf.namespaces import PREFIXES, RDF
from kg.rdf.terms import IRI, Term, Triple, compact, ntriples_line
from kg.rdf.vocabulary import Class, class_of

__all__ = ["Graph"]

_TYPE: Final = RDF.type


class Graph:
    """A graph without blank nodes.

    Args:
        triples: The triples.
        prefixes: Namespace by prefix of the dataset's own things.

    Attributes:
        prefixes: The prefixes that were given.
        nodes: The objects by subject and predicate.
        counts: The number of triples by class and predicate, as ``class predicate`` in CURIEs.
    """

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.nodes: dict[IRI, dict[IRI, set[Term]]] = {}
        self.counts: Counter[str] = Counter()
        self._spaces = {space: prefix for prefix, space in {**PREFIXES, **prefixes}.items()}
        self._shorts: dict[str, str] = {}
        self._sources: dict[IRI, dict[IRI, set[IRI]]] = {}
        self._classes: dict[IRI, Class | None] = {}
        for triple in triples:
            self._put(triple)
        for node in self.nodes:
            self._count(node, 1)

    def add(self, triple: Triple) -> None:
        """Add a triple."""
        self._count(triple.s, -1)
        self._put(triple)
        self._count(triple.s, 1)

    def remove(self, triple: Triple) -> None:
        """Remove a triple that is there."""
        self._count(triple.s, -1)
        values = self.nodes[triple.s]
        values[triple.p].remove(triple.o)
        if not values[triple.p]:
            del values[triple.p]
        if not values:
            del self.nodes[triple.s]
        if isinstance(triple.o, IRI):
            self._sources[triple.o][triple.p].remove(triple.s)
        self._classes.pop(triple.s, None)
        self._count(triple.s, 1)

    def _put(self, triple: Triple) -> None:
        self.nodes.setdefault(triple.s, {}).setdefault(triple.p, set()).add(triple.o)
        if isinstance(triple.o, IRI):
            self._sources.setdefault(triple.o, {}).setdefault(triple.p, set()).add(triple.s)
        self._classes.pop(triple.s, None)

    def _count(self, node: IRI, sign: int) -> None:
        name = self.class_name(node)
        for predicate, values in self.nodes.get(node, {}).items():
            key = f"{name} {self.short(predicate)}"
            self.counts[key] += sign * len(values)
            if not self.counts[key]:
                del self.counts[key]

    def values(self, node: Term, predicate: IRI) -> set[Term]:
        """Return the objects of a node's triples with a predicate."""
        return self.nodes.get(node, {}).get(predicate, set()) if isinstance(node, IRI) else set()

    def sources(self, node: IRI, predicate: IRI) -> set[IRI]:
        """Return the subjects of the triples with a predicate and this object."""
        return self._sources.get(node, {}).get(predicate, set())

    def has(self, node: Term, kind: IRI) -> bool:
        """Return whether a term is a node with this type."""
        return kind in self.values(node, _TYPE)

    def made(self, node: IRI) -> Class | None:
        """Return the class of the vocabulary that a node is of; ``None`` if there is none."""
        if node not in self._classes:
            types = frozenset(value for value in self.values(node, _TYPE) if isinstance(value, IRI))
            self._classes[node] = class_of(types)
        return self._classes[node]

    def class_name(self, node: IRI) -> str:
        """Return the types of a node as CURIEs, joined by ``+``."""
        types = [self.short(str(value)) for value in self.values(node, _TYPE)]
        return "+".join(sorted(types)) or "untyped"

    def short(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI where there is none."""
        if iri not in self._shorts:
            self._shorts[iri] = compact(iri, self._spaces) or iri
        return self._shorts[iri]

    def show(self, term: Term) -> str:
        """Return how messages name a term."""
        return self.short(term) if isinstance(term, IRI) else f'"{term.value}"'

    def lines(self, node: IRI) -> list[str]:
        """Return the canonical N-Triples lines of a node, sorted."""
        values = self.nodes.get(node, {})
        return sorted(ntriples_line(Triple(node, predicate, o)) for predicate, found in values.items() for o in found)

    def digest(self, node: IRI) -> str:
        """Return the SHA-256 of a node's lines."""
        return hashlib.sha256("".join(f"{line}\n" for line in self.lines(node)).encode()).hexdigest()

    def touched(self, triple: Triple) -> set[IRI]:
        """Return the nodes whose findings can change when a triple comes or goes: its own and those near it."""
        near = {triple.s}
        if triple.p == _TYPE:
            near.update(*self._sources.get(triple.s, {}).values())
        found = near | self.sources(triple.s, RDF.subject)
        found.update(o for node in near for o in self._objects(node))
        if isinstance(triple.o, IRI):
            found.add(triple.o)
        return found & self.nodes.keys()

    def _objects(self, node: IRI) -> Iterator[IRI]:
        for values in self.nodes.get(node, {}).values():
            yield from (value for value in values if isinstance(value, IRI))
