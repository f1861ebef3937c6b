"""What an endpoint has of a named graph, node by node or whole, against what was built."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.ask.engine.answer import Answer
from kg.ask.engine.remote import ask_remote
from kg.endpoint.client import Client
from kg.endpoint.profiles import Endpoint
from kg.faults import FaultError
from kg.rdf.iri import XSD
from kg.share.load.spool import Part

__all__ = ["NORMALISATIONS", "Difference", "all_triples", "sampled"]

_AT_ONCE: Final = 50
"""So many nodes are asked for in one query."""

_ROWS: Final = 1000
"""So many triples are expected of one query: servers cut answers, Virtuoso after 10000 rows where nobody changed it."""

_XSD: Final = re.escape(XSD)
_POINT: Final = re.compile(r'"POINT\(([-0-9.]+) ([-0-9.]+)\)"\^\^<[^>]*[#/](?:wktLiteral|Geometry)>')
_LARGE: Final = re.compile(rf'"(-?[0-9]{{10,}})"\^\^<{_XSD}(?:integer|decimal)>')
_TRUTH: Final = re.compile(rf'"(true|1|false|0)"\^\^<{_XSD}boolean>')


def _as_virtuoso(line: str) -> str:
    """Return a triple in a form that is the same before Virtuoso and after it."""
    line = _POINT.sub(lambda match: f"point {float(match[1]):.5f} {float(match[2]):.5f}", line)
    return _TRUTH.sub(lambda match: str(match[1] in ("true", "1")), _LARGE.sub(r"number \1", line))


NORMALISATIONS: Final[Mapping[str, tuple[str, Callable[[str], str]]]] = {
    "virtuoso": (
        "points in well-known text become virtrdf:Geometry, with coordinates of 32 bits; integers of ten digits "
        "and more become decimals; true becomes 1",
        _as_virtuoso,
    ),
}
"""What products change in what they are given, by profile: in words, and what makes both sides alike."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How the triples of a graph differ.

    Attributes:
        compared: How many triples of the build were compared.
        lost: Those that the endpoint does not have, as N-Triples.
        strange: Those that only the endpoint has.
    """

    compared: int
    lost: tuple[str, ...]
    strange: tuple[str, ...]


def sampled(client: Client, endpoint: Endpoint, part: Part, nodes: int) -> Difference:
    """Compare all triples of some nodes.

    The nodes are those whose digests are the smallest: the same in every run, spread over the whole graph.

    Args:
        client: Makes the requests.
        endpoint: The endpoint.
        part: The graph.
        nodes: How many nodes at most.
    """
    sizes = _sizes(part)
    chosen = sorted(sizes, key=lambda one: hashlib.sha256(one.encode()).digest())[:nodes]
    wanted = set(chosen)
    here = {line for line in part.lines() if line.split(" ", 1)[0] in wanted}
    return _difference(endpoint, here, _of_nodes(client, endpoint, part, {node: sizes[node] for node in chosen}))


def all_triples(client: Client, endpoint: Endpoint, part: Part, count: int) -> Difference:
    """Compare all triples of a graph: asked for at once, and node by node where the endpoint does not give them all.

    Args:
        client: Makes the requests.
        endpoint: The endpoint.
        part: The graph.
        count: How many triples the endpoint says it has of it.
    """
    text = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{part.graph}> {{ ?s ?p ?o }} }}"
    try:
        there = set(_lines(ask_remote(client, endpoint, text, "comparing")))
    except FaultError:  # too large, too slow, or cut; whoever is away is so for the next request, too
        there = set()
    if len(there) < count:
        there |= _of_nodes(client, endpoint, part, _sizes(part))
    return _difference(endpoint, set(part.lines()), there)


def _sizes(part: Part) -> Counter[str]:
    """Return how many triples each node of a graph has."""
    return Counter(line.split(" ", 1)[0] for line in part.lines())


def _of_nodes(client: Client, endpoint: Endpoint, part: Part, sizes: Mapping[str, int]) -> set[str]:
    """Return all triples that the endpoint has of some nodes, given how many there should be of each."""
    there: set[str] = set()
    waiting: list[str] = []
    expected = 0
    for place, (node, size) in enumerate(sizes.items(), 1):
        waiting.append(node)
        expected += size
        if len(waiting) == _AT_ONCE or expected >= _ROWS or place == len(sizes):
            text = (
                f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {' '.join(waiting)} }} GRAPH <{part.graph}> {{ ?s ?p ?o }} }}"
            )
            there.update(_lines(ask_remote(client, endpoint, text, "comparing")))
            waiting, expected = [], 0
    return there


def _lines(found: Answer) -> Iterator[str]:
    return (" ".join([*(str(term) for term in row), "."]) for row in found.rows)


def _difference(endpoint: Endpoint, here: set[str], there: set[str]) -> Difference:
    lost, strange = here - there, there - here
    if endpoint.profile in NORMALISATIONS and lost:
        alike = NORMALISATIONS[endpoint.profile][1]
        ours, theirs = {alike(line) for line in lost}, {alike(line) for line in strange}
        lost = {line for line in lost if alike(line) not in theirs}
        strange = {line for line in strange if alike(line) not in ours}
    return Difference(len(here), tuple(sorted(lost)), tuple(sorted(strange)))
