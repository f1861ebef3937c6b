"""Each declared step does what it says, and blocks are where they say they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.normalise import STEPS, Normalised, fold, normalise, tidy

EXAMPLES = {
    "nfc": ("Cafe\u0301", ["Café"]),
    "line-ends": ("One\r\ntwo\r\n\r\nthree\rfour", ["One two", "three four"]),
    "invisible": ("\ufeffZe\u200bro wi\u00addth", ["Zero width"]),
    "front-matter": ("---\ntitle: x\n---\nBody", ["Body"]),
    "back-matter": ("Body\n## See also\nA list\n## More\nText", ["Body"]),
    "images": ("![A mill (02)](https://example.org/A_(02).jpg)\nBody", ["A mill (02)", "Body"]),
    "headings": ("### The mill ###\nBody", ["The mill", "Body"]),
    "tables": ("| a | b |\n|---|:-:|\n| 1 |  2 |", ["a | b", "1 | 2"]),
    "paragraphs": ("One\ntwo\n\n\nthree", ["One two", "three"]),
    "inline-markup": ("**A** *b c* [d](https://example.org/x_(y)) [e - ed.]", ["A b c d [e - ed.]"]),
    "typography": ("“It’s” 5–6\u00a0km — no\u2011one", ['"It\'s" 5-6 km - no-one']),
    "hyphen-breaks": (
        "A well-\nknown half-\nand full-time 5–\n6 job -\nours",
        ["A well-known half- and full-time 5-6 job - ours"],
    ),
    "white-space": ("  One \t two\u2003 three  ", ["One two three"]),
    "joining": ("One\n\nTwo", ["One", "Two"]),
}


def texts(normalised: Normalised) -> list[str]:
    return [block.text for block in normalised.blocks]


@pytest.mark.parametrize("step", EXAMPLES)
def test_step(step: str) -> None:
    raw, expected = EXAMPLES[step]
    assert texts(normalise(raw)) == expected
    assert normalise(raw).text == "\n".join(expected)


def test_every_declared_step_has_an_example() -> None:
    assert list(STEPS) == list(EXAMPLES)
    assert all(description.endswith(".") for description in STEPS.values())


def test_the_blocks_of_a_document(report: str) -> None:
    assert [(b.kind, b.section_heading) for b in normalise(report).blocks] == [
        ("paragraph", ""),
        ("heading", "Prelude"),
        ("caption", "Prelude"),
        ("paragraph", "Prelude"),
        ("paragraph", "Prelude"),
        ("heading", "Losses"),
        ("row-head", "Losses"),
        ("row", "Losses"),
        ("row", "Losses"),
        ("paragraph", "Losses"),
    ]


def test_a_declared_heading_needs_no_marks() -> None:
    raw = "Mill falls – at last\n\nIt fell."
    assert [b.kind for b in normalise(raw).blocks] == ["paragraph", "paragraph"]
    assert [b.kind for b in normalise(raw, ["Mill falls - at last"]).blocks] == ["heading", "paragraph"]


def test_an_image_inside_a_paragraph_stands_before_it() -> None:
    blocks = normalise("It ![the mill](https://example.org/m.jpg) fell\nhere.").blocks
    assert [(b.kind, b.text) for b in blocks] == [("caption", "the mill"), ("paragraph", "It fell here.")]


def test_an_image_without_alternative_text_is_nothing() -> None:
    assert texts(normalise("![](https://example.org/m.jpg)\nIt fell.")) == ["It fell."]


@pytest.mark.parametrize(
    "raw",
    ["--- not a block\nx", "Body\n---\na: b\n---\nmore", "---\nnever closed"],
    ids=["no-line-of-its-own", "not-at-the-beginning", "never-closed"],
)
def test_what_only_looks_like_front_matter_stays(raw: str) -> None:
    assert normalise(raw).text == " ".join(raw.split())


@pytest.mark.parametrize("heading", ["# Notes", "## references", "### See also:", "## References[object Object]"])
def test_back_matter_headings(heading: str) -> None:
    assert normalise(f"Body\n\n{heading}\n\nx").text == "Body"


@pytest.mark.parametrize("heading", ["## Notes on the mill", "See also", "## Referenced"])
def test_other_headings_end_nothing(heading: str) -> None:
    assert normalise(f"Body\n\n{heading}\n\nLast").text.endswith("Last")


def test_single_stars_and_brackets_stay() -> None:
    assert tidy("5 * 6 * 7 [sic] (so)") == "5 * 6 * 7 [sic] (so)"


def test_a_line_of_dashes_without_a_table_is_nothing() -> None:
    assert [(b.kind, b.text) for b in normalise("|---|\nText.\n|---|").blocks] == [("paragraph", "Text.")]


def test_an_empty_cell_leaves_no_double_space() -> None:
    assert texts(normalise("| a |  | b |\n|  |  |  |")) == ["a | | b"]


@pytest.mark.parametrize("raw", ["", "\n \n", "---\na: b\n---\n", "## Notes\nx"])
def test_a_text_without_content_has_no_blocks(raw: str) -> None:
    assert normalise(raw) == Normalised("", ())


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="aB1 .-|#*[]()!\n\t\r\u00a0“–é"))
def test_blocks_are_where_they_say(raw: str) -> None:
    normalised = normalise(raw)
    for block in normalised.blocks:
        assert normalised.text[block.start : block.end] == block.text == " ".join(block.text.split()) != ""
    assert normalised.text == "\n".join(texts(normalised))
