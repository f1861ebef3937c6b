"""The seal of a graph: how many triples each class and predicate has, and digests of the whole and of each node."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.faults import fault
from kg.rdf.indexed import Graph
from kg.rdf.terms import IRI, Triple

__all__ = ["Seal", "make_seal", "node_seal", "read_seal", "seal_of", "write_seal"]

_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Seal:
    """What a graph was when it was built.

    Attributes:
        digest: The SHA-256 of the sorted canonical N-Triples.
        triples: The number of triples.
        counts: The number of triples per class and predicate, as ``class predicate`` in CURIEs.
        nodes: A shortened SHA-256 of the triples of each subject.
    """

    digest: str
    triples: int
    counts: Mapping[str, int]
    nodes: Mapping[str, str]


def make_seal(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Seal:
    """Return the seal of a graph.

    Args:
        triples: The graph; no blank nodes.
        prefixes: Namespace by prefix of the dataset's own things.
    """
    return seal_of(Graph(triples, prefixes))


def seal_of(graph: Graph) -> Seal:
    """Return the seal of a graph."""
    whole = hashlib.sha256()
    nodes: dict[str, str] = {}
    # The lines of all nodes one after the other are the sorted lines of the graph: each begins with its node.
    for node in sorted(graph.nodes, key=lambda iri: f"<{iri}>"):
        block = "".join(f"{line}\n" for line in graph.lines(node)).encode()
        whole.update(block)
        nodes[graph.short(node)] = hashlib.sha256(block).hexdigest()[:_DIGITS]
    counts = dict(sorted(graph.counts.items()))
    return Seal(whole.hexdigest(), sum(counts.values()), counts, dict(sorted(nodes.items())))


def node_seal(graph: Graph, node: IRI) -> str:
    """Return what the seal of a graph says of one node."""
    return graph.digest(node)[:_DIGITS]


def write_seal(seal: Seal) -> Iterator[str]:
    """Yield the text of the seal's file."""
    content = {"digest": seal.digest, "triples": seal.triples, "counts": seal.counts, "nodes": seal.nodes}
    yield json.dumps(content, indent=0, ensure_ascii=False) + "\n"


def read_seal(text: str, name: str) -> Seal:
    """Return the seal that a file holds.

    Args:
        text: The content of the file.
        name: How messages name it.

    Raises:
        FaultError: The file is no seal.
    """
    try:
        content = json.loads(text)
        seal = Seal(content["digest"], content["triples"], content["counts"], content["nodes"])
    except (ValueError, KeyError, TypeError, RecursionError):
        seal = None
    if seal is None or not _is_seal(seal):
        raise fault("seal", "the file is no seal", "run 'battlekg build'", name)
    return seal


def _is_seal(seal: Seal) -> bool:
    return (
        isinstance(seal.digest, str)
        and isinstance(seal.triples, int)
        and isinstance(seal.counts, dict)
        and all(isinstance(count, int) for count in seal.counts.values())
        and isinstance(seal.nodes, dict)
        and all(isinstance(digest, str) for digest in seal.nodes.values())
    )
