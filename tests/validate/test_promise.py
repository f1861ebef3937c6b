"""What ``battlekg validate`` promises for a graph of a dataset: whatever triple is gone or changed, it is named."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.builder import Built
from kg.builder.completeness import check
from kg.builder.seal import write_seal
from kg.paths import find_graph, seal_file
from kg.rdf.graph import Graph
from kg.rdf.namespaces import RDF, SH, VOID
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Triple, sorted_lines
from kg.validate.result import of_fault
from tests.builder.graphs import built
from tests.builder.test_removal import changed
from tests.calling import command
from tests.full import FULL
from tests.validate.cases import graph_named

SEED = 20230521
NUMBER = 300 if FULL else 100


@pytest.fixture(scope="module")
def made() -> Built:
    """A dataset that has every class and property, or with ``--full`` the real one, whose removals others look at."""
    return built("bakhmut" if FULL else "toyfort")


@pytest.fixture(scope="module")
def graph(made: Built) -> Iterator[Graph]:
    """Its graph; each test leaves it as it was."""
    graph = Graph(made.triples, made.prefixes)
    yield graph
    assert set(graph) == made.triples


def draws(made: Built) -> Iterator[tuple[random.Random, Triple]]:
    """Yield triples of the graph, each with what further chance is drawn from."""
    draw = random.Random(SEED)
    yield from ((draw, triple) for triple in draw.sample(sorted(made.triples, key=str), NUMBER))


def test_every_deleted_triple_is_named(made: Built, graph: Graph) -> None:
    for _, gone in draws(made):
        near = graph.touched(gone)
        graph.remove(gone)
        found = check(graph, made.seal, near)
        graph.add(gone)
        assert {(result.focus, result.path) for result in (of_fault(fault, graph.prefixes) for fault in found)} >= {
            (gone.s, gone.p)
        }, gone
        assert all(fault.what and fault.remedy for fault in found)


def test_every_changed_object_is_named(made: Built, graph: Graph) -> None:
    triples = sorted(made.triples, key=str)
    for draw, old in draws(made):
        new = old._replace(o=changed(old, draw, triples))
        near = graph.touched(old)
        graph.remove(old)
        graph.add(new)
        found = check(graph, made.seal, near | graph.touched(new))
        graph.remove(new)
        graph.add(old)
        assert {(result.focus, result.path) for result in (of_fault(fault, graph.prefixes) for fault in found)} >= {
            (old.s, old.p)
        }, new


def put(path: Path, triples: Iterable[Triple]) -> Path:
    path.write_text("\n".join(sorted_lines(triples)), encoding="utf-8")
    return path


def damaged(path: Path, gone: Triple, *more: Triple) -> Path:
    return put(path, [*(built("toyfort").triples - {gone}), *more])


def one(s: str, p: IRI) -> Triple:
    return next(t for t in sorted(built("toyfort").triples, key=str) if t.s.endswith(s) and t.p == p)


@pytest.mark.parametrize("form", ["text", "ttl", "json"])
def test_each_report_names_node_property_fault_and_remedy(toyfort: Path, tmp_path: Path, form: str) -> None:
    old = one("/claim/hold-brass", IRI("https://w3id.org/battlekg/ontology#says"))
    path = damaged(tmp_path / "copy.nt", old, old._replace(o=old.o._replace(value="Another.")))  # type: ignore[union-attr]
    code, out, err = command("validate", path, "--format", form, "--dataset", toyfort)
    assert code == 1
    assert "claim:hold-brass" in out
    for part in ("bk:says", "its values are not those that were built", "run 'battlekg build'", "constraint:seal"):
        assert part in out, part
    assert "checked: shapes, coverage, closed shapes, seal " in err
    if form == "json":
        assert [(r["focus"], r["path"]) for r in json.loads(out)["results"]] == [(old.s, "bk:says")]
    if form == "ttl":
        report = tmp_path / "report.ttl"
        report.write_text(out, encoding="utf-8")
        back = Graph(read_graph(report))
        assert [back.one(one, SH.focusNode) for one in back.subjects(RDF.type, SH.ValidationResult)] == [old.s]


@pytest.mark.parametrize(
    ("s", "p"), [("/dataset/toyfort", RDF.type), ("/dataset/toyfort", VOID.triples), ("", RDF.type)]
)
def test_a_copy_that_lost_a_part_of_its_description_is_still_known(
    toyfort: Path, tmp_path: Path, s: str, p: IRI
) -> None:
    gone = one(s, p)
    code, out, _ = command("validate", damaged(tmp_path / "copy.nt", gone), "--dataset", toyfort)
    assert code == 1
    assert f"  [violation] {'rdf:type' if gone.p == RDF.type else 'void:triples'}" in out


@pytest.mark.parametrize("form", ["nt", "nq", "trig", "jsonld"])
def test_an_export_is_as_complete_as_the_graph(toyfort: Path, tmp_path: Path, form: str) -> None:
    dataset = () if FULL else ("--dataset", toyfort)
    path = tmp_path / f"copy.{form}"
    assert command("export", "-o", path, *dataset).code == 0
    code, out, err = command("validate", path, *dataset)
    assert (code, "closed shapes, seal" in err) == (0, True), out[:500]


def test_the_seal_beside_a_file_counts_first(toyfort: Path, tmp_path: Path) -> None:
    graph = Path(find_graph(str(toyfort)))
    alone = Path(shutil.copy(graph, tmp_path / "alone.ttl"))
    code, _, err = command("validate", alone)
    assert (code, "not the seal: none lies beside the file" in err) == (0, True)
    code, _, err = command("validate", alone, "--dataset", toyfort)
    assert (code, f"seal {seal_file(graph)}" in err) == (0, True)
    seal = built("toyfort").seal
    less = replace(seal, nodes={name: marks for name, marks in seal.nodes.items() if name != "claim:hold-brass"})
    Path(seal_file(alone)).write_text("".join(write_seal(less)), encoding="utf-8")
    code, out, err = command("validate", alone, "--dataset", toyfort)
    assert (code, f"seal {seal_file(alone)}" in err) == (1, True)
    assert "the node was not built" in out
    Path(seal_file(alone)).write_text("[]", encoding="utf-8")
    assert command("validate", alone).err == f"{seal_file(alone)}: [seal] the file is no seal; run 'battlekg build'\n"


def test_without_a_seal_what_the_model_demands_is_still_found(toyfort: Path, tmp_path: Path) -> None:
    triples = read_graph(Path(find_graph(str(toyfort))))
    gone = next(t for t in triples if t.p == RDF.subject)
    code, out, err = command("validate", put(tmp_path / "less.nt", [t for t in triples if t != gone]))
    assert (code, "not the seal" in err) == (1, True)
    assert "rdf:subject" in out


def test_of_a_graph_that_is_no_dataset_nothing_more_is_demanded(tmp_path: Path) -> None:
    code, out, err = command("validate", put(tmp_path / "cut.nt", graph_named("Claim_no-act")))
    assert (code, out.partition("\n")[0]) == (1, "does not conform: 1 fault in 1 node")
    assert "checked: shapes; not completeness: the graph describes no dataset of battlekg\n" in err
    other = put(tmp_path / "other.nt", [Triple(IRI("urn:a"), IRI("urn:p"), IRI("urn:b"))])
    assert command("validate", other).code == 0


def test_a_dataset_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    path = put(tmp_path / "other.nt", [])
    assert command("validate", path, "--dataset", "nowhere").code == 2


# By default tests/cli/test_wheel.py validates the graph of the real dataset.
@pytest.mark.parametrize("name", ["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def test_the_file_of_the_dataset_is_checked_by_its_seal(name: str, toyfort: Path) -> None:
    dataset = ("--dataset", toyfort) if name == "toyfort" else ()
    graph = Path(find_graph(str(toyfort) if name == "toyfort" else name))
    code, out, err = command("validate", *dataset)
    assert code == 0, out
    assert graph.name in err
    assert f"seal {seal_file(graph)}" in err
