"""``battlekg stats``: what the graph of a dataset holds, counted."""

from __future__ import annotations

import json
from typing import Final, TextIO

from kg.query.answer import ask
from kg.query.place import graph_of
from kg.query.store import open_store
from kg.terms import Literal

__all__ = ["count", "run"]

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
        "SELECT (COUNT(?s) AS ?n) { ?s <https://w3id.org/battlekg/ontology#chain> "
        "<https://w3id.org/battlekg/ontology/chain/own-voice> }",
    "readings marked as doubtful": "SELECT (COUNT(?s) AS ?n) { ?s <https://w3id.org/battlekg/ontology#doubt> ?d }",
}  # fmt: skip


def count(dataset: str) -> dict[str, int]:
    """Return the number of triples and of things of each class.

    Args:
        dataset: The dataset.
    """
    graph = graph_of(dataset)
    store = open_store(graph)
    seal = json.loads(graph.with_suffix(".seal.json").read_text(encoding="utf-8")) if _sealed(dataset) else {}
    found: dict[str, int] = {"triples": seal["triples"]} if seal else {}
    for name, nodes in ask(store, _TYPES).rows:
        assert name is not None
        assert isinstance(nodes, Literal)
        found[str(name).rpartition("#")[2]] = int(nodes.value)
    for label, text in _SINGLE.items():
        value = ask(store, text).rows[0][0]
        assert isinstance(value, Literal)
        found[label] = int(value.value)
    return found


def _sealed(dataset: str) -> bool:
    return graph_of(dataset).with_suffix(".seal.json").exists()


def run(dataset: str, form: str, out: TextIO) -> int:
    """Print the counts as text or JSON and return the exit code."""
    found = count(dataset)
    if form == "json":
        print(json.dumps(found, indent=1), file=out)
        return 0
    for name, number in found.items():
        print(f"{number:>8,}  {name}", file=out)
    return 0
