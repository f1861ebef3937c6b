"""Every fault of the header of a query, each with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from kg.ask.catalog.question import ENTITY_TYPES, PLAIN_TYPES, values_line
from kg.faults import Fault, did_you_mean
from kg.rdf.namespaces import SCHEMES

__all__ = ["check_header"]

_KEYS: Final[Mapping[str, type]] = {
    "summary": str, "description": str, "params": dict, "columns": dict, "behind": dict, "answers": list,
    "keywords": str,
}  # fmt: skip
_NEEDED: Final = ("type", "default", "sample", "description")
_PARAMETER_KEYS: Final = (*_NEEDED, "optional", "values", "least", "most")

At = Callable[[tuple[str, ...], str, str], Fault]
"""Makes a fault of its place in the header (keys from the outside in; ``VALUES`` and ``SELECT`` for the text), what is
wrong, and the remedy."""


def check_header(file: str, header: Mapping[str, Any], text: str) -> list[Fault]:
    """Return all faults of the header of a query.

    Args:
        file: How messages name the file.
        header: The header as YAML reads it, every scalar a string.
        text: The whole text of the file.
    """
    lines = text.splitlines()

    def at(where: tuple[str, ...], what: str, remedy: str) -> Fault:
        return Fault(file, _line(lines, where), "header", what, remedy)

    return list(_faults(at, header, text))


def _line(lines: Sequence[str], where: tuple[str, ...]) -> int:
    """Return the line of a place; that of what it is missing from, or 1, where it is missing."""
    at = 0
    for depth, key in enumerate(where):
        margin = " {2,}" if depth else " ?"
        start = rf"\s*{key} " if key in ("VALUES", "SELECT") else rf"#\+{margin}{re.escape(key)}:"
        at = next((number for number in range(at, len(lines)) if re.match(start, lines[number])), at)
    return at + 1


def _faults(at: At, header: Mapping[str, Any], text: str) -> Iterator[Fault]:
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#+"))
    for key, value in header.items():
        if key not in _KEYS:
            yield at((key,), f"unknown key '{key}'", did_you_mean(key, _KEYS, "remove it"))
        elif not isinstance(value, _KEYS[key]):
            kind = "text" if _KEYS[key] is str else "a mapping" if _KEYS[key] is dict else "a list of numbers"
            yield at((key,), f"'{key}' is not {kind}", "see any other query")
    for key in ("summary", "description"):
        if not header.get(key):
            yield at((key,), f"no '{key}'", "add it")
    numbers = header.get("answers", [])
    if isinstance(numbers, list) and not all(isinstance(one, str) and _is_number(one) for one in numbers):
        yield at(("answers",), "'answers' is not a list of numbers", "write numbers of docs/dev/questions.md")
    params, columns = header.get("params", {}), header.get("columns", {})
    if isinstance(params, dict):
        yield from _parameter_faults(at, params, body)
    if isinstance(columns, dict):
        yield from _column_faults(at, columns, body)
    behind = header.get("behind")
    if isinstance(behind, dict) and isinstance(params, dict) and isinstance(columns, dict):
        yield from _behind_faults(at, behind, params, columns)


def _behind_faults(
    at: At, behind: Mapping[str, Any], params: Mapping[str, Any], columns: Mapping[str, Any]
) -> Iterator[Fault]:
    where = ("behind",)
    if not all(isinstance(value, str) for value in behind.values()):
        yield at(where, "'behind' has a value that is no text", "see any other query")
        return
    if "query" not in behind or "count" not in behind:
        yield at(
            where, "'behind' has no 'query' or no 'count'", "name the question that lists the claims, and the column"
        )
    elif behind["count"] not in columns:
        yield at(where, f"'behind' counts in '{behind['count']}', which is no column", f"known: {', '.join(columns)}")
    if behind.get("among", "yes") != "yes":
        yield at(where, f"'behind': 'among' is '{behind['among']}'", "write yes, or leave it out")
    for name, value in behind.items():
        known = value.removeprefix("?")
        if value != known and known not in params and known not in columns:
            remedy = did_you_mean(known, [*params, *columns], "see both")
            yield at(where, f"'behind' sets '{name}' to '{value}', no parameter or column", remedy)


def _column_faults(at: At, columns: Mapping[str, Any], body: str) -> Iterator[Fault]:
    projected = _projected(body)
    if projected is not None:
        for name in sorted(set(projected) - set(columns)):
            yield at(("SELECT",), f"column '{name}' is not described", "say under 'columns' what it means")
        for name in sorted(set(columns) - set(projected)):
            remedy = did_you_mean(name, projected, "remove it, or add it to the SELECT line")
            yield at(("columns", name), f"the header describes '{name}', which the query does not give", remedy)
        if sorted(projected) == sorted(columns) and projected != list(columns):
            what = f"the query gives {projected}, the header describes {list(columns)}"
            yield at(("columns",), what, "describe them in the same order")
    elif columns:
        yield at(("columns",), "the query gives no columns, the header describes some", "remove 'columns'")
    for name, meaning in columns.items():
        if not isinstance(meaning, str) or not meaning:
            yield at(("columns", name), f"column '{name}' has no description", "say what it means")


def _parameter_faults(at: At, params: Mapping[str, Any], body: str) -> Iterator[Fault]:
    lines = [names for line in body.split("\n") if (names := values_line(line))]
    named = [name[1:] for name in lines[0]] if lines else []
    if len(lines) > 1:
        yield at(("VALUES",), f"{len(lines)} VALUES lines with one row", "put all parameters into one")
    elif params and named != list(params):
        what = f"the VALUES line has {named or 'nothing'}, the header {list(params)}"
        yield at(("VALUES" if named else "params",), what, "name the same in the same order")
    elif named and not params:
        yield at(
            ("VALUES",), f"the VALUES line has {named}, the header has no 'params'", "describe them, or write BIND"
        )
    used = re.findall(r"[?$](\w+)", body)
    for name, given in params.items():
        yield from (at(("params", name), *fault) for fault in _one_parameter(name, given, used.count(name)))


def _one_parameter(name: str, given: Any, times: int) -> Iterator[tuple[str, str]]:
    if not isinstance(given, dict):
        yield f"parameter '{name}' is no mapping", "write {type: ..., default: ..., sample: ..., description: ...}"
        return
    if times < 2:
        yield f"parameter '{name}' is not used in the text", "use or remove it"
    for key in sorted(set(given) - set(_PARAMETER_KEYS)):
        yield f"parameter '{name}' has the unknown key '{key}'", did_you_mean(key, _PARAMETER_KEYS, "remove it")
    for key in _NEEDED:
        if not isinstance(given.get(key), str) or not given[key]:
            remedy = "give a value with which the question has rows" if key == "sample" else "add it"
            yield f"parameter '{name}' has no {key}", remedy
    kind = given.get("type")
    known = (*ENTITY_TYPES, *PLAIN_TYPES)
    if isinstance(kind, str) and kind and kind not in (*known, *(f"concept:{scheme}" for scheme in SCHEMES)):
        yield f"parameter '{name}' has the unknown type '{kind}'", f"known: {', '.join(known)}, concept:SCHEME"
    if given.get("optional", "yes") not in ("yes", "no"):
        yield f"parameter '{name}': 'optional' is '{given['optional']}'", "write yes or no"
    if given.get("sample") == "any" and kind != "text":
        yield f"parameter '{name}': the sample is 'any'", "give a value that a user may want"
    yield from _limits(name, kind, given)


def _limits(name: str, kind: Any, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("least", "most"):
        if key in given and not (isinstance(given[key], str) and _is_number(given[key].removeprefix("-"))):
            yield f"parameter '{name}': '{key}' is no whole number", "write a whole number"
        elif key in given and kind != "integer":
            yield f"parameter '{name}' of type {kind} has '{key}'", "only an integer has a range"
    if "values" in given:
        values = given["values"].split() if isinstance(given["values"], str) else []
        if not values:
            yield f"parameter '{name}': 'values' is empty", "write them with spaces between"
        for key in ("default", "sample"):
            if values and isinstance(given.get(key), str) and given[key] not in (*values, "any"):
                yield f"parameter '{name}': the {key} '{given[key]}' is none of its values", "add it to 'values'"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _projected(body: str) -> list[str] | None:
    """Return the columns of a SELECT; ``None`` for ASK and CONSTRUCT."""
    head = re.search(r"^SELECT [^{]*", body, re.MULTILINE)
    if head is None:
        return None
    found, depth, last = [], 0, ""
    for token in re.findall(r"\(|\)|[?$]\w+|[^\s()?$]+", head[0]):
        depth += (token == "(") - (token == ")")
        if token == ")" and depth == 0:
            found.append(last)
        elif token[0] in "?$" and depth == 0:
            found.append(token[1:])
        last = token[1:] if token[0] in "?$" else last
    return found
