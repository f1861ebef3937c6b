"""YAML files as plain data with the line of every value; every scalar stays a string.

Reading is strict, because people edit these files by hand: no anchors, aliases or tags (they hide what a value is, and
aliases can explode), no key twice, no deep nesting, no huge file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from yaml import events as ev

from kg.faults import Fault, FaultError, did_you_mean, fault

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Tree", "read_tree"]

MAX_BYTES: Final = 4_000_000
"""The largest file that is read, in bytes."""

MAX_DEPTH: Final = 16
"""The deepest nesting of lists and mappings."""

Path_ = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_CONTROL: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SKIPPED: Final = "\u0000"
"""Stands for a key whose value is read over."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What a YAML file holds.

    Attributes:
        path: The file, as the user would name it.
        data: Strings, lists and dictionaries.
        lines: The line of each value and key by its path from the root, counted from 1.
    """

    path: str
    data: Any
    lines: Mapping[Path_, int]

    def line(self, where: Path_) -> int:
        """Return the line of a path, or of the nearest thing around it."""
        where = self._as_written(where)
        around = (where[:length] for length in range(len(where), -1, -1))
        return next((self.lines[path] for path in around if path in self.lines), 1)

    def fault(self, where: Path_, rule: str, what: str, remedy: str) -> Fault:
        """Return a fault at a path."""
        return Fault(self.path, self.line(where), rule, what, remedy)

    def parse(self, model: type[Model], data: Any, where: Path_, faults: list[Fault]) -> Model | None:
        """Return the value object of a part of the tree, or note all that is wrong with it and return ``None``.

        Args:
            model: The pydantic model.
            data: The part of ``self.data`` at ``where``.
            where: The path of the part.
            faults: Where to note faults.
        """
        try:
            return model.model_validate(data)
        except ValidationError as error:
            faults.extend(self._explain(model, where, detail) for detail in error.errors())
            return None

    def _as_written(self, where: Path_) -> Path_:
        """Return a path without the places in lists that the file writes as one value without brackets."""
        found: Path_ = ()
        for part in where:
            if isinstance(part, str) or (*found, part) in self.lines:
                found = (*found, part)
        return found

    def _explain(self, model: type[BaseModel], where: Path_, detail: Any) -> Fault:
        place = self._as_written(where + tuple(part for part in detail["loc"] if part != "[key]"))
        name, kind = str(place[-1] if place else "value")[:80], detail["type"]
        shown = ".".join(str(part)[:80] for part in place) or "the file"
        holder = ".".join(str(part)[:80] for part in place[:-1]) or "the file"
        if kind == "extra_forbidden":
            known = _keys(model, detail["loc"][:-1])
            remedy = did_you_mean(name, known, "use one of " + ", ".join(known) if known else "remove it")
            if " " in name and detail["input"] in ("", None):
                remedy = _COMMA
            return self.fault(place, "unknown-key", f"{holder} has an unknown key '{name}'", remedy)
        if kind == "missing":
            return self.fault(place[:-1], "missing-key", f"{holder} has no '{name}'", "add it")
        if kind == "literal_error":
            known = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
            remedy = did_you_mean(str(detail["input"])[:80], known, "use one of " + ", ".join(known))
            if detail["loc"][-1] == "[key]":
                remedy = _COMMA if " " in name else remedy
                return self.fault(place, "unknown-key", f"{holder} has an unknown key '{name}'", remedy)
            return self.fault(place, "unknown-value", f"{shown} is '{str(detail['input'])[:80]}'", remedy)
        if kind == "refused":
            rule, what, remedy = (detail["ctx"][part] for part in ("rule", "what", "remedy"))
            return self.fault(place, rule, f"{shown}: {what}", remedy)
        for pattern, rule, what, remedy in _KINDS:
            if re.match(pattern, kind):
                return self.fault(place, rule, f"{shown} {what}", remedy)
        what = str(detail["msg"]).removeprefix("Value error, ")
        return self.fault(place, "value", f"{shown}: {what}", "mend the value (docs/reference/format.md)")


_COMMA: Final = (
    "if it belongs to the text before it, put the whole text in quotes: a comma ends a text within {} and []"
)
_KINDS: Final = (
    ("string_type", "type", "is no text", "write one value"),
    ("(dict|model|mapping)_", "type", "is no mapping", "write 'key: value' lines"),
    ("(tuple|list)_", "type", "is no list", "write '- value' lines or [value, value]"),
    ("too_short", "empty", "is empty", "name at least one"),
    ("int_|greater_than", "number", "is no whole number from 1", "write 1, 2, 3 ..."),
)
"""How to say what pydantic finds: its kinds (a pattern), the rule, what is wrong, the remedy."""


def read_tree(path: Path, shown: str = "") -> Tree:
    """Read a YAML file.

    Args:
        path: The file.
        shown: How messages name it; the path where this is empty.

    Raises:
        FaultError: All that is wrong with the file as YAML.
    """
    name = shown or str(path)
    try:
        if path.exists() and not path.is_file():
            raise fault("unreadable", "this is no file", "put a file in its place, or remove it", name)
        raw = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({(error.strerror or 'unknown reason').lower()})"
        raise fault("unreadable", what, "check that it exists and is a readable file", name) from None
    if len(raw) > MAX_BYTES:
        what = f"the file has {len(raw)} bytes, more than {MAX_BYTES}"
        raise fault("too-large", what, "split it by topic", name)
    try:
        return _Composer(name, raw.decode("utf-8-sig")).tree()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise fault("encoding", "the file is not UTF-8", "save it as UTF-8", name, line) from None


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read.

    Attributes:
        path: Its path from the root.
        holds: The list or the dictionary.
        flow: Whether it stands in brackets.
        key: The key whose value comes next; ``None`` where a key comes next.
    """

    path: Path_
    holds: list[Any] | dict[str, Any]
    flow: bool
    key: str | None = None


