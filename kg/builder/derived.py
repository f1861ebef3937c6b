"""What follows from a dataset as triples, each with the rule and the claims or Statements that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from kg.builder.context import Context, concept, edtf_literal
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF
from kg.rdf.terms import IRI, Term, Triple, number, text
from kg.rdf.vocabulary import CLASSES
from kg.reason import Corroboration, Derived
from kg.reason.adopt import Adoption
from kg.reason.counterparts import Counterpart
from kg.reason.verdict import Verdict

__all__ = ["describe_derived"]


def describe_derived(context: Context, derived: Derived) -> Iterator[Triple]:
    """Yield the triples of what was derived; their Statements are gathered in ``context``."""
    closed = {prop.iri for made in CLASSES.values() for prop in made.properties if prop.coverage == "closure"}
    for inferred in derived.inferred:
        if inferred.triple.p not in closed:
            premises = [_premise(context, triple) for triple in inferred.premises]
            context.statements.follow(inferred.triple, concept("rule", inferred.rule), premises)
        yield inferred.triple
    for adoption in derived.adopted:
        yield _adopted(context, adoption, derived.policy)
    for verdict in derived.contradictions:
        yield from _contradiction(context, verdict)
    for corroboration in derived.corroborations:
        yield from _corroboration(context, corroboration)
    for counterpart in derived.counterparts:
        yield from _counterpart(context, counterpart)


def _premise(context: Context, triple: Triple) -> IRI:
    """Return what stands for a premise: the claim that it belongs to, or the Statement that covers it."""
    if triple.s.startswith(context.prefixes["claim"]):
        return triple.s
    return context.statements.iri(triple)


def _adopted(context: Context, adoption: Adoption, policy: str) -> Triple:
    kind, key = adoption.value
    value: Term = edtf_literal(key) if kind == "edtf" else context.name(kind, key)
    triple = Triple(context.name(*adoption.subject), bk(adoption.predicate), value)
    premises = [context.name("claim", claim) for claim in adoption.claims]
    grounds = concept("policy", policy), adoption.reasons
    return context.statements.follow(triple, concept("rule", "adoption"), premises, *grounds)


def _contradiction(context: Context, verdict: Verdict) -> Iterator[Triple]:
    node = context.name("contradiction", verdict.key)
    yield Triple(node, RDF.type, bk.Contradiction)
    for key in (verdict.one, verdict.two):
        yield Triple(node, bk.between, context.name("claim", key))
    yield Triple(node, bk.verdict, concept("verdict", verdict.verdict))
    yield Triple(node, bk.rule, concept("rule", verdict.rule))
    if verdict.dimension:
        yield Triple(node, bk.dimension, concept("dimension", verdict.dimension))
    yield Triple(node, bk.reason, text(verdict.reason, "en"))


def _corroboration(context: Context, found: Corroboration) -> Iterator[Triple]:
    node = context.name("corroboration", found.key)
    yield Triple(node, RDF.type, bk.Corroboration)
    for key in found.claims:
        yield Triple(node, bk.corroborates, context.name("claim", key))
    yield Triple(node, bk.rule, concept("rule", "same-thing-said"))
    yield Triple(node, bk.utterances, number(found.utterances))
    yield Triple(node, bk.claimants, number(found.claimants))
    yield Triple(node, bk.institutions, number(found.institutions))
    yield Triple(node, bk.sides, number(found.sides))


def _counterpart(context: Context, found: Counterpart) -> Iterator[Triple]:
    node = context.name("counterpart", found.key)
    yield Triple(node, RDF.type, bk.Counterpart)
    for key in (found.one, found.two):
        yield Triple(node, bk.compares, context.name("claim", key))
    yield Triple(node, bk.standing, concept("standing", found.standing))
    yield Triple(node, bk.rule, concept("rule", "one-matter"))
    yield Triple(node, bk.reason, text(found.reason, "en"))
