"""The closure is that of owlrl after what is left out on purpose, and nothing that is only claimed becomes asserted."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import owlrl
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from kg.faults import FaultError
from kg.paths import ONTOLOGY
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DATA_KINDS, OWL, RDF, RDFS
from kg.rdf.terms import IRI, Triple
from kg.rdf.turtle import turtle
from kg.reason.closure import GROUPING, Inferred, close, read_axioms
from tests.builder.graphs import built
from tests.full import FULL
from tests.ontology.test_reasoning import what_others_say

AXIOMS = read_axioms()
ENTITIES = ("actor", "battle", "event", "phase", "place")


@cache
def content(name: str) -> frozenset[Triple]:
    """Return what a graph states: without what was derived and without Statements."""
    made = built(name)
    derived = {RDF.Statement, bk.Contradiction, bk.Corroboration, bk.Counterpart}
    nodes = {t.s for t in made.triples if t.p == RDF.type and t.o in derived}
    by_rule = {t.s for t in made.triples if t.p == bk.rule}
    part = {key: {t.s: t.o for t in made.triples if t.p == key} for key in (RDF.subject, RDF.predicate, RDF.object)}
    gone = {Triple(*(part[key][node] for key in part)) for node in by_rule if node in part[RDF.subject]}  # type: ignore[arg-type]
    closed = (bk.belongsTo, bk.liesIn)
    return frozenset(t for t in made.triples if t.s not in nodes and t.p not in closed) - gone


def as_rdflib(triples: Iterable[Triple], name: str) -> rdflib.Graph:
    text = "".join(turtle(Graph(triples, built(name).prefixes), "test"))
    return rdflib.Graph().parse(data=text, format="turtle")


def expanded(graph: rdflib.Graph) -> rdflib.Graph:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return graph


def spaces(name: str, kinds: Iterable[str] = DATA_KINDS) -> tuple[str, ...]:
    return tuple(built(name).prefixes[kind] for kind in kinds)


def of_owlrl(name: str) -> set[tuple[str, str, str]]:
    """Return what owlrl infers about the data, without what says nothing: reflexive, of everything, of groups."""
    before = as_rdflib(content(name), name)
    start = set(before)
    data, silent = spaces(name), {RDFS.Resource, OWL.Thing, *GROUPING}
    for file in ("battlekg", "schemes"):
        before.parse(Path(ONTOLOGY) / f"{file}.ttl")
    return {
        (str(s), str(p), str(o))
        for s, p, o in set(expanded(before)) - start
        if str(s).startswith(data) and s != o and str(p) != OWL.sameAs and str(o) not in silent
    }


def ours(name: str) -> set[tuple[str, str, str]]:
    return {(made.triple.s, made.triple.p, str(made.triple.o)) for made in close(content(name), AXIOMS)}


@pytest.mark.slow  # by default tests/scripts/test_naive.py compares the same with what owlrl makes of our vocabulary
def test_the_closure_of_toyfort_is_that_of_owlrl() -> None:
    assert ours("toyfort") == of_owlrl("toyfort") != set()


@pytest.mark.slow
def test_the_closure_of_the_whole_graph_is_that_of_owlrl() -> None:
    assert ours("bakhmut") == of_owlrl("bakhmut") != set()


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_the_graph_holds_the_closure_with_rule_and_premises(name: str) -> None:
    made = built(name)
    found = close(content(name), AXIOMS)
    assert list(made.derived.inferred) == found
    known = set(content(name))
    for inferred in found:
        assert inferred.triple in made.triples
        assert inferred.triple not in known
        assert inferred.premises
        assert set(inferred.premises) <= made.triples
    ruled = {t.s for t in made.triples if t.p == bk.rule} & {t.s for t in made.triples if t.p == RDF.subject}
    premised = {t.s for t in made.triples if t.p == bk.premise}
    assert ruled == premised
    told = [inferred for inferred in found if inferred.triple.p not in (bk.belongsTo, bk.liesIn)]
    assert len(told) < len(found)
    assert len(ruled) == len(told) + len(made.derived.adopted)


A, B, C = (IRI(f"https://example.org/{name}") for name in "abc")
WITHIN = (Triple(A, bk.within, B), Triple(B, bk.within, C))


def named(found: Iterable[Inferred]) -> dict[Triple, tuple[str, tuple[Triple, ...]]]:
    return {made.triple: (made.rule, made.premises) for made in found if made.triple.p != RDF.type}


def test_a_narrower_and_a_transitive_property() -> None:
    found = named(close(WITHIN, AXIOMS))
    assert found[Triple(A, bk.liesIn, B)] == ("prp-spo1", (WITHIN[0],))
    rule, premises = found[Triple(A, bk.liesIn, C)]
    assert (rule, set(premises)) == ("prp-trp", {Triple(A, bk.liesIn, B), Triple(B, bk.liesIn, C)})
    assert len(found) == 3


def test_a_symmetric_property() -> None:
    stated = Triple(A, bk.sameUtterance, B)
    assert named(close([stated], AXIOMS)) == {Triple(B, bk.sameUtterance, A): ("prp-symp", (stated,))}


def test_nothing_reflexive_and_nothing_twice() -> None:
    circle = [*WITHIN, Triple(C, bk.within, A)]
    found = [made.triple for made in close(circle, AXIOMS)]
    assert len(found) == len(set(found))
    assert all(triple.s != triple.o for triple in found)


def test_domains_ranges_and_classes_give_types_only_where_they_are_missing() -> None:
    told = [Triple(A, bk.proposition, B), Triple(A, bk.assesses, C)]
    types = {(made.triple.s, made.triple.o): made.rule for made in close(told, AXIOMS)}
    assert types == {(A, bk.Claim): "prp-dom", (A, bk.Assessment): "prp-dom"}
    assert close([*told, Triple(A, RDF.type, bk.Claim), Triple(A, RDF.type, bk.Assessment)], AXIOMS) == []


def test_an_axiom_that_is_not_compiled_is_a_fault(tmp_path: Path) -> None:
    odd = tmp_path / "odd.ttl"
    odd.write_text(f"<{A}> <{OWL.equivalentClass}> <{B}> .", encoding="utf-8")
    with pytest.raises(FaultError, match="equivalentClass"):
        read_axioms(odd)


def test_every_rule_of_the_closure_that_occurs_has_a_concept() -> None:
    from kg.rdf.concepts import schemes

    for name in ("toyfort", "bakhmut"):
        assert {made.rule for made in built(name).derived.inferred} <= schemes()["rule"].keys()


def aligned(
    triples: Iterable[Triple], name: str, *more: tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef]
) -> rdflib.Graph:
    """Return the closure with every alignment, with what the other vocabularies let follow, and with more axioms."""
    graph = as_rdflib(triples, name)
    for file in ("battlekg", "alignments", *(["schemes"] if FULL else [])):  # no axiom starts from a concept
        graph.parse(Path(ONTOLOGY) / f"{file}.ttl")
    for axiom in more:
        graph.add(axiom)
    return expanded(graph + what_others_say())


def told_of(graph: rdflib.Graph, name: str) -> set[tuple[str, str, str]]:
    """Return what a graph says of actors, battles, events, phases and places."""
    entities = spaces(name, ENTITIES)
    return {(str(s), str(p), str(o)) for s, p, o in graph if str(s).startswith(entities)}


def _claimed(name: str) -> set[IRI]:
    nodes = spaces(
        name, ("claim", "proposition", "relay", "contradiction", "corroboration", "counterpart", "statement")
    )
    return {triple.s for triple in built(name).triples if triple.s.startswith(nodes)}


def less(name: str) -> tuple[frozenset[Triple], list[Triple]]:
    """Return a graph, and what is left of it without claims and what belongs to them.

    By default only some of what is claimed is in the graph: of nodes with the same class and property, the first.
    """
    whole, claimed = built(name).triples, _claimed(name)
    graph = Graph(whole, built(name).prefixes)
    rest = [triple for triple in whole if triple.s not in claimed]
    kinds = {(graph.class_name(node), predicate): node for node in sorted(claimed) for predicate in graph.node(node)}
    kept = claimed if FULL else set(kinds.values())
    return frozenset(triple for triple in whole if triple.s not in claimed - kept), rest


@pytest.mark.slow  # by default the next test, in which the added axiom alone must make a difference
def test_claims_assert_nothing_about_the_world_with_every_alignment() -> None:
    """Take all claims and what belongs to them away: not one triple about an entity is lost, under all alignments."""
    whole, rest = less("toyfort")
    assert len(rest) < len(whole) * (0.5 if FULL else 0.8)
    assert told_of(aligned(whole, "toyfort"), "toyfort") == told_of(aligned(rest, "toyfort"), "toyfort")


def test_that_test_can_fail() -> None:
    """An axiom that turned what a claim says of its agent into a statement about the actor would be found."""
    axiom = (rdflib.URIRef(bk.agent), rdflib.OWL.inverseOf, rdflib.URIRef(bk("did")))
    told = [told_of(aligned(triples, "toyfort", axiom), "toyfort") for triples in less("toyfort")]
    assert told[0] > told[1]
    assert {predicate for _, predicate, _ in told[0] - told[1]} == {bk("did")}


def test_what_is_denied_is_not_in_the_graph_of_the_world() -> None:
    """The capture of the gate is denied: nothing but what the curators say of its identity stands there."""
    made = built("toyfort")
    event = IRI(made.prefixes["event"] + "gate-capture")
    adopted = {bk.participant, bk.place, bk.happened}
    assert {triple.p for triple in made.triples if triple.s == event} & adopted == set()


def test_the_axioms_are_read_from_the_file_as_any_reader_reads_them() -> None:
    quads = parse(path=str(Path(ONTOLOGY) / "battlekg.ttl"), format=RdfFormat.TURTLE)
    transitive = {quad.subject.value for quad in quads if getattr(quad.object, "value", "") == OWL.TransitiveProperty}
    assert transitive == AXIOMS.transitive == {bk.belongsTo, bk.liesIn}
