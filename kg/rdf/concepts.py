"""The concept schemes of ``ontology/schemes.ttl`` as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.paths import ONTOLOGY
from kg.rdf.namespaces import SCHEME_BASE, SKOS

__all__ = ["Concept", "collected", "schemes"]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme.

    Attributes:
        id: The local name, as datasets write it.
        scheme: The scheme.
        label: The preferred label.
        definition: What it means.
        broader: The local name of the broader concept; empty if there is none.
    """

    id: str
    scheme: str
    label: str
    definition: str
    broader: str


@cache
def schemes() -> Mapping[str, Mapping[str, Concept]]:
    """Return the concepts by scheme and local name, in the order of the file."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for quad in parse(path=str(Path(ONTOLOGY) / "schemes.ttl"), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.predicate, NamedNode):
            continue
        scheme, _, local = quad.subject.value.removeprefix(SCHEME_BASE).partition("/")
        if scheme in ("scheme", "collection") or not local:
            continue
        fields = found.setdefault(scheme, {}).setdefault(local, {})
        predicate, value = quad.predicate.value, quad.object
        if isinstance(value, OxLiteral):
            fields[predicate] = value.value
        elif isinstance(value, NamedNode):
            fields[predicate] = value.value.rpartition("/")[2]
    return {
        scheme: {
            local: Concept(
                local,
                scheme,
                fields.get(SKOS.prefLabel, local),
                fields.get(SKOS.definition, ""),
                fields.get(SKOS.broader, ""),
            )
            for local, fields in concepts.items()
        }
        for scheme, concepts in found.items()
    }


@cache
def collected(name: str) -> frozenset[str]:
    """Return the local names of the concepts of a collection and of all that are narrower.

    Args:
        name: The local name of the collection, e.g. ``never-adopted``.

    Raises:
        KeyError: There is no such collection.
    """
    collection, member = NamedNode(f"{SCHEME_BASE}collection/{name}"), NamedNode(SKOS.member)
    found: set[str] = set()
    todo = [
        quad.object.value.removeprefix(SCHEME_BASE)
        for quad in parse(path=str(Path(ONTOLOGY) / "schemes.ttl"), format=RdfFormat.TURTLE)
        if quad.subject == collection and quad.predicate == member and isinstance(quad.object, NamedNode)
    ]
    if not todo:
        raise KeyError(name)
    for scheme, _, local in (one.partition("/") for one in todo):
        found.add(local)
        todo += [f"{scheme}/{key}" for key, concept in schemes()[scheme].items() if concept.broader == local]
    return frozenset(found)
