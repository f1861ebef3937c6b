"""What each policy adopts, and each ground on which it does not."""

from __future__ import annotations

from typing import Any

import pytest

from kg.reason import POLICIES, World
from kg.reason.adopt import Adoption, Decision, adopt, decide
from kg.reason.contradictions import contradictions
from tests.builder.graphs import dataset
from tests.reason.worlds import world

Claim = dict[str, Any]


def told(who: str | None = None, act: str = "assert", kind: str = "retreat", **more: Any) -> Claim:
    given = {"kind": kind, "about": "rout", "by": "south-army", "where": "mill", "when": "1901-05-02"}
    claim: Claim = {"said": "1901-05-03", "act": act, "occurrence": given, **more}
    return {**claim, "who": who} if who else claim


def confirming(who: str, target: str = "a") -> Claim:
    return told(who, act="confirm", confirms=target)


def decided(policy: str = "default", **claims: Claim) -> dict[str, Decision]:
    made = world(**claims)
    return {found.claim: found for found in decide(made, contradictions(made), policy)}


def adopted(policy: str = "default", **claims: Claim) -> list[Adoption]:
    made = world(**claims)
    return adopt(made, contradictions(made), policy)


def test_own_voice_is_adopted_by_default_and_not_by_the_strict_policy() -> None:
    assert decided(a=told())["a"] == Decision("a", True, "the document states it in its own voice", ("a",))
    assert not decided("strict", a=told())["a"].adopted


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_admitted_against_interest_is_adopted(policy: str) -> None:
    found = decided(policy, a=told("countess", act="admit"))["a"]
    assert found.adopted
    assert "against interest" in found.reason


@pytest.mark.parametrize("policy", POLICIES)
def test_what_opposing_sides_agree_on_is_adopted(policy: str) -> None:
    found = decided(policy, a=told("duke"), b=confirming("countess"))["a"]
    assert (found.adopted, found.support) == (True, ("a", "b"))


@pytest.mark.parametrize(
    "other",
    [confirming("baron"), confirming("watchers"), {**confirming("countess"), "same": "a"}, told("countess")],
    ids=["one's own side", "nobody's side", "the same utterance", "without a word on it"],
)
def test_other_agreement_is_not_enough(other: Claim) -> None:
    assert not decided(a=told("duke"), b=other)["a"].adopted


def test_that_nobody_disputes_it_is_no_reason() -> None:
    found = decided(a=told("duke"))["a"]
    assert (found.adopted, found.support) == (False, ())
    assert "nobody else states" in found.reason


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (told(act="promise"), "states nothing as so"),
        (told(act="predict"), "states nothing as so"),
        (told(hedge=["possible"]), "hedged"),
        (told(doubt="Two readings."), "doubtful"),
        (told(kind="killing"), "never adopted"),
        (told(kind="beheading"), "never adopted"),
        (
            {"ratio": {"kind": "killed", "to-kind": "killed", "of": "south-army", "to-of": "north-army", "n": "7"}},
            "never adopted",
        ),
        ({"figure": {"kind": "killed", "n": "100", "of": "south-army"}}, "never adopted"),
        ({"figure": {"kind": "advance", "n": "2", "unit": "kilometre", "by": "north-army"}}, "never adopted"),
        ({"denies": "z"}, "says nothing of its own"),
    ],
)
@pytest.mark.parametrize("policy", POLICIES)
def test_what_no_policy_adopts(policy: str, claim: Claim, why: str) -> None:
    found = decided(policy, a=claim, z=told("duke", kind="attack"))["a"]
    assert not found.adopted
    assert why in found.reason


@pytest.mark.parametrize(
    "answer",
    [
        {"who": "countess", "act": "deny", "denies": "a"},
        {"who": "countess", "disputes": "a", "situation": {"kind": "fighting"}},
        {"who": "watchers", "act": "assess", "assesses": "a", "outcome": "could-not-verify"},
        {"who": "watchers", "act": "assess", "assesses": "a", "outcome": "refuted"},
    ],
)
def test_what_is_denied_disputed_or_not_verified_is_not_adopted(answer: Claim) -> None:
    assert decided(a=told())["a"].adopted
    assert not decided(a=told(), b=answer)["a"].adopted


def test_a_check_that_it_stood_does_not_bar_it() -> None:
    check = {"who": "watchers", "act": "assess", "assesses": "a", "outcome": "verified"}
    assert decided(a=told(), b=check)["a"].adopted


def test_what_is_denied_is_denied_in_every_telling() -> None:
    found = decided(a=told(), b=told(same="a"), c={"who": "countess", "act": "deny", "denies": "a"})
    assert not found["b"].adopted


def test_what_is_in_conflict_is_not_adopted() -> None:
    full = {
        "situation": {"kind": "control", "extent": "full", "by": "north-army", "where": "fort", "when": "1901-05-02"}
    }
    part = {
        "who": "countess",
        "said": "1901-05-03",
        "situation": {**full["situation"], "extent": "part", "by": "south-army"},
    }
    assert decided(a=full)["a"].adopted
    assert not decided(a=full, b=part)["a"].adopted


def test_an_event_gets_actor_place_and_day() -> None:
    found = {(a.subject, a.predicate, a.value) for a in adopted(a=told())}
    rout = ("event", "rout")
    assert found == {
        (rout, "participant", ("actor", "south-army")), (rout, "place", ("place", "mill")),
        (rout, "happened", ("edtf", "1901-05-02")),
    }  # fmt: skip


def test_an_event_gets_nothing_from_a_claim_of_another_kind() -> None:
    assert adopted(a=told(kind="attack")) == []


def test_offices_and_participation() -> None:
    role = {"situation": {"kind": "role", "role": "duke", "by": "duke", "org": "north-ministry"}}
    fought = {"situation": {"kind": "participation", "by": ["riders", "north-guard"]}}
    found = {(a.subject, a.predicate, a.value) for a in adopted(a=role, b=fought)}
    assert found == {
        (("actor", "duke"), "officeIn", ("actor", "north-ministry")),
        (("battle", "siege"), "participant", ("actor", "riders")),
        (("battle", "siege"), "participant", ("actor", "north-guard")),
    }


def test_one_statement_rests_on_all_its_claims_and_grounds() -> None:
    found = adopted(a=told(), b=told("countess", act="admit"))
    assert len(found) == 3
    for adoption in found:
        assert adoption.claims == ("a", "b")
        assert adoption.reasons == (
            "the claimant admits it against interest",
            "the document states it in its own voice",
        )


def test_every_claim_of_the_dataset_is_decided_on_and_the_strict_policy_adopts_less() -> None:
    made = World(dataset("bakhmut"))
    verdicts = contradictions(made)
    chosen = {}
    for policy in POLICIES:
        decisions = decide(made, verdicts, policy)
        assert [decision.claim for decision in decisions] == list(made.utterances)
        assert all(decision.reason for decision in decisions)
        chosen[policy] = {decision.claim for decision in decisions if decision.adopted}
    assert set() < chosen["strict"] < chosen["default"]


def test_no_figure_loss_or_conflict_of_the_dataset_is_adopted() -> None:
    made = World(dataset("bakhmut"))
    verdicts = contradictions(made)
    bad = {key for v in verdicts if v.verdict in ("conflict", "possible-conflict") for key in (v.one, v.two)}
    for policy in POLICIES:
        for adoption in adopt(made, verdicts, policy):
            for key in adoption.claims:
                claim = made.utterances[key].claim
                assert claim.figure is None
                assert claim.ratio is None
                assert not claim.hedge
                assert key not in bad
