"""A user's values become checked terms; only those are written into a query."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.ask.catalog.question import kinds_of, namespace_of, put_values
from kg.faults import Fault, FaultError, fault
from kg.rdf.iri import XSD
from kg.rdf.namespaces import RDF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

    from pyoxigraph import Store

    from kg.ask.catalog.question import Parameter, Question
    from kg.ask.engine.answer import Term
    from kg.ask.engine.names import Thing

__all__ = ["bind", "resolve", "written"]

_LETTERS: Final = {"u": "\\U00000075", "U": "\\U00000055"}
_LONGEST: Final = 24
"""So many known values are listed where a value is unknown and nothing is near it."""

_DAYS: Final = {"date": "day", "first-day": "first day", "last-day": "last day"}
"""How a type of day is named to people."""


def bind(
    query: Question,
    given: Mapping[str, str | None],
    store: Store,
    spaces: Mapping[str, str],
    notes: list[str] | None = None,
    faults: Sequence[Fault] = (),
) -> str:
    """Return the text of a query with the user's values and the prefixes of the dataset.

    Args:
        query: The query.
        given: What the user gave, by name of parameter; ``None`` for a value that is at fault already.
        store: The graph, to look names up.
        spaces: Namespace by prefix of the dataset's own things.
        notes: Takes a line for each name that is taken for one in another transliteration, for the user to see; without
            it none is.
        faults: What is wrong with the values already; reported together with what else is.

    Raises:
        FaultError: A parameter is unknown, or a value is not of its type: all such faults.
    """
    known = sorted(parameter.name for parameter in query.parameters)
    remedy = f"it has {', '.join(known) or 'none'}"
    unknown = (name for name in given if name not in known)
    troubles = [
        *faults, *(Fault("", 0, "parameter", f"'{query.name}' has no parameter '{name}'", remedy) for name in unknown),
    ]  # fmt: skip
    terms: list[NamedNode | Literal | None] = []
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        try:
            terms.append(None if value is None else resolve(parameter, value, store, spaces, notes))
        except FaultError as error:
            defaulted = parameter.name not in given
            troubles += (_without_default(parameter, fault) if defaulted else fault for fault in error.faults)
    if troubles:
        raise FaultError(troubles)
    own = {f"PREFIX {prefix}: ": f"PREFIX {prefix}: <{space}>" for prefix, space in spaces.items()}
    text = "\n".join([own.get(line.partition("<")[0], line) for line in query.body.split("\n")])
    return put_values(text, " ".join(["UNDEF" if term is None else written(term) for term in terms]))


def _without_default(parameter: Parameter, fault: Fault) -> Fault:
    """Say of a default that the graph does not have that it is for another dataset: the user has not named it."""
    what = f"--{parameter.name} must be given: its default '{parameter.default}' is of another dataset"
    return Fault(fault.path, fault.line, fault.rule, what, fault.remedy)


def written(term: Term) -> str:
    r"""Return a term as SPARQL text in which no engine finds a code point escape that is none.

    ``\\u0022`` is a quotation mark for engines that replace code points before they tell strings apart, as the standard
    has it: so the letter after a backslash is written as a code point itself.
    """
    if not isinstance(term, Literal) or "\\" not in term.value:
        return str(term)
    first, *rest = (str(Literal(part))[1:-1] for part in term.value.split("\\"))
    quoted = '"' + "\\\\".join([first, *(_LETTERS.get(part[:1], part[:1]) + part[1:] for part in rest)]) + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype.value == f"{XSD}string" else f"{quoted}^^{term.datatype}"


def resolve(
    parameter: Parameter, value: str, store: Store, spaces: Mapping[str, str], notes: list[str] | None = None
) -> NamedNode | Literal | None:
    """Return the term that a value means; ``None`` for ``any``.

    Args:
        parameter: The parameter.
        value: What the user gave.
        store: The graph, to look names up.
        spaces: Namespace by prefix of the dataset's own things.
        notes: Takes a line where a name is taken for a differently written one; without it none is taken for such.

    Raises:
        FaultError: The value is not of the type of the parameter.
    """
    kind = parameter.type
    if value == "any" and parameter.optional:
        return None
    if value == "any" and kind not in ("text", "words"):
        raise _fault(parameter, value, "give a value")
    if kind in _DAYS:
        return _day(parameter, value)
    if kind == "integer":
        return _number(parameter, value)
    if kind in ("text", "words"):
        return _text(parameter, value)
    return _named(parameter, value, store, spaces, notes)


def _text(parameter: Parameter, value: str) -> Literal:
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise _fault(parameter, value, "write it in UTF-8")
    if parameter.values and value not in parameter.values:
        raise _fault(parameter, value, f"known: {', '.join(parameter.values)}", "is none of its values")
    return Literal(value if parameter.type == "text" else " ".join(value.split()).lower())


def _number(parameter: Parameter, value: str) -> Literal:
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise _fault(parameter, value, "write a whole number")
    least, most = parameter.least, parameter.most
    if (least is not None and int(value) < least) or (most is not None and int(value) > most):
        span = f"{least} or more" if most is None else f"{most} or less" if least is None else f"{least} to {most}"
        raise _fault(parameter, value, f"write a number, {span}", "is out of range")
    return Literal(str(int(value)), datatype=NamedNode(XSD + "integer"))


def _day(parameter: Parameter, value: str) -> Literal:
    """Return a day; for the first or last day of a time, a month or a year stands for it as well."""
    from datetime import date

    kind = parameter.type
    more = "" if kind == "date" else f", or YYYY-MM or YYYY for the {_DAYS[kind]} of a month or year"
    try:
        found = date.fromisoformat(value)
        if found.isoformat() == value:
            return Literal(value, datatype=NamedNode(XSD + "date"))
        remedy = f"write a day as YYYY-MM-DD, here {found.isoformat()}{more}"
    except ValueError:
        remedy = f"write a day as YYYY-MM-DD{more}"
    bounds = _bounds(value)
    if bounds is None:
        raise _fault(parameter, value, remedy, "is no date")
    if kind == "date" or not value.replace("-", "").isdigit():
        span = " to ".join(day for day in bounds if day)
        raise _fault(parameter, value, f"{remedy}; {span} is what it spans", "is not one day")
    return Literal(bounds[kind == "last-day"], datatype=NamedNode(XSD + "date"))


def _bounds(value: str) -> tuple[str, str] | None:
    """Return the first and the last day of an EDTF date, an empty text for an open side; ``None`` if it is no date."""
    from kg.edtf import parse

    try:
        found = parse(value)
    except ValueError:
        return None
    first, last = found.earliest_begin, found.latest_end
    return first.isoformat() if first else "", last.isoformat() if last else ""


def _named(
    parameter: Parameter, value: str, store: Store, spaces: Mapping[str, str], notes: list[str] | None
) -> NamedNode:
    """Return the one thing that an identifier, a CURIE, an IRI or a name in any spelling means."""
    for kind in kinds_of(parameter.type):
        prefix = "bk" if kind == "term" else kind.removeprefix("concept:")
        space = namespace_of(kind, spaces)
        local = value.removeprefix(space).removeprefix(f"{prefix}:")
        if space and _exists(store, space + local) and (not parameter.values or local in parameter.values):
            return NamedNode(space + local)
    from kg.ask.engine.names import find, things  # most values are identifiers

    known = things(parameter, store, spaces)
    found, exact = find(value, known)
    if len(found) == 1 and not exact and notes is None:
        raise _fault(parameter, value, f"did you mean {found[0]}?")
    if len(found) == 1:
        if not exact and notes is not None:
            notes.append(f"--{parameter.name}: '{_shown(value)}' is taken for {found[0]}")
        return NamedNode(found[0].iri)
    if found:
        raise _fault(parameter, value, f"say which: {', '.join(map(str, found))}", "names several things")
    raise _fault(parameter, value, _remedy(value, known), "is none of its values" if parameter.values else "")


def _exists(store: Store, iri: str) -> bool:
    try:
        return any(store.quads_for_pattern(NamedNode(iri), NamedNode(RDF.type), None))
    except ValueError:
        return False


def _remedy(name: str, known: list[Thing]) -> str:
    from kg.ask.engine.names import near

    if offered := near(name[:200], known):
        return "did you mean " + " or ".join(map(str, offered)) + "?"
    if not known:
        return "the graph has none"
    more = f" ... ({len(known)} in all)" if len(known) > _LONGEST else ""
    return f"known: {', '.join(one.id for one in known[:_LONGEST])}{more}"


def _shown(value: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in value[:80])


def _fault(parameter: Parameter, value: str, remedy: str, problem: str = "") -> FaultError:
    kind = _DAYS.get(parameter.type, parameter.type).removeprefix("concept:").replace("-", " ")
    return fault("value", f"--{parameter.name}: '{_shown(value)}' {problem or f'is no {kind}'}", remedy)
