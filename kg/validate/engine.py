"""Validate a file or triples by one of the engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.faults import usage
from kg.paths import ONTOLOGY
from kg.rdf.gc_pause import paused
from kg.rdf.graph import Graph, tidy
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Triple
from kg.validate.fast import check
from kg.validate.report import Report, make_report
from kg.validate.shape import Shape, read_shapes

if TYPE_CHECKING:
    import rdflib

__all__ = ["CONSTRAINTS", "ENGINES", "SHAPES", "compiled", "validate"]

SHAPES: Final = Path(ONTOLOGY) / "shapes.ttl"
"""The generated shapes: what a node of each class has."""

CONSTRAINTS: Final = Path(ONTOLOGY) / "constraints.ttl"
"""The rules across properties, written by hand."""

ENGINES: Final = ("fast", "pyshacl")
"""The engines: ours, and the reference that it is compared with."""


@paused()
def validate(
    data: Path | str | Iterable[Triple], shapes: tuple[Path, ...] = (SHAPES, CONSTRAINTS), engine: str = "fast"
) -> Report:
    """Validate a graph.

    Args:
        data: An RDF file, or triples; blank nodes are IRIs that begin with ``urn:blank:``.
        shapes: The files of the shapes.
        engine: ``fast`` or ``pyshacl``; both give the same results, the second takes fifty times as long.

    Raises:
        FaultError: The file cannot be read, a shape is not known to the engine, or there is no such engine.
    """
    if engine not in ENGINES:
        raise usage(f"there is no engine '{engine}'", "use " + " or ".join(ENGINES))
    triples = read_graph(Path(data)) if isinstance(data, Path | str) else data
    graph = Graph(tidy(triples))
    if engine == "fast":
        return make_report(graph, check(graph, compiled(shapes)), engine)
    from kg.validate.reference import check_reference

    return make_report(graph, check_reference(graph, _reference(shapes)), engine)


def _graph(shapes: tuple[Path, ...]) -> Graph:
    """Return the shapes graph of several files; blank nodes of different files stay apart."""
    return Graph(triple for place, path in enumerate(shapes) for triple in tidy(read_graph(path), f"f{place}b"))


@cache
def compiled(shapes: tuple[Path, ...]) -> Mapping[IRI, Shape]:
    """Return the shapes of several files by name, read once."""
    return read_shapes(_graph(shapes))


@cache
def _reference(shapes: tuple[Path, ...]) -> rdflib.Graph:
    from kg.validate.reference import to_rdflib

    return to_rdflib(_graph(shapes))
