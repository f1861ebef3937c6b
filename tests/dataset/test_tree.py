"""YAML is read strictly, and what is wrong with a file is said with its line, all of it together."""

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from kg.dataset import tree
from kg.dataset.fields import Line, Node, Slug, Slugs
from kg.dataset.tree import MAX_BYTES, MAX_DEPTH, Tree, read_tree
from kg.faults import Fault
from tests.fixtures import faults_of, outcome


def read(folder: Path, content: str | bytes) -> Tree:
    path = folder / "a.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_tree(path, "set/a.yaml")


def test_every_scalar_stays_a_string_and_has_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "a: NO\nb:\n  - 1.0\n  - {c: 2023-05-20}\nd: >-\n  one\n  two\ne: ''\nf:\n")
    assert found.data == {"a": "NO", "b": ["1.0", {"c": "2023-05-20"}], "d": "one two", "e": "", "f": ""}
    lines = {("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1, "c"): 4, ("d",): 5, ("f",): 9}
    assert {path: found.line(path) for path in lines} == lines
    assert found.line(("b", 1, "c", "deeper", 3)) == 4
    assert found.line(("nowhere",)) == 1


def test_marks_of_a_file_that_are_no_content(tmp_path: Path) -> None:
    for content in ("\ufeffa: b\n", "a: b\r\n", "# c\n---\na: b\n...\n", "%YAML 1.1\n---\na: b\n", "a: b"):
        assert read(tmp_path, content).data == {"a": "b"}


BILLION = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairwise("abcdefghi"))

FAULTY: dict[str, tuple[str | bytes, int, str, str, str]] = {
    # what it is: content, line, rule, part of the message, part of the remedy
    "tab": ("a:\n\tb: c\n", 2, "yaml", "cannot start any token", "spaces, not with tabs"),
    "tab after a value": ("a: b\n\tc: d\n", 2, "yaml", "tab", "spaces, not with tabs"),
    "tab in a block": ("a: |\n\tx\n", 2, "yaml", "tab", "spaces, not with tabs"),
    "duplicate key": (
        "a: 1\nb: 2\na: 3\n",
        3,
        "duplicate-key",
        "'a' stands twice, first in line 1",
        "rename or remove",
    ),
    "duplicate key in brackets": ("x: {a: 1,\n a: 2}\n", 2, "duplicate-key", "'a' stands twice", "rename or remove"),
    "anchor": ("a: &x 1\n", 1, "alias", "anchors and aliases are not allowed", "write the value out"),
    "anchor on a list": ("a:\n  &x\n  - 1\n", 2, "alias", "anchors", "write the value out"),
    "alias of nothing": ("a: *x\n", 1, "alias", "aliases are not allowed", "write the value out"),
    "merge key": ("a: &x {b: c}\nd: {<<: *x}\n", 1, "alias", "anchors", "write the value out"),
    "billion laughs": (BILLION, 1, "alias", "aliases are not allowed", "write the value out"),
    "endless alias": ("a: &a [*a]\n", 1, "alias", "aliases are not allowed", "write the value out"),
    "tag": ("a: 1\nb: !!python/object:os.system x\n", 2, "tag", "python/object", "write the value alone"),
    "own tag": ("a: !x [1]\n", 1, "tag", "'!x' is not allowed", "write the value alone"),
    "deep in brackets": ("a: " + "[" * 100_000, 1, "depth", "too deep", "flatten it"),
    "deep in braces": ("a: " + "{b: " * 5000, 1, "depth", "too deep", "flatten it"),
    "deep in lines": ("".join(f"{' ' * n}a:\n" for n in range(1000)), MAX_DEPTH + 1, "depth", "too deep", "flatten it"),
    "deep in a line of dashes": ("a:\n" + "- " * 50_000 + "b\n", 2, "depth", "too deep", "flatten it"),
    "too large": ("a: " + "x" * MAX_BYTES, 0, "too-large", f"more than {MAX_BYTES}", "split it"),
    "not UTF-8": (b"a: b\nc: " + b"\xe9\n", 2, "encoding", "not UTF-8", "save it as UTF-8"),
    "UTF-16": ("a: b\n".encode("utf-16"), 1, "encoding", "not UTF-8", "save it as UTF-8"),
    "empty": ("", 1, "empty", "the file is empty", "write '{}'"),
    "comments only": ("# a\n\n", 1, "empty", "the file is empty", "write '{}'"),
    "control character": ("a: b\nc: d\x01\n", 2, "characters", "U+0001", "remove it"),
    "null": ("a: b\0\n", 1, "characters", "U+0000", "remove it"),
    "next line": ("a: b\u0085c: d\n", 1, "characters", "U+0085", "remove it"),
    "line separator": ("a: b\u2028c: d\n", 1, "characters", "U+2028", "remove it"),
    "escaped control character": ('a: b\nc: "\\e[2J"\n', 2, "characters", "control characters", "remove them"),
    "escaped null": ('a: "\\0"\n', 1, "characters", "control characters", "remove them"),
    "? in a list": ("a: [reuters?]\n", 1, "yaml", "?", "in quotes"),
    "? in a mapping": ("a: {b: c?}\n", 1, "yaml", "?", "in quotes"),
    "value with ': '": ("a: he said: no\n", 1, "yaml", "mapping values are not allowed", "in quotes if it has a ': '"),
    "no space after a colon": ("a:b\nc: d\n", 2, "yaml", "mapping values", "a space after the colon"),
    "open list": ("a: 1\nb: [c,\nd: e\n", 2, "yaml", "no valid YAML", "close the bracket"),
    "open mapping": ("a: {b: c\n", 1, "yaml", "no valid YAML", "close the bracket"),
    "open quote": ("a: 'b\nc: d\n", 1, "yaml", "end of stream", "close the quotes"),
    "word after quotes": ("a: 'b' c\n", 1, "yaml", "no valid YAML", "check quotes"),
    "list after a word": ("a: b\n- c\n", 2, "yaml", "no valid YAML", "check quotes"),
    "value with @": ("a: @b\n", 1, "yaml", "cannot start any token", "in quotes"),
    "value with `": ("a: `b\n", 1, "yaml", "cannot start any token", "in quotes"),
    "unknown escape": ('a: "\\q"\n', 1, "yaml", "unknown escape", "check quotes"),
    "list as key": ("a: 1\n? [b]\n: c\n", 2, "key", "no plain word", "before the colon"),
    "mapping as key": ("{{a: b}: c}\n", 1, "key", "no plain word", "before the colon"),
    "second document": ("a: b\n---\nc: d\n", 2, "yaml", "second document", "make a file of each"),
}


@pytest.fixture(params=["C", "Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both YAML readers: the quick one, and the one that is there where the quick one is not."""
    if request.param == "Python":
        monkeypatch.setattr(tree, "_LOADER", yaml.BaseLoader)
    else:
        assert tree._LOADER is yaml.CBaseLoader


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("name", FAULTY)
def test_every_fault_is_named_with_line_rule_and_remedy(name: str, tmp_path: Path) -> None:
    content, line, rule, what, remedy = FAULTY[name]
    first = faults_of(lambda: read(tmp_path, content))[0]
    assert (first.path, first.line, first.rule) == ("set/a.yaml", line, rule)
    assert what in first.what or tree._LOADER is yaml.BaseLoader
    assert remedy in first.remedy
    assert len(str(first)) < 400


def test_a_bomb_is_told_apart_quickly(tmp_path: Path) -> None:
    faults = faults_of(lambda: read(tmp_path, BILLION))
    assert {fault.rule for fault in faults} == {"alias"}
    assert len(faults) == 9


def test_all_faults_of_a_file_come_together(tmp_path: Path) -> None:
    text = 'a: &x 1\nb: !t 2\nb: 3\nc: {d: 1, d: 2}\n? [e]\n: {f: 1, g: [h?]}\ni: "\\0"\nj: \'x\n'
    rules = [(fault.line, fault.rule) for fault in faults_of(lambda: read(tmp_path, text))]
    assert rules == [
        (1, "alias"), (2, "tag"), (3, "duplicate-key"), (4, "duplicate-key"), (5, "key"), (6, "yaml"),
        (7, "characters"), (8, "yaml"),
    ]  # fmt: skip


def test_what_a_second_value_of_a_key_holds_is_read_over(tmp_path: Path) -> None:
    (fault,) = faults_of(lambda: read(tmp_path, "a: {b: 1}\na: {b: 1, c: [d, {e: f}]}\n"))
    assert (fault.line, fault.rule) == (2, "duplicate-key")


def test_what_is_no_file(tmp_path: Path) -> None:
    (fault,) = faults_of(lambda: read_tree(tmp_path / "absent.yaml"))
    assert (fault.path, fault.line, fault.rule) == (str(tmp_path / "absent.yaml"), 0, "unreadable")
    assert "no such file" in fault.what
    (tmp_path / "folder.yaml").mkdir()
    (fault,) = faults_of(lambda: read_tree(tmp_path / "folder.yaml", "x"))
    assert (fault.path, fault.rule) == ("x", "unreadable")
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    assert faults_of(lambda: read_tree(tmp_path / "circle.yaml"))[0].rule == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert faults_of(lambda: read_tree(tmp_path / "pipe.yaml"))[0].rule == "unreadable"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").write_text("a: b\n", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (fault,) = faults_of(lambda: read_tree(tmp_path / "a.yaml"))
    assert "permission denied" in fault.what


class Inner(Node):
    word: Slug
    at_all: Line | None = None


class Outer(Node):
    inner: Inner
    many: tuple[Inner, ...] = ()
    named: dict[Slug, Inner] = Field(default_factory=dict)
    slugs: Slugs = ()
    order: int = Field(default=1, ge=1)


@pytest.mark.parametrize(
    ("content", "line", "rule", "what", "remedy"),
    [
        (
            "inner: {word: a}\nmani: []\n",
            2,
            "unknown-key",
            "the file has an unknown key 'mani'",
            "did you mean 'many'?",
        ),
        ("inner:\n  word: a\n  at_all: b\n", 3, "unknown-key", "inner has an unknown key 'at_all'", "'at-all'"),
        ("inner: {word: a}\nmany:\n - {word: b}\n - {wort: c, word: d}\n", 4, "unknown-key", "many.1 has an", "'word'"),
        ("inner: {word: a}\nnamed:\n  inner: {wort: c, word: d}\n", 3, "unknown-key", "named.inner has an", "'word'"),
        ("inner: {word: a}\nxxxxxx: 1\n", 2, "unknown-key", "'xxxxxx'", "use one of inner, many, named"),
        ("order: 2\n", 1, "missing-key", "the file has no 'inner'", "add it"),
        ("inner:\n  at-all: b\n", 1, "missing-key", "inner has no 'word'", "add it"),
        ("inner: x\n", 1, "type", "inner is no mapping", "'key: value'"),
        ("inner: {word: [a]}\n", 1, "type", "inner.word is no text", "one value"),
        ("inner: {word: a}\nmany: {word: b}\n", 2, "type", "many is no list", "[value, value]"),
        ("inner: {word: a}\nslugs:\n  - b\n  - C\n", 4, "identifier", "slugs.1: 'C' is no identifier", "lower-case"),
        ("inner: {word: a}\nslugs: C\n", 2, "identifier", "slugs: 'C' is no identifier", "lower-case"),
        ("inner: {word: a}\nnamed: {A: {word: b}}\n", 2, "identifier", "named.A: 'A' is no identifier", "lower-case"),
        ("inner: {word: a}\norder: one\n", 2, "number", "order is no whole number", "write 1, 2"),
        ("inner: {word: a}\norder: 0\n", 2, "number", "order is no whole number", "write 1, 2"),
        ("- a\n", 1, "type", "the file is no mapping", "'key: value'"),
        ("x\n", 1, "type", "the file is no mapping", "'key: value'"),
    ],
)
def test_what_the_model_refuses_is_said_plainly(
    content: str, line: int, rule: str, what: str, remedy: str, tmp_path: Path
) -> None:
    found = read(tmp_path, content)
    faults: list[Fault] = []
    assert found.parse(Outer, found.data, (), faults) is None
    (fault,) = faults
    assert (fault.path, fault.line, fault.rule) == ("set/a.yaml", line, rule)
    assert what in fault.what
    assert remedy in fault.remedy
    assert "pydantic" not in str(fault)


def test_all_that_a_model_refuses_comes_together(tmp_path: Path) -> None:
    found = read(tmp_path, "inner: {wort: a}\nmany: [{word: A}, x]\norder: 0\n")
    faults: list[Fault] = []
    found.parse(Outer, found.data, (), faults)
    assert sorted(fault.rule for fault in faults) == ["identifier", "missing-key", "number", "type", "unknown-key"]


PIECES = st.lists(
    st.sampled_from([
        "a", "b: ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "'", '"', "&a ", "*a", "!t ", "|", ">-", "?", ": ", "#",
        "---", "...", "%", "@", "\t", "\\", "é", "\u200b", "<<: ", "1",
    ]),
    max_size=30,
)  # fmt: skip


@given(PIECES)
def test_no_text_gives_anything_but_a_tree_or_faults(pieces: list[str]) -> None:
    for loader in (yaml.CBaseLoader, yaml.BaseLoader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tree, "_LOADER", loader)
            found = outcome(tree._Composer("f", "".join(pieces)).tree)
        assert isinstance(found, Tree) or all(fault.rule and fault.remedy for fault in found)


TEXT = st.text(
    st.characters(exclude_characters="\u2028\u2029\ufeff\ufffe\uffff", exclude_categories=["Cc", "Cs"]), max_size=9
)


@given(st.recursive(TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=9))
def test_json_is_read_as_it_is(data: Any) -> None:
    found = outcome(tree._Composer("f", json.dumps(data, ensure_ascii=False)).tree)
    assert found.data == data if isinstance(found, Tree) else {fault.rule for fault in found} == {"depth"}
