"""The graph: loading, finding, asking."""

import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import kg
from kg.api import Claim, Graph, Rows
from kg.ask.catalog.header import list_queries
from tests.cli.calling import ROOT
from tests.full import FULL


@pytest.fixture(scope="module")
def graph(toyfort: Path) -> Graph:
    return kg.load(toyfort)


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_kg_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(sorted(set(sys.modules) - before))"
    assert run(code) == "['kg', 'kg.version']"


def test_what_kg_exports_comes_when_it_is_asked_for() -> None:
    assert (
        run("import kg; print(kg.load.__name__, kg.FaultError.__name__, 'load' in dir(kg))") == "load FaultError True"
    )
    assert run("from kg import Graph, Rows; print(Graph.__name__, Rows.__name__)") == "Graph Rows"
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        _ = kg.lode


def test_no_module_hides_what_kg_exports() -> None:
    """A module ``kg.load`` would take the place of the function as soon as somebody imports it."""
    modules = {path.stem for path in (ROOT / "kg").iterdir()}
    assert not modules & set(kg.__all__)


def test_name_folder_and_file_give_the_same(toyfort: Path, graph: Graph) -> None:
    file = toyfort / "graph" / f"{toyfort.name}.ttl"
    for dataset in (str(toyfort), Path(toyfort), file, str(file)):
        assert list(kg.load(dataset).claims) == list(graph.claims)
    assert isinstance(kg.load(), Graph)
    assert "capture-prigozhin-0520" in kg.load().claims
    assert repr(graph) == f"<graph {toyfort.name}: {len(graph.claims)} claims>"


def test_a_graph_can_be_pickled(graph: Graph) -> None:
    again = pickle.loads(pickle.dumps(graph))
    assert list(again.claims.values()) == list(graph.claims.values())


def test_unknown_dataset_is_a_fault() -> None:
    with pytest.raises(kg.FaultError, match="there is no dataset 'nowhere'"):
        kg.load("nowhere")


def test_catalogs_are_mappings(graph: Graph) -> None:
    claims = graph.claims
    assert len(claims) == len(list(claims)) == len(list(claims.values()))
    assert list(claims) == sorted(claims)
    assert all(isinstance(claim, Claim) and claims[claim.id] is claim for claim in claims.values())
    first = next(iter(claims))
    assert first in claims
    assert f"{first}-" not in claims
    with pytest.raises(KeyError, match=f"there is no claim '{first}x'; did you mean|there is no claim .*{first}"):
        _ = claims[f"{first}x"]
    assert claims.get("nothing") is None
    assert "of the kind claim" in repr(claims)


def test_other_kinds_and_concepts(graph: Graph) -> None:
    assert len(graph.things("relay")) == sum(len(claim.relays) for claim in graph.claims.values()) > 2
    with pytest.raises(KeyError, match="the graph has no prefix 'reley': did you mean 'relay'"):
        graph.things("reley")
    assert graph.concepts["act:deny"].id == "deny"
    assert graph.concepts["act:deny"].definition


def test_find_takes_what_explain_takes(graph: Graph) -> None:
    actor = next(iter(graph.actors.values()))
    for name in (actor, actor.iri, actor.curie, actor.label):
        assert graph.find(name) is actor
    with pytest.raises(kg.FaultError, match="nothing is named"):
        graph.find("no such thing at all")
    assert graph.explain(actor) == graph.explain(actor.curie)
    assert graph.explain(actor).startswith(f"{actor.curie}\n  {actor.label}")


def test_parameters_take_things_names_days_and_none() -> None:
    graph = kg.load("bakhmut")
    rows = graph.query("control", place=graph.places["bakhmut"], date=date(2023, 5, 21))
    assert rows == graph.query("control", place="Bakhmut", date="2023-05-21")
    assert len(rows)
    assert graph.query("claims-by", claimant=graph.actors["prigozhin"])[0].claim.claimant.id == "prigozhin"
    every = graph.query("assessments", outcome=None)
    assert len(every) >= len(graph.query("assessments", outcome="could-not-verify")) > 0


def test_every_question_can_be_asked() -> None:
    graph = kg.load("bakhmut")
    assert list(graph.queries) == [query.name for query in list_queries()]
    # by default of each theme the first; tests/ask/query asks all of the same engine
    asked = list_queries() if FULL else {query.theme: query for query in reversed(list_queries())}.values()
    for query in asked:
        rows = graph.query(query.name)
        assert rows.columns in (tuple(query.columns), ("truth",), ("subject", "predicate", "object"))
        assert len(rows), query.name


def test_a_parameter_that_is_a_word_of_python() -> None:
    query = next(q for q in list_queries() if any(p.name == "from" for p in q.parameters))
    graph = kg.load("bakhmut")
    default = next(p.default for p in query.parameters if p.name == "from")
    assert graph.query(query.name, from_=default) == graph.query(query.name)


def test_unknown_questions_and_parameters_are_faults(graph: Graph) -> None:
    with pytest.raises(kg.FaultError, match="there is no query 'contrl'; did you mean 'control'"):
        graph.query("contrl")
    with pytest.raises(kg.FaultError, match="'articles' asks another service, which only the command line does"):
        graph.query("articles")
    with pytest.raises(kg.FaultError, match="has no parameter 'plaice'"):
        graph.query("control", plaice="x")
    with pytest.raises(kg.FaultError, match="write a day as YYYY-MM-DD"):
        graph.query("control", date="yesterday")


def test_sparql_of_three_kinds(graph: Graph) -> None:
    rows = graph.sparql("SELECT ?s (1 AS ?one) ?none { ?s a <https://w3id.org/battlekg/ontology#Claim> } ORDER BY ?s")
    assert isinstance(rows, Rows)
    assert [row.s for row in rows] == list(graph.claims.values())
    assert (rows[0].one, rows[0].none) == (1, None)
    assert graph.sparql("ASK { ?s ?p 'nothing like this' }") is False
    made = graph.sparql("CONSTRUCT { ?s <https://e.org/p> 2 } { ?s a <https://w3id.org/battlekg/ontology#Claim> }")
    assert isinstance(made, Rows)
    assert made.columns == ("subject", "predicate", "object")
    assert {(row.subject, row.predicate, row.object) for row in made} == {
        (claim, "https://e.org/p", 2) for claim in graph.claims.values()
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [("SELECT", "no SPARQL query"), ("SELECT * { SERVICE <https://e.org/> { ?s ?p ?o } }", "another SPARQL service")],
)
def test_no_query_and_no_service(graph: Graph, text: str, message: str) -> None:
    with pytest.raises(kg.FaultError, match=message):
        graph.sparql(text)


def test_a_question_with_yes_or_no_and_one_with_a_graph_are_rows_too() -> None:
    graph = kg.load("bakhmut")
    (said,) = graph.query("was-denied")
    assert said.truth is True
    (said,) = graph.query("was-denied", date="2023-05-19")
    assert said.truth is False
    triples = graph.query("claim-story", claim="capture-denied-ukraine")
    assert len(triples) > 20
    assert triples.columns == ("subject", "predicate", "object")
