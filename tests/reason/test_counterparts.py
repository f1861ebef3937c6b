"""Which claims of two documents speak of one matter, and how they stand to each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.reason.contradictions import contradictions
from kg.reason.corroboration import corroborations
from kg.reason.counterparts import counterparts
from kg.reason.world import World
from tests.reason.worlds import dataset

HERE, THERE = "gazette.body.1.1", "annals.body.1.1"


def standing(one: dict[str, Any], two: dict[str, Any], there: str = THERE) -> str:
    """Return how a claim of the gazette stands to one of the annals; empty where they do not meet."""
    made = dataset(one={**one, "at": HERE}, two={**two, "at": there})
    annals = made.documents["gazette"].model_copy(update={"key": "annals"})
    world = World(replace(made, documents={**made.documents, "annals": annals}))
    found = counterparts(world, contradictions(world), corroborations(world))
    return found[0].standing if found else ""


def figure(n: str, **fields: Any) -> dict[str, Any]:
    return {"figure": {"kind": "killed", "about": "rout", "of": "north-army", "item": "combatant", "n": n, **fields}}


def situation(kind: str, **fields: Any) -> dict[str, Any]:
    return {"situation": {"kind": kind, **fields}}


def occurrence(kind: str, **fields: Any) -> dict[str, Any]:
    return {"occurrence": {"kind": kind, **fields}}


HELD = {"by": "north-army", "where": "fort"}


def test_claims_of_one_document_are_no_counterparts() -> None:
    assert standing(figure("20"), figure("20")) == "same"
    assert standing(figure("20"), figure("20"), there="gazette.body.1.2") == ""


def test_figures_that_exclude_each_other_differ() -> None:
    assert standing(figure("20"), figure("90")) == "differs"


def test_figures_that_go_together_are_near() -> None:
    assert standing(figure("20.."), figure("90")) == "near"


def test_figures_of_two_times_do_not_differ() -> None:
    assert standing(figure("20", when="[..1901-05-08]"), figure("90", when="1901-07-01")) == "other-time"


@pytest.mark.parametrize("other", [{"item": "gun"}, {"kind": "wounded"}, {"of": "south-army"}, {"per": "day"}])
def test_figures_that_count_other_things_do_not_meet(other: dict[str, Any]) -> None:
    assert standing(figure("20"), figure("20", **other)) == ""


def test_to_have_taken_a_place_and_to_hold_it_is_one_matter() -> None:
    taken = occurrence("capture", **HELD, when="[..1901-05-08]")
    assert standing(taken, situation("control", **HELD, when="1901-05-08")) == "near"
    assert standing(taken, situation("control", by="north-army", where="mill")) == ""


def test_an_office_is_the_same_at_two_dates() -> None:
    office = {"by": "duke", "role": "minister", "org": "north-ministry"}
    assert standing(situation("role", **office, when="1901-05-01"), situation("role", **office)) == "same"
    assert standing(situation("role", **office), situation("role", **{**office, "role": "head"})) == "near"
    assert standing(situation("role", **office), situation("role", **{**office, "by": "baron"})) == ""


def test_control_at_two_dates_is_of_two_times() -> None:
    first, second = ({**HELD, "extent": "full", "when": when} for when in ("1901-05-01", "1901-06-01"))
    assert standing(situation("control", **first), situation("control", **second)) == "other-time"


def test_a_mere_topic_is_near_at_most_and_needs_all_to_be_equal() -> None:
    assert standing(situation("condition", **HELD), situation("condition", **HELD)) == "near"
    assert standing(situation("condition", **HELD), situation("condition", by="north-army")) == ""
    assert standing(situation("condition", **HELD), situation("condition", by="north-guard", where="fort")) == ""


def test_a_mere_topic_of_one_event_is_near() -> None:
    one = situation("importance", about="rout", by="north-army")
    place = situation("condition", about="rout", where="fort")
    assert standing(place, place) == ""
    assert standing(one, situation("importance", about="rout")) == "near"
    assert standing(one, situation("importance", about="relief")) == ""


def test_two_forces_of_one_side_do_not_take_part_as_one() -> None:
    part = situation("participation", by="riders", where="fort")
    assert standing(part, situation("participation", by="north-army", where="fort")) == ""
    assert standing(part, situation("participation", by="riders", where="fort")) == "same"


def test_a_prediction_announces() -> None:
    told = occurrence("capture", about="assault-on-fort", where="fort", by="north-army")
    assert standing({**told, "act": "predict"}, told) == "announced"
    topic = situation("importance", about="rout")
    assert standing({**topic, "act": "demand"}, topic) == ""


def test_other_things_of_one_event_and_the_same_days() -> None:
    left = occurrence("withdrawal", about="assault-on-fort", by="south-army", when="1901-05-07")
    assert standing(left, situation("intention", about="assault-on-fort", when="1901-05-08")) == "same-event"
    assert standing(left, situation("intention", about="assault-on-fort", when="1901-06-08")) == ""
    assert standing(left, situation("intention", about="assault-on-fort")) == ""
    assert standing(left, situation("intention", about="siege", when="1901-05-08")) == ""


def test_a_part_of_who_and_where_goes_together() -> None:
    whole = occurrence("attack", by="north-army", where="fort", when="1901-05-08")
    assert standing(whole, occurrence("attack", by="north-guard", where="fort", when="1901-05-08")) == "near"
    assert standing(whole, occurrence("attack", by="south-army", where="fort", when="1901-05-08")) == ""
