"""The entities of a dataset's graph as a table: actors, battles, events, phases and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from kg.paths import find_graph
from kg.rdf.concepts import schemes
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import GEO, PREFIXES, RDF, SCHEME_BASE, SKOS, spaces_of
from kg.rdf.read import read_graph
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

_CLAIMED: Final = (bk.claimant, bk.agent, bk.of, bk.place, bk.about, bk.toward, bk("from"), bk.relayer, bk.assesses)


def read_table(dataset: str) -> Table:
    """Return the table of a dataset, read from its graph.

    Args:
        dataset: The name of a dataset, its folder, or a graph file.

    Raises:
        FaultError: There is no such dataset, or its graph has not been built or cannot be read.
    """
    path = Path(find_graph(dataset))
    spaces = spaces_of(path)
    ours = {spaces[kind]: kind for kind in KINDS if kind in spaces}
    nodes: dict[IRI, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
    named: dict[str, set[IRI]] = defaultdict(set)
    wkt: dict[IRI, Literal] = {}
    for triple in read_graph(path):
        if _space(triple.s) in ours:
            nodes[triple.s][triple.p].append(triple.o)
        elif triple.p in _CLAIMED and isinstance(triple.o, IRI):
            named[triple.o].add(triple.s)
        elif triple.p == GEO.asWKT and isinstance(triple.o, Literal):
            wkt[triple.s] = triple.o
    for found in nodes.values():
        if points := [wkt[one] for one in found.pop(GEO.hasGeometry, ()) if isinstance(one, IRI) and one in wkt]:
            found[GEO.asWKT] = [*points]
    labels = {node: _label(found, node) for node, found in nodes.items()}
    base = next(iter(spaces.values()), "https://example.org/x/").rstrip("/").rpartition("/")[0] + "/"
    name = base.rstrip("/").rpartition("/")[2]
    entries = [_entry(node, found, labels, ours, len(named[node])) for node, found in sorted(nodes.items())]
    return Table(f"battlekg: {name}", base, PREFIXES["bk"], _types(), _properties(entries), entries)


def _space(iri: str) -> str:
    return iri[: iri.rfind("/") + 1]


def _label(found: Mapping[IRI, list[Term]], node: str) -> str:
    labels = (one.value for one in found.get(SKOS.prefLabel, ()) if isinstance(one, Literal))
    return next(labels, node.rpartition("/")[2])


def _entry(
    node: IRI, found: Mapping[IRI, list[Term]], labels: Mapping[IRI, str], short: Mapping[str, str], claims: int
) -> Entry:
    kind = short[_space(node)]
    spellings = [
        Spelling(one.value, one.lang, label)
        for predicate, label in ((SKOS.prefLabel, True), (SKOS.altLabel, False))
        for one in sorted(found.get(predicate, ())) if isinstance(one, Literal)
    ]  # fmt: skip
    values: dict[str, tuple[Value, ...]] = {"iri": (Value(node),), "claims": (Value(str(claims), kind="int"),)}
    values |= {
        key: tuple(_value(term, labels, short) for term in sorted(terms, key=str))
        for predicate, terms in found.items() if predicate != RDF.type and (key := compact(predicate, _SHORT))
    }  # fmt: skip
    special = [
        f"{_SCHEMES[kind]}:{one.rpartition('/')[2]}" for one in found.get(bk.kind, ())
        if isinstance(one, IRI) and kind in _SCHEMES
    ]  # fmt: skip
    told = [special[0].partition(":")[2].replace("-", " ") if special else kind]
    for predicate in _TOLD:
        told += [labels[one] for one in sorted(found.get(predicate, ()), key=str) if one in labels]  # type: ignore[index]
    return Entry(
        f"{kind}:{node.rpartition('/')[2]}", node, tuple(spellings), "; ".join(told[:4]),
        (*special, f"bk:{kind.capitalize()}"), values,
    )  # fmt: skip


def _value(term: Term, labels: Mapping[IRI, str], short: Mapping[str, str]) -> Value:
    if isinstance(term, Literal):
        return Value(term.value)
    if term in labels:
        return Value(labels[term], f"{short[_space(term)]}:{term.rpartition('/')[2]}", "id")
    scheme, _, local = term.removeprefix(SCHEME_BASE).partition("/")
    concept = schemes().get(scheme, {}).get(local)
    return Value(concept.label if concept else term)


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
