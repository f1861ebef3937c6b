"""What follows for a figure from what it counts: over how long, and of which side."""

from __future__ import annotations

from collections.abc import Iterator

from kg.builder.context import concept
from kg.rdf.concepts import concept_of
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.terms import IRI, Triple

__all__ = ["count_figure", "describe_counts"]

_BATTLE = concept("span", "battle")
_SIDE = concept("actor-kind", "side")


def describe_counts(graph: Graph) -> Iterator[Triple]:
    """Yield the span and the counted side of each figure.

    Args:
        graph: The graph, without these and with its closure.
    """
    for node in graph.things(bk.Figure):
        yield from count_figure(graph, node)


def count_figure(graph: Graph, node: IRI) -> Iterator[Triple]:
    """Yield the span and the counted side of a figure: the side of all whom it counts, where they have one."""
    span = _span(graph, node)
    if span is not None:
        yield Triple(node, bk.span, span)
    sides = {_sides(graph, actor) for actor in graph.many(node, bk.patient)}
    if len(sides) == 1 and len(side := sides.pop()) == 1:
        yield Triple(node, bk.countedSide, *side)


def _span(graph: Graph, node: IRI) -> IRI | None:
    """Return over how long a flow was counted; ``None`` for other measures, for rates, and where no date says it."""
    measure = concept_of(graph.one(node, bk.kind) or "")
    if measure is None or measure.measure_type != "flow" or graph.one(node, bk.per):
        return None
    if graph.one(node, bk.span) == _BATTLE:
        return _BATTLE
    when = graph.text(node, bk.when)
    return concept("span", "period" if "/" in when else "day") if when else None


def _sides(graph: Graph, actor: IRI) -> frozenset[IRI]:
    """Return the sides to which an actor belongs, also through others; a side is its own."""
    return frozenset(one for one in (actor, *graph.many(actor, bk.belongsTo)) if graph.one(one, bk.kind) == _SIDE)
