"""Comparing an endpoint with the build: what is the same, and every kind of difference by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.check.compare import NORMALISATIONS
from kg.namespaces import MERGED
from kg.query.header import list_queries
from tests.cli.calling import call
from tests.load.fake import Fake, Reply, Request, fake_store


@pytest.fixture
def store(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Fake]:
    with fake_store() as made:
        assert call(capsys, "load", made.url, "--dataset", str(toyfort))[0] == 0
        yield made


def check(capsys: pytest.CaptureFixture[str], store: Fake, toyfort: Path, *more: str) -> tuple[int, str, str]:
    return call(capsys, "check", store.url, "--dataset", str(toyfort), "--retries", "0", *more)


def graph(store: Fake, name: str) -> NamedNode:
    return next(g for g in store.data.named_graphs() if str(g).endswith(f"/graph/{name}>"))  # type: ignore[return-value]


@pytest.mark.parametrize("more", [(), ("--all",)])
def test_what_has_been_loaded_is_the_same(
    more: tuple[str, ...], store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    writes = sum(request.writes for request in store.seen)
    code, out, err = check(capsys, store, toyfort, *more)
    assert code == 0, err
    assert all(line.startswith(("the same", "not asked")) for line in out.splitlines())
    for query in list_queries():
        assert f" rows  {query.name}" in out
    assert "the same" in next(line for line in out.splitlines() if line.endswith(" rows  phases"))
    assert f"the same: {len(list(store.data.named_graphs()))} graphs" in err
    assert sum(request.writes for request in store.seen) == writes


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
    assert "row 1 is the first that differs" in err


def test_an_endpoint_that_fails_is_no_difference(
    store: Fake, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.fault = lambda request: Reply(500) if request.path == "/query" else None
    code, _, err = check(capsys, store, toyfort)
    assert code == 3
    assert "the server failed (HTTP 500)" in err


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
