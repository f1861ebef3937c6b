"""The OWL 2 RL closure of a graph, compiled from the axioms that our ontology uses.

The rules are those of OWL 2 RL/RDF (W3C, OWL 2 Profiles, section 4.3) by their names there. Only useful triples come
out: nothing reflexive or axiomatic, nothing about the vocabulary itself, no superclass that only groups classes
(``bk:Proposition``), no type that a node has already. owlrl is the reference; the tests compare.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from kg.faults import fault
from kg.paths import ONTOLOGY
from kg.rdf.gc_pause import paused
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import OWL, RDF, RDFS, SKOS
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Term, Triple

__all__ = ["Axioms", "Inferred", "close", "read_axioms"]

GROUPING: Final = frozenset({bk.Proposition, SKOS.Concept})
"""Classes that no node is typed with: one that only groups others, and that of the concepts, which have it already."""

_SILENT: Final = frozenset({OWL.disjointWith, OWL.imports, OWL.versionInfo, OWL.versionIRI, OWL.priorVersion})
_KINDS: Final = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology,
     OWL.SymmetricProperty, OWL.TransitiveProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inferred:
    """A triple that follows.

    Attributes:
        triple: The triple.
        rule: The name of the rule in OWL 2 RL/RDF, e.g. ``prp-trp``.
        premises: The triples it follows from, beside the axiom.
    """

    triple: Triple
    rule: str
    premises: tuple[Triple, ...]


@dataclass(slots=True)
class Axioms:
    """The axioms of an ontology, by what they are looked up with."""

    superclasses: dict[IRI, list[IRI]] = field(default_factory=dict)
    superproperties: dict[IRI, list[IRI]] = field(default_factory=dict)
    domains: dict[IRI, list[IRI]] = field(default_factory=dict)
    ranges: dict[IRI, list[IRI]] = field(default_factory=dict)
    inverses: dict[IRI, list[IRI]] = field(default_factory=dict)
    symmetric: set[IRI] = field(default_factory=set)
    transitive: set[IRI] = field(default_factory=set)
    chains: list[tuple[IRI, tuple[IRI, IRI]]] = field(default_factory=list)


@cache
def read_axioms(path: Path = Path(ONTOLOGY) / "battlekg.ttl") -> Axioms:
    """Return the axioms of an ontology file.

    Raises:
        FaultError: It uses an OWL construct that is not compiled here.
    """
    triples = read_graph(path)
    heads = {t.s: t.o for t in triples if t.p == RDF.first}
    tails = {t.s: t.o for t in triples if t.p == RDF.rest}
    made = Axioms()
    faults = []
    for s, p, o in triples:
        if not isinstance(o, IRI):
            continue
        if p == OWL.propertyChainAxiom:
            links = _list(o, heads, tails)
            if len(links) == 2:
                made.chains.append((s, (links[0], links[1])))
            else:
                faults.append(f"a chain of {len(links)} for {s}")
        elif not _axiom(made, s, p, o):
            faults.append(f"{p} of {s}")
    if faults:
        what = "constructs that are not compiled: " + ", ".join(sorted(faults))
        raise fault("axiom", what, "leave them out, or extend kg/reason/closure.py", str(path))
    return made


def _axiom(made: Axioms, s: IRI, p: IRI, o: IRI) -> bool:
    """Take up an axiom; tell whether it is one that is known."""
    lists = {RDFS.subClassOf: made.superclasses, RDFS.subPropertyOf: made.superproperties, RDFS.domain: made.domains,
             RDFS.range: made.ranges}  # fmt: skip
    if p in lists:
        lists[p].setdefault(s, []).append(o)
    elif p == OWL.inverseOf:
        made.inverses.setdefault(s, []).append(o)
        made.inverses.setdefault(o, []).append(s)
    elif p == RDF.type and o == OWL.SymmetricProperty:
        made.symmetric.add(s)
    elif p == RDF.type and o == OWL.TransitiveProperty:
        made.transitive.add(s)
    elif str(p).startswith(str(OWL)):
        return p in _SILENT
    elif p == RDF.type and str(o).startswith(str(OWL)):
        return o in _KINDS
    return True


def _list(node: Term, heads: Mapping[IRI, Term], tails: Mapping[IRI, Term]) -> list[IRI]:
    found: list[IRI] = []
    while isinstance(node, IRI) and node in heads:
        head = heads[node]
        if isinstance(head, IRI):
            found.append(head)
        node = tails[node]
    return found


class _Index:
    """The triples known so far, by predicate and subject, and by predicate and object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.known: set[Triple] = set()
        self.out: dict[IRI, dict[IRI, list[IRI]]] = {}
        self.back: dict[IRI, dict[IRI, list[IRI]]] = {}
        for triple in triples:
            self.add(triple)

    def add(self, triple: Triple) -> None:
        self.known.add(triple)
        if isinstance(triple.o, IRI):
            self.out.setdefault(triple.p, {}).setdefault(triple.s, []).append(triple.o)
            self.back.setdefault(triple.p, {}).setdefault(triple.o, []).append(triple.s)


