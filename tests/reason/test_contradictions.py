"""Per rule one true pair, and one near miss per guard."""

from __future__ import annotations

from typing import Any

import pytest

from kg.reason.contradictions import contradictions
from kg.reason.verdict import Verdict
from tests.reason.worlds import world

Claim = dict[str, Any]


def figure(who: str = "duke", said: str = "1901-05-03", **more: str) -> Claim:
    given = {"kind": "killed", "n": "100", "of": "south-army", "where": "fort", "when": "1901-05-02",
             "about": "assault-on-fort", **more}  # fmt: skip
    return {"who": who, "said": said, "figure": {key: value for key, value in given.items() if value}}


def control(who: str = "duke", **more: str) -> Claim:
    given = {"kind": "control", "extent": "full", "by": "north-army", "where": "fort", "when": "1901-05-02", **more}
    return {"who": who, "said": "1901-05-03", "situation": given}


def verdicts(**claims: Claim) -> list[Verdict]:
    return contradictions(world(**claims))


def only(**claims: Claim) -> tuple[str, str, str]:
    found = verdicts(**claims)
    assert len(found) == 1, found
    return found[0].rule, found[0].verdict, found[0].dimension


def test_two_numbers_for_one_thing_are_a_conflict() -> None:
    assert only(a=figure(), b=figure("countess", n="300")) == ("disjoint-ranges", "conflict", "")


@pytest.mark.parametrize("n", ["100", "50..150", "90..", "..120", ">99", "<101"])
def test_ranges_that_share_a_number_are_none(n: str) -> None:
    assert verdicts(a=figure(), b=figure("countess", n=n)) == []


def test_an_approximate_number_is_a_tension() -> None:
    assert only(a=figure(), b=figure("countess", n="~130"))[:2] == ("disjoint-ranges", "tension")


def test_an_inferred_field_makes_it_possible_only() -> None:
    soft = {**figure("countess", n="300"), "inferred": {"when": "the year follows from the title"}}
    assert only(a=figure(), b=soft)[:2] == ("disjoint-ranges", "possible-conflict")


def test_a_near_equal_force_makes_it_possible_only() -> None:
    found = only(a=figure(of="north-army"), b=figure("countess", n="300", of="riders"))
    assert found[:2] == ("disjoint-ranges", "possible-conflict")


@pytest.mark.parametrize(
    ("dimension", "change"),
    [
        ("force", {"of": "north-army"}),
        ("area", {"where": "mill"}),
        ("period", {"when": "1901-06-02"}),
        ("basis", {"per": "day"}),
    ],
)
def test_one_dimension_apart_is_not_comparable(dimension: str, change: dict[str, str]) -> None:
    found = only(a=figure(), b=figure("countess", n="300", **change))
    assert found == ("one-dimension-apart", "not-comparable", dimension)


def test_one_number_that_counts_two_things_is_not_comparable() -> None:
    assert only(a=figure(), b=figure("countess", kind="wounded")) == (
        "one-number-two-things",
        "not-comparable",
        "measure",
    )


def test_a_small_number_that_recurs_means_nothing() -> None:
    assert verdicts(a=figure(n="5"), b=figure("countess", n="5", kind="wounded")) == []


def test_another_measure_with_another_number_is_none() -> None:
    assert verdicts(a=figure(), b=figure("countess", n="300", kind="wounded")) == []


def test_a_promise_is_not_comparable_with_a_report() -> None:
    promised = {**figure("countess", n="300"), "act": "predict"}
    assert only(a=figure(), b=promised) == ("modality", "not-comparable", "modality")


def test_a_part_above_its_whole_is_a_conflict() -> None:
    found = only(a=figure(of="north-guard", n="500"), b=figure("countess", of="north-army"))
    assert found == ("part-exceeds-whole", "conflict", "")


@pytest.mark.parametrize(
    "part",
    [
        figure(of="north-guard", n="50"),
        figure(of="north-guard", n="..500"),
        figure(of="north-guard", n="500", per="day"),
    ],
)
def test_a_part_that_may_fit_is_no_conflict(part: Claim) -> None:
    assert not [v for v in verdicts(a=part, b=figure("countess", of="north-army")) if "conflict" in v.verdict]


def test_killed_above_all_casualties_is_a_conflict() -> None:
    assert only(a=figure(n="500"), b=figure("countess", kind="casualties"))[:2] == ("part-exceeds-whole", "conflict")


