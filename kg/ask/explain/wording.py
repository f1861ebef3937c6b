"""How the tree of an explanation is worded and set."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from kg.ask.render.prose import date_words
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import CORNERS, DCT, GEO, PROV, RDF, RDFS, SCHEMA, SKOS, SPDX

__all__ = ["BACKWARD", "HIDDEN", "MORE", "WORDS", "date_words", "fill", "indent"]

_WIDTH: Final = 118
WORDS: Final = {
    bk.claimant: "claimant", bk.possibleClaimant: "or perhaps", bk.derivesFrom: "follows from",
    bk.toKind: "compared with", bk.toPatient: "that of",
    bk.act: "act", bk.said: "said", bk.hedge: "hedge", bk.medium: "medium",
    bk.quote: "in their words", bk.assesses: "checks", bk.outcome: "outcome", bk.denies: "denies",
    bk.disputes: "disputes", bk.confirms: "confirms", bk.revises: "revises", bk.sameUtterance: "told also in",
    bk.kind: "kind", bk.about: "about", bk.agent: "by", bk.patient: "of",
    bk.roleName: "role", bk.org: "in", bk.extent: "extent", bk.sense: "sense", bk.method: "method", bk.span: "span",
    bk.countedSide: "side counted", bk.setAside: "no claim, for", DCT.isPartOf: "section of", bk.heading: "heading",
    bk.polarity: "polarity", bk.degree: "degree", bk.evidence: "shown by",
    bk.unit: "unit", bk.per: "per", bk.item: "counted", bk.place: "where", bk.origin: "from",
    bk.toward: "toward", bk.direction: "direction", bk.when: "when", bk.partOf: "part of", bk.order: "order",
    SKOS.prefLabel: "name", SKOS.altLabel: "also called", DCT.title: "title", DCT.publisher: "publisher",
    DCT.issued: "issued", SCHEMA.url: "address", bk.party: "party", bk.side: "side", bk.affiliation: "belongs to",
    bk.within: "within", bk.access: "access", SPDX.checksumValue: "sha256", bk.normalisation: "normalised by",
    bk.subject: "subject", DCT.description: "description", DCT.creator: "creator", DCT.license: "licence",
    bk.participant: "who took part, as adopted", bk.happened: "when, as adopted", bk.officeIn: "office in, as adopted",
    bk.between: "between", bk.verdict: "verdict", bk.rule: "rule", bk.dimension: "they differ in", bk.reason: "reason",
    bk.corroborates: "said in", bk.utterances: "utterances", bk.claimants: "claimants",
    bk.institutions: "institutions", bk.sides: "sides", bk.compares: "compares", bk.standing: "standing",
    SKOS.exactMatch: "the same as", SKOS.closeMatch: "much the same as", bk.geonamesId: "GeoNames",
    bk.katotthCode: "KATOTTH", GEO.hasGeometry: "point", GEO.asWKT: "at", bk.precision: "precision",
    bk.withdrawn: "withdrawn", RDF.subject: "of", RDF.predicate: "property", RDF.object: "value",
    bk.explains: "explains", PROV.wasAssociatedWith: "curator",
    SKOS.definition: "definition", SKOS.broader: "kind of", SKOS.inScheme: "scheme",
}  # fmt: skip
"""What the properties are called here, in the order in which they are shown."""

HIDDEN: Final = {
    *CORNERS, bk.days, bk.contentKey, bk.saidEarliest, bk.saidLatest, RDF.type, bk.says, bk.voice,
    bk.proposition, bk.relay, SKOS.notation, bk.passage, bk.contextPassage, DCT.created, PROV.wasGeneratedBy,
    SKOS.editorialNote, bk.basis, bk.sortDay, RDFS.label, bk.doubt, bk.min, bk.max, bk.bound, bk.belongsTo, bk.liesIn,
    bk.topic,
}  # fmt: skip
"""What is computed, shown elsewhere, or a record."""

BACKWARD: Final = (
    (bk.denies, "denied by"), (bk.disputes, "disputed by"), (bk.confirms, "confirmed by"), (bk.revises, "revised by"),
    (bk.assesses, "checked by"), (bk.sameUtterance, "told again in"), (bk.claimant, "claims by it"),
    (bk.about, "claims about it"), (bk.agent, "what it is said to do"), (bk.patient, "what is said of its own"),
    (bk.place, "what is said to be there"), (bk.passage, "claims that it tells"),
    (bk.contextPassage, "claims that it helps to read"), (bk.relayer, "claims that it passed on"),
    (bk.partOf, "its parts"), (bk.within, "what lies within it"), (bk.side, "who is on this side"),
    (bk.affiliation, "who belongs to it"), (DCT.publisher, "what it publishes"),
)  # fmt: skip
MORE: Final = {
    bk.claimant: ("actor", "claims-by --claimant"), bk.about: ("event", "event --event"),
    bk.place: ("place", "about-place --place"),
}  # fmt: skip
"""For which kind of thing which canned question lists all claims."""


def indent(lines: Iterable[str], by: int = 2) -> Iterator[str]:
    """Move lines to the right."""
    return (" " * by + line for line in lines)


def fill(text: str, first: str = "", later: str | None = None) -> list[str]:
    """Break a text into lines between words."""
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=first if later is None else later,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
