"""Validate a file or triples by one of the engines, and the graph of a dataset for completeness."""

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
from kg.validate.complete import completeness
from kg.validate.fast import check
from kg.validate.report import Report, make_report
from kg.validate.result import Result, of_fault
from kg.validate.shape import Shape, read_shapes

if TYPE_CHECKING:
    import rdflib

__all__ = ["CONSTRAINTS", "ENGINES", "SHAPES", "compiled", "validate", "validate_file"]

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
    """Validate a graph against shapes.

    Args:
        data: An RDF file, or triples; blank nodes are IRIs that begin with ``urn:blank:``.
        shapes: The files of the shapes.
        engine: ``fast`` or ``pyshacl``; both give the same results, the second takes fifty times as long.

    Raises:
        FaultError: The file cannot be read, a shape is not known to the engine, or there is no such engine.
    """
    graph = Graph(tidy(read_graph(Path(data)) if isinstance(data, Path | str) else data))
    return make_report(graph, results(graph, shapes, engine), engine)


@paused()
def validate_file(path: Path, dataset: str, engine: str = "fast") -> tuple[Report, str]:
    """Validate a file against our shapes, and the graph of a dataset for completeness, too.

    Args:
        path: An RDF file.
        dataset: The dataset whose seal counts for a copy of its graph that has none beside it.
        engine: As for ``validate``.

    Returns:
        The report, and what was checked.

    Raises:
        FaultError: As ``validate`` does, or the seal is none.
    """
    graph = Graph(tidy(read_graph(path)))
    faults, checked = completeness(graph, path, dataset)
    found = [*results(graph, (SHAPES, CONSTRAINTS), engine), *(of_fault(fault, graph.prefixes) for fault in faults)]
    return make_report(graph, found, engine), checked


def results(graph: Graph, shapes: tuple[Path, ...], engine: str) -> Iterable[Result]:
    """Return what an engine finds.

    Raises:
        FaultError: A shape is not known to the engine, or there is no such engine.
    """
    if engine not in ENGINES:
        raise usage(f"there is no engine '{engine}'", "use " + " or ".join(ENGINES))
    if engine == "fast":
        return check(graph, compiled(shapes))
    from kg.validate.reference import check_reference

    return check_reference(graph, _reference(shapes))


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
