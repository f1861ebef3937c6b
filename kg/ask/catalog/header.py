"""Canned queries as their authors write them: the SPARQL text and the header that describes it.

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

Only makers (descriptions, documentation, tests) read the files; to ask a question, ``kg.ask.catalog.stored`` reads the
store.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.ask.catalog.check import check_header
from kg.ask.catalog.question import FEDERATED, Parameter, Question
from kg.faults import Fault, FaultError, fault
from kg.paths import QUERIES

__all__ = ["list_queries", "read_query"]


def list_queries(folder: str | os.PathLike[str] = QUERIES, federated: bool = False) -> list[Question]:
    """Return all canned queries by theme and name.

    Args:
        folder: The folder with a folder for each theme.
        federated: Whether those that ask another service are meant, and not all others.

    Raises:
        FaultError: All faults of all headers, and names that stand twice.
    """
    found: dict[str, Question] = {}
    faults: list[Fault] = []
    paths = [path for path in Path(folder).glob("*/*.rq") if (path.parent.name == FEDERATED) is federated]
    for path in sorted(paths, key=lambda path: (path.parent.name, path.stem)):
        try:
            query = read_query(path)
        except FaultError as error:
            faults.extend(error.faults)
            continue
        if query.name in found:
            faults.append(
                Fault(f"{query.theme}/{path.name}", 0, "header",
                      f"there is a query of this name in '{found[query.name].theme}' as well", "rename one of them")
            )  # fmt: skip
        found[query.name] = query
    if faults:
        raise FaultError(faults)
    return list(found.values())


def read_query(path: str | os.PathLike[str]) -> Question:
    """Read a query file.

    Raises:
        FaultError: The file cannot be read, or all faults of the header.
    """
    file = Path(path).absolute()
    shown = f"{file.parent.name}/{file.name}"
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise fault("unreadable", "the file cannot be read as UTF-8", "check the file", shown) from None
    lines = text.splitlines()
    header = _header(shown, "\n".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+")))
    if faults := check_header(shown, header, text):
        raise FaultError(faults)
    return Question(
        name=file.stem,
        theme=file.parent.name,
        summary=header["summary"],
        description=header["description"],
        parameters=tuple(_parameter(name, given) for name, given in header.get("params", {}).items()),
        columns=header.get("columns", {}),
        answers=tuple(sorted(map(int, header.get("answers", ())))),
        body="\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n",
        behind=header.get("behind"),
        keywords=tuple(sorted(header["keywords"].split(", "))) if "keywords" in header else (),
    )


def _header(name: str, text: str) -> dict[str, Any]:
    """Return the header with every scalar as a string."""
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
