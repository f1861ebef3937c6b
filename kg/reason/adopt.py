"""The adopted layer: plain triples for what a named policy accepts, each with the claims it rests on.

No claim becomes a fact because nobody disputed it. A policy says which claims may be adopted; casualties and alleged
crimes never are, nor anything promised, predicted, hedged, doubted, disputed or left unverified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.dataset.proposition import Described, Quantified, Situation
from kg.rdf.concepts import collected
from kg.reason.verdict import Verdict
from kg.reason.world import Utterance, World

__all__ = ["POLICIES", "Adoption", "Decision", "adopt", "decide"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a policy adopts a claim, and why.

    Attributes:
        claim: The identifier of the claim.
        adopted: Whether it is adopted.
        reason: Why or why not, in words.
        support: The claims that the adoption rests on, the claim itself first.
    """

    claim: str
    adopted: bool
    reason: str
    support: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adoption:
    """A plain statement that a policy adopts.

    Attributes:
        subject: Kind and identifier of the subject, e.g. ``("event", "capture-of-bakhmut")``.
        predicate: The local name of the property.
        value: Kind and identifier of the object; the kind ``edtf`` or ``text`` for a literal.
        claims: The claims that it rests on.
        reasons: Why they are adopted.
    """

    subject: tuple[str, str]
    predicate: str
    value: tuple[str, str]
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


def _against(world: World, verdicts: list[Verdict]) -> frozenset[str]:
    """Return the claims that somebody denies, disputes or could not verify, or that are in conflict."""
    conflicts = [verdict for verdict in verdicts if verdict.verdict in collected("conflicting")]
    found = {key for verdict in conflicts for key in (verdict.one, verdict.two)}
    for utterance in world.utterances.values():
        claim = utterance.claim
        found.update(claim.denies + claim.disputes)
        if claim.assesses and claim.outcome in collected("not-verified"):
            found.add(claim.assesses)
    roots = {world.utterances[key].root for key in found if key in world.utterances}
    return frozenset(key for key, utterance in world.utterances.items() if utterance.root in roots)


def _barred(utterance: Utterance, against: frozenset[str]) -> str:
    """Return why a claim can be adopted by no policy; empty if it can."""
    claim, said = utterance.claim, utterance.proposition
    if said is None:
        return "it says nothing of its own"
    if isinstance(said, Quantified) or said.kind in collected("never-adopted"):
        return "figures, losses and alleged crimes are never adopted"
    if isinstance(said, Described) and said.polarity:
        return "it says that something is not so"
    if claim.act not in collected("stating"):
        return f"its act ({claim.act}) states nothing as so"
    if claim.hedge:
        return f"it is hedged ({', '.join(claim.hedge)})"
    if claim.doubt:
        return "its reading is doubtful"
    if utterance.id in against:
        return "somebody denies, disputes or could not verify it, or it is in conflict with another claim"
    return ""


def _supporters(world: World, utterance: Utterance) -> list[Utterance]:
    """Return the other utterances that confirm the claim."""
    return [u for u in world.utterances.values() if utterance.id in u.claim.confirms and u.root != utterance.root]


def _own_voice(world: World, utterance: Utterance) -> Decision | None:
    if utterance.claim.who is None:
        return Decision(utterance.id, True, "the document states it in its own voice", (utterance.id,))
    return None


def _admitted(world: World, utterance: Utterance) -> Decision | None:
    if utterance.claim.act == "admit":
        return Decision(utterance.id, True, "the claimant admits it against interest", (utterance.id,))
    return None


def _agreed(world: World, utterance: Utterance) -> Decision | None:
    side = world.side(utterance.claimant)
    for other in _supporters(world, utterance):
        other_side = world.side(other.claimant)
        if side and other_side and side != other_side:
            return Decision(utterance.id, True, "opposing sides agree on it", (utterance.id, other.id))
    return None


Test = Callable[[World, Utterance], Decision | None]
POLICIES: Final[Mapping[str, tuple[str, tuple[Test, ...]]]] = {
    "default": (
        "What a document states in its own voice, or is admitted against interest, or agreed by opposing sides, "
        "and nobody disputes or could not verify.",
        (_own_voice, _admitted, _agreed),
    ),
    "strict": (
        "Only what is admitted against interest or agreed by opposing sides; no document is trusted on its own.",
        (_admitted, _agreed),
    ),
}
"""The policies by name: what each means, and the tests of which one must hold."""


def decide(world: World, verdicts: list[Verdict], policy: str) -> list[Decision]:
    """Return the decision of a policy on every claim.

    Args:
        world: The dataset.
        verdicts: The contradictions.
        policy: A key of ``POLICIES``.
    """
    against = _against(world, verdicts)
    tests = POLICIES[policy][1]
    return [_decide(world, utterance, against, tests) for utterance in world.utterances.values()]


def _decide(world: World, utterance: Utterance, against: frozenset[str], tests: tuple[Test, ...]) -> Decision:
    why = _barred(utterance, against)
    if why:
        return Decision(utterance.id, False, why, ())
    for test in tests:
        found = test(world, utterance)
        if found is not None:
            return found
    return Decision(utterance.id, False, "one side's word, or a third party's, that nobody else states", ())


def adopt(world: World, verdicts: list[Verdict], policy: str) -> list[Adoption]:
    """Return the plain statements that a policy adopts, each once, with all claims that it rests on."""
    gathered: dict[tuple[tuple[str, str], str, tuple[str, str]], list[Decision]] = {}
    for decision in decide(world, verdicts, policy):
        if decision.adopted:
            for statement in _statements(world, world.utterances[decision.claim]):
                gathered.setdefault(statement, []).append(decision)
    return [
        Adoption(
            *statement,
            tuple(sorted({key for decision in decisions for key in decision.support})),
            tuple(sorted({decision.reason for decision in decisions})),
        )
        for statement, decisions in sorted(gathered.items())
    ]


def _statements(world: World, utterance: Utterance) -> Iterator[tuple[tuple[str, str], str, tuple[str, str]]]:
    """Yield what a claim says as plain statements: of an event, of who took part, of who held an office."""
    said = utterance.proposition
    assert said is not None
    data = world.dataset
    if isinstance(said, Situation) and said.kind == "role":
        for person in said.by:
            for org in said.org:
                yield ("actor", person), "officeIn", ("actor", org)
    elif isinstance(said, Situation) and said.kind == "participation" and said.about is None:
        for actor in said.by:
            yield ("battle", data.manifest.battle), "participant", ("actor", actor)
    elif utterance.claim.occurrence is not None and said.about and _is_kind(world, said.about, said.kind):
        subject = ("event", said.about)
        for actor in said.by:
            yield subject, "participant", ("actor", actor)
        for place in said.where:
            yield subject, "place", ("place", place)
        if said.when:
            yield subject, "happened", ("edtf", said.when)


def _is_kind(world: World, event: str, kind: str) -> bool:
    found = world.dataset.events.get(event)
    return found is not None and found.kind == kind
