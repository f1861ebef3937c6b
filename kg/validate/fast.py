"""The fast engine: the part of SHACL Core that our shapes use, on plain indexes, and SPARQL constraints.

It gives the results of pySHACL; the tests compare both on every fixture and on many damaged graphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from kg.rdf.graph import Graph, is_blank
from kg.rdf.terms import IRI, XSD, Literal, Term
from kg.validate.literals import compare, well_typed
from kg.validate.paths import Path, follow
from kg.validate.result import Result
from kg.validate.shape import Constraint, Shape, Target
from kg.validate.sparql import Queries

__all__ = ["check"]

Values = Collection[Term]
Found = tuple[Path | None, Term | None]
"""A fault: the path if it is not that of the shape, and the value if there is one."""


def check(data: Graph, shapes: Mapping[IRI, Shape]) -> Iterator[Result]:
    """Yield the results of validating a graph, in no particular order."""
    engine = _Engine(data, shapes)
    for shape in shapes.values():
        focus = dict.fromkeys(node for target in shape.targets for node in _targeted(data, target))
        if focus:
            yield from engine.results(shape, focus)


def _targeted(data: Graph, target: Target) -> Iterable[Term]:
    value = target.value
    if target.kind == "targetNode" or not isinstance(value, IRI):
        return (value,)
    if target.kind == "targetClass":
        return data.instances(value)
    nodes = data.having(value)
    return nodes if target.kind == "targetObjectsOf" else (node for found in nodes.values() for node in found)


class _Engine:
    """A graph and the shapes that it is checked against, with what has been found out about nodes."""

    def __init__(self, data: Graph, shapes: Mapping[IRI, Shape]) -> None:
        self.data = data
        self.shapes = shapes
        self.queries = Queries(data)
        self._known: dict[tuple[IRI, Term], bool] = {}
        self._singles: dict[IRI, tuple[Test, Constraint] | None] = {}
        self._rules: dict[IRI, tuple[list[tuple[Rule, Constraint]], list[Constraint]]] = {}

    def results(self, shape: Shape, focus: Iterable[Term]) -> Iterator[Result]:
        """Yield the results of a shape for focus nodes."""
        nodes = list(focus)
        ruled, beyond = self._parts(shape)
        for constraint in beyond:
            yield from self._beyond(shape, constraint, nodes)
        for node in nodes if ruled else ():
            values = self.values(shape, node)
            for rule, constraint in ruled:
                for path, value in rule(self, constraint, node, values):
                    yield self._result(shape, constraint, node, path or shape.path, value)

    def _parts(self, shape: Shape) -> tuple[list[tuple[Rule, Constraint]], list[Constraint]]:
        """Return the constraints that are a rule for one node, with it, and those that are more."""
        known = self._rules.get(shape.iri)
        if known is None:
            ruled = [(_RULES[c.parameter], c) for c in shape.constraints if c.parameter in _RULES]
            known = self._rules[shape.iri] = ruled, [c for c in shape.constraints if c.parameter not in _RULES]
        return known

    def _beyond(self, shape: Shape, constraint: Constraint, nodes: list[Term]) -> Iterator[Result]:
        """Yield the results of a constraint that is more than a rule for one node."""
        found = self._queried if constraint.parameter == "sparql" else self._nested
        return found(shape, constraint, nodes)

    def values(self, shape: Shape, node: Term) -> Values:
        """Return the value nodes of a shape at a focus node."""
        return (node,) if shape.path is None else follow(self.data, node, shape.path)

    def conforms(self, name: IRI, node: Term) -> bool:
        """Return whether a node conforms to a shape."""
        single = self._single(name)
        if single is not None:
            test, constraint = single
            return test(self, constraint, node)
        key = (name, node)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = not self._fails(self.shapes[name], node)
        return known

    def _single(self, name: IRI) -> tuple[Test, Constraint] | None:
        """Return the test of a shape that has no path and one constraint, a test of each value; else ``None``.

        Such shapes stand in lists of alternatives, and are asked for more often than all others.
        """
        if name not in self._singles:
            shape = self.shapes[name]
            alone = shape.constraints[0] if shape.path is None and len(shape.constraints) == 1 else None
            test = _TESTS.get(alone.parameter) if alone else None
            self._singles[name] = (test, alone) if test and alone else None
        return self._singles[name]

    def _fails(self, shape: Shape, node: Term) -> bool:
        """Return whether a node has any result, without making one."""
        values = self.values(shape, node)
        ruled, beyond = self._parts(shape)
        return any(next(rule(self, constraint, node, values), None) is not None for rule, constraint in ruled) or any(
            next(self._beyond(shape, constraint, [node]), None) is not None for constraint in beyond
        )

    def _nested(self, shape: Shape, constraint: Constraint, nodes: Iterable[Term]) -> Iterator[Result]:
        (name,) = constraint.shapes
        inner = self.shapes[name]
        yield from self.results(inner, dict.fromkeys(v for node in nodes for v in self.values(shape, node)))

    def _queried(self, shape: Shape, constraint: Constraint, nodes: Iterable[Term]) -> Iterator[Result]:
        assert isinstance(constraint.value, str)
        for node, path, value in self.queries.ask(constraint.value, nodes):
            known = value if value is not None else node if shape.path is None else None
            yield self._result(shape, constraint, node, path or shape.path, known)

    def _result(
        self, shape: Shape, constraint: Constraint, node: Term, path: Path | None, value: Term | None
    ) -> Result:
        message = shape.message or constraint.message
        return Result(node, path, constraint.component, value, shape.severity, message, shape.iri)


Test = Callable[[_Engine, Constraint, Term], bool]
Rule = Callable[[_Engine, Constraint, Term, Values], Iterator[Found]]


def _each(test: Test) -> Rule:
    """Make a rule of a test that each value has to pass."""

    def rule(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
        return ((None, value) for value in values if not test(engine, constraint, value))

    return rule


def _class(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    assert isinstance(constraint.value, IRI)
    return value in engine.data.instances(constraint.value)


def _datatype(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    return isinstance(value, Literal) and value.datatype == constraint.value and well_typed(value)


def _kind(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    kind = "Literal" if isinstance(value, Literal) else "BlankNode" if is_blank(value) else "IRI"
    return kind in str(constraint.value).rpartition("#")[2]


def _pattern(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    assert isinstance(constraint.value, re.Pattern)
    text = value.value if isinstance(value, Literal) else value
    return not is_blank(value) and constraint.value.search(text) is not None


def _in(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    assert isinstance(constraint.value, tuple)
    return value in constraint.value


def _least(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    return compare(_number(constraint), value) in (-1, 0)


def _greatest(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    return compare(value, _number(constraint)) in (-1, 0)


def _number(constraint: Constraint) -> Literal:
    assert isinstance(constraint.value, Decimal)
    return Literal(str(constraint.value), XSD + "decimal")


def _not(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    return not any(engine.conforms(shape, value) for shape in constraint.shapes)


def _or(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    return any(engine.conforms(shape, value) for shape in constraint.shapes)


def _and(engine: _Engine, constraint: Constraint, value: Term) -> bool:
    return all(engine.conforms(shape, value) for shape in constraint.shapes)


def _min_count(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    assert isinstance(constraint.value, int)
    if len(values) < constraint.value:
        yield None, None


def _max_count(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    assert isinstance(constraint.value, int)
    if len(values) > constraint.value:
        yield None, None


def _has_value(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    if constraint.value not in values:
        yield None, None


def _qualified(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    (shape,) = constraint.shapes
    number = sum(engine.conforms(shape, value) for value in values)
    few = constraint.parameter == "qualifiedMinCount"
    if number < constraint.limit if few else number > constraint.limit:
        yield None, None


def _others(engine: _Engine, constraint: Constraint, node: Term) -> Values:
    assert isinstance(constraint.value, IRI)
    return engine.data.values(node, constraint.value)


def _equals(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    others = _others(engine, constraint, node)
    yield from ((None, value) for value in values if value not in others)
    yield from ((None, value) for value in others if value not in values)


def _disjoint(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    others = _others(engine, constraint, node)
    return ((None, value) for value in values if value in others)


def _less(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    good = (-1,) if constraint.parameter == "lessThan" else (-1, 0)
    others = _others(engine, constraint, node)
    return ((None, value) for value in values if any(compare(value, other) not in good for other in others))


def _closed(engine: _Engine, constraint: Constraint, node: Term, values: Values) -> Iterator[Found]:
    assert isinstance(constraint.value, tuple)
    for value in values:
        for predicate, objects in engine.data.node(value).items():
            if predicate not in constraint.value:
                yield from ((predicate, thing) for thing in objects)


_TESTS: Final[Mapping[str, Test]] = {
    "class": _class, "datatype": _datatype, "nodeKind": _kind, "pattern": _pattern, "in": _in, "minInclusive": _least,
    "maxInclusive": _greatest, "not": _not, "node": _and, "or": _or, "and": _and,
}  # fmt: skip
_RULES: Final[Mapping[str, Rule]] = {
    **{parameter: _each(test) for parameter, test in _TESTS.items()}, "minCount": _min_count, "maxCount": _max_count,
    "hasValue": _has_value, "qualifiedMinCount": _qualified, "qualifiedMaxCount": _qualified, "equals": _equals,
    "disjoint": _disjoint, "lessThan": _less, "lessThanOrEquals": _less, "closed": _closed,
}  # fmt: skip
