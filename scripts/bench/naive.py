"""The pipeline as one would write it first: PyYAML, rdflib, owlrl and pySHACL, one after the other.

It is the oracle of the default path: the tests and the bench compare what the two give. It shares the models of the
dataset and the description of a claim as triples, and it makes no seal and no check that every triple is traced: it
does less, so that what it costs is a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import owlrl
import pyshacl
import rdflib
import yaml
from pydantic import BaseModel
from rdflib import RDF, RDFS, BNode, Literal, URIRef

from kg.builder.claims import describe_claims
from kg.builder.contents import describe_contents
from kg.builder.context import Context, concept
from kg.builder.counts import describe_counts
from kg.builder.derived import describe_derived
from kg.builder.entities import describe_dataset, describe_documents, describe_entities, describe_passages
from kg.builder.labels import describe_labels
from kg.builder.links import describe_linked
from kg.dataset.model import Actor, Battle, ClaimFile, Dataset, Event, Phase, Place
from kg.paths import ONTOLOGY
from kg.rdf.graph import Graph, tidy
from kg.rdf.namespaces import BK as bk
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, XSD, Term, Triple
from kg.reason.closure import GROUPING
from kg.reason.derive import derive
from kg.reason.world import World
from kg.validate import CONSTRAINTS, SHAPES
from kg.validate.reference import results_of
from kg.validate.result import Result

__all__ = [
    "Loaded",
    "close",
    "describe",
    "from_rdflib",
    "load",
    "report",
    "results",
    "stated",
    "to_rdflib",
    "useful",
    "write",
]

VOCABULARY = Path(ONTOLOGY) / "battlekg.ttl"
THING = IRI("http://www.w3.org/2002/07/owl#Thing")
TYPE = IRI(str(RDF.type))


class Loaded(NamedTuple):
    """What the files of a dataset say, by kind and identifier."""

    claims: dict[str, BaseModel]
    entities: dict[str, dict[str, BaseModel]]


def load(folder: Path) -> Loaded:
    """Read the YAML files of a dataset with the parser of PyYAML that is written in Python."""

    def tree(path: Path) -> Any:
        return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)

    claims: dict[str, BaseModel] = {}
    for path in sorted(folder.glob("claims/*.yaml")):
        claims |= ClaimFile.model_validate(tree(path)).claims
    kinds: dict[str, type[BaseModel]] = {
        "actors": Actor,
        "places": Place,
        "battles": Battle,
        "phases": Phase,
        "events/*": Event,
    }
    entities: dict[str, dict[str, BaseModel]] = {}
    for pattern, model in kinds.items():
        found = {key: value for path in sorted(folder.glob(f"{pattern}.yaml")) for key, value in tree(path).items()}
        entities[pattern.partition("/")[0]] = {key: model.model_validate(value) for key, value in found.items()}
    return Loaded(claims, entities)


def describe(dataset: Dataset) -> rdflib.Graph:
    """Return the graph of a dataset, made triple by triple in rdflib."""
    context = Context(dataset)
    graph = rdflib.Graph()
    for part in (
        describe_dataset,
        describe_documents,
        describe_entities,
        describe_linked,
        describe_claims,
        Context.bases,
        Context.curations,
        describe_passages,
    ):
        _add(graph, part(context))
    _add(graph, describe_derived(context, derive(World(dataset), from_rdflib(graph), "default")))
    _add(graph, context.statements.triples())
    described = Graph(from_rdflib(graph), context.prefixes)
    _add(graph, [*describe_labels(described), *describe_counts(described)])
    _add(graph, describe_contents(context, from_rdflib(graph)))
    return graph


def stated(graph: rdflib.Graph) -> rdflib.Graph:
    """Return a graph without what the closure has added to it: by a rule of OWL 2 RL or as a closure."""
    kept = rdflib.Graph() + graph
    for statement, rule in graph.subject_objects(URIRef(bk.rule)):
        if rule != URIRef(concept("rule", "adoption")) and (statement, RDF.type, RDF.Statement) in graph:
            s, p, o = (graph.value(statement, term) for term in (RDF.subject, RDF.predicate, RDF.object))
            kept.remove((s, p, o))
    for closed in (bk.belongsTo, bk.liesIn):
        kept.remove((None, URIRef(closed), None))
    return kept


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return a graph of rdflib."""
    graph = rdflib.Graph()
    _add(graph, triples)
    return graph


def _add(graph: rdflib.Graph, triples: Iterable[Triple]) -> None:
    for s, p, o in triples:
        graph.add((URIRef(s), URIRef(p), _node(o)))


def _node(term: Term) -> URIRef | Literal:
    if isinstance(term, IRI):
        return URIRef(term)
    if term.lang:
        return Literal(term.value, lang=term.lang)
    return Literal(term.value, datatype=None if term.datatype == XSD + "string" else URIRef(term.datatype))


def from_rdflib(graph: rdflib.Graph) -> list[Triple]:
    """Return the triples of a graph of rdflib, by way of N-Triples."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        graph.serialize(path, format="nt", encoding="utf-8")
        return read_graph(path)


def close(graph: rdflib.Graph) -> rdflib.Graph:
    """Return the graph and the vocabulary with all that follows from them under OWL 2 RL."""
    closed = rdflib.Graph() + graph
    closed.parse(VOCABULARY)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closed)
    return closed


def useful(closed: rdflib.Graph, graph: rdflib.Graph) -> set[Triple]:
    """Return what follows for the nodes of a graph, without what ``kg.reason.closure`` leaves out by its own word.

    Left out are: triples whose subject is a literal or a term of the vocabulary, reflexive triples, the type
    ``owl:Thing``, and types that only group classes.
    """
    vocabulary = set(rdflib.Graph().parse(VOCABULARY).subjects())
    nodes = {node for s, _, o in graph for node in (s, o) if isinstance(node, URIRef)} - vocabulary - {RDFS.label}
    new = rdflib.Graph()
    for s, p, o in closed - graph:
        if s in nodes and s != o and not isinstance(o, BNode):
            new.add((s, p, o))
    return {t for t in from_rdflib(new) if t.p != TYPE or t.o not in GROUPING | {THING}}


def report(graph: rdflib.Graph) -> rdflib.Graph:
    """Return the report of pySHACL on a graph."""
    shapes = rdflib.Graph()
    for path in (SHAPES, CONSTRAINTS):
        shapes.parse(path)
    reported: rdflib.Graph = pyshacl.validate(graph, shacl_graph=shapes, inference="none")[1]
    return reported


def results(reported: rdflib.Graph) -> list[Result]:
    """Return the results of a report as those of the default path."""
    return list(results_of(Graph(tidy(from_rdflib(reported)))))


def write(graph: rdflib.Graph, path: Path) -> None:
    """Write a graph as Turtle."""
    graph.serialize(path, format="turtle", encoding="utf-8")
