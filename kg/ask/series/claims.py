"""Claims as rows: who said what when about which time, and who answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyoxigraph import Store

from kg.ask.engine.node import first, label, subjects, values
from kg.edtf import Interval, parse
from kg.rdf.namespaces import BK, RDF

__all__ = ["ClaimRow", "order", "parts", "propositions", "sides", "spans", "timeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim with what a chart shows of it. Texts are labels unless said otherwise.

    Attributes:
        claim: The IRI of the claim.
        says: What is said, in the words of the curators.
        act: The speech act.
        claimant: Who said it.
        side: The side that the claimant is on; empty where none is stated.
        said: When it was said (EDTF).
        when: When it happened or held (EDTF); empty where it is not said.
        kind: What is said to be, to happen, or to be counted.
        about: The event, battle or phase.
        places: Where.
        hedges: How the commitment of the claimant is limited.
        denied: How many claims deny or dispute it.
        confirmed: How many claims confirm it.
        checked: How many claims check it.
        unverified: How many of the checks could not verify it.
        passages: The IRIs of the passages that tell it.
    """

    claim: str
    says: str
    act: str
    claimant: str
    side: str
    said: str
    when: str
    kind: str
    about: str
    places: tuple[str, ...]
    hedges: tuple[str, ...]
    denied: int
    confirmed: int
    checked: int
    unverified: int
    passages: tuple[str, ...]

    @property
    def time(self) -> Interval | None:
        """The corners of the time that it speaks of; ``None`` where it says none."""
        return parse(self.when) if self.when else None

    @property
    def said_time(self) -> Interval:
        """The corners of the time at which it was said."""
        return parse(self.said)

    @property
    def doubtful(self) -> bool:
        """Whether the claimant limits the commitment, or the time is read with doubt."""
        return any(hedge != "definite" for hedge in self.hedges) or "?" in self.when or "%" in self.when


def propositions(store: Store, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the propositions of a class of the vocabulary, each with its claim."""
    for proposition in subjects(store, RDF.type, BK(kind)):
        for claim in subjects(store, BK.proposition, proposition):
            yield proposition, claim


def parts(store: Store, proposition: str, claim: str) -> dict[str, Any]:
    """Return the attributes of ``ClaimRow`` for a proposition and its claim."""

    def labels(iri: str, predicate: str) -> tuple[str, ...]:
        return tuple(label(store, value) for value in values(store, iri, predicate))

    claimant = first(store, claim, BK.claimant)
    checks = subjects(store, BK.assesses, claim)
    return {
        "claim": claim,
        "says": first(store, claim, BK.says),
        "act": "".join(labels(claim, BK.act)),
        "claimant": label(store, claimant),
        "side": sides(store, claimant),
        "said": first(store, claim, BK.said),
        "when": first(store, proposition, BK.when),
        "kind": "".join(labels(proposition, BK.kind)),
        "about": "".join(labels(proposition, BK.about)),
        "places": labels(proposition, BK.place),
        "hedges": labels(claim, BK.hedge),
        "denied": len({*subjects(store, BK.denies, claim), *subjects(store, BK.disputes, claim)}),
        "confirmed": len(subjects(store, BK.confirms, claim)),
        "checked": len(checks),
        "unverified": sum(first(store, check, BK.outcome).endswith("/could-not-verify") for check in checks),
        "passages": tuple(values(store, claim, BK.passage)),
    }


def sides(store: Store, actor: str) -> str:
    """Return the names of the sides that an actor is on; empty where none is stated. A side is on its own."""
    own = [actor] if first(store, actor, BK.kind).endswith("/actor-kind/side") else []
    return " and ".join(label(store, side) for side in values(store, actor, BK.side) or own)


def spans(time: Interval | None, since: date | None, until: date | None) -> bool:
    """Return whether a time can touch the days from ``since`` to ``until``; one without a time only if none is asked.

    An open beginning or end is placed at the day that it names, as the canned questions do it.
    """
    if time is None:
        return since is None and until is None
    begin = time.earliest_begin or (None if time.earliest_end else time.latest_begin)
    end = time.latest_end or (None if time.latest_begin else time.earliest_end)
    return (until is None or begin is None or begin <= until) and (since is None or end is None or end >= since)


def order(row: ClaimRow) -> tuple[str, str]:
    """Return the key of the order of saying: the latest day on which it can have been said, then the claim."""
    said = row.said_time
    return (str(said.latest_end or said.earliest_begin or "9999"), row.claim)


def timeline(
    store: Store, event: str | None = None, since: date | None = None, until: date | None = None
) -> list[ClaimRow]:
    """Return the claims that say when something happened or held, by event and time.

    Args:
        store: The graph.
        event: The IRI of the event that they are about; any where it is ``None``.
        since: The first day that their time may touch.
        until: The last day.
    """
    found = []
    for kind in ("Occurrence", "Situation", "Figure", "Ratio"):
        for proposition, claim in propositions(store, kind):
            if event is None or event in values(store, proposition, BK.about):
                row = ClaimRow(**parts(store, proposition, claim))
                if row.time is not None and spans(row.time, since, until):
                    found.append(row)
    return sorted(found, key=_by_time)


def _by_time(row: ClaimRow) -> tuple[str, str]:
    time = row.time
    known = [day for day in time.corners if day] if time else []
    return (min(map(str, known), default="9999"), row.claim)
