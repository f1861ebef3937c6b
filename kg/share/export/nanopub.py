"""Nanopublications: one per claim, unsigned, for nobody but the reader of the file; nothing is published.

- *assertion*: the proposition with all that is said of it; for a claim without one, what it says of other claims, or
  its ``bk:says`` line. The proposition is a node that is described, not a fact that is stated.
- *provenance*: whose it is and from which document, then the record of the claim: the utterance, the report chain, its
  passages and documents, and the Statements on what was inferred of it.
- *publication info*: the dataset and its version, the curator, the day, the licence.

A nanopublication holds no entities and none of what follows by rules; these stay in the other exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import BinaryIO, Final

from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCAT, DCT, OA, PREFIXES, PROV, RDF, Space
from kg.rdf.terms import IRI, Term, Triple
from kg.rdf.turtle import graph_lines, prefix_lines

__all__ = ["NP", "PARTS", "nanopublications", "write_nanopub"]

NP: Final = Space("http://www.nanopub.org/nschema#")
"""The namespace of nanopublications."""

PARTS: Final = ("head", "assertion", "provenance", "pubinfo")
"""The four graphs of a nanopublication, each its IRI with ``#`` and this."""

_RELATIONS: Final = (
    bk.denies, bk.disputes, bk.confirms, bk.revises, bk.derivesFrom, bk.sameUtterance, bk.assesses, bk.outcome,
)  # fmt: skip


def write_nanopub(path: Path, out: BinaryIO) -> None:
    """Write the claims of a graph as nanopublications in TriG.

    Raises:
        FaultError: The file cannot be read or is not well-formed.
    """
    graph = open_graph(path)
    spaces = {**PREFIXES, **graph.prefixes, "np": str(NP)}
    out.writelines(line.encode() for line in prefix_lines(spaces))
    for iri, parts in nanopublications(graph):
        local = {**spaces, "sub": f"{iri}#"}
        out.write(f"\n# {graph.short(iri.replace('/nanopub/', '/claim/'))}\n@prefix sub: <{iri}#> .\n".encode())
        for name, triples in zip(PARTS, parts, strict=True):
            out.write(f"\nsub:{name} {{\n".encode())
            out.writelines(line.encode() for line in graph_lines(Graph(triples), local))
            out.write(b"}\n")


def nanopublications(graph: Graph) -> Iterator[tuple[IRI, tuple[list[Triple], ...]]]:
    """Yield IRI and graphs (head, assertion, provenance, publication info) of the nanopublication of each claim."""
    dataset = graph.things(DCAT.Dataset)[0]
    space = graph.prefixes["claim"].removesuffix("claim/") + "nanopub/"
    for claim in graph.things(bk.Claim):
        iri = IRI(space + claim.removeprefix(graph.prefixes["claim"]))
        assertion = _assertion(graph, claim)
        provenance = [*_origin(graph, claim, iri), *_record(graph, claim, assertion)]
        yield iri, (_head(iri), assertion, provenance, _publication(graph, claim, iri, dataset))


def _head(iri: IRI) -> list[Triple]:
    links = zip((NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo), PARTS[1:], strict=True)
    parts = [Triple(iri, predicate, IRI(f"{iri}#{part}")) for predicate, part in links]
    return [Triple(iri, RDF.type, NP.Nanopublication), *parts]


def _assertion(graph: Graph, claim: IRI) -> list[Triple]:
    if propositions := graph.many(claim, bk.proposition):
        return [triple for node in propositions for triple in graph.about(node)]
    related = [triple for triple in graph.about(claim) if triple.p in _RELATIONS]
    return related or [triple for triple in graph.about(claim) if triple.p == bk.says]


def _origin(graph: Graph, claim: IRI, iri: IRI) -> Iterator[Triple]:
    """Yield whose the assertion is, from which passages, in which documents."""
    assertion = IRI(f"{iri}#assertion")
    yield from (Triple(assertion, PROV.wasAttributedTo, actor) for actor in graph.values(claim, bk.claimant))
    for passage in graph.values(claim, bk.passage):
        yield Triple(assertion, PROV.wasDerivedFrom, passage)
        yield from (Triple(assertion, PROV.hadPrimarySource, d) for d in graph.values(passage, OA.hasSource))


def _record(graph: Graph, claim: IRI, assertion: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what is known of the utterance, its chain, its passages and documents, and what was inferred of it."""
    said = set(assertion)
    yield from (triple for triple in graph.about(claim) if triple not in said)
    relays = graph.many(claim, bk.relay)
    described = {claim, *graph.many(claim, bk.proposition), *relays}
    statements = {s for node in described for s in graph.subjects(RDF.subject, node)}
    bases = {basis for node in described for basis in graph.many(node, bk.basis)}
    curations = {curation for node in (claim, *bases) for curation in graph.many(node, PROV.wasGeneratedBy)}
    passages = {
        value
        for node in (claim, *statements, *bases)
        for predicate in (bk.passage, bk.contextPassage)
        for value in graph.many(node, predicate)
    }
    documents = {document for passage in passages for document in graph.many(passage, OA.hasSource)}
    for node in (*relays, *passages, *documents, *statements, *bases, *curations):
        yield from graph.about(node)


def _publication(graph: Graph, claim: IRI, iri: IRI, dataset: IRI) -> list[Triple]:
    """Return who made the record and when, of which dataset it is a part, and under which licence."""
    curation = graph.one(claim, PROV.wasGeneratedBy) or claim
    facts: dict[IRI, Set[Term]] = {
        DCT.creator: graph.values(curation, PROV.wasAssociatedWith),
        DCT.created: graph.values(curation, DCT.created),
        DCT.isPartOf: {dataset},
        DCT.license: graph.values(dataset, DCT.license),
        DCAT.version: graph.values(dataset, DCAT.version),
        DCT.subject: {claim},
    }
    return [Triple(iri, predicate, value) for predicate, values in facts.items() for value in values]
