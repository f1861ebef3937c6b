"""The graph as four tables for people who do not use RDF: claims, figures, events, control.

A row is what somebody says, never what is so; an empty cell is what the documents do not say. Figures are in the
manner of UCDP GED, without a best estimate: a bound is not an estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from kg.rdf.concepts import collected
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import CORNERS, DCT, OA, PROV, RDF, SCHEMA, SKOS
from kg.rdf.order import natural
from kg.rdf.terms import IRI

__all__ = ["TABLES", "Cell", "Column", "Table", "noted"]

Cell = str | list[str]
Kind = Literal["key", "text", "list", "date", "edtf", "integer", "number", "iri"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name.
        kind: What its cells hold; ``number`` may have a fraction, ``list`` are several texts.
        text: What it means.
    """

    name: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        text: What a row is.
        columns: The columns.
        key: The columns that name a row.
        refers: The tables that columns refer to: column, table; the referred column has the same name.
        rows: The rows of a graph, each a cell per column.
    """

    text: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: Mapping[str, str]
    rows: Callable[[Graph], Iterator[Sequence[Cell]]]


_WHERE: Final = {
    **dict.fromkeys(("building", "bridge", "monument", "industrial-site", "city", "city-part", "village", "suburb"), 1),
    **dict.fromkeys(("area", "front", "river", "reservoir", "road", "canal"), 5),
    "region": 4,
    "country": 6,
}
"""How exact a place is, by its kind, in the codes of UCDP GED: 1 a place with a name or an address, 4 a region of the
first order, 5 a line or an area without clear bounds, 6 a country."""


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split(None, 2) for line in text.strip().splitlines())
    return tuple(Column(name, kind, told) for name, kind, told in rows)  # type: ignore[arg-type]


_CLAIMS: Final = _columns("""
claim key The identifier of the claim, permanent
iri iri The address of the claim in the graph
source text The document that tells it
passages list The passages that tell it
context_passages list Passages that it is read together with
act text What the claimant does: asserts, denies, promises ...
claimant_id text Who says it, as an identifier
claimant text Who says it
possible_claimants list Others to whom the sentence may attribute it
said edtf When it was said
said_earliest date The first day on which it can have been said (computed)
said_latest date The last day on which it can have been said (computed)
medium text By which medium
hedges list How the claimant limits the commitment
evidence list What is said to show it
says text What is said, in the words of the curators
quote text The words of the claimant, where the wording is the fact
form text What kind of proposition it is: figure, ratio, situation, occurrence
topic text What happens, holds or is counted
about_id text The event, phase or battle that it is about, as an identifier
about text The event, phase or battle that it is about
by list Who is said to act or to hold
of list Whose it is, or whom it concerns
places list Where
from list From where
toward list Towards where
direction text In which direction
item text What is counted, used or lost
extent text How much of it
polarity text Whether it is said not to be so
degree text How much of it there is said to be
role text In which role
when edtf When it is said to hold or to have happened
begin_earliest date The first day on which it can have begun (computed)
begin_latest date The last day on which it can have begun (computed)
end_earliest date The first day on which it can have ended (computed)
end_latest date The last day on which it can have ended (computed)
denies list Claims that it denies
disputes list Claims that it does not go with
confirms list Claims that it confirms
revises list Earlier claims of the same claimant that it changes
derives_from list Claims out of which it is computed
same_utterance list Claims that tell the same utterance
assesses text The claim or claimant that it checks
outcome text What the check came out with
known_through list Who passed it on, the nearest to the claimant first, the document last
voice text Whether the document speaks for itself, names the claimant, or also who passed it on
doubt text What is doubtful about the reading
inferred list Properties that do not stand in the passage itself and were inferred, with a note in the graph
curator text Who curated it
curated date When it was curated
""")

_FIGURES: Final = _columns("""
claim key The claim that gives the figure
iri iri The address of the figure in the graph
form text figure, or ratio: so many times as many
measure text What is measured
low number The lowest value, only where one is stated
high number The highest value, only where one is stated
bound text How the numbers are to be read
hedges list How the claimant limits the commitment
unit text The unit
per text The time that it is counted per
sense text What a rate says of each single day
method text How the count was made
span text Whether it is a total of the battle, of a period, or of one day (computed)
item text What is counted
counted_ids list Whose people or things are counted, as identifiers
counted list Whose people or things are counted
counted_sides list To which sides these belong
by list By whose action
to_measure text For a ratio: what it is set against
to_counted list For a ratio: whose that is
event_id text The event, phase or battle that it is about, as an identifier
event text The event, phase or battle that it is about
place_ids list Where, as identifiers
places list Where
where_prec integer How exact the least exact place is: 1 a place, 4 a region, 5 a line or a vague area, 6 a country
when edtf For which time
date_start date The first day that it can be about (computed)
date_end date The last day that it can be about (computed)
date_prec integer How exact these days are: 1 a day, 2 up to six days, 3 a week, 4 up to a month, 5 longer
source_article text The title of the document that was read
source_date edtf The date of the document
source_url iri The public address of the document
passages list The passages that tell it
source_original_id text Who says it, as an identifier
source_original text Who says it
said edtf When it was said
known_through list Who passed it on, the document last
says text What is said, in the words of the curators
inferred list Properties that do not stand in the passage itself and were inferred
doubt text What is doubtful about the reading
""")

_EVENTS: Final = _columns("""
event key The identifier of the event
iri iri The address of the event in the graph
label text What it is called
kind text Of what kind it is
part_of text The battle or phase that it is a part of
happened list When it happened (EDTF), where the policy adopts that
participants list Who took part, where the policy adopts that
places list Where, where the policy adopts that
claims list The claims about it
said_first date The earliest day on which one of them was said at the latest
said_last date The latest day on which one of them was said at the latest
""")

_CONTROLS: Final = _columns("""
claim key The claim
place_id key The place that it names, as an identifier
place text The place that it names
kind text Control, occupation, share, area held; or capture, capture of a part, recapture
extent text How much of the place; negated where it is said not to be held
low number The lowest value of a share or an area
high number The highest value of a share or an area
bound text How the numbers are to be read
unit text The unit
by list Who is said to hold or to have taken it
claimant text Who says it
act text What the claimant does
hedges list How the claimant limits the commitment
said edtf When it was said
when edtf When it is said to hold or to have happened
begin_earliest date The first day on which it can have begun (computed)
begin_latest date The last day on which it can have begun (computed)
end_earliest date The first day on which it can have ended (computed)
end_latest date The last day on which it can have ended (computed)
disputed_by list Claims that deny or dispute it
says text What is said, in the words of the curators
passages list The passages that tell it
""")


def _claim_rows(graph: Graph) -> Iterator[Sequence[Cell]]:
    for claim, said in graph.claims():
        yield [
            *_utterance(graph, claim),
            *_content(graph, said),
            *_relations(graph, claim),
            *_record(graph, claim, said),
        ]


def _utterance(graph: Graph, claim: IRI) -> Iterator[Cell]:
    passages = graph.many(claim, bk.passage)
    yield graph.key(claim)
    yield claim
    yield graph.key(graph.one(passages[0] if passages else None, OA.hasSource))
    yield graph.keys(passages)
    yield graph.keys(graph.many(claim, bk.contextPassage))
    yield graph.label(graph.one(claim, bk.act))
    yield graph.key(graph.one(claim, bk.claimant))
    yield graph.label(graph.one(claim, bk.claimant))
    yield graph.labels(graph.many(claim, bk.possibleClaimant))
    yield from (graph.text(claim, predicate) for predicate in (bk.said, bk.saidEarliest, bk.saidLatest))
    yield graph.label(graph.one(claim, bk.medium))
    yield graph.labels(graph.many(claim, bk.hedge))
    yield graph.labels(graph.many(claim, bk.evidence))
    yield graph.text(claim, bk.says)
    yield graph.text(claim, bk.quote)


def _form(graph: Graph, said: IRI | None) -> str:
    return (graph.one(said, RDF.type) or "").rpartition("#")[2].lower()


def _content(graph: Graph, said: IRI | None) -> Iterator[Cell]:
    yield _form(graph, said)
    yield graph.label(graph.one(said, bk.kind))
    yield graph.key(graph.one(said, bk.about))
    yield graph.label(graph.one(said, bk.about))
    for predicate in (bk.agent, bk.patient, bk.place, bk.origin, bk.toward):
        yield graph.labels(graph.many(said, predicate))
    for predicate in (bk.direction, bk.item, bk.extent, bk.polarity, bk.degree):
        yield graph.label(graph.one(said, predicate))
    yield from (graph.text(said, predicate) for predicate in (bk.roleName, bk.when, *CORNERS))


def _relations(graph: Graph, claim: IRI) -> Iterator[Cell]:
    for predicate in (bk.denies, bk.disputes, bk.confirms, bk.revises, bk.derivesFrom, bk.sameUtterance):
        yield graph.keys(graph.many(claim, predicate))
    yield graph.key(graph.one(claim, bk.assesses))
    yield graph.label(graph.one(claim, bk.outcome))


def _record(graph: Graph, claim: IRI, said: IRI | None) -> Iterator[Cell]:
    yield _known_through(graph, claim)
    yield graph.label(graph.one(claim, bk.voice))
    yield graph.text(claim, bk.doubt)
    yield noted(graph, claim, said, *graph.many(claim, bk.relay))
    curation = graph.one(claim, PROV.wasGeneratedBy)
    yield graph.label(graph.one(curation, PROV.wasAssociatedWith))
    yield graph.text(curation, DCT.created)


def noted(graph: Graph, *nodes: IRI | None) -> list[str]:
    """Return the local names of the properties of the nodes that a curator inferred, by a note or by a basis."""
    there = [node for node in nodes if node]
    noted = (
        one for node in there for one in graph.subjects(RDF.subject, node) if graph.values(one, SKOS.editorialNote)
    )
    found = {predicate for one in noted for predicate in graph.many(one, RDF.predicate)}
    found |= {one for node in there for basis in graph.many(node, bk.basis) for one in graph.many(basis, bk.explains)}
    return sorted(map(graph.key, found))


def _known_through(graph: Graph, claim: IRI) -> list[str]:
    hops = sorted(graph.many(claim, bk.relay), key=lambda hop: int(graph.text(hop, bk.order) or 0))
    document = graph.one(next(iter(graph.many(claim, bk.passage)), None), OA.hasSource)
    return [*(graph.label(graph.one(hop, bk.relayer)) for hop in hops), graph.label(graph.one(document, DCT.publisher))]


def _figure_rows(graph: Graph) -> Iterator[Sequence[Cell]]:
    for claim, said in graph.claims():
        if said and _form(graph, said) in ("figure", "ratio"):
            yield [*_quantity(graph, claim, said), *_scope(graph, said), *_origin(graph, claim, said)]


def _quantity(graph: Graph, claim: IRI, said: IRI) -> Iterator[Cell]:
    yield graph.key(claim)
    yield said
    yield _form(graph, said)
    yield graph.label(graph.one(said, bk.kind))
    yield from (graph.text(said, predicate) for predicate in (bk.min, bk.max))
    yield graph.label(graph.one(said, bk.bound))
    yield graph.labels(graph.many(claim, bk.hedge))
    for predicate in (bk.unit, bk.per, bk.sense, bk.method, bk.span, bk.item):
        yield graph.label(graph.one(said, predicate))


def _scope(graph: Graph, said: IRI) -> Iterator[Cell]:
    counted = graph.many(said, bk.patient)
    yield graph.keys(counted)
    yield graph.labels(counted)
    yield list(dict.fromkeys(graph.label(side) for actor in counted for side in graph.many(actor, bk.side) or [actor]))
    yield graph.labels(graph.many(said, bk.agent))
    yield graph.label(graph.one(said, bk.toKind))
    yield graph.labels(graph.many(said, bk.toPatient))
    yield graph.key(graph.one(said, bk.about))
    yield graph.label(graph.one(said, bk.about))
    places = graph.many(said, bk.place)
    yield graph.keys(places)
    yield graph.labels(places)
    codes = [_WHERE.get(graph.key(graph.one(place, bk.kind)), 0) for place in places]
    yield str(max(codes)) if codes and all(codes) else ""
    start, end = (graph.text(said, corner) for corner in (CORNERS[0], CORNERS[3]))
    yield from (graph.text(said, bk.when), start, end, _date_precision(start, end))


def _date_precision(start: str, end: str) -> str:
    """Return how exact a period is in the codes of UCDP GED; empty where it is open.

    >>> [_date_precision("2023-03-01", end) for end in ("2023-03-01", "2023-03-06", "2023-03-07", "2023-03-31", "")]
    ['1', '2', '3', '4', '']
    """
    if not start or not end:
        return ""
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return "1" if days == 1 else "2" if days < 7 else "3" if days == 7 else "4" if days <= 31 else "5"


def _origin(graph: Graph, claim: IRI, said: IRI) -> Iterator[Cell]:
    passages = graph.many(claim, bk.passage)
    document = graph.one(passages[0] if passages else None, OA.hasSource)
    yield from (graph.text(document, predicate) for predicate in (DCT.title, DCT.issued, SCHEMA.url))
    yield graph.keys(passages)
    yield graph.key(graph.one(claim, bk.claimant))
    yield graph.label(graph.one(claim, bk.claimant))
    yield graph.text(claim, bk.said)
    yield _known_through(graph, claim)
    yield graph.text(claim, bk.says)
    yield noted(graph, claim, said)
    yield graph.text(claim, bk.doubt)


def _event_rows(graph: Graph) -> Iterator[Sequence[Cell]]:
    about: dict[IRI, list[IRI]] = {}
    for claim, said in graph.claims():
        if event := graph.one(said, bk.about):
            about.setdefault(event, []).append(claim)
    for event in graph.things(bk.Event):
        said_by = sorted(filter(None, (graph.text(claim, bk.saidLatest) for claim in about.get(event, []))))
        yield [
            graph.key(event), event, graph.label(event), graph.label(graph.one(event, bk.kind)),
            graph.label(graph.one(event, bk.partOf)), graph.texts(event, bk.happened),
            graph.labels(graph.many(event, bk.participant)), graph.labels(graph.many(event, bk.place)),
            graph.keys(about.get(event, [])), said_by[0] if said_by else "", said_by[-1] if said_by else "",
        ]  # fmt: skip


def _control_rows(graph: Graph) -> Iterator[Sequence[Cell]]:
    kinds = collected("taking", "holding", "share-held")
    for claim, said in graph.claims():
        kind, extent = graph.one(said, bk.kind), graph.one(said, bk.extent) or graph.one(said, bk.polarity)
        if graph.key(kind) not in kinds or graph.key(graph.one(claim, bk.act)) in collected("ahead"):
            continue
        answers = sorted(graph.subjects(bk.denies, claim) | graph.subjects(bk.disputes, claim), key=natural)
        for place in graph.many(said, bk.place):
            yield [
                graph.key(claim), graph.key(place), graph.label(place), graph.label(kind),
                graph.label(extent), graph.text(said, bk.min), graph.text(said, bk.max),
                graph.label(graph.one(said, bk.bound)), graph.label(graph.one(said, bk.unit)),
                graph.labels(graph.many(said, bk.agent)), graph.label(graph.one(claim, bk.claimant)),
                graph.label(graph.one(claim, bk.act)), graph.labels(graph.many(claim, bk.hedge)),
                graph.text(claim, bk.said), graph.text(said, bk.when),
                *(graph.text(said, corner) for corner in CORNERS), graph.keys(answers),
                graph.text(claim, bk.says), graph.keys(graph.many(claim, bk.passage)),
            ]  # fmt: skip


TABLES: Final[Mapping[str, Table]] = {
    "claims": Table("An utterance as one document tells it, with what is said.", _CLAIMS, ("claim",), {}, _claim_rows),
    "figures": Table("A quantity or a ratio, as given.", _FIGURES, ("claim",), {"claim": "claims"}, _figure_rows),
    "events": Table("The one thing that several claims are about.", _EVENTS, ("event",), {}, _event_rows),
    "control": Table(
        "That somebody holds or took a place, by a claim; what is only promised, threatened or foretold is left out.",
        _CONTROLS, ("claim", "place_id"), {"claim": "claims"}, _control_rows,
    ),
}  # fmt: skip
"""The tables by name."""
