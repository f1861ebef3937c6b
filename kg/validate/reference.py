"""The reference engine: pySHACL, with its report as our results."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.faults import FaultError, fault
from kg.rdf.graph import BLANK, Graph, is_blank
from kg.rdf.namespaces import RDF, SH
from kg.rdf.terms import IRI, XSD, Literal, Term, Triple
from kg.validate.paths import read_path
from kg.validate.result import Result

if TYPE_CHECKING:
    import rdflib

__all__ = ["check_reference", "results_of", "to_rdflib"]


def check_reference(data: Graph, shapes: rdflib.Graph) -> Iterator[Result]:
    """Yield the results of pySHACL.

    Args:
        data: The graph.
        shapes: The shapes, as pySHACL wants them; ``to_rdflib`` makes them.

    Raises:
        FaultError: pySHACL gives up, e.g. where it has to compare a blank node with a date.
    """
    import pyshacl

    try:
        outcome: tuple[bool, Any, str] = pyshacl.validate(_quietly(data), shacl_graph=shapes, inference="none")
    except (TypeError, ValueError, RuntimeError) as error:
        raise _given_up(str(error)) from None
    if not hasattr(outcome[1], "triples"):
        raise _given_up(outcome[2])
    yield from results_of(Graph(_triples(outcome[1])))


def results_of(report: Graph) -> Iterator[Result]:
    """Yield the results of a ``sh:ValidationReport``."""
    for node in report.subjects(RDF.type, SH.ValidationResult):
        yield _result(report, node)


def _given_up(reason: str) -> FaultError:
    what = f"pySHACL cannot validate this: {' '.join(reason.split())}"
    return fault("pyshacl", what, "mend the values of dates and numbers, or use the engine fast")


def _result(report: Graph, node: IRI) -> Result:
    def one(predicate: IRI) -> Term | None:
        return next(iter(report.values(node, predicate)), None)

    path, value, focus = one(SH.resultPath), one(SH.value), one(SH.focusNode)
    severity, component, shape = one(SH.resultSeverity), one(SH.sourceConstraintComponent), one(SH.sourceShape)
    assert focus is not None
    assert isinstance(severity, IRI)
    assert isinstance(component, IRI)
    assert isinstance(shape, IRI)
    message = min((v.value for v in report.values(node, SH.resultMessage) if isinstance(v, Literal)), default="")
    made = None if path is None else read_path(report, path)
    return Result(_named(focus), made, component, None if value is None else _named(value), severity, message, shape)


def to_rdflib(data: Graph) -> rdflib.Graph:
    """Return a graph for rdflib; literals keep their written form."""
    import rdflib

    graph = rdflib.Graph()

    def made(term: Term) -> rdflib.term.Node:
        if isinstance(term, IRI):
            return rdflib.BNode(_mark(term)) if is_blank(term) else rdflib.URIRef(term)
        if term.lang:
            return rdflib.Literal(term.value, lang=term.lang)
        kind = None if term.datatype == XSD + "string" else rdflib.URIRef(term.datatype)
        return rdflib.Literal(term.value, datatype=kind, normalize=False)

    for triple in data:
        graph.add((made(triple.s), made(triple.p), made(triple.o)))
    return graph


def _quietly(data: Graph) -> rdflib.Graph:
    """Return a graph for rdflib without its remarks on ill-typed literals: the report will speak of them."""
    talk = logging.getLogger("rdflib.term")
    before = talk.disabled
    talk.disabled = True
    try:
        return to_rdflib(data)
    finally:
        talk.disabled = before


def _mark(term: IRI) -> str:
    """Return a blank node identifier that can be told from those that pySHACL makes for itself."""
    return f"data{term.removeprefix(BLANK)}"


def _named(term: Term) -> Term:
    """Return the term of the data graph for a term of the report."""
    return IRI(term.replace(f"{BLANK}data", BLANK)) if isinstance(term, IRI) and is_blank(term) else term


def _triples(graph: rdflib.Graph) -> Iterator[Triple]:
    import rdflib

    def made(node: object) -> Term:
        if isinstance(node, rdflib.Literal):
            kind = str(node.datatype) if node.datatype else XSD + "string"
            return Literal(str(node), str(RDF.langString) if node.language else kind, node.language or "")
        return IRI(f"{BLANK}{node}" if isinstance(node, rdflib.BNode) else str(node))

    for s, p, o in graph:
        subject, predicate = made(s), made(p)
        assert isinstance(subject, IRI)
        assert isinstance(predicate, IRI)
        yield Triple(subject, predicate, made(o))