def test_the_same_figure_at_two_dates_is_a_possible_conflict() -> None:
    found = only(a=figure(), b=figure("countess", when="1901-07-02"))
    assert found[:2] == ("one-figure-two-dates", "possible-conflict")


def test_the_same_rate_at_two_dates_is_none() -> None:
    assert verdicts(a=figure(per="day"), b=figure("countess", when="1901-07-02", per="day")) == []


def test_the_same_claimant_later_revises() -> None:
    found = only(a=figure(), b=figure(said="1901-06-03", n="300"))
    assert found[:2] == ("same-claimant-later", "revision")


def test_one_utterance_with_two_figures_is_a_variant_report() -> None:
    assert only(a=figure(), b={**figure(n=">100"), "same": "a"})[:2] == ("variant-report", "variant-report")


def test_one_utterance_given_to_two_claimants_is_a_conflict() -> None:
    assert only(a=figure(), b={**figure("baron", n=">100"), "same": "a"})[:2] == ("attribution", "conflict")


def test_one_utterance_given_to_a_speaker_and_to_those_he_speaks_for_is_a_variant_report() -> None:
    assert only(a=figure("duke"), b={**figure("north-ministry", n=">100"), "same": "a"})[0] == "variant-report"


def test_one_utterance_told_twice_alike_is_none() -> None:
    assert verdicts(a=figure(), b={**figure(), "same": "a"}) == []


def test_lengths_are_compared_in_one_unit() -> None:
    long = figure(kind="advance", n="2", unit="kilometre", of="north-army")
    assert verdicts(a=long, b=figure("countess", kind="advance", n="2000", unit="metre", of="north-army")) == []
    short = figure("countess", kind="advance", n="200", unit="metre", of="north-army")
    assert only(a=long, b=short)[:2] == ("disjoint-ranges", "conflict")


def test_full_control_against_any_control_of_the_other_side() -> None:
    found = only(a=control(), b=control("countess", extent="part", by="south-army", where="gate"))
    assert found == ("control-by-two", "conflict", "")


def test_a_capture_implies_control_on_its_date() -> None:
    taken = {"who": "duke", "said": "1901-05-03",
             "occurrence": {"kind": "capture", "by": "north-army", "where": "fort", "when": "1901-05-02"}}  # fmt: skip
    assert only(a=taken, b=control("countess", extent="part", by="south-army"))[:2] == ("control-by-two", "conflict")
    later = control("countess", extent="part", by="south-army", when="1901-05-04")
    assert verdicts(a=taken, b=later) == []


@pytest.mark.parametrize(
    "other",
    [
        control("countess", extent="part", by="north-guard"),
        control("countess", extent="part", by="south-army", where="mill"),
        control("countess", extent="part", by="south-army", when="1901-06-01"),
        control("countess", extent="none", by="south-army"),
        {**control("countess", extent="part", by="south-army"), "act": "predict"},
    ],
    ids=["own side", "another place", "another time", "none of it", "a prediction"],
)
def test_control_that_both_can_have(other: Claim) -> None:
    assert not [v for v in verdicts(a=control(), b=other) if v.rule == "control-by-two"]


def test_parts_of_both_sides_go_together() -> None:
    assert verdicts(a=control(extent="most"), b=control("countess", extent="part", by="south-army")) == []


def test_all_and_most_of_one_side_is_a_tension() -> None:
    assert only(a=control(), b=control("countess", extent="most"))[:2] == ("two-extents", "tension")


def share(who: str, by: str, n: str, **more: str) -> Claim:
    given = {"kind": "share", "unit": "percent", "by": by, "n": n, "where": "fort", "when": "1901-05-02", **more}
    return {"who": who, "said": "1901-05-03", "figure": given}


def test_shares_above_the_whole_are_a_conflict() -> None:
    found = verdicts(a=share("duke", "north-army", "60"), b=share("countess", "south-army", "50.."))
    assert ("shares-above-whole", "conflict") in {(v.rule, v.verdict) for v in found}


@pytest.mark.parametrize(
    "other",
    [share("countess", "south-army", "40"), share("countess", "south-army", "..60"),
     share("countess", "south-army", "60", when="1901-09-02")],
)  # fmt: skip
def test_shares_that_fit_are_none(other: Claim) -> None:
    assert not [v for v in verdicts(a=share("duke", "north-army", "60"), b=other) if v.rule == "shares-above-whole"]


