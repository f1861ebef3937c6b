"""Is every statement traced, and is nothing missing? Three checks: coverage, closed shapes, seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.build.seal import Seal, make_seal
from kg.namespaces import BK as bk
from kg.namespaces import PREFIXES, PROV, RDF, SCHEME_BASE, SKOS, expand
from kg.terms import IRI, Literal, Term, Triple, compact
from kg.vocabulary import CLASSES, MANY, Class, Property, class_of

__all__ = ["Finding", "check_closed", "check_coverage", "check_seal", "completeness"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not complete.

    Attributes:
        check: ``coverage``, ``closed`` or ``seal``.
        node: The node, as a CURIE where it has one.
        predicate: The predicate, as a CURIE; empty where none can be named.
        what: What is wrong, in words.
    """

    check: str
    node: str
    predicate: str
    what: str

    def __str__(self) -> str:
        return f"[{self.check}] {self.node} {self.predicate}: {self.what}".replace(" :", ":")


class _Graph:
    """A graph by subject, with short names."""

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        self.spaces = {space: prefix for prefix, space in {**PREFIXES, **prefixes}.items()}
        self.nodes: dict[IRI, dict[IRI, set[Term]]] = {}
        for s, p, o in triples:
            self.nodes.setdefault(s, {}).setdefault(p, set()).add(o)
        self.classes: dict[IRI, Class | None] = {
            node: class_of(frozenset(o for o in values.get(RDF.type, ()) if isinstance(o, IRI)))
            for node, values in self.nodes.items()
        }

    def short(self, iri: str) -> str:
        return compact(iri, self.spaces) or iri

    def show(self, term: Term) -> str:
        return self.short(term) if isinstance(term, IRI) else f'"{term.value}"'


def completeness(triples: Iterable[Triple], prefixes: Mapping[str, str], seal: Seal | None) -> list[Finding]:
    """Return the findings of the three checks; the seal only where there is one."""
    graph = list(triples)
    found = [*check_coverage(graph, prefixes), *check_closed(graph, prefixes)]
    if seal is not None:
        found.extend(check_seal(graph, prefixes, seal))
    return sorted(found)


