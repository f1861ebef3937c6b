"""Questions that another SPARQL service helps to answer: the same text, asked in three steps.

The engine would send the ``SERVICE`` pattern without what it already knows, to any host, without a limit. So the store
is asked first for what both sides have in common, the service then for rows about just that, in batches, and at last
the whole query with those rows in the place of the pattern. By the semantics of SPARQL 1.1 Federated Query the rows are
the same, so the files run in any engine that knows ``SERVICE``, too.

A file holds one such pattern, ``SERVICE <...> {`` on a line of its own up to ``}`` with the same indentation, directly
in the outermost ``WHERE``, behind the patterns that it is joined with.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, QuerySolutions, Store, Triple, parse_query_results

from kg.ask.engine.answer import Answer, ask
from kg.ask.engine.guard import calls_service
from kg.ask.engine.parameters import written
from kg.endpoint.client import Client, Limits, Response, check_address, remote_fault, told
from kg.faults import Fault, FaultError, fault, usage

if TYPE_CHECKING:
    from kg.ask.engine.answer import Term

__all__ = ["BATCH", "Service", "ask_federated", "example_host", "pattern_of", "service_of"]

BATCH: Final = 200
"""So many rows are sent with one request."""

AGENT: Final = "battlekg (https://w3id.org/battlekg)"
"""The name under which it asks: services of Wikimedia refuse who has none."""

_MEDIA: Final = "application/sparql-results+json"
_SERVICE: Final = re.compile(r"( *)SERVICE <([^<>]+)> \{")
_VARIABLE: Final = re.compile(r"\?(\w+)")
_RETRIES: Final = 2
_REMEDY: Final = "ask again later, or a question with fewer things"


class Service(NamedTuple):
    """Who may be asked.

    Attributes:
        allowed: The host that may be asked, with its port where the address has one; ``None`` for none.
        at: The address at which the service is reached, in place of the one in the query.
        seconds: So long all requests of a question may take together.
    """

    allowed: str | None = None
    at: str | None = None
    seconds: float = 60.0


class Pattern(NamedTuple):
    """The parts of a federated query.

    Attributes:
        prologue: Its prefixes.
        before: The lines of ``WHERE`` before the pattern.
        indent: The indentation of the pattern.
        iri: The service.
        lines: The lines of the pattern.
        rest: Everything before the pattern with the prologue, and everything behind it.
        shared: The variables that it has in common with what stands before it.
        names: All variables of the pattern, in order.
    """

    prologue: str
    before: str
    indent: str
    iri: str
    lines: str
    rest: tuple[str, str]
    shared: tuple[str, ...]
    names: tuple[str, ...]


def pattern_of(text: str, name: str = "the query") -> Pattern:
    """Return the parts of a federated query.

    Raises:
        FaultError: The text is not written as the module describes.
    """
    lines = text.split("\n")
    starts = [(number, match) for number, line in enumerate(lines) if (match := _SERVICE.fullmatch(line))]
    opening = next((number for number, line in enumerate(lines) if line.endswith("WHERE {")), None)
    if len(starts) != 1 or opening is None or opening > starts[0][0]:
        raise _unreadable(name, "it has not one SERVICE pattern on a line of its own")
    start, match = starts[0]
    end = next((number for number in range(start, len(lines)) if lines[number] == f"{match[1]}}}"), None)
    if end is None:
        raise _unreadable(name, "its SERVICE pattern does not end on a line of its own")
    before, inside = "\n".join(lines[opening + 1 : start]), "\n".join(lines[start + 1 : end])
    rest = ("\n".join(lines[:start]), "\n".join(lines[end + 1 :]))
    names = tuple(dict.fromkeys(_VARIABLE.findall(inside)))
    shared = tuple(one for one in names if one in _VARIABLE.findall(before))
    if not shared:
        raise _unreadable(name, "its SERVICE pattern shares no variable with what stands before it")
    if calls_service("\n".join(rest)) or calls_service(inside):
        raise _unreadable(name, "it calls a second service")
    prologue = "\n".join(line for line in lines[:opening] if line.startswith("PREFIX "))
    return Pattern(prologue, before, match[1], match[2], inside, rest, shared, names)


def service_of(pattern: Pattern, service: Service, name: str) -> str:
    """Return the address that is asked.

    Raises:
        FaultError: Its host is not the one that is allowed.
    """
    address = check_address(service.at or pattern.iri)
    host = urlsplit(address).netloc.lower()
    if service.allowed is None:
        raise usage(
            f"'{name}' asks {host}, and no question leaves this machine by itself", f"add --allow-service {host}"
        )
    if service.allowed.lower() != host:
        raise usage(
            f"'{name}' asks {host}, and --allow-service names another host",
            f"write --allow-service {host}, if that is meant",
        )
    return address


def example_host(text: str) -> str:
    """Return the host that a federated query asks.

    Raises:
        FaultError: The text is not written as the module describes.
    """
    return urlsplit(pattern_of(text).iri).netloc


def ask_federated(store: Store, text: str, name: str, service: Service) -> Answer:
    """Return the answer of a store and a service to a query.

    Args:
        store: The store.
        text: The query with the values of its parameters.
        name: How messages name it.
        service: Who may be asked, and for how long.

    Raises:
        FaultError: The host is not allowed, or the service gives no rows within the limits.
    """
    pattern = pattern_of(text, name)
    address = service_of(pattern, service, name)
    known = _known(store, pattern, name)
    rows: list[tuple[Term | None, ...]] = []
    deadline = time.monotonic() + service.seconds
    for start in range(0, len(known), BATCH):
        rows += _asked(address, pattern, known[start : start + BATCH], deadline, service.seconds)
    before, behind = pattern.rest
    return ask(store, f"{before}\n{pattern.indent}{_values(pattern.names, rows)}\n{behind}", name)


def _known(store: Store, pattern: Pattern, name: str) -> list[tuple[Term | None, ...]]:
    """Return what the store has for the variables that both sides share; only IRIs are asked for."""
    columns = " ".join(f"?{one}" for one in pattern.shared)
    text = f"{pattern.prologue}\nSELECT DISTINCT {columns} WHERE {{\n{pattern.before}\n}}\nORDER BY {columns}"
    return [row for row in ask(store, text, name).rows if all(isinstance(term, NamedNode) for term in row)]


def _asked(
    address: str, pattern: Pattern, known: Sequence[tuple[Term | None, ...]], deadline: float, seconds: float
) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of the service for some rows of the store, with the variables of the pattern as columns."""
    text = f"{pattern.prologue}\nSELECT * WHERE {{\n  {_values(pattern.shared, known)}\n{pattern.lines}\n}}"
    left = deadline - time.monotonic()
    if left <= 0:
        raise remote_fault(address, f"no whole answer within {seconds:g} s", _REMEDY)
    headers = {"Content-Type": "application/sparql-query; charset=utf-8", "Accept": _MEDIA, "User-Agent": AGENT}
    client = Client(Limits(math.ceil(left), retries=_RETRIES))
    try:
        answer = client.request("POST", address, headers, text.encode())
    except FaultError as error:  # the limits of a question are fixed: a remedy names no option of other commands
        raise FaultError(
            Fault(one.path, one.line, one.rule, one.what, _REMEDY if "--" in one.remedy else one.remedy)
            for one in error.faults
        ) from None
    for row in _rows(answer, address):
        terms = tuple(row.get(one) for one in pattern.names)
        if any(isinstance(term, BlankNode | Triple) for term in terms):
            raise remote_fault(address, "the service gives a node without a name", "it cannot be asked for again")
        yield terms


