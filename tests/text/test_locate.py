"""A passage is found by its finder and judged by its digest."""

import pytest

from kg.text.locate import locate, views
from kg.text.passage import Passage, sha256_of

TEXT = "It rained hard on Sunday. The mill fell. They left."


def passage(text: str, start: int, finder: str = "") -> Passage:
    at = text.find(finder) if finder else 0
    return Passage("d.s.1.1", "d", "s", "1", "sentence", start, start + len(text), sha256_of(text), finder, at)


MILL = passage("The mill fell.", 26, "mill fell")


def test_same() -> None:
    outcome = locate(MILL, [TEXT])
    assert (outcome.status, outcome.at, outcome.text) == ("same", 26, "The mill fell.")


def test_moved() -> None:
    outcome = locate(MILL, ["So. " + TEXT])
    assert (outcome.status, outcome.at, outcome.text) == ("moved", 30, "The mill fell.")


def test_changed() -> None:
    outcome = locate(MILL, [TEXT.replace("The mill", "One mill")])
    assert (outcome.status, outcome.at, outcome.text) == ("changed", 30, "")


def test_missing() -> None:
    outcome = locate(MILL, ["It rained hard on Sunday. They left."])
    assert (outcome.status, outcome.at, outcome.text) == ("missing", -1, "")


def test_a_finder_at_the_very_beginning_of_a_cut_text() -> None:
    assert locate(MILL, ["mill fell. They left."]).status == "changed"


def test_the_second_place_of_a_finder_counts() -> None:
    outcome = locate(MILL, ["A mill fell. The mill fell."])
    assert (outcome.status, outcome.at) == ("moved", 13)


def test_the_frozen_place_goes_before_an_earlier_one() -> None:
    assert locate(passage("They left.", 11, "They left"), ["They left. They left."]).status == "same"


def test_a_second_view_is_asked_and_says_no_more_than_moved() -> None:
    assert locate(MILL, ["torn | to | bits", TEXT]).status == "moved"


@pytest.mark.parametrize(
    ("text", "status"), [(TEXT, "same"), ("So. " + TEXT, "moved"), ("The mill-fell.", "missing"), ("", "missing")]
)
def test_without_a_finder(text: str, status: str) -> None:
    assert locate(passage("The mill fell.", 26), [text]).status == status


def test_the_second_view_ignores_lines_marks_and_tabs() -> None:
    raw = "---\na: b\n---\n# A\n| x |\n y | ![the\nmill](u_(1).jpg) It fell[12] [so - ed.].\n\tSide\tDead 5-\n6"
    assert views(raw)[1] == "# A | x | y | the mill It fell [so - ed.]. Side | Dead 5-6"
