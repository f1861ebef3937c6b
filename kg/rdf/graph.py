"""A graph indexed for validation: values by node and predicate, nodes by value, instances by class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.rdf.namespaces import RDF, RDFS
from kg.rdf.terms import IRI, Literal, Term, Triple

__all__ = ["BLANK", "Graph", "is_blank", "tidy"]

BLANK: Final = "urn:blank:"
"""How the IRIs begin that stand for blank nodes (``kg.rdf.read``)."""

_NOTHING: Final[Mapping[IRI, tuple[Term, ...]]] = {}


def is_blank(term: Term) -> bool:
    """Return whether a term stands for a blank node."""
    return isinstance(term, IRI) and term.startswith(BLANK)


def tidy(triples: Iterable[Triple], mark: str = "b") -> list[Triple]:
    """Return the triples, each once, with blank nodes numbered in the order of their first appearance.

    Args:
        triples: The triples.
        mark: What stands before the number.
    """
    found = list(dict.fromkeys(triples))
    names: dict[Term, IRI] = {}
    for triple in found:
        for term in (triple.s, triple.o):
            if is_blank(term) and term not in names:
                names[term] = IRI(f"{BLANK}{mark}{len(names) + 1}")
    if not names:
        return found
    return [Triple(names.get(t.s, t.s), t.p, names.get(t.o, t.o)) for t in found]


class Graph:
    """A graph in memory.

    Args:
        triples: Its triples; a triple that comes twice counts once.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = list(dict.fromkeys(triples))
        nodes: dict[Term, dict[IRI, list[Term]]] = {}
        self._pairs: dict[IRI, list[tuple[IRI, Term]]] = {}
        for s, p, o in self.triples:
            nodes.setdefault(s, {}).setdefault(p, []).append(o)
            self._pairs.setdefault(p, []).append((s, o))
        self._nodes: dict[Term, dict[IRI, tuple[Term, ...]]] = {
            node: {predicate: tuple(objects) for predicate, objects in values.items()} for node, values in nodes.items()
        }
        self._inverse: dict[IRI, dict[Term, list[IRI]]] = {}
        self._instances: dict[IRI, frozenset[Term]] = {}

    def node(self, node: Term) -> Mapping[IRI, tuple[Term, ...]]:
        """Return everything that is said of a node."""
        return self._nodes.get(node, _NOTHING)

    def values(self, node: Term, predicate: IRI) -> tuple[Term, ...]:
        """Return the values of a property."""
        return self._nodes.get(node, _NOTHING).get(predicate, ())

    def having(self, predicate: IRI) -> Mapping[Term, list[IRI]]:
        """Return the nodes that have a property, by value."""
        found = self._inverse.get(predicate)
        if found is None:
            found = self._inverse[predicate] = {}
            for s, o in self._pairs.get(predicate, ()):
                found.setdefault(o, []).append(s)
        return found

    def subjects(self, predicate: IRI, value: Term) -> list[IRI]:
        """Return the nodes whose property has a value."""
        return self.having(predicate).get(value, [])

    def instances(self, made: IRI) -> frozenset[Term]:
        """Return the nodes of a class, or of a class that the graph itself calls narrower."""
        found = self._instances.get(made)
        if found is None:
            classes, waiting = {made}, [made]
            while waiting:
                narrower = [n for n in self.subjects(RDFS.subClassOf, waiting.pop()) if n not in classes]
                classes.update(narrower)
                waiting.extend(narrower)
            found = self._instances[made] = frozenset(n for c in classes for n in self.subjects(RDF.type, c))
        return found

    def text(self, node: Term, *predicates: IRI) -> str:
        """Return the first text that one of these properties has; empty where none has one."""
        for predicate in predicates:
            for value in self.values(node, predicate):
                if isinstance(value, Literal):
                    return value.value
        return ""