@dataclass(slots=True)
class _Composer:
    """Makes a tree of the events of the YAML parser; no recursion, so that no nesting can exhaust the stack."""

    name: str
    content: str
    faults: list[Fault] = field(default_factory=list)
    lines: dict[Path_, int] = field(default_factory=dict)
    stack: list[_Frame] = field(default_factory=list)
    root: Any = None
    documents: int = 0

    def tree(self) -> Tree:
        self._characters()
        if not self.faults:
            self._parse()
        if not self.faults and self.root is None:
            self._fault(1, "empty", "the file is empty", "write '{}' if there is nothing to say")
        if self.faults:
            raise FaultError(self.faults)
        return Tree(self.name, self.root, self.lines)

    def _fault(self, line: int, rule: str, what: str, remedy: str) -> None:
        self.faults.append(Fault(self.name, line, rule, what, remedy))

    def _characters(self) -> None:
        for match in _CONTROL.finditer(self.content):
            line = self.content.count("\n", 0, match.start()) + 1
            self._fault(line, "characters", f"the character U+{ord(match[0]):04X} is not allowed", "remove it")

    def _parse(self) -> None:
        try:
            for event in yaml.parse(self.content, Loader=_LOADER):
                if not self._take(event):
                    return
        except yaml.MarkedYAMLError as error:
            self._syntax(error)

    def _take(self, event: ev.Event) -> bool:
        """Take one event; return whether reading can go on."""
        if isinstance(event, ev.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                remedy = "remove the line '---', or make a file of each"
                self._fault(_line_of(event), "yaml", "a second document begins here", remedy)
                return False
        elif isinstance(event, ev.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, ev.NodeEvent):
            return self._node(event)
        return True

    def _node(self, event: ev.NodeEvent) -> bool:
        line = _line_of(event)
        if event.anchor is not None:
            self._fault(line, "alias", "anchors and aliases are not allowed", "write the value out")
        if (tag := getattr(event, "tag", None)) is not None:
            self._fault(line, "tag", f"the tag '{tag}' is not allowed", "write the value alone, in quotes if need be")
        if isinstance(event, ev.CollectionStartEvent):
            if len(self.stack) >= MAX_DEPTH:
                self._fault(line, "depth", "the nesting is too deep", "flatten it")
                return False
            made: list[Any] | dict[str, Any] = {} if isinstance(event, ev.MappingStartEvent) else []
            self.stack.append(_Frame(self._put(line, made), made, bool(event.flow_style)))
        else:
            self._put(line, self._text(event, line))
        return True

    def _text(self, event: ev.NodeEvent, line: int) -> str:
        value = str(getattr(event, "value", ""))
        if _CONTROL.search(value):
            self._fault(line, "characters", "the text has control characters", "remove them")
        if self.stack and self.stack[-1].flow and "?" in value and not getattr(event, "style", None):
            # Some YAML readers take it, others do not.
            self._fault(line, "yaml", f"'{value[:80]}' has a '?' between brackets", "put it in quotes")
        return value

    def _put(self, line: int, value: Any) -> Path_:
        """Put a value where it belongs and return its path."""
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        frame = self.stack[-1]
        if isinstance(frame.holds, list):
            path = (*frame.path, len(frame.holds))
            frame.holds.append(value)
            self.lines[path] = line
            return path
        if frame.key is None:
            self._key(frame, line, value)
            return (*frame.path, _SKIPPED)
        key, frame.key = frame.key, None
        if key is not _SKIPPED:
            frame.holds[key] = value
        return (*frame.path, key)

    def _key(self, frame: _Frame, line: int, key: Any) -> None:
        frame.key = _SKIPPED
        if not isinstance(key, str):
            self._fault(line, "key", "a key is no plain word", "write a word before the colon")
        elif (*frame.path, key) in self.lines:
            what = f"'{key[:80]}' stands twice, first in line {self.lines[(*frame.path, key)]}"
            self._fault(line, "duplicate-key", what, "rename or remove one of them")
        else:
            frame.key = key
            self.lines[(*frame.path, key)] = line

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        problem, context = str(error.problem), str(error.context)
        mark = error.problem_mark or error.context_mark
        if error.context_mark and (context.startswith("while parsing a flow") or "end of stream" in problem):
            mark = error.context_mark
        line = mark.line + 1 if mark else 0
        if "nesting depth" in problem:  # newer parsers have a limit of their own
            self._fault(line, "depth", "the nesting is too deep", "flatten it")
        else:
            self._fault(line, "yaml", f"no valid YAML: {problem}", self._remedy(problem, context, line))

    def _remedy(self, problem: str, context: str, line: int) -> str:
        lines = self.content.split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        tabs = "\t" in text[: len(text) - len(text.lstrip())] or "tab" in problem
        colon = "mapping values are not allowed" in problem
        remedies = (
            (tabs, "indent with spaces, not with tabs"),
            (colon, "put the value in quotes if it has a ': ' in it, and write a space after the colon of a key"),
            (context.startswith("while parsing a flow"), "close the bracket, and put items with ?, : or # in quotes"),
            ("end of stream" in problem, "close the quotes"),
            ("cannot start any token" in problem, "put the value in quotes"),
            (True, "check quotes, indentation and colons near this line"),
        )
        return next(remedy for fits, remedy in remedies if fits)


def _line_of(event: ev.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _keys(model: type[BaseModel], loc: Iterable[str | int]) -> list[str]:
    """Return the keys that the model allows at ``loc``; empty where that cannot be told."""
    current: Any = model
    for part in loc:
        current = _inside(_bare(current), part)
    current = _bare(current)
    return list(_fields(current)) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _bare(annotation: Any) -> Any:
    """Return a type without its validators and without ``| None``."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next(part for part in get_args(annotation) if part is not NoneType)
    return annotation


def _inside(kind: Any, part: str | int) -> Any:
    """Return the type of what stands at ``part`` of a model, a mapping or a list."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _fields(kind).get(str(part))
    inner = get_args(kind)
    return inner[1 if get_origin(kind) is dict else 0] if inner else None