@paused()
def close(triples: Iterable[Triple], axioms: Axioms) -> list[Inferred]:
    """Return what follows from a graph by the axioms, each once, with the first derivation that was found.

    Args:
        triples: The graph.
        axioms: The axioms.

    Returns:
        The inferred triples, sorted.
    """
    start = sorted(triples, key=lambda t: (t.s, t.p, str(t.o)))
    index = _Index(start)
    found: dict[Triple, Inferred] = {}
    todo = deque(start)
    while todo:
        triple = todo.popleft()
        for made in _step(triple, index, axioms):
            new = made.triple
            if new in index.known or new.s == new.o:
                continue
            index.add(new)
            found[new] = made
            todo.append(new)
    useful = (made for made in found.values() if not (made.triple.p == RDF.type and made.triple.o in GROUPING))
    return sorted(useful, key=lambda made: (made.triple.s, made.triple.p, str(made.triple.o)))


def _step(triple: Triple, index: _Index, axioms: Axioms) -> Iterator[Inferred]:
    """Yield what follows from one triple together with what is known."""
    s, p, o = triple
    if p == RDF.type and isinstance(o, IRI):
        for wider in axioms.superclasses.get(o, ()):
            yield Inferred(Triple(s, RDF.type, wider), "cax-sco", (triple,))
    for wider in axioms.superproperties.get(p, ()):
        yield Inferred(Triple(s, wider, o), "prp-spo1", (triple,))
    for cls in axioms.domains.get(p, ()):
        yield Inferred(Triple(s, RDF.type, cls), "prp-dom", (triple,))
    if not isinstance(o, IRI):
        return
    for cls in axioms.ranges.get(p, ()):
        yield Inferred(Triple(o, RDF.type, cls), "prp-rng", (triple,))
    for other in axioms.inverses.get(p, ()):
        yield Inferred(Triple(o, other, s), "prp-inv1", (triple,))
    if p in axioms.symmetric:
        yield Inferred(Triple(o, p, s), "prp-symp", (triple,))
    if p in axioms.transitive:
        yield from _joined(triple, p, (p, p), "prp-trp", index)
    for head, links in axioms.chains:
        if p in links:
            yield from _joined(triple, head, links, "prp-spo2", index)


def _joined(triple: Triple, head: IRI, links: tuple[IRI, IRI], rule: str, index: _Index) -> Iterator[Inferred]:
    """Join a triple with the triples that make a chain of two with it, on either side."""
    s, p, o = triple
    assert isinstance(o, IRI)
    first, second = links
    if p == first:
        for end in list(index.out.get(second, {}).get(o, ())):
            yield Inferred(Triple(s, head, end), rule, (triple, Triple(o, second, end)))
    if p == second:
        for begin in list(index.back.get(first, {}).get(s, ())):
            yield Inferred(Triple(begin, head, o), rule, (Triple(begin, first, s), triple))
