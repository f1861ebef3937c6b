"""The checks of claims against their passages: each finds its fault and leaves a sound claim alone."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from kg.dataset.verify.checks import corpus_of, findings, verify_dataset
from kg.dataset.verify.dates import gives, origins
from kg.dataset.verify.numbers import numbers_of
from kg.faults import Fault
from tests.fixtures import TEXTS, copy, edit
from tests.outside import texts

A, G = "claims/annals.yaml", "claims/gazette.yaml"

SOUND = [
    ("numbers", A, "men-guard"),
    ("names", G, "gate-brass-0508"),
    ("dates", A, "march-guard"),
    ("wording", G, "men-lost-signal"),
]
FAULTS = {
    "a number that is not printed": (
        "numbers", A, 'item: combatant, n: "14"', 'item: combatant, n: "15"', "'men-guard' has the number 15",
    ),
    "a number that no claim uses": (
        "numbers", A,
        '    says: The Guard lost more than 100 horses.\n    figure: {kind: lost, about: losses-of-guard, '
        'of: tin-guard, n: ">100", when: "1901-05-11/1901-05-12"}\n'
        "    inferred: {when: an invented reading - the horses fell when the gate was retaken}",
        "    says: The Guard lost horses.\n    situation: {kind: loss, of: tin-guard}",
        "no claim uses the number '100'",
    ),
    "an actor that the passage does not name": (
        "names", G, "about: losses-of-guard, of: tin-guard, n: \"<40\"",
        "about: losses-of-guard, of: mayor, n: \"<40\"",
        "'lances-lost-signal' has of 'mayor'",
    ),
    "a place that the passage does not name": (
        "names", A, 'by: tin-guard, from: shelf-end, toward: toyfort, when: "1901-04-20"',
        'by: tin-guard, from: east-gate, toward: toyfort, when: "1901-04-20"', "'march-guard' has from 'east-gate'",
    ),
    "a day that nothing gives": (
        "dates", A, 'toward: toyfort, when: "1901-04-20"', 'toward: toyfort, when: "1901-04-21"',
        "'march-guard' has when '1901-04-21'",
    ),
    "more than eight words of the passage": (
        "wording", G, "says: The Signal Office reports that the Guard has lost 11 to 14 men.",
        "says: The Signal Office reported that the Guard had lost between 11 and 14 men.",
        "consecutive words with its passage",
    ),
    "a passage without a claim": (
        "coverage", A, "  annals.lead.1.2: {why: no-statement, note: it names the place and its river}\n", "",
        "annals.lead.1.2",
    ),
}  # fmt: skip


def found(folder: Path) -> dict[str, list[Fault]]:
    return findings(corpus_of(folder, TEXTS, io.StringIO()))


@pytest.mark.parametrize(("name", "file", "claim"), SOUND)
def test_a_sound_claim_is_left_alone(name: str, file: str, claim: str, tmp_path: Path) -> None:
    assert not [finding for finding in found(copy(tmp_path))[name] if f"'{claim}'" in finding.what]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, tmp_path: Path) -> None:
    name, file, old, new, message = FAULTS[fault]
    folder = copy(tmp_path)
    before = {str(finding) for finding in found(folder)[name]}
    edit(folder, file, old, new)
    after = [finding for finding in found(folder)[name] if str(finding) not in before]
    assert [finding for finding in after if message in str(finding)], after
    assert all(finding.remedy for finding in after)


def test_many_sentences_set_aside_are_found(tmp_path: Path) -> None:
    (finding,) = found(copy(tmp_path))["coverage"]
    assert "1 of 15 sentences are set aside" in finding.what


def test_a_mark_of_inference_or_a_context_resolves_a_name(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    assert any("'no-gate-mayor' has of 'tin-guard'" in finding.what for finding in found(folder)["names"])
    edit(
        folder,
        G,
        "    context: gazette.body.2.1\n    who: mayor\n",
        "    context: [gazette.body.2.1, gazette.body.3.1]\n    who: mayor\n",
    )
    assert not any("'no-gate-mayor' has of 'tin-guard'" in finding.what for finding in found(folder)["names"])


def test_a_number_can_be_set_aside_with_the_reason(tmp_path: Path) -> None:
    name, file, old, new, _ = FAULTS["a number that no claim uses"]
    folder = copy(tmp_path)
    edit(folder, file, old, new)
    path = folder / file
    aside = 'numbers-aside:\n  annals.losses.t1.r1: {"100": a round number of horses}\n'
    path.write_text(path.read_text(encoding="utf-8") + aside, encoding="utf-8")
    assert not any(finding.path == "annals.losses.t1.r1" for finding in found(folder)[name])


@pytest.mark.parametrize(
    ("date", "text", "years", "stands"),
    [
        ("1901-05-08", "on 8 May", "the siege of 1901", True),
        ("1901-05-08", "on 8 May", "the siege of 1902", False),
        ("1901-05-08", "on 18 May", "1901", False),
        ("1901-05-08", "from 7-8 May", "1901", True),
        ("1901-05-08", "May 8", "1901", True),
        ("1901-05", "in May", "1901", True),
        ("1901-05", "in June", "1901", False),
        ("1901-05-31", "by May", "1901", True),
        ("1901-05-30", "by May", "1901", False),
        ("1901", "", "1901", True),
    ],
)
def test_a_date_stands_in_a_text(date: str, text: str, years: str, stands: bool) -> None:
    year, month, day = (*date.split("-"), "", "")[:3]
    assert gives((year, month, day), text, years) is stands


def test_the_origin_of_dates_is_counted(tmp_path: Path) -> None:
    counted = origins(corpus_of(copy(tmp_path), TEXTS, io.StringIO()))
    assert counted["passage"] > 0
    assert counted["inferred"] > 0


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("On 11-13 December 2022 some 1,730 metres (1.08 miles)", [1730]),
        ("a 600-man battalion and 500-pound bombs", [600, 500]),
        ("20 km, 1.8km wide, 100,000+ and three thousand", [20, 1.8, 100000, 3000]),
        ("the 72nd brigade on the T0504 with one MiG-17", []),
        ("twenty-five of the two", [25, 2]),
    ],
)
def test_the_numbers_of_a_text(text: str, numbers: list[float]) -> None:
    assert sorted(float(number) for _, number in numbers_of(text)) == sorted(numbers)


def test_the_command_says_what_each_check_found(tmp_path: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    assert not verify_dataset(str(copy(tmp_path)), TEXTS, out, err)
    for line in ("coverage: 1 findings", "wording: ", "annals: annals.txt (the file that was frozen)"):
        assert line in out.getvalue()


def test_the_claims_of_the_battle_stand_in_their_passages() -> None:
    out = io.StringIO()
    assert verify_dataset("bakhmut", Path(os.path.relpath(texts())), out, io.StringIO()), out.getvalue()
