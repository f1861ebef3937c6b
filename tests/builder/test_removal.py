"""Take any triple away, add one or change one, and a check goes red and names it."""

import random
from collections.abc import Iterable, Iterator

import pytest

from kg.builder.completeness import check
from kg.builder.seal import Seal
from kg.faults import Fault
from kg.rdf.graph import Graph
from kg.rdf.namespaces import RDF
from kg.rdf.terms import IRI, XSD, Literal, Triple
from kg.rdf.vocabulary import CLASSES
from tests.builder.graphs import built, written, written_graph, written_seal
from tests.full import FULL

SAMPLE = 500 if FULL else 50
"""Triples taken away at random."""

LEAST_WITHOUT_SEAL = 0.8
"""The share of random removals that coverage and closed shapes must find by themselves."""


def kinds(graph: Graph, triples: Iterable[Triple]) -> dict[tuple[str, str], list[Triple]]:
    """Sort triples by class and predicate."""
    found: dict[tuple[str, str], list[Triple]] = {}
    for triple in triples:
        found.setdefault((graph.class_name(triple.s), graph.short(triple.p)), []).append(triple)
    return found


def chosen(graph: Graph, triples: list[Triple], number: int) -> list[Triple]:
    """Return one triple of every kind and so many at random; the same on every run."""
    draw = random.Random(20230520)
    return [draw.choice(some) for some in kinds(graph, triples).values()] + draw.sample(triples, number)


def some_of(triples: Iterable[Triple]) -> list[Triple]:
    """Return every fifth triple, or with ``--full`` every one."""
    return sorted(triples, key=str)[:: 1 if FULL else 5]


def without(graph: Graph, seal: Seal, gone: Triple) -> list[Fault]:
    """Return the findings near a triple that is taken away; the graph is afterwards as it was."""
    touched = graph.touched(gone)
    graph.remove(gone)
    found = check(graph, seal, touched)
    graph.add(gone)
    return found


def names(graph: Graph, found: Iterable[Fault], triple: Triple) -> bool:
    """Return whether one of the findings names both subject and predicate of a triple."""
    return f"{graph.short(triple.s)} {graph.short(triple.p)}" in {fault.path for fault in found}


@pytest.fixture(scope="module")
def seal() -> Seal:
    return written_seal()


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    """The committed graph; each test leaves it as it was."""
    graph = written_graph()
    yield graph
    assert set(graph) == set(written())


def test_the_written_graph_is_complete(graph: Graph, seal: Seal) -> None:
    assert check(graph, seal) == []


def test_every_kind_and_many_triples_are_missed_and_named(graph: Graph, seal: Seal) -> None:
    alone = []
    for gone in chosen(graph, written(), SAMPLE):
        found = without(graph, seal, gone)
        assert names(graph, found, gone), gone
        alone.append(any(fault.rule != "seal" for fault in found))
    assert len(alone) > SAMPLE + 140
    assert sum(alone[-SAMPLE:]) / SAMPLE >= LEAST_WITHOUT_SEAL


@pytest.mark.slow
def test_every_single_triple_is_missed_and_named(graph: Graph, seal: Seal) -> None:
    alone = 0
    for gone in written():
        found = without(graph, seal, gone)
        assert names(graph, found, gone), gone
        alone += any(fault.rule != "seal" for fault in found)
    assert alone / len(written()) >= LEAST_WITHOUT_SEAL


def test_every_triple_of_toyfort_is_missed_and_named() -> None:
    made = built("toyfort")
    graph, seal = Graph(made.triples, made.prefixes), made.seal
    used = {(iri, prop.iri) for iri, kind in CLASSES.items() for prop in kind.properties}
    there = {(kind.iri, t.p) for t in made.triples if (kind := graph.made(t.s)) is not None and t.p != RDF.type}
    assert there == used, "toyfort uses every class and property of the vocabulary"
    for gone in some_of(made.triples):
        assert names(graph, without(graph, seal, gone), gone), gone
    assert check(graph, seal) == []


def test_looking_near_a_change_finds_what_looking_everywhere_finds(graph: Graph, seal: Seal) -> None:
    made = built("toyfort")
    small, draw = Graph(made.triples, made.prefixes), random.Random(5)
    ordered = sorted(made.triples, key=str)
    some_of_all = [draw.choice(some) for some in kinds(small, ordered).values()]
    for gone in some_of_all if FULL else draw.sample(some_of_all, 10):
        assert without(small, made.seal, gone) == check(Graph(made.triples - {gone}, made.prefixes), made.seal), gone
    prefixes = built("bakhmut").prefixes
    triples = frozenset(written())
    hubs = [next(t for t in written() if t.p == RDF.type and graph.short(t.s) == name) for name in HUBS]
    for gone in [*hubs, *draw.sample(written(), 6)] if FULL else []:
        assert without(graph, seal, gone) == check(Graph(triples - {gone}, prefixes), seal), gone


