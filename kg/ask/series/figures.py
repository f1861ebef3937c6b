"""Figures as rows: a number with its bounds, of whom, for which time, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import Store

from kg.ask.engine.node import first, label, subjects, values
from kg.ask.render.prose import number_words
from kg.ask.series.claims import ClaimRow, order, parts, propositions, spans
from kg.rdf.concepts import collected, schemes
from kg.rdf.namespaces import BK, SKOS

__all__ = ["FigureRow", "figures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow(ClaimRow):
    """A claim with a number.

    Attributes:
        of: Whose people or things are counted.
        item: What is counted; empty where it is not said.
        bound: How the number is to be read.
        minimum: The lowest value; ``None`` where there is no lower bound.
        maximum: The highest value; ``None`` where there is no upper bound.
        unit: The unit; empty where things are counted.
        per: The time, or other unit, that it is counted per; empty for a total.
    """

    of: tuple[str, ...]
    item: str
    bound: str
    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    per: str

    @property
    def words(self) -> str:
        """The number as one would write it."""
        low, high = ("" if end is None else str(end) for end in (self.minimum, self.maximum))
        return number_words(self.bound, low, high, self.unit, self.per)

    @property
    def group(self) -> str:
        """With which other figures it may stand on one scale: its measure, what is counted, and per what."""
        people = {schemes()["item"][one].label for one in collected("people")}
        thing = f": {self.item}" if self.item and self.item not in people else ""
        unit = f", in {self.unit}" if self.unit else ""
        rate = f", per {self.per.removesuffix('s')}" if self.per else ""
        return f"{self.kind}{thing}{unit}{rate}"


def figures(
    store: Store,
    measure: str,
    side: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[FigureRow]:
    """Return the figures of a measure and of the narrower ones, by group and time of saying.

    Args:
        store: The graph.
        measure: The IRI of the measure.
        side: The IRI of the side or force that is counted, its forces included; any where it is ``None``.
        since: The first day that the time of a figure may touch.
        until: The last day.
    """
    measures = _narrower(store, measure)
    found = []
    for proposition, claim in propositions(store, "Figure"):
        kind = first(store, proposition, BK.kind)
        counted = values(store, proposition, BK.patient)
        if kind in measures and (side is None or any(side in (one, *values(store, one, BK.side)) for one in counted)):
            row = _row(store, proposition, claim, counted)
            if spans(row.time, since, until):
                found.append((measures.index(kind), row))
    return [row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].group, *order(pair[1])))]


def _row(store: Store, proposition: str, claim: str, counted: list[str]) -> FigureRow:
    def end(predicate: str) -> Decimal | None:
        text = first(store, proposition, predicate)
        return Decimal(text) if text else None

    def name(predicate: str) -> str:
        iri = first(store, proposition, predicate)
        return label(store, iri) if iri else ""

    return FigureRow(
        **parts(store, proposition, claim),
        of=tuple(label(store, one) for one in counted),
        item=name(BK.item),
        bound=name(BK.bound),
        minimum=end(BK.min),
        maximum=end(BK.max),
        unit=name(BK.unit),
        per=name(BK.per),
    )


def _narrower(store: Store, measure: str) -> list[str]:
    """Return a measure and all that are narrower, the wider ones first."""
    found = [measure]
    for one in found:
        found += [iri for iri in subjects(store, SKOS.broader, one) if iri not in found]
    return found