def check_coverage(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each content triple that reaches neither a passage nor an editorial decision."""
    graph = _Graph(triples, prefixes)
    covered = _covered(graph)
    claimed = _claimed(graph)
    for node, values in graph.nodes.items():
        made = graph.classes[node]
        if made is None:
            continue
        ways = {prop.iri: prop.coverage for prop in made.properties} | {RDF.type: made.typed}
        for predicate, objects in values.items():
            way = ways.get(predicate)
            for value in objects if way == "statement" else ():
                if (node, predicate, value) not in covered:
                    what = f"no Statement with evidence covers the value {graph.show(value)}"
                    yield Finding("coverage", graph.short(node), graph.short(predicate), what)
            if way == "claim" and node not in claimed:
                what = "no claim with a passage stands behind it"
                yield Finding("coverage", graph.short(node), graph.short(predicate), what)


def _covered(graph: _Graph) -> set[tuple[IRI, IRI, Term]]:
    """Return the triples that a Statement with a passage, or with a note and a curator, covers."""
    found: set[tuple[IRI, IRI, Term]] = set()
    for values in graph.nodes.values():
        if RDF.Statement not in values.get(RDF.type, ()):
            continue
        passages = [o for o in values.get(bk.passage, ()) if _is(graph, o, bk.Passage)]
        if not passages and not (values.get(SKOS.editorialNote) and values.get(PROV.wasAttributedTo)):
            continue
        for s in values.get(RDF.subject, ()):
            for p in values.get(RDF.predicate, ()):
                found.update((s, p, o) for o in values.get(RDF.object, ()) if isinstance(s, IRI) and isinstance(p, IRI))
    return found


def _claimed(graph: _Graph) -> set[IRI]:
    """Return the claims that name a passage, with their propositions and relays."""
    found: set[IRI] = set()
    for node, values in graph.nodes.items():
        if bk.Claim not in values.get(RDF.type, ()):
            continue
        if any(_is(graph, passage, bk.Passage) for passage in values.get(bk.passage, ())):
            found.add(node)
            for link in (bk.proposition, bk.relay):
                found.update(o for o in values.get(link, ()) if isinstance(o, IRI))
    return found


def _is(graph: _Graph, term: Term, wanted: IRI) -> bool:
    return isinstance(term, IRI) and wanted in graph.nodes.get(term, {}).get(RDF.type, ())


def check_closed(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Iterator[Finding]:
    """Yield each node that does not have exactly what its class demands."""
    graph = _Graph(triples, prefixes)
    pointed = _pointed(graph)
    for node, values in graph.nodes.items():
        made = graph.classes[node]
        if made is None:
            shown = ", ".join(sorted(graph.show(o) for o in values.get(RDF.type, ()))) or "none"
            yield Finding("closed", graph.short(node), "rdf:type", f"these types are no class of the model: {shown}")
            continue
        if not node.startswith(prefixes.get(made.kind, "")):
            yield Finding("closed", graph.short(node), "rdf:type", f"the IRI does not begin as that of a {made.kind}")
        yield from _node(graph, node, made, values)
        if made.kind in ("proposition", "relay", "passage") and node not in pointed:
            yield Finding("closed", graph.short(node), "", f"nothing points to this {made.kind}")


def _pointed(graph: _Graph) -> set[IRI]:
    links = (bk.proposition, bk.relay, bk.passage, bk.contextPassage)
    return {o for values in graph.nodes.values() for link in links for o in values.get(link, ()) if isinstance(o, IRI)}


def _node(graph: _Graph, node: IRI, made: Class, values: Mapping[IRI, set[Term]]) -> Iterator[Finding]:
    known = {prop.iri for prop in made.properties}
    for predicate in values:
        if predicate not in known and predicate != RDF.type:
            what = f"a {graph.short(made.iri)} does not have this property"
            yield Finding("closed", graph.short(node), graph.short(predicate), what)
    for prop in made.properties:
        objects = values.get(prop.iri, set())
        if len(objects) < prop.least or (prop.most != MANY and len(objects) > prop.most):
            limit = f"at least {prop.least}" if len(objects) < prop.least else f"at most {prop.most}"
            what = f"{len(objects)} values, {limit} expected"
            yield Finding("closed", graph.short(node), graph.short(prop.iri), what)
        for value in objects:
            if not _in_range(graph, prop, value):
                what = f"the value {graph.show(value)} is no {prop.range}"
                yield Finding("closed", graph.short(node), graph.short(prop.iri), what)


def _in_range(graph: _Graph, prop: Property, value: Term) -> bool:
    return any(_matches(graph, wanted, value) for wanted in prop.range.split("|"))


def _matches(graph: _Graph, wanted: str, value: Term) -> bool:
    if wanted == "any":
        return True
    if wanted == "iri":
        return isinstance(value, IRI)
    if wanted.startswith("concept:"):
        return isinstance(value, IRI) and value.startswith(f"{SCHEME_BASE}{wanted[8:]}/")
    iri = expand(wanted, PREFIXES)
    if iri in CLASSES:
        made = graph.classes.get(value) if isinstance(value, IRI) else None
        return made is not None and made.iri == iri
    return isinstance(value, Literal) and value.datatype == iri


def check_seal(triples: Iterable[Triple], prefixes: Mapping[str, str], seal: Seal) -> Iterator[Finding]:
    """Yield what differs between a graph and its seal: nodes, and the predicates of classes."""
    now = make_seal(triples, prefixes)
    if now.digest == seal.digest:
        return
    for node in sorted(seal.nodes.keys() | now.nodes.keys()):
        if node not in now.nodes:
            yield Finding("seal", node, "", "the node was built and is not there")
        elif node not in seal.nodes:
            yield Finding("seal", node, "", "the node was not built")
        elif now.nodes[node] != seal.nodes[node]:
            yield Finding("seal", node, "", "its triples are not those that were built")
    for key in sorted(seal.counts.keys() | now.counts.keys()):
        was, has = seal.counts.get(key, 0), now.counts.get(key, 0)
        if was != has:
            made, _, predicate = key.partition(" ")
            yield Finding("seal", made, predicate, f"{has} triples instead of {was}")
