"""The things of the graph as frozen objects; a field is read when it is asked for (docs/reference/model.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from kg.api.node import Back, Facts, Many, Maybe, Node, One
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, GEO, OA, PROV, RDF, SCHEMA, SEM, SKOS, SPDX

__all__ = [
    "Actor", "Assessment", "Battle", "Claim", "Concept", "Contradiction", "Corroboration", "Curator", "Event", "Figure",
    "Geometry", "Occurrence", "Passage", "Phase", "Place", "Proposition", "Ratio", "Relay", "Section", "Situation",
    "Source", "Statement", "Thing", "Withdrawal", "make",
]  # fmt: skip

_CLASSES: Final[dict[str, type[Thing]]] = {}


class Thing(Node):
    """A node of the graph. Two are equal where their IRIs are; what has no field of its own is in ``facts``."""

    def __init_subclass__(cls, type: str = "") -> None:
        if type:
            _CLASSES[type] = cls

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that trace what the graph says of it; withdrawn links are not among them."""
        return tuple(s for s in self._facts.having(RDF.subject, self.iri) if isinstance(s, Statement))


class Concept(Thing, type=SKOS.Concept):
    """A concept of one of the schemes."""

    definition = Maybe[str](SKOS.definition, "What it means.")
    broader = Many["Concept"](SKOS.broader, "The wider concepts.")


class Curator(Thing, type=PROV.Agent):
    """Who reads the documents and answers for the claims."""


class _Named(Thing):
    """What has names."""

    aliases = Many[str](SKOS.altLabel, "The other spellings.")
    note = Maybe[str](SKOS.editorialNote, "What a reader should know.")


class _Linked(Thing):
    """What can be linked to items of Wikidata."""

    same_as = Maybe[str](SKOS.exactMatch, "The address of the item that is the same.")
    close_to = Many[str](SKOS.closeMatch, "The addresses of items that are not quite the same.")

    @property
    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """The links that hold no longer."""
        found = self._facts.having(RDF.subject, self.iri)
        return tuple(cast("Withdrawal", s) for s in found if not isinstance(s, Statement))


class Actor(_Named, _Linked, type=bk.Actor):
    """A person, a body, a force or a state that acts or speaks."""

    kind = One[Concept](bk.kind, "What it is.")
    side = Many["Actor"](bk.side, "The side it is on.")
    part_of = Many["Actor"](bk.partOf, "What it is a part of.")
    parts = Back["Actor"](bk.partOf, "Its parts.")
    affiliation = Many["Actor"](bk.affiliation, "For what it speaks.")
    belongs_to = Many["Actor"](bk.belongsTo, "Everything that it belongs to, also through others (inferred).")
    offices = Many["Actor"](bk.officeIn, "Where it holds an office (adopted).")
    claims = Back["Claim"](bk.claimant, "The claims that it made.")


class Place(_Named, _Linked, type=bk.Place):
    """A place."""

    kind = One[Concept](bk.kind, "What it is.")
    within = Many["Place"](bk.within, "What it lies in.")
    lies_in = Many["Place"](bk.liesIn, "Everything that it lies in, also through others (inferred).")
    contains = Back["Place"](bk.within, "What lies in it.")
    geometry = Maybe["Geometry"](GEO.hasGeometry, "Its point in a gazetteer.")
    geonames_id = Maybe[str](bk.geonamesId, "Its number in GeoNames.")
    katotth_code = Maybe[str](bk.katotthCode, "Its code in the codifier of Ukraine's territories.")
    propositions = Back["Proposition"](bk.place, "What is said to be or to happen there.")


class Battle(_Named, _Linked, type=bk.Battle):
    """A battle."""

    part_of = Many["Battle"](bk.partOf, "What it is a part of.")
    belongs_to = Many["Battle"](bk.belongsTo, "Everything that it belongs to, also through others (inferred).")
    participants = Many[Actor](bk.participant, "Who took part (adopted).")
    parties = Many[Actor](bk.party, "The parties.")
    places = Many[Place](bk.place, "Where it is fought.")
    propositions = Back["Proposition"](bk.about, "What is said of it.")


class _Timed(Thing):
    """What has a time."""

    earliest_begin = Maybe[date](SEM.hasEarliestBeginTimeStamp, "The first day on which it can have begun.")
    latest_begin = Maybe[date](SEM.hasLatestBeginTimeStamp, "The last day on which it can have begun.")
    earliest_end = Maybe[date](SEM.hasEarliestEndTimeStamp, "The first day on which it can have ended.")
    latest_end = Maybe[date](SEM.hasLatestEndTimeStamp, "The last day on which it can have ended.")
    days = Maybe[int](bk.days, "How many days it lasted, where that is certain.")


