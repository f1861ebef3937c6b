"""Who says the same: counted by utterances, claimants, institutions and sides."""

from __future__ import annotations

from typing import Any

import pytest

from kg.reason.corroboration import Corroboration, corroborations
from tests.reason.worlds import world

Claim = dict[str, Any]


def told(who: str, **more: Any) -> Claim:
    given = {"kind": "retreat", "about": "rout", "by": "south-army", "where": "mill", "when": "1901-05-02"}
    return {"who": who, "said": "1901-05-03", "occurrence": {**given, **more}}


def counted(**claims: Claim) -> list[tuple[int, int, int, int]]:
    found = corroborations(world(**claims))
    return [(one.utterances, one.claimants, one.institutions, one.sides) for one in found]


def test_two_claimants_of_two_sides() -> None:
    assert corroborations(world(a=told("duke"), b=told("countess"))) == [Corroboration(("a", "b"), 2, 2, 2, 2)]


def test_two_officials_of_one_ministry_are_one_institution() -> None:
    assert counted(a=told("duke"), b=told("baron")) == [(2, 2, 1, 1)]


def test_a_claimant_who_repeats_himself_corroborates_nothing() -> None:
    assert counted(a=told("duke"), b=told("duke")) == []


def test_two_tellings_of_one_utterance_are_one() -> None:
    again = {**told("countess"), "same": "b"}
    found = corroborations(world(a=told("duke"), b=told("countess"), c=again))
    assert found == [Corroboration(("a", "b"), 2, 2, 2, 2)]
    assert corroborations(world(a=told("duke"), b={**told("duke"), "same": "a"})) == []


def test_a_statement_that_may_be_the_words_of_the_other_adds_none() -> None:
    open_ = {"or-who": "duke", "doubt": "Invented."}
    assert counted(a=told("duke"), b={**told("countess"), **open_}) == []
    assert counted(a=told("duke"), b={**told("countess"), **open_, "confirms": "a"}) == []
    assert counted(a=told("baron"), b={**told("countess"), **open_}) == [(2, 2, 2, 2)]


def test_what_is_moved_and_where_to_is_enough() -> None:
    def moved(who: str, **toward: str) -> Claim:
        sent: Claim = {"kind": "deployment", "of": "riders", "when": "1901-05-02", **toward}
        return {"who": who, "said": "1901-05-03", "occurrence": sent}

    assert counted(a=moved("duke", toward="fort"), b=moved("countess", toward="fort")) == [(2, 2, 2, 2)]
    assert counted(a=moved("duke", toward="fort"), b=moved("countess", toward="mill")) == []
    assert counted(a=moved("duke"), b=moved("countess")) == []


def test_whoever_belongs_to_no_side_adds_none() -> None:
    assert counted(a=told("duke"), b=told("watchers")) == [(2, 2, 2, 1)]


@pytest.mark.parametrize(
    "change",
    [{"kind": "attack"}, {"about": "relief"}, {"by": "north-army"}, {"where": "fort"}, {"when": "1901-06-02"},
     {"toward": "fort"}, {"item": "position"}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_what_differs_in_one_thing_is_not_the_same(change: dict[str, str]) -> None:
    assert counted(a=told("duke"), b=told("countess", **change)) == []


def test_a_day_within_a_narrow_span_is_the_same_time() -> None:
    assert counted(a=told("duke"), b=told("countess", when="1901-05-01/1901-05-03")) == [(2, 2, 2, 2)]
    assert counted(a=told("duke"), b=told("countess", when="1901-05")) == []


def test_a_promise_corroborates_nothing() -> None:
    assert counted(a=told("duke"), b={**told("countess"), "act": "predict"}) == []


def test_a_vague_statement_corroborates_nothing() -> None:
    vague = {"kind": "retreat", "about": "rout", "by": ""}
    claims = [{"who": who, "occurrence": {k: v for k, v in vague.items() if v}} for who in ("duke", "countess")]
    assert counted(a=claims[0], b=claims[1]) == []


def figure(who: str, **more: str) -> Claim:
    given = {"kind": "killed", "n": "100", "of": "south-army", "when": "1901-05-02"}
    return {"who": who, "said": "1901-05-03", "figure": {**given, **more}}


def test_figures_must_be_the_same() -> None:
    assert counted(a=figure("duke"), b=figure("countess")) == [(2, 2, 2, 2)]
    assert counted(a=figure("duke"), b=figure("countess", n=">100")) == []
    assert counted(a=figure("duke"), b=figure("countess", kind="wounded")) == []


def test_a_confirmation_joins_what_is_worded_otherwise() -> None:
    confirmed = {**told("countess", where="fort"), "confirms": "a", "act": "confirm"}
    assert counted(a=told("duke"), b=confirmed) == [(2, 2, 2, 2)]


def test_a_confirmation_does_not_make_two_figures_one() -> None:
    confirmed = {**figure("countess", n="300"), "confirms": "a", "act": "confirm"}
    assert counted(a=figure("duke"), b=confirmed) == []


def test_groups_that_share_a_claim_are_one() -> None:
    third = {**told("watchers", where="fort"), "confirms": "b", "act": "confirm"}
    assert counted(a=told("duke"), b=told("countess"), c=third) == [(3, 3, 3, 2)]
