"""When the other side fails: one clear message and exit 3, nothing kept, no link."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.cli.main import main
from kg.endpoint.client import Client, Limits
from kg.faults import FaultError
from kg.share.link.ask import Asker, make_asker
from kg.share.link.wikidata import read_items
from tests.share.link.fake import MANIFEST, Form, Reply, candidate, entity, faking, service

Capture = pytest.CaptureFixture[str]

BRASS = entity("Q99004", "General Brass", "commander of an army", "Q5")
RIGHT = service({"General Brass": [candidate("Q99004", "General Brass")]}, {"Q99004": BRASS})


@pytest.fixture
def cache(tmp_path: Path, toyfort: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOYFORT", str(toyfort))
    monkeypatch.setenv("BATTLEKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache" / "link"


def link(url: str, *more: str) -> int:
    dataset = ["--dataset", os.environ["TOYFORT"]]
    return main(
        [
            "link",
            "propose",
            *dataset,
            "--only",
            "actor:brass",
            "--service",
            url,
            "--entities",
            url,
            "--retries",
            "1",
            *more,
        ]
    )


def kept(cache: Path) -> list[str]:
    return sorted(json.loads(path.read_text("utf-8"))["url"] for path in cache.glob("*.json"))


def on_query(reply: Reply) -> Callable[[int, Form], Reply]:
    """Answer the manifest rightly, and every query like this."""
    return lambda number, form: reply if form else Reply(MANIFEST)


FAULTS = [
    (Reply("<html><body>Down for maintenance</body></html>", media="text/html"), "a web page, not JSON"),
    (Reply("<html>busy</html>", media="application/json"), "a web page, not JSON"),
    (Reply('{"q0": {"result": [{"id": "Q99004", '), "breaks off or is damaged"),
    (Reply("[" * 100_000), "breaks off or is damaged"),
    (Reply("nothing", media="text/plain"), "no JSON (text/plain)"),
    (Reply({"q1": {"result": []}}), "no result for the query q0"),
    (Reply([]), "no result for the query q0"),
    (Reply({"q0": {"result": [{"name": "x", "score": 1}]}}), "a candidate has an 'id' and a 'name'"),
    (Reply({"q0": {"result": [{"id": "Q1", "name": "x", "score": "high"}]}}), "'score'"),
    (Reply({"q0": {"result": [candidate("place:x", "x")]}, "q1": {"result": []}}), "knows no items of Wikidata"),
    (Reply("no such thing", 404, "text/plain"), "HTTP 404"),
    (Reply("oh", 500, "text/plain"), "HTTP 500"),
    (Reply("later", 429, headers={"Retry-After": "3600"}), "asks to wait 3600 s"),
    (Reply("", 302, headers={"Location": "https://example.org/"}), "redirects to https://example.org/"),
    (Reply("{}", missing=50), "broke off"),
    (Reply("{}", pause=3), "within 1 s"),
]


@pytest.mark.parametrize(("reply", "says"), FAULTS, ids=[says for _, says in FAULTS])
def test_a_service_that_fails(reply: Reply, says: str, cache: Path, capsys: Capture) -> None:
    with faking(on_query(reply)) as fake:
        code = link(fake.url, "--timeout", "1")
        urls = kept(cache)
    out, err = capsys.readouterr()
    assert code == 3
    assert says in err
    assert f"{fake.url}: [endpoint] " in err
    assert "Traceback" not in err
    assert out == ""
    assert not Path("links-review.yaml").exists()
    good = says in ("knows no items of Wikidata",)
    assert urls == [fake.url] * (2 if good else 1), "only the manifest is kept"


MANIFESTS = [
    ({"name": "x"}, "a service manifest has"),
    ({**MANIFEST, "versions": ["1.0"]}, "speaks versions 1.0"),
    ([], "a service manifest has"),
]


@pytest.mark.parametrize(("manifest", "says"), MANIFESTS)
def test_an_address_that_is_no_service(manifest: Any, says: str, cache: Path, capsys: Capture) -> None:
    with faking(lambda number, form: Reply(manifest)) as fake:
        assert link(fake.url) == 3
    assert says in capsys.readouterr().err


def test_nobody_there(cache: Path, capsys: Capture) -> None:
    with faking(RIGHT) as fake:
        pass
    assert link(fake.url) == 3
    assert "nothing listens there" in capsys.readouterr().err


def test_busy_and_then_not(cache: Path, capsys: Capture) -> None:
    """The request is made again after the time that the service asks for."""
    times: list[float] = []

    def answer(number: int, form: Form) -> Reply:
        times.append(time.monotonic())
        return Reply("slow down", 429, headers={"Retry-After": "1"}) if number == 1 else RIGHT(number, form)

    with faking(answer) as fake:
        assert link(fake.url) == 0
    assert times[2] - times[1] >= 1
    assert "trying again in 1.0 s" in capsys.readouterr().err
    assert "item: Q99004" in Path("links-review.yaml").read_text("utf-8")


def test_what_was_kept_is_not_asked_again_and_damage_is_mended(cache: Path) -> None:
    with faking(RIGHT) as fake:
        assert link(fake.url) == 0
        asked = len(fake.asked)
        review = Path("links-review.yaml").read_text("utf-8")
        assert link(fake.url) == 0
        assert len(fake.asked) == asked
        for path in cache.glob("*.json"):
            path.write_text(path.read_text("utf-8")[:-20], "utf-8")
        assert link(fake.url) == 0
        assert len(fake.asked) == 2 * asked
        assert link(fake.url, "--days", "0") == 0
        assert len(fake.asked) == 3 * asked
    assert Path("links-review.yaml").read_text("utf-8") == review


def test_a_fault_leaves_the_review_file_as_it_was(cache: Path) -> None:
    with faking(RIGHT) as fake:
        assert link(fake.url) == 0
    before = Path("links-review.yaml").read_bytes()
    with faking(on_query(Reply("<html>"))) as fake:
        assert link(fake.url) == 3
    assert Path("links-review.yaml").read_bytes() == before


def test_the_contact_is_demanded_and_sent(cache: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BATTLEKG_CONTACT", raising=False)
    assert link("http://192.0.2.1/api") == 2
    assert "--contact" in capsys.readouterr().err
    with faking(RIGHT) as fake:
        assert link(fake.url, "--contact", "a@example.org") == 0
    for _, headers in fake.asked:
        assert headers["User-Agent"].startswith("battlekg/")
        assert "(a@example.org)" in headers["User-Agent"]
    assert fake.asked[-1][0]["maxlag"] == "5"
    assert link(fake.url, "--contact", "a\r\nb") == 2


def test_credentials_for_stores_do_not_go_to_public_services(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "USER", "PASSWORD"):
        monkeypatch.setenv(f"BATTLEKG_{name}", "secret")
    with faking(RIGHT) as fake:
        assert link(fake.url) == 0
    challenge = Reply("who?", 401, headers={"WWW-Authenticate": "Basic realm=x"})
    with faking(on_query(challenge)) as other:
        assert link(other.url) == 3
    for _, headers in [*fake.asked, *other.asked]:
        assert "Authorization" not in headers
        assert "secret" not in str(headers)


def asker(tmp_path: Path, waits: list[float], **more: Any) -> Asker:
    return Asker(Client(Limits(5.0, 1_000_000, 1), sleep=waits.append), "test", tmp_path / "cache", **more)


def test_requests_keep_their_distance(tmp_path: Path) -> None:
    now = [100.0]
    waits: list[float] = []
    with faking(RIGHT) as fake:
        one = asker(tmp_path, waits, interval=1.0, days=0.0, clock=lambda: now[0])
        read_items(one, fake.url, ["Q99004"])
        now[0] += 0.25
        read_items(one, fake.url, ["Q99004"])
        now[0] += 5
        read_items(one, fake.url, ["Q99004"])
    assert waits == [0.75]


def test_lag_is_waited_for_and_not_kept(tmp_path: Path) -> None:
    waits: list[float] = []
    lag = {"error": {"code": "maxlag", "info": "Waiting for a database"}}
    with faking(lambda number, form: Reply(lag) if number < 2 else RIGHT(number, form)) as fake:
        assert read_items(asker(tmp_path, waits, interval=0.0), fake.url, ["Q99004"])["Q99004"].name == "General Brass"
        assert waits == [5.0, 10.0]
    with faking(lambda number, form: Reply(lag)) as fake, pytest.raises(FaultError, match="busy"):
        read_items(asker(tmp_path, waits, interval=0.0), fake.url, ["Q99004"])
    assert len(list((tmp_path / "cache").glob("*.json"))) == 1


ENTITIES = [
    ({"error": {"code": "no-such-entity", "info": "Could not find <b>Q99004</b>"}}, "Could not find Q99004"),
    ({"entities": {}}, "there are no entities in it"),
    ({"entities": {"Q1": {"id": "Q1"}}}, "Q99004 is not in it"),
    ({"success": 1}, "there are no entities in it"),
    ({"entities": {"Q99004": 1}}, "Q99004 is no object"),
    ({"entities": {"Q99004": {"id": "../x"}}}, "no identifier"),
]


@pytest.mark.parametrize(("data", "says"), ENTITIES)
def test_entities_that_are_none(data: Any, says: str, tmp_path: Path) -> None:
    with faking(lambda number, form: Reply(data)) as fake, pytest.raises(FaultError, match=says):
        read_items(asker(tmp_path, [], interval=0.0), fake.url, ["Q99004"])
    assert not list((tmp_path / "cache").glob("*.json"))


def test_an_item_without_a_form_of_ours_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    old = {"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}, "rank": "deprecated"}
    odd = {"id": "Q99004", "labels": [], "aliases": {"en": [1, {"value": "\u202eBrass<br>"}, {"value": " "}]},
           "claims": {"P31": [1, {"mainsnak": 3}, old],
                      "P585": [{"mainsnak": {"datavalue": {"value": {"time": "+2022-08-01T00:00:00Z"}}}}]}}  # fmt: skip
    with faking(lambda number, form: Reply({"entities": {"Q99004": odd}})) as fake:
        item = read_items(asker(tmp_path, [], interval=0.0), fake.url, ["Q99004"])["Q99004"]
    assert (item.labels, item.aliases, item.values) == ({}, {"en": ("Brass",)}, {})
    assert item.years == {"P585": (2022,)}
    assert item.name == "Q99004"


def test_a_usable_address_is_demanded(tmp_path: Path) -> None:
    for url in ("ftp://example.org", "http://user:secret@example.org/", "nowhere"):
        with pytest.raises(FaultError) as raised:
            make_asker((url,), "a@example.org", tmp_path, Limits(), 0, 0, lambda _: None)
        assert "secret" not in str(raised.value)
