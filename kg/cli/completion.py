"""``battlekg completion``: the words that may come next on a command line, for bash, zsh and fish.

The scripts ask ``battlekg completion -- WORD...`` at every press of the tabulator key, so the questions and their
values are found without loading argparse; a fault finds no words, and prints nothing.
"""

from __future__ import annotations

from kg.cli.verbs import Verb, find_verb, list_verbs
from kg.faults import FaultError
from kg.paths import list_datasets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final, TextIO

    from pyoxigraph import Store

    from kg.ask.catalog.question import Parameter

__all__ = ["complete"]

_FORMATS: Final = "--format"
_KINDS: Final = ("actor", "place", "event", "battle", "phase", "claim", "passage", "source")

Word = tuple[str, str]
"""A word that may come next, and what it means."""


def complete(words: Sequence[str], out: TextIO) -> int:
    """Print the words that may come next, one a line, each with a tabulator and what it means.

    Args:
        words: What stands after the name of the program; the last one is the word that is being written.
        out: Where the words go.

    Returns:
        The exit code.
    """
    joined = [word for at, word in enumerate(words) if word != "=" or at == 0] or [""]  # bash takes --a=b apart
    if words and words[-1] == "=":
        joined.append("")
    try:
        found = list(_next(joined[:-1], joined[-1]))
    except FaultError:
        found = []
    out.writelines(f"{value}\t{meaning}\n" for value, meaning in found)
    return 0


def _next(before: Sequence[str], word: str) -> Iterator[Word]:
    dataset = next((before[at + 1] for at, one in enumerate(before[:-1]) if one == "--dataset"), "bakhmut")
    if before[-1:] == ["--dataset"]:
        yield from _begun(word, ((name, "a dataset") for name in list_datasets()))
    elif before[:1] == ["query"]:
        yield from _question(before[1:], word, dataset)
    elif before[:1] == ["plot"] and (len(before) == 1 or before[-1].startswith("--")) and before[-1] != "--output":
        yield from _chart(before[1:], word, dataset)
    elif before[:1] == ["explain"] and not word.startswith("-") and len(word) > 0:
        yield from _things(_KINDS, word, dataset)
    else:
        yield from _others(before, word)


def _begun(word: str, known: Iterable[Word]) -> list[Word]:
    return [(value, meaning) for value, meaning in known if value.startswith(word)]


def _question(before: Sequence[str], word: str, dataset: str) -> Iterator[Word]:
    from kg.ask.catalog.stored import find_query, list_stored
    from kg.ask.query.arguments import OPTIONS, split

    known, _ = split(before)
    name = next((one for at, one in enumerate(known) if not one.startswith("-")
                 and not OPTIONS.get(known[at - 1] if at else "")), None)  # fmt: skip
    last = before[-1] if before else ""
    if last == _FORMATS:
        from kg.ask.render.forms import FORMATS

        yield from _begun(word, ((form, "a form of the answer") for form in FORMATS))
    elif OPTIONS.get(last):
        return
    elif name is None and not word.startswith("-"):
        listed = list_stored(_store(dataset), federated=False)
        yield from _begun(word, sorted((one, asks) for one, _, asks, _ in listed))
    elif name is None:
        yield from _begun(word, ((option, "") for option in OPTIONS))
    else:
        parameters = {f"--{one.name}": one for one in find_query(_store(dataset), name).parameters}
        option, equals, part = word.partition("=")
        if last in parameters:
            yield from _values(parameters[last], word, dataset)
        elif equals and option in parameters:
            yield from ((f"{option}={value}", text) for value, text in _values(parameters[option], part, dataset))
        else:
            given = {one.partition("=")[0] for one in before}
            more = [(option, one.description) for option, one in parameters.items() if option not in given]
            yield from _begun(word, [*more, *((option, "") for option in OPTIONS if word and option not in given)])


def _chart(before: Sequence[str], word: str, dataset: str) -> Iterator[Word]:
    """Return the kinds of charts, and the values of the parameters of one."""
    from kg.ask.plot.kinds import KINDS

    if not before:
        yield from _begun(word, ((name, kind.text) for name, kind in KINDS.items()))
    elif before[0] in KINDS:
        for parameter in KINDS[before[0]].parameters:
            if before[-1] == f"--{parameter.name}":
                yield from _values(parameter, word, dataset)


def _values(parameter: Parameter, word: str, dataset: str) -> Iterator[Word]:
    kind = parameter.type
    if kind in ("date", "first-day", "last-day", "integer", "text", "words"):
        known = {parameter.default: "default"}
        known.setdefault(parameter.sample, "for example")
        known.pop("any", None)
        yield from _begun(word, known.items())
    else:
        yield from _things((kind,), word, dataset, parameter.values)
    if parameter.optional and "any".startswith(word):
        yield "any", "no limit"


def _things(kinds: Sequence[str], word: str, dataset: str, values: tuple[str, ...] = ()) -> list[Word]:
    """Return identifiers that begin with a word; where none does, those of names with a word that begins so."""
    from kg.ask.catalog.question import Parameter
    from kg.ask.engine.names import things
    from kg.ask.engine.spelling import folded
    from kg.paths import find_graph
    from kg.rdf.namespaces import prefixes_of

    store, spaces = _store(dataset), prefixes_of(find_graph(dataset))
    known = [one for kind in kinds for one in things(Parameter("", kind, "", "", False, values=values), store, spaces)]
    wanted = folded(word)
    found = [one for one in known if one.id.startswith(word)] or [
        one for one in known if wanted and any(f" {wanted}" in f" {folded(name)}" for name in one.names)
    ]
    return [(one.id, one.names[0] if one.names else "") for one in found]


def _store(dataset: str) -> Store:
    from kg.ask.engine.store import open_store
    from kg.paths import find_graph

    return open_store(find_graph(dataset))


def _others(before: Sequence[str], word: str) -> Iterator[Word]:
    """Return verbs and their parts, options, and the choices of options and of what stands without one."""
    if not before:
        verbs = ((name, find_verb(name).text) for name in list_verbs())
        yield from _begun(word, [*verbs, *((one, "") for one in ("--help", "--version") if word)])
        return
    verb, rest = find_verb(before[0]) if before[0] in list_verbs() else None, before[1:]
    if verb is not None and verb.parts is not None:
        parts = verb.parts()
        if not rest:
            yield from _begun(word, ((name, part.text) for name, part in parts.items()))
            return
        verb = parts.get(rest[0])
    if verb is not None:
        yield from _options(verb, before[-1], word)


def _options(verb: Verb, last: str, word: str) -> Iterator[Word]:
    from kg.cli.parser import fill_parser

    actions = fill_parser(verb)._actions
    options = {name: action for action in actions for name in action.option_strings}
    awaited = options.get(last)
    if awaited is not None and awaited.nargs != 0:
        yield from _begun(word, ((str(one), awaited.help or "") for one in awaited.choices or ()))
    elif word.startswith("-"):
        yield from _begun(word, ((name, action.help or "") for name, action in options.items() if "--" in name))
    else:
        free = (action for action in actions if not action.option_strings)
        yield from _begun(word, ((str(one), action.help or "") for action in free for one in action.choices or ()))
