"""What a user needs to know to ask a canned question: its help."""

from __future__ import annotations

from kg.ask.catalog.question import FEDERATED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from kg.ask.catalog.question import Parameter, Question

__all__ = ["describe", "example", "kind_of"]

_KINDS: Final = {
    "date": "a day, YYYY-MM-DD",
    "first-day": "a day, YYYY-MM-DD; YYYY-MM or YYYY for the first one",
    "last-day": "a day, YYYY-MM-DD; YYYY-MM or YYYY for the last one",
    "integer": "a whole number",
    "text": "text",
    "words": "words, in small or capital letters",
    "term": "a class or a property of the ontology",
}
"""How the types of parameters are told to people; the others by their name."""

_WIDTH: Final = 100
"""How wide help is written, in characters."""


def describe(query: Question) -> str:
    """Return the help of a question: usage, parameters, columns, an example, and the SPARQL text."""
    from textwrap import fill

    summary = fill(f"{query.name} ({query.theme}): {query.summary}", _WIDTH, break_on_hyphens=False)
    names = " ".join(f"[--{one.name} {one.type.rpartition(':')[2].upper()}]" for one in query.parameters)
    lines = [
        f"usage: battlekg query {query.name} {names}".rstrip(), "",
        summary, "", fill(query.description, _WIDTH, break_on_hyphens=False), "",
        *map(_parameter, query.parameters), "",
        *(f"  column {name}: {text}" for name, text in query.columns.items()), "",
        f"Example: {example(query)}", "", query.body,
    ]  # fmt: skip
    return "\n".join(lines)


def _parameter(one: Parameter) -> str:
    limits = (
        kind_of(one),
        f"one of {', '.join(one.values)}" if one.values else "",
        "" if one.least is None else f"at least {one.least}",
        "" if one.most is None else f"at most {one.most}",
        "any for no limit" if one.optional else "",
    )
    return f"  --{one.name}: {one.description}\n      {'; '.join(filter(None, limits))} (default: {one.default})"


def kind_of(one: Parameter) -> str:
    """Return the type of a parameter as people say it."""
    if one.type.startswith("concept:"):
        return f"a concept of the scheme {one.type.removeprefix('concept:')}"
    plain = f"{'an' if one.type[0] in 'aeiou' else 'a'} {one.type}, by identifier, IRI or name in any spelling"
    return _KINDS.get(one.type, plain)


def example(query: Question) -> str:
    """Return a command line that asks the question with the samples of its parameters."""
    import shlex

    words = [word for one in query.parameters for word in (f"--{one.name}", one.sample)]
    if query.theme == FEDERATED:
        from kg.ask.engine.federated import example_host

        words += ["--allow-service", example_host(query.body)]
    return shlex.join(["battlekg", "query", query.name, *words])
