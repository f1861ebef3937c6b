"""Comparing an endpoint with the build: what is the same, and every kind of difference by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.ask.catalog.header import list_queries
from kg.cli.main import main
from kg.rdf.namespaces import MERGED
from kg.share.check.compare import NORMALISATIONS
from tests.cli.calling import call
from tests.share.load.fake import Fake, Reply, Request, fake_store

SOME = ("adopted", "balance", "phases", "quotes")
STEPS = import_module("kg.share.check.steps")


@pytest.fixture(scope="module")
def loaded(toyfort: Path, small_vocabulary: None) -> list[Quad]:
    with fake_store() as made:
        assert main(["load", made.url, "--dataset", str(toyfort)]) == 0
        return list(made.data)


@pytest.fixture
def store(loaded: list[Quad], monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """A store that has been loaded, of which few questions are asked; the first test asks all."""
    with fake_store() as made:
        made.data.extend(loaded)
        monkeypatch.setattr(STEPS, "list_stored", lambda store, federated: [(name,) for name in SOME])
        yield made


def check(capsys: pytest.CaptureFixture[str], store: Fake, toyfort: Path, *more: str) -> tuple[int, str, str]:
    return call(capsys, "check", store.url, "--dataset", str(toyfort), "--retries", "0", *more)


def graph(store: Fake, name: str) -> NamedNode:
    return next(g for g in store.data.named_graphs() if str(g).endswith(f"/graph/{name}>"))  # type: ignore[return-value]


def test_what_has_been_loaded_is_the_same(
    whole_vocabulary: None, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With all of the vocabulary, which the questions are about, too."""
    with fake_store() as whole:
        assert call(capsys, "load", whole.url, "--dataset", str(toyfort))[0] == 0
        loading = len(whole.seen)
        for more in ((), ("--all",)):
            code, out, err = check(capsys, whole, toyfort, *more)
            assert code == 0, err
            assert all(line.startswith(("the same", "not asked")) for line in out.splitlines())
            for query in list_queries():
                assert re.search(rf" (rows|triples|truth)  {query.name}(:|$)", out, re.MULTILINE)
            assert "the same" in next(line for line in out.splitlines() if line.endswith(" rows  phases"))
            assert f"the same: {len(list(whole.data.named_graphs()))} graphs" in err
        assert not any(request.writes for request in whole.seen[loading:])