def _rows(answer: Response, address: str) -> list[dict[str, Term | None]]:
    """Return the rows of an answer, by column."""
    if answer.status != 200:
        remedy = "check the address; the service may not take the query"
        raise remote_fault(address, f"the service answers with HTTP {answer.status}{told(answer)}", remedy)
    if answer.media != _MEDIA:
        what = f"the answer is no result of a query ({answer.media or 'no media type'})"
        raise remote_fault(address, what, "give the address for queries of a SPARQL endpoint")
    with suppress(SyntaxError, ValueError, OSError):
        found = parse_query_results(answer.body, format=QueryResultsFormat.JSON)
        if isinstance(found, QuerySolutions):
            columns = [variable.value for variable in found.variables]
            return [dict(zip(columns, row, strict=True)) for row in found]
    raise remote_fault(address, "the answer is cut off, or no table of rows", "ask again later")


def _values(names: Sequence[str], rows: Sequence[tuple[Term | None, ...]]) -> str:
    columns = " ".join(f"?{name}" for name in names)
    lines = (f"({' '.join('UNDEF' if term is None else written(term) for term in row)})" for row in rows)
    return f"VALUES ({columns}) {{ {' '.join(lines)} }}"


def _unreadable(name: str, what: str) -> FaultError:
    return fault("header", f"no federated question: {what}", "see any other in queries/wikidata", name)
