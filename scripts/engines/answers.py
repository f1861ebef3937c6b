"""Answers of other engines to queries, as rows of N-Triples: kind, datatype and language count."""

from __future__ import annotations

import hashlib
import json
import select
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.ask.engine.answer import Answer
from kg.ask.engine.remote import read_answer
from kg.endpoint.client import Response
from scripts.engines.programs import NODE, program

__all__ = ["SLOW", "Comunica", "Digest", "Found", "digest_of", "ntriples", "rdflib_rows", "rows_in", "term_of"]

SLOW: Final = "no answer within"
"""How the failure of a query that takes too long begins."""

Found = list[tuple[str, ...]]
"""The rows of a table; the triples of a graph, sorted; or one row with ``true`` or ``false``."""


class Digest(NamedTuple):
    """What is kept of an answer to compare it with others.

    Attributes:
        rows: How many rows it has.
        sha256: The digest of the rows in their order.
    """

    rows: int
    sha256: str


def digest_of(rows: Iterable[tuple[str, ...]]) -> Digest:
    """Return what is kept of an answer; its rows are held one at a time."""
    count, state = 0, hashlib.sha256()
    for row in rows:
        count += 1
        state.update("\t".join(row).encode())  # a term of N-Triples holds neither a tab nor the end of a line
        state.update(b"\n")
    return Digest(count, state.hexdigest())


def rows_in(answer: Answer) -> Iterator[tuple[str, ...]]:
    """Yield an answer as N-Triples."""
    if answer.truth is not None:
        yield (str(answer.truth).lower(),)
    elif answer.graph is not None:
        yield from sorted((str(triple.subject), str(triple.predicate), str(triple.object)) for triple in answer.graph)
    else:
        for row in answer.rows:
            yield tuple("" if term is None else str(term) for term in row)


def rdflib_rows(graph: rdflib.Graph, text: str) -> Iterator[tuple[str, ...]]:
    """Yield the answer of rdflib."""
    result = graph.query(text)
    if result.askAnswer is not None:
        yield (str(result.askAnswer).lower(),)
    elif result.graph is not None:
        yield from sorted(tuple(ntriples(term) for term in triple) for triple in result.graph)
    else:
        for row in result:
            yield tuple(ntriples(row[name]) for name in result.vars or ())  # type: ignore[index, call-overload]


def term_of(term: Any) -> NamedNode | BlankNode | Literal:
    """Return a term of rdflib as one of pyoxigraph."""
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or rdflib.XSD.string)))


def ntriples(term: Any) -> str:
    """Return a term of rdflib as pyoxigraph writes it in N-Triples; empty for a variable that is not bound."""
    return "" if term is None else str(term_of(term))


class Comunica:
    """A process that answers queries over a file, one after the other.

    It starts when it is first asked, and anew after a question that took too long, or that ended it.

    Args:
        quads: A file of N-Quads.
    """

    def __init__(self, quads: Path) -> None:
        self.quads = quads
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 120.0) -> bool:
        """Read the file, and return whether that was done within so many seconds."""
        command = [str(program("node")), str(NODE / "comunica.mjs"), str(self.quads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return bool(_line(self.process.stdout, seconds))

    def ask(self, name: str, text: str, limit: float) -> tuple[Answer | str, float]:
        """Return the answer, or what went wrong, and the seconds that it took."""
        if self.process is None:
            self.start()
        assert self.process is not None
        begun = time.monotonic()
        try:
            _send(self.process.stdin, {"name": name, "text": text})
            line = _line(self.process.stdout, limit)
        except BrokenPipeError:
            line = b""
        if not line:
            took = time.monotonic() - begun
            self.close()
            return (f"{SLOW} {limit:.0f} s" if took >= limit else "Comunica ended"), took
        found = json.loads(line)
        if "error" in found:
            return str(found["error"]), float(found["seconds"])
        response = Response(200, {"content-type": found["media"]}, found["results"].encode())
        return read_answer(response, "Comunica"), float(found["seconds"])

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            with self.process:
                self.process = None


def _send(pipe: IO[bytes] | None, content: Mapping[str, str]) -> None:
    assert pipe is not None
    pipe.write(json.dumps(content).encode() + b"\n")
    pipe.flush()


def _line(pipe: IO[bytes] | None, seconds: float) -> bytes:
    assert pipe is not None
    ready, _, _ = select.select([pipe], [], [], seconds)
    return pipe.readline() if ready else b""
