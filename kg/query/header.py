"""Canned queries: the SPARQL text and the header that describes it.

The header are the leading lines that begin with ``#+``; without that mark they are YAML::

    #+ summary: Claims of one claimant, by the date of saying
    #+ description: More about it, in one or more sentences.
    #+ params:
    #+   claimant: {type: actor, default: prigozhin, description: Who said it}
    #+ columns:
    #+   claim: The claim
    #+ behind: {query: claims-by, count: claims, claimant: "?claimant"}
    #+ answers: [1, 19]

A parameter enters through the one line ``VALUES (?a ?b) { (... ...) }`` of the text, whose row holds the defaults, so
that the file runs as it stands in any SPARQL 1.1 engine.
"""

from __future__ import annotations

import os
import re

from kg.faults import Fault, FaultError, did_you_mean
from kg.folders import QUERIES
from kg.namespaces import SCHEMES
from kg.query.plain import read_plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, Final

__all__ = ["Parameter", "Query", "find_query", "list_queries", "put_values", "read_query"]

ENTITY_TYPES: Final = ("actor", "place", "event", "claim", "source")
"""The types of parameters that are things of the dataset."""

PLAIN_TYPES: Final = ("date", "integer", "text")
"""The types of parameters that are literals."""

_KEYS: Final = {
    "summary": str, "description": str, "params": dict, "columns": dict, "behind": dict, "answers": list,
}  # fmt: skip
_PARAMETER_KEYS: Final = ("type", "default", "description", "optional")


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

    __slots__ = ("default", "description", "name", "optional", "type")

    def __init__(self, name: str, type: str, default: str, description: str, optional: bool) -> None:
        self.name = name
        self.type = type
        self.default = default
        self.description = description
        self.optional = optional


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
        behind: Which question lists the claims that a row counts; empty where rows count nothing. See kg.query.listing.
    """

    __slots__ = ("answers", "behind", "columns", "description", "name", "parameters", "summary", "text", "theme")

    def __init__(
        self,
        name: str,
        theme: str,
        summary: str,
        description: str,
        parameters: tuple[Parameter, ...],
        columns: Mapping[str, str],
        answers: tuple[int, ...],
        text: str,
        behind: Mapping[str, str],
    ) -> None:
        self.name = name
        self.theme = theme
        self.summary = summary
        self.description = description
        self.parameters = parameters
        self.columns = columns
        self.answers = answers
        self.text = text
        self.behind = behind

    @property
    def body(self) -> str:
        """The SPARQL text without the header."""
        return "\n".join(line for line in self.text.splitlines() if not line.startswith("#+")).strip() + "\n"


def list_queries(folder: str | os.PathLike[str] = QUERIES) -> list[Query]:
    """Return all canned queries by theme and name.

    Raises:
        FaultError: All faults of all headers, and names that stand twice.
    """
    found: dict[str, Query] = {}
    faults: list[Fault] = []
    for theme, name in _names(folder):
        try:
            query = read_query(f"{os.fspath(folder)}/{theme}/{name}.rq")
        except FaultError as error:
            faults.extend(error.faults)
            continue
        if name in found:
            what = f"there is a query of this name in '{found[name].theme}' as well"
            faults.append(Fault(f"{theme}/{name}.rq", 0, "header", what, "rename one of them"))
        found[name] = query
    if faults:
        raise FaultError(faults)
    return list(found.values())


def find_query(name: str, folder: str | os.PathLike[str] = QUERIES) -> Query:
    """Return a canned query by its name.

    Raises:
        FaultError: There is no such query, or its header is at fault.
    """
    names = _names(folder)
    for theme, found in names:
        if found == name:
            return read_query(f"{os.fspath(folder)}/{theme}/{name}.rq")
    remedy = did_you_mean(name, [found for _, found in names], "'battlekg query' lists them")
    raise FaultError([Fault("", 0, "query", f"there is no query '{name}'", remedy)])


def _names(folder: str | os.PathLike[str]) -> list[tuple[str, str]]:
    """Return theme and name of all queries."""
    themes = [entry.name for entry in os.scandir(folder) if entry.is_dir()] if os.path.isdir(folder) else []
    files = [(theme, file) for theme in themes for file in os.listdir(f"{os.fspath(folder)}/{theme}")]
    return sorted((theme, file[:-3]) for theme, file in files if file.endswith(".rq"))


def read_query(path: str | os.PathLike[str]) -> Query:
    """Read a query file.

    Raises:
        FaultError: The file cannot be read, or all faults of the header.
    """
    folder, file = os.path.split(os.path.abspath(path))
    try:
        with open(path, encoding="utf-8") as opened:
            text = opened.read()
    except (OSError, UnicodeDecodeError):
        what = "the file cannot be read as UTF-8"
        raise FaultError([Fault(file, 0, "unreadable", what, "check the file")]) from None
    header = _header(file, text.splitlines())
    faults: list[Fault] = [Fault(file, 1, "header", what, remedy) for what, remedy in _troubles(header, text)]
    if faults:
        raise FaultError(faults)
    return Query(
        name=file.removesuffix(".rq"),
        theme=os.path.basename(folder),
        summary=header["summary"],
        description=header["description"],
        parameters=tuple(_parameter(name, given) for name, given in header.get("params", {}).items()),
        columns=header.get("columns", {}),
        answers=tuple(int(number) for number in header.get("answers", ())),
        text=text,
        behind=header.get("behind", {}),
    )


def put_values(text: str, row: str) -> str:
    """Return the text of a query with another row in its ``VALUES`` line."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if names := _values_line(line):
            lines[number] = f"{line.partition('VALUES')[0]}VALUES ({' '.join(names)}) {{ ({row}) }}"
    return "\n".join(lines)


