"""Which triple stands in which named graph: the one rule of N-Quads and TriG.

A content triple stands in the graph of each kind of evidence that it has, so that one may stand in several; a record
triple stands in one. What decides is how ``kg.rdf.vocabulary`` says that a property of a class is traced:

=========== =================================================== ===========================
traced by   evidence                                            graph
=========== =================================================== ===========================
claim       the passages of the claim                           ``source-KEY``
claim       the same, where a rule gave the triple              the graph of the rule
claim       a basis that explains its property                  ``editorial``
statement   a passage of its Statement                          ``source-KEY``
any of both a note of a curator in its Statement                ``editorial``
any of both the rule ``adoption`` in its Statement              ``adopted``
any of both any other rule in its Statement                     ``inferred``
node        as the triple that names its node, or points to it  as that triple
closure     the axioms of the ontology                          ``inferred``
rule        a node that a rule made, with all its properties    ``inferred``
record      none: it describes our own records                  ``record``
=========== =================================================== ===========================

The ontology, the schemes, the shapes and the descriptions of the queries stand in ``vocabulary``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Triple as OxTriple

from kg.faults import fault
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import GEO, OA, RDF, SCHEME_BASE, SKOS, VOCABULARY_GRAPH, graph_space
from kg.rdf.terms import IRI
from kg.rdf.vocabulary import CLASSES, Class, class_of

__all__ = ["GRAPHS", "VOCABULARY", "Evidence", "Placement", "graph_iri"]

GRAPHS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "source-KEY": "what a document says: the content of the claims that it tells, and what its passages state",
        "editorial": "what the curators decided or inferred, each with a note",
        "adopted": "plain statements that the policy takes over from claims",
        "inferred": "what follows by rules: triples of the closure, contradictions, corroboration",
        "record": "what describes our own records: claims, passages, Statements, the dataset",
        "vocabulary": "the ontology, the concept schemes, the shapes, the descriptions of the queries",
    }
)
"""The graphs and what they hold; there is one ``source-KEY`` per document."""

VOCABULARY: Final = NamedNode(VOCABULARY_GRAPH)
"""The graph of the vocabulary, which is the same for every dataset."""

_TYPE: Final = RDF.type
_ADOPTION: Final = f"{SCHEME_BASE}rule/adoption"
_PARTS: Final = (bk.proposition, bk.relay)
_STATED: Final = (RDF.subject, RDF.predicate, RDF.object)


def graph_iri(sources: str, name: str) -> NamedNode:
    """Return the IRI of a named graph of a dataset.

    Args:
        sources: The namespace of the dataset's documents, e.g. ``https://w3id.org/battlekg/bakhmut/source/``.
        name: The name of the graph, e.g. ``record``, ``source-newshub``.
    """
    return NamedNode(graph_space(sources) + name)


class Evidence:
    """What a graph says about where its triples come from, gathered in one pass over it.

    Args:
        quads: The graph.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.types: dict[str, frozenset[IRI]] = {}
        self.source: dict[str, str] = {}
        self.passages: dict[str, list[str]] = {}
        self.claim: dict[str, str] = {}
        self.rules: dict[str, list[str]] = {}
        self.noted: set[str] = set()
        self.statement: dict[OxTriple, str] = {}
        self.own: dict[str, str] = {}
        self.explained: set[tuple[str, str]] = set()
        bases: list[tuple[str, str]] = []
        explains: dict[str, str] = {}
        stated: dict[str, dict[str, object]] = {}
        for quad in quads:
            predicate = quad.predicate.value
            subject = node_of(quad)
            value = getattr(quad.object, "value", "")
            if predicate == _TYPE:
                self.types[subject] = self.types.get(subject, frozenset()) | {IRI(value)}
            elif predicate in _STATED:
                parts = stated.setdefault(subject, {})
                parts[predicate] = quad.object
                if len(parts) == len(_STATED):
                    del stated[subject]
                    self.statement[OxTriple(*(parts[p] for p in _STATED))] = subject  # type: ignore[arg-type]
            elif predicate == OA.hasSource:
                self.source[subject] = value
            elif predicate == bk.passage:
                self.passages.setdefault(subject, []).append(value)
            elif predicate in _PARTS:
                self.claim[value] = subject
            elif predicate == bk.rule:
                self.rules.setdefault(subject, []).append(value)
            elif predicate == SKOS.editorialNote:
                self.noted.add(subject)
            elif predicate == bk.basis:
                bases.append((subject, value))
            elif predicate == bk.explains:
                explains[subject] = value
        self.statement = {t: node for t, node in self.statement.items() if RDF.Statement in self.types.get(node, ())}
        self.explained = {(node, explains.get(basis, "")) for node, basis in bases}
        for triple, node in self.statement.items():
            if triple.predicate.value == SKOS.prefLabel:
                self.own[node_of(triple)] = node
            elif triple.predicate.value == GEO.hasGeometry:
                self.own[getattr(triple.object, "value", "")] = node

    def documents(self, node: str) -> list[str]:
        """Return the documents of the passages that a claim or a Statement names, each once."""
        return list(dict.fromkeys(self.source[p] for p in self.passages.get(node, ()) if p in self.source))


