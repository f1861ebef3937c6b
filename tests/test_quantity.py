"""Numbers with their bounds: the whole notation, and what is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dataset.proposition import Figure
from kg.dataset.tree import Tree
from kg.faults import Fault
from kg.quantity import Quantity


def refused(n: str) -> list[Fault]:
    faults: list[Fault] = []
    Tree("f", {}, {(): 1}).parse(Figure, {"kind": "lost", "n": n}, (), faults)
    return faults


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("86", "86", "86", "exact"),
        ("0", "0", "0", "exact"),
        ("4.54", "4.54", "4.54", "exact"),
        ("007", "7", "7", "exact"),
        ("~86", "86", "86", "about"),
        ("150..1700", "150", "1700", "range"),
        ("5..5", "5", "5", "range"),
        ("0..5", "0", "5", "range"),
        ("1.5..2.5", "1.5", "2.5", "range"),
        ("20000..", "20000", None, "at-least"),
        ("0..", "0", None, "at-least"),
        (">100", "100", None, "more-than"),
        ("..400", None, "400", "up-to"),
        ("..0", None, "0", "up-to"),
        ("<4000", None, "4000", "fewer-than"),
        ("<~50", None, "50", "nearly"),
        ("999999999999999.999999", "999999999999999.999999", "999999999999999.999999", "exact"),
    ],
)
def test_the_notation_of_numbers(text: str, low: str | None, high: str | None, bound: str) -> None:
    found = Quantity.parse(text)
    assert found.minimum == (None if low is None else Decimal(low))
    assert found.maximum == (None if high is None else Decimal(high))
    assert found.bound == bound
    assert Figure.model_validate({"kind": "lost", "n": text}).quantity == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "many",
        "-5",
        "+5",
        "1,000",
        "1 000",
        "1e3",
        "5.",
        ".5",
        "1...2",
        "~1..2",
        ">1..",
        "<..2",
        ">~5",
        "~~5",
        "5~",
        "1..2..3",
        "5%",
        "٥",
        "1" * 16,
        "1.1234567",
        "NaN",
        "inf",
        "1\n",
    ],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        Quantity.parse(text)
    (fault,) = refused(text)
    assert fault.rule == "number"
    assert "docs/reference/format.md" in fault.remedy


def test_a_range_is_in_order() -> None:
    (fault,) = refused("20..10")
    assert "the lower number is above the upper one" in fault.what


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_a_written_range_is_read_back(one: Decimal, two: Decimal) -> None:
    low, high = sorted((one, two))
    assert Quantity.parse(f"{low}..{high}") == Quantity(low, high, "range")


@given(st.text("0123456789.<>~ -", max_size=12))
def test_any_text_is_a_quantity_or_a_value_error(text: str) -> None:
    try:
        found = Quantity.parse(text)
    except ValueError:
        return
    assert found.minimum is not None or found.maximum is not None
    assert found.minimum is None or found.maximum is None or found.minimum <= found.maximum
