"""The entities of a dataset's graph as a table: actors, battles, events, phases and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.paths import find_graph
from kg.rdf.concepts import schemes
from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import GEO, PREFIXES, RDF, SKOS
from kg.rdf.order import natural
from kg.rdf.terms import IRI, Literal, Term, compact
from kg.rdf.vocabulary import CLASSES
from kg.share.link.table import Entry, Kind, Spelling, Table, Value

__all__ = ["KINDS", "read_table"]

KINDS: Final = ("actor", "battle", "event", "phase", "place")
"""The kinds of things that can be looked up."""

_SCHEMES: Final = {"actor": "actor-kind", "place": "place-kind", "event": "kind"}
_SHORT: Final = {space: prefix for prefix, space in PREFIXES.items()}
_TOLD: Final = (bk.side, bk.affiliation, bk.within, bk.partOf, bk.place)
"""Which values tell an entity from its namesakes."""

_NAMES: Final = {
    "iri": "IRI", "claims": "number of claims that name it", "skos:prefLabel": "label",
    "skos:altLabel": "other spelling", "skos:exactMatch": "same item of Wikidata",
    "skos:closeMatch": "nearly the same item of Wikidata", "skos:editorialNote": "note",
    "geo:asWKT": "point (WGS 84, longitude first)",
}  # fmt: skip

_CLAIMED: Final = (bk.claimant, bk.agent, bk.patient, bk.place, bk.about, bk.toward, bk.origin, bk.relayer, bk.assesses)


def read_table(dataset: str) -> Table:
    """Return the table of a dataset, read from its graph.

    Args:
        dataset: The name of a dataset, its folder, or a graph file.

    Raises:
        FaultError: There is no such dataset, or its graph has not been built or cannot be read.
    """
    graph = open_graph(find_graph(dataset))
    base = next(iter(graph.prefixes.values()), "https://example.org/x/").rstrip("/").rpartition("/")[0] + "/"
    name = base.rstrip("/").rpartition("/")[2]
    ours = {node: kind for kind in KINDS for node in graph.nodes if _space(node) == graph.prefixes.get(kind)}
    entries = [_entry(graph, node, ours) for node in sorted(ours, key=natural)]
    return Table(f"battlekg: {name}", base, PREFIXES["bk"], _types(), _properties(entries), entries)


def _space(iri: str) -> str:
    return iri[: iri.rfind("/") + 1]


def _entry(graph: Graph, node: IRI, ours: Mapping[IRI, str]) -> Entry:
    kind = ours[node]
    spellings = [
        Spelling(one.value, one.lang, label)
        for predicate, label in ((SKOS.prefLabel, True), (SKOS.altLabel, False))
        for one in graph.all(node, predicate) if isinstance(one, Literal)
    ]  # fmt: skip
    claims = {one for predicate in _CLAIMED for one in graph.subjects(predicate, node) if one not in ours}
    values: dict[str, tuple[Value, ...]] = {"iri": (Value(node),), "claims": (Value(str(len(claims)), kind="int"),)}
    for predicate in graph.node(node):
        key, terms = predicate, graph.all(node, predicate)
        if predicate == GEO.hasGeometry:
            key, terms = GEO.asWKT, [point for shape in terms for point in graph.all(shape, GEO.asWKT)]
        if terms and predicate != RDF.type and (name := compact(key, _SHORT)):
            values[name] = tuple(_value(graph, term, ours) for term in terms)
    special = [f"{_SCHEMES[kind]}:{graph.key(one)}" for one in graph.many(node, bk.kind) if kind in _SCHEMES]
    told = [special[0].partition(":")[2].replace("-", " ") if special else kind]
    for predicate in _TOLD:
        told += [graph.label(one) for one in graph.many(node, predicate) if one in ours]
    types = (*special, f"bk:{kind.capitalize()}")
    return Entry(f"{kind}:{graph.key(node)}", node, tuple(spellings), "; ".join(told[:4]), types, values)


def _value(graph: Graph, term: Term, ours: Mapping[IRI, str]) -> Value:
    if isinstance(term, Literal):
        return Value(term.value)
    if term in ours:
        return Value(graph.label(term), f"{ours[term]}:{graph.key(term)}", "id")
    return Value(graph.label(term, term))


def _types() -> list[Kind]:
    found = []
    for kind in KINDS:
        top, scheme = f"bk:{kind.capitalize()}", _SCHEMES.get(kind, "")
        found.append(Kind(top, kind))
        for concept in schemes().get(scheme, {}).values():
            broader = f"{scheme}:{concept.broader}" if concept.broader else top
            found.append(Kind(f"{scheme}:{concept.id}", concept.label, concept.definition, broader))
    return found


def _properties(entries: Iterable[Entry]) -> list[Kind]:
    """Return the properties in the order of the vocabulary, those that no entity has left out."""
    used = {key for entry in entries for key in entry.values}
    own = (compact(one.iri, _SHORT) or "" for made in CLASSES.values() for one in made.properties)
    return [Kind(key, _NAMES.get(key, _spaced(key))) for key in dict.fromkeys(["iri", "claims", *own]) if key in used]


def _spaced(key: str) -> str:
    return "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in key.partition(":")[2]).strip()
