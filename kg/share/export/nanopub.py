"""Nanopublications: one per claim, unsigned, for nobody but the reader of the file; nothing is published.

- *assertion*: the proposition with all that is said of it; for a claim without one, what it says of other claims, or
  its ``bk:says`` line. The proposition is a node that is described, not a fact that is stated.
- *provenance*: whose it is and from which document, then the record of the claim: the utterance, the report chain, its
  passages and documents, and the Statements on what was inferred of it.
- *publication info*: the dataset and its version, the curator, the day, the licence.

A nanopublication holds no entities and none of what follows by rules; these stay in the other exports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from kg.rdf.indexed import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCAT, DCT, OA, PREFIXES, PROV, RDF, Space, spaces_of
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Term, Triple
from kg.rdf.turtle import blocks, by_subject, class_of_block, prefix_lines

__all__ = ["NP", "PARTS", "nanopublications", "write_nanopub"]

NP: Final = Space("http://www.nanopub.org/nschema#")
"""The namespace of nanopublications."""

PARTS: Final = ("head", "assertion", "provenance", "pubinfo")
"""The four graphs of a nanopublication, each its IRI with ``#`` and this."""

_RELATIONS: Final = (
    bk.denies, bk.disputes, bk.confirms, bk.revises, bk.derivesFrom, bk.sameUtterance, bk.assesses, bk.outcome,
)  # fmt: skip


def write_nanopub(graph: Path, out: BinaryIO) -> None:
    """Write the claims of a graph as nanopublications in TriG.

    Raises:
        FaultError: The file cannot be read or is not well-formed.
    """
    spaces = {**PREFIXES, **spaces_of(graph), "np": str(NP)}
    index = Graph(read_graph(graph), spaces_of(graph))
    out.writelines(line.encode() for line in prefix_lines(spaces))
    for iri, parts in nanopublications(index):
        local = {**spaces, "sub": f"{iri}#"}
        out.write(f"\n# {index.short(iri.replace('/nanopub/', '/claim/'))}\n@prefix sub: <{iri}#> .\n".encode())
        for name, triples in zip(PARTS, parts, strict=True):
            subjects = by_subject(triples)
            made = {subject: class_of_block(block) for subject, block in subjects.items()}
            out.write(f"\nsub:{name} {{\n".encode())
            out.writelines(line.encode() for line in blocks(subjects, made, local))
            out.write(b"}\n")


def nanopublications(graph: Graph) -> Iterator[tuple[IRI, tuple[list[Triple], ...]]]:
    """Yield IRI and graphs (head, assertion, provenance, publication info) of the nanopublication of each claim."""
    dataset = next(node for node in graph.nodes if graph.has(node, DCAT.Dataset))
    space = graph.prefixes["claim"].removesuffix("claim/") + "nanopub/"
    for claim in sorted(node for node in graph.nodes if graph.has(node, bk.Claim)):
        iri = IRI(space + claim.removeprefix(graph.prefixes["claim"]))
        assertion = _assertion(graph, claim)
        provenance = [*_origin(graph, claim, iri), *_record(graph, claim, assertion)]
        yield iri, (_head(iri), assertion, provenance, _publication(graph, claim, iri, dataset))


def _head(iri: IRI) -> list[Triple]:
    links = zip((NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo), PARTS[1:], strict=True)
    parts = [Triple(iri, predicate, IRI(f"{iri}#{part}")) for predicate, part in links]
    return [Triple(iri, RDF.type, NP.Nanopublication), *parts]


def _assertion(graph: Graph, claim: IRI) -> list[Triple]:
    propositions = [value for value in graph.values(claim, bk.proposition) if isinstance(value, IRI)]
    if propositions:
        return [triple for node in propositions for triple in _about(graph, node)]
    related = [triple for triple in _about(graph, claim) if triple.p in _RELATIONS]
    return related or [triple for triple in _about(graph, claim) if triple.p == bk.says]


def _about(graph: Graph, node: IRI) -> Iterator[Triple]:
    for predicate, values in graph.nodes.get(node, {}).items():
        yield from (Triple(node, predicate, value) for value in values)


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
    yield from (triple for triple in _about(graph, claim) if triple not in said)
    propositions = {value for value in graph.values(claim, bk.proposition) if isinstance(value, IRI)}
    relays = {value for value in graph.values(claim, bk.relay) if isinstance(value, IRI)}
    statements = {s for node in {claim, *propositions, *relays} for s in graph.sources(node, RDF.subject)}
    passages = {
        value
        for node in (claim, *statements)
        for predicate in (bk.passage, bk.contextPassage)
        for value in graph.values(node, predicate)
        if isinstance(value, IRI)
    }
    documents = {d for passage in passages for d in graph.values(passage, OA.hasSource) if isinstance(d, IRI)}
    for node in (*relays, *passages, *documents, *statements):
        yield from _about(graph, node)


def _publication(graph: Graph, claim: IRI, iri: IRI, dataset: IRI) -> list[Triple]:
    """Return who made the record and when, of which dataset it is a part, and under which licence."""
    facts: dict[IRI, set[Term]] = {
        DCT.creator: graph.values(claim, PROV.wasAttributedTo),
        DCT.created: graph.values(claim, DCT.created),
        DCT.isPartOf: {dataset},
        DCT.license: graph.values(dataset, DCT.license),
        DCAT.version: graph.values(dataset, DCAT.version),
        DCT.subject: {claim},
    }
    return [Triple(iri, predicate, value) for predicate, values in facts.items() for value in values]
