"""What an endpoint has of a named graph, node by node or whole, against what was built."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.load.spool import Part
from kg.query.answer import Answer
from kg.query.remote import ask_remote
from kg.remote.client import Client
from kg.remote.endpoint import Endpoint

__all__ = ["Difference", "all_triples", "sampled"]

_AT_ONCE: Final = 50
"""So many nodes are asked for in one query."""


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
    subjects = {line.split(" ", 1)[0] for line in part.lines()}
    chosen = sorted(subjects, key=lambda one: hashlib.sha256(one.encode()).digest())[:nodes]
    wanted = set(chosen)
    here = {line for line in part.lines() if line.split(" ", 1)[0] in wanted}
    there: set[str] = set()
    for start in range(0, len(chosen), _AT_ONCE):
        values = " ".join(chosen[start : start + _AT_ONCE])
        text = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} GRAPH <{part.graph}> {{ ?s ?p ?o }} }}"
        there.update(_lines(ask_remote(client, endpoint, text, "comparing")))
    return _difference(here, there)


def all_triples(client: Client, endpoint: Endpoint, part: Part) -> Difference:
    """Compare all triples of a graph.

    Args:
        client: Makes the requests.
        endpoint: The endpoint.
        part: The graph.
    """
    text = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{part.graph}> {{ ?s ?p ?o }} }}"
    return _difference(set(part.lines()), set(_lines(ask_remote(client, endpoint, text, "comparing"))))


def _lines(found: Answer) -> Iterator[str]:
    return (" ".join([*(str(term) for term in row), "."]) for row in found.rows)


def _difference(here: set[str], there: Iterable[str]) -> Difference:
    other = set(there)
    return Difference(len(here), tuple(sorted(here - other)), tuple(sorted(other - here)))
