"""Canned queries: the SPARQL text and the header that describes it.

The header are the leading lines that begin with ``#+``; without that mark they are YAML::

    #+ summary: Claims of one claimant, by the date of saying
    #+ description: More about it, in one or more sentences.
    #+ params:
    #+   claimant: {type: actor, default: prigozhin, description: Who said it}
    #+ columns:
    #+   claim: The claim
    #+ answers: [1, 19]

A parameter enters through the one line ``VALUES (?a ?b) { (... ...) }`` of the text, whose row holds the defaults, so
that the file runs as it stands in any SPARQL 1.1 engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.faults import Fault, FaultError, did_you_mean
from kg.resources import QUERIES

__all__ = ["Parameter", "Query", "find_query", "list_queries", "read_query"]

VALUES: Final = re.compile(r"^( *)VALUES \(([^)\n]*)\) \{ \(([^\n]*)\) \}[ ]*$", re.MULTILINE)
_ENTITY_TYPES: Final = ("actor", "place", "event", "claim", "source")
_PLAIN_TYPES: Final = ("date", "integer", "text")
_KEYS: Final = ("summary", "description", "params", "columns", "answers")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        name: The name of the variable.
        type: ``actor``, ``place``, ``event``, ``claim``, ``source``, ``concept:SCHEME``, ``date``,
            ``integer``, ``text``.
        default: The value that is taken where the user gives none, as a user would write it; ``any`` for no limit.
        description: What it means.
        optional: Whether ``any`` is allowed.
    """

    name: str
    type: str
    default: str
    description: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A canned query.

    Attributes:
        name: Its name, the file name without the ending.
        theme: The folder it is in.
        summary: The question in one line.
        description: More about it.
        parameters: Its parameters in the order of the ``VALUES`` line.
        columns: What each column means, in order; empty for ASK and CONSTRUCT.
        answers: The numbers of the questions of docs/questions.md that it helps to answer.
        text: The SPARQL text with its header.
    """

    name: str
    theme: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    answers: tuple[int, ...]
    text: str

    @property
    def body(self) -> str:
        """The SPARQL text without the header."""
        return "\n".join(line for line in self.text.splitlines() if not line.startswith("#+")).strip() + "\n"


@cache
def _paths(folder: Path) -> Mapping[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*/*.rq"), key=lambda p: (p.parent.name, p.stem))}


def list_queries(folder: Path = QUERIES) -> list[Query]:
    """Return all canned queries by theme and name.

    Raises:
        FaultError: A header is at fault.
    """
    return [read_query(path) for path in _paths(folder).values()]


def find_query(name: str, folder: Path = QUERIES) -> Query:
    """Return a canned query by its name.

    Raises:
        FaultError: There is no such query, or its header is at fault.
    """
    paths = _paths(folder)
    if name not in paths:
        remedy = did_you_mean(name, paths, "'battlekg query' lists them")
        raise FaultError([Fault("", 0, "query", f"there is no query '{name}'", remedy)])
    return read_query(paths[name])


def read_query(path: Path) -> Query:
    """Read a query file.

    Raises:
        FaultError: All faults of the header.
    """
    text = path.read_text(encoding="utf-8")
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    header = _yaml(path, "\n".join(lines))
    faults = [Fault(path.name, 1, "header", what, remedy) for what, remedy in _troubles(header, text)]
    if faults:
        raise FaultError(faults)
    return Query(
        name=path.stem,
        theme=path.parent.name,
        summary=header["summary"],
        description=header["description"],
        parameters=tuple(_parameter(name, given) for name, given in header.get("params", {}).items()),
        columns=header.get("columns", {}),
        answers=tuple(int(number) for number in header.get("answers", ())),
        text=text,
    )


def _yaml(path: Path, text: str) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        what = f"the header is no YAML: {getattr(error, 'problem', error)}"
        raise FaultError([Fault(path.name, 1, "header", what, "see any other query")]) from None
    return found if isinstance(found, dict) else {}


def _parameter(name: str, given: Mapping[str, str]) -> Parameter:
    default = given["default"]
    optional = default == "any" or given.get("optional") == "yes"
    return Parameter(name, given["type"], default, given["description"], optional)


def _troubles(header: Mapping[str, Any], text: str) -> Iterator[tuple[str, str]]:
    for key in header:
        if key not in _KEYS:
            yield f"unknown key '{key}'", did_you_mean(key, _KEYS, "remove it")
    for key in ("summary", "description"):
        if not header.get(key):
            yield f"no '{key}'", "add it"
    values = VALUES.findall(text)
    named = values[0][1].replace("?", "").split() if values else []
    params = header.get("params", {})
    if len(values) > 1 or named != list(params):
        yield f"the VALUES line has {named or 'nothing'}, the header {list(params)}", "name the same in the same order"
    for name, given in params.items():
        missing = {"type", "default", "description"} - set(given)
        if missing:
            yield f"parameter '{name}' has no {', '.join(sorted(missing))}", "add it"
        elif given["type"] not in (*_ENTITY_TYPES, *_PLAIN_TYPES) and not given["type"].startswith("concept:"):
            yield f"parameter '{name}' has the unknown type '{given['type']}'", "see kg/query/header.py"
        if len(re.findall(rf"\?{name}\b", text)) < 2:
            yield f"parameter '{name}' is not used in the text", "use or remove it"
    columns = list(header.get("columns", {}))
    if (projected := _projected(text)) is not None and projected != columns:
        yield f"the query gives {projected}, the header describes {columns}", "align them"


def _projected(text: str) -> list[str] | None:
    """Return the columns of a SELECT; ``None`` for ASK and CONSTRUCT."""
    select = re.search(r"^SELECT (?:DISTINCT )?(.*?)(?:\bWHERE\b\s*)?\{", text, re.MULTILINE | re.DOTALL)
    if select is None:
        return None
    found, depth, last = [], 0, ""
    for token in re.findall(r"\(|\)|\?\w+|[^\s()?]+", select[1]):
        depth += (token == "(") - (token == ")")
        if token == ")" and depth == 0:
            found.append(last)
        elif token.startswith("?") and depth == 0:
            found.append(token[1:])
        last = token[1:] if token.startswith("?") else last
    return found
