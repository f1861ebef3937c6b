"""``battlekg query``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TextIO

from kg.faults import Fault, FaultError
from kg.query.answer import Answer, ask
from kg.query.header import Query, find_query, list_queries
from kg.query.parameters import bind
from kg.query.place import graph_of, spaces_of
from kg.query.show import show
from kg.query.store import open_store
from kg.terms import Literal

__all__ = ["run"]


def run(options: argparse.Namespace, rest: list[str], source: TextIO, out: TextIO) -> int:
    """List the questions, describe one, or answer one.

    Args:
        options: The arguments.
        rest: ``--name value`` pairs: the parameters of the question.
        source: Where ``--sparql -`` reads from.
        out: Where the answer goes.

    Returns:
        The exit code.

    Raises:
        FaultError: The question or a parameter is unknown, a value is not of its type, or the text is no query.
    """
    if options.sparql and options.name:
        raise FaultError([Fault("", 0, "usage", "a name and --sparql are given", "give one of them")])
    given = _pairs(rest)
    graph = graph_of(options.dataset)
    if options.sparql:
        if given:
            raise FaultError([Fault("", 0, "usage", "free SPARQL takes no parameters", "write the values in the text")])
        name = "standard input" if options.sparql == "-" else options.sparql
        answer = ask(open_store(graph), _read(options.sparql, source), name)
    elif options.name and options.about:
        out.write(describe(find_query(options.name)))
        return 0
    elif options.name:
        answer = answer_canned(find_query(options.name), given, graph)
    else:
        answer = _listing()
        out.write(show(answer, options.format, {}, options.width))
        if options.format == "table":
            print(
                "\nRun one with 'battlekg query NAME'; 'battlekg query NAME --about' tells its parameters.",
                file=sys.stderr,
            )
        return 0
    out.write(show(answer, options.format, spaces_of(graph), options.width))
    return 0


def answer_canned(query: Query, given: dict[str, str], graph: Path) -> Answer:
    """Return the answer of a graph to a canned query.

    Raises:
        FaultError: A parameter is unknown or a value is not of its type.
    """
    store = open_store(graph)
    return ask(store, bind(query, given, store, spaces_of(graph)), query.name)


def _pairs(rest: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        if not word.startswith("--"):
            raise FaultError([Fault("", 0, "usage", f"'{word}' belongs to nothing", "write --parameter value")])
        name, found, value = word[2:].partition("=")
        if not found:
            value = next(words, "")
            if not value:
                raise FaultError([Fault("", 0, "usage", f"--{name} has no value", f"write --{name} VALUE")])
        if name in given:
            raise FaultError([Fault("", 0, "usage", f"--{name} is given twice", "give it once")])
        given[name] = value
    return given


def _read(name: str, source: TextIO) -> str:
    if name == "-":
        return source.read()
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise FaultError([Fault(name, 0, "unreadable", "the file cannot be read as UTF-8", "check the path")]) from None


def _listing() -> Answer:
    rows = [
        (Literal(query.name), Literal(query.theme), Literal(query.summary), Literal(_parameters(query)))
        for query in list_queries()
    ]
    return Answer(("name", "theme", "question", "parameters"), tuple(rows))


def _parameters(query: Query) -> str:
    return " ".join(f"--{parameter.name}" for parameter in query.parameters)


def describe(query: Query) -> str:
    """Return what a user needs to know to ask a question."""
    lines = [f"{query.name} ({query.theme}): {query.summary}", "", query.description, ""]
    for parameter in query.parameters:
        kind = parameter.type.replace("concept:", "concept of ")
        free = ", or any" if parameter.optional else ""
        lines.append(f"  --{parameter.name} {kind}{free} (default: {parameter.default}): {parameter.description}")
    lines += ["", *(f"  column {name}: {text}" for name, text in query.columns.items()), "", query.body]
    return "\n".join(lines)
