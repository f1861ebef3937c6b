"""``query --endpoint``: the same table as here, in each form, and clear errors with exit code 3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from kg.ask.engine.remote import read_answer
from kg.ask.engine.store import VOCABULARY
from kg.endpoint.client import Response
from kg.paths import ONTOLOGY, find_graph
from tests.cli.calling import call
from tests.share.load.fake import Fake, Reply, Request, fake_store

JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def filled(toyfort: Path) -> Iterator[Fake]:
    from kg.cli.main import main

    with fake_store() as store:
        assert main(["load", store.url, "--dataset", str(toyfort)]) == 0
        yield store


@pytest.fixture
def store(filled: Fake) -> Iterator[Fake]:
    yield filled
    filled.fault = lambda _: None


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "ttl"])
@pytest.mark.parametrize(
    "words",
    [("phases",), ("claims-by", "--claimant", "mayor"), ("control", "--place", "toyfort", "--date", "1901-02-03")],
)
def test_the_same_answer_as_here(
    words: tuple[str, ...], form: str, store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("query", *words, "--dataset", str(toyfort), "--format", form)
    here = call(capsys, *asked)
    there = call(capsys, *asked, "--endpoint", store.url)
    assert here[0] == 0
    assert here[1]
    assert there == here


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/battlekg/ontology#Claim> }",
        "ASK { ?s a <https://w3id.org/battlekg/ontology#Claim> }",
        "# SELECT\nPREFIX bk: <https://w3id.org/battlekg/ontology#>\nCONSTRUCT WHERE { ?s bk:says ?o }",
    ],
)
def test_free_queries(
    text: str, store: Fake, toyfort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.rq"
    file.write_text(text, encoding="utf-8")
    asked = ("query", "--sparql", str(file), "--dataset", str(toyfort))
    assert call(capsys, *asked, "--endpoint", store.url) == call(capsys, *asked)


def test_a_graph_without_names_is_asked_where_it_is(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store() as store:
        for path in (find_graph(str(toyfort)), *(Path(ONTOLOGY) / name for name in VOCABULARY)):
            store.data.load(path=str(path), format=RdfFormat.TURTLE)
        asked = ("query", "claims-by", "--claimant", "mayor", "--dataset", str(toyfort))
        assert call(capsys, *asked, "--endpoint", store.url) == call(capsys, *asked)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(400, b"line 1: no"), "the server refuses the query (HTTP 400): line 1: no"),
        (Reply(401), "the server wants credentials"),
        (Reply(500, b"<p>html</p>", "text/html"), "the server failed (HTTP 500); look at its log"),
        (Reply(200, b"<html>", "text/html"), "the answer is no result of a query (text/html)"),
        (Reply(200, b"[]", JSON), "the answer is cut off, or no result of a query"),
        (Reply(200, b'{"head":{"vars":["a"]},"results":{"bindings":[', JSON), "cut off"),
        (Reply(200, b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"x","value":1}}]}}', JSON), "cut off"),
        (Reply(200, b'{"boolean":1}', JSON), "cut off"),
        (Reply(200, b"x" * 2_000_000, JSON), "the answer is larger than 1 MB"),
    ],
)
def test_what_an_endpoint_may_answer(
    reply: Reply, said: str, store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.fault = lambda request: reply if request.method == "POST" else None
    words = ("query", "phases", "--dataset", str(toyfort), "--endpoint", store.url, "--megabytes", "1")
    code, out, err = call(capsys, *words)
    assert code == 3
    assert said in err
    assert out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("query", "--endpoint", "http://127.0.0.1:1/"), "--endpoint without a question"),
        (("query", "phases", "--endpoint", "nowhere"), "'nowhere' is no address"),
        (("query", "phases", "--endpoint", "http://127.0.0.1:1/", "--timeout", "0"), "--timeout is 0"),
        (("query", "phases", "--endpoint", "http://127.0.0.1:1/", "--megabytes", "-1"), "--megabytes is -1"),
        (("query", "phases", "--endpoint", "http://a:b@127.0.0.1:1/"), "the address holds credentials"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = call(capsys, *words)
    assert code == 2
    assert said in err


def test_a_query_that_calls_another_service_is_not_sent(
    store: Fake, toyfort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", encoding="utf-8")
    before = len(store.seen)
    code, _, err = call(capsys, "query", "--sparql", str(file), "--dataset", str(toyfort), "--endpoint", store.url)
    assert code == 1
    assert "[service]" in err
    assert not any(b"SERVICE" in request.body for request in store.seen[before:])


def test_what_servers_add_to_a_result_is_left_out() -> None:
    value = b'{ "type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "1" }'
    virtuoso = (
        b"""{ "head": { "link": [], "vars": ["a"] }, "results": { "distinct": false, "ordered": true,
        "bindings": [ { "a": %b } ] }, "metadata": {} }"""
        % value
    )
    found = read_answer(Response(200, {"content-type": f"{JSON}; charset=utf-8"}, virtuoso), "x")
    assert [str(term) for term in found.rows[0]] == ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>']


def test_yes_and_no_of_virtuoso() -> None:
    for rows, truth in ((b'[{"__ASK_RETVAL": {"type": "literal", "value": "1"}}]', True), (b"[]", False)):
        body = b'{"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": %b}}' % rows
        assert read_answer(Response(200, {"content-type": JSON}, body), "x").truth is truth


def test_an_answer_that_the_server_cut_is_an_error_and_no_table(
    toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Virtuoso leaves rows out beyond its limit and says so in a header only."""
    with fake_store() as store:
        real = store._right

        def cut(request: Request) -> Reply | None:
            if b"SELECT" not in request.body:
                return None
            return replace(real(request, ""), headers={"X-SPARQL-MaxRows": "10000"})

        store.fault = cut
        code, out, err = call(capsys, "query", "phases", "--dataset", str(toyfort), "--endpoint", store.url)
    assert (code, out) == (3, "")
    assert "the server cut the answer after 10000 rows; ask for less, or raise its limit" in err
