"""The reader of headers gives what YAML gives, or says that it does not know."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kg.ask.catalog.plain import read_plain

KNOWN = [
    "summary: Who said it",
    "summary: Who said it?\ndescription: >-\n  One: two # three\n  four, {five}",
    "a:   b   \nc: d  e",
    "a: one\n  two\n    three\nb: x",
    "params:\n  place: {type: place, default: any, description: A place}\n  day: {a: 'b, c', d: \"e: {f}\"}",
    "params:\n  place: {type: place,\n    default: any}",
    "params:\n  place:\n    type: place\n    default: any",
    "p: {}\na: []\nb: [1,2 , 3]",
    "p: {type: concept:measure, default: 2023-05-20, n: 0}",
    'a: "b: c # d"\nb: \'e "f"\'',
    "a_b: x",
    "a: b'c\"d",
    "a: 12\nb: 1.5\nc: yes\nd: null\ne: ~x\nf: 2023-05-20",
    "a: http://example.org/b#c",
    "p: {a: b,}",
]
UNKNOWN = [
    "",
    "a",
    "a:",
    "- a",
    "a: &x b",
    "a: *x",
    "a: |\n  b",
    "a: >\n  b",
    "a: >-\n  b\n    c",
    "a: b: c",
    "a: b #c",
    "a: !x b",
    "a: 'it''s'",
    'a: "b\\n"',
    "a: [b]",
    "a: [[1]]",
    "p: {a: {b: c}}",
    "a: b\na: c",
    "a: b\n\nc: d",
    "# x\na: b",
    "a: ?b",
    "a: -",
    "a: - b",
    " a: b",
    "a:\n  b: c\n d: e",
    "a:\tb",
    "a: b\n  - c",
    "p: {a}",
    "p: {a: b",
    "p: {a: b} c",
    "p: {a: b?, c: d}",
    "a: @b",
    "a: `b",
    "a: %b",
    "a: b:",
    "p: {a: 'b'c}",
    "a: 'b' c",
    "a: \x07",
    "a: b\u2028c",
    "---\na: b",
    "a: >-",
    "p: {a: , b: c}",
    "é: a",
    "a: [1, 2",
    "a: 1]\nb: [",
]


@pytest.mark.parametrize("text", KNOWN)
def test_the_plain_part_is_read_as_yaml_reads_it(text: str) -> None:
    assert read_plain(text) == yaml.load(text, yaml.BaseLoader)


@pytest.mark.parametrize("text", UNKNOWN)
def test_all_else_is_left_to_yaml(text: str) -> None:
    assert read_plain(text) in (None, _yaml(text))


def _yaml(text: str) -> object:
    try:
        return yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        return "no YAML"


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "key",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n    ",
        " ",
        "{",
        "}",
        "[",
        "]",
        ", ",
        ",",
        "'",
        '"',
        "#",
        " #",
        "1",
        "2",
        ">-",
        "|",
        "-",
        "- ",
        "?",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "é",
        "word",
        "~",
        "=",
        "\\",
        ".",
        "...",
        "<<",
    ]
)


@given(
    st.one_of(
        st.lists(PIECES, max_size=14).map("".join),
        st.lists(PIECES, max_size=8).map(lambda x: "a: " + "".join(x)),
        st.lists(PIECES, max_size=9).map(lambda x: "p: {a: b, c: " + "".join(x) + "}"),
    )
)
@example("a: {b: c:d}")
def test_what_it_reads_is_what_yaml_reads(text: str) -> None:
    found = read_plain(text)
    if found is not None:
        assert found == _yaml(text)
