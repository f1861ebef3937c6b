# ruff: noqa: E501
"""The faults of the files of a dataset: what is wrong, and every word that the command line says to it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from tests.faults.linked import LINKED
from tests.faults.numbers import NUMBERS
from tests.faults.spoil import Case, both, change, folder_for, gone, loop, put

__all__ = ["FILES"]

G, A = "claims/gazette.yaml", "claims/annals.yaml"
BOMB = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abc"))

FILES: Final[Mapping[str, Case]] = {
    "broken YAML": Case(
        change(G, "at: [gazette.body.1.1, gazette.body.h]", "at: [gazette.body.1.1, gazette.body.h"),
        "toyfort/claims/gazette.yaml:5: [yaml] no valid YAML: did not find expected ',' or ']'; close the bracket, and put items with ?, : or # in quotes",
    ),
    "open quotes": Case(
        change(G, 'when: "1901-05-10"}', 'when: "1901-05-10}'),
        "toyfort/claims/gazette.yaml:7: [yaml] no valid YAML: did not find expected ',' or '}'; close the bracket, and put items with ?, : or # in quotes",
    ),
    "value with a colon": Case(
        change(G, "says: The Mayor denies that", "says: The Mayor: no, denies that"),
        "toyfort/claims/gazette.yaml:37: [yaml] no valid YAML: mapping values are not allowed in this context; put the value in quotes if it has a ': ' in it, and write a space after the colon of a key",
    ),
    "tab": Case(
        change("places.yaml", "  kind: river", "\tkind: river"),
        "toyfort/places.yaml:21: [yaml] no valid YAML: found character that cannot start any token; indent with spaces, not with tabs",
    ),
    "key twice": Case(
        change("places.yaml", "  kind: river", "  kind: river\n  kind: village"),
        "toyfort/places.yaml:22: [duplicate-key] 'kind' stands twice, first in line 21; rename or remove one of them",
    ),
    "identifier twice in a file": Case(
        change("places.yaml", "varnish:", "toyfort:"),
        "toyfort/places.yaml:20: [duplicate-key] 'toyfort' stands twice, first in line 1; rename or remove one of them",
    ),
    "identifier in two files": Case(
        change(G, "  third-week:\n", "  drum:\n"),
        "toyfort/claims/gazette.yaml:4: [duplicate-id] claim 'drum' is already in toyfort/claims/annals.yaml:31; rename or merge one of them",
    ),
    "unknown key": Case(
        change(G, "    says: The Mayor denies", "    sais: The Mayor denies"),
        (
            "toyfort/claims/gazette.yaml:31: [missing-key] claims.gate-mayor-0508 has no 'says'; add it\n"
            "toyfort/claims/gazette.yaml:37: [unknown-key] claims.gate-mayor-0508 has an unknown key 'sais'; did you mean 'says' or 'said'?\n"
            "2 faults"
        ),
    ),
    "unknown key far from any": Case(
        change("retired.yaml", "{on:", "{zzz: 1, on:"),
        "toyfort/retired.yaml:1: [unknown-key] gate-brass-0509 has an unknown key 'zzz'; use one of on, why",
    ),
    "missing key": Case(
        change("places.yaml", "  kind: river\n", ""),
        "toyfort/places.yaml:20: [missing-key] varnish has no 'kind'; add it",
    ),
    "dangling reference": Case(
        change(G, "of: [tin-guard, drummers]", "of: [tin-gard, drummers]"),
        "toyfort/claims/gazette.yaml:49: [dangling] claims.no-gate-mayor.occurrence.of: there is no actor 'tin-gard'; did you mean 'tin-guard'?",
    ),
    "dangling reference far from any": Case(
        change(G, "of: [tin-guard, drummers]", "of: [xyz, drummers]"),
        "toyfort/claims/gazette.yaml:49: [dangling] claims.no-gate-mayor.occurrence.of: there is no actor 'xyz'; add it to the dataset or name a known actor",
    ),
    "reference to another kind of thing": Case(
        change(G, "where: toyfort,", "where: mayor,"),
        "toyfort/claims/gazette.yaml:7: [dangling] claims.third-week.situation.where: there is no place 'mayor'; it is an actor, and a place belongs here",
    ),
    "comma in a text without quotes": Case(
        change("actors.yaml", "{coined: the caption shows a drum}", "{coined: the caption shows a drum, and no more}"),
        "toyfort/actors.yaml:39: [unknown-key] drummers.names.Drummers of the Guard has an unknown key 'and no more'; if it belongs to the text before it, put the whole text in quotes: a comma ends a text within {} and []",
    ),
    "concept that is not in its scheme": Case(
        change(G, "act: insist", "act: insists"),
        "toyfort/claims/gazette.yaml:20: [concept] claims.hold-brass.act: the scheme act has no 'insists'; did you mean 'insist'? Or see the scheme act in docs/reference/model.md",
    ),
    "impossible date": Case(
        change(A, 'when: "1901-04-20"}', 'when: "1901-04-31"}'),
        "toyfort/claims/annals.yaml:24: [date] claims.march-guard.occurrence.when: there is no day '1901-04-31'; write an EDTF date such as 2023-03-08, 2023-03 or 2023-03~",
    ),
    "date that ends before it begins": Case(
        change(A, 'most, when: "1901-05-08/1901-05-12', 'most, when: "1901-05-08/1901-05-02'),
        "toyfort/claims/annals.yaml:44: [date] claims.hold-brass-later.situation.when: '1901-05-08/1901-05-02' ends before it begins; write an EDTF date such as 2023-03-08, 2023-03 or 2023-03~",
    ),
    "date at the edge of the calendar": Case(
        change(A, 'when: "1901-04-20"}', 'when: "9999-12-31~"}'),
        "toyfort/claims/annals.yaml:24: [date] claims.march-guard.occurrence.when: '9999-12-31~' is at the edge of the calendar; write an EDTF date such as 2023-03-08, 2023-03 or 2023-03~",
    ),
    "day that is none": Case(
        change(G, "curated: 2026-01-01", "curated: January"),
        "toyfort/claims/gazette.yaml:2: [date] curated: 'January' is no day; write YYYY-MM-DD",
    ),
    **NUMBERS,
    "passage that is not there": Case(
        change(G, "at: gazette.body.2.1\n", "at: gazette.body.2.9\n"),
        "toyfort/claims/gazette.yaml:32: [passage] claims.gate-mayor-0508.at: there is no passage 'gazette.body.2.9'; did you mean 'gazette.body.2.2' or 'gazette.body.2.1'?",
    ),
    "passage of no form": Case(
        change(G, "at: gazette.body.2.1\n", "at: page 2\n"),
        "toyfort/claims/gazette.yaml:32: [passage] claims.gate-mayor-0508.at: 'page 2' is no passage; write document.section.paragraph.sentence",
    ),
    "index of passages that is not there": Case(
        gone("toyfort/passages/annals.tsv"),
        "toyfort/passages/annals.tsv: [unreadable] the index cannot be read: No such file or directory; freeze the document first",
    ),
    "digest of no form": Case(
        change("sources.yaml", "sha256: 1a8cf1a3", "sha256: xyz"),
        "toyfort/sources.yaml:12: [digest] gazette.file.sha256: 'xyz13142fbae32e734d169cd6f805cdf7019e7583b295c6304a035d2386' is no SHA-256; write 64 lower-case hexadecimal digits",
    ),
    "digest of a passage of no form": Case(
        change("passages/annals.tsv", "\tb2d563b3", "\tB2D563B3"),
        "toyfort/passages/annals.tsv:2: [index-digest] 'B2D563B3b6e36476059b5766fe33370d712699a59cd296dda3ba0f9a2183987a' is no SHA-256; write 64 lower-case hexadecimal digits",
    ),
    "passage twice": Case(
        change("passages/annals.tsv", "annals.lead.1.2\t", "annals.lead.1.1\t"),
        "toyfort/passages/annals.tsv:3: [index-duplicate] 'annals.lead.1.1' stands here twice; keep the first, number the other anew",
    ),
    "column too many": Case(
        change("passages/annals.tsv", "annals.lead.1.2\tsentence", "annals.lead.1.2\t\tsentence"),
        "toyfort/passages/annals.tsv:3: [index-columns] 8 columns instead of 7; write the columns id, kind, start, end, sha256, finder, finder_at with tabs between them",
    ),
    "index with another head": Case(
        change("passages/annals.tsv", "id\tkind", "kind\tid"),
        "toyfort/passages/annals.tsv:1: [index-header] the header is not the expected one; write the columns id, kind, start, end, sha256, finder, finder_at with tabs between them",
    ),
    "index that is empty": Case(
        put("toyfort/passages/annals.tsv", ""),
        "toyfort/passages/annals.tsv:1: [index-header] the header is not the expected one; write the columns id, kind, start, end, sha256, finder, finder_at with tabs between them",
    ),
    "unquoted list with ?": Case(
        change("places.yaml", "[gazette.body.1.1, annals.lead.1.2]", "[gazette.body.1.1?, annals.lead.1.2]"),
        "toyfort/places.yaml:4: [yaml] 'gazette.body.1.1?' has a '?' between brackets; put it in quotes",
    ),
    "identifier that breaks out of an IRI": Case(
        change(G, "  third-week:\n", '  "x> <http://evil.example/":\n'),
        "toyfort/claims/gazette.yaml:4: [identifier] 'x> <http://evil.example/' is no identifier; use lower-case letters, digits and single '-'",
    ),
    "reference that breaks out of an IRI": Case(
        change(G, "who: mayor\n    said", 'who: "mayor> a <b"\n    said'),
        "toyfort/claims/gazette.yaml:34: [identifier] claims.gate-mayor-0508.who: 'mayor> a <b' is no identifier; use lower-case letters, digits and single '-'",
    ),
    "base that breaks out of an IRI": Case(
        change("dataset.yaml", "base: https://example.org/", 'base: "https://example.org/> <x/"'),
        "toyfort/dataset.yaml:5: [base] base: 'https://example.org/> <x/' is no IRI base; write an http or https address that ends with '/'",
    ),
    "identifier with a way out of the folder": Case(
        change("sources.yaml", "gazette:\n  kind: news", "../../etc: {}\ngazette:\n  kind: news"),
        (
            "toyfort/sources.yaml:3: [key] '../../etc' is no key; use lower-case letters, digits and '-'\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'file'; add it\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'kind'; add it\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'normalisation'; add it\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'published'; add it\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'publisher'; add it\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'sections'; add it\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'title'; add it\n"
            "toyfort/sources.yaml:3: [missing-key] ../../etc has no 'url'; add it\n"
            "9 faults"
        ),
    ),
    "identifier in capitals": Case(
        change("places.yaml", "varnish:", "Varnish:"),
        "toyfort/places.yaml:20: [identifier] 'Varnish' is no identifier; use lower-case letters, digits and single '-'",
    ),
    "control character": Case(
        change(G, "says: The Mayor denies", "says: The\x07 Mayor denies"),
        "toyfort/claims/gazette.yaml:37: [characters] the character U+0007 is not allowed; remove it",
    ),
    "escaped control character": Case(
        change(G, "says: The Mayor denies that the east gate has been taken.", 'says: "The \\e[2J Mayor"'),
        "toyfort/claims/gazette.yaml:37: [characters] the text has control characters; remove them",
    ),
    "right-to-left character": Case(
        change(G, "says: The Mayor denies", "says: The \u202eMayor denies"),
        "toyfort/claims/gazette.yaml:37: [characters] claims.gate-mayor-0508.says: the text has control or direction characters; remove them, or type it anew",
    ),
    "invisible character in a name": Case(
        change("places.yaml", "Varnish: annals", "Var\u200bnish: annals"),
        "toyfort/places.yaml:23: [characters] varnish.names.Var\\u200bnish: the text has control or direction characters; remove them, or type it anew",
    ),
    "half a character": Case(
        change(G, "says: The Mayor denies that the east gate has been taken.", 'says: "\\ud83d"'),
        "toyfort/claims/gazette.yaml:37: [yaml] no valid YAML: found invalid Unicode character escape code; check quotes, indentation and colons near this line",
    ),
    "scalar of 10 MB": Case(
        change(G, "says: The Mayor denies", "says: " + "x" * 10_000_000 + " denies"),
        "toyfort/claims/gazette.yaml: [too-large] the file has 10002752 bytes, more than 4000000; split it by topic",
    ),
    "deep nesting": Case(
        put("toyfort/events/more.yaml", "a: " + "[" * 100_000),
        "toyfort/events/more.yaml:1: [depth] the nesting is too deep; flatten it",
    ),
    "deep nesting in lines": Case(
        put("toyfort/events/more.yaml", "".join(f"{' ' * n}a:\n" for n in range(1000))),
        "toyfort/events/more.yaml:17: [depth] the nesting is too deep; flatten it",
    ),
    "aliases that explode": Case(
        put("toyfort/events/more.yaml", BOMB),
        (
            "toyfort/events/more.yaml:1: [alias] anchors and aliases are not allowed; write the value out\n"
            "toyfort/events/more.yaml:2: [alias] anchors and aliases are not allowed; write the value out\n"
            "toyfort/events/more.yaml:3: [alias] anchors and aliases are not allowed; write the value out\n"
            "3 faults"
        ),
    ),
    "alias of itself": Case(
        put("toyfort/events/more.yaml", "a: &a [*a]\n"),
        "toyfort/events/more.yaml:1: [alias] anchors and aliases are not allowed; write the value out",
    ),
    "tag that would run code": Case(
        put("toyfort/events/more.yaml", "a: !!python/object/apply:os.system [x]\n"),
        "toyfort/events/more.yaml:1: [tag] the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed; write the value alone, in quotes if need be",
    ),
    "part of itself": Case(
        change("actors.yaml", "part-of: {is: tin-guard, note", "part-of: {is: drummers, note"),
        "toyfort/actors.yaml:41: [cycle] drummers.part-of: 'drummers' is part-of itself; remove one link of the chain",
    ),
    "circle of parts": Case(
        change("places.yaml", "  note: the town;", "  within: {is: east-gate, note: x}\n  note: the town;"),
        (
            "toyfort/places.yaml:7: [cycle] toyfort.within: 'toyfort' is within itself; remove one link of the chain\n"
            "toyfort/places.yaml:14: [cycle] east-gate.within: 'east-gate' is within itself; remove one link of the chain\n"
            "2 faults"
        ),
    ),
    "claim that disputes itself": Case(
        change(G, "disputes: hold-brass", "disputes: gate-mayor-0508"),
        "toyfort/claims/gazette.yaml:39: [self-relation] claims.gate-mayor-0508.disputes: the claim disputes itself; name another claim",
    ),
    "claim that assesses itself": Case(
        change(G, "assesses: men-lost-signal", "assesses: check-gazette"),
        "toyfort/claims/gazette.yaml:72: [self-relation] claims.check-gazette.assesses: the claim assesses itself; name another claim",
    ),
    "claim that revises another's": Case(
        change(A, "revises: hold-brass\n", "revises: no-gate-mayor\n"),
        "toyfort/claims/annals.yaml:43: [revises-another] claims.hold-brass-later.revises: 'no-gate-mayor' is a claim of mayor; only the same claimant revises; use disputes or denies",
    ),
    "retired identifier used again": Case(
        change(G, "  third-week:\n", "  gate-brass-0509:\n"),
        "toyfort/claims/gazette.yaml:4: [retired-id] claims.gate-brass-0509: 'gate-brass-0509' is retired (the text says 8 May); take a new identifier",
    ),
    "retired identifier named": Case(
        change(G, "denies: gate-brass-0508", "denies: gate-brass-0509"),
        "toyfort/claims/gazette.yaml:38: [retired-id] claims.gate-mayor-0508.denies: claim 'gate-brass-0509' is retired (the text says 8 May); name the claim that took its place",
    ),
    "two propositions": Case(
        change(
            A,
            "    situation: {kind: belonging, about: toyfort-siege}\n",
            "    situation: {kind: belonging}\n    occurrence: {kind: capture}\n",
        ),
        "toyfort/claims/annals.yaml:5: [two-propositions] claims.belongs: it has situation and occurrence; make a claim of each",
    ),
    "nothing said": Case(
        change(A, "    situation: {kind: belonging, about: toyfort-siege}\n", ""),
        "toyfort/claims/annals.yaml:5: [says-nothing] claims.belongs: it has no proposition and no relation; add figure, ratio, situation or occurrence",
    ),
    "assessment without outcome": Case(
        change(G, "    outcome: could-not-verify\n", ""),
        "toyfort/claims/gazette.yaml:66: [half-assessment] claims.check-gazette: it has no 'outcome'; an assessment has 'assesses' and 'outcome'",
    ),
    "said after the document": Case(
        change(G, 'said: "1901-05-08"\n    says', 'said: "1911-05-08"\n    says'),
        "toyfort/claims/gazette.yaml:12: [said-after-document] claims.gate-brass-0508.said: '1911-05-08' is later than the document (1901-05-10); check the year",
    ),
    "inferred field that is not there": Case(
        change(G, "inferred: {when: Friday", "inferred: {by: Friday"),
        "toyfort/claims/gazette.yaml:8: [inferred-nothing] claims.third-week.inferred.by: 'by' is marked as inferred, but the claim does not have it; remove the mark or add the field",
    ),
    "convention for another field": Case(
        change(G, "      who: pronoun\n", "      who: gate-of-context\n"),
        "toyfort/claims/gazette.yaml:28: [convention] claims.hold-brass.inferred.who: the convention 'gate-of-context' explains where, not 'who'; write the reason out, or name another convention",
    ),
    "claim of two documents": Case(
        change(G, "at: [gazette.body.1.1, gazette.body.h]", "at: [gazette.body.1.1, annals.siege.h]"),
        (
            "toyfort/claims/annals.yaml:129: [set-aside-claimed] 'annals.siege.h' is set aside and has a claim; remove one of the two\n"
            "toyfort/claims/gazette.yaml:5: [two-documents] claims.third-week.at: the passages are of two documents; write one claim per document\n"
            "2 faults"
        ),
    ),
    "quotation too long": Case(
        change(A, "quote: paint, not wood", "quote: " + "wood " * 16),
        "toyfort/claims/annals.yaml:69: [too-long] claims.paint-chronicle.quote: the text has 16 words; keep at most 15",
    ),
    "set aside and claimed": Case(
        change(A, "  annals.siege.h: {why: heading}\n", "  annals.siege.1.1: {why: heading}\n"),
        "toyfort/claims/annals.yaml:129: [set-aside-claimed] 'annals.siege.1.1' is set aside and has a claim; remove one of the two",
    ),
    "reason that is not of the list": Case(
        change(A, "{why: no-statement, note", "{why: nostatement, note"),
        "toyfort/claims/annals.yaml:128: [unknown-value] set-aside.annals.lead.1.2.why is 'nostatement'; did you mean 'no-statement'?",
    ),
    "unknown curator": Case(
        change(G, "curator: testers", "curator: tester"),
        "toyfort/claims/gazette.yaml:1: [curator] there is no curator 'tester'; did you mean 'testers'?",
    ),
    "names without a reason": Case(
        change("places.yaml", "  same: The sentence says that both names are used.\n", ""),
        "toyfort/places.yaml:1: [same] toyfort: it has several names but no 'same'; say why they name one thing",
    ),
    "name without evidence": Case(
        change("places.yaml", "Varnish: annals.lead.1.2", "Varnish: []"),
        "toyfort/places.yaml:23: [name-evidence] varnish.names.Varnish: the name 'Varnish' needs passages or 'coined'; give exactly one of them",
    ),
    "fact without evidence": Case(
        change(
            "places.yaml",
            "within: {is: toyfort, at: gazette.body.1.2, note: the siege is that of the town}",
            "within: {is: toyfort}",
        ),
        "toyfort/places.yaml:13: [fact-evidence] east-gate.within: it has neither passages nor a note; add 'at', or 'note' for an editorial one",
    ),
    "section that is not there": Case(
        change("dataset.yaml", "annals.lead", "annals.led"),
        "toyfort/dataset.yaml:13: [scope] there is no section 'annals.led'; did you mean 'annals.lead' or 'annals.losses' or 'annals.siege'?",
    ),
    "not UTF-8": Case(
        put("toyfort/places.yaml", b"toyfort:\n  kind: caf\xe9\n"),
        "toyfort/places.yaml:2: [encoding] the file is not UTF-8; save it as UTF-8",
    ),
    "UTF-16": Case(
        put("toyfort/places.yaml", "a: b\n".encode("utf-16")),
        "toyfort/places.yaml:1: [encoding] the file is not UTF-8; save it as UTF-8",
    ),
    "empty file": Case(
        put("toyfort/places.yaml", ""),
        "toyfort/places.yaml:1: [empty] the file is empty; write '{}' if there is nothing to say",
    ),
    "comments only": Case(
        put("toyfort/retired.yaml", "# nothing\n"),
        "toyfort/retired.yaml:1: [empty] the file is empty; write '{}' if there is nothing to say",
    ),
    "list for a mapping": Case(
        put("toyfort/retired.yaml", "- a\n"),
        "toyfort/retired.yaml:1: [type] the file is no mapping; write 'id:' lines, or '{}' if there is nothing",
    ),
    "two documents in a file": Case(
        put("toyfort/retired.yaml", "{}\n---\n{}\n"),
        "toyfort/retired.yaml:2: [yaml] a second document begins here; remove the line '---', or make a file of each",
    ),
    "directory for a file": Case(
        folder_for("toyfort/retired.yaml"),
        "toyfort/retired.yaml: [unreadable] this is no file; put a file in its place, or remove it",
    ),
    "file that is not there": Case(
        gone("toyfort/phases.yaml"),
        "toyfort/phases.yaml: [unreadable] there is no such file; begin it with 'battlekg new phase', or write '{}'",
    ),
    "link to itself": Case(
        loop("toyfort/phases.yaml"),
        "toyfort/phases.yaml: [unreadable] the file cannot be read (too many levels of symbolic links); check that it exists and is a readable file",
    ),
    "ending that is not read": Case(
        put("toyfort/claims/more.yml", "claims: {}\n"),
        "toyfort/claims/more.yml: [file-name] the ending '.yml' is not read; rename it to more.yaml",
    ),
    "folder without a dataset": Case(
        gone("toyfort/dataset.yaml"),
        "toyfort: [dataset] the folder has no dataset.yaml; write one (docs/reference/format.md)",
        code=2,
    ),
    "several faults of several files": Case(
        both(
            change("actors.yaml", "part-of: {is: tin-guard, note", "part-of: {is: tin-gard, note"),
            change("places.yaml", "  kind: river", "  kind: rivver"),
            change(G, "    says: The Mayor denies", "    sais: The Mayor denies"),
            change(A, 'when: "1901-04-20"}', 'when: "1901-04-31"}'),
            change("sources.yaml", "sha256: 1a8cf1a3", "sha256: xyz"),
        ),
        (
            "toyfort/actors.yaml:41: [dangling] drummers.part-of: there is no actor 'tin-gard'; did you mean 'tin-guard'?\n"
            "toyfort/claims/annals.yaml:24: [date] claims.march-guard.occurrence.when: there is no day '1901-04-31'; write an EDTF date such as 2023-03-08, 2023-03 or 2023-03~\n"
            "toyfort/claims/gazette.yaml:31: [missing-key] claims.gate-mayor-0508 has no 'says'; add it\n"
            "toyfort/claims/gazette.yaml:37: [unknown-key] claims.gate-mayor-0508 has an unknown key 'sais'; did you mean 'says' or 'said'?\n"
            "toyfort/places.yaml:21: [concept] varnish.kind: the scheme place-kind has no 'rivver'; did you mean 'river'? Or see the scheme place-kind in docs/reference/model.md\n"
            "toyfort/sources.yaml:12: [digest] gazette.file.sha256: 'xyz13142fbae32e734d169cd6f805cdf7019e7583b295c6304a035d2386' is no SHA-256; write 64 lower-case hexadecimal digits\n"
            "6 faults"
        ),
    ),
    **LINKED,
}
