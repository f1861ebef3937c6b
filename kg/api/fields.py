"""The fields of things: which property of the graph an attribute reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from kg.api.things import Thing

__all__ = ["Back", "Many", "Maybe", "One"]

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

    def _values(self, thing: Thing) -> tuple[Any, ...]:
        return thing._facts.of(thing.iri).get(self.predicate, ())


class One(_Field, Generic[T]):
    """A field with one value."""

    @overload
    def __get__(self, thing: None, owner: type) -> One[T]: ...
    @overload
    def __get__(self, thing: Thing, owner: type) -> T: ...
    def __get__(self, thing: Thing | None, owner: type) -> One[T] | T:
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
    def __get__(self, thing: Thing, owner: type) -> T | None: ...
    def __get__(self, thing: Thing | None, owner: type) -> Maybe[T] | T | None:
        """Return the value."""
        return self if thing is None else next(iter(self._values(thing)), None)


class Many(_Field, Generic[T]):
    """A field with any number of values."""

    @overload
    def __get__(self, thing: None, owner: type) -> Many[T]: ...
    @overload
    def __get__(self, thing: Thing, owner: type) -> tuple[T, ...]: ...
    def __get__(self, thing: Thing | None, owner: type) -> Many[T] | tuple[T, ...]:
        """Return the values."""
        return self if thing is None else self._values(thing)


class Back(_Field, Generic[T]):
    """A field with the things that point here."""

    @overload
    def __get__(self, thing: None, owner: type) -> Back[T]: ...
    @overload
    def __get__(self, thing: Thing, owner: type) -> tuple[T, ...]: ...
    def __get__(self, thing: Thing | None, owner: type) -> Back[T] | tuple[T, ...]:
        """Return the things."""
        if thing is None:
            return self
        found: tuple[Any, ...] = thing._facts.having(self.predicate, thing.iri)
        return found
