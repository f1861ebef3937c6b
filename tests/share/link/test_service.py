"""The reconciliation service over the graph: every spelling, the shapes of the specification, limits, bad requests."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from kg.share.link.ours import KINDS
from kg.share.link.table import EXACT, Table
from kg.share.serve.server import AT_ONCE, LARGEST, Server
from kg.share.serve.service import Bounds
from tests.share.link.asking import ask, served
from tests.share.link.schemas import conforms
from tests.share.link.snapshot import known_table


@pytest.fixture(scope="module")
def table() -> Table:
    return known_table("bakhmut")


@pytest.fixture(scope="module")
def server(table: Table) -> Iterator[Server]:
    with served(table) as made:
        yield made


@pytest.fixture
def url(server: Server) -> str:
    return f"{server.root}/reconcile"


def batch(url: str, queries: dict[str, Any], limit: int = 50) -> dict[str, Any]:
    """Ask as OpenRefine does: forms, some queries at a time."""
    found: dict[str, Any] = {}
    keys = list(queries)
    for start in range(0, len(keys), limit):
        some = {key: queries[key] for key in keys[start : start + limit]}
        answer = ask(url, {"queries": json.dumps(some)})
        assert answer.status == 200
        conforms(answer.json, "reconciliation-result-batch")
        assert answer.json.keys() == some.keys()
        found |= answer.json
    return found


def one(url: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = batch(url, {"q": query})["q"]["result"]
    return found


def test_a_spreadsheet_of_every_spelling_of_the_documents_is_found(url: str) -> None:
    from tests.builder.graphs import dataset

    data, sheet = dataset("bakhmut"), io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(["spelling", "entity"])
    for kind, some in {"actor": data.actors, "place": data.places, "battle": data.battles}.items():
        writer.writerows([name, f"{kind}:{key}"] for key, thing in some.items() for name in thing.names)
    writer.writerows([event.label, f"event:{key}"] for key, event in data.events.items())
    writer.writerows([next(iter(phase.names)), f"phase:{key}"] for key, phase in data.phases.items())
    rows = list(csv.DictReader(io.StringIO(sheet.getvalue())))
    assert len(rows) > 600
    found = batch(url, {str(n): {"query": row["spelling"], "limit": 10} for n, row in enumerate(rows)})
    exact = {
        key: [c["id"] for c in some["result"] if c["features"][0]["value"] >= EXACT] for key, some in found.items()
    }
    assert [row for n, row in enumerate(rows) if row["entity"] not in exact[str(n)]] == []
    for n, row in enumerate(rows):
        matched = [c["id"] for c in found[str(n)]["result"] if c["match"]]
        assert matched == (exact[str(n)] if len(exact[str(n)]) == 1 else []), row


def test_namesakes_are_all_given_and_none_is_called_certain(url: str) -> None:
    found = one(url, query="Ukraine")
    assert {c["id"] for c in found[:2]} == {"actor:ukraine", "place:ukraine-territory"}
    assert not any(c["match"] for c in found)
    assert one(url, query="Ukraine", type="bk:Place")[0]["id"] == "place:ukraine-territory"
    assert one(url, query="Ukraine", type=["place-kind:country"])[0]["match"] is True
    assert one(url, query="ukraine", type=["bk:Actor", "bk:Place"], type_strict="all")[0]["match"] is False


@pytest.mark.parametrize("name", ["wagner pmc", "WAGNER GROUP", "actor:wagner", "  Wagner   Group ",
                                  "https://w3id.org/battlekg/bakhmut/actor/wagner"])  # fmt: skip
def test_case_space_and_identifiers(name: str, url: str) -> None:
    found = one(url, query=name)
    assert found[0]["id"] == "actor:wagner"
    assert found[0]["match"] is True


@pytest.mark.parametrize(("typed", "meant"), [("Yevgeny Prigozin", "actor:prigozhin"), ("Bakmut", "place:bakhmut"),
                                              ("Sievierodonetzk", "place:sievierodonetsk"),
                                              ("Сєвєродонецьк", "place:sievierodonetsk")])  # fmt: skip
def test_a_slip_of_the_pen_is_found_and_is_not_certain(typed: str, meant: str, url: str) -> None:
    found = one(url, query=typed)
    assert found[0]["id"] == meant
    assert found[0]["match"] is False


def test_properties_tell_namesakes_apart(url: str) -> None:
    side = {"pid": "bk:side", "v": {"id": "actor:ukrainian-side"}}
    found = one(url, query="Ukraine", properties=[side])
    assert found[0]["id"] == "actor:ukraine"
    assert found[0]["match"] is True
    assert {"id": "property:bk:side", "value": True} in found[0]["features"]
    by_name = one(url, query="Soledar", properties=[{"pid": "bk:liesIn", "v": ["nowhere", "Donetsk province"]}])
    assert by_name[0]["id"] == "place:soledar"
    assert one(url, properties=[{"pid": "bk:kind", "v": "river"}])[0]["id"] == "place:bakhmutka-river"


def test_get_and_a_single_query_and_jsonp(url: str) -> None:
    query = urlencode({"queries": json.dumps({"a": {"query": "Soledar"}})})
    assert ask(f"{url}?{query}").json["a"]["result"][0]["id"] == "place:soledar"
    assert ask(f"{url}?query=Soledar").json["result"][0]["id"] == "place:soledar"
    assert ask(f"{url}?" + urlencode({"query": '{"query": "Soledar"}'})).json["result"][0]["id"] == "place:soledar"
    answer = ask(f"{url}?callback=jQuery1.a_b$")
    assert answer.headers["content-type"].startswith("application/javascript")
    assert answer.text.startswith("/**/jQuery1.a_b$({")
    conforms(json.loads(answer.text[len("/**/jQuery1.a_b$(") : -2]), "manifest")
    bad = ask(f"{url}?callback=" + quote("alert(1)//"))
    assert bad.status == 400
    assert "alert" not in bad.text


def test_the_manifest_leads_to_everything(url: str, server: Server) -> None:
    manifest = ask(url).json
    conforms(manifest, "manifest")
    assert manifest["versions"] == ["0.1", "0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/battlekg/bakhmut/"
    assert [kind["id"] for kind in manifest["defaultTypes"]] == [f"bk:{kind.capitalize()}" for kind in KINDS]
    for what, service in manifest["suggest"].items():
        address = service["service_url"] + service["service_path"]
        found = ask(f"{address}?prefix={'wagner' if what == 'entity' else 'pl'}").json
        conforms(found, {"entity": "suggest-entities-response", "type": "suggest-types-response",
                         "property": "suggest-properties-response"}[what])  # fmt: skip
        first = found["result"][0]
        flyout = service["service_url"] + service["flyout_service_path"].replace("${id}", quote(first["id"]))
        shown = ask(flyout).json
        assert shown["id"] == first["id"]
        assert first["name"] in shown["html"]
    for part in ("view", "preview"):
        page = ask(manifest[part]["url"].replace("{{id}}", quote("actor:wagner")))
        assert page.headers["content-type"].startswith("text/html")
        assert "<b>Wagner Group</b>" in page.text
    assert server.root in manifest["preview"]["url"]


def test_on_all_interfaces_the_manifest_names_the_host_that_was_asked(table: Table) -> None:
    server = Server(("0.0.0.0", 0), table)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        port = server.server_address[1]
        for host, root in (("ford.example:80", "http://ford.example:80"), ("a/b'<", f"http://0.0.0.0:{port}")):
            assert ask(f"http://127.0.0.1:{port}/", Host=host).json["view"]["url"] == f"{root}/view?id={{{{id}}}}"
    finally:
        server.shutdown()
        server.server_close()


def test_suggestions(server: Server) -> None:
    def suggest(what: str, prefix: str, **more: str) -> list[str]:
        query = urlencode({"prefix": prefix, **more})
        return [found["id"] for found in ask(f"{server.root}/suggest/{what}?{query}").json["result"]]

    assert suggest("entity", "Bakhm")[0] == "place:bakhmut"
    assert suggest("entity", "actor:isw") == ["actor:isw"]
    assert "actor:prigozhin" in suggest("entity", "prig")
    assert suggest("entity", "the", cursor="20") != suggest("entity", "the")
    assert suggest("entity", "") == suggest("entity", "\u200f") == []
    assert suggest("type", "person") == ["actor-kind:person"]
    assert "bk:side" in suggest("property", "side")


def test_columns_are_added(url: str, server: Server, table: Table) -> None:
    proposed = ask(f"{server.root}/properties?type=bk:Place&limit=50").json
    conforms(proposed, "data-extension-property-proposal")
    keys = [found["id"] for found in proposed["properties"]]
    assert {"iri", "bk:kind", "bk:within", "geo:asWKT", "skos:exactMatch"} <= set(keys)
    assert "bk:affiliation" not in keys
    wanted = {"ids": ["place:bakhmut", "place:soledar", "place:none"], "properties": [{"id": key} for key in keys]}
    found = ask(url, {"extend": json.dumps(wanted)}).json
    conforms(found, "data-extension-response")
    row = found["rows"]["place:bakhmut"]
    assert row["iri"] == [{"str": "https://w3id.org/battlekg/bakhmut/place/bakhmut"}]
    assert row["bk:kind"] == [{"str": "city"}]
    assert {"id": "place:donetsk-oblast", "name": "Donetsk province"} in row["bk:within"]
    assert row["skos:exactMatch"] == [{"str": "http://www.wikidata.org/entity/Q706857"}]
    assert row["claims"][0]["int"] > 100
    assert row["geo:asWKT"][0]["str"].startswith("POINT(")
    assert not any(found["rows"]["place:none"].values())
    limited = {"ids": ["actor:wagner"], "properties": [{"id": "skos:altLabel", "settings": {"limit": "2"}}]}
    assert len(ask(url, {"extend": json.dumps(limited)}).json["rows"]["actor:wagner"]["skos:altLabel"]) == 2
    assert len(table.entries["actor:wagner"].values["skos:altLabel"]) > 2


def test_every_origin_may_read_every_answer(url: str, server: Server) -> None:
    for address in (url, f"{server.root}/suggest/entity?prefix=a", f"{server.root}/nowhere", f"{url}?queries=1"):
        assert ask(address, Origin="https://example.org").headers["access-control-allow-origin"] == "*"
    asked = ask(url, method="OPTIONS", Origin="https://example.org", Access_Control_Request_Method="POST")
    assert (asked.status, asked.text) == (204, "")
    assert "POST" in asked.headers["access-control-allow-methods"]


BAD = [
    ({"queries": "{"}, 400, "no JSON"),
    ({"queries": "[" * 100_000}, 400, "no JSON"),
    ({"queries": "[]"}, 400, "no JSON object"),
    ({"queries": '{"a": 1}'}, 400, "query 'a' is no JSON object"),
    ({"queries": '{"a": {}}'}, 400, "neither 'query' nor 'properties'"),
    ({"queries": '{"a": {"query": 7}}'}, 400, "'query' is a text"),
    ({"queries": '{"a": {"query": "x", "type": [1]}}'}, 400, "'type'"),
    ({"queries": '{"a": {"query": "x", "limit": -1}}'}, 400, "'limit'"),
    ({"queries": '{"a": {"query": "x", "properties": [{"pid": 1}]}}'}, 400, "'properties'"),
    ({"queries": '{"a": {"query": "x", "properties": [{"pid": "p", "v": [null]}]}}'}, 400, "value of a property"),
    ({"queries": json.dumps({str(n): {"query": "x"} for n in range(201)})}, 413, "at most 200"),
    ({"extend": '{"ids": 1}'}, 400, "'extend'"),
    ({"extend": '{"ids": [1], "properties": []}'}, 400, "'ids'"),
    ({"extend": json.dumps({"ids": ["a"] * 1001, "properties": []})}, 413, "more than 1000"),
]


@pytest.mark.parametrize(("form", "status", "why"), BAD)
def test_a_bad_request_says_what_is_wrong(form: dict[str, str], status: int, why: str, url: str) -> None:
    answer = ask(url, form)
    assert answer.status == status
    assert why in answer.json["message"]


def test_requests_that_are_none(url: str, server: Server) -> None:
    assert ask(f"{server.root}/nowhere").status == 404
    assert ask(f"{server.root}/view?id=actor:none").status == 404
    assert ask(f"{server.root}/flyout/entity?id=none").status == 404
    assert ask(f"{server.root}/suggest/entity?prefix=a&cursor=x").status == 400
    assert ask(url, {"queries": "{}"}, Content_Type="application/json").status == 415
    assert ask(url, method="PUT").status == 501
    assert ask(url, method="HEAD").text == ""
    assert ask(f"{url}?" + "&".join(["a=1"] * 60)).status == 400
    sent = ask(url, {"queries": "x" * (LARGEST + 1)})
    assert sent.status == 413
    assert ask(url).status == 200


def test_a_request_without_a_length_or_an_end_does_not_hold_others_up(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.server_address[1])) as held:
        held.sendall(b"POST /reconcile HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nqueries=")
        assert ask(f"{server.root}/reconcile").status == 200
    with socket.create_connection(("127.0.0.1", server.server_address[1])) as other:
        other.sendall(b"POST /reconcile HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b" 411 " in other.recv(100)


def test_too_many_at_once_are_told_to_come_again(table: Table) -> None:
    with served(table) as server:
        for _ in range(AT_ONCE):
            server.places.acquire()
        busy = ask(f"{server.root}/reconcile")
        assert (busy.status, busy.headers["retry-after"]) == (503, "1")
        for _ in range(AT_ONCE):
            server.places.release()
        assert ask(f"{server.root}/reconcile").status == 200


def test_a_batch_that_takes_too_long_ends(table: Table) -> None:
    with served(table, Bounds(seconds=0.0)) as server:
        queries = json.dumps({str(n): {"query": "Wagner"} for n in range(5)})
        answer = ask(f"{server.root}/reconcile", {"queries": queries})
    assert answer.status == 503
    assert "ask for less at once" in answer.json["message"]


def test_many_at_the_same_time_get_their_own_answers(url: str) -> None:
    names = {"Soledar": "place:soledar", "Wagner Group": "actor:wagner", "Bakhmut": "place:bakhmut"}
    wrong: list[str] = []

    def run(name: str) -> None:
        for _ in range(5):
            while (answer := ask(url, {"queries": json.dumps({"q": {"query": name}})})).status == 503:
                time.sleep(0.05)
            if answer.json["q"]["result"][0]["id"] != names[name]:
                wrong.append(name)

    threads = [threading.Thread(target=run, args=(name,)) for name in names for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_markup_in_names_stays_text(toyfort: Path, tmp_path: Path) -> None:
    from kg.paths import find_graph

    text = Path(find_graph(str(toyfort))).read_text("utf-8")
    label = re.search(r'a bk:Place ;\n    rdfs:label .*\n    skos:prefLabel ("[^"]*"@en)', text)
    assert label
    bad = text[: label.start(1)] + '"<script>alert(1)</script> & \\u202Eevil"@en' + text[label.end(1) :]
    (tmp_path / "bad.ttl").write_text(bad, "utf-8")
    table = known_table(str(tmp_path / "bad.ttl"))
    key = next(entry.id for entry in table.entries.values() if "script" in entry.name)
    with served(table) as server:
        for path in ("view", "preview"):
            assert "<script" not in ask(f"{server.root}/{path}?id={quote(key)}").text
        shown = ask(f"{server.root}/flyout/entity?id={quote(key)}").json["html"]
        assert "<script" not in shown