class Placement:
    """The rule of this module, applied to one graph.

    Args:
        evidence: What the graph says about where its triples come from.
        sources: The namespace of the dataset's documents.
        name: How messages name the graph.
    """

    def __init__(self, evidence: Evidence, sources: str, name: str) -> None:
        self._evidence = evidence
        self._sources = sources
        self._name = name
        self._iris: dict[str, NamedNode] = {}
        self._ways = {iri: _ways(made) for iri, made in CLASSES.items()}
        self._classes: dict[frozenset[IRI], Class | None] = {}

    def graphs(self, triple: OxTriple) -> list[NamedNode]:
        """Return the graphs in which a triple of the graph stands, in the order of ``GRAPHS``.

        Raises:
            FaultError: The triple is content and nothing covers it.
        """
        names = list(dict.fromkeys(self._names(triple)))
        if not names:
            what = f"nothing covers {triple.subject} {triple.predicate} {triple.object}"
            raise fault("untraced", what, "run 'battlekg validate' on it", self._name)
        return [self._iri(name) for name in names]

    def _names(self, triple: OxTriple) -> Iterator[str]:
        node = node_of(triple)
        way = self._way(node, triple.predicate.value)
        if way in ("record", "inferred"):
            yield way
            return
        found = self._evidence
        statement = found.own.get(node, "") if way == "node" else found.statement.get(triple, "")
        rules = found.rules.get(statement, ())
        if way == "claim" and not rules:
            claim = found.claim.get(node, node)
            yield from (self._source(document) for document in found.documents(claim))
        yield from (self._source(document) for document in found.documents(statement))
        if statement in found.noted or (node, triple.predicate.value) in found.explained:
            yield "editorial"
        if _ADOPTION in rules:
            yield "adopted"
        if any(rule != _ADOPTION for rule in rules):
            yield "inferred"

    def _way(self, node: str, predicate: str) -> str:
        types = self._evidence.types.get(node, frozenset())
        if types not in self._classes:
            self._classes[types] = class_of(types)
        made = self._classes[types]
        return self._ways[made.iri].get(predicate, "record") if made else "record"

    def _source(self, document: str) -> str:
        return f"source-{document.removeprefix(self._sources)}"

    def _iri(self, name: str) -> NamedNode:
        if name not in self._iris:
            self._iris[name] = graph_iri(self._sources, name)
        return self._iris[name]


def node_of(triple: Quad | OxTriple) -> str:
    """Return the IRI of the subject."""
    return str(getattr(triple.subject, "value", triple.subject))


def _ways(made: Class) -> dict[str, str]:
    """Return how the triples of a class are traced, by predicate; all that a rule made is ``inferred``."""
    if any(prop.coverage == "rule" for prop in made.properties):
        return {str(_TYPE): "inferred", **{prop.iri: "inferred" for prop in made.properties}}
    ways: dict[str, str] = {str(_TYPE): made.typed, **{prop.iri: prop.coverage for prop in made.properties}}
    return {predicate: "inferred" if way == "closure" else way for predicate, way in ways.items()}
