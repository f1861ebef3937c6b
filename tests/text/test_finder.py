"""A finder leads to its passage and to no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.finder import finder_of

REST = " Nobody saw it. The mill fell on the third day, again."


def test_the_beginning_comes_first() -> None:
    text = "The garrison held the mill for nine days."
    assert finder_of(text, text + REST) == ("The garrison held the mill", 0)


def test_a_repeated_beginning_is_passed_over() -> None:
    text = "The mill fell on the third day, at dawn, in heavy rain."
    assert finder_of(text, text + REST) == ("on the third day, at", 14)


def test_a_plain_window_near_the_beginning_goes_before_one_with_punctuation() -> None:
    text = "On 3 May, the river rose by half a metre."
    assert finder_of(text, text + REST) == ("the river rose by half", 10)


def test_a_plain_window_far_away_does_not() -> None:
    text = "So, a, b, c, d, e, f, g, h, i, j, k and now five plain words."
    assert finder_of(text, text + REST) == ("So, a, b, c, d", 0)


def test_quotes_and_stops_around_it_are_left_out() -> None:
    text = '"They left."'
    assert finder_of(text, text + REST) == ("They left", 1)


def test_case_does_not_make_it_unique_if_anything_else_does() -> None:
    text = "The Mill Stood There Still that day."
    assert finder_of(text, text + " the mill stood there still, too.") == ("Mill Stood There Still that", 4)


def test_case_makes_it_unique_if_nothing_else_does() -> None:
    assert finder_of("Losses", "Losses\nThe losses were heavy.") == ("Losses", 0)


def test_a_stop_makes_it_unique_if_nothing_else_does() -> None:
    assert finder_of("40+", "40+\nOf 40 men.") == ("40+", 0)


def test_a_word_inside_a_longer_one_counts() -> None:
    assert finder_of("On 1 May it rained.", "On 1 May it rained.\nOn 1 May it rained hard.")[0] == "On 1 May it rained."


def test_nothing_unique_means_no_finder() -> None:
    assert finder_of("They left.", "They left.\nThey left.") == ("", 0)


@pytest.mark.parametrize("text", ["", "..."])
def test_without_words(text: str) -> None:
    finder, _ = finder_of(text, "... x ...")
    assert finder == ""


@given(
    st.lists(st.text(alphabet="abA .,'-\"", min_size=1).map(lambda t: " ".join(t.split())), min_size=1).map(
        lambda ts: [t for t in ts if t]
    )
)
def test_a_finder_is_short_unique_and_where_it_says(blocks: list[str]) -> None:
    document = "\n".join(blocks)
    flat = document.replace("\n", " ")
    for text in blocks:
        finder, at = finder_of(text, document)
        words = text.split()
        windows = [" ".join(words[i : i + n]) for n in range(1, 6) for i in range(len(words) - n + 1)]
        if finder:
            assert text[at : at + len(finder)] == finder
            assert len(finder.split()) <= 5
            assert flat.count(finder) == 1
        else:
            assert at == 0
            assert not [window for window in windows if flat.count(window) == 1]
