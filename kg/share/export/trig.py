"""TriG: the named graphs to read, each in the manner of the canonical file.

The triples of a graph do not stand together in the file, so each graph is gathered in a temporary file of N-Triples;
from there it is written node by node, so that memory holds no graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, parse

from kg.files import scratch
from kg.rdf.graph import Graph
from kg.rdf.namespaces import OWL, PREFIXES, RDF, SH, VOCABULARY_GRAPH, prefixes_of
from kg.rdf.read import Terms
from kg.rdf.terms import IRI, Triple
from kg.rdf.turtle import class_of_block, graph_lines, in_order, prefix_lines
from kg.rdf.vocabulary import Class
from kg.share.export.quads import data_quads, nodes, placed_quads, vocabulary_quads

__all__ = ["write_trig"]


def write_trig(graph: Path, out: BinaryIO) -> None:
    """Write one block per named graph, the vocabulary among them.

    Raises:
        FaultError: The file cannot be read or is not well-formed, or a triple is not covered.
    """
    spaces = {**PREFIXES, "owl": str(OWL), "sh": str(SH), **prefixes_of(graph)}
    made = _classes(graph)
    out.writelines(line.encode() for line in prefix_lines(spaces))
    with scratch(partial(_gathered, placed_quads(graph))) as files:
        for name in sorted([*files, VOCABULARY_GRAPH]):
            lines = _vocabulary(spaces) if name == VOCABULARY_GRAPH else in_order(_nodes(files[name], made), spaces)
            out.write(f"\n<{name}> {{\n".encode())
            out.writelines(line.encode() for line in lines)
            out.write(b"}\n")


def _classes(graph: Path) -> dict[IRI, Class]:
    """Return the class of each node; its types may stand in another graph than what is said of it."""
    typed = (quad for quad in data_quads(graph) if quad.predicate.value == RDF.type)
    return {node: class_of_block(types) for node, types in nodes(typed)}


def _gathered(quads: Iterable[Quad], folder: Path) -> dict[str, Path]:
    """Write the triples of each named graph into a file and return the files by graph."""
    files: dict[str, Path] = {}
    opened: dict[str, BinaryIO] = {}
    with ExitStack() as stack:
        for quad in quads:
            name: str = quad.graph_name.value  # type: ignore[union-attr]
            if name not in opened:
                files[name] = folder / f"{len(files)}.nt"
                opened[name] = stack.enter_context(files[name].open("wb"))
            opened[name].write(f"{quad.triple} .\n".encode())
    return files


def _nodes(file: Path, made: Mapping[IRI, Class]) -> Iterator[tuple[IRI, set[Triple], Class]]:
    for node, triples in nodes(parse(path=str(file), format=RdfFormat.N_TRIPLES)):
        yield node, triples, made.get(node) or class_of_block(triples)


def _vocabulary(spaces: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the vocabulary, which is small, in the order of the canonical file."""
    terms = Terms()
    yield from graph_lines(Graph(terms.triple(quad) for quad in vocabulary_quads()), spaces)