def test_a_lost_and_a_strange_triple_are_named(store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = graph(store, "record")
    lost = next(iter(store.data.quads_for_pattern(None, None, None, record)))
    strange = Quad(lost.subject, NamedNode("urn:x:p"), Literal("strange"), record)
    store.data.remove(lost)
    store.data.add(strange)
    code, out, err = check(capsys, store, toyfort, "--all")
    assert code == 1
    assert f"1 triples only here, such as {lost.triple} ." in err
    assert f"1 triples only there, such as {strange.triple} ." in err
    assert "differs" in out


def test_a_graph_that_is_gone_and_one_too_many_are_named(
    store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = graph(store, "record")
    store.data.remove_graph(record)
    other = NamedNode(record.value.replace("/record", "/other"))
    store.data.add(Quad(record, record, record, other))
    code, _, err = check(capsys, store, toyfort)
    assert code == 1
    assert f"{record.value}: [differs] 0 triples there" in err
    assert f"{other.value}: [differs] a graph that the build does not have" in err


def test_another_answer_is_named(store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merged = graph(store, MERGED)
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    for quad in list(store.data.quads_for_pattern(None, label, None, merged)):
        store.data.remove(quad)
    code, _, err = check(capsys, store, toyfort)
    assert code == 1
    assert "adopted: [differs] 0 rows there, " in err
    assert "number 1 is the first that differs" in err


def test_an_endpoint_that_fails_is_no_difference(
    store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.fault = lambda request: Reply(500) if request.path == "/query" else None
    code, _, err = check(capsys, store, toyfort)
    assert code == 3
    assert "the server failed (HTTP 500)" in err


@pytest.mark.parametrize("name", ["was-claimed", "claim-story", "phases"])
def test_an_answer_of_every_form_is_compared(
    name: str, store: Fake, toyfort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table, yes or no, and a graph: what the endpoint answers otherwise is found, whatever its form."""
    form = {"was-claimed": "ASK", "claim-story": "CONSTRUCT", "phases": "SELECT"}[name]
    texts = {"SELECT": "SELECT (1 AS ?a) {}", "ASK": "ASK {}", "CONSTRUCT": "CONSTRUCT { <urn:x:a> <urn:x:b> 1 } {}"}
    theirs = {"SELECT": "SELECT (2 AS ?a) {}", "ASK": "ASK { FILTER (1 = 2) }",
            "CONSTRUCT": "CONSTRUCT { <urn:x:a> <urn:x:b> 2 } {}"}  # fmt: skip
    monkeypatch.setattr(STEPS, "list_stored", lambda store, federated: [(name,)])
    monkeypatch.setattr(STEPS, "bind", lambda *_: texts[form])
    assert check(capsys, store, toyfort)[0] == 0
    real = store._right

    def other(request: Request) -> Reply | None:
        if request.path == "/query" and quote_plus(texts[form]).encode() in request.body:
            body = request.body.replace(quote_plus(texts[form]).encode(), quote_plus(theirs[form]).encode())
            return real(replace(request, body=body), "")
        return None

    store.fault = other
    code, _, err = check(capsys, store, toyfort)
    assert code == 1, err
    assert f"{name}: [differs] 1 " in err


def test_a_server_that_cuts_answers_is_asked_in_parts(
    store: Fake, toyfort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As Virtuoso does it with its own settings, with the header that tells it and without."""
    real, told = store._right, {"X-SPARQL-MaxRows": "900"}
    monkeypatch.setattr("kg.share.check.compare._ROWS", 600)

    def cut(request: Request) -> Reply | None:
        if request.path != "/query" or b"SELECT+%3Fs+%3Fp+%3Fo" not in request.body:
            return None
        found = json.loads(real(request, "").body)
        rows = found["results"]["bindings"]
        much = len(rows) > 900
        found["results"]["bindings"] = rows[:900]
        body = json.dumps(found).encode()
        return Reply(200, body, "application/sparql-results+json", headers=told if much else {})

    store.fault = cut
    assert check(capsys, store, toyfort, "--all")[0] == 0
    told.clear()
    assert check(capsys, store, toyfort, "--all")[0] == 0
    record = graph(store, "record")
    gone = max(store.data.quads_for_pattern(None, None, None, record), key=str)
    store.data.remove(gone)
    code, _, err = check(capsys, store, toyfort, "--all")
    assert code == 1
    assert f"1 triples only here, such as {gone.triple} ." in err


def test_a_question_that_fails_hides_nothing(store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Virtuoso refuses questions whose cost it takes for too high: the others are asked, and differences are told."""
    record = graph(store, "record")
    gone = next(iter(store.data.quads_for_pattern(None, None, None, record)))
    store.data.remove(gone)
    store.fault = lambda request: Reply(500, b"too costly") if b"hasSource" in request.body else None
    code, out, err = check(capsys, store, toyfort, "--all")
    assert code == 3
    assert "[endpoint] balance: the server failed (HTTP 500): too costly" in err
    assert "no answer         - rows  balance" in out
    assert f"1 triples only here, such as {gone.triple} ." in err
    assert re.search(" rows  quotes(:|$)", out, re.MULTILINE), "the last question is asked"
    assert len([line for line in err.splitlines() if "[endpoint]" in line]) > 1


def test_what_is_loaded_again_is_the_same_again(store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One triple that changed, one that is gone and one too many: found each, and mended by loading."""
    record = graph(store, "record")
    one, two = list(store.data.quads_for_pattern(None, None, None, record))[:2]
    store.data.remove(one)
    store.data.remove(two)
    store.data.add(Quad(two.subject, two.predicate, Literal("changed"), record))
    store.data.add(Quad(record, record, Literal("more"), record))
    code, _, err = check(capsys, store, toyfort, "--all")
    assert code == 1
    assert "2 triples only here" in err
    assert "2 triples only there" in err
    assert call(capsys, "load", store.url, "--dataset", str(toyfort))[0] == 0
    assert check(capsys, store, toyfort, "--all")[0] == 0


def test_what_a_product_changes_is_known_and_no_more_than_that() -> None:
    _, alike = NORMALISATIONS["virtuoso"]
    wkt, virtuoso = (
        "http://www.opengis.net/ont/geosparql#wktLiteral",
        "http://www.openlinksw.com/schemas/virtrdf#Geometry",
    )
    xsd = "http://www.w3.org/2001/XMLSchema#"
    same = [
        (f'"POINT(37.96796 48.50081)"^^<{wkt}>', f'"POINT(37.967960357666 48.50080871582)"^^<{virtuoso}>'),
        (f'"4000000000"^^<{xsd}integer>', f'"4000000000"^^<{xsd}decimal>'),
        (f'"true"^^<{xsd}boolean>', f'"1"^^<{xsd}boolean>'),
    ]
    for one, two in same:
        assert alike(one) == alike(two)
    apart = [
        (f'"POINT(37.96796 48.50081)"^^<{wkt}>', f'"POINT(37.96786 48.50081)"^^<{virtuoso}>'),
        (f'"4000000000"^^<{xsd}integer>', f'"4000000001"^^<{xsd}decimal>'),
        (f'"400"^^<{xsd}integer>', f'"400"^^<{xsd}decimal>'),
        (f'"true"^^<{xsd}boolean>', f'"0"^^<{xsd}boolean>'),
    ]
    for one, two in apart:
        assert alike(one) != alike(two)


def test_it_only_reads(store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[Request] = []

    def watch(request: Request) -> None:
        seen.append(request)

    store.fault = watch
    assert check(capsys, store, toyfort)[0] == 0
    assert {request.path for request in seen} <= {"/query", "/"}
