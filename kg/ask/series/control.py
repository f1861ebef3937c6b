"""Who is said to hold or to have taken a place, as rows: each claim by itself, nothing merged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyoxigraph import Store

from kg.ask.engine.node import first, label, subjects, values
from kg.ask.render.prose import number_words
from kg.ask.series.claims import ClaimRow, parts, spans
from kg.rdf.concepts import collected
from kg.rdf.namespaces import BK

__all__ = ["NOBODY", "ControlRow", "control"]

NOBODY = "holder not named"
"""The party of a claim that does not say who holds or took the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow(ClaimRow):
    """A claim that a party holds a place, a part or a share of it, or took it.

    Attributes:
        party: The side that holds or took it, or the force where it has none.
        by: Who holds or took it.
        where: The place that the claim names, or the part of it.
        taken: Whether it is the taking that is told: that says nothing of how long it was held after.
        extent: How much of the place, in words; empty for the whole place, or where it is not said.
        denies_control: Whether the claim says that the party does not hold it.
    """

    party: str
    by: str
    where: str
    taken: bool
    extent: str
    denies_control: bool


def control(
    store: Store, place: str, party: str | None = None, since: date | None = None, until: date | None = None
) -> list[ControlRow]:
    """Return the claims of control and of capture, by party and time.

    Promises, predictions and demands are left out, and shares that nobody is said to hold.

    Args:
        store: The graph.
        place: The IRI of the place; what lies in it is included.
        party: The IRI of the side; any where it is ``None``.
        since: The first day that their time may touch.
        until: The last day.
    """
    found: list[ControlRow] = []
    kinds = collected("taking", "holding", "share-held")
    for area in [place, *subjects(store, BK.liesIn, place)]:
        for proposition in subjects(store, BK.place, area):
            kind = first(store, proposition, BK.kind).rpartition("/")[2]
            for claim in subjects(store, BK.proposition, proposition) if kind in kinds else ():
                if first(store, claim, BK.act).rpartition("/")[2] not in collected("ahead"):
                    found += _rows(store, proposition, claim, area, kind, party)
    rows = [row for row in found if spans(row.time, since, until)]
    return sorted(rows, key=lambda row: (row.party == NOBODY, row.party, _begin(row), row.claim, row.where))


def _rows(store: Store, proposition: str, claim: str, area: str, kind: str, party: str | None) -> list[ControlRow]:
    holders: dict[str, list[str]] = {}
    for agent in values(store, proposition, BK.agent):
        for side in values(store, agent, BK.side) or [agent]:
            holders.setdefault(side, []).append(agent)
    if not holders and kind in collected("taking") and party is None:
        holders[""] = []
    extent = first(store, proposition, BK.extent)
    return [
        ControlRow(
            **parts(store, proposition, claim),
            party=label(store, side) if side else NOBODY,
            by=" and ".join(label(store, agent) for agent in agents),
            where=label(store, area),
            taken=kind in collected("taking"),
            extent=_extent(store, proposition, kind) or (label(store, extent) if extent else ""),
            denies_control=bool(first(store, proposition, BK.polarity)),
        )
        for side, agents in holders.items()
        if party is None or party == side or party in agents
    ]


def _extent(store: Store, proposition: str, kind: str) -> str:
    if kind == "partial-capture":
        return "part"
    names = (BK.bound, BK.unit)
    bound, unit = (label(store, iri) if (iri := first(store, proposition, name)) else "" for name in names)
    return number_words(bound, first(store, proposition, BK.min), first(store, proposition, BK.max), unit)


def _begin(row: ControlRow) -> str:
    time = row.time
    return min((str(day) for day in time.corners if day), default="9999") if time else "9999"
