"""What a query looks for: its triple patterns, the terms that it uses, and a diagram of them.

The patterns are read from the algebra of rdflib's parser, not from the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rdflib import Literal, URIRef
from rdflib.paths import Path
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Variable

from kg.ask.catalog.question import Question, put_values

__all__ = ["Edge", "Pattern", "diagram", "read_pattern"]

_MARKS: Final = {"": "", "optional": " (optional)", "either": " (one way)", "not": " (must not be)"}
_SETTING: Final = '%%{init: {"flowchart": {"wrappingWidth": 420}}}%%'
"""Lines in boxes are not broken: Mermaid would break them between a question mark and the name of its variable."""

_INNER: Final[Mapping[tuple[str, str], str]] = {
    ("LeftJoin", "p2"): "optional", ("Union", "p1"): "either", ("Union", "p2"): "either", ("Minus", "p2"): "not",
    ("Builtin_NOTEXISTS", "graph"): "not",
}  # fmt: skip
"""The mode of the patterns in a part of a node of the algebra; within an outer mode only ``not`` counts."""

_ARROWS: Final = {"": "-->", "optional": "-.->", "either": "-.->", "not": "--x"}

_prepared: Final = cache(prepareQuery)
"""The parser takes 50 ms for a query, and one is described and drawn."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A triple pattern.

    Attributes:
        subject: A variable with its question mark, or a short name.
        path: The property or property path, in short names.
        object: A variable, a short name or a literal.
        mode: ``optional``, ``either`` (in a branch of a UNION), ``not`` (must not be there); empty where it must be.
    """

    subject: str
    path: str
    object: str
    mode: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a query looks for.

    Attributes:
        edges: Its triple patterns, in the order in which their variables first stand in the text.
        terms: The IRIs that it names, sorted, without the defaults of its parameters.
    """

    edges: tuple[Edge, ...]
    terms: tuple[str, ...]


def read_pattern(query: Question) -> Pattern:
    """Return what a query looks for."""
    read = _prepared(put_values(query.body, " ".join("UNDEF" for _ in query.parameters)))
    namespaces = read.prologue.namespace_manager
    found: list[tuple[tuple[int, ...], Edge]] = []
    for (s, p, o), mode in _triples(read.algebra, ""):
        edge = Edge(_short(s, namespaces), _short(p, namespaces), _short(o, namespaces), mode)
        found.append((tuple(query.body.find(f"{part} ") for part in (edge.subject, edge.path, edge.object)), edge))
    edges = dict.fromkeys(edge for _, edge in sorted(found, key=lambda each: (*each[0], str(each[1]))))
    return Pattern(tuple(edges), tuple(sorted({str(iri) for iri in _iris(read.algebra)})))


def _triples(node: Any, mode: str) -> Iterator[tuple[tuple[Any, Any, Any], str]]:
    if isinstance(node, (list, tuple)):
        for one in node:
            yield from _triples(one, mode)
    if not isinstance(node, CompValue):
        return
    for key, value in node.items():
        if key == "triples":
            for flat in value:  # in a FILTER within an OPTIONAL the parser leaves many triples in one list
                for at in range(0, len(flat), 3):
                    yield tuple(flat[at : at + 3]), mode
        elif key not in ("_vars", "template"):
            inner = _INNER.get((node.name, key), "")
            yield from _triples(value, inner if inner == "not" else mode or inner)


def _iris(node: Any) -> Iterator[URIRef]:
    if isinstance(node, URIRef):
        yield node
    elif isinstance(node, Literal):
        yield from _iris(node.datatype)
    elif isinstance(node, Path):
        yield from _iris(vars(node))
    elif isinstance(node, Mapping):
        yield from _iris([value for key, value in node.items() if key != "_vars"])
    elif isinstance(node, (list, tuple)):
        for one in node:
            yield from _iris(one)


def _short(term: Any, namespaces: Any) -> str:
    if isinstance(term, Variable):
        return f"?{term}"
    if isinstance(term, BNode):
        return f"_:{term}"
    return str(term.n3(namespaces))


def diagram(query: Question) -> str:
    """Return a flow chart of what a query looks for, in the language of Mermaid.

    A box is a thing that is looked for, with the properties that lead to a value only; an arrow is a property that
    leads to another box. Parameters are boxes with slanted sides. What may be missing is dotted, what must not be there
    is crossed out.
    """
    edges = read_pattern(query).edges
    given = {f"?{parameter.name}" for parameter in query.parameters}
    boxes = {edge.subject for edge in edges} | {edge.object for edge in edges if edge.object in given}
    targets = Counter(edge.object for edge in edges)
    boxes |= {name for name, times in targets.items() if times > 1 and name.startswith("?")}
    order = list(dict.fromkeys(name for edge in edges for name in (edge.subject, edge.object) if name in boxes))
    ids = {name: f"n{number}" for number, name in enumerate(order, 1)}
    lines = [_SETTING, "flowchart LR"]
    for name in order:
        inner = [f"{edge.path} {edge.object}{_MARKS[edge.mode]}"
                 for edge in edges if edge.subject == name and edge.object not in boxes]  # fmt: skip
        label = "<br/>".join([f"<b>{_escaped(name)}</b>", *map(_escaped, inner)])
        lines.append(f'  {ids[name]}[/"{label}"/]' if name in given else f'  {ids[name]}["{label}"]')
    lines += [
        f'  {ids[edge.subject]} {_ARROWS[edge.mode]}|"{_escaped(edge.path)}"| {ids[edge.object]}'
        for edge in edges if edge.object in boxes
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Return a text as it may stand in the quotes of a label: Mermaid reads entities that begin with ``#``."""
    entities = {"#": "#35;", "&": "#amp;", "<": "#lt;", ">": "#gt;", '"': "#quot;", "`": "#96;"}
    return "".join(entities.get(sign, sign) for sign in text)
