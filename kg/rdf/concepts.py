"""The concept schemes of ``ontology/schemes.ttl`` as plain data, and the sets of concepts that are treated alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.paths import ONTOLOGY
from kg.rdf.namespaces import BK, SCHEME_BASE, SKOS

__all__ = ["Collection", "Concept", "collected", "collections", "concept_of", "schemes"]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme.

    Attributes:
        id: The local name, as datasets write it.
        scheme: The scheme.
        label: The preferred label.
        definition: What it means.
        broader: The local name of the broader concept; empty if there is none.
        measure_type: The local name of the type of a measure; empty for other concepts.
    """

    id: str
    scheme: str
    label: str
    definition: str
    broader: str
    measure_type: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of concepts, of one scheme or of several.

    Attributes:
        label: The preferred label.
        definition: What its members have in common.
        members: The concepts that it names, e.g. ``act/promise``, in the order of the file.
    """

    label: str
    definition: str
    members: tuple[str, ...]


@cache
def _file() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the values by subject and predicate; IRIs of the schemes without what all of them begin with."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in parse(path=f"{ONTOLOGY}/schemes.ttl", format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | OxLiteral):
            fields = found.setdefault(quad.subject.value.removeprefix(SCHEME_BASE), {})
            fields.setdefault(quad.predicate.value, []).append(quad.object.value.removeprefix(SCHEME_BASE))
    return found


@cache
def schemes() -> Mapping[str, Mapping[str, Concept]]:
    """Return the concepts by scheme and local name, in the order of the file."""
    found: dict[str, dict[str, Concept]] = {}
    for name, fields in _file().items():
        if SKOS.inScheme in fields:
            scheme, _, local = name.partition("/")
            label, meaning = fields[SKOS.prefLabel][0], fields[SKOS.definition][0]
            broader, type_ = ("".join(fields.get(p, ())).rpartition("/")[2] for p in (SKOS.broader, BK.measureType))
            found.setdefault(scheme, {})[local] = Concept(local, scheme, label, meaning, broader, type_)
    return found


def concept_of(iri: str) -> Concept | None:
    """Return the concept of an IRI; ``None`` where it is not one of the schemes."""
    scheme, _, local = iri.removeprefix(SCHEME_BASE).partition("/")
    return schemes().get(scheme, {}).get(local)


@cache
def collections() -> Mapping[str, Collection]:
    """Return the sets of concepts by local name, in the order of the file."""
    return {
        name.partition("/")[2]: Collection(
            fields[SKOS.prefLabel][0], fields[SKOS.definition][0], tuple(fields[SKOS.member])
        )
        for name, fields in _file().items()
        if SKOS.member in fields
    }


@cache
def collected(*names: str) -> frozenset[str]:
    """Return the local names of the concepts of some collections and of all that are narrower.

    Args:
        names: The local names of the collections, e.g. ``never-adopted``.

    Raises:
        KeyError: There is no such collection.
    """
    found: set[str] = set()
    todo = [member for name in names for member in collections()[name].members]
    for scheme, _, local in (one.partition("/") for one in todo):
        found.add(local)
        todo += [f"{scheme}/{key}" for key, concept in schemes()[scheme].items() if concept.broader == local]
    return frozenset(found)
