"""What was derived of claims, and what others say of places and entities, as things."""

from __future__ import annotations

from datetime import date

from kg.api.fields import Many, Maybe, One
from kg.api.things import Claim, Concept, Curator, Thing
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, GEO, PROV, RDF, SKOS

__all__ = ["Contradiction", "Corroboration", "Geometry", "Withdrawal"]


class Contradiction(Thing, type=bk.Contradiction):
    """The verdict of one rule on two claims. It does not say which of them is right."""

    __slots__ = ()
    between = Many[Claim](bk.between, "The two claims.")
    verdict = One[Concept](bk.verdict, "How they stand to each other.")
    rule = One[Concept](bk.rule, "By which rule.")
    dimension = Maybe[Concept](bk.dimension, "In what they differ, where they cannot be compared.")
    reason = One[str](bk.reason, "Why.")


class Corroboration(Thing, type=bk.Corroboration):
    """Claims of two or more claimants that say the same."""

    __slots__ = ()
    claims = Many[Claim](bk.corroborates, "The claims.")
    rule = One[Concept](bk.rule, "By which rule.")
    utterances = One[int](bk.utterances, "How many utterances.")
    claimants = One[int](bk.claimants, "How many claimants.")
    institutions = One[int](bk.institutions, "How many institutions.")
    sides = One[int](bk.sides, "How many sides.")


class Geometry(Thing, type=GEO.Geometry):
    """A point of a gazetteer. It stands for a place as a whole, not for where fighting took place."""

    __slots__ = ()
    wkt = One[str](GEO.asWKT, "The point as well-known text, longitude first.")
    precision = One[Concept](bk.precision, "What the point stands for.")
    licence = One[str](DCT.license, "The address of the licence of the gazetteer.")


class Withdrawal(Thing, type=bk.Withdrawal):
    """A link that was made and holds no longer."""

    __slots__ = ()
    subject = One[Thing](RDF.subject, "The entity that was linked.")
    item = One[str](RDF.object, "The address of the item.")
    notes = Many[str](SKOS.editorialNote, "What had spoken for it.")
    reason = One[str](bk.reason, "Why it was given up.")
    curator = One[Curator](PROV.wasAttributedTo, "Who answers for it.")
    made = One[date](DCT.created, "When it was made.")
    withdrawn = One[date](bk.withdrawn, "Since when it holds no longer.")
