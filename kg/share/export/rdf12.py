"""RDF 1.2: what stands for a triple is its reifier.

The ``rdf:Statement`` of a triple becomes its reifier (RDF 1.2 Turtle): ``S P O ~ STATEMENT`` says the triple and that
``STATEMENT rdf:reifies <<( S P O )>>``, in place of the four triples of RDF 1.1 reification. The rest of the graph is
the same, and the way back is one rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import NamedNode
from pyoxigraph import Triple as OxTriple

from kg.rdf.namespaces import PREFIXES, RDF, prefixes_of
from kg.rdf.read import Terms
from kg.rdf.terms import IRI, Triple
from kg.rdf.turtle import class_of_block, in_order, prefix_lines
from kg.rdf.vocabulary import Class
from kg.share.export.graphs import node_of
from kg.share.export.quads import data_quads, nodes

__all__ = ["write_rdf12"]

_PARTS: Final = (RDF.subject, RDF.predicate, RDF.object)
_STATEMENT: Final = NamedNode(RDF.Statement)


def write_rdf12(graph: Path, out: BinaryIO) -> None:
    """Write a graph as Turtle 1.2, node by node in the order of its file.

    Raises:
        FaultError: The file cannot be read or is not well-formed.
    """
    spaces = {**PREFIXES, **prefixes_of(graph)}
    reifiers = _reifiers(graph)
    lines = in_order(_nodes(graph, set(reifiers.values())), spaces, reifiers)
    out.writelines(line.encode() for line in chain(prefix_lines(spaces), lines))


def _nodes(graph: Path, statements: Set[IRI]) -> Iterator[tuple[IRI, set[Triple], Class]]:
    """Yield the nodes with their classes; of a Statement what it has beside its triple, if that is anything."""
    for node, triples in nodes(data_quads(graph)):
        made = class_of_block(triples)
        if node in statements:
            triples = {triple for triple in triples if triple.p not in (RDF.type, *_PARTS)}
        if triples:
            yield node, triples, made


def _reifiers(graph: Path) -> dict[Triple, IRI]:
    """Return the Statement of each triple that is there and has one."""
    parts: dict[str, dict[str, object]] = {}
    statements: set[str] = set()
    for quad in data_quads(graph):
        if quad.predicate.value in _PARTS:
            parts.setdefault(node_of(quad), {})[quad.predicate.value] = quad.object
        elif quad.predicate.value == RDF.type and quad.object == _STATEMENT:
            statements.add(node_of(quad))
    named = {
        OxTriple(*(found[part] for part in _PARTS)): IRI(node)  # type: ignore[arg-type]
        for node, found in parts.items()
        if node in statements and len(found) == len(_PARTS)
        and all(isinstance(found[part], NamedNode) for part in _PARTS[:2])
    }  # fmt: skip
    terms = Terms()
    there = (quad for quad in data_quads(graph) if quad.triple in named)
    return {terms.triple(quad): named[quad.triple] for quad in there}
