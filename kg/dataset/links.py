"""What others say of our entities: links to Wikidata, and the points and identifiers of gazetteers.

The classes mirror ``links.yaml`` and ``gazetteer.yaml`` key by key (docs/reference/format.md).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from kg.dataset.fields import SLUG, SOME, Day, Licence, Line, LineOrNone, Node, Slug, refuse, shaped

__all__ = ["LINKED", "Gazetted", "Gazetteer", "GazetteerFile", "Link", "LinkFile", "Point", "Withdrawn"]

LINKED: Final = ("actor", "battle", "event", "place")
"""The kinds of things that can be linked."""

_ENTITY: Final = re.compile(rf"({'|'.join(LINKED)}):{SLUG.pattern}", re.ASCII)
_ITEM: Final = re.compile(r"Q[1-9][0-9]{0,14}", re.ASCII)
_DEGREES: Final = re.compile(r"-?(0|[1-9][0-9]{0,2})(\.[0-9]{1,12})?", re.ASCII)
_GEONAMES: Final = re.compile(r"[1-9][0-9]{0,14}", re.ASCII)
_KATOTTH: Final = re.compile(r"UA[0-9]{17}", re.ASCII)


Entity = Annotated[
    str, shaped(_ENTITY, "entity", "entity that can be linked", "write its kind and its identifier, such as actor:ID")
]


class Withdrawn(Node):
    """That a link holds no longer: since when, and why."""

    on: Day
    why: Line


class Link(Node):
    """That an entity of the dataset and an item of Wikidata are the same, or nearly so.

    Attributes:
        entity: The entity with its kind, e.g. ``actor:putin``.
        item: The item, e.g. ``Q7747``.
        match: ``exact`` where both are the same thing, ``close`` where they are not quite.
        sort: What the item is, a concept of the scheme ``target-kind``.
        at: Which witnesses give label and item together, each with the place or the words in it, which may be empty.
        why: Why the match is only close; demanded there.
        confidence: A concept of the scheme ``confidence``, where the witnesses leave a doubt.
        made: When the link was made; where not given, when the file was curated.
        curator: Who made it; where not given, the curator of the file.
        label: The label of the item when the link was made, by which ``battlekg link check`` sees that it has changed.
        withdrawn: Since when and why it holds no longer.
    """

    entity: Entity
    item: Annotated[str, shaped(_ITEM, "item", "item of Wikidata", "write Q and the number, such as Q212")]
    match: Literal["exact", "close"] = "exact"
    sort: Slug
    at: Annotated[dict[Slug, LineOrNone], SOME]
    why: Line | None = None
    confidence: Slug | None = None
    made: Day | None = None
    curator: Slug | None = None
    label: Line | None = None
    withdrawn: Withdrawn | None = None


class LinkFile(Node):
    """The links of a dataset (``links.yaml``).

    Attributes:
        curator: The identifier of a curator of the dataset.
        curated: When the links were made or last reviewed.
        witnesses: The public files that pair labels and items, by a short name.
        links: The links, also those that have been withdrawn.
        never: Entities that are not to be linked, such as victims and private persons, with the reason.
    """

    curator: Slug
    curated: Day
    witnesses: dict[Slug, Line]
    links: tuple[Link, ...]
    never: dict[Entity, Line] = Field(default_factory=dict)


def _degrees(limit: int) -> AfterValidator:
    """Return a validator for degrees from ``-limit`` to ``limit``, as written."""

    def check(text: str) -> str:
        if not _DEGREES.fullmatch(text) or abs(Decimal(text)) > limit:
            remedy = f"write degrees with a point, from -{limit} to {limit}; 'lat' and 'lon' may have been exchanged"
            raise refuse("degrees", f"'{text[:80]}' is no number of degrees up to {limit}", remedy)
        return text

    return AfterValidator(check)


class Point(Node):
    """A point on the earth (WGS 84).

    Attributes:
        lat: Degrees north.
        lon: Degrees east.
        precision: What the point stands for, a concept of the scheme ``precision``.
        from_: The gazetteer that gives it.
        at: Where in the gazetteer.
    """

    lat: Annotated[str, _degrees(90)]
    lon: Annotated[str, _degrees(180)]
    precision: Slug
    from_: Slug
    at: Line

    @property
    def wkt(self) -> str:
        """The point as well-known text: longitude first, without zeros that say nothing."""
        return f"POINT({_short(self.lon)} {_short(self.lat)})"


def _short(degrees: str) -> str:
    """Return a number without trailing zeros.

    >>> _short("-97.00000000"), _short("48.5690"), _short("60")
    ('-97', '48.569', '60')
    """
    return degrees.rstrip("0").rstrip(".") if "." in degrees else degrees


class Gazetted(Node):
    """What gazetteers say of one place."""

    point: Point | None = None
    geonames: Annotated[str, shaped(_GEONAMES, "identifier", "GeoNames identifier", "write its number")] | None = None
    katotth: Annotated[str, shaped(_KATOTTH, "identifier", "KATOTTH code", "write UA and 17 digits")] | None = None


class Gazetteer(Node):
    """A list of places with points or identifiers.

    Attributes:
        title: What it is, with the file that was read.
        licence: The address of its licence; none where no licence is stated, then no point is taken from it.
    """

    title: Line
    licence: Licence | None = None


class GazetteerFile(Node):
    """What gazetteers say of the places of a dataset (``gazetteer.yaml``).

    Attributes:
        curator: The identifier of a curator of the dataset.
        curated: When it was written or last reviewed.
        gazetteers: The gazetteers by a short name; ``geonames`` and ``katotth`` stand for the identifiers, too.
        places: What they say, by place.
    """

    curator: Slug
    curated: Day
    gazetteers: dict[Slug, Gazetteer]
    places: dict[Slug, Gazetted]
