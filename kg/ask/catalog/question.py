"""A canned question as a value: its parameters with their types, its columns, its SPARQL text."""

from __future__ import annotations

from kg.rdf.namespaces import BK, SCHEME_BASE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

__all__ = [
    "ENTITY_TYPES",
    "FEDERATED",
    "PLAIN_TYPES",
    "Parameter",
    "Question",
    "kinds_of",
    "namespace_of",
    "put_values",
    "values_line",
]  # fmt: skip

ENTITY_TYPES: Final = ("actor", "place", "event", "battle", "phase", "claim", "passage", "source", "term")
"""The types of parameters that are things of the dataset, or, ``term``, classes and properties of the ontology."""

PLAIN_TYPES: Final = ("date", "first-day", "last-day", "integer", "text", "words")
"""The types of parameters that are literals."""

FEDERATED: Final = "wikidata"
"""The theme of the questions that another service helps to answer: they stand apart from the library."""


class Parameter:
    """A parameter of a query.

    Attributes:
        name: The name of the variable.
        type: One of ``ENTITY_TYPES`` or ``PLAIN_TYPES``, or ``concept:SCHEME``. ``first-day`` and ``last-day`` are days
            for which a month or a year stands, too; ``words`` is text without case and marks of letters.
        default: The value that is taken where the user gives none, as a user would write it; ``any`` for no limit.
        description: What it means.
        optional: Whether ``any`` is allowed.
        sample: A value to try; the samples of all parameters together give rows.
        values: The only values that are allowed, as a user would write them; empty for no such limit.
        least: The lowest number that is allowed; ``None`` for no such limit.
        most: The highest number that is allowed; ``None`` for no such limit.
    """

    __slots__ = ("default", "description", "least", "most", "name", "optional", "sample", "type", "values")

    def __init__(
        self,
        name: str,
        type: str,
        default: str,
        description: str,
        optional: bool,
        sample: str = "",
        values: tuple[str, ...] = (),
        least: int | None = None,
        most: int | None = None,
    ) -> None:
        self.name = name
        self.type = type
        self.default = default
        self.description = description
        self.optional = optional
        self.sample = sample
        self.values = values
        self.least = least
        self.most = most


class Question:
    """A canned query.

    Attributes:
        name: Its name, the file name without the ending.
        theme: The folder it is in.
        summary: The question in one line.
        description: More about it.
        parameters: Its parameters in the order of the ``VALUES`` line.
        columns: What each column means, in order; empty for ASK and CONSTRUCT.
        answers: The numbers of the questions of docs/dev/questions.md that it helps to answer.
        body: The SPARQL text without the header.
        keywords: What else people call it, sorted.
        behind: Which question lists the claims that a row counts (kg.ask.render.listing); empty where rows count none.
    """

    __slots__ = (
        "answers", "behind", "body", "columns", "description", "keywords", "name", "parameters", "summary", "theme",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        theme: str,
        summary: str,
        description: str,
        parameters: tuple[Parameter, ...],
        columns: Mapping[str, str],
        answers: tuple[int, ...],
        body: str,
        keywords: tuple[str, ...] = (),
        behind: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.theme = theme
        self.summary = summary
        self.description = description
        self.parameters = parameters
        self.columns = columns
        self.answers = answers
        self.body = body
        self.behind = behind or {}
        self.keywords = keywords

    @property
    def form(self) -> str:
        """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``."""
        firsts = (line.partition(" ")[0] for line in self.body.split("\n"))
        return next((first for first in firsts if first in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "SELECT")


def put_values(text: str, row: str) -> str:
    """Return the text of a query with another row in its ``VALUES`` line."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if names := values_line(line):
            lines[number] = f"{line.partition('VALUES')[0]}VALUES ({' '.join(names)}) {{ ({row}) }}"
    return "\n".join(lines)


def values_line(line: str) -> list[str]:
    """Return the variables of a ``VALUES`` line with one row, each with its ``?``; nothing for any other line."""
    head, between, tail = line.strip(" ").partition(") { (")
    if not (between and head.startswith("VALUES (") and tail.endswith(") }")):
        return []
    names = head.removeprefix("VALUES (").split()
    return names if all(name.startswith("?") for name in names) else []


def namespace_of(kind: str, spaces: Mapping[str, str]) -> str:
    """Return the namespace of the things that a parameter of a type can mean; empty where the graph has none.

    Args:
        kind: The type: ``actor``, ``concept:act`` and so on.
        spaces: Namespace by prefix of the dataset's own things.
    """
    if kind == "term":
        return str(BK)
    scheme = kind.removeprefix("concept:")
    return spaces.get(kind, "") if scheme == kind else f"{SCHEME_BASE}{scheme}/"


def kinds_of(kind: str) -> tuple[str, ...]:
    """Return the kinds of things that a type of parameter takes: a claim is about an event, a battle or a phase."""
    return ("event", "battle", "phase") if kind == "event" else (kind,)
