# ruff: noqa: E501
"""What must hold for entities, events, documents and the dataset itself."""

from pathlib import Path

import pytest

from kg.dataset import read_dataset
from tests.fixtures import copy, edit, faults_in

FAULTS: dict[str, tuple[str, str, str, str, str, str]] = {
    # what it is: file, text, what stands there instead, rule, part of the message, part of the remedy
    "unknown kind of actor": ("actors.yaml", "kind: unnamed-source", "kind: unamed-source", "concept",
                              "the scheme actor-kind has no 'unamed-source'", "'unnamed-source'"),
    "kind of a place for an actor": ("actors.yaml", "kind: reference-work", "kind: river", "concept",
                                     "actor-kind has no 'river'", ""),
    "unknown kind of place": ("places.yaml", "kind: village", "kind: vilage", "concept", "place-kind has no 'vilage'",
                              "'village'"),
    "unknown side": ("actors.yaml", "side: {is: watch-side, at: annals.lead.1.1}", "side: {is: watchside, at: annals.lead.1.1}",
                     "dangling", "no actor 'watchside'", "'watch-side'"),
    "unknown whole": ("actors.yaml", "part-of: {is: tin-guard, note", "part-of: {is: tin-gard, note", "dangling",
                      "no actor 'tin-gard'", "'tin-guard'"),
    "unknown affiliation": ("actors.yaml", "- {is: tin-guard, at", "- {is: tin, at", "dangling", "no actor 'tin'", ""),
    "unknown place around": ("places.yaml", "within: {is: toyfort,", "within: {is: tin-guard,", "dangling",
                             "no place 'tin-guard'", ""),
    "unknown place of a battle": ("battles.yaml", "place: {is: toyfort,", "place: {is: toyforth,", "dangling",
                                  "no place 'toyforth'", "'toyfort'"),
    "unknown party": ("battles.yaml", "{is: guard-side, at", "{is: guards-side, at", "dangling", "no actor 'guards-side'",
                      "'guard-side'"),
    "unknown war": ("battles.yaml", "part-of: {is: wooden-war,", "part-of: {is: wooden,", "dangling", "no battle 'wooden'", ""),
    "unknown battle of a phase": ("phases.yaml", "battle: toyfort-siege\n  order: 2", "battle: toyfort-sige\n  order: 2",
                                  "dangling", "no battle 'toyfort-sige'", "'toyfort-siege'"),
    "unknown passage of a name": ("actors.yaml", "The Gazette: gazette.body.3.2", "The Gazette: gazette.body.3.3", "passage",
                                  "no passage 'gazette.body.3.3'", "'gazette.body.3."),
    "unknown passage of a fact": ("actors.yaml", "side: {is: watch-side, at: annals.lead.1.1}",
                                  "side: {is: watch-side, at: annals.lead.1.7}", "passage", "no passage 'annals.lead.1.7'", ""),
    "several names without a reason": ("actors.yaml", "  same: Both command the Guard.\n", "", "same", "several names", "say why"),
    "name without evidence": ("places.yaml", "Varnish: annals.lead.1.2", "Varnish: []", "name-evidence",
                              "the name 'Varnish' needs passages or 'coined'", "exactly one"),
    "name with both": ("places.yaml", "Varnish: annals.lead.1.2", "Varnish: {at: annals.lead.1.2, coined: x}", "name-evidence",
                       "'Varnish'", "exactly one"),
    "fact without evidence": ("actors.yaml", "part-of: {is: tin-guard, note: read from the caption}",
                              "part-of: {is: tin-guard}", "fact-evidence", "neither passages nor a note", "'at', or 'note'"),
    "part of itself": ("actors.yaml", "part-of: {is: tin-guard, note", "part-of: {is: drummers, note", "cycle",
                       "'drummers' is part-of itself", "remove one link"),
    "part of a part": ("actors.yaml", "  note: not to be confused with", "  part-of: {is: drummers, note: x}\n  note: not",
                       "cycle", "'tin-guard' is part-of itself", "remove one link"),
    "within itself": ("places.yaml", "  note: the town;", "  within: {is: east-gate, note: x}\n  note: the town;", "cycle",
                      "'toyfort' is within itself", "remove one link"),
    "battle part of itself": ("battles.yaml", "is: wooden-war", "is: toyfort-siege", "cycle", "'toyfort-siege' is part-of itself",
                              "remove one link"),
    "unknown kind of event": ("events/all.yaml", "kind: advance", "kind: advanse", "concept", "scheme kind", "'advance'"),
    "event of nothing": ("events/all.yaml", "part-of: phase-march", "part-of: march-phase", "dangling",
                         "no phase or battle 'march-phase'", ""),
    "event named like a battle": ("events/all.yaml", "march: {kind", "wooden-war: {kind", "ambiguous-id",
                                  "there is also a battle 'wooden-war'", "'about' could mean both"),
    "unknown battle of the dataset": ("dataset.yaml", "battle: toyfort-siege", "battle: toyfort-seige", "dangling",
                                      "no battle 'toyfort-seige'", "'toyfort-siege'"),
    "unknown scope": ("dataset.yaml", "annals.lead", "annals.led", "scope", "no section 'annals.led'", "'annals.lead'"),
    "unknown publisher": ("sources.yaml", "publisher: gazette", "publisher: gazete", "dangling", "no actor 'gazete'", "'gazette'"),
    "bad base": ("dataset.yaml", "base: https://example.org/", "base: https://example.org", "base", "no IRI base", "ends with '/'"),
    "base that breaks out": ("dataset.yaml", "base: https://example.org/", 'base: "https://example.org/> <x/"', "base",
                             "no IRI base", "http"),
    "identifier with a capital": ("places.yaml", "varnish:", "Varnish:", "identifier", "'Varnish' is no identifier", "lower-case"),
    "identifier that breaks out": ("places.yaml", "varnish:", '"x> a <y":', "identifier", "'x> a <y' is no identifier", ""),
    "unknown key": ("actors.yaml", "affiliation:", "afiliation:", "unknown-key", "unknown key 'afiliation'", "'affiliation'"),
    "unknown key of a fact": ("places.yaml", "at: gazette.body.1.2, note", "att: gazette.body.1.2, note", "unknown-key",
                              "east-gate.within has an unknown key 'att'", "'at'"),
    "order of a phase": ("phases.yaml", "order: 2", "order: second", "number", "no whole number", ""),
    "date of a phase": ("phases.yaml", "1901-05-08/..", "1901-05-32/..", "date", "there is no day '1901-05-32'", "EDTF"),
    "day of retirement": ("retired.yaml", "on: 2026-01-02", "on: January", "date", "'January' is no day", "YYYY-MM-DD"),
    "digest of a file": ("sources.yaml", "name: annals.txt, sha256: ", "name: annals.txt, sha256: 0", "digest", "no SHA-256",
                         "64"),
    "section without a heading": ("sources.yaml", "heading: Losses", 'heading: ""', "section", "'losses' has no heading", "first"),
    "period as a date of publication": ("sources.yaml", "1903-07", "1903-07/1903-08", "date", "is a period", "EDTF"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_of_the_entities(name: str, tmp_path: Path) -> None:
    file, old, new, rule, what, remedy = FAULTS[name]
    folder = copy(tmp_path)
    line = edit(folder, file, old, new)
    found = [fault for fault in faults_in(folder) if fault.rule == rule and what in fault.what]
    assert found, [str(fault) for fault in faults_in(folder)]
    (fault,) = found
    assert fault.path == f"toyfort/{file}"
    assert remedy in fault.remedy
    content = (folder / file).read_text(encoding="utf-8").splitlines()
    owner = next((n for n in range(line - 1, 0, -1) if content[n - 1][:1].strip("# ")), line)
    assert owner <= fault.line <= line + 1, str(fault)


def test_a_long_circle_is_found_once_for_each_of_its_members(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    made = "".join(
        f"p{n}:\n  kind: village\n  names: {{P{n}: {{coined: x}}}}\n  within: {{is: p{(n + 1) % 3}, note: x}}\n"
        for n in range(3)
    )
    with (folder / "places.yaml").open("a", encoding="utf-8") as file:
        file.write(made)
    faults = faults_in(folder)
    assert [fault.what.partition(" is ")[0][-4:] for fault in faults] == ["'p0'", "'p1'", "'p2'"]


def test_an_actor_may_be_called_like_a_key_of_another_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with (folder / "actors.yaml").open("a", encoding="utf-8") as file:
        file.write("set-aside:\n  kind: person\n  names: {Set Aside: {coined: a test}}\n")
    assert "set-aside" in read_dataset(folder).actors
