"""What the graph of a dataset holds, counted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.ask.engine.answer import ask
from kg.ask.engine.store import open_store
from kg.paths import find_graph
from kg.rdf.read import read_graph

__all__ = ["count"]

_TYPES: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?class (COUNT(DISTINCT ?node) AS ?nodes) {
  ?node a ?class FILTER NOT EXISTS { ?node skos:inScheme ?s }
  FILTER (STRSTARTS(STR(?class), "https://w3id.org/battlekg/ontology#"))
} GROUP BY ?class ORDER BY ?class"""
_SINGLE: Final = {
    "statements": "SELECT (COUNT(?s) AS ?n) { ?s a <http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement> }",
    "claimants": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s <https://w3id.org/battlekg/ontology#claimant> ?c }",
    "claims in a document's own voice":
        "SELECT (COUNT(?s) AS ?n) { ?s <https://w3id.org/battlekg/ontology#voice> "
        "<https://w3id.org/battlekg/ontology/voice/own> }",
    "readings marked as doubtful": "SELECT (COUNT(?s) AS ?n) { ?s <https://w3id.org/battlekg/ontology#doubt> ?d }",
}  # fmt: skip


def count(dataset: str) -> dict[str, int]:
    """Return the number of triples and of things of each class.

    Args:
        dataset: The dataset.
    """
    graph = Path(find_graph(dataset))
    store = open_store(graph)
    found = {"triples": len(set(read_graph(graph)))}
    for row in ask(store, _TYPES).rows:
        found[_value(row[0]).rpartition("#")[2]] = int(_value(row[1]))
    for label, text in _SINGLE.items():
        found[label] = int(_value(ask(store, text).rows[0][0]))
    return found


def _value(term: object) -> str:
    assert isinstance(term, NamedNode | Literal)
    return term.value
