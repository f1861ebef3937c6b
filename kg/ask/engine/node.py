"""What a store holds of one node: the reader of explain, series, evidence and the Python interface."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.rdf import label as rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pyoxigraph import Store

    from kg.ask.engine.answer import Term

__all__ = ["described", "first", "label", "subjects", "values"]


def described(store: Store, iri: str) -> dict[str, list[Term]]:
    """Return everything that is said of a node: its values by property, both sorted."""
    found: dict[str, list[Term]] = {}
    for quad in sorted(store.quads_for_pattern(NamedNode(iri), None, None), key=str):
        found.setdefault(quad.predicate.value, []).append(quad.object)
    return found


def values(store: Store, iri: str, predicate: str) -> list[str]:
    """Return the values of a property of a node, sorted: IRIs and the text of literals; none of an empty IRI."""
    if not iri:
        return []
    quads = store.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal))


def first(store: Store, iri: str, predicate: str) -> str:
    """Return the first value of a property of a node; empty text where there is none."""
    return next(iter(values(store, iri, predicate)), "")


def subjects(store: Store, predicate: str, iri: str | None = None) -> list[str]:
    """Return the IRIs of the nodes that have a node, or anything, as value of a property, each once, sorted."""
    quads = store.quads_for_pattern(None, NamedNode(predicate), NamedNode(iri) if iri else None)
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})


def label(store: Store, iri: str, otherwise: str | None = None) -> str:
    """Return what a node is called (``kg.rdf.label``).

    Args:
        store: The store.
        iri: The node.
        otherwise: What it is called where nothing names it; the end of its IRI by default.
    """
    otherwise = iri.rpartition("/")[2] if otherwise is None else otherwise
    return rule.label(lambda predicate: values(store, iri, predicate), otherwise)
