"""The graph and the vocabulary as streams of quads, read from the built file as often as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

from kg.faults import fault
from kg.paths import ONTOLOGY as FOLDER
from kg.rdf.namespaces import ONTOLOGY, prefixes_of
from kg.rdf.read import Terms
from kg.rdf.terms import IRI, Triple
from kg.share.export.graphs import VOCABULARY, Evidence, Placement

__all__ = ["VOCABULARY_FILES", "data_quads", "dataset_quads", "nodes", "placed_quads", "vocabulary_quads"]

VOCABULARY_FILES: Final = ("battlekg.ttl", "schemes.ttl", "queries.ttl", "shapes.ttl", "constraints.ttl")
"""The files of the vocabulary; the alignments are a matter of those who want them."""

_SHARED: Final = 10_000
"""So many nodes share the terms that they name."""


def data_quads(graph: Path) -> Iterator[Quad]:
    """Yield the triples of a graph in the order of its file, all in the default graph.

    Raises:
        FaultError: The file cannot be read or is not well-formed.
    """
    try:
        yield from parse(path=str(graph), format=RdfFormat.TURTLE)
    except SyntaxError as error:
        what = f"not well-formed: {error.msg}"
        raise fault("syntax", what, "run 'battlekg build'", str(graph), error.lineno or 0) from None


def nodes(quads: Iterable[Quad]) -> Iterator[tuple[IRI, set[Triple]]]:
    """Yield each node with its triples, of quads in which these stand together, as in the canonical file.

    Nothing is kept but some terms; of a node whose triples stand apart, each part is yielded by itself.
    """
    for place, (_, group) in enumerate(groupby(quads, key=lambda quad: quad.subject)):
        if place % _SHARED == 0:
            terms = Terms()
        found = {terms.triple(quad) for quad in group}
        yield next(iter(found)).s, found


def placed_quads(graph: Path) -> Iterator[Quad]:
    """Yield the triples of a graph in the order of its file, each in every named graph in which it stands.

    Raises:
        FaultError: The file cannot be read or is not well-formed, or a triple is not covered.
    """
    placement = Placement(Evidence(data_quads(graph)), prefixes_of(graph).get("source", ""), str(graph))
    for quad in data_quads(graph):
        triple = quad.triple
        for name in placement.graphs(triple):
            yield Quad(triple.subject, triple.predicate, triple.object, name)


def vocabulary_quads() -> Iterator[Quad]:
    """Yield the vocabulary in its named graph, sorted, without blank nodes.

    A blank node becomes an IRI (RDF 1.1 Concepts, 3.5), numbered by the canonical form of its file (RDFC-1.0): counts
    and comparisons are then exact in every store.
    """
    for name in VOCABULARY_FILES:
        yield from _vocabulary_file(name)


@cache
def _vocabulary_file(name: str) -> list[Quad]:
    """Return the quads of a file of the vocabulary, which is small and goes into many exports of a release."""
    found = Dataset(parse(path=str(Path(FOLDER) / name), format=RdfFormat.TURTLE))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    space = f"{ONTOLOGY}/genid/{name.removesuffix('.ttl')}-"
    return sorted((_named(quad, space) for quad in found), key=str)


def _named(quad: Quad, space: str) -> Quad:
    subject, value = quad.subject, quad.object
    if isinstance(subject, BlankNode):
        subject = NamedNode(space + subject.value.removeprefix("c14n"))
    if isinstance(value, BlankNode):
        value = NamedNode(space + value.value.removeprefix("c14n"))
    return Quad(subject, quad.predicate, value, VOCABULARY)


def dataset_quads(graph: Path) -> Iterator[Quad]:
    """Yield the graph in its named graphs, and then the vocabulary in its own.

    Raises:
        FaultError: As ``placed_quads`` does.
    """
    yield from placed_quads(graph)
    yield from vocabulary_quads()
