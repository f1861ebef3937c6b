"""The graph in memory, node by node: what validation, completeness, the seal, the exports, diff and links read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.rdf.concepts import concept_of
from kg.rdf.label import label
from kg.rdf.namespaces import BK, PREFIXES, RDF, RDFS, prefixes_of
from kg.rdf.order import natural, order
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Literal, Term, Triple, compact
from kg.rdf.vocabulary import CLASSES, Class, class_like, class_of

__all__ = ["BLANK", "Graph", "is_blank", "open_graph", "tidy"]

BLANK: Final = "urn:blank:"
"""How the IRIs begin that stand for blank nodes (``kg.rdf.read``)."""

Values = Mapping[IRI, Mapping[Term, None]]
_NO_VALUES: Final[Values] = MappingProxyType({})
_NOTHING: Final[frozenset[IRI]] = frozenset()
_ORDER: Final = {iri: place for place, iri in enumerate(CLASSES)}


def is_blank(term: Term) -> bool:
    """Return whether a term stands for a blank node."""
    return isinstance(term, IRI) and term.startswith(BLANK)


def tidy(triples: Iterable[Triple], mark: str = "b") -> list[Triple]:
    """Return the triples, each once, with blank nodes numbered in the order of their first appearance.

    Args:
        triples: The triples.
        mark: What stands before the number.
    """
    found = list(dict.fromkeys(triples))
    names: dict[Term, IRI] = {}
    for triple in found:
        for term in (triple.s, triple.o):
            if is_blank(term) and term not in names:
                names[term] = IRI(f"{BLANK}{mark}{len(names) + 1}")
    if not names:
        return found
    return [Triple(names.get(t.s, t.s), t.p, names.get(t.o, t.o)) for t in found]


def open_graph(path: str | PathLike[str]) -> Graph:
    """Return the graph of a file, with the namespaces that its head declares.

    Raises:
        FaultError: As ``kg.rdf.read.read_graph`` does.
    """
    return Graph(read_graph(Path(path)), prefixes_of(path))


class Graph:
    """A graph by node.

    It can be changed. What is derived from it (nodes by value, instances, classes, counts) is made when it is first
    asked for and then kept up to date, so that each user pays only for what it reads.

    Args:
        triples: The triples; one that comes twice counts once.
        prefixes: Namespace by prefix of the dataset's own things.

    Attributes:
        prefixes: The prefixes that were given.
        nodes: The objects by subject and predicate, each in the order of the triples.
    """

    def __init__(self, triples: Iterable[Triple] = (), prefixes: Mapping[str, str] = MappingProxyType({})) -> None:
        self.prefixes = prefixes
        self.nodes: dict[IRI, dict[IRI, dict[Term, None]]] = {}
        for s, p, o in triples:
            self.nodes.setdefault(s, {}).setdefault(p, {})[o] = None
        self._inverse: dict[IRI, dict[Term, dict[IRI, None]]] = {}
        self._instances: dict[IRI, frozenset[Term]] = {}
        self._classes: dict[IRI, Class | None] = {}
        self._shorts: dict[str, str] = {}

    def __iter__(self) -> Iterator[Triple]:
        return (triple for node in self.nodes for triple in self.about(node))

    def __len__(self) -> int:
        return sum(len(objects) for values in self.nodes.values() for objects in values.values())

    # What is said of a node, and what points to it

    def node(self, node: Term) -> Values:
        """Return everything that is said of a node: its values by predicate."""
        return self.nodes.get(node, _NO_VALUES)  # type: ignore[arg-type]

    def about(self, node: IRI) -> Iterator[Triple]:
        """Yield the triples of a node."""
        for predicate, objects in self.node(node).items():
            yield from (Triple(node, predicate, value) for value in objects)

    def values(self, node: Term, predicate: IRI) -> Set[Term]:
        """Return the values of a property of a node, in the order of the triples."""
        said = self.nodes.get(node)  # type: ignore[arg-type]
        found = said.get(predicate) if said else None
        return found.keys() if found else _NOTHING

    def having(self, predicate: IRI) -> Mapping[Term, Mapping[IRI, None]]:
        """Return the nodes that have a property, by value."""
        found = self._inverse.get(predicate)
        if found is None:
            found = self._inverse[predicate] = {}
            for node in self._bearers.get(predicate, ()):
                for value in self.nodes[node][predicate]:
                    found.setdefault(value, {})[node] = None
        return found

    def subjects(self, predicate: IRI, value: Term) -> Set[IRI]:
        """Return the nodes whose property has a value."""
        found = self.having(predicate).get(value)
        return found.keys() if found else _NOTHING

    def has(self, node: Term, kind: IRI) -> bool:
        """Return whether a term is a node with this type."""
        return kind in self.values(node, RDF.type)

    def instances(self, made: IRI) -> frozenset[Term]:
        """Return the nodes of a class, or of a class that the graph itself calls narrower."""
        found = self._instances.get(made)
        if found is None:
            classes, waiting = {made}, [made]
            while waiting:
                narrower = [n for n in self.subjects(RDFS.subClassOf, waiting.pop()) if n not in classes]
                classes.update(narrower)
                waiting.extend(narrower)
            found = self._instances[made] = frozenset(n for c in classes for n in self.subjects(RDF.type, c))
        return found

    # Classes of the vocabulary

    def made(self, node: IRI) -> Class | None:
        """Return the class of the vocabulary that a node is of; ``None`` if there is none."""
        if node not in self._classes:
            self._classes[node] = class_of(self._types(node))
        return self._classes[node]

    def _types(self, node: IRI) -> frozenset[IRI]:
        return frozenset(value for value in self.values(node, RDF.type) if isinstance(value, IRI))

    def class_name(self, node: IRI) -> str:
        """Return the types of a node as CURIEs, joined by ``+``."""
        return "+".join(sorted(self.short(str(value)) for value in self.values(node, RDF.type))) or "untyped"

    @cached_property
    def counts(self) -> Counter[str]:
        """The number of triples by class and predicate, as ``class predicate`` in CURIEs."""
        found: Counter[str] = Counter()
        for node in self.nodes:
            self._count(found, node, 1)
        return found

    def _count(self, counts: Counter[str], node: IRI, sign: int) -> None:
        name = self.class_name(node)
        for predicate, values in self.node(node).items():
            key = f"{name} {self.short(predicate)}"
            counts[key] += sign * len(values)
            if not counts[key]:
                del counts[key]

    def in_order(self) -> list[tuple[IRI, Class]]:
        """Return the nodes with their classes, in the order of writing: by class, and then by name.

        A node that is of no class of the vocabulary has the place of one that is much like it.
        """
        made = {node: self.made(node) or class_like(self._types(node)) for node in self.nodes}
        return sorted(made.items(), key=lambda one: (_ORDER[one[1].iri], natural(one[0])))

    # Changes

    def add(self, triple: Triple) -> None:
        """Add a triple."""
        self.having(triple.p)
        self._change(triple.s, -1)
        self.nodes.setdefault(triple.s, {}).setdefault(triple.p, {})[triple.o] = None
        self._inverse[triple.p].setdefault(triple.o, {})[triple.s] = None
        self._bearers.setdefault(triple.p, [])
        self._change(triple.s, 1)

    def remove(self, triple: Triple) -> None:
        """Remove a triple that is there."""
        self.having(triple.p)
        self._change(triple.s, -1)
        inverse, values = self._inverse[triple.p], self.nodes[triple.s]
        del values[triple.p][triple.o], inverse[triple.o][triple.s]
        if not inverse[triple.o]:
            del inverse[triple.o]
        if not values[triple.p]:
            del values[triple.p]
        if not values:
            del self.nodes[triple.s]
        self._change(triple.s, 1)

    def _change(self, node: IRI, sign: int) -> None:
        if "counts" in self.__dict__:
            self._count(self.counts, node, sign)
        self._classes.pop(node, None)
        self._instances.clear()

    def touched(self, triple: Triple) -> set[IRI]:
        """Return the nodes whose findings can change when a triple comes or goes: its own and those near it."""
        near = {triple.s}
        if triple.p == RDF.type:
            near.update(node for predicate in self._bearers for node in self.subjects(predicate, triple.s))
        found = near | self.subjects(RDF.subject, triple.s)
        for node in near:
            found.update(o for objects in self.node(node).values() for o in objects if isinstance(o, IRI))
        if isinstance(triple.o, IRI):
            found.add(triple.o)
        return found & self.nodes.keys()

    @cached_property
    def _bearers(self) -> dict[IRI, list[IRI]]:
        """The nodes that have a property, before any change of it: whatever changes it asks ``having`` first."""
        found: dict[IRI, list[IRI]] = {}
        for node, values in self.nodes.items():
            for predicate in values:
                found.setdefault(predicate, []).append(node)
        return found

    # As text, in a fixed order

    def short(self, iri: str) -> str:
        """Return the CURIE of an IRI, or the IRI where there is none."""
        if iri not in self._shorts:
            self._shorts[iri] = compact(iri, self._spaces) or iri
        return self._shorts[iri]

    @cached_property
    def _spaces(self) -> Mapping[str, str]:
        return {space: prefix for prefix, space in {**PREFIXES, **self.prefixes}.items()}

    def show(self, term: Term) -> str:
        """Return how messages name a term."""
        return self.short(term) if isinstance(term, IRI) else f'"{term.value}"'

    def things(self, kind: IRI) -> list[IRI]:
        """Return the nodes of a class, in order."""
        return sorted(self.subjects(RDF.type, kind), key=natural)

    def all(self, node: Term | None, predicate: IRI) -> list[Term]:
        """Return the values of a node, in order; none where there is no node."""
        found = list(self.values(node, predicate)) if node else []
        return sorted(found, key=order) if len(found) > 1 else found

    def many(self, node: Term | None, predicate: IRI) -> list[IRI]:
        """Return the values of a node that are nodes."""
        return [value for value in self.all(node, predicate) if isinstance(value, IRI)]

    def one(self, node: Term | None, predicate: IRI) -> IRI | None:
        """Return the first value of a node that is a node."""
        return next(iter(self.many(node, predicate)), None)

    def texts(self, node: Term | None, predicate: IRI) -> list[str]:
        """Return the literals of a node as they are written."""
        return [value.value for value in self.all(node, predicate) if isinstance(value, Literal)]

    def text(self, node: Term | None, predicate: IRI) -> str:
        """Return the first literal of a node as it is written; empty where there is none."""
        return next(iter(self.texts(node, predicate)), "")

    def key(self, node: IRI | None) -> str:
        """Return the identifier of a thing, as commands take it; empty where there is none."""
        return self.short(node).partition(":")[2] or str(node) if node else ""

    def keys(self, nodes: Iterable[IRI]) -> list[str]:
        """Return the identifiers of things."""
        return [self.key(node) for node in nodes]

    def label(self, node: IRI | None, otherwise: str | None = None) -> str:
        """Return what a thing or a concept is called (``kg.rdf.label``); empty where there is no node.

        Args:
            node: The node.
            otherwise: What it is called where nothing names it; its identifier by default.
        """
        if node is None:
            return ""
        if concept := concept_of(node):
            return concept.label
        return label(lambda name: self.texts(node, name), self.key(node) if otherwise is None else otherwise)

    def labels(self, nodes: Iterable[IRI]) -> list[str]:
        """Return what things are called."""
        return [self.label(node) for node in nodes]

    def claims(self) -> Iterator[tuple[IRI, IRI | None]]:
        """Yield each claim and its proposition, in order."""
        for claim in self.things(BK.Claim):
            yield claim, self.one(claim, BK.proposition)
