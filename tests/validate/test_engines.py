"""Both engines say the same of damaged graphs; where the reference gives up, the standard speaks."""

from pathlib import Path

import pytest

from kg.faults import FaultError
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF, SH
from kg.rdf.terms import IRI, XSD, Literal, Term, Triple
from kg.validate import CONSTRAINTS, SHAPES, validate
from kg.validate.engine import compiled
from kg.validate.literals import compare, well_typed
from kg.validate.paths import follow
from tests.full import FULL
from tests.validate.cases import SPACES, base
from tests.validate.cut import cut
from tests.validate.mutants import mutants

Damaged = list[tuple[str, list[Triple]]]

NUMBER, ALL, PARTS = 12, 200, 4
ORDERED = [
    (shape.path, constraint.value)
    for shape in compiled((SHAPES, CONSTRAINTS)).values()
    for constraint in shape.constraints
    if constraint.parameter in ("lessThan", "lessThanOrEquals") and shape.path and isinstance(constraint.value, IRI)
]
FIGURE = IRI(SPACES["proposition"] + "losses-marsh")


@pytest.fixture(scope="module")
def damaged() -> Damaged:
    """The first 12 graphs, or 200, whose values that are compared have an order.

    SHACL demands a result for two values without an order. pySHACL orders them by their datatypes or gives up, so it
    is no reference there; see the tests below.
    """
    number = ALL if FULL else NUMBER
    found = [(what, graph) for what, graph in mutants(base(), 1, number + number // 5) if has_order(graph)]
    assert len(found) >= number
    return found[:number]


def has_order(triples: list[Triple]) -> bool:
    graph = Graph(triples)
    return all(
        compare(left, right) is not None
        for node in {triple.s for triple in triples}
        for path, other in ORDERED
        for left in follow(graph, node, path)
        for right in graph.values(node, other)
    )


def keys(graph: list[Triple], engine: str) -> set[tuple[str, ...]]:
    return {result.key for result in validate(graph, engine=engine).results}


def test_most_damaged_graphs_have_faults(damaged: Damaged) -> None:
    assert sum(not validate(graph).conforms for _, graph in damaged) > len(damaged) * 0.8


@pytest.mark.parametrize("part", range(PARTS))
def test_same_results_on_damaged_graphs(damaged: Damaged, part: int) -> None:
    for what, graph in damaged[part::PARTS]:
        assert keys(graph, "fast") == keys(graph, "pyshacl"), what


def test_damage_is_the_same_for_the_same_seed() -> None:
    assert list(mutants(base(), 7, 20)) == list(mutants(base(), 7, 20))
    assert list(mutants(base(), 7, 20)) != list(mutants(base(), 8, 20))


def with_minimum(*values: Term) -> list[Triple]:
    graph = cut(base(), [FIGURE])
    return [t for t in graph if (t.s, t.p) != (FIGURE, bk.min)] + [Triple(FIGURE, bk.min, value) for value in values]


def test_values_without_an_order_are_a_fault() -> None:
    """The standard (4.5.3): a result where the two values cannot be compared."""
    report = validate(with_minimum(Literal("1901-05-10", XSD + "date")))
    assert SH.LessThanOrEqualsConstraintComponent in {result.component for result in report.results}


def test_the_reference_gives_up_with_a_fault_and_no_traceback() -> None:
    with pytest.raises(FaultError, match="pySHACL cannot validate this"):
        validate(with_minimum(IRI("urn:blank:x")), engine="pyshacl")


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        (Literal("9", XSD + "integer"), Literal("10", XSD + "integer"), -1),
        (Literal("10", XSD + "integer"), Literal("9.5", XSD + "decimal"), 1),
        (Literal("1.0", XSD + "decimal"), Literal("1", XSD + "integer"), 0),
        (Literal("1901-05-09", XSD + "date"), Literal("1901-05-10", XSD + "date"), -1),
        (Literal("1901-05-09", XSD + "date"), Literal("1901-02-30", XSD + "date"), None),
        (Literal("1901-05-09", XSD + "date"), Literal("1", XSD + "integer"), None),
        (Literal("a"), Literal("b"), -1),
        (IRI("https://example.org/a"), Literal("b"), None),
    ],
)
def test_order_of_literals(left: Term, right: Term, order: int | None) -> None:
    assert compare(left, right) == order


