"""The nouns: what each key takes, and what it refuses."""

import re
from typing import Any

import pytest

from kg.dataset.documents import DocumentEntry
from kg.dataset.fields import Node
from kg.dataset.model import Actor, Claim, ClaimFile, Event, Manifest, Phase, Retired
from kg.dataset.proposition import Situation
from kg.dataset.tree import Tree
from kg.faults import Fault


def refused(model: type[Node], data: Any) -> list[Fault]:
    faults: list[Fault] = []
    made = Tree("f", data, {(): 1}).parse(model, data, (), faults)
    assert (made is None) == bool(faults)
    return faults


CLAIM: dict[str, Any] = {
    "at": "gazette.body.1.2",
    "says": "They left.",
    "occurrence": {"kind": "withdrawal", "where": "toyfort"},
}


def test_one_value_stands_without_brackets() -> None:
    claim = Claim.model_validate({**CLAIM, "hedge": "likely", "denies": ["a", "b"], "via": "isw", "context": "a.b.h"})
    assert (claim.at, claim.hedge, claim.denies) == (("gazette.body.1.2",), ("likely",), ("a", "b"))
    assert [(via.by, via.medium) for via in claim.via] == [("isw", None)]
    assert claim.proposition is claim.occurrence
    assert claim.act == "assert"
    assert claim.proposition is not None
    assert claim.proposition.where == ("toyfort",)


def test_hops_are_names_or_mappings() -> None:
    claim = Claim.model_validate({**CLAIM, "via": ["isw", {"by": "x", "medium": "report"}]})
    assert [(via.by, via.medium) for via in claim.via] == [("isw", None), ("x", "report")]


def test_white_space_in_a_text_is_made_even() -> None:
    claim = Claim.model_validate({**CLAIM, "says": "  They\n left \u00a0it. "})
    assert claim.says == "They left it."


FIFTEEN = " ".join(["word"] * 15)


@pytest.mark.parametrize(
    ("change", "rule", "what"),
    [
        ({"who": "Wagner"}, "identifier", "'Wagner' is no identifier"),
        ({"who": "a_b"}, "identifier", "no identifier"),
        ({"who": "a--b"}, "identifier", "no identifier"),
        ({"who": "-a"}, "identifier", "no identifier"),
        ({"who": "a-"}, "identifier", "no identifier"),
        ({"who": ""}, "identifier", "no identifier"),
        ({"who": "é"}, "identifier", "no identifier"),
        ({"who": "a\n"}, "identifier", "no identifier"),
        ({"who": "a> <b"}, "identifier", "no identifier"),
        ({"who": 'a" .'}, "identifier", "no identifier"),
        ({"who": ["a"]}, "type", "who is no text"),
        ({"denies": ["a", "B"]}, "identifier", "denies: 'B' is no identifier"),
        ({"at": "gazette"}, "passage", "'gazette' is no passage"),
        ({"at": "gazette.body"}, "passage", "no passage"),
        ({"at": "Gazette.body.1"}, "passage", "no passage"),
        ({"at": "gazette.body.1."}, "passage", "no passage"),
        ({"at": "gazette.body.1>"}, "passage", "no passage"),
        ({"at": []}, "empty", "at: there is nothing in it"),
        ({"said": "yesterday"}, "date", "is no date"),
        ({"said": "2023-02-30"}, "date", "there is no day '2023-02-30'"),
        ({"said": "2023-05-02/2023-05-01"}, "date", "ends before it begins"),
        ({"says": ""}, "empty", "the text is empty"),
        ({"says": " \n"}, "empty", "the text is empty"),
        ({"says": "a\u202eb"}, "characters", "direction characters"),
        ({"says": "a\u2067b"}, "characters", "direction characters"),
        ({"says": "a\u061cb"}, "characters", "direction characters"),
        ({"says": "a\u200bb"}, "characters", "direction characters"),
        ({"says": "a\u0007b"}, "characters", "control"),
        ({"says": "a\u009bb"}, "characters", "control"),
        ({"says": "a\ud800b"}, "characters", "control"),
        ({"says": "a\ufff9b"}, "characters", "control"),
        ({"says": "a\U000e0041b"}, "characters", "control"),
        ({"quote": FIFTEEN + " more"}, "too-long", "the text has 16 words"),
        ({"assesses": "place:x"}, "identifier", "no claim and no actor"),
        ({"assesses": "actor:"}, "identifier", "no claim and no actor"),
        ({"inferred": {"whoo": "he"}}, "unknown-key", "inferred has an unknown key 'whoo'"),
        ({"inferred": {"who": ""}}, "empty", "inferred.who: the text is empty"),
        ({"via": [{"medium": "report"}]}, "missing-key", "has no 'by'"),
        ({"via": {"bye": "x", "by": "isw"}}, "unknown-key", "'bye'"),
        ({"figure": {"kind": "lost"}}, "missing-key", "figure has no 'n'"),
        ({"figure": {"kind": "lost", "n": "1", "extent": "full"}}, "unknown-key", "figure has an unknown key 'extent'"),
        ({"occurrence": {"kind": "x", "wher": "y"}}, "unknown-key", "occurrence has an unknown key 'wher'"),
        ({"occurrence": []}, "type", "occurrence is no mapping"),
        ({"colour": "red"}, "unknown-key", "the file has an unknown key 'colour'"),
    ],
)
def test_what_a_claim_refuses(change: dict[str, Any], rule: str, what: str) -> None:
    (fault,) = refused(Claim, {**CLAIM, **change})
    assert fault.rule == rule
    assert what in fault.what
    assert len(fault.remedy) > 5


