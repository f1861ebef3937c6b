"""What the store holds of a node, read when it is asked for and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Store
from pyoxigraph import Literal as OxLiteral

from kg.api.values import Edtf
from kg.rdf.iri import XSD, compact
from kg.rdf.namespaces import EDTF_TYPE, PREFIXES, RDF

if TYPE_CHECKING:
    from typing import TypeAlias

    from kg.api.things import Thing

    Value: TypeAlias = Thing | str | int | Decimal | float | bool | date
    """A value of a property or of a row: another thing where the graph knows it; its IRI where it does not."""

__all__ = ["Facts"]

_NATIVE: Mapping[str, Callable[[str], int | Decimal | float | bool | date]] = {
    f"{XSD}integer": int, f"{XSD}decimal": Decimal, f"{XSD}double": float, f"{XSD}float": float,
    f"{XSD}date": date.fromisoformat, f"{XSD}boolean": lambda text: text in ("true", "1"),
}  # fmt: skip


class Facts:
    """The nodes of one store.

    Args:
        store: The graph with its vocabulary.
        spaces: Namespace by prefix of the dataset's own things.
        make: How a thing is made of an IRI and its types.
        texts: How the text of the passages is found; called once, when it is first asked for.
    """

    def __init__(
        self,
        store: Store,
        spaces: Mapping[str, str],
        make: Callable[[Facts, str, tuple[str, ...]], Thing],
        texts: Callable[[], Mapping[str, str]],
    ) -> None:
        self.store = store
        self.spaces = spaces
        self.prefixes = {**PREFIXES, **spaces}
        self._make = make
        self._texts = texts
        self._short = {space: prefix for prefix, space in self.prefixes.items()}
        self._nodes: dict[str, Mapping[str, tuple[Value, ...]]] = {}
        self._things: dict[str, Thing | None] = {}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of the passages by identifier; empty where no text is at hand."""
        return self._texts()

    @cached_property
    def identifiers(self) -> Mapping[str, tuple[str, ...]]:
        """The identifiers of all things, sorted, by prefix."""
        found: dict[str, set[str]] = {}
        for quad in self.store.quads_for_pattern(None, NamedNode(RDF.type), None):
            if isinstance(quad.subject, NamedNode):
                prefix, colon, local = self.curie(quad.subject.value).partition(":")
                if colon and prefix in self.prefixes:
                    found.setdefault(prefix, set()).add(local)
        return {prefix: tuple(sorted(locals_)) for prefix, locals_ in found.items()}

    def curie(self, iri: str) -> str:
        """Return the short name of an IRI, or the IRI where there is none."""
        return compact(iri, self._short) or iri

    def thing(self, iri: str) -> Thing | None:
        """Return a thing, the same object each time; ``None`` where the graph says nothing of it."""
        if iri not in self._things:
            types = [q.object.value for q in self.store.quads_for_pattern(NamedNode(iri), NamedNode(RDF.type), None)
                     if isinstance(q.object, NamedNode)]  # fmt: skip
            self._things[iri] = self._make(self, iri, tuple(sorted(types))) if types else None
        return self._things[iri]

    def of(self, iri: str) -> Mapping[str, tuple[Value, ...]]:
        """Return the values of a thing by the IRI of the property, sorted."""
        if iri not in self._nodes:
            found: dict[str, list[object]] = {}
            for quad in self.store.quads_for_pattern(NamedNode(iri), None, None):
                found.setdefault(quad.predicate.value, []).append(quad.object)
            self._nodes[iri] = {
                predicate: tuple(self.value(term) for term in sorted(terms, key=str))
                for predicate, terms in sorted(found.items())
            }
        return self._nodes[iri]

    def having(self, predicate: str, iri: str) -> tuple[Thing, ...]:
        """Return the things that have a thing as value of a property, sorted."""
        quads = self.store.quads_for_pattern(None, NamedNode(predicate), NamedNode(iri))
        subjects = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})
        return tuple(found for subject in subjects if (found := self.thing(subject)) is not None)

    def value(self, term: object) -> Value:
        """Return a term as a thing or a plain value; what is not of its datatype stays text."""
        if isinstance(term, NamedNode):
            return self.thing(term.value) or term.value
        if not isinstance(term, OxLiteral):
            return f"_:{term.value}" if isinstance(term, BlankNode) else str(term)
        if term.datatype.value == EDTF_TYPE:
            return Edtf(term.value)
        native = _NATIVE.get(term.datatype.value)
        try:
            return native(term.value) if native else term.value
        except (ValueError, ArithmeticError):
            return term.value
