"""The rules of ontology/rules, run as they stand, give what the build derives by the rule of the same name."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Store

from kg.ask.engine.store import load_store
from kg.builder import build
from kg.dataset import read_dataset
from kg.paths import ONTOLOGY, find_dataset, find_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import SCHEME_BASE

RULES = sorted((Path(ONTOLOGY) / "rules").glob("*.rq"))


@pytest.fixture(scope="module", params=["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, toyfort: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = toyfort if request.param == "toyfort" else Path(find_dataset(request.param))
    path = tmp_path_factory.mktemp("rules") / "graph.ttl"
    path.write_text(build(read_dataset(folder)).text, encoding="utf-8")
    return load_store(path)


def derived(store: Store, rule: str) -> set[str]:
    """Return what a graph says of the contradictions of a rule."""
    nodes = {
        q.subject for q in store.quads_for_pattern(None, NamedNode(bk.rule), NamedNode(f"{SCHEME_BASE}rule/{rule}"))
    }
    return {str(quad.triple) for node in nodes for quad in store.quads_for_pattern(node, None, None)}


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_a_rule_gives_what_the_build_derives(rule: Path, store: Store) -> None:
    made = {str(triple) for triple in store.query(rule.read_text(encoding="utf-8"))}  # type: ignore[union-attr]
    assert made == derived(store, rule.stem)


def test_each_rule_has_something_to_derive() -> None:
    store = load_store(Path(find_graph("bakhmut")))
    assert RULES
    assert [rule.stem for rule in RULES if not derived(store, rule.stem)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_another_engine_reads_the_rule_alike(rule: Path, store: Store) -> None:
    graph = rdflib.Graph()
    read = ("denies", "disputes", "revises", "claimant", "hedge", "proposition", "kind")
    wanted = {NamedNode(bk(name)) for name in read}
    wanted |= {NamedNode(f"http://www.w3.org/2004/02/skos/core#{name}") for name in ("prefLabel", "broader", "member")}
    lines = (f"{quad.triple} ." for quad in store if quad.predicate in wanted)
    graph.parse(data="\n".join(lines), format="nt")
    made = graph.query(rule.read_text(encoding="utf-8")).graph
    assert made is not None
    assert {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in made} == derived(store, rule.stem)
