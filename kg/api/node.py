"""A node of the graph as a frozen object, what the store holds of it, and the fields that read its properties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from pyoxigraph import BlankNode, NamedNode, Store
from pyoxigraph import Literal as OxLiteral

from kg.api.values import Edtf
from kg.ask.engine.node import described, label, subjects, values
from kg.rdf.iri import XSD, compact
from kg.rdf.namespaces import EDTF_TYPE, PREFIXES, RDF

if TYPE_CHECKING:
    from typing import TypeAlias

    Value: TypeAlias = "Node | str | int | Decimal | float | bool | date"
    """A value of a property or of a row: another node where the graph knows it; its IRI where it does not."""

__all__ = ["Back", "Facts", "Many", "Maybe", "Node", "One"]


class Node:
    """A node of the graph. Two are equal where their IRIs are; what has no field of its own is in ``facts``."""

    __slots__ = ("_facts", "iri")
    _facts: Facts
    iri: str

    def __init__(self, facts: Facts, iri: str) -> None:
        object.__setattr__(self, "_facts", facts)
        object.__setattr__(self, "iri", iri)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: change the dataset, not the graph")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: change the dataset, not the graph")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.iri == other.iri

    def __hash__(self) -> int:
        return hash(self.iri)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r})"

    def __copy__(self) -> Node:
        return self

    def __deepcopy__(self, memo: object) -> Node:
        return self

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError("a thing cannot be pickled: keep its id, and take it from the graph again")

    @property
    def curie(self) -> str:
        """The short name with its prefix, such as ``claim:capture-prigozhin-0520``."""
        return self._facts.curie(self.iri)

    @property
    def id(self) -> str:
        """The identifier within its kind."""
        return self.curie.partition(":")[2] if ":" in self.curie and "//" not in self.curie else self.iri

    @property
    def label(self) -> str:
        """The preferred name or title; of a claim what it says; the short name where there is none of these."""
        return label(self._facts.store, self.iri, self.curie)

    @property
    def facts(self) -> Mapping[str, tuple[Value, ...]]:
        """Everything that the graph says of it, by the short names of the properties."""
        return {self._facts.curie(name): values for name, values in self._facts.of(self.iri).items()}


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
        make: Callable[[Facts, str, tuple[str, ...]], Node],
        texts: Callable[[], Mapping[str, str]],
    ) -> None:
        self.store = store
        self.spaces = spaces
        self.prefixes = {**PREFIXES, **spaces}
        self._make = make
        self._texts = texts
        self._short = {space: prefix for prefix, space in self.prefixes.items()}
        self._nodes: dict[str, Mapping[str, tuple[Value, ...]]] = {}
        self._things: dict[str, Node | None] = {}

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of the passages by identifier; empty where no text is at hand."""
        return self._texts()

    @cached_property
    def identifiers(self) -> Mapping[str, tuple[str, ...]]:
        """The identifiers of all things, sorted, by prefix."""
        found: dict[str, list[str]] = {}
        for iri in subjects(self.store, RDF.type):
            prefix, colon, local = self.curie(iri).partition(":")
            if colon and prefix in self.prefixes:
                found.setdefault(prefix, []).append(local)
        return {prefix: tuple(sorted(locals_)) for prefix, locals_ in found.items()}

    def curie(self, iri: str) -> str:
        """Return the short name of an IRI, or the IRI where there is none."""
        return compact(iri, self._short) or iri

    def thing(self, iri: str) -> Node | None:
        """Return a thing, the same object each time; ``None`` where the graph says nothing of it."""
        if iri not in self._things:
            types = tuple(values(self.store, iri, RDF.type))
            self._things[iri] = self._make(self, iri, types) if types else None
        return self._things[iri]

    def of(self, iri: str) -> Mapping[str, tuple[Value, ...]]:
        """Return the values of a thing by the IRI of the property, sorted."""
        if iri not in self._nodes:
            said = described(self.store, iri)
            self._nodes[iri] = {predicate: tuple(map(self.value, terms)) for predicate, terms in said.items()}
        return self._nodes[iri]

    def having(self, predicate: str, iri: str) -> tuple[Node, ...]:
        """Return the things that have a thing as value of a property, sorted."""
        things = map(self.thing, subjects(self.store, predicate, iri))
        return tuple(thing for thing in things if thing is not None)

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


T = TypeVar("T")


class _Field:
    """A field that reads a property.

    Args:
        predicate: The property.
        doc: What the field means.
    """

    def __init__(self, predicate: str, doc: str) -> None:
        self.predicate = predicate
        self.__doc__ = doc

    def _values(self, thing: Node) -> tuple[Any, ...]:
        return thing._facts.of(thing.iri).get(self.predicate, ())


class One(_Field, Generic[T]):
    """A field with one value."""

    @overload
    def __get__(self, thing: None, owner: type) -> One[T]: ...
    @overload
    def __get__(self, thing: Node, owner: type) -> T: ...
    def __get__(self, thing: Node | None, owner: type) -> One[T] | T:
        """Return the value."""
        if thing is None:
            return self
        values = self._values(thing)
        if not values:
            raise AttributeError(f"{thing.curie} has no {thing._facts.curie(self.predicate)}: the graph is not valid")
        found: T = values[0]
        return found


class Maybe(_Field, Generic[T]):
    """A field with one value or ``None``."""

    @overload
    def __get__(self, thing: None, owner: type) -> Maybe[T]: ...
    @overload
    def __get__(self, thing: Node, owner: type) -> T | None: ...
    def __get__(self, thing: Node | None, owner: type) -> Maybe[T] | T | None:
        """Return the value."""
        return self if thing is None else next(iter(self._values(thing)), None)


class Many(_Field, Generic[T]):
    """A field with any number of values."""

    @overload
    def __get__(self, thing: None, owner: type) -> Many[T]: ...
    @overload
    def __get__(self, thing: Node, owner: type) -> tuple[T, ...]: ...
    def __get__(self, thing: Node | None, owner: type) -> Many[T] | tuple[T, ...]:
        """Return the values."""
        return self if thing is None else self._values(thing)


class Back(_Field, Generic[T]):
    """A field with the things that point here."""

    @overload
    def __get__(self, thing: None, owner: type) -> Back[T]: ...
    @overload
    def __get__(self, thing: Node, owner: type) -> tuple[T, ...]: ...
    def __get__(self, thing: Node | None, owner: type) -> Back[T] | tuple[T, ...]:
        """Return the things."""
        if thing is None:
            return self
        found: tuple[Any, ...] = thing._facts.having(self.predicate, thing.iri)
        return found
