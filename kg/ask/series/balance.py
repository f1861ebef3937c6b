"""How much room each voice has in the documents, as rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import Store

from kg.ask.engine.node import first, label, subjects, values
from kg.ask.series.claims import sides
from kg.rdf.namespaces import BK, RDF

__all__ = ["DOCUMENTS", "UNSIDED", "BalanceRow", "balance"]

DOCUMENTS = "the documents themselves"
"""The group of what a document says in its own voice."""

UNSIDED = "no side stated"
"""The group of claimants of whom no document states a side."""


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """The claims of one group of claimants.

    Attributes:
        group: The side, or the claimant.
        side: The side of the group; empty where none is stated, and for the documents.
        claims: How many claims.
        figures: How many of them give a number.
        quoted: How many of them are told in the words of the claimant.
        hedged: How many of them are hedged.
        contested: How many of them another claim denies or disputes.
        checked: How many of them somebody checked.
    """

    group: str
    side: str
    claims: int
    figures: int
    quoted: int
    hedged: int
    contested: int
    checked: int


def balance(store: Store, by: str = "side") -> list[BalanceRow]:
    """Return the groups of claimants, those with most claims first.

    Args:
        store: The graph.
        by: ``side`` or ``claimant``.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for claim in subjects(store, RDF.type, BK.Claim):
        groups.setdefault(_group(store, claim, by), []).append(claim)
    rows = [_row(store, *group, claims) for group, claims in groups.items()]
    return sorted(rows, key=lambda row: (row.group == DOCUMENTS, -row.claims, row.group))


def _group(store: Store, claim: str, by: str) -> tuple[str, str]:
    claimant = first(store, claim, BK.claimant)
    side = sides(store, claimant)
    if first(store, claim, BK.voice).endswith("/own"):
        return (DOCUMENTS, "") if by == "side" else (label(store, claimant), "")
    return (side or UNSIDED, side) if by == "side" else (label(store, claimant), side)


def _row(store: Store, group: str, side: str, claims: list[str]) -> BalanceRow:
    def count(test: Callable[[str], object]) -> int:
        return sum(bool(test(claim)) for claim in claims)

    def numbered(claim: str) -> bool:
        proposition = first(store, claim, BK.proposition)
        return bool(proposition) and BK.Figure in values(store, proposition, RDF.type)

    return BalanceRow(
        group=group,
        side=side,
        claims=len(claims),
        figures=count(numbered),
        quoted=count(lambda claim: first(store, claim, BK.quote)),
        hedged=count(lambda claim: first(store, claim, BK.hedge)),
        contested=count(lambda claim: subjects(store, BK.denies, claim) or subjects(store, BK.disputes, claim)),
        checked=count(lambda claim: subjects(store, BK.assesses, claim)),
    )
