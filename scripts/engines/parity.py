"""The same rows in the same order: every canned question in every store and engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TextIO

import pyoxigraph
import rdflib
import yaml
from pyoxigraph import RdfFormat

from kg.ask.catalog.header import list_queries
from kg.ask.engine.answer import ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.remote import ask_remote, graphs_of_dataset
from kg.ask.engine.store import load_store
from kg.endpoint.client import Client, Limits
from kg.endpoint.profiles import Endpoint, find_endpoint
from kg.faults import FaultError
from kg.paths import find_graph
from kg.rdf.namespaces import prefixes_of
from kg.share.load.spool import Spool
from kg.share.load.target import load
from scripts.engines.answers import SLOW, Comunica, Found, rdflib_rows, rows_in
from scripts.engines.programs import HERE
from scripts.engines.servers import Server

__all__ = [
    "ENGINES", "IN_FILE", "Bound", "Result", "asked", "compare", "endpoint_of", "fill", "in_server", "questions",
    "reference", "settled",
]  # fmt: skip

ENGINES: Final = ("pyoxigraph", "rdflib", "Oxigraph", "Fuseki", "Virtuoso", "Comunica")
"""The stores and engines of the matrix; pyoxigraph is the one of the command line."""

CASES: Final = HERE.parent.parent / "tests" / "ask" / "query" / "cases"
GRAPH: Final = Path(find_graph("bakhmut"))
SPACES: Final = prefixes_of(GRAPH)


@dataclass(frozen=True)
class Bound:
    """A canned question with values of its parameters.

    Attributes:
        name: The name of the question.
        label: The name, with the number of the case where the values are not the defaults.
        text: The text that every engine gets.
    """

    name: str
    label: str
    text: str


@dataclass(frozen=True)
class Result:
    """How an answer compares with that of pyoxigraph.

    Attributes:
        label: The question.
        state: ``same``, ``slow``, ``order``, ``rows`` or ``error``; ``varies`` where it is not so after every load.
        detail: The first rows that differ, for people.
    """

    label: str
    state: str
    detail: str = ""


def questions(cases: bool = True) -> list[Bound]:
    """Return every canned question with its defaults, and with the values of its cases in the tests."""
    store = load_store(GRAPH)
    made = []
    for query in list_queries():
        made.append(Bound(query.name, query.name, bind(query, {}, store, SPACES)))
        path = CASES / f"{query.name}.yaml"
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) if cases else [], 1):
            if given := {key: str(value) for key, value in (case.get("params") or {}).items()}:
                made.append(Bound(query.name, f"{query.name} {number}", bind(query, given, store, SPACES)))
    return made


def reference(asked: list[Bound]) -> dict[str, Found]:
    """Return the answers of pyoxigraph to questions."""
    store = load_store(GRAPH)
    return {question.label: list(rows_in(ask(store, question.text, question.label))) for question in asked}


def asked(
    questions: list[Bound], wanted: Mapping[str, Found], answer: Callable[[str, str], Iterable[tuple[str, ...]]]
) -> Iterator[Result]:
    """Yield how the answers to questions compare.

    Args:
        questions: The questions.
        wanted: The answers of pyoxigraph by label.
        answer: Gives the rows for a text of a name; raises ``FaultError`` where that fails.
    """
    for question in questions:
        try:
            found: Found | str = list(answer(question.text, question.label))
        except FaultError as error:
            found = str(error)
        yield compare(question.label, wanted[question.label], found)


def compare(label: str, wanted: Found, found: Found | str) -> Result:
    """Return how an answer, or what went wrong, compares with the answer that is wanted."""
    if isinstance(found, str):
        return Result(label, "slow" if found.startswith(SLOW) else "error", found)
    if found == wanted:
        return Result(label, "same")
    if sorted(found) == sorted(wanted):
        number = next(i for i, (one, two) in enumerate(zip(wanted, found, strict=True)) if one != two)
        return Result(label, "order", f"row {number + 1}: {wanted[number]} / {found[number]}")
    lost, strange = sorted(set(wanted) - set(found))[:1], sorted(set(found) - set(wanted))[:1]
    return Result(label, "rows", f"{len(found)}, not {len(wanted)}; lost {lost}; strange {strange}")


def settled(one: Result, again: Result | None) -> Result:
    """Return a result in the light of the one after another load: what is right there, varies."""
    return replace(one, state="varies") if again and again.state == "same" else one


def endpoint_of(server: Server, seconds: float = 600.0) -> tuple[Client, Endpoint]:
    """Return what asks a running store."""
    client = Client(Limits(seconds=seconds, retries=1), trusted=server.url)
    return client, find_endpoint(client, server.url)


def in_server(server: Server, questions: list[Bound], wanted: Mapping[str, Found]) -> Iterator[Result]:
    """Yield how the answers of a running store that has the graph compare."""
    client, endpoint = endpoint_of(server, 120.0)
    graphs = graphs_of_dataset(client, endpoint, SPACES)
    return asked(questions, wanted, lambda text, name: rows_in(ask_remote(client, endpoint, text, name, graphs)))


def fill(server: Server, ready: Spool, err: TextIO) -> None:
    """Load the graph into a running store."""
    load(*endpoint_of(server), ready, err)


def in_pyoxigraph(triples: Path, questions: list[Bound], wanted: Mapping[str, Found]) -> Iterator[Result]:
    """Yield how the answers of pyoxigraph compare where the graph is read from the exported file."""
    store = pyoxigraph.Store()
    store.bulk_load(path=str(triples), format=RdfFormat.N_TRIPLES)
    return asked(questions, wanted, lambda text, name: rows_in(ask(store, text, name)))


def in_rdflib(triples: Path, questions: list[Bound], wanted: Mapping[str, Found]) -> Iterator[Result]:
    """Yield how the answers of rdflib compare; the file is read with its own parser."""
    graph = rdflib.Graph()
    graph.parse(triples, format="nt")
    return asked(questions, wanted, lambda text, _: rdflib_rows(graph, text))


def in_comunica(triples: Path, questions: list[Bound], wanted: Mapping[str, Found]) -> Iterator[Result]:
    """Yield how the answers of Comunica compare.

    One process answers all; only where a query takes too long is it ended, and another goes on.
    """
    engine = Comunica(triples)
    try:
        for question in questions:
            answer, _ = engine.ask(question.label, question.text, 100.0)
            found = answer if isinstance(answer, str) else list(rows_in(answer))
            yield compare(question.label, wanted[question.label], found)
    finally:
        engine.close()


IN_FILE: Final = {"pyoxigraph": in_pyoxigraph, "rdflib": in_rdflib, "Comunica": in_comunica}
"""What asks the engines that read a file of N-Triples, by name."""
