"""The concept schemes of ``ontology/schemes.ttl`` as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.namespaces import SCHEME_BASE, SKOS
from kg.resources import ONTOLOGY

__all__ = ["Concept", "schemes"]


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
    for quad in parse(path=str(ONTOLOGY / "schemes.ttl"), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.predicate, NamedNode):
            continue
        scheme, _, local = quad.subject.value.removeprefix(SCHEME_BASE).partition("/")
        if scheme == "scheme" or not local:
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
