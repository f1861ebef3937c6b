"""The same graph in two engines, loaded once per process, and what the tests need to compare their answers."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import rdflib
import yaml

from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import Question
from kg.ask.engine.answer import Answer, ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.store import VOCABULARY, load_store
from kg.ask.render.forms import plain
from kg.paths import ONTOLOGY, find_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, PREFIXES, RDFS, SKOS, prefixes_of
from kg.rdf.terms import XSD
from scripts.engines.answers import ntriples

if TYPE_CHECKING:
    from kg.ask.engine.answer import Term

HERE = Path(__file__).parent
GRAPH = Path(find_graph("bakhmut"))
SPACES = prefixes_of(GRAPH)
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


def text_of(query: Question, params: dict[str, str]) -> str:
    """Return the text of a query with its parameters."""
    return bind(query, params, ox(), SPACES)


def answer(query: Question, params: dict[str, str]) -> Answer:
    """Return the answer of pyoxigraph; asked once for all tests."""
    return _answer(text_of(query, params), query.name)


@cache
def _answer(text: str, name: str) -> Answer:
    return ask(ox(), text, name)


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


def second_opinion(graph: rdflib.Graph, text: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return columns and rows of rdflib as N-Triples; the triples of a CONSTRUCT sorted, as pyoxigraph's are."""
    result = graph.query(text)
    if result.type == "ASK":
        return [], [(str(pyoxigraph.Literal(bool(result.askAnswer))),)]
    if result.type == "CONSTRUCT":
        found = pyoxigraph.parse(result.graph.serialize(format="nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)  # type: ignore[union-attr]
        triples = sorted({quad.triple for quad in found}, key=str)
        return [], [(str(t.subject), str(t.predicate), str(t.object)) for t in triples]
    names = list(result.vars or ())
    return [str(name) for name in names], [
        tuple(ntriples(row.get(name)) for name in names) for row in result.bindings if row
    ]


@cache
def named() -> dict[str, str]:
    """Return what texts are kept as.

    A label as the names of what it is the label of; words of a source (spelling, quotation, office, title, heading) as
    they are; of any other text in a language only that it is there.
    """
    texts: dict[str, str] = {}
    names: dict[str, dict[str, set[str]]] = {RDFS.label: {}, SKOS.prefLabel: {}}
    for quad in ox():
        if isinstance(quad.object, pyoxigraph.Literal) and quad.object.language:
            text, predicate = quad.object.value, quad.predicate.value
            if predicate in names and "/collection/" not in str(quad.subject):  # no answer names a set
                names[predicate].setdefault(text, set()).add(plain(quad.subject, SHORT))
            elif texts.get(text) != text:
                texts[text] = (
                    text if predicate in (SKOS.altLabel, bk.quote, bk.roleName, bk.heading, DCT.title) else "text"
                )
    for found in names.values():
        texts |= {text: " or ".join(sorted(of)) for text, of in found.items()}
    return texts


def kept_form(query: Question, found: Answer) -> list[list[str]]:
    """Return the columns and the rows of an answer as they are kept and compared: IRIs and values, not our words."""
    found = as_rows(found)
    return [list(found.columns), *([_without_words(term, query) for term in row] for row in found.rows)]


def _without_words(term: Term | None, query: Question) -> str:
    shown = plain(term, SHORT)
    if not isinstance(term, pyoxigraph.Literal) or f'"{shown}"' in query.body:  # what the query itself says is not data
        return shown
    if term.language:
        return named().get(term.value, "text")
    code = term.datatype.value != XSD + "string" or query.name == "queries"  # names and themes of questions
    return shown if code else named().get(shown, shown)


def rows(query: Question, found: Answer) -> list[dict[str, str]]:
    """Return rows by column in the form in which they are kept."""
    columns, *made = kept_form(query, found)
    return [dict(zip(columns, row, strict=True)) for row in made]


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a query, written from the text."""
    path = HERE / "cases" / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []


def expected(name: str) -> list[list[str]]:
    """Return the reviewed answer with the default parameters."""
    path = HERE / "expected" / f"{name}.csv"
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))


def in_order_of_words(query: Question, found: Answer) -> bool:
    """Return whether the order of the rows may depend on words: on a column with a text, or on what is no column."""
    texts = {
        column
        for row in found.rows
        for column, term in zip(found.columns, row, strict=True)
        if isinstance(term, pyoxigraph.Literal) and _without_words(term, query) != term.value
    }
    order = query.body.rpartition("ORDER BY")[2]
    return not set(re.findall(r"\?(\w+)", order)) <= set(found.columns) - texts
