"""The seal: what it holds, how it is written and read."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.builder.seal import Seal, changed, read_seal, seal_of, write_seal
from kg.rdf.graph import Graph
from kg.rdf.namespaces import data_prefixes
from kg.rdf.terms import IRI, Triple, sorted_lines, text
from tests.builder.graphs import built, written, written_seal
from tests.fixtures import faults_of
from tests.full import FULL

NAMED = ("toyfort", "bakhmut") if FULL else ("toyfort",)
SPACES = data_prefixes("https://example.org/", "x")


def test_the_digest_is_that_of_the_sorted_lines() -> None:
    for name in NAMED:
        lines = sorted_lines(built(name).triples)
        assert built(name).seal.digest == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
        assert built(name).seal.triples == len(lines)


NAMES = st.text("ab-.#/é?~", min_size=1, max_size=4)
TRIPLES = st.builds(
    lambda s, p, o: Triple(IRI(f"urn:{s}"), IRI(f"urn:{p}"), text(o)), NAMES, st.sampled_from("pq"), st.text(max_size=3)
)


@given(st.lists(TRIPLES, max_size=8))
def test_the_digest_of_any_graph_is_that_of_its_sorted_lines(triples: list[Triple]) -> None:
    lines = sorted_lines(triples)
    seal = seal_of(Graph(triples, SPACES))
    assert seal.digest == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    assert seal.triples == len(lines) == sum(seal.counts.values())


def test_the_counts_are_by_class_and_predicate() -> None:
    seal = built("toyfort").seal
    assert seal.counts["bk:Claim rdf:type"] == 24
    assert seal.counts["bk:Assessment+bk:Claim rdf:type"] == 6
    assert seal.counts["bk:Assessment+bk:Claim bk:outcome"] == 3
    assert seal.counts["bk:Place bk:within"] == 1
    assert list(seal.counts) == sorted(seal.counts)


def test_nodes_are_named_by_curie_and_sorted() -> None:
    seal = built("toyfort").seal
    assert "claim:hold-brass" in seal.nodes
    assert "passage:annals.losses.t1.r2" in seal.nodes
    assert list(seal.nodes) == sorted(seal.nodes)
    graph = Graph(built("toyfort").triples, built("toyfort").prefixes)
    assert all(len(seal.nodes[graph.short(node)]) == 4 * len(values) for node, values in graph.nodes.items())
    assert not any(changed(graph, node, seal.nodes[graph.short(node)], ()) for node in graph.nodes)


def test_it_is_read_as_it_was_written() -> None:
    for name in NAMED:
        content = "".join(write_seal(built(name).seal))
        assert read_seal(content, "x") == built(name).seal
        assert "".join(write_seal(read_seal(content, "x"))) == content


@pytest.mark.slow  # by default test_run.py compares the file with the seal of what is built
def test_the_written_seal_is_that_of_the_written_graph() -> None:
    assert written_seal() == seal_of(Graph(written(), built("bakhmut").prefixes))


def test_a_graph_that_was_changed_and_changed_back_has_the_same_seal() -> None:
    made = built("toyfort")
    graph = Graph(made.triples, made.prefixes)
    for triple in sorted(made.triples, key=str)[::7]:
        graph.remove(triple)
        assert graph.counts.total() == len(made.triples) - 1
        graph.add(triple)
    assert seal_of(graph) == made.seal


GOOD = {"digest": "a", "triples": 1, "counts": {"a b": 1}, "nodes": {"a": "b"}}


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "1", "null", '"x"', "[" * 100_000,
     *(json.dumps({k: v for k, v in GOOD.items() if k != name}) for name in GOOD),
     *(json.dumps({**GOOD, name: None}) for name in GOOD), json.dumps({**GOOD, "counts": {"a b": "1"}}),
     json.dumps({**GOOD, "nodes": ["a"]}), json.dumps({**GOOD, "nodes": {"a": 1}})],
)  # fmt: skip
def test_what_is_no_seal(content: str) -> None:
    (fault,) = faults_of(lambda: read_seal(content, "x.seal.json"))
    assert (fault.path, fault.rule, fault.remedy) == ("x.seal.json", "seal", "run 'battlekg build'")
    assert isinstance(read_seal(json.dumps(GOOD), "x"), Seal)
