"""Statements from what our graph states plainly of a thing: with a passage, an editorial note, or by the policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, GEO, OA, RDF, SCHEMA, SCHEME_BASE, SKOS, WD
from kg.rdf.terms import IRI, Literal, Term
from kg.share.export.wikidata.dates import dated
from kg.share.export.wikidata.statement import Coordinate, Item, Reference, Snak, Statement, Text, Value, Words

__all__ = ["FACTS", "KINDS", "from_facts", "reference"]

FACTS: Final[Mapping[IRI, str]] = {
    bk.participant: "P710",
    bk.party: "P710",
    bk.place: "P276",
    bk.within: "P276",
    bk.partOf: "P361",
    bk.affiliation: "P1416",
    bk.geonamesId: "P1566",
    bk.katotthCode: "P9435",
}
"""The properties that become one statement as they are; kind, point and dates need more."""

KINDS: Final[Mapping[str, str]] = {
    "actor-kind/person": "Q5",
    "place-kind/bridge": "Q12280",
    "place-kind/city": "Q515",
    "place-kind/country": "Q6256",
    "place-kind/river": "Q4022",
    "place-kind/road": "Q34442",
}
"""The kinds for which a class of Wikidata is known, with evidence."""

_THINGS: Final = (bk.Battle, bk.Phase, bk.Event, bk.Actor, bk.Place)
_INSTANCE, _POINT, _ORDINAL = "P31", "P625", "P1545"


def from_facts(graph: Graph) -> Iterator[Statement]:
    """Yield the statements of the things of a graph, by thing and property."""
    covers = _covering(graph)
    for kind in _THINGS:
        for node in graph.things(kind):
            named = [
                one for name in graph.all(node, SKOS.prefLabel) for one in covers.get((node, SKOS.prefLabel, name), ())
            ]
            for predicate in sorted(graph.nodes[node]):
                for value in graph.all(node, predicate):
                    for main, more in _said(graph, node, predicate, value):
                        statements = covers.get((node, predicate, value), tuple(named))
                        if statements:
                            best = predicate != bk.partOf or _is_told(graph, node)
                            yield Statement(node, main, more, _references(graph, statements), best, statements)


def _is_told(graph: Graph, node: IRI) -> bool:
    """Tell whether a thing may plainly be called a part of a battle: an event only where the policy adopts some of it.

    An event of our graph is what claims are about; that it took place is not said by its being there.
    """
    if not graph.has(node, bk.Event):
        return True
    return any(graph.all(node, predicate) for predicate in (bk.participant, bk.place, bk.happened))


def _covering(graph: Graph) -> Mapping[tuple[IRI, IRI, Term], tuple[IRI, ...]]:
    """Return which Statements stand behind a triple; what has none rests on those of the name of its node."""
    found: dict[tuple[IRI, IRI, Term], list[IRI]] = {}
    for node in graph.things(RDF.Statement):
        subject, predicate = graph.one(node, RDF.subject), graph.one(node, RDF.predicate)
        if subject is not None and predicate is not None:
            for value in graph.all(node, RDF.object):
                found.setdefault((subject, predicate, value), []).append(node)
    return {key: tuple(nodes) for key, nodes in found.items()}


def _said(graph: Graph, node: IRI, predicate: IRI, value: Term) -> Iterator[tuple[Snak, tuple[Snak, ...]]]:
    """Yield what a triple says, as a property with a value, with its qualifiers."""
    if predicate in FACTS:
        more: tuple[Snak, ...] = ()
        if predicate == bk.partOf and (order := graph.text(node, bk.order)):
            more = (Snak(_ORDINAL, Words(order)),)
        yield Snak(FACTS[predicate], _value(value)), more
    elif predicate == bk.kind:
        known = KINDS.get(str(value).removeprefix(SCHEME_BASE))
        if known:
            yield Snak(_INSTANCE, Item(WD(known))), ()
    elif predicate == GEO.hasGeometry and isinstance(value, IRI):
        wkt = graph.text(value, GEO.asWKT)
        yield Snak(_POINT, Coordinate("Point(" + wkt.partition("(")[2])), ()
    elif predicate in (bk.happened, bk.when) and isinstance(value, Literal):
        yield from dated(value.value)


def _value(value: Term) -> Value:
    return Words(value.value) if isinstance(value, Literal) else Item(value)


def _references(graph: Graph, statements: tuple[IRI, ...]) -> tuple[Reference, ...]:
    """Return the passages behind Statements: their own, and those of the claims that a policy adopted."""
    found: dict[Reference, None] = {}
    for node in statements:
        for passage in graph.many(node, bk.passage):
            found[reference(graph, passage)] = None
        for premise in graph.many(node, bk.premise):
            for passage in graph.many(premise, bk.passage):
                found[reference(graph, passage, graph.one(premise, bk.claimant))] = None
    return tuple(found)


def reference(graph: Graph, passage: IRI, claimant: IRI | None = None) -> Reference:
    """Return a passage as a reference.

    Args:
        graph: The graph.
        passage: The passage.
        claimant: Who says so, according to the document; ``None`` where it is no claim.
    """
    source = graph.one(passage, OA.hasSource)
    snaks = []
    if source is not None:
        snaks.append(Snak("P248", Item(source)))
        titles = (title for title in graph.all(source, DCT.title) if isinstance(title, Literal))
        snaks += [Snak("P1476", Text(title.value, title.lang)) for title in titles]
        if _of_a_document(url := graph.text(source, SCHEMA.url)):
            snaks.append(Snak("P854", Words(url)))
        snaks += [Snak("P577", main.value) for main, _ in dated(graph.text(source, DCT.issued))]
    snaks.append(Snak("P958", Words(graph.key(passage))))
    if claimant is not None:
        snaks.append(Snak("P12132", Item(claimant)))
    return Reference(tuple(snaks))


def _of_a_document(url: str) -> bool:
    """Tell whether an address names a document: where only its beginning is known, it names a folder."""
    return bool(url) and not url.endswith("/")
