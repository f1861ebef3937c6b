"""How many triples the other side has."""

from __future__ import annotations

from kg.ask.engine.remote import ask_remote
from kg.endpoint.client import Client, remote_fault
from kg.endpoint.profiles import Endpoint

__all__ = ["count_triples"]


def count_triples(client: Client, endpoint: Endpoint, graph: str) -> int:
    """Return how many triples a named graph has there; 0 where there is none.

    Raises:
        FaultError: The endpoint does not tell.
    """
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    found = ask_remote(client, endpoint, text, "counting")
    try:
        return int(str(getattr(found.rows[0][0], "value", None)))
    except (ValueError, IndexError, TypeError):
        raise remote_fault(endpoint.query, "the answer is no number of triples", "check the address") from None