class Phase(_Named, _Timed, type=bk.Phase):
    """A period into which a document divides a battle."""

    part_of = One[Battle](bk.partOf, "The battle.")
    belongs_to = Many[Battle](bk.belongsTo, "Everything that it belongs to, also through others (inferred).")
    order = One[int](bk.order, "Its place in the order of the phases.")
    when = One[str](bk.when, "When it was (EDTF).")
    propositions = Back["Proposition"](bk.about, "What is said of it.")


class Event(_Linked, type=bk.Event):
    """An identity: the thing that several claims are about. What it says of itself is adopted by a policy."""

    kind = One[Concept](bk.kind, "What is said to happen.")
    topics = Many[Concept](bk.topic, "The kind, and all that is broader.")
    part_of = One[Battle | Phase](bk.partOf, "The battle or phase.")
    belongs_to = Many[Battle | Phase](bk.belongsTo, "Everything that it belongs to, also through others (inferred).")
    participants = Many[Actor](bk.participant, "Who acted (adopted).")
    places = Many[Place](bk.place, "Where (adopted).")
    happened = Many[str](bk.happened, "When it happened (EDTF; adopted).")
    note = Maybe[str](SKOS.editorialNote, "What a reader should know.")
    propositions = Back["Proposition"](bk.about, "What is said of it.")


class Source(Thing, type=bk.Source):
    """A document."""

    kind = One[Concept](bk.kind, "What it is.")
    publisher = One[Actor](DCT.publisher, "Who published it.")
    issued = One[str](DCT.issued, "When it was published (EDTF).")
    url = One[str](SCHEMA.url, "The public address, or its beginning.")
    sha256 = One[str](SPDX.checksumValue, "The SHA-256 of the file that was frozen.")
    passages = Back["Passage"](OA.hasSource, "Its passages.")


