"""What the tests of exports share: reading an export back, and where each triple belongs by a second reckoning."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Dataset, Quad, RdfFormat, parse

from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import GEO, OA, RDF, SKOS, prefixes_of
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Triple, ntriples, ntriples_line

ADOPTION = IRI("https://w3id.org/battlekg/ontology/rule/adoption")


def written(write: Callable[[Path, BinaryIO], None], graph: Path) -> bytes:
    """Return what a writer writes of a graph."""
    out = io.BytesIO()
    write(graph, out)
    return out.getvalue()


def quads(content: bytes, form: RdfFormat) -> set[str]:
    """Return the quads of a document as canonical N-Quads lines."""
    return canonical(parse(content, format=form))


def canonical(found: Iterable[Quad]) -> set[str]:
    """Return quads as lines of N-Quads; there must be no blank nodes."""
    lines = {str(quad) for quad in Dataset(found)}
    assert not any("_:" in line.split(" ")[0] for line in lines)
    return lines


def reckon(file: Path) -> dict[str, set[str]]:
    """Return the triples of each graph of a file, reckoned triple by triple with the index that the checks use."""
    triples = read_graph(file)
    prefixes = prefixes_of(file)
    graph = Graph(triples, prefixes)
    found: dict[str, set[str]] = {}
    for triple in triples:
        for name in names_of(graph, triple):
            found.setdefault(name, set()).add(ntriples_line(triple))
    return found


def names_of(graph: Graph, triple: Triple) -> set[str]:
    """Return the names of the graphs in which a triple belongs."""
    made = graph.made(triple.s)
    assert made is not None
    if made.iri in (bk.Contradiction, bk.Corroboration, bk.Counterpart):
        return {"inferred"}
    way = made.typed if triple.p == RDF.type else next(p.coverage for p in made.properties if p.iri == triple.p)
    if way in ("record", "closure"):
        return {"record" if way == "record" else "inferred"}
    if way == "node":
        pointing = [
            s for place in graph.subjects(GEO.hasGeometry, triple.s) for s in graph.subjects(RDF.subject, place)
        ]
        covering = [
            s for s in graph.subjects(RDF.subject, triple.s) if SKOS.prefLabel in graph.values(s, RDF.predicate)
        ]
        covering += [s for s in pointing if triple.s in graph.values(s, RDF.object)]
    else:
        covering = [
            s
            for s in graph.subjects(RDF.subject, triple.s)
            if graph.values(s, RDF.predicate) == {triple.p} and graph.values(s, RDF.object) == {triple.o}
        ]
    names: set[str] = set()
    rules = {rule for s in covering for rule in graph.values(s, bk.rule)}
    claims = {triple.s} | graph.subjects(bk.proposition, triple.s) | graph.subjects(bk.relay, triple.s)
    for node in [*covering, *(claims if way == "claim" and not rules else ())]:
        for passage in graph.values(node, bk.passage):
            names |= {f"source-{ntriples(d)[1:-1].rpartition('/')[2]}" for d in graph.values(passage, OA.hasSource)}
    explained = {predicate for basis in graph.many(triple.s, bk.basis) for predicate in graph.many(basis, bk.explains)}
    if triple.p in explained or any(graph.values(s, SKOS.editorialNote) for s in covering):
        names.add("editorial")
    names |= {"adopted"} if ADOPTION in rules else set()
    names |= {"inferred"} if rules - {ADOPTION} else set()
    return names