def _values_line(line: str) -> list[str]:
    """Return the variables of a ``VALUES`` line with one row; nothing for any other line."""
    head, between, tail = line.strip(" ").partition(") { (")
    if not (between and head.startswith("VALUES (") and tail.endswith(") }")):
        return []
    names = head.removeprefix("VALUES (").split()
    return names if all(name.startswith("?") for name in names) else []


def _header(name: str, lines: Sequence[str]) -> dict[str, Any]:
    marked = "\n".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+"))
    found = read_plain(marked)
    return _yaml(name, marked) if found is None else found


def _yaml(name: str, text: str) -> dict[str, Any]:
    import yaml

    try:
        found = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError as error:
        what = f"the header is no YAML: {getattr(error, 'problem', None) or 'check quotes and colons'}"
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise FaultError([Fault(name, line, "header", what, "see any other query")]) from None
    return found if isinstance(found, dict) else {}


def _parameter(name: str, given: Mapping[str, str]) -> Parameter:
    default = given["default"]
    optional = default == "any" or given.get("optional") == "yes"
    return Parameter(name, given["type"], default, given["description"], optional)


def _troubles(header: Mapping[str, Any], text: str) -> Iterator[tuple[str, str]]:
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#+"))
    for key, value in header.items():
        if key not in _KEYS:
            yield f"unknown key '{key}'", did_you_mean(key, _KEYS, "remove it")
        elif not isinstance(value, _KEYS[key]):
            kind = {str: "text", dict: "a mapping", list: "a list of numbers"}[_KEYS[key]]
            yield f"'{key}' is not {kind}", "see any other query"
            return
    for key in ("summary", "description"):
        if not header.get(key):
            yield f"no '{key}'", "add it"
    if not all(
        isinstance(number, str) and number.isascii() and number.isdigit() for number in header.get("answers", [])
    ):
        yield "'answers' is not a list of numbers", "write the numbers of questions of docs/questions.md"
    yield from _parameter_troubles(header.get("params", {}), body)
    columns = header.get("columns", {})
    yield from _behind_troubles(header.get("behind"), header.get("params", {}), columns)
    if (projected := _projected(body)) is not None and projected != list(columns):
        yield f"the query gives {projected}, the header describes {list(columns)}", "align them"
    for name, meaning in columns.items():
        if not isinstance(meaning, str) or not meaning:
            yield f"column '{name}' has no description", "say what it means"