class Passage(Thing, type=bk.Passage):
    """A sentence, a table row, a caption or a heading of a document."""

    kind = One[Concept](bk.kind, "What it is.")
    source = One[Source](OA.hasSource, "The document.")
    section = One[str](bk.section, "The section.")
    paragraph = One[str](bk.paragraph, "The paragraph.")
    start = One[int](OA.start, "Where it starts in the normalised document, in code points.")
    end = One[int](OA.end, "Where it ends, exclusive.")
    sha256 = One[str](SPDX.checksumValue, "The SHA-256 of its normalised text.")
    finder = Maybe[str](bk.finder, "At most five words that are unique in the document.")
    set_aside = Maybe[Concept](bk.setAside, "Why it has no claim.")
    note = Maybe[str](SKOS.editorialNote, "What the curators say of it.")
    read_with = Back["Claim"](bk.contextPassage, "The claims that it helps to read.")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that it tells."""
        return tuple(found for found in self._facts.having(bk.passage, self.iri) if isinstance(found, Claim))

    @property
    def evidence_for(self) -> tuple[Statement, ...]:
        """The statements that rest on it."""
        return tuple(found for found in self._facts.having(bk.passage, self.iri) if isinstance(found, Statement))

    @property
    def text(self) -> str | None:
        """The text, where a copy of the document is at hand; else ``None``."""
        return self._facts.texts.get(self.id)


class Section(Thing, type=bk.Section):
    """A section of a document."""

    heading = Maybe[str](bk.heading, "Its heading, where it has one.")
    notation = One[str](SKOS.notation, "Its key, as passages have it: document and section.")
    order = One[int](bk.order, "Its place in the document, from 1.")
    source = One[Source](DCT.isPartOf, "The document.")


class Curation(Thing, type=PROV.Activity):
    """The work of a curator on a day."""

    curator = One[Curator](PROV.wasAssociatedWith, "Who answers for it.")
    day = One[date](DCT.created, "The day.")


class Basis(Thing, type=bk.Basis):
    """A reason that several readings share: a convention, or where a date comes from."""

    note = One[str](SKOS.editorialNote, "The reason.")
    passages = Many[Passage](bk.passage, "The passages that it rests on.")
    curation = One[Curation](PROV.wasGeneratedBy, "Who decided it, and when.")

    @property
    def explains(self) -> str:
        """The short name of the property whose reading it explains."""
        (found,) = self._facts.of(self.iri)[bk.explains]
        return str(getattr(found, "iri", found)).rpartition("#")[2]


class Relay(Thing, type=bk.Relay):
    """A hop of the chain through which a claim is known."""

    relayer = One[Actor](bk.relayer, "Who passed it on.")
    order = One[int](bk.order, "Its place in the chain, from 1 at the claimant.")
    medium = Maybe[Concept](bk.medium, "By which medium.")
    bases = Many[Basis](bk.basis, "The shared reasons why it is read so.")


class Claim(Thing, type=bk.Claim):
    """One utterance as one document tells it."""

    claimant = One[Actor](bk.claimant, "Who said it.")
    possible_claimants = Many[Actor](bk.possibleClaimant, "To whom the passage may attribute it instead.")
    act = One[Concept](bk.act, "Assert, deny, confirm, promise, threaten, predict, demand, assess ...")
    said = One[str](bk.said, "When it was said (EDTF).")
    said_earliest = Maybe[date](bk.saidEarliest, "The first day on which it can have been said.")
    said_latest = Maybe[date](bk.saidLatest, "The last day on which it can have been said.")
    medium = Maybe[Concept](bk.medium, "How it was said.")
    hedges = Many[Concept](bk.hedge, "How the commitment of the claimant is limited.")
    evidence = Many[Concept](bk.evidence, "What is said to show it.")
    says = One[str](bk.says, "What is said, in the words of the curators.")
    quote = Maybe[str](bk.quote, "The words of the claimant, where the wording is the fact.")
    proposition = Maybe["Proposition"](bk.proposition, "What is said; none where it only relates to another claim.")
    denies = Many["Claim"](bk.denies, "The claims that it denies.")
    disputes = Many["Claim"](bk.disputes, "The claims that it contradicts without denying them outright.")
    confirms = Many["Claim"](bk.confirms, "The claims that it confirms.")
    revises = Many["Claim"](bk.revises, "The earlier claims of the claimant that it changes.")
    derives_from = Many["Claim"](bk.derivesFrom, "The claims out of whose numbers it is computed.")
    same_utterance = Many["Claim"](bk.sameUtterance, "Other tellings of the same utterance.")
    denied_by = Back["Claim"](bk.denies, "The claims that deny it.")
    disputed_by = Back["Claim"](bk.disputes, "The claims that dispute it.")
    confirmed_by = Back["Claim"](bk.confirms, "The claims that confirm it.")
    revised_by = Back["Claim"](bk.revises, "The later claims that change it.")
    assessments = Back["Assessment"](bk.assesses, "The claims that check it.")
    contradictions = Back["Contradiction"](bk.between, "The verdicts on it and another claim.")
    corroborations = Back["Corroboration"](bk.corroborates, "The groups of claims that say the same.")
    voice = One[Concept](bk.voice, "Whether the document speaks for itself, names the claimant, or who passed it on.")
    passages = Many[Passage](bk.passage, "The passages that tell it.")
    context = Many[Passage](bk.contextPassage, "The passages that it is read together with.")
    doubt = Maybe[str](bk.doubt, "Where two careful readers would differ.")
    bases = Many[Basis](bk.basis, "The shared reasons why it is read so.")
    curation = One[Curation](PROV.wasGeneratedBy, "Who answers for it, and when it was written or last reviewed.")

    @property
    def relays(self) -> tuple[Relay, ...]:
        """Through whom the document knows it, hop by hop from the claimant."""
        found: tuple[Any, ...] = self._facts.of(self.iri).get(bk.relay, ())
        return tuple(sorted(found, key=lambda relay: relay.order))


class Assessment(Claim, type=bk.Assessment):
    """A claim that checks another claim, or a claimant."""

    assesses = One[Claim | Actor](bk.assesses, "What is checked.")
    outcome = One[Concept](bk.outcome, "What came out.")


class Proposition(_Timed):
    """What a claim says. It is never shared, and it does not say that it is so."""

    kind = One[Concept](bk.kind, "What is said to be, to happen, or to be counted.")
    topics = Many[Concept](bk.topic, "The kind, and all that is broader.")
    about = One[Event | Battle | Phase](bk.about, "The thing that it is about.")
    agents = Many[Actor](bk.agent, "Who acts or holds.")
    patients = Many[Actor](bk.patient, "To whom it is done, whose it is, or of whom it is told.")
    places = Many[Place](bk.place, "Where.")
    origins = Many[Place](bk.origin, "From where, or from what a distance is measured.")
    targets = Many[Place](bk.toward, "At what it aims.")
    direction = Maybe[Concept](bk.direction, "In which direction.")
    item = Maybe[Concept](bk.item, "What is counted.")
    when = Maybe[str](bk.when, "When it happened or held (EDTF).")
    bases = Many[Basis](bk.basis, "The shared reasons why it is read so.")
    sort_day = Maybe[date](bk.sortDay, "The one day by which it is put in order.")
    content_key = One[str](bk.contentKey, "The same for propositions of the same content.")

    @property
    def claim(self) -> Claim:
        """The claim that says it."""
        return cast("Claim", self._facts.having(bk.proposition, self.iri)[0])


class _Quantified(Proposition):
    """A proposition with a number."""

    minimum = Maybe[int | Decimal](bk.min, "The lowest value; none where there is no lower bound.")
    maximum = Maybe[int | Decimal](bk.max, "The highest value; none where there is no upper bound.")
    bound = One[Concept](bk.bound, "How the number is to be read.")


class Figure(_Quantified, type=bk.Figure):
    """A quantity."""

    unit = Maybe[Concept](bk.unit, "The unit.")
    per = Maybe[Concept](bk.per, "Per what, where it is a rate.")
    sense = Maybe[Concept](bk.sense, "What a rate says of each single day.")
    method = Maybe[Concept](bk.method, "How the count was made, where the text says so.")
    span = Maybe[Concept](bk.span, "Whether it is a total of the battle, of a period, or of one day.")
    counted_side = Maybe[Actor](bk.countedSide, "The side of those whom it counts.")


class Ratio(_Quantified, type=bk.Ratio):
    """How many times as many."""

    to_kind = One[Concept](bk.toKind, "The measure that it is compared with.")
    to_patients = Many[Actor](bk.toPatient, "Whose.")


class Situation(Proposition, type=bk.Situation):
    """Something that holds over a time."""

    extent = Maybe[Concept](bk.extent, "How much of the place.")
    polarity = Maybe[Concept](bk.polarity, "Whether it is said not to be so.")
    degree = Maybe[Concept](bk.degree, "How much of it there is said to be.")
    role = Maybe[str](bk.roleName, "Which role, in the words of the document.")
    orgs = Many[Actor](bk.org, "In which body.")


class Occurrence(Proposition, type=bk.Occurrence):
    """Something that happens or happened."""

    polarity = Maybe[Concept](bk.polarity, "Whether it is said not to have happened.")
    degree = Maybe[Concept](bk.degree, "How much of it there is said to be.")


class Statement(Thing, type=RDF.Statement):
    """The evidence for one fact: passages, or the decision of a curator."""

    subject = One[Thing](RDF.subject, "Of what it is said.")
    value = One[Any](RDF.object, "The value.")
    passages = Many[Passage](bk.passage, "The passages.")
    notes = Many[str](SKOS.editorialNote, "The reasons.")
    curations = Many[Curation](PROV.wasGeneratedBy, "Who decided and when, where that is a decision of its own.")
    rules = Many[Concept](bk.rule, "The rules by which it follows, where it is inferred or adopted.")
    premises = Many[Thing](bk.premise, "From which claims and statements it follows.")
    policy = Maybe[Concept](bk.policy, "The policy that adopts it.")
    reasons = Many[str](bk.reason, "Why it is adopted.")
    target_kind = Maybe[Concept](bk.targetKind, "What the linked item is, where it is a link.")
    confidence = Maybe[Concept](bk.confidence, "How sure the link is, where its witnesses leave a doubt.")

    @property
    def predicate(self) -> str:
        """The short name of the property."""
        found = self._facts.of(self.iri)[RDF.predicate][0]
        return found.curie if isinstance(found, Thing) else self._facts.curie(str(found))


class Contradiction(Thing, type=bk.Contradiction):
    """The verdict of one rule on two claims. It does not say which of them is right."""

    between = Many[Claim](bk.between, "The two claims.")
    verdict = One[Concept](bk.verdict, "How they stand to each other.")
    rule = One[Concept](bk.rule, "By which rule.")
    dimension = Maybe[Concept](bk.dimension, "In what they differ, where they cannot be compared.")
    reason = One[str](bk.reason, "Why.")


class Corroboration(Thing, type=bk.Corroboration):
    """Claims of two or more claimants that say the same."""

    claims = Many[Claim](bk.corroborates, "The claims.")
    rule = One[Concept](bk.rule, "By which rule.")
    utterances = One[int](bk.utterances, "How many utterances.")
    claimants = One[int](bk.claimants, "How many claimants.")
    institutions = One[int](bk.institutions, "How many institutions.")
    sides = One[int](bk.sides, "How many sides.")


class Geometry(Thing, type=GEO.Geometry):
    """A point of a gazetteer. It stands for a place as a whole, not for where fighting took place."""

    wkt = One[str](GEO.asWKT, "The point as well-known text, longitude first.")
    precision = One[Concept](bk.precision, "What the point stands for.")
    licence = One[str](DCT.license, "The address of the licence of the gazetteer.")


class Withdrawal(Thing, type=bk.Withdrawal):
    """A link that was made and holds no longer."""

    subject = One[Thing](RDF.subject, "The entity that was linked.")
    item = One[str](RDF.object, "The address of the item.")
    notes = Many[str](SKOS.editorialNote, "What had spoken for it.")
    reason = One[str](bk.reason, "Why it was given up.")
    curation = One[Curation](PROV.wasGeneratedBy, "Who made it, and when.")
    withdrawn = One[date](bk.withdrawn, "Since when it holds no longer.")


def make(facts: Facts, iri: str, types: tuple[str, ...]) -> Thing:
    """Return the object of a node: of the narrowest class that its types have."""
    found = [_CLASSES[name] for name in types if name in _CLASSES]
    return max(found, key=lambda made: len(made.__mro__), default=Thing)(facts, iri)
