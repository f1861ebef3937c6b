"""The same rows in the same order: every canned question in every store and engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pyoxigraph
import rdflib
import yaml
from pyoxigraph import RdfFormat

from kg.ask.catalog.header import list_queries
from kg.ask.engine.answer import Answer, ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.remote import ask_remote, graphs_of_dataset
from kg.ask.engine.store import load_store
from kg.endpoint.client import Client, Limits
from kg.endpoint.profiles import Endpoint, find_endpoint
from kg.faults import FaultError
from kg.paths import find_graph
from kg.rdf.namespaces import spaces_of
from kg.share.load.spool import Spool
from kg.share.load.target import load
from scripts.engines.answers import SLOW, Found, comunica, found_in, rdflib_found
from scripts.engines.programs import HERE
from scripts.engines.servers import Server

__all__ = [
    "ENGINES",
    "Question",
    "Result",
    "asked",
    "in_comunica",
    "in_rdflib",
    "in_server",
    "questions",
    "reference",
    "settled",
]

ENGINES: Final = ("pyoxigraph", "rdflib", "Oxigraph", "Fuseki", "Virtuoso", "Comunica")
"""The stores and engines of the matrix; pyoxigraph is the one of the command line."""

CASES: Final = HERE.parent.parent / "tests" / "ask" / "query" / "cases"
GRAPH: Final = Path(find_graph("bakhmut"))
SPACES: Final = spaces_of(GRAPH)


@dataclass(frozen=True)
class Question:
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
        seconds: How long it took.
        detail: The first rows that differ, for people.
    """

    label: str
    state: str
    seconds: float
    detail: str = ""


def questions(cases: bool = True) -> list[Question]:
    """Return every canned question with its defaults, and with the values of its cases in the tests."""
    store = load_store(GRAPH)
    made = []
    for query in list_queries():
        made.append(Question(query.name, query.name, bind(query, {}, store, SPACES)))
        path = CASES / f"{query.name}.yaml"
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) if cases else [], 1):
            if given := {key: str(value) for key, value in (case.get("params") or {}).items()}:
                made.append(Question(query.name, f"{query.name} {number}", bind(query, given, store, SPACES)))
    return made


def reference(asked: list[Question]) -> dict[str, Found]:
    """Return the answers of pyoxigraph to questions."""
    store = load_store(GRAPH)
    return {question.label: found_in(ask(store, question.text, question.label)) for question in asked}


def asked(
    questions: list[Question], wanted: Mapping[str, Found], answer: Callable[[str, str], Answer]
) -> Iterator[Result]:
    """Yield how the answers to questions compare.

    Args:
        questions: The questions.
        wanted: The answers of pyoxigraph by label.
        answer: Gives the answer to a text of a name.
    """
    for question in questions:
        begun = time.perf_counter()
        try:
            found: Found | str = found_in(answer(question.text, question.label))
        except FaultError as error:
            found = str(error)
        yield compare(question.label, wanted[question.label], found, time.perf_counter() - begun)


def compare(label: str, wanted: Found, found: Found | str, seconds: float) -> Result:
    """Return how an answer compares with the one that is wanted."""
    if isinstance(found, str):
        return Result(label, "slow" if found.startswith(SLOW) else "error", seconds, found)
    if found == wanted:
        return Result(label, "same", seconds)
    if sorted(found) == sorted(wanted):
        number = next(i for i, (one, two) in enumerate(zip(wanted, found, strict=True)) if one != two)
        return Result(label, "order", seconds, f"row {number + 1}: {wanted[number]} / {found[number]}")
    lost, strange = sorted(set(wanted) - set(found))[:1], sorted(set(found) - set(wanted))[:1]
    return Result(label, "rows", seconds, f"{len(found)}, not {len(wanted)}; lost {lost}; strange {strange}")


def settled(one: Result, again: Result | None) -> Result:
    """Return a result in the light of the one after another load: what is right there, varies."""
    if again is None or again.state != "same":
        return one
    return replace(one, state="varies")


def endpoint_of(server: Server, seconds: float = 600.0) -> tuple[Client, Endpoint]:
    """Return what asks a running store."""
    client = Client(Limits(seconds=seconds, retries=1), trusted=server.url)
    return client, find_endpoint(client, server.url)


def in_server(
    server: Server, questions: list[Question], wanted: Mapping[str, Found], seconds: float = 120.0
) -> Iterator[Result]:
    """Yield how the answers of a running store that has the graph compare."""
    client, endpoint = endpoint_of(server, seconds)
    graphs = graphs_of_dataset(client, endpoint, SPACES)
    yield from asked(questions, wanted, lambda text, name: ask_remote(client, endpoint, text, name, graphs))


def fill(server: Server, ready: Spool, err: object) -> None:
    """Load the graph into a running store."""
    client, endpoint = endpoint_of(server)
    load(client, endpoint, ready, err)  # type: ignore[arg-type]


def in_rdflib(quads: Path, questions: list[Question], wanted: Mapping[str, Found]) -> Iterator[Result]:
    """Yield how the answers of rdflib compare; the file is read with its own parser."""
    graph = rdflib.Graph()
    graph.parse(quads, format="nt")
    for question in questions:
        begun = time.perf_counter()
        found = rdflib_found(graph, question.text)
        yield compare(question.label, wanted[question.label], found, time.perf_counter() - begun)


def in_comunica(
    quads: Path, questions: list[Question], wanted: Mapping[str, Found], seconds: float = 60.0
) -> Iterator[Result]:
    """Yield how the answers of Comunica compare."""
    texts = {question.label: question.text for question in questions}
    for label, found, took in comunica(quads, texts, seconds):
        yield compare(label, wanted[label], found, took)


def in_pyoxigraph(quads: Path, questions: list[Question], wanted: Mapping[str, Found]) -> Iterator[Result]:
    """Yield how the answers of pyoxigraph compare where the graph is read from the exported file."""
    store = pyoxigraph.Store()
    store.bulk_load(path=str(quads), format=RdfFormat.N_TRIPLES)
    yield from asked(questions, wanted, lambda text, name: ask(store, text, name))
