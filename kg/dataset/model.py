"""The nouns: what a dataset says, as frozen value objects.

The classes mirror the YAML of ``kg/data`` key by key (docs/reference/format.md); ``part-of`` is the field ``part_of``.
References are identifiers; that they lead somewhere is checked when the whole dataset has been read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from kg.dataset.documents import Document
from kg.dataset.fields import (
    SLUG,
    SOME,
    Day,
    Edtf,
    Licence,
    Line,
    Node,
    PassageRef,
    Refs,
    Slug,
    Slugs,
    many,
    refuse,
    shaped,
    words,
)
from kg.dataset.links import GazetteerFile, LinkFile
from kg.dataset.proposition import Figure, Occurrence, Proposition, Ratio, Situation
from kg.text.passage import Passage

__all__ = [
    "Actor", "Battle", "Claim", "ClaimFile", "Convention", "Curator", "Dataset", "Event", "Fact", "Manifest", "Name",
    "Phase", "Place", "Retired", "SetAside", "Via", "YearFrom",
]  # fmt: skip

_BASE: Final = re.compile(
    r"https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9~_-][A-Za-z0-9._~-]*)*/", re.ASCII
)
_VERSION: Final = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}", re.ASCII)
_ASSESSED: Final = re.compile(rf"(?:actor:)?{SLUG.pattern}", re.ASCII)
_SECTION: Final = re.compile(r"[a-z][a-z0-9-]*\.[a-z0-9-]+", re.ASCII)


class Name(Node):
    """The evidence for one spelling: passages that use it, or the reason why the curators coined it."""

    at: Refs = ()
    coined: Line | None = None


def _name(value: Any) -> Any:
    return {"at": value} if isinstance(value, str | list) else value


def _spellings(value: Any) -> Any:
    if isinstance(value, dict):
        seen: set[str] = set()
        for name in value:
            even = " ".join(name.split())
            if even in seen:
                raise refuse("duplicate-key", f"the name '{even}' stands twice", "keep one of them")
            seen.add(even)
    return value


Names = Annotated[dict[Line, Annotated[Name, BeforeValidator(_name)]], SOME, BeforeValidator(_spellings)]


class Fact(Node):
    """A value of an entity with its evidence: passages, or a note that makes it an editorial statement."""

    is_: Slug
    at: Refs = ()
    note: Line | None = None


Facts = Annotated[tuple[Fact, ...], BeforeValidator(lambda value: [value] if isinstance(value, Mapping) else value)]


class Entity(Node):
    """What has an identity and names: the first name is the preferred one.

    Attributes:
        names: Every spelling with its evidence.
        same: Why all these spellings name one thing; demanded where there are several.
        note: What a curator wants a reader to know, e.g. a look-alike that is kept apart.
    """

    names: Names
    same: Line | None = None
    note: Line | None = None


class Actor(Entity):
    """A person, a body, a force or a state that acts or speaks (``actors.yaml``)."""

    kind: Slug
    side: Facts = ()
    part_of: Facts = ()
    affiliation: Facts = ()


class Place(Entity):
    """A place (``places.yaml``)."""

    kind: Slug
    within: Facts = ()


class Battle(Entity):
    """A battle (``battles.yaml``)."""

    place: Facts = ()
    party: Facts = ()
    part_of: Facts = ()


class Phase(Entity):
    """A period into which a document divides a battle (``phases.yaml``)."""

    battle: Slug
    order: Annotated[int, Field(ge=1)]
    when: Edtf


class Event(Node):
    """An identity: the thing that several claims are about. It asserts nothing but that they are about one thing."""

    kind: Slug
    label: Line
    part_of: Slug
    note: Line | None = None


class Via(Node):
    """A hop of the report chain: who published what the claimant said."""

    by: Slug
    medium: Slug | None = None


def _vias(value: Any) -> Any:
    return [{"by": item} if isinstance(item, str) else item for item in (value if isinstance(value, list) else [value])]


Field_ = Literal[
    "who", "act", "said", "hedge", "medium", "when", "where", "by", "of", "about", "from", "toward", "direction",
    "n", "unit", "item", "sense", "method", "span", "extent", "polarity", "degree", "evidence",
    "role", "org", "kind", "same", "revises", "denies", "disputes", "confirms",
    "assesses", "outcome", "per", "via", "or-who", "derives-from", "to-kind", "to-of",
]  # fmt: skip


class Claim(Node):
    """One utterance as one sentence tells it. docs/reference/format.md explains each key.

    Attributes:
        at: The passages that tell it.
        context: Passages that resolve a date, a speaker or a pronoun.
        who: The claimant; the publisher of the document where it is not given.
        or_who: Others to whom the sentence may attribute the statement; it has a doubt that says why.
        said: When it was said, EDTF; by the date of the document at the latest where it is not given.
        act: A concept of the scheme ``act``.
        medium: A concept of the scheme ``medium``.
        hedge: Concepts of the scheme ``hedge``.
        says: What is said, in the words of the curator.
        evidence: Concepts of the scheme ``medium``: what is said to show it, such as footage that nobody is named for.
        quote: The claimant's own words where the wording is the fact, at most 15 words.
        via: The hops of the report chain that the document names, the one nearest to the claimant first.
        denies: Claims that this one says are not so.
        disputes: Claims that this one contradicts without denying them outright.
        confirms: Claims that this one says are so.
        revises: Earlier claims of the same claimant that this one changes.
        derives_from: Claims out of whose numbers the claimant computes this one.
        same: Another telling of the same utterance.
        assesses: A claim that this one checks, or ``actor:ID`` for a claimant.
        outcome: A concept of the scheme ``outcome``.
        inferred: Which fields do not stand in the passage itself, each with the reason or the identifier of a
            convention.
        doubt: Where two careful readers would differ, and why this reading was taken.
    """

    at: Annotated[Refs, SOME]
    context: Refs = ()
    who: Slug | None = None
    or_who: Slugs = ()
    said: Edtf | None = None
    act: Slug = "assert"
    medium: Slug | None = None
    hedge: Slugs = ()
    evidence: Slugs = ()
    says: Line
    quote: Annotated[Line, words(15)] | None = None
    via: Annotated[tuple[Via, ...], BeforeValidator(_vias)] = ()
    denies: Slugs = ()
    disputes: Slugs = ()
    confirms: Slugs = ()
    revises: Slugs = ()
    derives_from: Slugs = ()
    same: Slug | None = None
    assesses: Annotated[str, shaped(_ASSESSED, "identifier", "claim and no actor", "write ID, or actor:ID")] | None = (
        None
    )
    outcome: Slug | None = None
    figure: Figure | None = None
    ratio: Ratio | None = None
    situation: Situation | None = None
    occurrence: Occurrence | None = None
    inferred: dict[Field_, Line] = Field(default_factory=dict)
    doubt: Line | None = None

    @property
    def proposition(self) -> Proposition | None:
        """What is said; ``None`` for a claim that only relates to another one."""
        return self.figure or self.ratio or self.situation or self.occurrence


class YearFrom(Node):
    """Where the year of dates like "20 May" comes from, for all dated claims of a file."""

    at: PassageRef
    note: Line


class SetAside(Node):
    """Why a passage has no claim: a reason of a closed list."""

    why: Literal["no-statement", "repeats", "heading", "caption-without-statement"]
    note: Line | None = None


class Curator(Node):
    """Who reads the documents and answers for the claims."""

    id: Slug
    name: Line


class ClaimFile(Node):
    """One file of claims.

    Attributes:
        curator: The identifier of a curator of the dataset.
        curated: When the claims were written or last reviewed.
        year_from: Where the year of the dates comes from.
        claims: The claims by identifier.
        set_aside: Passages without a claim, with the reason.
        numbers_aside: Numbers of passages that no claim uses, as printed, each with the reason.
    """

    curator: Slug
    curated: Day
    year_from: YearFrom | None = None
    claims: dict[Slug, Claim]
    set_aside: dict[PassageRef, SetAside] = Field(default_factory=dict)
    numbers_aside: dict[PassageRef, dict[str, Line]] = Field(default_factory=dict)


class Convention(Node):
    """A reason that several claims share (``conventions.yaml``): ``inferred: {FIELD: ID}`` names it.

    Attributes:
        explains: The fields that it is a reason for.
        note: The reason.
        at: The passages that it rests on.
    """

    explains: Annotated[tuple[Field_, ...], BeforeValidator(many), SOME]
    note: Line
    at: Refs = ()


class Retired(Node):
    """A claim identifier that is no longer in use, and why (``retired.yaml``)."""

    on: Day
    why: Line


Section = Annotated[str, shaped(_SECTION, "scope", "section", "write document.section as in sources.yaml")]


class Manifest(Node):
    """The dataset itself (``dataset.yaml``)."""

    name: Slug
    title: Line
    description: Line
    base: Annotated[str, shaped(_BASE, "base", "IRI base", "write an http or https address that ends with '/'")]
    version: Annotated[str, shaped(_VERSION, "version", "version", "write three numbers such as 0.1.0")]
    issued: Day
    licence: Licence
    battle: Slug
    curators: Annotated[tuple[Curator, ...], SOME]
    scope: Annotated[tuple[Section, ...], SOME]
    keywords: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """Where something stands in the files of a dataset."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that has been read and whose references all lead somewhere.

    Attributes:
        manifest: The dataset itself.
        documents: The documents by key.
        passages: All frozen passages by identifier.
        actors: The actors by identifier; likewise places, battles, phases and events.
        claims: The claims by identifier, all files together.
        files: The claim file of each claim.
        set_aside: Passages without a claim.
        numbers_aside: Numbers of passages that no claim uses, as printed, with the reason.
        conventions: The reasons that several claims share.
        retired: Retired claim identifiers.
        locations: Where each claim stands.
        linked: The links to Wikidata, where there are any.
        gazetteer: What gazetteers say of the places, where that has been gathered.
    """

    manifest: Manifest
    documents: Mapping[str, Document]
    passages: Mapping[str, Passage]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    battles: Mapping[str, Battle]
    phases: Mapping[str, Phase]
    events: Mapping[str, Event]
    claims: Mapping[str, Claim]
    files: Mapping[str, ClaimFile]
    set_aside: Mapping[str, SetAside]
    numbers_aside: Mapping[str, Mapping[str, str]]
    conventions: Mapping[str, Convention]
    retired: Mapping[str, Retired]
    locations: Mapping[str, Location]
    linked: LinkFile | None = None
    gazetteer: GazetteerFile | None = None
