"""Statements from claims: what somebody says, with who supports it and who disputes it; and what has no form there.

A claim becomes a statement only where nothing that matters is lost: everything else is left out, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from kg.rdf.concepts import collected
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF, SCHEME_BASE
from kg.rdf.terms import IRI
from kg.share.export.wikidata.dates import dated, qualified
from kg.share.export.wikidata.facts import reference
from kg.share.export.wikidata.statement import Amount, Item, Snak, Statement, Unknown, Words

__all__ = ["MEASURES", "REASONS", "Left", "from_claims"]

MEASURES: Final[Mapping[str, str]] = {
    "killed": "P1120",
    "wounded": "P1339",
    "casualties": "P1590",
    "unaccounted-for": "P1446",
}
"""The measures for which Wikidata has a property."""

REASONS: Final[Mapping[str, str]] = {
    "assessment": "It checks another claim. A statement has no outcome of a check; only who supports or disputes it.",
    "nothing-said": "It says nothing of its own: it denies or repeats. Whoever denies stands with the claim denied.",
    "act": "It promises, predicts, demands, threatens, announces, accuses or denies. A statement has no such mood; it "
    "would read as said to be so.",
    "kind": "There is no property for what it tells (control, capture, morale, supply and others), and no item for its "
    "kind with evidence.",
    "measure": "There is no property for what it counts or measures (strength, distances, shares, areas and others).",
    "rate": "It is a number per day or per kilometre; a statement of this property would count it as a total.",
    "ratio": "It sets two numbers in proportion; no property holds a proportion of two measures.",
    "uncertain-date": "Its date is marked as uncertain, and without the mark it would be a certain one.",
    "no-field": "It names nobody who took part, no place and no date, which is all that could be stated of the event.",
}  # fmt: skip
"""Why a claim is left out, by a short name."""

_PART, _SUPPORTED, _DISPUTED, _NATURE = "P518", "P3680", "P1310", "P5102"
_LEAST, _MOST = "P2313", "P2312"
_HELD, _NAMED, _AFFILIATION = "P39", "P1932", "P1416"
_FIELDS: Final[Mapping[IRI, str]] = {bk.agent: "P710", bk.place: "P276"}


class Left(NamedTuple):
    """A claim that Wikidata's model cannot carry.

    Attributes:
        claim: The claim.
        reason: A key of ``REASONS``.
    """

    claim: IRI
    reason: str


def from_claims(graph: Graph) -> Iterator[Statement | Left]:
    """Yield the statements of each claim, or why there is none.

    A claim that the policy has adopted gives none of its own: it stands behind what ``from_facts`` yields.
    """
    relations = _Relations(graph)
    for claim, proposition in graph.claims():
        reason = _barred(graph, claim, proposition)
        if reason:
            yield Left(claim, reason)
        elif proposition is not None:
            yield from _stated(graph, relations, claim, proposition)


def _barred(graph: Graph, claim: IRI, proposition: IRI | None) -> str:
    """Return why a claim cannot be carried, whatever it tells; empty if it can."""
    if graph.has(claim, bk.Assessment):
        return "assessment"
    if proposition is None:
        return "nothing-said"
    # a judgement is not adopted, but as a statement of its claimant it loses nothing
    if graph.key(graph.one(claim, bk.act)) not in collected("stating") | {"assess"}:
        return "act"
    return ""


def _stated(graph: Graph, relations: _Relations, claim: IRI, said: IRI) -> Iterator[Statement | Left]:
    if graph.has(said, bk.Ratio):
        found: list[tuple[IRI, Snak, tuple[Snak, ...]]] | str = "ratio"
    elif graph.has(said, bk.Figure):
        found = _figure(graph, said)
    elif graph.key(graph.one(said, bk.kind)) == "role":
        found = _position(graph, said)
    else:
        found = _event(graph, said)
    if isinstance(found, str):
        yield Left(claim, found)
        return
    role = graph.key(graph.one(said, bk.kind)) == "role"
    if claim in relations.adopted and not role:
        return  # what it says of the event is there already, as adopted, with its passage
    shared = relations.qualifiers(claim)
    references = tuple(reference(graph, p, graph.one(claim, bk.claimant)) for p in graph.many(claim, bk.passage))
    adopted = role and claim in relations.adopted
    for subject, main, more in found:
        yield Statement(subject, main, (*more, *shared), references, adopted, (claim,))


def _figure(graph: Graph, said: IRI) -> list[tuple[IRI, Snak, tuple[Snak, ...]]] | str:
    """Return a number of people as a statement of the event, or why it is none.

    A bound is not an estimate: only what is said to be the number becomes the amount. Otherwise the amount is unknown,
    and the least and the most are qualifiers.
    """
    measure = MEASURES.get(graph.key(graph.one(said, bk.kind)))
    if measure is None:
        return "measure"
    if graph.one(said, bk.per) or graph.one(said, bk.unit):
        return "rate"
    when = _when(graph, said)
    if when is None:
        return "uncertain-date"
    least, most = graph.text(said, bk.min), graph.text(said, bk.max)
    if graph.key(graph.one(said, bk.bound)) == "exact" and least == most:
        main = Snak(measure, Amount(Decimal(least)))
        bounds: tuple[Snak, ...] = ()
    else:
        main = Snak(measure, Unknown())
        bounds = tuple(Snak(name, Amount(Decimal(text))) for name, text in ((_LEAST, least), (_MOST, most)) if text)
    parts = tuple(Snak(_PART, Item(part)) for part in (*graph.many(said, bk.patient), *graph.many(said, bk.item)))
    places = tuple(Snak("P276", Item(place)) for place in graph.many(said, bk.place))
    return [(about, main, (*bounds, *parts, *places, *when)) for about in graph.many(said, bk.about)]


def _position(graph: Graph, said: IRI) -> list[tuple[IRI, Snak, tuple[Snak, ...]]] | str:
    """Return an office or a rank: the position is unknown as an item, and named as the document names it."""
    when = _when(graph, said)
    if when is None:
        return "uncertain-date"
    named = tuple(Snak(_NAMED, Words(text)) for text in graph.texts(said, bk.roleName))
    bodies = tuple(Snak(_AFFILIATION, Item(body)) for body in graph.many(said, bk.org))
    found = [(person, Snak(_HELD, Unknown()), (*named, *bodies, *when)) for person in graph.many(said, bk.agent)]
    return found or "no-field"


def _event(graph: Graph, said: IRI) -> list[tuple[IRI, Snak, tuple[Snak, ...]]] | str:
    """Return who took part in an event, where and when, where the claim tells the event itself and not a part of it."""
    about = graph.one(said, bk.about)
    kind = graph.one(said, bk.kind)
    if about is None or not _is_told(graph, about, kind):
        return "kind"
    found: list[tuple[IRI, Snak, tuple[Snak, ...]]] = [
        (about, Snak(name, Item(value)), ())
        for predicate, name in _FIELDS.items()
        for value in graph.many(said, predicate)
    ]
    text = graph.text(said, bk.when)
    dates = dated(text) if text and graph.key(kind) != "participation" else []
    found += [(about, main, more) for main, more in dates]
    if not found:
        return "uncertain-date" if text else "no-field"
    return found


def _is_told(graph: Graph, about: IRI, kind: IRI | None) -> bool:
    if graph.has(about, bk.Battle):
        return graph.key(kind) in ("battle", "participation")
    return graph.has(about, bk.Event) and graph.one(about, bk.kind) == kind


def _when(graph: Graph, said: IRI) -> tuple[Snak, ...] | None:
    """Return the date as qualifiers, none where there is no date; ``None`` where Wikidata cannot say it."""
    text = graph.text(said, bk.when)
    return qualified(text) if text else ()


class _Relations:
    """Who supports and who disputes each claim, for all tellings of one utterance; and which the policy adopted."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._against: dict[IRI, list[IRI]] = {}
        self._for: dict[IRI, list[IRI]] = {}
        for claim, _ in graph.claims():
            who = graph.many(claim, bk.claimant)
            for predicate in (bk.denies, bk.disputes):
                self._add(self._against, graph.many(claim, predicate), who)
            self._add(self._for, graph.many(claim, bk.confirms), who)
            outcome = graph.key(graph.one(claim, bk.outcome))
            if outcome in ("refuted", "verified"):
                self._add(self._against if outcome == "refuted" else self._for, graph.many(claim, bk.assesses), who)
        adoption = IRI(f"{SCHEME_BASE}rule/adoption")
        self.adopted = {
            premise
            for node in graph.things(RDF.Statement)
            if adoption in graph.many(node, bk.rule)
            for premise in graph.many(node, bk.premise)
        }

    @staticmethod
    def _add(found: dict[IRI, list[IRI]], claims: list[IRI], who: list[IRI]) -> None:
        for claim in claims:
            found.setdefault(claim, []).extend(who)

    def qualifiers(self, claim: IRI) -> tuple[Snak, ...]:
        """Return who supports a claim, who disputes it, how it is hedged, and whether its reading is doubtful.

        The doubt is an item of ours, the property ``bk:doubt`` itself; its words are with the claim.
        """
        graph = self._graph
        tellings = [claim, *graph.many(claim, bk.sameUtterance)]
        support = [*graph.many(claim, bk.claimant), *(who for one in tellings for who in self._for.get(one, ()))]
        against = [who for one in tellings for who in self._against.get(one, ())]
        return (
            *(Snak(_SUPPORTED, Item(who)) for who in dict.fromkeys(support)),
            *(Snak(_DISPUTED, Item(who)) for who in dict.fromkeys(against)),
            *(Snak(_NATURE, Item(hedge)) for hedge in graph.many(claim, bk.hedge)),
            *(Snak(_NATURE, Item(bk.doubt)) for _ in graph.texts(claim, bk.doubt)),
        )