HUBS = ("curator:founders", "actor:wikipedia", "source:newshub", "passage:wikipedia.may.12.1")
"""Nodes that many others point to, so that what they are matters far around."""


def test_what_coverage_and_closed_shapes_find_without_the_seal() -> None:
    """They miss only what may be there or not: never what is demanded, nor what a Statement covers."""
    made = built("toyfort")
    graph = Graph(made.triples, made.prefixes)
    missed, looked_at = 0, some_of(made.triples)
    for gone in looked_at:
        touched, kind = graph.touched(gone), graph.made(gone.s)
        assert kind is not None
        graph.remove(gone)
        found = check(graph, None, touched)
        graph.add(gone)
        if not found:
            missed += 1
            (prop,) = (prop for prop in kind.properties if prop.iri == gone.p)
            assert prop.least < len(graph.values(gone.s, gone.p)), f"{gone} is demanded"
            assert prop.coverage != "statement", f"{gone} is covered by a Statement"
    assert missed / len(looked_at) <= 1 - LEAST_WITHOUT_SEAL


def test_a_triple_that_was_not_built_is_found(graph: Graph, seal: Seal) -> None:
    draw = random.Random(11)
    odd = IRI("https://example.org/odd")
    for triple in draw.sample(written(), 100 if FULL else 30):
        other = draw.choice(written())
        s, p, o = triple
        for more in (Triple(s, odd, o), Triple(s, p, odd), Triple(s, other.p, other.o), Triple(odd, p, o)):
            if more.o in graph.values(more.s, more.p):
                continue
            graph.add(more)
            found = check(graph, seal, graph.touched(more))
            graph.remove(more)
            assert names(graph, found, more) or graph.short(more.s) in {fault.path for fault in found}, more


def test_a_changed_value_is_found(graph: Graph, seal: Seal) -> None:
    draw = random.Random(13)
    for old in draw.sample(written(), 150 if FULL else 50):
        new = old._replace(o=changed(old, draw, written()))
        if new.o in graph.values(new.s, new.p):
            continue
        touched = graph.touched(old)
        graph.remove(old)
        graph.add(new)
        found = check(graph, seal, touched | graph.touched(new))
        graph.remove(new)
        graph.add(old)
        assert names(graph, found, old), new


def changed(triple: Triple, draw: random.Random, triples: Iterable[Triple]) -> IRI | Literal:
    """Return another value of the same kind that the node does not have, as like as can be."""
    if isinstance(triple.o, IRI):
        alike = [t for t in triples if t.p == triple.p]
        taken = {t.o for t in alike if t.s == triple.s}  # a value that it has already would be no change
        others = [t.o for t in alike if t.o not in taken]
        return draw.choice(others) if others else IRI(f"{triple.o}x")
    digits = triple.o.datatype in (XSD + "integer", XSD + "decimal")
    value = triple.o.value + ("1" if digits else " ")
    return Literal(value, triple.o.datatype, triple.o.lang)


def test_a_node_that_is_gone_as_a_whole_is_named() -> None:
    made = built("toyfort")
    some = min(triple.s for triple in made.triples if "/claim/" in triple.s)
    rest = [triple for triple in made.triples if triple.s != some]
    found = check(Graph(rest, made.prefixes), made.seal)
    name = Graph([], made.prefixes).short(some)
    assert (name, "the node was built and is not there") in {(fault.path, fault.what) for fault in found}


def test_two_changes_in_one_class_are_both_named() -> None:
    made = built("toyfort")
    graph = Graph(made.triples, made.prefixes)
    gone = [t for t in sorted(made.triples, key=str) if graph.short(t.p) == "bk:hedge"][:2]
    found = check(Graph(made.triples - set(gone), made.prefixes), made.seal)
    for triple in gone:
        assert names(graph, found, triple)


def test_the_seal_of_another_graph_is_not_accepted(seal: Seal) -> None:
    made = built("toyfort")
    found = check(Graph(made.triples, made.prefixes), seal)
    assert len([finding for finding in found if finding.rule == "seal"]) > 1000
