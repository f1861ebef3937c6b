"""``battlekg reason``: what follows from a dataset, what conflicts, and what each policy adopts and why."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_format
from kg.faults import usage

if TYPE_CHECKING:
    from kg.dataset.model import Dataset
    from kg.reason import Corroboration, Derived, World
    from kg.reason.adopt import Adoption, Decision
    from kg.reason.verdict import Verdict

__all__ = ["VERB", "report"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--policy", metavar="NAME", help="what may be adopted: default or strict (default: both)")
    add_format(parser, "text", "json")


def _run(options: argparse.Namespace) -> None:
    from kg.builder import build
    from kg.dataset import read_dataset
    from kg.paths import find_dataset
    from kg.reason import POLICIES

    if options.policy not in (None, *POLICIES):
        raise usage(f"there is no policy '{options.policy}'", f"take one of {', '.join(sorted(POLICIES))}")
    dataset = read_dataset(Path(find_dataset(options.dataset)))
    found = report(dataset, build(dataset).derived, [options.policy] if options.policy else list(POLICIES))
    as_json = options.format == "json"
    print(json.dumps(found, indent=2, ensure_ascii=False) if as_json else "\n".join(_lines(found)))


def _gravest() -> list[str]:
    """Return the verdicts in the order in which they are shown: the gravest first."""
    from kg.rdf.concepts import schemes

    return list(schemes()["verdict"])


def report(dataset: Dataset, derived: Derived, policies: Iterable[str]) -> dict[str, Any]:
    """Return the report as plain values: what follows, what conflicts, what is corroborated, what is adopted."""
    from kg.reason import World

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
    return _gravest().index(verdict.verdict), verdict.rule, verdict.one, verdict.two


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
    from kg.reason.adopt import POLICIES, adopt, decide

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
    from kg.rdf.concepts import schemes

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
    for verdict in (verdict for verdict in _gravest() if counted[verdict]):
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


VERB = Verb(
    "make",
    "Show what follows from the claims, what conflicts, and what each policy adopts and why.",
    "battlekg reason --policy strict",
    _arguments,
    _run,
)
