"""Every shape accepts one graph and refuses another, for one reason; both engines say the same of each."""

from pathlib import Path

import pytest

from kg.rdf.graph import Graph, tidy
from kg.rdf.namespaces import RDF, SH
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, XSD, Literal, compact
from kg.rdf.vocabulary import CLASSES
from kg.validate import CONSTRAINTS, SHAPES, validate
from kg.validate.engine import compiled
from kg.validate.reference import results_of
from kg.validate.shape import Shape, Target
from kg.validate.shapes import shape_name
from tests.full import FULL
from tests.validate.cases import FAIL, PASS, SPACES, Case, base, graph_of, written

NAMES = {shape_name(iri): iri for iri in CLASSES}
BROKEN = {line.split()[0] for case in FAIL for line in case.fault}


def kind(case: Case) -> tuple[str, ...]:
    """Return the components that a case breaks, and the rules that are written by hand."""
    return tuple(
        sorted({f"{w[0] if w[0].startswith('constraint:') else ''} {w[1]}" for w in map(str.split, case.fault)})
    )


REFERRED = FAIL if FULL else tuple({kind(case): case for case in FAIL}.values())[::5]
"""The cases that pySHACL is asked about: it takes nearly all the time. By default every fifth kind of fault; damage at
random is compared in ``test_engines.py``, and our engine finds the faults of the table in every case."""


def name(shape: Shape) -> str | None:
    return compact(shape.iri, {space: prefix for prefix, space in SPACES.items()})


@pytest.mark.parametrize("case", PASS, ids=lambda case: case.name)
def test_accepts(case: Case) -> None:
    report = validate(graph_of(case))
    assert report.conforms, report.text()


@pytest.mark.slow  # by default the graph that the cases are cut from, with all classes, shows it
@pytest.mark.parametrize("case", PASS, ids=lambda case: case.name)
def test_the_reference_accepts(case: Case) -> None:
    report = validate(graph_of(case), engine="pyshacl")
    assert report.conforms, report.text()


def test_the_reference_accepts_the_graph_that_the_cases_are_cut_from() -> None:
    report = validate(base(), engine="pyshacl")
    assert report.conforms, report.text()


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_refuses_as_the_table_says(case: Case) -> None:
    report = validate(graph_of(case))
    assert sorted(map(written, report.results)) == sorted(case.fault)
    assert {result.severity for result in report.results} == {SH.Violation}


@pytest.mark.parametrize("case", REFERRED, ids=lambda case: case.name)
def test_the_reference_refuses_the_same(case: Case) -> None:
    fast, reference = (validate(graph_of(case), engine=engine) for engine in ("fast", "pyshacl"))
    assert fast.results == reference.results


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_the_fault_is_one_of_the_class_in_the_name(case: Case) -> None:
    graph = Graph(tidy(graph_of(case)))
    for result in validate(graph).results:
        types = graph.values(result.focus, RDF.type)
        assert NAMES[case.about] in types if case.about != "Untyped" else not types
        assert result.message
        assert result.remedy


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_the_fault_is_one(case: Case) -> None:
    """One rule is broken: one source shape, at most on the two nodes that share the fault."""
    broken = [line.split()[:3] for line in case.fault]
    assert 1 <= len({focus for _, _, focus in broken}) <= 2
    if case.name != "Relay_blank":  # without a name every rule about names is broken
        assert len({(shape, component) for shape, component, _ in broken}) == 1


@pytest.mark.parametrize("cases", [PASS, FAIL], ids=["pass", "fail"])
def test_no_name_comes_twice(cases: tuple[Case, ...]) -> None:
    assert len({case.name for case in cases}) == len(cases)


def test_every_class_has_cases() -> None:
    assert {case.about for case in PASS} == set(NAMES)
    assert {case.about for case in FAIL} == {*NAMES, "Untyped"}


def test_every_constraint_has_a_case_that_breaks_it() -> None:
    constraints = {name(shape) for shape in compiled((CONSTRAINTS,)).values() if shape.targets}
    assert constraints - BROKEN == set()


def test_every_kind_of_generated_constraint_has_a_case_that_breaks_it() -> None:
    kinds, broken = set(), set()
    for shape in compiled((SHAPES,)).values():
        if shape.iri.rpartition("/")[2].startswith("is-"):
            continue
        here = {constraint.component for constraint in shape.constraints} - {SH.PropertyConstraintComponent}
        kinds |= here
        broken |= here if name(shape) in BROKEN else set()
    assert kinds == broken


def test_every_shape_has_a_case_that_passes_it() -> None:
    """A shape without a target is one of a class's properties, or used by others and not reported itself."""
    shapes = compiled((SHAPES, CONSTRAINTS))
    passed = set()
    for case in PASS:
        graph = Graph(tidy(graph_of(case)))
        passed |= {shape.iri for shape in shapes.values() if any(aims(graph, target) for target in shape.targets)}
    assert {shape.iri for shape in shapes.values() if shape.targets} == passed


def aims(graph: Graph, target: Target) -> bool:
    found = {"targetClass": graph.instances, "targetSubjectsOf": graph.having}
    return isinstance(target.value, IRI) and bool(found[target.kind](target.value))


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_the_report_is_a_validation_report(case: Case, tmp_path: Path) -> None:
    """Read back from Turtle, the report is the report; blank nodes have other names there."""
    report = validate(graph_of(case))
    path = tmp_path / "report.ttl"
    path.write_text(report.turtle(), encoding="utf-8")
    graph = Graph(read_graph(path))
    (head,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.values(head, SH.conforms) == {Literal("false", XSD + "boolean")}
    assert len(graph.values(head, SH.result)) == len(report.results)
    if "blank" not in case.name:
        assert {result.key for result in results_of(graph)} == {result.key for result in report.results}