def occurrence(who: str, by: str, kind: str = "retreat", act: str = "assert", **more: str) -> Claim:
    given = {"kind": kind, "about": "rout", "by": by, "when": "1901-05-02", **more}
    return {"who": who, "said": "1901-05-03", "act": act, "occurrence": given}


def test_one_event_told_of_a_part_of_the_actor_is_a_refinement() -> None:
    found = only(a=occurrence("duke", "north-army"), b=occurrence("countess", "north-guard"))
    assert found[:2] == ("part-of-actor", "refinement")


def test_two_actors_that_are_no_part_of_each_other_are_two_proposals() -> None:
    assert verdicts(a=occurrence("duke", "north-scouts"), b=occurrence("countess", "north-guard")) == []


def test_a_promise_beside_a_report_is_not_comparable() -> None:
    found = only(a=occurrence("duke", "north-army", act="promise"), b=occurrence("countess", "north-army"))
    assert found == ("modality", "not-comparable", "modality")


@pytest.mark.parametrize(
    "report",
    [
        occurrence("countess", "south-army"),
        occurrence("countess", "north-army", when="1901-08-01"),
        occurrence("countess", "north-army", kind="attack"),
        occurrence("countess", "north-army", about="relief"),
    ],
)
def test_a_promise_of_something_else_is_no_near_miss(report: Claim) -> None:
    assert not [
        v for v in verdicts(a=occurrence("duke", "north-army", act="promise"), b=report) if v.rule == "modality"
    ]


def test_denials_disputes_and_revisions_are_taken_over() -> None:
    denied = {"who": "countess", "said": "1901-05-04", "act": "deny", "denies": "a"}
    disputed = {"who": "baron", "said": "1901-05-04", "disputes": "a", "situation": {"kind": "fighting"}}
    revised = {"who": "duke", "said": "1901-05-09", "revises": "a"}
    found = verdicts(a=occurrence("duke", "north-army"), b=denied, c=disputed, d=revised)
    assert [(v.rule, v.verdict) for v in found] == [
        ("declared-denial", "conflict"), ("declared-dispute", "conflict"), ("declared-revision", "withdrawn"),
    ]  # fmt: skip


def test_a_revision_that_says_something_changes_what_it_revises() -> None:
    found = only(a=occurrence("duke", "north-army"), b={**occurrence("duke", "south-army"), "revises": "a"})
    assert found[:2] == ("declared-revision", "revision")


@pytest.mark.parametrize("unsure", ["a", "b"])
def test_a_dispute_that_leaves_it_open_is_a_tension(unsure: str) -> None:
    claims: dict[str, Claim] = {
        "a": occurrence("duke", "north-army"),
        "b": {"who": "baron", "said": "1901-05-04", "disputes": "a", "situation": {"kind": "fighting"}},
    }
    claims[unsure] = {**claims[unsure], "hedge": "likely"}
    assert only(**claims)[:2] == ("declared-dispute", "tension")


def test_one_verdict_for_a_pair_of_utterances_and_a_rule() -> None:
    again = {**figure("countess", n="300"), "same": "b"}
    found = verdicts(a=figure(), b=figure("countess", n="300"), c=again)
    assert [(v.rule, v.one, v.two) for v in found] == [("disjoint-ranges", "a", "b")]


def test_the_reason_is_readable() -> None:
    (found,) = verdicts(a=figure(n="1000"), b=figure("countess", n="3000"))
    assert found.reason == "1,000 killed and 3,000 killed for the same thing"


@pytest.mark.parametrize(
    "part",
    [figure(of="north-guard", n="500", when=""), figure(of="north-guard", n="500", where="valley"),
     figure(of="riders", n="500")],
    ids=["no date", "a place of which nothing is known", "no part of it"],
)  # fmt: skip
def test_what_is_not_known_to_be_a_part_exceeds_nothing(part: Claim) -> None:
    found = verdicts(a=part, b=figure("countess", of="north-army"))
    assert not [v for v in found if v.rule == "part-exceeds-whole"]


def test_figures_of_one_claimant_for_two_days_are_no_near_miss() -> None:
    assert verdicts(a=figure(), b=figure(n="300", when="1901-06-02")) == []
    assert verdicts(a=figure(), b=figure(when="1901-06-02")) == []


