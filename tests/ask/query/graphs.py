"""The same graph in two engines, loaded once per process, and what the tests need to compare their answers."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib
import yaml

from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import Query
from kg.ask.engine.answer import Answer, ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.store import VOCABULARY, load_store
from kg.ask.render.forms import plain, show
from kg.paths import ONTOLOGY, find_graph
from kg.rdf.namespaces import PREFIXES, spaces_of
from scripts.engines.answers import ntriples

HERE = Path(__file__).parent
GRAPH = Path(find_graph("bakhmut"))
SPACES = spaces_of(GRAPH)
SHORT = {space: prefix for prefix, space in {**PREFIXES, **SPACES}.items()}
QUERIES = {query.name: query for query in list_queries()}


@cache
def ox() -> pyoxigraph.Store:
    """Return the graph in pyoxigraph, as the command line loads it."""
    return load_store(GRAPH)


@cache
def rdf() -> rdflib.Graph:
    """Return the graph in rdflib."""
    graph = rdflib.Graph()
    for file in (GRAPH, *(Path(ONTOLOGY) / name for name in VOCABULARY)):
        graph.parse(file, format="turtle")
    return graph


def text_of(query: Query, params: dict[str, str]) -> str:
    """Return the text of a query with its parameters."""
    return bind(query, params, ox(), SPACES)


def answer(query: Query, params: dict[str, str]) -> Answer:
    """Return the answer of pyoxigraph."""
    return ask(ox(), text_of(query, params), query.name)


def as_rows(found: Answer) -> Answer:
    """Return an answer as rows: those of a SELECT, the triples of a CONSTRUCT, the one word of an ASK."""
    if found.truth is not None:
        return Answer(("truth",), ((pyoxigraph.Literal(found.truth),),))
    if found.graph is not None:
        return Answer(("s", "p", "o"), tuple(tuple(triple) for triple in found.graph))
    return found


def terms(found: Answer) -> list[tuple[str, ...]]:
    """Return rows as N-Triples, so that kind, datatype and language count."""
    return [tuple("" if term is None else str(term) for term in row) for row in as_rows(found).rows]


def second_opinion(text: str) -> list[tuple[str, ...]]:
    """Return the rows of rdflib as N-Triples; the triples of a CONSTRUCT sorted, as pyoxigraph's are."""
    result = rdf().query(text)
    if result.type == "ASK":
        return [(str(pyoxigraph.Literal(bool(result.askAnswer))),)]
    if result.type == "CONSTRUCT":
        found = pyoxigraph.parse(result.graph.serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)  # type: ignore[union-attr]
        return [(str(t.subject), str(t.predicate), str(t.object)) for t in sorted({q.triple for q in found}, key=str)]
    return [tuple(ntriples(row[name]) for name in result.vars or ()) for row in result]  # type: ignore[index]


def rows(found: Answer) -> list[dict[str, str]]:
    """Return rows by column as plain text, IRIs as CURIEs."""
    found = as_rows(found)
    return [
        {name: plain(term, SHORT) for name, term in zip(found.columns, row, strict=True)} for row in found.rows
    ]  # fmt: skip


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
    return list(csv.reader(show(found, "csv", SPACES).splitlines()))
