"""Every shape accepts one graph and refuses another, for one reason; both engines say the same of each."""

from pathlib import Path

import pytest

from kg.rdf.graph import Graph, tidy
from kg.rdf.namespaces import RDF, SH
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, XSD, Literal
from kg.rdf.vocabulary import CLASSES
from kg.validate import CONSTRAINTS, SHAPES, Report, validate
from kg.validate.engine import compiled
from kg.validate.reference import results_of
from kg.validate.shapes import shape_name
from tests.validate.cases import FAIL, PASS
from tests.validate.make_fixtures import BASE, FIXTURES, write

NAMES = {shape_name(iri): iri for iri in CLASSES}


def path_of(name: str) -> Path:
    return FIXTURES / f"{name}.ttl"


def report_of(name: str) -> Path:
    return FIXTURES / f"{name}.report.ttl"


def described(name: str) -> str:
    return name.split("_")[1]


def keys(report: Report) -> set[tuple[str, str, str, str, str]]:
    return {result.key for result in report.results}


@pytest.fixture(scope="module")
def shapes_hit() -> set[IRI]:
    found = set()
    for case in FAIL:
        report = Graph(read_graph(report_of(case.name)))
        found |= {shape for shape in report.having(SH.sourceShape) if isinstance(shape, IRI)}
    return found


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
@pytest.mark.parametrize("case", PASS, ids=lambda case: case.name)
def test_accepts(case, engine):
    report = validate(path_of(case.name), engine=engine)
    assert report.conforms, report.text()


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_refuses_as_expected(case, engine):
    report = validate(path_of(case.name), engine=engine)
    assert report.turtle() == report_of(case.name).read_text(encoding="utf-8")


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_the_fault_is_one_of_the_class_in_the_name(case):
    """The expected report speaks of nodes of the class that the file's name says, and of the broken node."""
    graph = Graph(tidy(read_graph(path_of(case.name))))
    report = validate(path_of(case.name))
    assert not report.conforms
    for result in report.results:
        types = graph.values(result.focus, RDF.type)
        if described(case.name) == "Untyped":
            assert not types
        else:
            assert NAMES[described(case.name)] in types
        assert result.message
        assert result.remedy


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_the_fault_is_one(case):
    """One rule is broken: one source shape, at most on the two nodes that share the fault."""
    report = validate(path_of(case.name))
    rules = {(result.source_shape, result.component) for result in report.results}
    assert len({result.focus for result in report.results}) <= 2
    if case.name != "FAIL_Relay_blank":  # without a name every rule about names is broken
        assert len(rules) == 1


@pytest.mark.parametrize("name", [*NAMES, "Untyped"])
def test_every_class_has_fixtures(name):
    assert any(described(case.name) == name for case in FAIL)
    assert name == "Untyped" or any(described(case.name) == name for case in PASS)


def test_every_constraint_has_a_file_that_breaks_it(shapes_hit):
    constraints = {shape.iri for shape in compiled((CONSTRAINTS,)).values() if shape.targets}
    assert constraints - shapes_hit == set()


def test_every_kind_of_generated_constraint_has_a_file_that_breaks_it(shapes_hit):
    kinds, broken = set(), set()
    for shape in compiled((SHAPES,)).values():
        if shape.iri.rpartition("/")[2].startswith("is-"):
            continue
        here = {constraint.component for constraint in shape.constraints} - {SH.PropertyConstraintComponent}
        kinds |= here
        broken |= here if shape.iri in shapes_hit else set()
    assert kinds == broken


@pytest.mark.parametrize("case", [*PASS, *FAIL], ids=lambda case: case.name)
def test_the_file_is_what_the_case_makes(case):
    made = write(case, read_graph(BASE))
    assert path_of(case.name).read_text(encoding="utf-8") == made, "run python -m tests.validate.make_fixtures"


def test_no_file_is_left_over():
    wanted = {path_of(case.name) for case in (*PASS, *FAIL)} | {report_of(case.name) for case in FAIL}
    assert set(FIXTURES.glob("*")) == wanted


@pytest.mark.parametrize("case", FAIL, ids=lambda case: case.name)
def test_the_report_is_a_validation_report(case):
    """Read back from Turtle, the report is the report; blank nodes have other names there."""
    report = validate(path_of(case.name))
    graph = Graph(read_graph(report_of(case.name)))
    (head,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.values(head, SH.conforms) == (Literal("false", XSD + "boolean"),)
    assert len(graph.values(head, SH.result)) == len(report.results)
    if "blank" not in case.name:
        assert {result.key for result in results_of(graph)} == keys(report)