def test_a_series_of_days_is_no_near_miss() -> None:
    days = {
        f"day-{day}": figure("countess" if day % 2 else "duke", n=f"{day}00", when=f"1901-05-0{day}")
        for day in range(1, 6)
    }
    assert verdicts(**days) == []
    assert len(verdicts(**dict(list(days.items())[:2]))) == 1


def test_periods_that_overlap_are_a_near_miss_also_in_a_series() -> None:
    days = {f"day-{day}": figure(n=f"{day}00", when=f"1901-05-0{day}") for day in range(1, 6)}
    found = verdicts(**days, x=figure("countess", n="9000", when="1901-05-05/1901-05-09"),
                     y=figure("baron", n="7000", when="1901-05-07/1901-05-12"))  # fmt: skip
    assert ("one-dimension-apart", "x", "y", "period") in {(v.rule, v.one, v.two, v.dimension) for v in found}


def test_a_number_that_recurs_elsewhere_at_another_time_means_nothing() -> None:
    other = figure("countess", kind="wounded", about="rout", when="1901-09-02")
    assert verdicts(a=figure(), b=other) == []


def test_a_thing_that_is_not_named_is_not_compared_with_one_that_is() -> None:
    guns = figure(kind="supply-received", n="100", of="north-army", item="shell")
    assert verdicts(a=guns, b=figure("countess", kind="supply-received", n="300", of="north-army")) == []
    assert only(a=guns, b={**guns, "who": "countess", "figure": {**guns["figure"], "n": "300"}})[0] == "disjoint-ranges"


@pytest.mark.parametrize("change", [{"toward": "mill"}, {"from": "fort"}], ids=["another aim", "out of it"])
def test_a_promise_to_go_elsewhere_is_no_near_miss(change: dict[str, str]) -> None:
    promised = occurrence("duke", "north-army", act="promise", toward="fort")
    assert only(a=promised, b=occurrence("countess", "north-army", toward="fort"))[0] == "modality"
    assert verdicts(a=promised, b=occurrence("countess", "north-army", **change)) == []


@pytest.mark.parametrize("about", ["assault-on-fort", ""])
def test_a_figure_of_the_whole_event_is_near_one_at_a_place_of_it(about: str) -> None:
    part = figure(n="500", where="", when="1901-05-09", about=about)
    whole = figure("countess", when="1901-05-08/1901-05-12", about=about)
    found = [(v.rule, v.verdict) for v in verdicts(a=part, b=whole)]
    assert found == ([("part-exceeds-whole", "possible-conflict")] if about else [])


def dispute(one: Claim, two: Claim) -> tuple[str, str]:
    return only(a=one, b={**two, "who": "countess", "disputes": "a"})[:2]


def test_opposed_views_are_a_tension_and_opposed_reports_a_conflict() -> None:
    aim = {"who": "duke", "situation": {"kind": "intention", "by": "north-army", "of": "south-army"}}
    chance = {"situation": {"kind": "advantage", "by": "south-army", "of": "north-army"}}
    repelled = {"occurrence": {"kind": "failed-attack", "by": "north-army", "of": "south-army", "where": "fort"}}
    assert dispute(aim, chance) == ("declared-dispute", "tension")
    assert dispute(aim, repelled) == ("declared-dispute", "conflict")


def test_to_be_at_a_place_does_not_keep_the_other_side_from_holding_it() -> None:
    there = {"who": "duke", "situation": {"kind": "presence", "by": "north-army", "where": "gate"}}
    held = {"situation": {"kind": "control", "by": "south-army", "where": "gate"}}
    assert dispute(there, held) == ("declared-dispute", "tension")
    taken = {"who": "duke", "situation": {"kind": "control", "by": "north-army", "where": "gate"}}
    assert dispute(taken, held) == ("declared-dispute", "conflict")


@pytest.mark.parametrize(
    ("ends", "found"), [("1901-09-04", "part-exceeds-whole"), ("1901-09-09", "one-dimension-apart")]
)
def test_running_totals_that_end_a_few_days_apart_are_compared(ends: str, found: str) -> None:
    whole = figure(when="1901-03/1901-09-02")
    assert only(a=whole, b=figure("countess", n="300", when=f"1901-05/{ends}"))[0] == found


def test_short_periods_get_no_slack() -> None:
    whole = figure(when="1901-05-02/1901-05-06")
    assert only(a=whole, b=figure("countess", n="300", when="1901-05-03/1901-05-07"))[0] == "one-dimension-apart"
