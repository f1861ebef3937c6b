"""JSON-LD 1.1 to read: one object a node, short names, a claim with its proposition and its report chain inside it.

The context is made from ``kg.rdf.vocabulary``; ``ontology/context.jsonld`` is the same for every dataset, and an
export has it inside, with the address of the dataset as ``@base``, so that it is read without fetching anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import PREFIXES, RDF, SCHEME_BASE
from kg.rdf.terms import IRI, XSD, Literal, Term, compact
from kg.rdf.vocabulary import CLASSES, Property

__all__ = ["context", "context_file", "write_jsonld"]

_SHORT: Final = {space: prefix for prefix, space in PREFIXES.items() if not space.startswith(SCHEME_BASE)}
_NESTED: Final = (bk.proposition, bk.relay)


def context() -> dict[str, Any]:
    """Return the context: a short name for every class and property of the vocabulary, with the kind of its values."""
    made: dict[str, Any] = {"@version": 1.1}
    made |= {prefix: space for prefix, space in PREFIXES.items() if not space.startswith(SCHEME_BASE)}
    made |= {"concept": SCHEME_BASE, "id": "@id", "type": "@type"}
    made |= {name: _curie(iri) for iri, name in _classes().items() if ":" not in name}
    ranges = _ranges()
    for iri, name in sorted(_names().items(), key=lambda item: item[1]):
        term: dict[str, Any] = {"@id": _curie(iri), **_coercion(ranges[iri])}
        if any(prop.most != 1 for prop in _properties() if prop.iri == iri):
            term["@container"] = "@set"
        made[name] = term if len(term) > 1 else term["@id"]
    return made


def context_file() -> str:
    """Return the text of ``ontology/context.jsonld``."""
    return json.dumps({"@context": context()}, indent=1) + "\n"


def _properties() -> Iterator[Property]:
    for made in CLASSES.values():
        yield from made.properties


def _ranges() -> dict[IRI, set[str]]:
    found: dict[IRI, set[str]] = {}
    for prop in _properties():
        found.setdefault(prop.iri, set()).update(prop.range.split("|"))
    return found


def _coercion(ranges: set[str]) -> dict[str, str]:
    """Return how a plain value of a property is read, where all its values are of one kind."""
    kinds = {_kind(name) for name in ranges}
    kind = kinds.pop() if len(kinds) == 1 else ""
    return {"@language": "en"} if kind == "text" else {"@type": kind} if kind else {}


def _kind(name: str) -> str:
    """Return how JSON-LD reads a value of a range: ``@id``, a datatype, ``text`` for a string with a language."""
    if name == "iri" or name.startswith("concept:") or name in {_curie(iri) for iri in CLASSES}:
        return "@id"
    return {"rdf:langString": "text", "xsd:date": name, "edtf:EDTF": name}.get(name, "")


def _curie(iri: str) -> str:
    return compact(iri, _SHORT) or iri


def _classes() -> dict[IRI, str]:
    """Return the short name of each class."""
    return _short_names(CLASSES)


def _names() -> dict[IRI, str]:
    """Return the short name of each property."""
    iris = {prop.iri for prop in _properties()}
    return _short_names(sorted(iris, key=lambda iri: (not iri.startswith(str(bk)), iri)))


def _short_names(iris: Iterable[IRI]) -> dict[IRI, str]:
    """Return the short name of each term: the local name; a second one of the same name keeps its prefix."""
    found: dict[IRI, str] = {}
    for iri in iris:
        found[iri] = _local(iri) if _local(iri) not in found.values() else _curie(iri)
    return found


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def write_jsonld(path: Path, out: BinaryIO) -> None:
    """Write a graph as JSON-LD, one node a line.

    Raises:
        FaultError: The file cannot be read or is not well-formed.
    """
    graph = open_graph(path)
    base = graph.prefixes.get("dataset", "").removesuffix("dataset/")
    writer = _Writer(graph, base)
    head = json.dumps({"@context": {**context(), "@base": base}}, indent=1)
    out.write(f'{head[:-2]},\n "@graph": [\n'.encode())
    for place, node in enumerate(writer.nodes()):
        text = json.dumps(node, ensure_ascii=False)
        out.write(f",\n{text}".encode() if place else text.encode())
    out.write(b"\n ]\n}\n")


class _Writer:
    """Nodes of a graph as JSON objects."""

    def __init__(self, graph: Graph, base: str) -> None:
        self._graph = graph
        self._base = base
        self._terms = _names()
        self._types = _classes()
        self._kinds = {iri: _coercion(ranges) for iri, ranges in _ranges().items()}
        self._sets = {prop.iri for prop in _properties() if prop.most != 1}

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Yield the nodes that stand in no other, by class and name."""
        for node, _ in self._graph.in_order():
            if not any(self._graph.subjects(predicate, node) for predicate in _NESTED):
                yield self._node(node)

    def _node(self, node: IRI) -> dict[str, Any]:
        graph = self._graph
        types = sorted(self._types.get(IRI(str(value)), str(value)) for value in graph.values(node, RDF.type))
        found: dict[str, Any] = {"id": self._name(node), "type": types[0] if len(types) == 1 else types}
        made = graph.made(node)
        order = [prop.iri for prop in made.properties] if made else []
        more = sorted(graph.nodes[node].keys() - {RDF.type, *order})
        for predicate in (*order, *more):
            if values := graph.all(node, predicate):
                shown = [self._value(predicate, value) for value in values]
                alone = len(shown) == 1 and predicate not in self._sets
                found[self._terms.get(predicate, predicate)] = shown[0] if alone else shown
        return found

    def _value(self, predicate: IRI, value: Term) -> Any:
        if predicate in _NESTED and isinstance(value, IRI) and value in self._graph.nodes:
            return self._node(value)
        kind = self._kinds.get(predicate, {})
        if isinstance(value, IRI):
            return self._name(value) if kind.get("@type") == "@id" else {"id": self._name(value)}
        return _literal(value, kind)

    def _name(self, iri: IRI) -> str:
        if self._base and iri.startswith(self._base):
            return iri.removeprefix(self._base)
        if iri.startswith(SCHEME_BASE):
            return f"concept:{iri.removeprefix(SCHEME_BASE)}"
        return _curie(iri)


def _literal(value: Literal, kind: Mapping[str, str]) -> Any:
    if value.lang:
        return value.value if kind.get("@language") == value.lang else {"@value": value.value, "@language": value.lang}
    if value.datatype == XSD + "integer" and not kind and str(int(value.value)) == value.value:
        return int(value.value)
    if value.datatype == XSD + "string" and not kind:
        return value.value
    curie = _curie(value.datatype)
    if kind.get("@type") == curie:
        return value.value
    return {"@value": value.value} if value.datatype == XSD + "string" else {"@value": value.value, "@type": curie}
