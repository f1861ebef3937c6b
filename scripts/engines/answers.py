"""Answers of other engines to queries, as rows of N-Triples: kind, datatype and language count."""

from __future__ import annotations

import json
import select
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

import pyoxigraph
import rdflib

from kg.query.answer import Answer
from kg.query.remote import read_answer
from kg.remote.client import Response
from scripts.engines.programs import NODE, program

__all__ = ["SLOW", "Found", "comunica", "found_in", "ntriples", "rdflib_found"]

SLOW: Final = "no answer within"
"""How the failure of a query that takes too long begins."""

Found = list[tuple[str, ...]]
"""The rows of a table; the triples of a graph, sorted; or one row with ``true`` or ``false``."""


def found_in(answer: Answer) -> Found:
    """Return an answer as N-Triples."""
    if answer.truth is not None:
        return [(str(answer.truth).lower(),)]
    if answer.graph is not None:
        return sorted((str(triple.subject), str(triple.predicate), str(triple.object)) for triple in answer.graph)
    return [tuple("" if term is None else str(term) for term in row) for row in answer.rows]


def rdflib_found(graph: rdflib.Graph, text: str) -> Found:
    """Return the answer of rdflib."""
    result = graph.query(text)
    if result.askAnswer is not None:
        return [(str(result.askAnswer).lower(),)]
    if result.graph is not None:
        return sorted(tuple(ntriples(term) for term in triple) for triple in result.graph)
    return [tuple(ntriples(row[name]) for name in result.vars or ()) for row in result]  # type: ignore[index]


def ntriples(term: Any) -> str:
    """Return a term of rdflib as pyoxigraph writes it in N-Triples; empty for a variable that is not bound."""
    if term is None:
        return ""
    if isinstance(term, rdflib.URIRef):
        return str(pyoxigraph.NamedNode(str(term)))
    if term.language:
        return str(pyoxigraph.Literal(str(term), language=term.language))
    kind = str(term.datatype or rdflib.XSD.string)
    return str(pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(kind)))


def comunica(
    quads: Path, texts: Mapping[str, str], limit: float, tell: Callable[[str], None] = lambda _: None
) -> Iterator[tuple[str, Found | str, float]]:
    """Yield the name of each query with the rows of Comunica, or what went wrong, and the seconds that it took.

    One process answers all; only where a query takes longer than the limit is it ended, and another goes on.

    Args:
        quads: A file of N-Quads.
        texts: The queries by name.
        limit: So many seconds a query may take.
        tell: Called with the name of each query before it is asked.
    """
    waiting = list(texts.items())
    while waiting:
        command = [str(program("node")), str(NODE / "comunica.mjs"), str(quads)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            try:
                _line(process.stdout, 120.0)
                while waiting:
                    name, text = waiting.pop(0)
                    tell(name)
                    begun = time.monotonic()
                    _send(process.stdin, {"name": name, "text": text})
                    line = _line(process.stdout, limit)
                    if not line:
                        yield name, f"{SLOW} {limit:.0f} s", time.monotonic() - begun
                        break
                    found = json.loads(line)
                    answer = found["error"] if "error" in found else found_in(read_answer(_response(found), "Comunica"))
                    yield name, answer, found["seconds"]
            finally:
                process.kill()


def _response(found: Mapping[str, Any]) -> Response:
    body = found["results"] if isinstance(found["results"], str) else json.dumps(found["results"])
    return Response(200, {"content-type": found["media"]}, body.encode())


def _send(pipe: IO[bytes] | None, content: Mapping[str, str]) -> None:
    assert pipe is not None
    pipe.write(json.dumps(content).encode() + b"\n")
    pipe.flush()


def _line(pipe: IO[bytes] | None, seconds: float) -> bytes:
    assert pipe is not None
    ready, _, _ = select.select([pipe], [], [], seconds)
    return pipe.readline() if ready else b""
