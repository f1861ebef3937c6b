"""Cut a small graph out of a larger one: a node with everything that it needs to conform."""

from collections.abc import Iterable, Sequence

from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF
from kg.rdf.terms import IRI, Triple

OWNERS = (bk.proposition, bk.relay, bk.passage)


def cut(triples: Iterable[Triple], roots: Sequence[IRI]) -> list[Triple]:
    """Return what is said of the roots, of all that they name, and of the claims that what is found belongs to."""
    graph = Graph(triples)
    found: set[IRI] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node in found or not graph.node(node):
            continue
        found.add(node)
        waiting += [o for values in graph.node(node).values() for o in values if isinstance(o, IRI)]
        for link in OWNERS:
            owners = [owner for owner in graph.subjects(link, node) if bk.Claim in graph.values(owner, RDF.type)]
            if not found.intersection(owners):
                waiting += owners[:1]
    return [triple for triple in graph if triple.s in found]
