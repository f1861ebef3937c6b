"""Shapes as plain values, read from shapes graphs; a shape with a part that is not known here is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from kg.faults import Fault, FaultError
from kg.rdf.graph import Graph
from kg.rdf.namespaces import RDF, SH
from kg.rdf.terms import IRI, Literal, Term, compact
from kg.validate.paths import Path, read_list, read_path

__all__ = ["Constraint", "Shape", "Target", "read_shapes"]

Value = Term | int | Decimal | tuple[Term, ...] | re.Pattern[str] | str


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a shape.

    Attributes:
        parameter: The local name of the parameter that declares it, e.g. ``minCount``.
        value: What it demands: a term, a number, a list, a compiled pattern, or the text of a query.
        limit: For ``qualifiedMinCount`` and ``qualifiedMaxCount`` how many; else 0.
        message: What a query says for itself; else empty.
        shapes: The shapes that it refers to.
    """

    parameter: str
    value: Value
    limit: int = 0
    message: str = ""
    shapes: tuple[IRI, ...] = ()

    @property
    def component(self) -> IRI:
        """The constraint component, as reports name it."""
        return _component(self.parameter)


@cache
def _component(parameter: str) -> IRI:
    name = {"sparql": "SPARQL"}.get(parameter, parameter[0].upper() + parameter[1:])
    return SH(f"{name}ConstraintComponent")


@dataclass(frozen=True, slots=True)
class Target:
    """Which nodes a shape is about: ``targetClass``, ``targetNode``, ``targetSubjectsOf`` or ``targetObjectsOf``."""

    kind: str
    value: Term


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape where there is a path.

    Attributes:
        iri: Its name.
        path: The path to the values that it is about; ``None`` for the focus node itself.
        targets: Which nodes it is about; empty if only other shapes use it.
        constraints: What it demands.
        severity: How bad a fault is.
        message: What a report says.
    """

    iri: IRI
    path: Path | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    severity: IRI
    message: str


_NAMING: Final = ("not", "property", "node")
_LISTING: Final = ("or", "and")
_TARGETS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
_QUIET: Final = frozenset(
    map(SH, (*_TARGETS, "path", "message", "severity", "name", "description", "order", "group", "flags",
             "ignoredProperties", "qualifiedValueShape"))
)  # fmt: skip
_TERMS: Final = ("class", "datatype", "nodeKind", "equals", "disjoint", "lessThan", "lessThanOrEquals", "hasValue")
_COUNTS: Final = ("minCount", "maxCount")
_NUMBERS: Final = ("minInclusive", "maxInclusive")
_KNOWN: Final = frozenset(
    map(SH, (*_TERMS, *_NAMING, *_LISTING, *_COUNTS, *_NUMBERS, "in", "pattern", "closed", "sparql",
             "qualifiedMinCount", "qualifiedMaxCount"))
)  # fmt: skip


def read_shapes(shapes: Graph) -> dict[IRI, Shape]:
    """Return the shapes of a shapes graph by name.

    Raises:
        FaultError: A shape has a part that the fast engine does not know, or is not well-formed.
    """
    faults: list[Fault] = []
    found: dict[IRI, Shape] = {}
    for node in _nodes(shapes):
        try:
            found[node] = _shape(shapes, node)
        except (ValueError, re.error, ArithmeticError) as error:
            remedy = "use the engine pyshacl, or write the shape in another way"
            faults.append(Fault("", 0, "shapes", f"shape {_short(node)}: {error}", remedy))
    constraints = (constraint for shape in found.values() for constraint in shape.constraints)
    used = {name for constraint in constraints for name in constraint.shapes}
    for name in sorted(used - found.keys()):
        faults.append(Fault("", 0, "shapes", f"there is no shape {_short(name)}", "define it or mend the reference"))
    if faults:
        raise FaultError(faults)
    return found


def _nodes(shapes: Graph) -> Iterator[IRI]:
    for kind in (SH.NodeShape, SH.PropertyShape):
        yield from shapes.subjects(RDF.type, kind)


def _shape(shapes: Graph, node: IRI) -> Shape:
    said = shapes.node(node)
    unknown = [p for p in said if p.startswith(str(SH)) and p not in _KNOWN and p not in _QUIET]
    if unknown:
        raise ValueError(f"{', '.join(map(_short, sorted(unknown)))} is not known")
    paths = said.get(SH.path, ())
    if len(paths) > 1:
        raise ValueError("it has two paths")
    severity = next(iter(said.get(SH.severity, (SH.Violation,))))
    assert isinstance(severity, IRI)
    return Shape(
        node,
        read_path(shapes, next(iter(paths))) if paths else None,
        tuple(Target(kind, value) for kind in _TARGETS for value in said.get(SH(kind), ())),
        tuple(_constraints(shapes, node)),
        severity,
        min((v.value for v in said.get(SH.message, ()) if isinstance(v, Literal)), default=""),
    )


def _constraints(shapes: Graph, node: IRI) -> Iterator[Constraint]:
    """Yield the constraints of a shape."""
    said = shapes.node(node)
    for predicate, values in said.items():
        name = predicate.rpartition("#")[2]
        for value in values if predicate in _KNOWN else ():
            if name in _NAMING:
                yield Constraint(name, value, shapes=_names([value]))
            elif name in _TERMS:
                yield Constraint(name, value)
            elif name in _LISTING:
                members = read_list(shapes, value)
                yield Constraint(name, members, shapes=_names(members))
            elif name == "in":
                yield Constraint(name, read_list(shapes, value))
            elif name in _COUNTS:
                yield Constraint(name, int(_text(value)))
            elif name in _NUMBERS:
                yield Constraint(name, Decimal(_text(value)))
            else:
                yield from _special(shapes, node, name, value)


def _special(shapes: Graph, node: IRI, name: str, value: Term) -> Iterator[Constraint]:
    """Yield the constraints that have more than one parameter."""
    said = shapes.node(node)
    if name == "pattern":
        if SH.flags in said:
            raise ValueError("sh:flags is not known")
        yield Constraint(name, re.compile(_text(value)))
    elif name == "closed" and _text(value) == "true":
        ignored = [term for head in said.get(SH.ignoredProperties, ()) for term in read_list(shapes, head)]
        paths = [path for shape in said.get(SH.property, ()) for path in shapes.values(shape, SH.path)]
        yield Constraint(name, tuple(term for term in (*ignored, *paths) if isinstance(term, IRI)))
    elif name == "sparql":
        if any(p not in (SH.select, SH.message, RDF.type) for p in shapes.node(value)):
            raise ValueError("a query has more than sh:select and sh:message")
        yield Constraint(name, shapes.text(value, SH.select), message=shapes.text(value, SH.message))
    elif name.startswith("qualified"):
        for shape in said.get(SH.qualifiedValueShape, ()):
            yield Constraint(name, shape, limit=int(_text(value)), shapes=_names([shape]))


def _names(terms: Iterable[Term]) -> tuple[IRI, ...]:
    return tuple(term for term in terms if isinstance(term, IRI))


def _text(value: Term) -> str:
    if isinstance(value, Literal):
        return value.value
    raise ValueError(f"{value} is no literal")


def _short(iri: str) -> str:
    return compact(iri, {str(SH): "sh"}) or iri
