"""What a store says of one node, as plain text."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.rdf.namespaces import BK, DCT, SKOS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from pyoxigraph import Store

__all__ = ["first", "label", "subjects", "values"]

_NAMING: Final = (SKOS.prefLabel, DCT.title, BK.says)


def values(store: Store, iri: str, predicate: str) -> list[str]:
    """Return the values of a property of a node, sorted: IRIs and the text of literals; none of an empty IRI."""
    if not iri:
        return []
    quads = store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal))


def first(store: Store, iri: str, predicate: str) -> str:
    """Return the first value of a property of a node; empty text where there is none."""
    return next(iter(values(store, iri, predicate)), "")


def subjects(store: Store, predicate: str, iri: str) -> list[str]:
    """Return the IRIs of the nodes that have a node as value of a property, sorted."""
    quads = store.quads_for_pattern(None, NamedNode(predicate), NamedNode(iri))
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def label(store: Store, iri: str) -> str:
    """Return the preferred label or title of a node, what a claim says, or the end of its IRI."""
    found = (first(store, iri, predicate) for predicate in _NAMING)
    return next(filter(None, found), iri.rpartition("/")[2])
