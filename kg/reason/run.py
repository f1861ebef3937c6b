"""``battlekg reason``: what follows from a dataset, what conflicts, and what each policy adopts and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TextIO

from kg.faults import Fault, FaultError
from kg.model import Dataset
from kg.reason.adopt import POLICIES, Adoption, Decision, adopt, decide
from kg.reason.corroboration import Corroboration
from kg.reason.derive import Derived
from kg.reason.verdict import Verdict
from kg.reason.world import World
from kg.schemes import schemes

__all__ = ["check_policy", "report", "run"]

_FIRST: Final = tuple(schemes()["verdict"])
"""The verdicts in the order in which they are shown: the gravest first."""


def check_policy(name: str) -> str:
    """Return the name of a policy.

    Raises:
        FaultError: There is no such policy.
    """
    if name not in POLICIES:
        what = f"there is no policy '{name}'"
        raise FaultError([Fault("", 0, "usage", what, f"take one of {', '.join(sorted(POLICIES))}")])
    return name


def run(dataset: Dataset, derived: Derived, policies: Sequence[str], form: str, out: TextIO) -> int:
    """Print the report as text or JSON and return the exit code.

    Args:
        dataset: The dataset.
        derived: What was derived from it.
        policies: The policies that are reported on.
        form: ``text`` or ``json``.
        out: Where to print.
    """
    found = report(dataset, derived, policies)
    if form == "json":
        print(json.dumps(found, indent=2, ensure_ascii=False), file=out)
    else:
        for line in _lines(found):
            print(line, file=out)
    return 0


def report(dataset: Dataset, derived: Derived, policies: Iterable[str]) -> dict[str, Any]:
    """Return the report as plain values: what follows, what conflicts, what is corroborated, what is adopted."""
    world = World(dataset)
    verdicts = list(derived.contradictions)
    return {
        "claims": len(dataset.claims),
        "inferred": dict(sorted(Counter(inferred.rule for inferred in derived.inferred).items())),
        "contradictions": [_contradiction(dataset, verdict) for verdict in sorted(verdicts, key=_gravity)],
        "corroborations": [_corroboration(dataset, found) for found in derived.corroborations],
        "policies": {name: _policy(dataset, world, verdicts, name) for name in policies},
    }


def _gravity(verdict: Verdict) -> tuple[int, str, str, str]:
    return _FIRST.index(verdict.verdict), verdict.rule, verdict.one, verdict.two


def _told(dataset: Dataset, claims: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"claim": key, "says": dataset.claims[key].says, "passages": list(dataset.claims[key].at)} for key in claims
    ]


def _contradiction(dataset: Dataset, verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.verdict, "rule": verdict.rule, "dimension": verdict.dimension, "reason": verdict.reason,
        "between": _told(dataset, (verdict.one, verdict.two)),
    }  # fmt: skip


def _corroboration(dataset: Dataset, found: Corroboration) -> dict[str, Any]:
    return {
        "utterances": found.utterances, "claimants": found.claimants, "institutions": found.institutions,
        "sides": found.sides, "claims": _told(dataset, found.claims),
    }  # fmt: skip


def _policy(dataset: Dataset, world: World, verdicts: list[Verdict], name: str) -> dict[str, Any]:
    decisions = decide(world, verdicts, name)
    adopted = adopt(world, verdicts, name)
    return {
        "meaning": POLICIES[name][0],
        "claims adopted": sum(decision.adopted for decision in decisions),
        "why": _reasons(decision for decision in decisions if decision.adopted),
        "why not": _reasons(decision for decision in decisions if not decision.adopted),
        "statements": [_adoption(dataset, adoption) for adoption in adopted],
    }


def _reasons(decisions: Iterable[Decision]) -> dict[str, int]:
    counted = Counter(decision.reason for decision in decisions)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _adoption(dataset: Dataset, adoption: Adoption) -> dict[str, Any]:
    return {
        "subject": ":".join(adoption.subject), "predicate": adoption.predicate, "value": ":".join(adoption.value),
        "reasons": list(adoption.reasons), "claims": _told(dataset, adoption.claims),
    }  # fmt: skip


def _lines(found: dict[str, Any]) -> Iterator[str]:
    inferred, rules = found["inferred"], schemes()["rule"]
    yield f"Inferred from {found['claims']} claims and the entities: {sum(inferred.values())} triples"
    for rule, number in inferred.items():
        yield f"  {number:5}  {rules[rule].label} ({rule})"
    for name, policy in found["policies"].items():
        yield from _policy_lines(name, policy)
    yield ""
    yield f"Corroborated: {len(found['corroborations'])}"
    for group in found["corroborations"]:
        counts = (f"{what} {group[what]}" for what in ("utterances", "claimants", "institutions", "sides"))
        yield f"  {', '.join(counts)}"
        yield from _claim_lines(group["claims"])
    yield ""
    counted = Counter(one["verdict"] for one in found["contradictions"])
    yield f"Contradictions: {len(found['contradictions'])}"
    for verdict in (verdict for verdict in _FIRST if counted[verdict]):
        yield f"  {counted[verdict]:5}  {schemes()['verdict'][verdict].label}"
    for one in found["contradictions"]:
        yield f"  {schemes()['verdict'][one['verdict']].label} ({one['rule']}): {one['reason']}"
        yield from _claim_lines(one["between"])


def _policy_lines(name: str, policy: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield f"Policy {name}: {policy['meaning']}"
    yield f"  adopts {policy['claims adopted']} claims, which give {len(policy['statements'])} statements"
    for reason, number in policy["why"].items():
        yield f"  {number:5}  {reason}"
    yield "  does not adopt"
    for reason, number in policy["why not"].items():
        yield f"  {number:5}  {reason}"
    for statement in policy["statements"]:
        stated = f"{statement['subject']} {statement['predicate']} {statement['value']}"
        yield f"  {stated}: {'; '.join(statement['reasons'])}"
        yield from _claim_lines(statement["claims"])


def _claim_lines(claims: Iterable[dict[str, Any]]) -> Iterator[str]:
    for claim in claims:
        yield f"    {claim['claim']} ({', '.join(claim['passages'])}): {claim['says']}"
