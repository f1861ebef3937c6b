"""Which product answers at an address, and where it takes queries, graphs and updates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import quote, urlencode

from kg.endpoint.client import Client, Response, check_address, remote_fault, told
from kg.faults import FaultError, fault

__all__ = ["PROFILES", "Endpoint", "ask_endpoint", "expect", "find_endpoint", "needs_place"]

RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.5"


class Endpoint(NamedTuple):
    """A SPARQL endpoint.

    Attributes:
        profile: The product, a key of ``PROFILES``.
        query: Where it takes queries (SPARQL 1.1 Protocol).
        store: Where it takes graphs (SPARQL 1.1 Graph Store HTTP Protocol); empty where that is not known.
        update: Where it takes updates; empty where that is not known.
    """

    profile: str
    query: str
    store: str = ""
    update: str = ""

    def graph(self, iri: str) -> str:
        """Return the address of a named graph."""
        return f"{self.store}{'&' if '?' in self.store else '?'}graph={quote(iri, safe='')}"


class _Profile(NamedTuple):
    """Where a product takes what, below its address; and how its answers show it."""

    query: str
    store: str
    update: str
    header: str
    begins: str


PROFILES: Final[Mapping[str, _Profile]] = {
    "oxigraph": _Profile("/query", "/store", "/update", "server", "oxigraph"),
    "fuseki": _Profile("/query", "/data", "/update", "fuseki-request-id", ""),
    "virtuoso": _Profile("/sparql", "/sparql-graph-crud-auth", "/sparql-auth", "server", "virtuoso"),
    "generic": _Profile("", "", "", "", ""),
}
"""The products that are known by name; a generic one is asked at the address as it stands."""

_ENDS: Final = ("/query", "/sparql", "/update", "/data", "/store", "/sparql-auth", "/sparql-graph-crud-auth")


def find_endpoint(
    client: Client, url: str, profile: str | None = None, store: str | None = None, update: str | None = None
) -> Endpoint:
    """Return the endpoint at an address; what product it is, its answer shows.

    Args:
        client: Makes the requests.
        url: The address of the product or of its place for queries.
        profile: The product, where it is known; else it is asked.
        store: Where it takes graphs, where it is generic.
        update: Where it takes updates, where it is generic.

    Raises:
        FaultError: The address is none, or nothing there answers.
    """
    for one in filter(None, (url, store, update)):
        check_address(one)
    url = url.partition("#")[0]
    name = profile or ("generic" if store or update else _recognise(client, url))
    if name == "generic":
        return Endpoint(name, url, store or "", update or "")
    base = url.rstrip("/")
    base = next((base.removesuffix(end) for end in _ENDS if base.endswith(end)), base)
    known = PROFILES[name]
    return Endpoint(name, base + known.query, store or base + known.store, update or base + known.update)


def _recognise(client: Client, url: str) -> str:
    address = f"{url}{'&' if '?' in url else '?'}{urlencode({'query': 'ASK {}'})}"
    answer = client.request("GET", address, {"Accept": RESULTS})
    for name, known in PROFILES.items():
        if known.header in answer.headers and answer.headers[known.header].lower().startswith(known.begins):
            return name
    if answer.status in (401, 403, 404, 500):
        expect(answer, url)
    return "generic"


def ask_endpoint(
    client: Client, endpoint: Endpoint, text: str, graphs: tuple[str, ...] = (), triples: bool = False
) -> Response:
    """Return the answer to a query, whose content is a result or triples.

    Args:
        client: Makes the request.
        endpoint: Where.
        text: The query.
        graphs: The named graphs that make up the default graph of the query; those of the endpoint by default.
        triples: Whether the answer is a graph.

    Raises:
        FaultError: There is no answer, or the query failed there.
    """
    content = urlencode([("query", text), *(("default-graph-uri", graph) for graph in graphs)]).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "Accept": _TRIPLES if triples else RESULTS,
    }
    answer = client.request("POST", endpoint.query, headers, content)
    if answer.status == 400:
        raise remote_fault(endpoint.query, f"the server refuses the query (HTTP 400){told(answer)}", "mend the query")
    expect(answer, endpoint.query)
    return answer


def expect(answer: Response, url: str) -> None:
    """Check that a request was done.

    Raises:
        FaultError: It was not.
    """
    status = answer.status
    if 200 <= status < 300:
        return
    what, remedy = _STATES.get(status, (f"the request failed (HTTP {status})", "look at the log of the server"))
    raise remote_fault(url, what + told(answer), remedy)


_STATES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("the server does not understand the request (HTTP 400)", "check the address and the --profile"),
    401: (
        "the server wants credentials, or others (HTTP 401)",
        "set BATTLEKG_USER and BATTLEKG_PASSWORD, or BATTLEKG_TOKEN, or write them into netrc",
    ),
    403: ("the server forbids it (HTTP 403)", "use credentials that may do this, or allow it in the store"),
    404: ("there is nothing at this address (HTTP 404)", "check the address, and for load and check the --profile"),
    405: ("nothing can be written at this address (HTTP 405)", "start the store so that it can be written"),
    413: ("the server takes no content of this size (HTTP 413)", "raise its limit"),
    415: ("the server does not take this format (HTTP 415)", "check the address and the --profile"),
    500: ("the server failed (HTTP 500)", "look at its log, and try again"),
}


def needs_place(endpoint: Endpoint) -> FaultError:
    """Return the fault of an endpoint of which it is not known where it takes graphs."""
    what = "it is not known where this store takes graphs"
    remedy = "give --store URL or --update URL (see docs/load.md), or --profile where something hides the product"
    return fault("usage", what, remedy, endpoint.query)
