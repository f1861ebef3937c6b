# ruff: noqa: E501
"""What must hold between the parts of a dataset: one fault at a time, each with file, line, rule and remedy."""

from pathlib import Path

import pytest

from kg.dataset import read_dataset
from kg.dataset.coverage import cover
from tests.fixtures import TOYFORT, copy, edit, faults_in

G, A = "claims/gazette.yaml", "claims/annals.yaml"

FAULTS: dict[str, tuple[str, str, str, str, str, str]] = {
    # what it is: file, text, what stands there instead, rule, part of the message, part of the remedy
    "unknown claimant": (G, "    who: brass\n    said", "    who: bras\n    said", "dangling", "no actor 'bras'", "'brass'"),
    "unknown force": (G, "by: tin-guard, where: east-gate, when", "by: tin-gard, where: east-gate, when", "dangling",
                      "no actor 'tin-gard'", "did you mean 'tin-guard'?"),
    "unknown owner": (G, "of: [tin-guard, drummers]", "of: [tin-guard, xyz]", "dangling", "no actor 'xyz'", "add it"),
    "unknown place": (G, "where: east-gate, when: \"[", "where: west-gate, when: \"[", "dangling", "no place 'west-gate'",
                      "did you mean 'east-gate'"),
    "unknown start": (A, "from: shelf-end, toward: toyfort, when", "from: shelfend, toward: toyfort, when", "dangling",
                      "no place 'shelfend'", "'shelf-end'"),
    "unknown aim": (A, "toward: toyfort, when", "toward: tayfort, when", "dangling", "no place 'tayfort'", "'toyfort'"),
    "actor as a place": (G, "where: toyfort,", "where: mayor,", "dangling", "no place 'mayor'", "it is an actor, and a place"),
    "unknown event": (G, "about: gate-capture", "about: gate-kapture", "dangling", "no event or phase or battle",
                      "'gate-capture'"),
    "unknown body": (A, "org: tin-guard", "org: tin", "dangling", "no actor 'tin'", "known actor"),
    "unknown hop": (G, "via: {by: signal-office, ", "via: {by: signal-ofice, ", "dangling", "no actor 'signal-ofice'",
                    "'signal-office'"),
    "unknown denied claim": (G, "denies: gate-brass-0508", "denies: gate-bras-0508", "dangling", "no claim 'gate-bras-0508'",
                             "'gate-brass-0508'"),
    "unknown disputed claim": (G, "disputes: hold-brass", "disputes: hold", "dangling", "no claim 'hold'", "known claim"),
    "unknown same claim": (A, "same: gate-told-again", "same: gate-told-agian", "dangling", "no claim", "'gate-told-again'"),
    "unknown assessed claim": (G, "assesses: men-lost-signal", "assesses: men-lost", "dangling", "no claim 'men-lost'", ""),
    "unknown assessed actor": (A, "assesses: actor:signal-office", "assesses: actor:signal", "dangling", "no actor 'signal'",
                               "'signal-office'"),
    "retired claim named": (G, "denies: gate-brass-0508", "denies: gate-brass-0509", "retired-id",
                            "'gate-brass-0509' is retired (the text says 8 May)", "took its place"),
    "retired claim used again": (G, "  third-week:\n", "  gate-brass-0509:\n", "retired-id", "is retired", "take a new"),
    "unknown passage": (G, "at: gazette.body.2.1\n", "at: gazette.body.2.9\n", "passage", "no passage 'gazette.body.2.9'",
                        "did you mean 'gazette.body.2."),
    "unknown context": (G, "    context: gazette.body.2.1\n", "    context: gazette.body.9.9\n", "passage",
                        "no passage 'gazette.body.9.9'", "gazette.body."),
    "passage of an unknown document": (G, "at: gazette.body.2.1\n", "at: gazete.body.2.1\n", "passage",
                                       "no passage 'gazete.body.2.1'", "'gazette.body.2.1'"),
    "two documents": (G, "at: [gazette.body.1.1, gazette.body.h]", "at: [gazette.body.1.1, annals.siege.h]",
                      "two-documents", "of two documents", "one claim per document"),
    "unknown act": (G, "act: insist", "act: insists", "concept", "the scheme act has no 'insists'", "'insist'"),
    "unknown medium": (G, "    medium: telegram\n", "    medium: telegramm\n", "concept", "scheme medium", "'telegram'"),
    "unknown medium of a hop": (G, "{by: signal-office, medium: telegram}", "{by: signal-office, medium: wire}", "concept",
                                "scheme medium has no 'wire'", "see the scheme medium"),
    "unknown hedge": (G, "hedge: definite", "hedge: definit", "concept", "scheme hedge", "'definite'"),
    "unknown outcome": (G, "outcome: could-not-verify", "outcome: could-not-verfy", "concept", "scheme outcome",
                        "'could-not-verify'"),
    "unknown kind": (G, "{kind: fighting,", "{kind: fightning,", "concept", "scheme kind", "'fighting'"),
    "measure as a kind": (G, "{kind: fighting,", "{kind: wounded,", "concept", "the scheme kind has no 'wounded'", ""),
    "kind as a measure": (A, "{kind: share,", "{kind: capture,", "concept", "the scheme measure has no 'capture'", ""),
    "unknown item": (A, "{kind: wounded, n: \"30..\", item: person}", "{kind: wounded, n: \"30..\", item: persn}", "concept",
                     "scheme item", "'person'"),
    "unknown unit": (A, "unit: percent}", "unit: per-cent}", "concept", "scheme unit", "'percent'"),
    "unknown rate": (A, "per: day,", "per: hour,", "concept", "the scheme unit has no 'hour'", ""),
    "unknown direction": (A, "direction: north,", "direction: nord,", "concept", "scheme direction", "'north'"),
    "unknown extent": (G, "extent: full}", "extent: ful}", "concept", "scheme extent", "'full'"),
    "unknown possible claimant": (A, "    or-who: chronicle\n", "    or-who: chronicl\n", "dangling", "no actor 'chronicl'",
                                  "'chronicle'"),
    "possible claimant without doubt": (A, "    doubt: The chronicle may be quoted here.\n", "", "undoubted",
                                        "no doubt is stated", "add 'doubt'"),
    "unknown origin": (A, "derives-from: men-lost-signal", "derives-from: men-lost", "dangling", "no claim 'men-lost'", ""),
    "derives from itself": (A, "derives-from: men-lost-signal", "derives-from: paint-chronicle", "self-relation",
                            "the claim derives-from itself", "another claim"),
    "unknown second measure": (A, "to-kind: killed", "to-kind: kiled", "concept", "scheme measure", "'killed'"),
    "unknown second force": (A, "to-of: tin-guard", "to-of: tin-gard", "dangling", "no actor 'tin-gard'", "'tin-guard'"),
    "denies itself": (G, "denies: gate-brass-0508", "denies: gate-mayor-0508", "self-relation", "the claim denies itself",
                      "another claim"),
    "same as itself": (A, "same: gate-told-again", "same: lost-watch", "self-relation", "the claim same itself", "another"),
    "assesses itself": (G, "assesses: men-lost-signal", "assesses: check-gazette", "self-relation", "assesses itself", ""),
    "revises another's": (A, "revises: hold-brass\n", "revises: no-gate-mayor\n", "revises-another",
                          "'no-gate-mayor' is a claim of mayor", "use disputes or denies"),
    "outcome of nothing": (G, "    assesses: men-lost-signal\n", "    denies: men-lost-signal\n", "half-assessment",
                           "it has no 'assesses'", "'assesses' and 'outcome'"),
    "assessment without outcome": (G, "    outcome: could-not-verify\n", "", "half-assessment", "it has no 'outcome'", ""),
    "two propositions": (G, "    figure: {kind: lost, about: losses-of-guard, of: tin-guard, n: \"<40\", when: \"../1901-05-10\"}\n",
                         "    figure: {kind: lost, of: tin-guard, n: \"<40\"}\n    situation: {kind: loss, of: tin-guard}\n",
                         "two-propositions", "it has figure and situation", "a claim of each"),
    "nothing said": (A, "    situation: {kind: belonging, about: toyfort-siege}\n", "", "says-nothing", "no proposition", ""),
    "more than all": (A, "n: \"9\", unit: percent", "n: \"109\", unit: percent", "percent", "109 per cent is more than all",
                      "check number and unit"),
    "more than all at most": (A, "n: \"9\", unit: percent", "n: \"..100.5\", unit: percent", "percent", "more than all", ""),
    "said after the document": (G, "said: \"1901-05-08\"\n    says", "said: \"1901-05-11\"\n    says", "said-after-document",
                                "'1901-05-11' is later than the document (1901-05-10)", "check the year"),
    "inferred for an absent field": (G, "inferred: {when: Friday", "inferred: {by: Friday", "inferred-nothing",
                                     "'by' is marked as inferred", "add the field"),
    "inferred saying of an undated claim": (G, "inferred: {when: a report in the issue of 10 May}\n  lances", "inferred: {said: a report}\n  lances",
                                            "inferred-nothing", "'said' is marked as inferred", ""),
    "role without role": (A, "by: brass, role: commander,", "by: brass,", "role", "a role has no 'role'", "office or rank"),
    "set aside and claimed": (A, "  annals.siege.h: {why: heading}\n", "  annals.siege.1.1: {why: heading}\n",
                              "set-aside-claimed", "is set aside and has a claim", "remove one"),
    "set aside twice": (G, "set-aside: {}", "set-aside: {annals.siege.h: {why: heading}}", "set-aside-twice",
                        "in another file, too", "keep one"),
    "set aside what is not there": (A, "  annals.siege.h: {why: heading}\n", "  annals.siege.9: {why: heading}\n", "passage",
                                    "no passage 'annals.siege.9'", ""),
    "year from nowhere": (A, "{at: annals.siege.h, note", "{at: annals.siege.h9, note", "passage",
                          "no passage 'annals.siege.h9'", "'annals.siege.h'"),
    "unknown curator": (A, "curator: readers", "curator: reader", "curator", "no curator 'reader'", "'readers'"),
    "unknown curator of a file without claims": ("claims/empty.yaml", "curator: readers", "curator: reader", "curator",
                                                 "no curator 'reader'", "'readers'"),
    "unknown key": (G, "    says: The Mayor denies", "    say: The Mayor denies", "unknown-key", "unknown key 'say'", "'says'"),
    "unknown key of a proposition": (G, "by: tin-guard, where: east-gate, extent", "by: tin-guard, wher: east-gate, extent",
                                     "unknown-key", "unknown key 'wher'", "'where'"),
    "unknown key of a file": (A, "year-from:", "year-form:", "unknown-key", "unknown key 'year-form'", "'year-from'"),
    "impossible date": (A, "when: \"1901-04-20\"}", "when: \"1901-04-31\"}", "date", "there is no day '1901-04-31'", ""),
    "impossible day of curation": (G, "curated: 2026-01-01", "curated: 2026-02-30", "date", "no day '2026-02-30'", ""),
    "lower above upper": (G, "n: \"11..14\"", "n: \"14..11\"", "number", "the lower number is above", ""),
    "identifier that breaks out of an IRI": (G, "  third-week:\n", "  \"x> <http://evil/\":\n", "identifier",
                                             "'x> <http://evil/' is no identifier", "lower-case"),
    "reference that breaks out of an IRI": (G, "who: mayor\n    said", "who: \"mayor> a <b\"\n    said", "identifier",
                                            "no identifier", "lower-case"),
    "why of a closed list": (A, "{why: no-statement, note", "{why: nostatement, note", "unknown-value", "'nostatement'",
                             "'no-statement'"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_of_the_claims(name: str, tmp_path: Path) -> None:
    file, old, new, rule, what, remedy = FAULTS[name]
    folder = copy(tmp_path)
    (folder / "claims" / "empty.yaml").write_text(
        "curator: readers\ncurated: 2026-01-01\nclaims: {}\n", encoding="utf-8"
    )
    line = edit(folder, file, old, new)
    found = [fault for fault in faults_in(folder) if fault.rule == rule and what in fault.what]
    assert found, [str(fault) for fault in faults_in(folder)]
    (fault,) = found
    assert fault.path == f"toyfort/{file}"
    assert fault.line
    assert remedy in fault.remedy
    content = (folder / file).read_text(encoding="utf-8").splitlines()
    owner = next((n for n in range(line - 1, 0, -1) if content[n - 1][:2] == "  " and content[n - 1][2] != " "), line)
    assert owner <= fault.line <= line + 1, str(fault)


def test_the_clean_dataset_has_no_fault() -> None:
    dataset = read_dataset(TOYFORT)
    assert len(dataset.claims) == 27
    assert len(dataset.files) == 27
    assert set(dataset.documents) == {"gazette", "annals"}
    assert dataset.locations["claim:third-week"].path == "toyfort/claims/gazette.yaml"
    assert dataset.locations["claim:third-week"].line == 4
    assert [row.passage for row in cover(dataset) if row.state == "open"] == []


def test_a_passage_that_nobody_claims_is_known(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, A, "  annals.siege.h: {why: heading}\n", "")
    assert [row.passage for row in cover(read_dataset(folder)) if row.state == "open"] == ["annals.siege.h"]


def test_all_faults_of_all_files_come_together(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    chosen = ["unknown claimant", "unknown place", "denies itself", "more than all", "role without role", "unknown curator",
              "unknown key of a proposition", "impossible date", "year from nowhere", "inferred for an absent field"]  # fmt: skip
    for name in chosen:
        edit(folder, *FAULTS[name][:3])
    edit(folder, "actors.yaml", "  side: {is: guard-side, note: they drum", "  side: {is: gard-side, note: they drum")
    edit(folder, "places.yaml", "kind: river", "kind: rivver")
    edit(folder, "sources.yaml", "publisher: annals", "publisher: anals")
    edit(folder, "dataset.yaml", "annals.losses]", "annals.loses]")
    edit(folder, "passages/gazette.tsv", "gazette.body.h\theading", "gazette.body.h\thedding")
    faults = faults_in(folder)
    text = "\n".join(str(fault) for fault in faults)
    for name in chosen:
        assert FAULTS[name][4] in text, name
    for part in (
        "no actor 'gard-side'",
        "has no 'rivver'",
        "no actor 'anals'",
        "no section 'annals.loses'",
        "'hedding'",
    ):
        assert part in text
    assert list(faults) == sorted(faults)


def test_a_file_that_cannot_be_read_hides_only_what_could_stand_in_it(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "actors.yaml").write_text("a: [", encoding="utf-8")
    edit(folder, G, "where: toyfort,", "where: nowhere,")
    rules = [(fault.path, fault.rule) for fault in faults_in(folder)]
    assert rules == [("toyfort/actors.yaml", "yaml"), (f"toyfort/{G}", "dangling")]


def test_a_faulty_thing_is_still_known_by_its_identifier(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    edit(folder, "actors.yaml", "mayor:\n  kind: person", "mayor:\n  knd: person")
    edit(folder, G, "  gate-brass-0508:\n    at:", "  gate-brass-0508:\n    att:")
    assert sorted({fault.rule for fault in faults_in(folder)}) == ["missing-key", "unknown-key"]