@pytest.mark.parametrize(
    ("text", "kind", "good"),
    [
        ("7", "integer", True), ("+7", "integer", True), ("7.0", "integer", False), ("", "integer", False),
        ("7.", "decimal", True), ("1e3", "decimal", False), ("2023-02-28", "date", True), ("2023-02-29", "date", False),
        ("2023-2-8", "date", False), ("true", "boolean", True), ("yes", "boolean", False), ("x", "gYear", True),
    ],
)  # fmt: skip
def test_well_typed(text: str, kind: str, good: bool) -> None:
    assert well_typed(Literal(text, XSD + kind)) is good


def test_narrower_classes_of_the_data_count() -> None:
    """SHACL classes are read with the rdfs:subClassOf of the data graph itself."""
    claim = IRI("https://example.org/claim/one")
    wider = IRI("https://example.org/Report")
    narrower = IRI("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    graph = [Triple(claim, RDF.type, wider), Triple(wider, narrower, bk.Claim)]
    assert keys(graph, "fast") == keys(graph, "pyshacl")
    assert any(focus == f"<{claim}>" for focus, *_ in keys(graph, "fast"))


def write(path: Path, text: str) -> tuple[Path]:
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .\n"
    path.write_text(head + text, encoding="utf-8")
    return (path,)


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ("ex:s a sh:NodeShape ; sh:targetClass ex:C ; sh:xone ( ex:s ) .", "sh:xone is not known"),
        ("ex:s a sh:PropertyShape ; sh:path ex:p ; sh:maxLength 3 .", "sh:maxLength is not known"),
        ("ex:s a sh:PropertyShape ; sh:path [ sh:zeroOrMorePath ex:p ] .", "is not known"),
        ("ex:s a sh:NodeShape ; sh:not ex:gone .", "there is no shape https://example.org/gone"),
        ('ex:s a sh:NodeShape ; sh:pattern "[" .', "shape https://example.org/s"),
        ('ex:s a sh:PropertyShape ; sh:path ex:p ; sh:minCount "many" .', "shape https://example.org/s"),
    ],
)
def test_shapes_that_the_fast_engine_does_not_know_are_refused(tmp_path: Path, shapes: str, message: str) -> None:
    with pytest.raises(FaultError, match=message):
        validate([], write(tmp_path / "shapes.ttl", shapes))


def test_the_known_rest_of_the_core_agrees_with_the_reference(tmp_path: Path) -> None:
    """Parts that our own shapes do not use, but the engine knows."""
    shapes = write(tmp_path / "shapes.ttl", """
        ex:a a sh:NodeShape ; sh:targetNode ex:x ; sh:and ( ex:has-p ex:has-q ) ; sh:node ex:node-p ;
          sh:severity sh:Warning .
        ex:b a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:nodeKind sh:BlankNodeOrIRI ; sh:class ex:C .
        ex:c a sh:PropertyShape ; sh:targetSubjectsOf ex:p ; sh:path ( ex:p ex:r ) ; sh:qualifiedValueShape ex:node-p ;
          sh:qualifiedMinCount 1 .
        ex:node-p a sh:NodeShape ; sh:property ex:has-p .
        ex:has-p a sh:PropertyShape ; sh:path ex:p ; sh:minCount 1 .
        ex:has-q a sh:PropertyShape ; sh:path ex:q ; sh:minCount 1 .""")  # fmt: skip
    data = tmp_path / "data.ttl"
    data.write_text('@prefix ex: <https://example.org/> . ex:x ex:p ex:y, "z" . ex:y a ex:C .', encoding="utf-8")
    fast, slow = validate(data, shapes), validate(data, shapes, engine="pyshacl")
    assert {result.key for result in fast.results} == {result.key for result in slow.results}
    assert len(fast.results) == 4
    assert not fast.conforms
