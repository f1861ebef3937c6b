"""The seal of a graph: how many triples each class and predicate has, and digests of the whole and of each node."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.faults import fault
from kg.rdf.graph import Graph
from kg.rdf.terms import IRI, ntriples

__all__ = ["Seal", "changed", "read_seal", "seal_of", "write_seal"]

_MARK: Final = 4
"""The length of a mark: 24 bits, so that one change in 16 million goes unnoticed."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a graph was when it was built.

    Attributes:
        digest: The SHA-256 of the sorted canonical N-Triples.
        triples: The number of triples.
        counts: The number of triples per class and predicate, as ``class predicate`` in CURIEs.
        nodes: A mark of four characters for each predicate of each subject, in the order of the canonical lines.
    """

    digest: str
    triples: int
    counts: Mapping[str, int]
    nodes: Mapping[str, str]


def seal_of(graph: Graph) -> Seal:
    """Return the seal of a graph without blank nodes."""
    whole = hashlib.sha256()
    nodes: dict[str, str] = {}
    # The lines of all nodes one after the other are the sorted lines of the graph: each begins with its node.
    for node in sorted(graph.nodes, key=ntriples):
        blocks = _blocks(graph, node)
        whole.update(b"".join(blocks.values()))
        nodes[graph.short(node)] = _marks(blocks)
    counts = dict(sorted(graph.counts.items()))
    return Seal(whole.hexdigest(), len(graph), counts, dict(sorted(nodes.items())))


def changed(graph: Graph, node: IRI, sealed: str, counts: Collection[str]) -> list[str]:
    """Return the predicates of a node whose values are not those that were sealed; empty text for one without a name.

    Args:
        graph: The graph.
        node: The node.
        sealed: What the seal has of it.
        counts: The keys of ``Seal.counts`` that are not as they were: they name predicates that are gone as a whole.
    """
    blocks = _blocks(graph, node)
    marks = _marks(blocks)
    if marks == sealed:
        return []
    here, known = _parts(marks), set(_parts(sealed))
    found: list[str] = [predicate for predicate, mark in zip(blocks, here, strict=True) if mark not in known]
    if len(known.difference(here)) > len(found):
        there = {graph.short(predicate) for predicate in blocks}
        name = f"{graph.class_name(node)} "
        found += {key.removeprefix(name) for key in counts if key.startswith(name)} - there
    return found or [""]


def _blocks(graph: Graph, node: IRI) -> dict[IRI, bytes]:
    """Return the canonical lines of a node by predicate, in the order of the lines."""
    found, subject = {}, ntriples(node)
    for predicate, values in sorted(graph.nodes[node].items(), key=lambda item: f"<{item[0]}>"):
        lines = [f"{subject} <{predicate}> {ntriples(value)} .\n" for value in values]
        found[predicate] = "".join(sorted(lines)).encode()
    return found


def _marks(blocks: Mapping[IRI, bytes]) -> str:
    digests = (hashlib.blake2b(lines, digest_size=3).digest() for lines in blocks.values())
    return urlsafe_b64encode(b"".join(digests)).decode()


def _parts(marks: str) -> list[str]:
    return [marks[place : place + _MARK] for place in range(0, len(marks), _MARK)]


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
