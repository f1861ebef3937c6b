"""YAML files as plain data with the line of every value; every scalar stays a string.

Reading is strict, because people edit these files by hand: no anchors or aliases (they hide what a value is, and can
explode), no key twice, no deep nesting, no huge file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode

from kg.faults import Fault, FaultError, did_you_mean

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Tree", "read_tree"]

MAX_BYTES: Final = 4_000_000
"""The largest file that is read, in bytes."""

MAX_DEPTH: Final = 16
"""The deepest nesting of lists and mappings."""

Path_ = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)
_BASE: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


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
        for length in range(len(where), -1, -1):
            if where[:length] in self.lines:
                return self.lines[where[:length]]
        return 1

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

    def _explain(self, model: type[BaseModel], where: Path_, detail: Any) -> Fault:
        place = where + tuple(part for part in detail["loc"] if part != "[key]")
        name, kind = str(detail["loc"][-1] if detail["loc"] else "value"), detail["type"]
        holder = ".".join(str(part) for part in place[:-1]) or "the file"
        if kind == "extra_forbidden":
            known = _keys(model, detail["loc"][:-1])
            remedy = did_you_mean(name, known, "use one of " + ", ".join(known) if known else "remove it")
            return self.fault(place, "unknown-key", f"{holder} has an unknown key '{name}'", remedy)
        if kind == "missing":
            return self.fault(place[:-1], "missing-key", f"{holder} has no '{name}'", "add it")
        what = str(detail["msg"]).removeprefix("Value error, ")
        rule = "value" if kind == "value_error" else kind.replace("_", "-")
        shown = ".".join(str(part) for part in place)
        return self.fault(place, rule, f"{shown}: {what}", "mend the value (docs/format.md)")


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
        raw = path.read_bytes()
    except OSError as error:
        what = f"the file cannot be read ({(error.strerror or 'unknown reason').lower()})"
        raise FaultError([Fault(name, 0, "unreadable", what, "check that it exists and is a readable file")]) from None
    if len(raw) > MAX_BYTES:
        what = f"the file has {len(raw)} bytes, more than {MAX_BYTES}"
        raise FaultError([Fault(name, 0, "too-large", what, "split it by topic")])
    try:
        content = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FaultError([Fault(name, line, "encoding", "the file is not UTF-8", "save it as UTF-8")]) from None
    return _compose(name, content)


def _compose(name: str, content: str) -> Tree:
    _before_parsing(name, content)
    try:
        node = yaml.compose(content, Loader=_BASE)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise FaultError([Fault(name, line, "yaml", f"no valid YAML: {error.problem}", _yaml_remedy(error))]) from None
    except yaml.reader.ReaderError as error:
        line = content[: error.position].count("\n") + 1 if isinstance(error.position, int) else 0
        what = f"character U+{ord(error.character):04X} is not allowed" if error.character else "no valid YAML"
        raise FaultError([Fault(name, line, "yaml", what, "remove it")]) from None
    except RecursionError:
        raise FaultError([Fault(name, 0, "depth", "the nesting is too deep", "flatten it")]) from None
    if node is None:
        raise FaultError([Fault(name, 1, "empty", "the file is empty", "write '{}' if there is nothing to say")])
    faults: list[Fault] = []
    lines: dict[Path_, int] = {}
    data = _plain(name, node, (), lines, faults, set())
    if faults:
        raise FaultError(faults)
    return Tree(name, data, lines)


def _before_parsing(name: str, content: str) -> None:
    """Refuse what would make the YAML parser itself recurse without end."""
    depth = 0
    for number, line in enumerate(content.splitlines(), 1):
        indent = len(line) - len(line.lstrip(" "))
        depth = max(0, depth + line.count("[") + line.count("{") - line.count("]") - line.count("}"))
        if depth > MAX_DEPTH * 4 or indent > 200 or line.count("- - - - -") > 2:
            raise FaultError([Fault(name, number, "depth", "the nesting is too deep", "flatten it")])


def _yaml_remedy(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "'\\t'" in problem or "\t" in problem:
        return "indent with spaces, not with tabs"
    if "mapping values are not allowed" in problem:
        return "put the value in quotes, it has a ': ' in it"
    if "expected ',' or ']'" in problem or "expected ',' or '}'" in problem:
        return "put items with ?, : or # in quotes, and close the bracket"
    if "alias" in problem or "anchor" in problem:
        return "write the value out; anchors and aliases are not allowed"
    return "check quotes, indentation and colons near this line"


def _plain(name: str, node: Node, at: Path_, lines: dict[Path_, int], faults: list[Fault], seen: set[int]) -> Any:
    line = node.start_mark.line + 1
    lines.setdefault(at, line)
    if id(node) in seen or node.anchor if hasattr(node, "anchor") else id(node) in seen:
        faults.append(Fault(name, line, "alias", "anchors and aliases are not allowed", "write the value out"))
        return ""
    seen.add(id(node))
    if isinstance(node, ScalarNode):
        return str(node.value)
    if len(at) >= MAX_DEPTH:
        faults.append(Fault(name, line, "depth", "the nesting is too deep", "flatten it"))
        return ""
    if isinstance(node, MappingNode):
        return _mapping(name, node, at, lines, faults, seen)
    return [_plain(name, item, (*at, i), lines, faults, seen) for i, item in enumerate(node.value)]


def _mapping(
    name: str, node: MappingNode, at: Path_, lines: dict[Path_, int], faults: list[Fault], seen: set[int]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            faults.append(Fault(name, line, "key", "a key is no plain word", "write a word before the colon"))
            continue
        if key.value in found:
            first = lines[(*at, key.value)]
            what = f"'{key.value}' stands twice, first in line {first}"
            faults.append(Fault(name, line, "duplicate-key", what, "rename or remove one of them"))
            continue
        lines[(*at, key.value)] = line
        found[key.value] = _plain(name, value, (*at, key.value), lines, faults, seen)
    return found


def _keys(model: type[BaseModel], loc: Iterable[str | int]) -> list[str]:
    """Return the keys that the model allows at ``loc``; empty where that cannot be told."""
    current: Any = model
    for part in loc:
        if not (isinstance(current, type) and issubclass(current, BaseModel)):
            return []
        fields = {(field.alias or name): field for name, field in current.model_fields.items()}
        if str(part) not in fields:
            return []
        current = _model_in(fields[str(part)].annotation)
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return []
    return [field.alias or name for name, field in current.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _model_in(inner)
        if found is not None:
            return found
    return None
