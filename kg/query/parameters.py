"""A user's values become checked terms; only those are written into a query."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.faults import Fault, FaultError
from kg.iri import XSD
from kg.namespaces import DCT, RDF, SCHEME_BASE, SKOS
from kg.query.header import put_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from pyoxigraph import Store

    from kg.query.header import Parameter, Query

__all__ = ["bind", "resolve"]

_NAMING: Final = (SKOS.prefLabel, SKOS.altLabel, DCT.title)
_LETTERS: Final = {"u": "\\U00000075", "U": "\\U00000055"}
_MEANT: Final = {"event": ("event", "battle", "phase")}
"""What else than the things of its own name a type takes: a claim is about an event, a battle or a phase."""

_LONGEST: Final = 20
"""So many known values are listed where a value is unknown and nothing is near it."""


def bind(query: Query, given: Mapping[str, str], store: Store, spaces: Mapping[str, str]) -> str:
    """Return the text of a query with the user's values and the prefixes of the dataset.

    Args:
        query: The query.
        given: What the user gave, by name of parameter.
        store: The graph, to look names up.
        spaces: Namespace by prefix of the dataset's own things.

    Raises:
        FaultError: A parameter is unknown, or a value is not of its type: all such faults.
    """
    known = {parameter.name for parameter in query.parameters}
    faults = [
        Fault("", 0, "parameter", f"'{query.name}' has no parameter '{name}'",
              "it has " + (", ".join(sorted(known)) if known else "none"))
        for name in given if name not in known
    ]  # fmt: skip
    terms: list[NamedNode | Literal | None] = []
    for parameter in query.parameters:
        try:
            terms.append(resolve(parameter, given.get(parameter.name, parameter.default), store, spaces))
        except FaultError as error:
            defaulted = parameter.name not in given
            faults.extend(_without_default(parameter, fault) if defaulted else fault for fault in error.faults)
    if faults:
        raise FaultError(faults)
    text = query.body
    for prefix, space in spaces.items():
        text = _prefix(text, prefix, space)
    row = " ".join("UNDEF" if term is None else _written(term) for term in terms)
    return put_values(text, row)


def _without_default(parameter: Parameter, fault: Fault) -> Fault:
    """Say of a default that the graph does not have that it is for another dataset: the user has not named it."""
    what = f"--{parameter.name} must be given: its default '{parameter.default}' is of another dataset"
    return Fault(fault.path, fault.line, fault.rule, what, fault.remedy)


def _written(term: NamedNode | Literal) -> str:
    r"""Return a term as SPARQL text in which no engine finds a code point escape that is none.

    ``\\u0022`` is a quotation mark for engines that replace code points before they tell strings apart, as the standard
    has it: so the letter after a backslash is written as a code point itself.
    """
    if isinstance(term, NamedNode) or "\\" not in term.value:
        return str(term)
    first, *rest = (str(Literal(part))[1:-1] for part in term.value.split("\\"))
    return '"' + "\\\\".join([first, *(_LETTERS.get(part[:1], part[:1]) + part[1:] for part in rest)]) + '"'


def _prefix(text: str, prefix: str, space: str) -> str:
    start = f"PREFIX {prefix}: <"
    lines = (f"{start}{space}>" if line.startswith(start) else line for line in text.split("\n"))
    return "\n".join(lines)


def resolve(parameter: Parameter, value: str, store: Store, spaces: Mapping[str, str]) -> NamedNode | Literal | None:
    """Return the term that a value means; ``None`` for ``any``.

    Raises:
        FaultError: The value is not of the type of the parameter.
    """
    kind = parameter.type
    if value == "any" and parameter.optional:
        return None
    if value == "any" and kind != "text":
        raise _fault(parameter, value, "give a value")
    if kind == "date":
        return _day(parameter, value)
    if kind == "integer":
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
            raise _fault(parameter, value, "write a whole number")
        return Literal(str(int(value)), datatype=NamedNode(XSD + "integer"))
    if kind == "text":
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise _fault(parameter, value, "write it in UTF-8")
        return Literal(value)
    scheme = kind.removeprefix("concept:")
    if scheme != kind:
        return _named(parameter, value, store, {scheme: f"{SCHEME_BASE}{scheme}/"})
    return _named(parameter, value, store, {one: spaces.get(one, "") for one in _MEANT.get(kind, (kind,))})


def _day(parameter: Parameter, value: str) -> Literal:
    from datetime import date

    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise _fault(parameter, value, "write a day as YYYY-MM-DD") from None
    if found.isoformat() != value:
        raise _fault(parameter, value, f"write a day as YYYY-MM-DD, here {found.isoformat()}")
    return Literal(value, datatype=NamedNode(XSD + "date"))


def _named(parameter: Parameter, value: str, store: Store, spaces: Mapping[str, str]) -> NamedNode:
    """Return the one thing of some namespaces that an identifier, a CURIE, an IRI or a name in any spelling means."""
    for prefix, space in spaces.items():
        local = value.removeprefix(space).removeprefix(f"{prefix}:")
        if space and _exists(store, space + local):
            return NamedNode(space + local)
    name = " ".join(value.split()).casefold()
    known = {iri: names for space in spaces.values() for iri, names in _names(store, space).items()}
    found = {iri for iri, names in known.items() if name in names}
    if len(found) == 1:
        return NamedNode(found.pop())
    if found:
        several = ", ".join(sorted(map(_local, found)))
        raise _fault(parameter, value, f"say which: {several}", "names several things")
    raise _fault(parameter, value, _remedy(name, known))


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _exists(store: Store, iri: str) -> bool:
    try:
        return any(store.quads_for_pattern(NamedNode(iri), NamedNode(RDF.type), None))
    except ValueError:
        return False


def _names(store: Store, space: str) -> dict[str, set[str]]:
    """Return every name under which the things of a namespace are known, case-folded, by IRI."""
    found: dict[str, set[str]] = {}
    if space:
        for iri, name in _labels(store):
            if iri.startswith(space):
                found.setdefault(iri, {iri[len(space) :].casefold()}).add(" ".join(name.split()).casefold())
    return found


def _labels(store: Store) -> Iterator[tuple[str, str]]:
    for predicate in _NAMING:
        for quad in store.quads_for_pattern(None, NamedNode(predicate), None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.subject.value, quad.object.value
    for quad in store.quads_for_pattern(None, NamedNode(RDF.type), None):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value, quad.subject.value.rpartition("/")[2]


def _remedy(name: str, known: Mapping[str, set[str]]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(set().union(*known.values())), n=3, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(f"'{one}'" for one in near) + "?"
    if not known:
        return "the graph has none"
    locals_ = sorted(map(_local, known))
    more = f" ... ({len(locals_)} in all)" if len(locals_) > _LONGEST else ""
    return f"known: {', '.join(locals_[:_LONGEST])}{more}"


def _fault(parameter: Parameter, value: str, remedy: str, problem: str = "") -> FaultError:
    kind = parameter.type.removeprefix("concept:")
    shown = "".join(character if character.isprintable() else "?" for character in value[:80])
    what = f"--{parameter.name}: '{shown}' {problem or f'is no {kind}'}"
    return FaultError([Fault("", 0, "value", what, remedy)])
