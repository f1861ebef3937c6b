"""Property paths of SHACL: read from a shapes graph, followed in a data graph, written again in a report."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from kg.rdf.graph import Graph
from kg.rdf.namespaces import RDF, SH
from kg.rdf.terms import IRI, Literal, Term

__all__ = ["Alternative", "Inverse", "Path", "Sequence", "follow", "read_list", "read_path"]


@dataclass(frozen=True, slots=True, order=True)
class Inverse:
    """A path in the other direction."""

    path: Path

    def __str__(self) -> str:
        return f"^{self.path}"


@dataclass(frozen=True, slots=True, order=True)
class Sequence:
    """One path after the other."""

    paths: tuple[Path, ...]

    def __str__(self) -> str:
        return "/".join(map(str, self.paths))


@dataclass(frozen=True, slots=True, order=True)
class Alternative:
    """Any of several paths."""

    paths: tuple[Path, ...]

    def __str__(self) -> str:
        return f"({'|'.join(map(str, self.paths))})"


Path = IRI | Inverse | Sequence | Alternative
"""A predicate or a path made of others."""


def read_list(shapes: Graph, head: Term) -> tuple[Term, ...]:
    """Return the members of an RDF list.

    Raises:
        ValueError: It is no well-formed list.
    """
    found: list[Term] = []
    seen: set[Term] = set()
    while head != RDF.nil:
        first, rest = shapes.values(head, RDF.first), shapes.values(head, RDF.rest)
        if len(first) != 1 or len(rest) != 1 or head in seen:
            raise ValueError("a list is not well-formed")
        seen.add(head)
        found += first
        (head,) = rest
    return tuple(found)


def read_path(shapes: Graph, node: Term) -> Path:
    """Return the path that a node of a shapes graph stands for.

    Raises:
        ValueError: It is no path, or one of a kind that is not known here.
    """
    if isinstance(node, Literal):
        raise ValueError(f"a path cannot be the text '{node.value}'")
    described = shapes.node(node)
    if not described:
        return node
    if RDF.first in described:
        return Sequence(tuple(read_path(shapes, part) for part in read_list(shapes, node)))
    if SH.inversePath in described:
        return Inverse(read_path(shapes, next(iter(described[SH.inversePath]))))
    if SH.alternativePath in described:
        parts = read_list(shapes, next(iter(described[SH.alternativePath])))
        return Alternative(tuple(read_path(shapes, part) for part in parts))
    if not node.startswith("urn:blank:"):
        return node
    raise ValueError(f"a path of the kind {', '.join(sorted(described))} is not known")


def follow(data: Graph, node: Term, path: Path) -> Set[Term]:
    """Return the nodes at the end of a path, each once."""
    if isinstance(path, IRI):
        return data.values(node, path)
    return dict.fromkeys(_ends(data, node, path)).keys()


def _ends(data: Graph, node: Term, path: Path) -> Iterator[Term]:
    if isinstance(path, Alternative):
        for way in path.paths:
            yield from follow(data, node, way)
    elif isinstance(path, Sequence):
        here: list[Term] = [node]
        for step in path.paths:
            here = list(dict.fromkeys(end for start in here for end in follow(data, start, step)))
        yield from here
    elif isinstance(path, Inverse) and isinstance(path.path, IRI):
        yield from data.subjects(path.path, node)
    else:
        raise ValueError(f"the path {path} cannot be followed")
