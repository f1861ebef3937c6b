"""The seal of a graph: how many triples each class and predicate has, and digests of the whole and of each node."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.faults import Fault, FaultError
from kg.namespaces import PREFIXES, RDF
from kg.terms import IRI, Triple, compact, ntriples_line, sorted_lines

__all__ = ["Seal", "make_seal", "read_seal", "write_seal"]

_DIGITS = 12


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
    graph = set(triples)
    spaces = {space: prefix for prefix, space in {**PREFIXES, **prefixes}.items()}
    types: dict[IRI, list[str]] = {}
    blocks: dict[IRI, list[str]] = {}
    for triple in graph:
        blocks.setdefault(triple.s, []).append(ntriples_line(triple))
        if triple.p == RDF.type:
            types.setdefault(triple.s, []).append(_short(str(triple.o), spaces))
    counts = Counter(
        f"{'+'.join(sorted(types.get(triple.s, ['untyped'])))} {_short(triple.p, spaces)}" for triple in graph
    )
    lines = sorted_lines(graph)
    nodes = {_short(subject, spaces): _digest(sorted(block))[:_DIGITS] for subject, block in blocks.items()}
    return Seal(_digest(lines), len(lines), dict(sorted(counts.items())), dict(sorted(nodes.items())))


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def _short(iri: str, spaces: Mapping[str, str]) -> str:
    return compact(iri, spaces) or iri


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
        return Seal(content["digest"], content["triples"], content["counts"], content["nodes"])
    except (ValueError, KeyError, TypeError):
        raise FaultError([Fault(name, 0, "seal", "the file is no seal", "run 'battlekg build'")]) from None