def _behind_troubles(
    behind: Mapping[str, str] | None, params: Mapping[str, Any], columns: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    if behind is None:
        return
    if not all(isinstance(behind.get(key), str) for key in ("query", "count")):
        yield "'behind' has no 'query' or no 'count'", "name the question that lists the claims, and the column"
    elif behind["count"] not in columns:
        yield f"'behind' counts in '{behind['count']}', which is no column", f"known: {', '.join(columns)}"
    if behind.get("among", "yes") != "yes":
        yield f"'behind': 'among' is '{behind['among']}'", "write yes, or leave it out"
    for name, value in behind.items():
        known = value.removeprefix("?")
        if value != known and known not in params and known not in columns:
            yield (
                f"'behind' sets '{name}' to '{value}', no parameter or column",
                did_you_mean(known, [*params, *columns], "see both"),
            )


def _parameter_troubles(params: Mapping[str, Any], body: str) -> Iterator[tuple[str, str]]:
    lines = [names for line in body.split("\n") if (names := _values_line(line))]
    named = [name[1:] for name in lines[0]] if lines else []
    if len(lines) > 1:
        yield f"{len(lines)} VALUES lines with one row", "put all parameters into one"
    elif params and named != list(params):
        yield f"the VALUES line has {named or 'nothing'}, the header {list(params)}", "name the same in the same order"
    elif named and not params:
        yield f"the VALUES line has {named}, the header has no 'params'", "describe them, or write BIND"
    used = re.findall(r"[?$](\w+)", body)
    for name, given in params.items():
        if not isinstance(given, dict):
            yield f"parameter '{name}' is no mapping", "write {type: ..., default: ..., description: ...}"
            continue
        for key in given:
            if key not in _PARAMETER_KEYS:
                yield f"parameter '{name}' has the unknown key '{key}'", did_you_mean(key, _PARAMETER_KEYS, "remove it")
        missing = [key for key in _PARAMETER_KEYS[:3] if not isinstance(given.get(key), str) or not given[key]]
        if missing:
            yield f"parameter '{name}' has no {', '.join(missing)}", "add it"
        elif not _known_type(given["type"]):
            known = (*ENTITY_TYPES, *PLAIN_TYPES, "concept:SCHEME")
            yield f"parameter '{name}' has the unknown type '{given['type']}'", f"known: {', '.join(known)}"
        if given.get("optional", "yes") not in ("yes", "no"):
            yield f"parameter '{name}': 'optional' is '{given['optional']}'", "write yes or no"
        if used.count(name) < 2:
            yield f"parameter '{name}' is not used in the text", "use or remove it"


def _known_type(name: str) -> bool:
    return name in ENTITY_TYPES or name in PLAIN_TYPES or name.removeprefix("concept:") in SCHEMES


def _projected(body: str) -> list[str] | None:
    """Return the columns of a SELECT; ``None`` for ASK and CONSTRUCT."""
    start = next((number for number, line in enumerate(body.split("\n")) if line.startswith("SELECT ")), None)
    if start is None:
        return None
    head = "\n".join(body.split("\n")[start:]).partition("{")[0]
    found, depth, last = [], 0, ""
    for token in re.findall(r"\(|\)|[?$]\w+|[^\s()?$]+", head):
        depth += (token == "(") - (token == ")")
        if token == ")" and depth == 0:
            found.append(last)
        elif token[0] in "?$" and depth == 0:
            found.append(token[1:])
        last = token[1:] if token[0] in "?$" else last
    return found
