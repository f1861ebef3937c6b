"""Sending named graphs: by the Graph Store Protocol where the store has it, else by updates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from kg.endpoint.client import Client, Response, remote_fault
from kg.endpoint.profiles import Endpoint, expect, needs_place
from kg.share.load.spool import Part

__all__ = ["drop_graph", "may_write", "send"]

CHUNK: Final = 16_000_000
"""So many bytes go into one request to a graph store."""

CHUNK_OF_UPDATE: Final = 500_000
"""So many bytes go into one update, which stores parse as a query."""

SMALLEST: Final = 20_000
"""A store that refuses a request of this size refuses them all."""

_TRIPLES: Final = {"Content-Type": "application/n-triples"}
_UPDATE: Final = {"Content-Type": "application/sparql-update; charset=utf-8"}
_TOO_LARGE: Final = 413


def may_write(client: Client, endpoint: Endpoint, graph: str) -> None:
    """Ask for nothing to be added: a store that wants credentials, or forbids writing, says so before anything is sent.

    Raises:
        FaultError: It is not known where the store takes graphs, or it takes none.
    """
    if endpoint.store:
        url = endpoint.graph(graph)
        expect(client.request("POST", url, _TRIPLES, b"\n"), url)
    elif endpoint.update:
        expect(client.request("POST", endpoint.update, _UPDATE, b"INSERT DATA {}"), endpoint.update)
    else:
        raise needs_place(endpoint)


def send(client: Client, endpoint: Endpoint, part: Part, tell: Callable[[int], None], most: int = 0) -> None:
    """Put a graph in the place of the one of the same name.

    Args:
        client: Makes the requests.
        endpoint: Where the graph goes.
        part: The graph.
        tell: Called with the number of bytes after each request.
        most: So many bytes go into one request to a graph store; ``CHUNK`` by default. A request is held in memory.

    Raises:
        FaultError: The store does not take it.
    """
    size = (most or CHUNK) if endpoint.store else CHUNK_OF_UPDATE
    while not _sent(client, endpoint, part, size, tell):
        size //= 4
        if size < SMALLEST:
            expect(Response(_TOO_LARGE, {}, b""), endpoint.store or endpoint.update)


def _sent(client: Client, endpoint: Endpoint, part: Part, size: int, tell: Callable[[int], None]) -> bool:
    """Send a graph in requests of a size; return whether the store takes requests of this size."""
    for number, chunk in enumerate(part.chunks(size)):
        url, answer = _add(client, endpoint, part.graph, chunk, first=number == 0)
        if answer.status == _TOO_LARGE:
            return False
        expect(answer, url)
        tell(len(chunk))
    return True


def _add(client: Client, endpoint: Endpoint, graph: str, chunk: bytes, first: bool) -> tuple[str, Response]:
    """Add triples to a graph, or put them in its place; doing it twice is the same as once."""
    if endpoint.store:
        url = endpoint.graph(graph)
        return url, client.request("PUT" if first else "POST", url, _TRIPLES, chunk)
    if first:
        drop_graph(client, endpoint, graph)
    text = b"INSERT DATA { GRAPH <%b> {\n%b} }" % (graph.encode(), _sparql(chunk))
    return endpoint.update, client.request("POST", endpoint.update, _UPDATE, text)


def drop_graph(client: Client, endpoint: Endpoint, graph: str) -> None:
    """Remove a graph, if it is there.

    Raises:
        FaultError: The store does not do it.
    """
    if endpoint.update:
        text = f"DROP SILENT GRAPH <{graph}>".encode()
        expect(client.request("POST", endpoint.update, _UPDATE, text), endpoint.update)
        return
    answer = client.request("DELETE", endpoint.graph(graph))
    if answer.status != 404:
        expect(answer, endpoint.graph(graph))


_ESCAPE: Final = re.compile(rb"\\\\([uU])|\\.")
_LETTERS: Final = {b"u": b"\\\\\\u0075", b"U": b"\\\\\\u0055"}


def _sparql(lines: bytes) -> bytes:
    r"""Return N-Triples as SPARQL: a backslash before ``u`` begins no code point escape where these are read first."""
    if b"\\\\u" not in lines and b"\\\\U" not in lines:
        return lines
    return _ESCAPE.sub(lambda match: _LETTERS[match[1]] if match[1] else match[0], lines)


def missing(sent: Iterable[tuple[Part, int]], url: str) -> None:
    """Check that the other side has what was sent.

    Raises:
        FaultError: It has not, graph by graph.
    """
    wrong = [f"<{part.graph}> has {count} triples, not {part.triples}" for part, count in sent if count != part.triples]
    if wrong:
        what = "the store said that it took everything, but " + ", ".join(wrong)
        raise remote_fault(url, what, "load again; if this repeats, 'battlekg check URL --all' shows what is lost")
