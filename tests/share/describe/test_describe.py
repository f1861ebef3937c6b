"""The descriptions of the canned queries, each read back by a program that knows its form."""

from __future__ import annotations

import csv
import io
import json
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest
import rdflib
from openapi_spec_validator import validate
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, RDF, RDFS, SDO, SH, SKOS

from kg.ask.catalog.header import list_queries, read_query
from kg.ask.catalog.question import Question
from kg.ask.engine.answer import ask
from kg.ask.engine.parameters import resolve
from kg.ask.render.forms import show
from kg.faults import FaultError
from kg.paths import ONTOLOGY
from kg.rdf.namespaces import QUERY_BASE
from kg.share.describe import FORMS
from kg.share.describe.manifest import ANSWERS, ENDINGS, manifest
from kg.share.describe.openapi import openapi
from kg.share.describe.pattern import Pattern, read_pattern
from kg.share.describe.turtle import turtle
from tests.ask.query.cut import compared
from tests.ask.query.graphs import GRAPH, QUERIES, SPACES, answer, ox, text_of
from tests.calling import command
from tests.full import FULL
from tests.share.describe.test_pattern import SOME

ALL = pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
QUERY = rdflib.Namespace(QUERY_BASE)
FORM = {"SELECT": SH.select, "ASK": SH.ask, "CONSTRUCT": SH.construct}
QUICK = ("adopted", "distances", "footage", "hedged", "phases", "queries", "quotes", "ratios", "search")


def described(form: str, dataset: str = "bakhmut") -> str:
    code, out, _ = command("describe", "--dataset", dataset, "--format", form)
    assert code == 0
    return out


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(Path(ONTOLOGY) / "queries.ttl")


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(described("openapi"))
    return found


