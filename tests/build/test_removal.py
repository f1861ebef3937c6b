"""Take any triple away and a check goes red and names it."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from kg.build.completeness import Finding, check_closed, check_coverage, check_seal, completeness
from kg.build.graph import seal_path
from kg.build.seal import Seal, read_seal
from kg.namespaces import PREFIXES, RDF
from kg.query.place import graph_of, spaces_of
from kg.read import read_graph
from kg.terms import IRI, Triple, compact
from kg.vocabulary import class_of

PATH = graph_of("bakhmut")
SPACES = spaces_of(PATH)
SHORT = {space: prefix for prefix, space in {**PREFIXES, **SPACES}.items()}


@pytest.fixture(scope="module")
def graph() -> list[Triple]:
    return sorted(read_graph(PATH), key=str)


@pytest.fixture(scope="module")
def seal() -> Seal:
    return read_seal(seal_path(PATH).read_text(encoding="utf-8"), "seal")


def kinds(graph: list[Triple]) -> dict[tuple[str, str], list[Triple]]:
    types: dict[IRI, set[IRI]] = {}
    for t in graph:
        if t.p == RDF.type and isinstance(t.o, IRI):
            types.setdefault(t.s, set()).add(t.o)
    found: dict[tuple[str, str], list[Triple]] = {}
    for t in graph:
        made = class_of(frozenset(types[t.s]))
        assert made is not None
        found.setdefault((made.iri, t.p), []).append(t)
    return found


def chosen(graph: list[Triple], number: int) -> list[Triple]:
    """Return one triple of every kind, and so many at random, the same on every run."""
    draw = random.Random(20230520)
    return [draw.choice(triples) for triples in kinds(graph).values()] + draw.sample(graph, number)


def test_the_graph_is_complete(graph: list[Triple], seal: Seal) -> None:
    assert completeness(graph, SPACES, seal) == []


def test_every_removal_breaks_the_seal_and_is_named(graph: list[Triple], seal: Seal) -> None:
    """The seal of all nodes but the changed one stays as it is, so only that node is looked at again."""
    blocks: dict[IRI, list[Triple]] = {}
    for t in graph:
        blocks.setdefault(t.s, []).append(t)
    for gone in chosen(graph, 500):
        rest = [t for t in blocks[gone.s] if t != gone]
        findings = list(check_seal(rest, SPACES, _only(seal, gone.s, blocks[gone.s])))
        node, predicate = compact(gone.s, SHORT), compact(gone.p, SHORT)
        assert any(f.node == node for f in findings), gone
        assert any(f.predicate == predicate for f in findings), gone


def _only(seal: Seal, subject: IRI, block: list[Triple]) -> Seal:
    """Return the part of a seal that is about one node."""
    from kg.build.seal import make_seal

    name = compact(subject, SHORT) or subject
    part = make_seal(block, SPACES)
    assert part.nodes == {name: seal.nodes[name]}
    return part


def test_the_whole_checks_name_a_removal_too(graph: list[Triple], seal: Seal) -> None:
    """On a few removals the whole graph is checked, without short cuts."""
    for gone in random.Random(7).sample(graph, 5):
        findings = completeness([t for t in graph if t != gone], SPACES, seal)
        assert _names(findings, gone, SHORT), gone


def _names(findings: list[Finding], gone: Triple, short: Mapping[str, str]) -> bool:
    node, predicate = compact(gone.s, short), compact(gone.p, short)
    return any(f.node == node for f in findings) and any(f.predicate == predicate for f in findings)


def test_coverage_and_closed_shapes_find_a_required_triple_without_the_seal(graph: list[Triple]) -> None:
    claim = next(t for t in graph if compact(t.p, SHORT) == "bk:claimant")
    assert any(f.predicate == "bk:claimant" for f in check_closed([t for t in graph if t != claim], SPACES))
    named = next(t.s for t in graph if t.p == RDF.predicate and compact(str(t.o), SHORT) == "skos:prefLabel")
    statement = next(t for t in graph if t.s == named and t.p == RDF.object)
    found = list(check_coverage([t for t in graph if t != statement], SPACES))
    assert any("no Statement" in f.what for f in found)


def test_an_added_and_a_changed_triple_are_found(graph: list[Triple], seal: Seal) -> None:
    first = graph[0]
    added = Triple(first.s, IRI("https://example.org/p"), IRI("https://example.org/o"))
    assert any(
        f.check == "closed" and "example.org" in f.predicate for f in completeness([*graph, added], SPACES, seal)
    )
    says = next(t for t in graph if compact(t.p, SHORT) == "bk:says")
    changed = [
        t._replace(o=type(says.o)("another text", *says.o[1:]) if isinstance(says.o, tuple) else first.s)
        if t == says
        else t
        for t in graph
    ]  # type: ignore[call-arg]
    assert any(f.node == compact(says.s, SHORT) for f in completeness(changed, SPACES, seal))
