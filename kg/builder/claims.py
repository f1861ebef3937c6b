"""Claims as triples: the utterance, its proposition, and the chain through which it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.builder.context import Context, concept, content_key, corners, edtf_literal, said_days, sort_day, topics
from kg.dataset.model import Claim
from kg.dataset.proposition import Described, Figure, Proposition, Quantified, Ratio, Situation
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import PROV, RDF
from kg.rdf.terms import IRI, Term, Triple, day, number, text

__all__ = ["describe_claims"]

_UNDATED: Final = "The document does not say when it was said: on its own date at the latest."
_KEYS: Final = {"derivesFrom": "derives-from"}
Field = tuple[str, IRI, Term]


def describe_claims(context: Context) -> Iterator[Triple]:
    """Yield all claims with their propositions and report chains."""
    for key, claim in context.dataset.claims.items():
        yield from _claim(context, key, claim)


def _claim(context: Context, key: str, claim: Claim) -> Iterator[Triple]:
    node = context.name("claim", key)
    file = context.dataset.files[key]
    yield Triple(node, RDF.type, bk.Claim)
    if claim.assesses:
        yield Triple(node, RDF.type, bk.Assessment)
    said = claim.said or f"[..{_published(context, claim)}]"
    fields = list(_content(context, claim, said))
    for _, predicate, value in fields:
        yield Triple(node, predicate, value)
    yield from said_days(node, said)
    yield Triple(node, bk.says, text(claim.says, "en"))
    for passage in context.passages(claim.at):
        yield Triple(node, bk.passage, passage)
    for passage in context.passages(passage for passage in dict.fromkeys(claim.context) if passage not in claim.at):
        yield Triple(node, bk.contextPassage, passage)
    if claim.doubt:
        yield Triple(node, bk.doubt, text(claim.doubt, "en"))
    yield Triple(node, PROV.wasGeneratedBy, context.curated(file.curator, file.curated))
    yield from _relays(context, key, claim)
    propositional: list[Field] = []
    proposition = context.name("proposition", key)
    if claim.proposition is not None:
        yield Triple(node, bk.proposition, proposition)
        propositional = list(_proposition_fields(context, claim.proposition))
        yield from _proposition(proposition, claim.proposition, propositional, said)
    yield from _notes(context, key, claim, [*((node, *f) for f in fields), *((proposition, *f) for f in propositional)])


def _published(context: Context, claim: Claim) -> str:
    return context.dataset.documents[claim.at[0].partition(".")[0]].published


def _claimant(context: Context, claim: Claim) -> str:
    return claim.who or context.dataset.documents[claim.at[0].partition(".")[0]].publisher


def _content(context: Context, claim: Claim, said: str) -> Iterator[Field]:
    """Yield field, predicate and value of what the passage itself says about the utterance."""
    yield "who", bk.claimant, context.name("actor", _claimant(context, claim))
    for other in claim.or_who:
        yield "or-who", bk.possibleClaimant, context.name("actor", other)
    yield "act", bk.act, concept("act", claim.act)
    yield "said", bk.said, edtf_literal(said)
    if claim.medium:
        yield "medium", bk.medium, concept("medium", claim.medium)
    for hedge in claim.hedge:
        yield "hedge", bk.hedge, concept("hedge", hedge)
    for medium in claim.evidence:
        yield "evidence", bk.evidence, concept("medium", medium)
    if claim.quote:
        yield "quote", bk.quote, text(claim.quote, "en")
    for field, targets in (
        ("denies", claim.denies),
        ("disputes", claim.disputes),
        ("confirms", claim.confirms),
        ("revises", claim.revises),
        ("derivesFrom", claim.derives_from),
    ):
        for target in targets:
            yield _KEYS.get(field, field), bk(field), context.name("claim", target)
    if claim.same:
        yield "same", bk.sameUtterance, context.name("claim", claim.same)
    if claim.assesses and claim.outcome:
        kind, _, local = claim.assesses.rpartition(":")
        yield "assesses", bk.assesses, context.name(kind or "claim", local)
        yield "outcome", bk.outcome, concept("outcome", claim.outcome)
    voice = "own" if claim.who is None else "relayed" if claim.via else "attributed"
    yield "voice", bk.voice, concept("voice", voice)


def _relays(context: Context, key: str, claim: Claim) -> Iterator[Triple]:
    for order, via in enumerate(claim.via, 1):
        hop = context.name("relay", f"{key}.{order}")
        yield Triple(context.name("claim", key), bk.relay, hop)
        yield Triple(hop, RDF.type, bk.Relay)
        yield Triple(hop, bk.relayer, context.name("actor", via.by))
        yield Triple(hop, bk.order, number(order))
        if via.medium:
            yield Triple(hop, bk.medium, concept("medium", via.medium))


def _proposition(node: IRI, content: Proposition, fields: list[Field], said: str) -> Iterator[Triple]:
    yield Triple(node, RDF.type, bk(type(content).__name__))
    for _, predicate, value in fields:
        yield Triple(node, predicate, value)
    if content.when:
        yield from corners(node, content.when)
    if (first := sort_day(content.when, said)) is not None:
        yield Triple(node, bk.sortDay, day(first))
    yield from topics(node, concept(_scheme(content), content.kind))
    if isinstance(content, Figure) and content.span:
        yield Triple(node, bk.span, concept("span", content.span))
    yield Triple(node, bk.contentKey, content_key((predicate, value) for _, predicate, value in fields))


def _scheme(said: Proposition) -> str:
    return "measure" if isinstance(said, Quantified) else "kind"


def _proposition_fields(context: Context, said: Proposition) -> Iterator[Field]:
    yield "kind", bk.kind, concept(_scheme(said), said.kind)
    yield "about", bk.about, context.about(said.about)
    for field, predicate, kind, values in (
        ("by", bk.agent, "actor", said.by),
        ("of", bk.patient, "actor", said.of),
        ("where", bk.place, "place", said.where),
        ("from", bk.origin, "place", said.from_),
        ("toward", bk.toward, "place", said.toward),
    ):
        for value in values:
            yield field, predicate, context.name(kind, value)
    if said.direction:
        yield "direction", bk.direction, concept("direction", said.direction)
    if said.item:
        yield "item", bk.item, concept("item", said.item)
    if said.when:
        yield "when", bk.when, edtf_literal(said.when)
    if isinstance(said, Quantified):
        yield from _quantity_fields(said)
    if isinstance(said, Figure):
        if said.unit:
            yield "unit", bk.unit, concept("unit", said.unit)
        if said.per:
            yield "per", bk.per, concept("unit", said.per)
        for field, chosen in (("sense", said.sense), ("method", said.method)):
            if chosen:
                yield field, bk(field), concept(field, chosen)
    if isinstance(said, Ratio):
        yield "to-kind", bk.toKind, concept("measure", said.to_kind)
        for other in said.to_of:
            yield "to-of", bk.toPatient, context.name("actor", other)
    if isinstance(said, Described):
        for field, chosen in (("polarity", said.polarity), ("degree", said.degree)):
            if chosen:
                yield field, bk(field), concept(field, chosen)
    if isinstance(said, Situation):
        if said.extent:
            yield "extent", bk.extent, concept("extent", said.extent)
        if said.role:
            yield "role", bk.roleName, text(said.role, "en")
        for org in said.org:
            yield "org", bk.org, context.name("actor", org)


def _quantity_fields(said: Quantified) -> Iterator[Field]:
    quantity = said.quantity
    if quantity.minimum is not None:
        yield "n", bk.min, number(quantity.minimum)
    if quantity.maximum is not None:
        yield "n", bk.max, number(quantity.maximum)
    yield "n", bk.bound, concept("bound", quantity.bound)


def _notes(context: Context, key: str, claim: Claim, fields: Iterable[tuple[IRI, str, IRI, Term]]) -> Iterator[Triple]:
    """Say why what does not stand in the passage itself was read so: by a basis, or in the note of a Statement."""
    year = context.dataset.files[key].year_from
    hops = [(context.name("relay", f"{key}.{order}"), via.by) for order, via in enumerate(claim.via, 1)]
    relayers = ((hop, "via", bk.relayer, context.name("actor", by)) for hop, by in hops)
    for node, field, predicate, value in (*fields, *relayers):
        if field == "said" and claim.said is None:
            yield context.based(node, predicate, f"{claim.at[0].partition('.')[0]}.date", _UNDATED)
        elif field in ("said", "when") and year is not None:
            yield context.based(node, predicate, f"{year.at}.year", year.note, (year.at,))
        note = dict[str, str](claim.inferred.items()).get(field)
        if note is None:
            continue
        if (convention := context.dataset.conventions.get(note)) is not None:
            yield context.based(node, predicate, note, convention.note, convention.at)
        else:
            context.statements.cover(Triple(node, predicate, value), (), note)
