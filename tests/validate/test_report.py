"""What a reader gets: the report for people, as Turtle, as JSON, and the exit code."""

import json
from pathlib import Path

import pytest

from kg.faults import FaultError
from kg.rdf.read import read_graph
from kg.rdf.terms import sorted_lines
from kg.validate import validate
from tests.calling import command
from tests.validate.cases import BASE, base, graph_named

OTHERS = """
@base <https://example.org/> .
@prefix b: <https://w3id.org/battlekg/ontology#> .
@prefix a: <https://w3id.org/battlekg/ontology/act/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
[] a b:Claim ; b:act a:asert ; b:says "nobody knows" ; b:claimant [ a foaf:Person ] ; b:passage "p. 3" ;
  b:saidEarliest "soon" ; b:saidLatest 7 .
<#figure> a b:Figure ; b:min "many"@en, 7 ; b:max _:x ; <http://example.org/ratio> 0.5e0 .
<#odd> b:denies <#odd> , "text" .
"""


def text_of(name: str) -> str:
    return validate(graph_named(name)).text()


def test_text_names_entity_label_passage_rule_and_remedy() -> None:
    assert text_of("Claim_no-act").splitlines() == [
        "does not conform: 1 fault in 1 node",
        "",
        'claim:mill-held-marsh  "Captain Marsh says that the garrison holds the mill."',
        "  from passage:report.lead.1.2",
        "  [violation] bk:act",
        "    A bk:Claim has exactly one bk:act: a concept of the scheme act.",
        "    remedy: give it exactly one; take a concept that ontology/schemes.ttl lists for act",
        "    (shape:Claim-act, sh:MinCountConstraintComponent)",
    ]


def test_text_guesses_the_concept_that_was_meant() -> None:
    assert "did you mean 'news-article'?" in text_of("Source_kind-unknown")


def test_text_finds_the_passages_of_a_proposition_and_of_an_entity() -> None:
    assert 'proposition:losses-marsh  "Captain Marsh says that the garrison lost 11 to 14 men."\n  from passage:' in (
        text_of("Figure_min-above-max")
    )
    left = [triple for triple in base() if not (triple.s.endswith("ivo-marsh") and triple.p.endswith("kind"))]
    assert '"Ivo Marsh"\n  from passage:report.lead.1.2' in validate(left).text()


def test_text_shows_paths_as_in_sparql() -> None:
    assert "(^bk:passage|^bk:contextPassage|bk:setAside)" in text_of("Passage_not-cited")
    assert "bk:revises/bk:claimant = actor:raiders" in text_of("Claim_revises-another")


def test_text_can_be_shortened(tmp_path: Path) -> None:
    path = tmp_path / "others.ttl"
    path.write_text(OTHERS, encoding="utf-8")
    assert "more nodes" in validate(path).text(limit=1)


def test_text_of_a_graph_that_conforms() -> None:
    report = validate(BASE)
    assert report.conforms
    assert report.text() == f"conforms: {report.triples} triples, no fault\n"
    assert "sh:conforms true" in report.turtle()
    assert json.loads(report.json())["results"] == []


def test_json_has_the_same_results() -> None:
    report = validate(graph_named("Claim_denies-itself"))
    content = json.loads(report.json())
    assert content["conforms"] is False
    assert content["counts"] == {"Violation": 1}
    (result,) = content["results"]
    assert result["curie"] == "claim:mill-held-marsh"
    assert result["focus"].endswith("/claim/mill-held-marsh")
    assert result["passages"] == ["passage:report.lead.1.2"]
    assert result["component"] == "sh:SPARQLConstraintComponent"
    assert result["remedy"] == "name the other claim."


@pytest.mark.parametrize("form", ["text", "turtle", "json"])
def test_same_report_whatever_the_order_of_triples(form: str) -> None:
    graph = graph_named("Battle_label-twice")
    assert getattr(validate(graph), form)() == getattr(validate(reversed(graph)), form)()


def test_turtle_made_by_others(tmp_path: Path) -> None:
    """Other prefixes, blank nodes, missing things, odd literals: a report, and no traceback."""
    path = tmp_path / "others.ttl"
    path.write_text(OTHERS, encoding="utf-8")
    report = validate(path)
    text = report.text()
    assert "_:b1" in text
    assert "did you mean 'assert'?" in text
    back = tmp_path / "report.ttl"
    back.write_text(report.turtle(), encoding="utf-8")
    assert read_graph(back)
    assert report.turtle() == validate(path).turtle()
    assert json.loads(report.json())["conforms"] is False


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("broken.ttl", "<a> <b> .", "syntax"),
        ("graph.txt", "", "format"),
        ("gone.ttl", None, "unreadable"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: str | None, rule: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(FaultError) as caught:
        validate(path)
    assert caught.value.faults[0].rule == rule


def test_empty_file_conforms(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")
    assert validate(path).conforms


def test_unknown_engine() -> None:
    with pytest.raises(FaultError, match="use fast or pyshacl"):
        validate([], engine="slow")


@pytest.mark.parametrize(
    ("form", "start"), [("text", "does not conform"), ("ttl", "@prefix"), ("json", '{\n  "conforms": false')]
)
def test_run_prints_the_report_and_returns_1(tmp_path: Path, form: str, start: str) -> None:
    path = tmp_path / "no-act.nt"
    path.write_text("\n".join(sorted_lines(graph_named("Claim_no-act"))), encoding="utf-8")
    code, out, err = command("validate", path, "--format", form)
    assert code == 1
    assert out.startswith(start)
    assert "1 fault," in err
