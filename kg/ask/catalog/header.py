"""Canned queries: the SPARQL text and the header that describes it.

The header are the leading lines that begin with ``#+``; without that mark they are YAML::

    #+ summary: Claims of one claimant, by the date of saying
    #+ description: More about it, in one or more sentences.
    #+ params:
    #+   claimant: {type: actor, default: prigozhin, sample: isw, description: Who said it}
    #+ columns:
    #+   claim: The claim
    #+ behind: {query: claims-by, count: claims, claimant: "?claimant"}
    #+ answers: [1, 19]
    #+ keywords: speakers, attribution

A parameter enters through the one line ``VALUES (?a ?b) { (... ...) }`` of the text, whose row holds the defaults, so
that the file runs as it stands in any SPARQL 1.1 engine. ``kg.ask.catalog.check`` tells every fault of a header.
"""

from __future__ import annotations

import os

from kg.ask.catalog.plain import read_plain
from kg.ask.catalog.question import FEDERATED, Parameter, Query, values_line
from kg.faults import Fault, FaultError, did_you_mean, fault
from kg.paths import QUERIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

__all__ = ["find_query", "list_names", "list_queries", "read_query", "read_summary"]


def list_queries(folder: str | os.PathLike[str] = QUERIES, federated: bool = False) -> list[Query]:
    """Return all canned queries by theme and name; every header is checked as a whole.

    Args:
        folder: The folder with a folder for each theme.
        federated: Whether those that ask another service are meant, and not all others.

    Raises:
        FaultError: All faults of all headers, and names that stand twice.
    """
    found: dict[str, Query] = {}
    faults: list[Fault] = []
    for theme, name in _names(folder):
        if (theme == FEDERATED) is not federated:
            continue
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
            return read_query(f"{os.fspath(folder)}/{theme}/{name}.rq", thorough=False)
    remedy = did_you_mean(name, [found for _, found in names], "'battlekg query' lists them")
    raise fault("query", f"there is no query '{name}'", remedy)


def list_names(folder: str | os.PathLike[str] = QUERIES) -> list[str]:
    """Return the names of all canned queries but the federated ones, sorted, without reading them."""
    return sorted(name for theme, name in _names(folder) if theme != FEDERATED)


def read_summary(name: str, folder: str | os.PathLike[str] = QUERIES) -> str:
    """Return the summary of a canned query; empty where its header cannot be used."""
    try:
        return find_query(name, folder).summary
    except FaultError:
        return ""


def _names(folder: str | os.PathLike[str]) -> list[tuple[str, str]]:
    """Return theme and name of all queries."""
    themes = [entry.name for entry in os.scandir(folder) if entry.is_dir()] if os.path.isdir(folder) else []
    files = [(theme, file) for theme in themes for file in os.listdir(f"{os.fspath(folder)}/{theme}")]
    return sorted((theme, file[:-3]) for theme, file in files if file.endswith(".rq"))


def read_query(path: str | os.PathLike[str], thorough: bool = True) -> Query:
    """Read a query file.

    Args:
        path: The file.
        thorough: Whether every rule of ``kg.ask.catalog.check`` is checked. For a single question only that the
            header can be used: loading the check takes longer than asking, and the tests have done it.

    Raises:
        FaultError: The file cannot be read, or all faults of the header.
    """
    folder, file = os.path.split(os.path.abspath(path))
    theme = os.path.basename(folder)
    try:
        with open(path, encoding="utf-8") as opened:
            text = opened.read()
    except (OSError, UnicodeDecodeError):
        what = "the file cannot be read as UTF-8"
        raise fault("unreadable", what, "check the file", f"{theme}/{file}") from None
    header = _header(f"{theme}/{file}", text.splitlines())
    query = None if thorough else _made(theme, file, header, text)
    if query is None:
        from kg.ask.catalog.check import check_header

        faults = check_header(f"{theme}/{file}", header, text)
        query = None if faults else _made(theme, file, header, text)
        if query is None:
            raise FaultError(faults)
    return query


def _made(theme: str, file: str, header: Mapping[str, Any], text: str) -> Query | None:
    """Return the query; ``None`` where its header cannot be used."""
    try:
        query = Query(
            name=file.removesuffix(".rq"),
            theme=theme,
            summary=header["summary"],
            description=header["description"],
            parameters=tuple([_parameter(name, given) for name, given in header.get("params", {}).items()]),
            columns=dict(header.get("columns", {})),
            answers=tuple(map(int, header.get("answers", ()))),
            text=text,
            behind=dict(header.get("behind", {})),
            keywords=tuple(header["keywords"].split(", ")) if "keywords" in header else (),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    lines = [names for line in text.split("\n") if (names := values_line(line))]
    named = [[f"?{parameter.name}" for parameter in query.parameters]] if query.parameters else []
    return query if lines == named else None


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
        raise fault("header", what, "see any other query", name, line) from None
    return found if isinstance(found, dict) else {}


def _parameter(name: str, given: Mapping[str, str]) -> Parameter:
    default = given["default"]
    optional = default == "any" or given.get("optional") == "yes"
    values = tuple(given.get("values", "").split())
    least, most = (int(given[key]) if key in given else None for key in ("least", "most"))
    return Parameter(name, given["type"], default, given["description"], optional, given["sample"], values, least, most)
