"""What a statement of Wikidata consists of, as plain values (Wikibase data model; Wikibase RDF dump format).

A statement says something of an item by a property; its main value and its qualifiers are values of the property's
datatype; references say where it comes from, and a rank which statements of one property are the best ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.rdf.terms import IRI

__all__ = [
    "Amount",
    "Coordinate",
    "Item",
    "Moment",
    "Reference",
    "Snak",
    "Statement",
    "Text",
    "Unknown",
    "Value",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing, by its IRI in our graph.

    Attributes:
        iri: The thing, or an item of Wikidata itself.
    """

    iri: IRI


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time.

    Attributes:
        text: The day on which the day, month or year begins, as ``YYYY-MM-DD``.
        precision: Wikibase's number for it: 9 a year, 10 a month, 11 a day.
    """

    text: str
    precision: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A number without a unit."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """A string, an address or an identifier: a plain string as far as RDF goes."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A point on the earth (WGS 84), as well-known text."""

    wkt: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """That there is a value and it is not known ("some value")."""


Value = Item | Moment | Amount | Words | Text | Coordinate | Unknown
"""A value of a datatype of Wikibase."""


@dataclass(frozen=True, slots=True)
class Snak:
    """A property with a value.

    Attributes:
        property: The number of the property, e.g. ``P710``.
        value: The value.
    """

    property: str
    value: Value


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a statement comes from."""

    snaks: tuple[Snak, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement.

    Attributes:
        subject: The thing it is about, by its IRI in our graph.
        main: Property and value.
        qualifiers: More about it.
        references: Where it comes from.
        adopted: Whether our graph states it plainly, with a passage or by the policy, so that it may rank best.
        origins: The nodes of our graph behind it, the first of which tells it from others: Statements or a claim.
    """

    subject: IRI
    main: Snak
    qualifiers: tuple[Snak, ...]
    references: tuple[Reference, ...]
    adopted: bool
    origins: tuple[IRI, ...]
