"""Identifiers have one form per kind, and come apart as they were put together."""

import hashlib

import pytest

from kg.text.passage import KINDS, Passage, passage_id, sha256_of, split_id

GOOD = {
    "sentence": ("d.may.12.5", ("d", "may", "12", "5")),
    "row": ("d.mil.t1.r2", ("d", "mil", "t1", "r2")),
    "caption": ("d.may.c1", ("d", "may", "c1", "")),
    "heading": ("d.may.h", ("d", "may", "h", "")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_comes_apart_and_together_again(kind: str) -> None:
    identifier, pieces = GOOD[kind]
    assert split_id(identifier, kind) == pieces
    assert passage_id(*pieces) == identifier


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_has_the_form_of_its_own_kind_only(kind: str) -> None:
    for other, (identifier, _) in GOOD.items():
        if other != kind:
            with pytest.raises(ValueError, match=kind):
                split_id(identifier, kind)


@pytest.mark.parametrize(
    "bad", ["d.may.0.1", "d.may.01.1", "d.may.1", "D.may.1.1", "d.may.1.1.1", "d..1.1", "d.may.1.1\n"]
)
def test_a_malformed_id_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="no identifier"):
        split_id(bad, "sentence")


def test_further_headings_of_a_section_are_numbered_from_two() -> None:
    assert split_id("d.may.h2", "heading")[2] == "h2"
    with pytest.raises(ValueError, match="heading"):
        split_id("d.may.h1", "heading")


def test_the_digest_is_that_of_the_utf8_text() -> None:
    assert sha256_of("Łódź") == hashlib.sha256("Łódź".encode()).hexdigest()


def test_length_counts_code_points() -> None:
    assert Passage("d.s.1.1", "d", "s", "1", "sentence", 3, 10, "", "", 0).length == 7
