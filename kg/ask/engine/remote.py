"""A query at a SPARQL endpoint: the same text, the same rows as the store of the command line gives."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.ask.engine.answer import Answer
from kg.ask.engine.guard import calls_service
from kg.endpoint.client import Client, Response, remote_fault
from kg.endpoint.profiles import Endpoint, ask_endpoint
from kg.faults import fault
from kg.rdf.namespaces import MERGED, graph_space

__all__ = ["ask_remote", "graphs_of_dataset", "graphs_there", "read_answer"]

_FORM: Final = re.compile(
    r"(?:\s+|\#[^\n]*(?:\n|$)|PREFIX\s+\S*?:\s*<[^>]*>|BASE\s*<[^>]*>)*(\w+)", re.IGNORECASE
)  # fmt: skip
"""The first word of a query after its prologue: servers differ in what they make of an Accept with all forms."""


def ask_remote(
    client: Client, endpoint: Endpoint, text: str, name: str = "the query", graphs: Sequence[str] = ()
) -> Answer:
    """Return the answer of an endpoint to a query.

    Args:
        client: Makes the request.
        endpoint: Where.
        text: SPARQL 1.1 query text.
        name: How messages name the query.
        graphs: The named graphs in which the query looks; the default graph of the endpoint by default.

    Raises:
        FaultError: The query calls another service, the endpoint does not answer within the limits, or what it
            answers is no result, or not all of it.
    """
    if calls_service(text):
        raise fault(
            "service", "the query calls another SPARQL service", "remove SERVICE: a query asks one endpoint", name
        )
    form = _FORM.match(text)
    triples = form is not None and form[1].upper() in ("CONSTRUCT", "DESCRIBE")
    answer = ask_endpoint(client, endpoint, text, tuple(graphs), triples)
    if most := answer.headers.get("x-sparql-maxrows"):  # Virtuoso says so only where it has left rows out
        remedy = "ask for less, or raise its limit (ResultSetMaxRows)"
        raise remote_fault(endpoint.query, f"the server cut the answer after {most} rows", remedy)
    return read_answer(answer, endpoint.query)


def graphs_there(client: Client, endpoint: Endpoint, space: str) -> list[str]:
    """Return the IRIs of the named graphs there that begin with a text, sorted.

    Raises:
        FaultError: The endpoint does not tell.
    """
    text = f'SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{space}")) }}'
    found = ask_remote(client, endpoint, text, "listing the graphs")
    return sorted(str(getattr(row[0], "value", "")) for row in found.rows)


def graphs_of_dataset(client: Client, endpoint: Endpoint, spaces: Mapping[str, str]) -> tuple[str, ...]:
    """Return the named graphs in which queries look at an endpoint that has them.

    That is the one graph with each triple once: over several graphs, Oxigraph and Virtuoso give a triple that stands
    in two of them twice. Where it is not there, a query looks where the endpoint looks by itself, for someone may
    have loaded the graph without names.

    Args:
        client: Makes the request.
        endpoint: The endpoint.
        spaces: Namespace by prefix of the dataset's own things.

    Raises:
        FaultError: The endpoint does not tell.
    """
    merged = graph_space(spaces.get("source", "")) + MERGED
    found = ask_remote(client, endpoint, f"ASK {{ GRAPH <{merged}> {{ ?s ?p ?o }} }}", "looking for the graph")
    return (merged,) if found.truth else ()


def read_answer(answer: Response, url: str) -> Answer:
    """Return the answer that a response holds.

    Args:
        answer: The response.
        url: Where it is from, for messages.

    Raises:
        FaultError: It holds neither a result in JSON nor triples, or it is cut off.
    """
    try:
        if answer.media in ("application/sparql-results+json", "application/json"):
            return _result(json.loads(answer.body))
        if answer.media in ("application/n-triples", "text/turtle"):
            form = RdfFormat.N_TRIPLES if answer.media.endswith("triples") else RdfFormat.TURTLE
            triples = {quad.triple for quad in parse(answer.body, format=form)}
            return Answer(graph=tuple(cast("list[Triple]", sorted(triples, key=str))))
    except (ValueError, SyntaxError, KeyError, TypeError, AttributeError, RecursionError):
        remedy = "ask again; look at the log of the server"
        raise remote_fault(url, "the answer is cut off, or no result of a query", remedy) from None
    what = f"the answer is no result of a query ({answer.media or 'no media type'})"
    raise remote_fault(url, what, "give the address for queries of a SPARQL endpoint")


def _result(content: Mapping[str, Any]) -> Answer:
    """Read a result; what a server adds to the format of the standard is left out."""
    if "boolean" in content:
        if not isinstance(content["boolean"], bool):
            raise TypeError
        return Answer(truth=content["boolean"])
    columns = content["head"]["vars"]
    if columns == ["__ASK_RETVAL"]:  # Virtuoso answers ASK as a table with one number
        return Answer(truth=bool(content["results"]["bindings"]))
    plain = {"head": {"vars": columns}, "results": {"bindings": content["results"]["bindings"]}}
    found = parse_query_results(json.dumps(plain), format=QueryResultsFormat.JSON)
    return Answer(tuple(columns), tuple(tuple(solution) for solution in cast(QuerySolutions, found)))
