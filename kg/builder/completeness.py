"""Is every statement traced, and is nothing missing? Three checks: coverage, closed shapes, seal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import Final

from kg.builder.context import concept, content_key, corners, said_days, sort_day, topics
from kg.builder.counts import count_figure
from kg.builder.seal import Seal, changed
from kg.faults import Fault
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import GEO, PREFIXES, PROV, RDF, SCHEME_BASE, SKOS, VOID, expand
from kg.rdf.terms import IRI, Literal, Term, day
from kg.rdf.vocabulary import CLASSES, MANY, Class, Property
from kg.reason.closure import read_axioms

__all__ = ["check", "check_closed", "check_coverage", "check_seal"]

_DAYS: Final = tuple(
    (date, days, tuple(triple.p for triple in days(date, "0001/0002")))
    for date, days in ((bk.when, corners), (bk.said, said_days))
)
"""The dates of a node, how the days that follow from them are computed, and their predicates."""

_LINKS: Final[Mapping[str, tuple[IRI, ...]]] = {
    **dict.fromkeys(("proposition", "relay", "passage"), (bk.proposition, bk.relay, bk.passage, bk.contextPassage)),
    "geometry": (GEO.hasGeometry,),
    "partition": (VOID.classPartition, VOID.propertyPartition),
    "basis": (bk.basis,),
    "curation": (PROV.wasGeneratedBy,),
    "linkset": (VOID.subset,),
}
"""What points to a node of a kind that is nothing by itself."""

_COUNTED: Final = ((VOID("class"), VOID.entities), (VOID.property, VOID.triples))
"""What a partition is of, and the count that goes with it."""
_LINK_OF: Final = {
    bk.Contradiction: bk.between, bk.Corroboration: bk.corroborates, bk.Counterpart: bk.compares,
}  # fmt: skip
"""By which property a thing that was derived from claims names them."""


_REMEDIES: Final = {
    "coverage": "name its passage or its note in the dataset, and run 'battlekg build'",
    "closed": "correct the dataset, and run 'battlekg build'",
    "seal": "run 'battlekg build', or take the file as it was built",
}
"""The three checks, and what to do where one of them finds something."""


def _fault(graph: Graph, check: str, node: str, predicate: str, what: str) -> Fault:
    return Fault(f"{graph.short(node)} {graph.short(predicate)}".rstrip(), 0, check, what, _REMEDIES[check])


def check(graph: Graph, seal: Seal | None, nodes: Iterable[IRI] | None = None) -> list[Fault]:
    """Return what the three checks find, sorted: the place is a node and, where one can be named, a predicate.

    Args:
        graph: The graph.
        seal: Its seal; the third check is left out where there is none.
        nodes: The nodes that are looked at; all where it is ``None``.
    """
    chosen = list(graph.nodes if nodes is None else nodes)
    there = [node for node in chosen if node in graph.nodes]
    found = [*check_coverage(graph, there), *check_closed(graph, there)]
    if seal is not None:
        found.extend(check_seal(graph, seal, None if nodes is None else chosen))
    return sorted(set(found))


def check_coverage(graph: Graph, nodes: Iterable[IRI]) -> Iterator[Fault]:
    """Yield each content triple of the nodes that reaches neither a passage nor an editorial decision nor a rule."""
    for node in nodes:
        made = graph.made(node)
        if made is None:
            continue
        covered = _covered(graph, node)
        claimed = _claimed(graph, node)
        ways = {RDF.type: made.typed} | {prop.iri: prop.coverage for prop in made.properties}
        for predicate, values in graph.nodes[node].items():
            way = ways.get(predicate, "record")
            if way == "claim" and not claimed:
                what = "no claim with a passage stands behind it"
                yield _fault(graph, "coverage", node, predicate, what)
            if way == "node" and not _evident(graph, node, covered):
                what = "no Statement with evidence covers the name of its node, or what points to that"
                yield _fault(graph, "coverage", node, predicate, what)
            if way == "rule" and not _derived(graph, node):
                what = "no rule and no claim stand behind it"
                yield _fault(graph, "coverage", node, predicate, what)
            for value in values if way == "statement" else ():
                if (predicate, value) not in covered:
                    what = f"no Statement with evidence covers the value {graph.show(value)}"
                    yield _fault(graph, "coverage", node, predicate, what)


def _covered(graph: Graph, node: IRI) -> set[tuple[Term, Term]]:
    """Return predicate and object of the triples of a node that a Statement with evidence covers."""
    return {
        (predicate, value)
        for statement in graph.subjects(RDF.subject, node)
        if graph.has(statement, RDF.Statement) and _has_evidence(graph, statement)
        for predicate in graph.values(statement, RDF.predicate)
        for value in graph.values(statement, RDF.object)
    }


def _evident(graph: Graph, node: IRI, covered: Set[tuple[Term, Term]]) -> bool:
    """Return whether a Statement with evidence covers the name of a node, or the triple that points to it."""
    if any(predicate == SKOS.prefLabel for predicate, _ in covered):
        return True
    pointing = graph.subjects(GEO.hasGeometry, node)
    return any((GEO.hasGeometry, node) in _covered(graph, subject) for subject in pointing)


def _has_evidence(graph: Graph, statement: IRI) -> bool:
    """Return whether a Statement names a passage, or a note with its curation, or a rule with premises.

    A note on a claim, its proposition or a relay rests on the curation of the claim.
    """
    if any(graph.has(passage, bk.Passage) for passage in graph.values(statement, bk.passage)):
        return True
    if graph.values(statement, SKOS.editorialNote) and _curated(graph, statement):
        return True
    premises = graph.values(statement, bk.premise)
    return bool(graph.values(statement, bk.rule)) and any(
        graph.has(premise, bk.Claim) or graph.has(premise, RDF.Statement) for premise in premises
    )


def _curated(graph: Graph, statement: IRI) -> bool:
    """Return whether a Statement names a curation, or is about a claim, its proposition or a relay."""
    subjects = (node for node in graph.values(statement, RDF.subject) if isinstance(node, IRI))
    return bool(graph.values(statement, PROV.wasGeneratedBy)) or any(_claims(graph, node) for node in subjects)


def _claims(graph: Graph, node: IRI) -> list[IRI]:
    """Return the claim that a node is, or of which it is the proposition or a relay."""
    claims = {node} | graph.subjects(bk.proposition, node) | graph.subjects(bk.relay, node)
    return [claim for claim in claims if graph.has(claim, bk.Claim)]


def _claimed(graph: Graph, node: IRI) -> bool:
    """Return whether a node is a claim that names a passage, or the proposition or a relay of one."""
    return any(graph.has(o, bk.Passage) for claim in _claims(graph, node) for o in graph.values(claim, bk.passage))


def _derived(graph: Graph, node: IRI) -> bool:
    """Return whether a contradiction, corroboration or counterpart names its rule and a claim."""
    claims = {claim for link in _LINK_OF.values() for claim in graph.values(node, link)}
    return bool(graph.values(node, bk.rule)) and any(graph.has(claim, bk.Claim) for claim in claims)


def check_closed(graph: Graph, nodes: Iterable[IRI]) -> Iterator[Fault]:
    """Yield what keeps each of the nodes from being exactly what its class demands."""
    for node in nodes:
        made = graph.made(node)
        if made is None:
            shown = ", ".join(sorted(graph.show(o) for o in graph.values(node, RDF.type))) or "none"
            yield _fault(graph, "closed", node, RDF.type, f"these types are no class of the model: {shown}")
            continue
        if not node.startswith(graph.prefixes.get(made.kind, "")):
            yield _fault(graph, "closed", node, RDF.type, f"the IRI does not begin as that of a {made.kind}")
        yield from _properties(graph, node, made)
        yield from _computed(graph, node)
        yield from _concluded(graph, node, made)
        if any(prop.iri == bk.topic for prop in made.properties):
            yield from _broadened(graph, node)
        if made.kind == "proposition":
            yield from _keyed(graph, node, made)
            yield from _ordered(graph, node)
        if made.iri == bk.Figure:
            yield from _figured(graph, node)
        linked = made.kind not in _LINKS or any(graph.subjects(link, node) for link in _LINKS[made.kind])
        if not linked and not graph.values(node, bk.setAside):
            yield _fault(graph, "closed", node, "", f"nothing points to this {made.kind}")
        if made.kind == "partition":
            yield from _parted(graph, node)
        if made.iri == RDF.Statement:
            yield from _stated(graph, node)
            yield from _followed(graph, node)
        if made.iri in _LINK_OF:
            yield from _named(graph, node, made)


def _follow(graph: Graph, node: IRI, predicate: IRI, wanted: Set[Term], source: str) -> Iterator[Fault]:
    """Yield a fault if the values of a property are not exactly those that follow from something."""
    if graph.values(node, predicate) != wanted:
        shown = ", ".join(sorted(graph.show(value) for value in wanted)) or "no value"
        yield _fault(graph, "closed", node, predicate, f"{shown} follows from {source}")


def _computed(graph: Graph, node: IRI) -> Iterator[Fault]:
    """Yield a fault for each day that is not the one that follows from a date of the node."""
    for date, days, predicates in _DAYS:
        values = graph.values(node, date)
        if not values and graph.nodes[node].keys().isdisjoint(predicates):
            continue
        try:
            wanted = {t for value in values for t in days(node, value.value if isinstance(value, Literal) else "")}
        except ValueError as error:
            yield _fault(graph, "closed", node, date, str(error))
            continue
        for predicate in predicates:
            follow = {triple.o for triple in wanted if triple.p == predicate}
            yield from _follow(graph, node, predicate, follow, graph.short(date))


def _concluded(graph: Graph, node: IRI, made: Class) -> Iterator[Fault]:
    """Yield a fault where a node does not have exactly what follows for it by the axioms of the ontology."""
    for prop in made.properties:
        if prop.coverage != "closure":
            continue
        wanted: dict[Term, None] = {}
        todo: list[Term] = [node]
        while todo:
            reached = todo.pop()
            for narrow in _narrower(prop.iri):
                todo.extend(value for value in graph.values(reached, narrow) if value not in wanted)
                wanted |= dict.fromkeys(graph.values(reached, narrow))
        names = ", ".join(graph.short(narrow) for narrow in _narrower(prop.iri))
        yield from _follow(graph, node, prop.iri, wanted.keys() - {node}, names)


@cache
def _narrower(predicate: IRI) -> tuple[IRI, ...]:
    """Return the properties of which a transitive property is the closure."""
    return tuple(sorted(one for one, wider in read_axioms().superproperties.items() if predicate in wider))


def _broadened(graph: Graph, node: IRI) -> Iterator[Fault]:
    """Yield a fault if a node does not fall under exactly its kind and what is broader."""
    kinds = (kind for kind in graph.values(node, bk.kind) if isinstance(kind, IRI))
    wanted: set[Term] = {triple.o for kind in kinds for triple in topics(node, kind)}
    yield from _follow(graph, node, bk.topic, wanted, "bk:kind")


def _keyed(graph: Graph, node: IRI, made: Class) -> Iterator[Fault]:
    """Yield a fault if the content key of a proposition is not that of what it says."""
    said = [prop.iri for prop in made.properties if prop.coverage == "claim"]
    key = content_key((predicate, value) for predicate in said for value in graph.values(node, predicate))
    if graph.values(node, bk.contentKey) != {key}:
        what = "the key is not that of what the proposition says"
        yield _fault(graph, "closed", node, bk.contentKey, what)


def _ordered(graph: Graph, node: IRI) -> Iterator[Fault]:
    """Yield a fault if the day by which a proposition is put in order is not that which follows."""
    when = graph.texts(node, bk.when)
    for claim in graph.subjects(bk.proposition, node):
        for said in graph.texts(claim, bk.said):
            try:
                first = sort_day(when[0] if when else None, said)
            except ValueError:
                return  # a date that is none is reported where it stands
            wanted = {day(first)} if first else set()
            yield from _follow(graph, node, bk.sortDay, wanted, "bk:when, else from bk:said")


def _figured(graph: Graph, node: IRI) -> Iterator[Fault]:
    """Yield a fault if the span or the counted side of a figure is not the one that follows."""
    wanted = list(count_figure(graph, node))
    for predicate in (bk.span, bk.countedSide):
        follow = {triple.o for triple in wanted if triple.p == predicate}
        yield from _follow(graph, node, predicate, follow, "what is counted")


def _parted(graph: Graph, node: IRI) -> Iterator[Fault]:
    """Yield a fault if a partition is not that of one class or one property, with its count."""
    found = [bool(graph.values(node, predicate)) for pair in _COUNTED for predicate in pair]
    if found not in ([True, True, False, False], [False, False, True, True]):
        what = "it has a class with the number of nodes, or a property with that of triples"
        yield _fault(graph, "closed", node, "", what)


def _stated(graph: Graph, statement: IRI) -> Iterator[Fault]:
    """Yield a fault if a note has no curator or date, and one that names the covered triple if it is not there."""
    if graph.values(statement, SKOS.editorialNote) and not _curated(graph, statement):
        yield _fault(graph, "closed", statement, PROV.wasGeneratedBy, "a note demands it")
    for s in graph.values(statement, RDF.subject):
        for p in graph.values(statement, RDF.predicate):
            for value in graph.values(statement, RDF.object):
                if isinstance(s, IRI) and isinstance(p, IRI) and value not in graph.values(s, p):
                    what = f"{graph.short(statement)} covers the value {graph.show(value)}, which is not there"
                    yield _fault(graph, "closed", s, p, what)


def _followed(graph: Graph, statement: IRI) -> Iterator[Fault]:
    """Yield what a Statement lacks of rule, premises, policy and reason, where it has one of them that demands it."""
    rules = graph.values(statement, bk.rule)
    adopted = concept("rule", "adoption") in rules or bool(graph.values(statement, bk.policy))
    wanted = {bk.premise: bool(rules), bk.rule: bool(graph.values(statement, bk.premise)) or adopted}
    wanted |= {bk.policy: adopted or bool(graph.values(statement, bk.reason)), bk.reason: adopted}
    for predicate, demanded in wanted.items():
        if demanded and not graph.values(statement, predicate):
            what = "what a rule or a policy gave demands it"
            yield _fault(graph, "closed", statement, predicate, what)


def _named(graph: Graph, node: IRI, made: Class) -> Iterator[Fault]:
    """Yield a fault if what was derived from claims is not named by them (a contradiction by its rule, too)."""
    link = _LINK_OF[made.iri]
    claims = sorted(str(claim).rpartition("/")[2] for claim in graph.values(node, link))
    rules = [str(rule).rpartition("/")[2] for rule in graph.values(node, bk.rule)]
    named = {bk.between: [*rules, *claims], bk.corroborates: claims[:1], bk.compares: claims}
    key = ".".join(named[link])
    if node != graph.prefixes.get(made.kind, "") + key:
        yield _fault(graph, "closed", node, link, f"its rule and its claims name it '{key}'")
    counted = {value.value for value in graph.values(node, bk.utterances) if isinstance(value, Literal)}
    if link == bk.corroborates and counted != {str(len(claims))}:
        what = f"it names the first tellings of {len(claims)} utterances"
        yield _fault(graph, "closed", node, bk.utterances, what)


def _properties(graph: Graph, node: IRI, made: Class) -> Iterator[Fault]:
    values = graph.nodes[node]
    known = {prop.iri for prop in made.properties}
    for predicate in values:
        if predicate not in known and predicate != RDF.type:
            what = f"a {graph.short(made.iri)} does not have this property"
            yield _fault(graph, "closed", node, predicate, what)
    for prop in made.properties:
        objects = graph.values(node, prop.iri)
        if len(objects) < prop.least or (prop.most != MANY and len(objects) > prop.most):
            limit = f"at least {prop.least}" if len(objects) < prop.least else f"at most {prop.most}"
            what = f"{len(objects)} values, {limit} expected"
            yield _fault(graph, "closed", node, prop.iri, what)
        for value in objects:
            if not _in_range(graph, prop, value):
                what = f"the value {graph.show(value)} is no {prop.range}"
                yield _fault(graph, "closed", node, prop.iri, what)


def _in_range(graph: Graph, prop: Property, value: Term) -> bool:
    return any(_matches(graph, wanted, value) for wanted in prop.range.split("|"))


def _matches(graph: Graph, wanted: str, value: Term) -> bool:
    if wanted == "any":
        return True
    if wanted == "iri":
        return isinstance(value, IRI)
    if wanted.startswith("concept:"):
        return isinstance(value, IRI) and value.startswith(f"{SCHEME_BASE}{wanted[8:]}/")
    iri = _expanded(wanted)
    if iri in CLASSES:
        made = graph.made(value) if isinstance(value, IRI) else None
        return made is not None and made.iri == iri
    return isinstance(value, Literal) and value.datatype == iri


@cache
def _expanded(curie: str) -> IRI:
    return expand(curie, PREFIXES)


def check_seal(graph: Graph, seal: Seal, nodes: Iterable[IRI] | None = None) -> Iterator[Fault]:
    """Yield which nodes are not as they were sealed, and in which predicate.

    Args:
        graph: The graph.
        seal: What it should be.
        nodes: The nodes that are looked at; all, also those that are only in the seal, where it is ``None``.
    """
    counts = {key for key in seal.counts.keys() | graph.counts.keys() if seal.counts.get(key) != graph.counts.get(key)}
    for node in graph.nodes if nodes is None else nodes:
        sealed = seal.nodes.get(graph.short(node))
        if sealed is None:
            yield _fault(graph, "seal", node, "", "the node was not built")
        elif node not in graph.nodes:
            yield _fault(graph, "seal", node, "", "the node was built and is not there")
        else:
            for predicate in changed(graph, node, sealed, counts):
                yield _fault(graph, "seal", node, predicate, "its values are not those that were built")
    if nodes is None:
        for name in seal.nodes.keys() - {graph.short(node) for node in graph.nodes}:
            yield _fault(graph, "seal", name, "", "the node was built and is not there")
