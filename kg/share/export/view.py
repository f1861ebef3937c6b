"""A graph as tables see it: short names, labels and single values of a node, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.rdf.concepts import schemes
from kg.rdf.indexed import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF, SKOS, spaces_of
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Literal, Term

__all__ = ["View", "natural"]

_NUMBER: Final = re.compile(r"(\d+)")


class View:
    """A graph to be read node by node.

    Args:
        path: The graph file.

    Attributes:
        graph: The graph with its index.
    """

    def __init__(self, path: Path) -> None:
        self.graph = Graph(read_graph(path), spaces_of(path))

    def nodes(self, kind: IRI) -> list[IRI]:
        """Return the nodes of a class, ``may.2`` before ``may.12``."""
        return sorted((node for node in self.graph.nodes if self.graph.has(node, kind)), key=natural)

    def all(self, node: IRI | None, predicate: IRI) -> list[Term]:
        """Return the values of a node, sorted; none where there is no node."""
        return sorted(self.graph.values(node, predicate), key=lambda term: natural(str(term))) if node else []

    def many(self, node: IRI | None, predicate: IRI) -> list[IRI]:
        """Return the values of a node that are nodes."""
        return [value for value in self.all(node, predicate) if isinstance(value, IRI)]

    def one(self, node: IRI | None, predicate: IRI) -> IRI | None:
        """Return the one value of a node that is a node."""
        return next(iter(self.many(node, predicate)), None)

    def text(self, node: IRI | None, predicate: IRI) -> str:
        """Return the one literal of a node as it is written; empty where there is none."""
        return next((value.value for value in self.all(node, predicate) if isinstance(value, Literal)), "")

    def texts(self, node: IRI | None, predicate: IRI) -> list[str]:
        """Return the literals of a node as they are written."""
        return [value.value for value in self.all(node, predicate) if isinstance(value, Literal)]

    def key(self, node: IRI | None) -> str:
        """Return the identifier of a thing, as commands take it; empty where there is none."""
        return self.graph.short(node).partition(":")[2] or str(node) if node else ""

    def keys(self, nodes: Iterable[IRI]) -> list[str]:
        """Return the identifiers of things."""
        return [self.key(node) for node in nodes]

    def label(self, node: IRI | None) -> str:
        """Return the label of a thing or of a concept; its identifier where it has none."""
        if node is None:
            return ""
        prefix, _, local = self.graph.short(node).partition(":")
        if prefix in schemes() and local in schemes()[prefix]:
            return schemes()[prefix][local].label
        return self.text(node, SKOS.prefLabel) or self.key(node)

    def labels(self, nodes: Iterable[IRI]) -> list[str]:
        """Return the labels of things."""
        return [self.label(node) for node in nodes]

    def noted(self, *nodes: IRI | None) -> list[str]:
        """Return the local names of the properties of the nodes that a curator inferred and noted."""
        found: set[str] = set()
        for node in filter(None, nodes):
            for statement in self.graph.sources(node, RDF.subject):
                if self.all(statement, SKOS.editorialNote):
                    found.update(self.key(predicate) for predicate in self.many(statement, RDF.predicate))
        return sorted(found)

    def claims(self) -> Iterator[tuple[IRI, IRI | None]]:
        """Yield each claim and its proposition."""
        for claim in self.nodes(bk.Claim):
            yield claim, self.one(claim, bk.proposition)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts ``may.2`` before ``may.12``."""
    parts = (part for part in _NUMBER.split(name) if part)
    return tuple((0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts)
