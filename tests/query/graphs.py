"""The same graph in two engines, loaded once per process, and what the tests need to compare their answers."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

import rdflib
import yaml
from pyoxigraph import RdfFormat, Store

from kg.namespaces import PREFIXES
from kg.query.answer import Answer, ask
from kg.query.header import Query, list_queries
from kg.query.parameters import bind
from kg.query.place import graph_of, spaces_of
from kg.query.show import plain, show
from kg.query.store import VOCABULARY
from kg.resources import ONTOLOGY
from kg.terms import IRI, Literal, Term

HERE = Path(__file__).parent
GRAPH = graph_of("bakhmut")
SPACES = spaces_of(GRAPH)
FILES = [GRAPH, *(ONTOLOGY / name for name in VOCABULARY)]
SHORT = {space: prefix for prefix, space in {**PREFIXES, **SPACES}.items()}
QUERIES = {query.name: query for query in list_queries()}


@cache
def ox() -> Store:
    """Return the graph in pyoxigraph."""
    store = Store()
    for file in FILES:
        store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
    return store


@cache
def rdf() -> rdflib.Graph:
    """Return the graph in rdflib."""
    graph = rdflib.Graph()
    for file in FILES:
        graph.parse(file, format="turtle")
    return graph


def text_of(query: Query, params: dict[str, str]) -> str:
    """Return the text of a query with its parameters."""
    return bind(query, params, ox(), SPACES)


def answer(query: Query, params: dict[str, str]) -> Answer:
    """Return the answer of pyoxigraph."""
    return ask(ox(), text_of(query, params), query.name)


def _term(term: Any) -> Term | None:
    if term is None:
        return None
    if isinstance(term, rdflib.URIRef):
        return IRI(str(term))
    return Literal(str(term))


def second_opinion(text: str) -> list[tuple[str, ...]]:
    """Return the rows of rdflib as plain text."""
    result = rdf().query(text)
    names = [str(name) for name in result.vars or ()]
    return [tuple(plain(_term(row[name]), SHORT) for name in names) for row in result]


def rows(found: Answer) -> list[tuple[str, ...]]:
    """Return rows as plain text, IRIs as CURIEs."""
    return [tuple(plain(term, SHORT) for term in row) for row in found.rows]


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a query, written from the text."""
    path = HERE / "cases" / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []


def expected(name: str) -> list[list[str]]:
    """Return the reviewed answer with the default parameters."""
    path = HERE / "expected" / f"{name}.csv"
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def as_csv(found: Answer) -> list[list[str]]:
    """Return an answer as the rows of a CSV file."""
    return list(csv.reader(io.StringIO(show(found, "csv", SPACES))))
