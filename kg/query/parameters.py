"""A user's values become checked terms; only those are written into a query."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, QuerySolutions, Store

from kg.faults import Fault, FaultError
from kg.namespaces import SCHEME_BASE
from kg.query.header import VALUES, Parameter, Query
from kg.terms import IRI, XSD, Literal, Term, ntriples

__all__ = ["bind", "resolve"]

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT ?node ?label { ?node skos:prefLabel|skos:altLabel|dct:title ?label } ORDER BY ?node ?label
"""
_CLAIMS = "SELECT ?node { ?node a <https://w3id.org/battlekg/ontology#Claim> } ORDER BY ?node"


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
    terms: list[Term | None] = []
    for parameter in query.parameters:
        try:
            terms.append(resolve(parameter, given.get(parameter.name, parameter.default), store, spaces))
        except FaultError as error:
            faults.extend(error.faults)
    if faults:
        raise FaultError(faults)
    text = query.body
    for prefix, space in spaces.items():
        text = _prefix(text, prefix, space)
    row = " ".join("UNDEF" if term is None else ntriples(term) for term in terms)
    return VALUES.sub(lambda match: f"{match[1]}VALUES ({match[2]}) {{ ({row}) }}", text)


def _prefix(text: str, prefix: str, space: str) -> str:
    start = f"PREFIX {prefix}: <"
    lines = (f"{start}{space}>" if line.startswith(start) else line for line in text.split("\n"))
    return "\n".join(lines)


def resolve(parameter: Parameter, value: str, store: Store, spaces: Mapping[str, str]) -> Term | None:
    """Return the term that a value means; ``None`` for ``any``.

    Raises:
        FaultError: The value is not of the type of the parameter.
    """
    kind = parameter.type
    if value == "any":
        if parameter.optional:
            return None
        raise _fault(parameter, value, "give a value")
    if kind == "date":
        try:
            return Literal(date.fromisoformat(value).isoformat(), XSD + "date")
        except ValueError:
            raise _fault(parameter, value, "write a day as YYYY-MM-DD") from None
    if kind == "integer":
        if not value.isascii() or not value.lstrip("-").isdigit():
            raise _fault(parameter, value, "write a whole number")
        return Literal(str(int(value)), XSD + "integer")
    if kind == "text":
        return Literal(value)
    space = f"{SCHEME_BASE}{kind[8:]}/" if kind.startswith("concept:") else spaces[kind]
    return _named(parameter, value, _names(store, space, claims=kind == "claim"))


def _names(store: Store, space: str, claims: bool) -> dict[str, IRI]:
    """Return every name under which the things of a namespace are known, in lower case."""
    found: dict[str, IRI] = {}
    rows = store.query(_CLAIMS if claims else _LABELS)
    assert isinstance(rows, QuerySolutions)
    for row in rows:
        node = row["node"]
        if not isinstance(node, NamedNode) or not node.value.startswith(space):
            continue
        iri, local = IRI(node.value), node.value[len(space) :]
        found[local] = found[f"{space.rstrip('/').rpartition('/')[2]}:{local}"] = found[node.value] = iri
        if not claims and isinstance(row["label"], OxLiteral):
            found.setdefault(row["label"].value.casefold(), iri)
    return found


def _named(parameter: Parameter, value: str, names: Mapping[str, IRI]) -> IRI:
    found = names.get(value) or names.get(" ".join(value.split()).casefold())
    if found is not None:
        return found
    short = [name for name in names if not name.startswith("http") and ":" not in name]
    near = get_close_matches(value.casefold(), short, n=3, cutoff=0.6)
    locals_ = sorted({iri.rpartition("/")[2] for iri in names.values()})
    some = ", ".join(locals_[:12]) + (f" ... ({len(locals_)} in all)" if len(locals_) > 12 else "")
    remedy = "did you mean " + " or ".join(f"'{name}'" for name in near) + "?" if near else f"known: {some}"
    raise _fault(parameter, value, remedy)


def _fault(parameter: Parameter, value: str, remedy: str) -> FaultError:
    what = f"--{parameter.name}: '{value[:80]}' is no {parameter.type.removeprefix('concept:')}"
    return FaultError([Fault("", 0, "value", what, remedy)])