def test_a_quote_of_fifteen_words_is_short_enough() -> None:
    assert Claim.model_validate({**CLAIM, "quote": FIFTEEN}).quote == FIFTEEN


def test_did_you_mean_reaches_every_key() -> None:
    changes: list[tuple[dict[str, Any], str]] = [
        ({"occurence": {}}, "occurrence"),
        ({"occurrence": {"kind": "a", "form": "b"}}, "from"),
        ({"inferred": {"whoo": "x"}}, "who"),
        ({"via": [{"by": "a", "mediun": "b"}]}, "medium"),
    ]
    for change, near in changes:
        (fault,) = refused(Claim, {**CLAIM, **change})
        assert f"'{near}'" in fault.remedy


ENTITY: dict[str, Any] = {"kind": "person", "names": {"Brass": "a.b.1.1"}}


def test_the_ways_to_write_an_entity() -> None:
    actor = Actor.model_validate(
        {
            **ENTITY,
            "names": {"A": "a.b.1", "B": ["a.b.1", "a.b.2"], "C": {"coined": "x"}},
            "side": {"is": "s", "note": "n"},
        }
    )
    assert [(name.at, name.coined) for name in actor.names.values()] == [
        (("a.b.1",), None),
        (("a.b.1", "a.b.2"), None),
        ((), "x"),
    ]
    assert [fact.is_ for fact in actor.side] == ["s"]


@pytest.mark.parametrize(
    ("model", "data", "rule"),
    [
        (Actor, {**ENTITY, "names": {}}, "empty"),
        (Actor, {**ENTITY, "names": {"": "a.b.1"}}, "empty"),
        (Actor, {**ENTITY, "names": {"a\u202e": "a.b.1"}}, "characters"),
        (Actor, {**ENTITY, "names": {"A  B": "a.b.1", "A B": "a.b.2"}}, "duplicate-key"),
        (Actor, {**ENTITY, "names": ["Brass"]}, "type"),
        (Actor, {**ENTITY, "part_of": []}, "unknown-key"),
        (Actor, {**ENTITY, "side": {"is_": "s"}}, "missing-key"),
        (Actor, {**ENTITY, "side": "guard"}, "type"),
        (Actor, {"names": {"Brass": "a.b.1"}}, "missing-key"),
        (Phase, {"names": {"A": "a.b.h"}, "battle": "b", "order": "0", "when": "2023"}, "number"),
        (Phase, {"names": {"A": "a.b.h"}, "battle": "b", "order": "1.5", "when": "2023"}, "number"),
        (Phase, {"names": {"A": "a.b.h"}, "battle": "b", "order": "9" * 5000, "when": "2023"}, "number"),
        (Event, {"kind": "x", "label": "y", "part-of": "Z"}, "identifier"),
        (Situation, {"kind": "role", "role": " "}, "empty"),
        (Retired, {"on": "2026-13-01", "why": "x"}, "date"),
        (Retired, {"on": "0", "why": "x"}, "date"),
        (Retired, {"on": "2026-01-01T00:00:00", "why": "x"}, "date"),
        (Retired, {"on": "20260101", "why": "x"}, "date"),
        (
            ClaimFile,
            {"curator": "a", "curated": "2026-01-01", "claims": {}, "set-aside": {"a.b.1": {"why": "so"}}},
            "unknown-value",
        ),
        (
            ClaimFile,
            {"curator": "a", "curated": "2026-01-01", "claims": {}, "set-aside": {"a": {"why": "repeats"}}},
            "passage",
        ),
        (ClaimFile, {"curator": "a", "curated": "yesterday", "claims": {}}, "date"),
        (
            ClaimFile,
            {"curator": "a", "curated": "2026-01-01", "claims": {}, "year-from": {"at": "a.b.h"}},
            "missing-key",
        ),
    ],
)
def test_what_the_other_nouns_refuse(model: type[Node], data: dict[str, Any], rule: str) -> None:
    assert [fault.rule for fault in refused(model, data)][:1] in ([rule], ["unknown-key"])
    assert rule in {fault.rule for fault in refused(model, data)}


