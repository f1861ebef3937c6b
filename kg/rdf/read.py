"""Reading a graph from an RDF file into plain triples, and giving triples to the library that stores and writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse
from pyoxigraph import Literal as OxLiteral

from kg.faults import fault
from kg.rdf.namespaces import VOCABULARY_GRAPH
from kg.rdf.terms import IRI, Literal, Triple

__all__ = ["FORMATS", "Terms", "quads_of", "read_graph"]

FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML, ".xml": RdfFormat.RDF_XML, ".jsonld": RdfFormat.JSON_LD,
}  # fmt: skip
"""The formats that are read, by the ending of the file's name."""


def read_graph(path: Path) -> list[Triple]:
    """Return the triples of an RDF file; blank nodes become IRIs that begin with ``urn:blank:``.

    Named graphs are merged, but for that of the vocabulary, which lies beside a dataset and is no part of it.

    Raises:
        FaultError: The file cannot be read, its format is unknown, or it is not well-formed.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        what = f"the ending '{path.suffix}' is of no known RDF format"
        raise fault("format", what, "use one of " + ", ".join(FORMATS), str(path))
    try:
        return list(_triples(path, form))
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (os error")[0].lower()
        what = f"the file cannot be read ({reason})"
        raise fault("unreadable", what, "check the path", str(path)) from None
    except SyntaxError as error:
        what = f"not well-formed: {error.msg}"
        raise fault("syntax", what, "mend the file at this place", str(path), error.lineno or 0) from None
    except ValueError as error:
        raise fault("syntax", f"not well-formed: {error}", "mend the file", str(path)) from None


def _triples(path: Path, form: RdfFormat) -> Iterator[Triple]:
    terms = Terms()
    vocabulary = NamedNode(VOCABULARY_GRAPH)
    for quad in parse(path=str(path), format=form):
        if (
            quad.graph_name == vocabulary
            or not isinstance(quad.subject, NamedNode | BlankNode)
            or not isinstance(quad.object, NamedNode | BlankNode | OxLiteral)
        ):
            continue
        yield terms.triple(quad)


class Terms:
    """The terms of a graph, each IRI made once: the same ones come again and again, and would fill the memory."""

    def __init__(self) -> None:
        self._iris: dict[str, IRI] = {}

    def triple(self, quad: Quad) -> Triple:
        """Return the triple of a quad without triple terms; blank nodes become IRIs that begin with ``urn:blank:``."""
        assert isinstance(quad.subject, NamedNode | BlankNode)
        assert isinstance(quad.object, NamedNode | BlankNode | OxLiteral)
        return Triple(self._node(quad.subject), self._iri(quad.predicate.value), self._term(quad.object))

    def _iri(self, value: str) -> IRI:
        found = self._iris.get(value)
        if found is None:
            found = self._iris[value] = IRI(value)
        return found

    def _node(self, node: NamedNode | BlankNode) -> IRI:
        return self._iri(node.value if isinstance(node, NamedNode) else f"urn:blank:{node.value}")

    def _term(self, term: NamedNode | BlankNode | OxLiteral) -> IRI | Literal:
        if isinstance(term, OxLiteral):
            return Literal(term.value, self._iri(term.datatype.value), term.language or "")
        return self._node(term)


def quads_of(triples: Iterable[Triple]) -> Iterator[Quad]:
    """Yield triples as quads of the default graph; those that stand for blank nodes stay IRIs."""
    nodes = _Nodes()
    for s, p, o in triples:
        if isinstance(o, IRI):
            yield Quad(nodes[s], nodes[p], nodes[o])
        elif o.lang:
            yield Quad(nodes[s], nodes[p], OxLiteral(o.value, language=o.lang))
        else:
            yield Quad(nodes[s], nodes[p], OxLiteral(o.value, datatype=nodes[o.datatype]))


class _Nodes(dict[str, NamedNode]):
    """The nodes of the library by IRI, each made once."""

    def __missing__(self, iri: str) -> NamedNode:
        found = self[iri] = NamedNode(iri)
        return found