def test_the_kept_descriptions_are_up_to_date(graph: rdflib.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Renew them with 'battlekg describe -o ontology/queries.ttl'; scripts/docs/run does it.

    By default the parser reads one query of each theme, and all that have changed; of others the kept terms are right.
    """

    def read(query: Question) -> Pattern:
        node = QUERY[query.name]
        if query.name in {one.name for one in SOME.values()} or graph.value(node, FORM[query.form]) != rdflib.Literal(
            query.body
        ):
            return read_pattern(query)
        return Pattern((), tuple(sorted(str(term) for term in graph[node : DCTERMS.references])))

    monkeypatch.setattr(import_module("kg.share.describe.turtle"), "read_pattern", read)
    assert (Path(ONTOLOGY) / "queries.ttl").read_text(encoding="utf-8") == described("ttl")


@ALL
def test_the_rdf_tells_what_the_header_tells(query: Question, graph: rdflib.Graph) -> None:
    node = QUERY[query.name]
    assert str(graph.value(node, FORM[query.form])) == query.body
    assert str(graph.value(node, RDFS.comment)) == query.summary
    assert SH.SPARQLExecutable in graph[node : RDF.type]
    assert {str(word) for word in graph[node : SDO.keywords]} == {query.theme, *query.keywords}
    told = sorted(graph[node : SH.parameter], key=lambda one: int(str(graph.value(one, SH.order))))
    assert [str(graph.value(one, SH.name)) for one in told] == [one.name for one in query.parameters]
    for one, parameter in zip(told, query.parameters, strict=True):
        assert str(graph.value(one, SKOS.example)) == parameter.sample
        assert str(graph.value(one, SH.defaultValue)) == parameter.default
        assert bool(graph.value(one, SH.minCount)) != parameter.optional


@ALL
def test_the_text_in_the_rdf_runs_with_the_prefixes_that_it_names(query: Question, graph: rdflib.Graph) -> None:
    """Whoever reads only sh:prefixes, as SHACL has it, gets every prefix of the text."""
    prefixes = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph[graph.value(QUERY[query.name], SH.prefixes) : SH.declare]
    }
    declared = [line.split()[1:3] for line in query.body.splitlines() if line.startswith("PREFIX ")]
    assert {name.rstrip(":"): space.strip("<>") for name, space in declared}.items() <= prefixes.items()


def test_the_rdf_has_no_blank_nodes_and_no_strangers(graph: rdflib.Graph) -> None:
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    told = {str(node).removeprefix(QUERY_BASE) for node in graph[: RDF.type : SH.SPARQLExecutable]}
    assert told == {*QUERIES, *(query.name for query in list_queries(federated=True))}


@pytest.fixture(scope="session")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A manifest with answers beside it, made as docs/reference/queries.md says."""
    folder = tmp_path_factory.mktemp("manifest")
    (folder / ANSWERS).mkdir()
    for query in QUERIES.values():
        ending, form = ENDINGS[query.form]
        text = show(ask(compared()[0], text_of(query, {})), form, SPACES)
        (folder / ANSWERS / f"{query.name}{ending}").write_text(text, encoding="utf-8", newline="")
    (folder / "manifest.ttl").write_text(manifest(list(QUERIES.values()), GRAPH, folder), encoding="utf-8")
    return folder / "manifest.ttl"


def entries(listed: Path) -> tuple[rdflib.Graph, dict[str, rdflib.term.Node]]:
    graph = rdflib.Graph().parse(listed)
    (whole,) = graph[: RDF.type : MF.Manifest]
    found = Collection(graph, graph.value(whole, MF.entries))
    assert all(MF.QueryEvaluationTest in graph[one : RDF.type] for one in found)
    return graph, {str(graph.value(one, MF.name)): one for one in found}


def place(iri: Any) -> Path:
    return Path(unquote(urlparse(str(iri)).path))


def test_the_manifest_has_every_query_and_the_files_are_there(listed: Path) -> None:
    graph, found = entries(listed)
    assert found.keys() == QUERIES.keys()
    data = [place(one) for entry in found.values() for one in graph[graph.value(entry, MF.action) : QT.data]]
    assert data
    assert all(path.is_file() for path in data)
    assert {path.name for path in data} == {GRAPH.name, "battlekg.ttl", "schemes.ttl", "queries.ttl"}


@pytest.mark.parametrize("name", [pytest.param(n, marks=[] if n in QUICK else pytest.mark.slow) for n in QUERIES])
def test_rdflib_passes_the_test_of_the_manifest(name: str, listed: Path) -> None:
    """Read by rdflib from the manifest alone: text and answer. Most in full: the tests of the library ask the same."""
    graph, found_there = entries(listed)
    entry = found_there[name]
    text = place(graph.value(graph.value(entry, MF.action), QT.query)).read_text(encoding="utf-8")
    kept = place(graph.value(entry, MF.result))
    found = compared()[1].query(text)
    if kept.suffix == ".csv":
        made = found.serialize(format="csv") or b""
        assert list(csv.reader(io.StringIO(made.decode()))) == list(csv.reader(kept.read_text("utf-8").splitlines()))
    elif kept.suffix == ".srj":
        assert found.askAnswer is json.loads(kept.read_text("utf-8"))["boolean"]
    else:
        assert found.graph is not None
        assert found.graph.isomorphic(rdflib.Graph().parse(kept))


def test_a_manifest_has_graphs_and_yes_or_no(tmp_path: Path) -> None:
    made = []
    for name, text in (("a", "ASK { ?s ?p ?o }\n"), ("c", "CONSTRUCT { ?s ?p ?o }\nWHERE { ?s ?p ?o }\n")):
        path = tmp_path / "theme" / f"{name}.rq"
        path.parent.mkdir(exist_ok=True)
        path.write_text("#+ summary: S\n#+ description: D\n" + text, encoding="utf-8")
        made.append(read_query(path))
    with pytest.raises(FaultError) as caught:
        manifest(made, GRAPH, tmp_path)
    text = str(caught.value)
    assert "keep it: battlekg query a --format json > a.srj" in text
    assert "keep it: battlekg query c --format ttl > c.ttl" in text
    (tmp_path / "expected").mkdir()
    for name in ("a.srj", "c.ttl"):
        (tmp_path / "expected" / name).write_text("", encoding="utf-8")
    graph = rdflib.Graph().parse(data=manifest(made, GRAPH, tmp_path), format="turtle", publicID="https://e.org/m")
    results = {str(one).rpartition("/")[2] for one in graph.objects(None, MF.result)}
    assert results == {"a.srj", "c.ttl"}


def test_a_manifest_without_an_answer_tells_all_that_are_missing(tmp_path: Path) -> None:
    (tmp_path / "expected").mkdir()
    (tmp_path / "expected" / "phases.csv").write_text("x\n", encoding="utf-8")
    with pytest.raises(FaultError, match="there is no kept answer of 'control'") as caught:
        FORMS["manifest"]("bakhmut", tmp_path)
    assert len(caught.value.faults) == len(QUERIES) - 1
    assert {fault.rule for fault in caught.value.faults} == {"no-answer"}
    assert command("describe", "--format", "manifest", "-o", tmp_path / "manifest.ttl").code == 1
    assert not (tmp_path / "manifest.ttl").exists()


def test_the_description_of_the_service_is_openapi(service: dict[str, Any]) -> None:
    validate(service)
    assert service["openapi"].startswith("3.1")
    assert set(service["paths"]) == {f"/query/{name}" for name in QUERIES}


@ALL
def test_a_path_has_the_parameters_and_columns_of_the_query(query: Question, service: dict[str, Any]) -> None:
    import jsonschema

    told = service["paths"][f"/query/{query.name}"]["get"]
    assert [one["name"] for one in told["parameters"]] == [one.name for one in query.parameters]
    for one, parameter in zip(told["parameters"], query.parameters, strict=True):
        jsonschema.validate(one["example"], one["schema"])
        jsonschema.validate(one["schema"]["default"], one["schema"])
        for value in one["schema"].get("enum", ()):
            resolve(parameter, value, ox(), SPACES)
    content = told["responses"]["200"]["content"]
    if query.form == "SELECT":
        results = content["application/sparql-results+json"]["schema"]["properties"]["results"]
        row = results["properties"]["bindings"]["items"]
        assert {name: one["description"] for name, one in row["properties"].items()} == query.columns


def test_an_answer_is_as_the_description_says(service: dict[str, Any]) -> None:
    import jsonschema

    for name in ("control", "figures", "promises"):
        content = service["paths"][f"/query/{name}"]["get"]["responses"]["200"]["content"]
        schema = {**content["application/sparql-results+json"]["schema"], "components": service["components"]}
        found = json.loads(show(answer(QUERIES[name], {}), "json", SPACES))
        jsonschema.validate(found, schema)
        found["results"]["bindings"][0]["stranger"] = {"type": "literal", "value": ""}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(found, schema)


def test_limits_forms_and_keywords_reach_every_face(tmp_path: Path) -> None:
    head = "#+ summary: S\n#+ description: D\n#+ keywords: one, two words\n#+ params:\n"
    number = '#+   n: {type: integer, default: any, sample: "3", least: "1", most: "9", description: N}\n'
    body = "  VALUES (?n) { (UNDEF) }\n  ?s ?p ?n\n}\n"
    made = []
    for name, first in (("a", "ASK {\n"), ("c", "CONSTRUCT { ?s ?p ?n }\nWHERE {\n")):
        path = tmp_path / "theme" / f"{name}.rq"
        path.parent.mkdir(exist_ok=True)
        path.write_text(head + number + first + body, encoding="utf-8")
        made.append(read_query(path))
    graph = rdflib.Graph().parse(data=turtle(made), format="turtle")
    assert {str(word) for word in graph[QUERY.a : SDO.keywords]} == {"theme", "one", "two words"}
    assert str(graph.value(QUERY.a, SH.ask)).startswith("ASK")
    assert SH.SPARQLConstructExecutable in graph[QUERY.c : RDF.type]
    assert str(graph.value(QUERY["a.n"], SH.maxInclusive)) == "9"
    described = openapi(made, ox(), SPACES)
    validate(described)
    (parameter,) = described["paths"]["/query/a"]["get"]["parameters"]
    assert parameter["schema"]["oneOf"][0] == {"type": "integer", "minimum": 1, "maximum": 9}
    assert list(described["paths"]["/query/c"]["get"]["responses"]["200"]["content"]) == ["text/turtle"]


def test_another_dataset_has_descriptions_too(toyfort: Path) -> None:
    """In full also by the validator, which the one of Bakhmut has passed: they differ in the values to choose from."""
    told = json.loads(described("openapi", str(toyfort)))
    if FULL:
        validate(told)
    assert "/query/control" in told["paths"]