MANIFEST: dict[str, Any] = {
    "name": "x",
    "title": "X",
    "description": "x",
    "base": "https://example.org/",
    "version": "0.1.0",
    "issued": "2026-01-01",
    "licence": "https://example.org/l",
    "battle": "b",
    "curators": [{"id": "c", "name": "C"}],
    "scope": ["a.b"],
}


@pytest.mark.parametrize("base", ["https://example.org/", "http://a.b:8080/x/y.z/", "https://w3id.org/battlekg/"])
def test_a_base_that_names_can_be_put_after(base: str) -> None:
    assert Manifest.model_validate({**MANIFEST, "base": base}).base == base


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("base", "https://example.org", "base"),
        ("base", "https://", "base"),
        ("base", "https:///", "base"),
        ("base", "https://a//", "base"),
        ("base", "https://a/../", "base"),
        ("base", "ftp://a/", "base"),
        ("base", "https://a/#/", "base"),
        ("base", "https://a/> <b/", "base"),
        ("base", "https://a/%20/", "base"),
        ("base", "https://a/é/", "base"),
        ("base", "https://a/\n", "base"),
        ("version", "1.0", "version"),
        ("version", "v1.0.0", "version"),
        ("version", "1.0.0\n", "version"),
        ("licence", "CC0", "licence"),
        ("licence", "https://a/> .", "licence"),
        ("issued", "2026-02-30", "date"),
        ("curators", [], "empty"),
        ("curators", [{"id": "A", "name": "C"}], "identifier"),
        ("scope", [], "empty"),
        ("scope", ["a"], "scope"),
        ("scope", "a.b", "type"),
        ("name", "X", "identifier"),
        ("title", "", "empty"),
    ],
)
def test_what_the_manifest_refuses(field: str, value: Any, rule: str) -> None:
    (fault,) = refused(Manifest, {**MANIFEST, field: value})
    assert fault.rule == rule
    assert field in fault.what


DOCUMENT: dict[str, Any] = {
    "kind": "news-article",
    "title": "T",
    "publisher": "p",
    "url": "https://example.org/a",
    "published": "1901",
    "file": {"name": "a.txt", "sha256": "a" * 64},
    "normalisation": "battlekg-1",
    "sections": [{"key": "b", "heading": ""}],
}


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("published", "1901/1902", "date"),
        ("published", "[1901..1902]", "date"),
        ("published", "1901-02-29", "date"),
        ("retrieved", "../2026", "date"),
        ("publisher", "The Gazette", "identifier"),
        ("url", "https://a/> .", "url"),
        ("url", "example.org", "url"),
        ("url", "https://a b", "url"),
        ("title", "a\u202eb", "characters"),
        ("notes", "a\u202eb", "characters"),
        ("normalisation", "battlekg-2", "unknown-value"),
        ("kind", "news-artikle", "unknown-value"),
        ("sections", [], "empty"),
        ("sections", [{"key": "b", "heading": "a\u202eb"}], "characters"),
        ("inferred", {"sections": "x"}, "unknown-key"),
    ],
)
def test_what_a_document_refuses(field: str, value: Any, rule: str) -> None:
    assert refused(DocumentEntry, DOCUMENT) == []
    (fault,) = refused(DocumentEntry, {**DOCUMENT, field: value})
    assert fault.rule == rule
    assert re.match(rf"{field}\b", fault.what)
