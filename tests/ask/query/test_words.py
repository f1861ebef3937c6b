"""Numbers and dates as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ask.render.prose import date_words, grouped, number_words
from kg.rdf.concepts import schemes

CASES = [
    (("exactly", "500", "500"), "500"),
    (("about", "1000", "1000"), "about 1,000"),
    (("at least", "20000", ""), "at least 20,000"),
    (("more than", "81000", ""), "more than 81,000"),
    (("up to", "", "400"), "up to 400"),
    (("fewer than", "", "4000"), "fewer than 4,000"),
    (("nearly", "", "140"), "nearly 140"),
    (("between", "150", "1700", "metres"), "150–1,700 m"),
    (("between", "20000", "30000", "", "days"), "20,000–30,000 a day"),
    (("about", "80", "80", "per cent"), "about 80%"),
    (("exactly", "1", "1", "months"), "1 month"),
    (("exactly", "2.5", "2.5", "square kilometres", "weeks"), "2.5 km² a week"),
    (("exactly", "3", "3", "", "casualty"), "3 a casualty"),
    (("", "", ""), ""),
]


@pytest.mark.parametrize(("parts", "words"), CASES)
def test_a_number_is_written_as_in_a_sentence(parts: tuple[str, ...], words: str) -> None:
    assert number_words(*parts) == words


def test_every_bound_of_the_scheme_has_words_of_its_own() -> None:
    ends = {
        "up-to": ("", "7"),
        "fewer-than": ("", "7"),
        "nearly": ("", "7"),
        "at-least": ("7", ""),
        "more-than": ("7", ""),
    }
    found = {bound.label: number_words(bound.label, *ends.get(key, ("7", "8" if "range" in key else "7")))
             for key, bound in schemes()["bound"].items()}  # fmt: skip
    assert found["exactly"] == "7"
    assert found["between"] == "7–8"
    assert {found[label] for label in found} == set(found.values())
    assert len(set(found.values())) == len(found) == 9


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_grouping_loses_no_digit(number: Decimal) -> None:
    text = f"{number:f}"
    assert grouped(text).replace(",", "") == text
    assert all(len(part) == 3 for part in grouped(text).partition(".")[0].split(",")[1:])
    assert grouped(grouped(text)) == grouped(text)


def test_dates_of_other_forms_stay_as_they_are() -> None:
    assert date_words("2023-05-20") == "2023-05-20"
    assert date_words("../2023-02-01") == "until 2023-02-01"
    assert date_words("a day in May") == "a day in May"
