"""Names as they are compared."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.share.link import folding as words
from kg.share.link.folding import clean, fold, likeness, years


def test_the_examples_hold() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lowbridge", "LOWBRIDGE"),
        ("Château d’Eau", "chateau d'eau"),
        ("Siversk", "Sivers’k"),
        ("Артёмовск", "артемовск"),
        ("The New Courier", "New Courier"),
        ("Ostrow\u200e", "Ostrow"),
        ("<i>Ostrow</i>", "Ostrow"),
        ("Ostrow-Vale", "Ostrow Vale"),
    ],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("28th Brigade", "24th Brigade"), ("Lyman", "Lymany"), ("The", "A")])
def test_spellings_that_are_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_numbers_are_never_alike() -> None:
    assert likeness("28th", "24th") == 0
    assert 0.5 < likeness("syrskyi", "syrsky") < 1


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once_and_hides_nothing(text: str) -> None:
    once = clean(text)
    assert once.isprintable()
    assert "\n" not in once
    assert fold(once) == fold(clean(once))


def test_years_of_a_period() -> None:
    assert years("from 1914 to 1918") == {1914, 1918}
    assert years("war (1914–18)") == set(range(1914, 1919))
    assert years("Q2022111, 20222 and 12.2022.5") == set()
