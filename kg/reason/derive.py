"""Everything that is derived from a dataset, as values and as triples that name their rule and premises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.build.context import Context, concept, edtf_literal
from kg.namespaces import BK as bk
from kg.namespaces import RDF
from kg.reason.adopt import Adoption, adopt
from kg.reason.closure import Inferred, close, read_axioms
from kg.reason.contradictions import contradictions
from kg.reason.corroboration import Corroboration, corroborations
from kg.reason.verdict import Verdict
from kg.reason.world import World
from kg.terms import IRI, Term, Triple, number, text

__all__ = ["Derived", "derive", "describe_derived"]


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from a dataset.

    Attributes:
        inferred: The triples of the closure that nobody stated.
        contradictions: The verdicts on pairs of claims.
        corroborations: The groups of claims that say the same.
        adopted: The plain statements that the policy adopts.
        policy: The name of the policy.
    """

    inferred: tuple[Inferred, ...]
    contradictions: tuple[Verdict, ...]
    corroborations: tuple[Corroboration, ...]
    adopted: tuple[Adoption, ...]
    policy: str


def derive(world: World, content: Iterable[Triple], policy: str) -> Derived:
    """Return what follows from a dataset.

    Args:
        world: The dataset.
        content: Its content as triples, for the closure.
        policy: A key of ``kg.reason.adopt.POLICIES``.
    """
    verdicts = contradictions(world)
    return Derived(
        inferred=tuple(close(content, read_axioms())),
        contradictions=tuple(verdicts),
        corroborations=tuple(corroborations(world)),
        adopted=tuple(adopt(world, verdicts, policy)),
        policy=policy,
    )


def describe_derived(context: Context, derived: Derived) -> Iterator[Triple]:
    """Yield the triples of what was derived; their Statements are gathered in ``context``."""
    for inferred in derived.inferred:
        premises = [_premise(context, triple) for triple in inferred.premises]
        yield context.statements.follow(inferred.triple, concept("rule", inferred.rule), premises)
    for adoption in derived.adopted:
        yield _adopted(context, adoption, derived.policy)
    for verdict in derived.contradictions:
        yield from _contradiction(context, verdict)
    for corroboration in derived.corroborations:
        yield from _corroboration(context, corroboration)


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
    return context.statements.follow(triple, concept("rule", f"adopted-{policy}"), premises)


def _contradiction(context: Context, verdict: Verdict) -> Iterator[Triple]:
    node = context.name("contradiction", verdict.key)
    yield Triple(node, RDF.type, bk.Contradiction)
    yield Triple(node, bk.verdict, concept("verdict", verdict.verdict))
    yield Triple(node, bk.rule, concept("rule", verdict.rule))
    if verdict.dimension:
        yield Triple(node, bk.dimension, concept("dimension", verdict.dimension))
    yield Triple(node, bk.reason, text(verdict.reason, "en"))
    yield from _resting_on(context, node, bk.between, (verdict.one, verdict.two))


def _corroboration(context: Context, found: Corroboration) -> Iterator[Triple]:
    node = context.name("corroboration", found.key)
    yield Triple(node, RDF.type, bk.Corroboration)
    yield Triple(node, bk.rule, concept("rule", "same-thing-said"))
    yield Triple(node, bk.utterances, number(found.utterances))
    yield Triple(node, bk.claimants, number(found.claimants))
    yield Triple(node, bk.institutions, number(found.institutions))
    yield Triple(node, bk.sides, number(found.sides))
    yield from _resting_on(context, node, bk.corroborates, found.claims)


def _resting_on(context: Context, node: IRI, link: IRI, claims: Sequence[str]) -> Iterator[Triple]:
    """Yield the claims that a derived thing rests on, and their passages."""
    for key in claims:
        yield Triple(node, link, context.name("claim", key))
        for passage in context.passages(context.dataset.claims[key].at):
            yield Triple(node, bk.passage, passage)
