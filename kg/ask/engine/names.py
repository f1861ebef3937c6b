"""What a parameter may stand for: the things of the graph by type, with their names; and the one that a name means."""

from __future__ import annotations

from kg.ask.catalog.question import kinds_of, namespace_of
from kg.ask.engine.node import subjects, values
from kg.ask.engine.spelling import folded, sounded, strict
from kg.rdf.namespaces import BK, DCT, OWL, RDF, RDFS, SKOS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    from pyoxigraph import Store

    from kg.ask.catalog.question import Parameter

__all__ = ["Thing", "find", "near", "things"]

_NAMING: Final = (SKOS.prefLabel, DCT.title, RDFS.label, SKOS.altLabel)
_CLOSE: Final = 0.6
"""How like a name must be to be offered (the ratio of ``difflib``)."""


class Thing:
    """A thing of the graph that a parameter can mean.

    Attributes:
        iri: Its IRI.
        id: Its identifier: the IRI without the namespace.
        names: Its names, the preferred one first; empty where it has none.
    """

    __slots__ = ("id", "iri", "names")

    def __init__(self, iri: str, id: str, names: tuple[str, ...]) -> None:
        self.iri = iri
        self.id = id
        self.names = names

    def __str__(self) -> str:
        """Return the identifier, and the name where it says more."""
        name = self.names[0] if self.names else ""
        return self.id if not name or folded(name) == folded(self.id) else f"{self.id} ({name})"


def things(parameter: Parameter, store: Store, spaces: Mapping[str, str]) -> list[Thing]:
    """Return everything that a parameter may mean, by identifier."""
    found: list[tuple[str, str]] = []
    for kind in kinds_of(parameter.type):
        space = namespace_of(kind, spaces)
        iris = {
            iri
            for made in _classes(kind) for iri in subjects(store, RDF.type, made)
            if space and iri.startswith(space)
        }  # fmt: skip
        found += sorted((iri[len(space) :], iri) for iri in iris)
    return [Thing(iri, id, _names(store, iri)) for id, iri in found if not parameter.values or id in parameter.values]


def _classes(kind: str) -> tuple[str, ...]:
    if kind == "term":
        return (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    return (SKOS.Concept if kind.startswith("concept:") else BK(kind.capitalize()),)


def _names(store: Store, iri: str) -> tuple[str, ...]:
    return tuple(name for predicate in _NAMING for name in values(store, iri, predicate))


def find(name: str, known: Sequence[Thing]) -> tuple[list[Thing], bool]:
    """Return what a name means, and whether it is written as the graph has it.

    The first of these that fits anything counts: the identifier or a name but for case; but for marks of letters and
    punctuation too; but for the way of transliteration too. Only in the last case the name is not as in the graph.

    Args:
        name: What the user gave.
        known: What it may mean.
    """
    for form in (strict, folded, sounded):
        wanted = form(name)
        found = [one for one in known if wanted and any(form(other) == wanted for other in (one.id, *one.names))]
        if found:
            return found, form is not sounded
    return [], False


def near(name: str, known: Sequence[Thing]) -> list[Thing]:
    """Return at most three things with a name that is nearly, or in part, the given one; the likeliest first."""
    from difflib import SequenceMatcher

    wanted = folded(name)
    rated = []
    matcher = SequenceMatcher(b=wanted)
    for one in known:
        best = 0.0
        for other in {folded(other) for other in (one.id, *one.names)}:
            if len(wanted) > 2 and f" {wanted} " in f" {other} ":
                best = max(best, 0.9)
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() > max(best, _CLOSE) and matcher.quick_ratio() > max(best, _CLOSE):
                best = max(best, matcher.ratio())
        if best >= _CLOSE:
            rated.append((-best, one.id, one))
    return [one for _, _, one in sorted(rated, key=lambda each: each[:2])[:3]]
