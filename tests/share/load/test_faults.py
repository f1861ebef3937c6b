"""Stores that fail, each in its way: one clear message, exit code 3, and the next run mends it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat

from kg.cli.main import main
from kg.endpoint.client import Client, Limits
from tests.cli.calling import call
from tests.full import FULL
from tests.share.load.fake import Reply, Request, fake_store
from tests.share.load.test_load import exported, lines

pytestmark = pytest.mark.usefixtures("small_vocabulary")


def load(capsys: pytest.CaptureFixture[str], url: str, toyfort: Path, *more: str) -> tuple[int, str, str]:
    return call(capsys, "load", url, "--dataset", str(toyfort), "--retries", "0", *more)


def written(reply: Reply) -> Callable[[Request], Reply | None]:
    """Return what spoils every request that writes, after the one that asks whether writing is allowed."""
    return lambda request: reply if request.writes and request.number > 3 else None


FAULTS = {
    "401": (lambda r: Reply(401) if r.writes else None, "the server wants credentials, or others (HTTP 401)"),
    "403": (lambda r: Reply(403) if r.writes else None, "the server forbids it (HTTP 403)"),
    "404": (lambda r: Reply(404) if r.writes else None, "there is nothing at this address (HTTP 404)"),
    "413": (written(Reply(413)), "the server takes no content of this size (HTTP 413)"),
    "429": (written(Reply(429, headers={"Retry-After": "7"})), "the server is busy (HTTP 429)"),
    "500": (written(Reply(500, b"disk is full")), "the server failed (HTTP 500): disk is full"),
    "503": (written(Reply(503)), "the server is busy (HTTP 503)"),
    "slowly": (written(Reply(200, b"x" * 60, pause=0.1)), "no whole answer within 1 s"),
    "truncated": (written(Reply(200, b"x", missing=9)), "the connection broke off before the answer was whole"),
    "lies": (written(Reply(204)), "the store said that it took everything, but"),
    "redirects": (
        lambda r: Reply(302, headers={"Location": "http://elsewhere/"}) if r.writes else None,
        "the server redirects to http://elsewhere/",
    ),
    "answers no result": (
        lambda r: Reply(200, b"<html>", "text/html") if r.path == "/query" else None,
        "the answer is no result of a query (text/html)",
    ),
    "cuts a result": (
        lambda r: Reply(200, b'{"head": {', "application/sparql-results+json") if r.path == "/query" else None,
        "the answer is cut off, or no result of a query",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_failing_store_is_told_and_the_next_run_mends_it(
    name: str, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fault, said = FAULTS[name]
    with fake_store(fault=fault) as store:
        code, out, err = load(capsys, store.url, toyfort, "--timeout", "1")
        assert code == 3
        assert said in err
        assert store.url in err
        assert out == ""
        assert "[endpoint]" in err.splitlines()[-1]
        store.revive()
        code, _, err = load(capsys, store.url, toyfort)
        assert code == 0, err
        assert lines(store.data) == exported(toyfort)


def test_a_store_that_keeps_only_a_part_is_found_out(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store() as store:
        right = store._right

        def half(request: Request) -> Reply | None:
            if request.method == "PUT":
                kept = request.body.splitlines(keepends=True)[::2]
                store.data.load(b"".join(kept), format=RdfFormat.N_TRIPLES, to_graph=NamedNode("urn:x:kept"))
                return Reply(204)
            return None

        store.fault = half
        code, _, err = load(capsys, store.url, toyfort)
        assert code == 3
        assert "has 0 triples, not" in err
        assert right == store._right


@pytest.fixture(scope="module")
def whole(toyfort: Path, small_vocabulary: None) -> int:
    """How many bytes a store reads while it is loaded."""
    with fake_store() as store:
        assert main(["load", store.url, "--dataset", str(toyfort)]) == 0
        return store.read


@pytest.mark.parametrize("point", range(10 if FULL else 4))
def test_a_store_that_dies_leaves_what_the_next_run_mends(
    point: int, whole: int, toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fake_store(dies=random.Random(point).randrange(1, whole)) as store:
        code, out, err = load(capsys, store.url, toyfort)
        assert code == 3
        assert out == ""
        assert "the connection broke off" in err or "nothing listens there" in err
        store.revive()
        assert load(capsys, store.url, toyfort)[0] == 0
        assert lines(store.data) == exported(toyfort)


def test_a_busy_store_is_tried_again_after_the_time_it_asks_for() -> None:
    waits: list[float] = []
    told: list[str] = []

    def busy(request: Request) -> Reply | None:
        return Reply(429, headers={"Retry-After": "7"}) if request.number < 3 else Reply(200, b"done")

    with fake_store(fault=busy) as store:
        client = Client(Limits(retries=4), tell=told.append, sleep=waits.append)
        assert client.request("GET", store.url).body == b"done"
    assert waits == [7.0, 7.0]
    assert told == ["the server is busy (HTTP 429); trying again in 7.0 s"] * 2


def test_the_waits_grow_where_none_is_asked_for() -> None:
    waits: list[float] = []
    with fake_store(fault=lambda request: Reply(503) if request.number < 5 else Reply(200)) as store:
        assert Client(Limits(retries=4), sleep=waits.append).request("GET", store.url).status == 200
    assert len(waits) == 4
    assert all(later > 1.3 * earlier for earlier, later in pairwise(waits))


def test_a_store_that_asks_for_an_hour_is_not_waited_for(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store(fault=lambda request: Reply(503, headers={"Retry-After": "3600"})) as store:
        begun = time.monotonic()
        code, _, err = call(capsys, "load", store.url, "--dataset", str(toyfort))
        assert code == 3
        assert "asks to wait 3600 s" in err
        assert time.monotonic() - begun < 20


def test_nothing_that_listens(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store() as store:
        url = store.url
    code, _, err = load(capsys, url, toyfort)
    assert code == 3
    assert err == f"{url}?query=ASK+%7B%7D: [endpoint] nothing listens there; start the store, or check the address\n"
