"""``battlekg reason``: what it prints is what was derived."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.cli.main import main
from kg.reason import POLICIES
from tests.builder.graphs import built, dataset
from tests.fixtures import TOYFORT


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["reason", "--dataset", str(TOYFORT), *options]) == 0
    return capsys.readouterr().out


def found(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(printed(capsys, "--format", "json", *options))
    return result


def test_the_counts_are_those_of_the_graph(capsys: pytest.CaptureFixture[str]) -> None:
    report, derived = found(capsys), built("toyfort").derived
    assert sum(report["inferred"].values()) == len(derived.inferred) > 0
    assert len(report["contradictions"]) == len(derived.contradictions) > 0
    assert len(report["corroborations"]) == len(derived.corroborations) > 0
    assert len(report["policies"]["default"]["statements"]) == len(derived.adopted) > 0


def test_every_contradiction_has_verdict_reason_and_passages(capsys: pytest.CaptureFixture[str]) -> None:
    for one in found(capsys)["contradictions"]:
        assert one["verdict"]
        assert one["rule"]
        assert one["reason"]
        assert (one["dimension"] != "") == (one["verdict"] == "not-comparable")
        assert len(one["between"]) == 2
        for claim in one["between"]:
            assert claim["passages"] == list(dataset("toyfort").claims[claim["claim"]].at)


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_decides_on_every_claim_and_says_why(policy: str, capsys: pytest.CaptureFixture[str]) -> None:
    report = found(capsys, "--policy", policy)
    assert list(report["policies"]) == [policy]
    told = report["policies"][policy]
    assert sum(told["why"].values()) == told["claims adopted"]
    assert (
        sum(told["why"].values()) + sum(told["why not"].values()) == report["claims"] == len(dataset("toyfort").claims)
    )


def test_without_a_policy_all_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(found(capsys)["policies"]) == list(POLICIES)


def test_the_text_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    text, report = printed(capsys), found(capsys)
    assert f"Contradictions: {len(report['contradictions'])}" in text
    assert f"Corroborated: {len(report['corroborations'])}" in text
    for one in report["contradictions"]:
        assert one["reason"] in text
    for policy in report["policies"].values():
        assert policy["meaning"] in text
        for statement in policy["statements"]:
            assert f"{statement['subject']} {statement['predicate']} {statement['value']}: " in text


def test_an_unknown_policy_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reason", "--dataset", str(TOYFORT), "--policy", "lenient"]) == 2
    assert "take one of default, strict" in capsys.readouterr().err


def test_every_policy_rule_verdict_and_dimension_has_a_concept() -> None:
    from kg.rdf.concepts import schemes
    from kg.reason.compare import Dimension

    assert schemes()["policy"].keys() == POLICIES.keys()
    assert schemes()["dimension"].keys() == {dimension.value for dimension in Dimension}
    for verdict in built("bakhmut").derived.contradictions:
        assert verdict.rule in schemes()["rule"]
        assert verdict.verdict in schemes()["verdict"]
