"""Which question lists the claims that a row counts: the key ``behind`` of a header, made a command.

``behind: {query: figures, count: figures, side: "?force"}`` says that the claims counted in the column ``figures`` are
listed by the question ``figures`` with the parameter ``side`` set to what the parameter or the column ``force`` has.
With ``among: "yes"`` the question lists more than these.
"""

from __future__ import annotations

import shlex

from pyoxigraph import Literal, NamedNode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from kg.ask.catalog.question import Question
    from kg.ask.engine.answer import Answer, Term

__all__ = ["RESERVED", "behind_values", "listings", "pattern"]

RESERVED: Final = ("query", "count", "among")
"""The keys of ``behind`` that are no parameter of the other question."""


def behind_values(query: Question, given: Mapping[str, str], row: Mapping[str, Term | None]) -> dict[str, str]:
    """Return the parameters of the question that lists the claims behind a row.

    Args:
        query: The question that counts; it has ``behind``.
        given: What the user gave it, by name of parameter.
        row: The row, by column.
    """
    usual = {parameter.name: parameter.default for parameter in query.parameters}
    known = {**usual, **given, **{name: _typed(term) for name, term in row.items()}}
    pairs = ((name, known[value[1:]] if value.startswith("?") else value) for name, value in query.behind.items())
    return {name: value for name, value in pairs if value and name not in RESERVED}


def listings(query: Question, given: Mapping[str, str], answer: Answer) -> list[str]:
    """Return for each row the command that lists the claims that it counts.

    Args:
        query: The question; it has ``behind``.
        given: What the user gave it, by name of parameter.
        answer: Its answer.
    """
    rows = (dict(zip(answer.columns, terms, strict=True)) for terms in answer.rows)
    return [_command(query, behind_values(query, given, row)) for row in rows]


def pattern(query: Question, given: Mapping[str, str]) -> str:
    """Return the command that lists the claims that any row counts, with the names of columns for what they hold.

    Args:
        query: The question; it has ``behind``.
        given: What the user gave it, by name of parameter.
    """
    return _command(query, behind_values(query, given, {name: Literal(name.upper()) for name in query.columns}))


def _command(query: Question, values: Mapping[str, str]) -> str:
    others = ", among others" if query.behind.get("among") == "yes" else ""
    words = (f" --{name} {shlex.quote(value)}" for name, value in values.items())
    return f"the {query.behind['count']}{others}: battlekg query {query.behind['query']}{''.join(words)}"


def _typed(term: Term | None) -> str:
    """Return a value as a user types it."""
    if isinstance(term, NamedNode):
        return term.value.rpartition("/")[2]
    return "" if term is None else str(getattr(term, "value", term))
