"""Questions to another service: only where it is allowed, the same rows as the engine's own SERVICE, clear faults."""

from __future__ import annotations

import http.server
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib.plugins.sparql import prepareQuery

from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import FEDERATED, Question
from kg.ask.engine.answer import Answer
from kg.ask.engine.federated import BATCH, Service, ask_federated, pattern_of
from kg.ask.engine.parameters import bind
from kg.ask.query.arguments import OPTIONS
from kg.ask.render.forms import show
from kg.cli.main import main
from kg.faults import FaultError
from kg.paths import ONTOLOGY
from kg.rdf.namespaces import SKOS
from tests.ask.query.graphs import SPACES, ox, rdf, second_opinion, terms
from tests.ask.query.wikidata_server import quads_of, served, snapshot
from tests.serving import Quiet
from tests.share.load.fake import Reply, fake_store

QUESTIONS = {query.name: query for query in list_queries(federated=True)}
ALL = pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
HOST = "query.wikidata.org"
KEPT = Path(__file__).parent / "federated"
"""The first rows of the reviewed answers, as docs/reference/wikidata.md shows them."""

ROWS: dict[str, list[tuple[str, ...]]] = {
    "labels-there": [("Battle of Bakhmut", "битва за Бахмут"), ("Azov Brigade", "Азов")],
    "names-not-here": [("LPR", "Luhansk People's Republic"), ("BBC", "British Broadcasting Corporation")],
    "articles": [("Battle of Bakhmut",
                  "https://uk.wikipedia.org/wiki/%D0%91%D0%B8%D1%82%D0%B2%D0%B0_%D0%B7%D0%B0_%D0%91%D0%B0%D1%85%D0%BC%D1%83%D1%82")],
    "claims-by-citizenship": [("Russia", "3"), ("Ukraine", "4")],
    "locations-there": [("Battle of Bakhmut", "Bakhmut", "the same"),
                        ("Battle of Lysychansk", "Lysychansk", "the same")],
}  # fmt: skip
"""The first columns of rows that the snapshot gives, by question."""


@pytest.fixture(scope="module")
def wikidata(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The snapshot of real items, served on this machine."""
    with served(snapshot(), tmp_path_factory.mktemp("wikidata") / "store") as address:
        yield address


def host(address: str) -> str:
    return address.split("/")[2]


def text_of(query: Question, **given: str) -> str:
    return bind(query, given, ox(), SPACES)


def asked(query: Question, address: str, **given: str) -> Answer:
    return ask_federated(ox(), text_of(query, **given), query.name, Service(host(address), address))


def test_there_are_four_questions_and_more() -> None:
    assert len(QUESTIONS) >= 4
    assert set(QUESTIONS) == set(ROWS)
    assert not set(QUESTIONS) & {query.name for query in list_queries()}


@ALL
def test_it_is_written_as_the_others_are(query: Question) -> None:
    assert query.theme == FEDERATED
    assert len(query.body.strip().splitlines()) <= 40
    assert re.search(r"^ORDER BY\b", query.body, re.MULTILINE)
    assert [str(name) for name in prepareQuery(query.body).algebra.PV] == list(query.columns)
    assert pattern_of(query.body, query.name).iri == f"https://{HOST}/sparql"
    assert not {f"--{parameter.name}" for parameter in query.parameters} & set(OPTIONS)


@ALL
def test_every_property_of_wikidata_in_it_has_evidence(query: Question) -> None:
    known = (Path(ONTOLOGY) / "wikidata.ttl").read_text(encoding="utf-8")
    assert all(f"wd:{name} " in known for name in re.findall(r"\bwdt?:([PQ]\d+)", query.body))


@ALL
def test_it_gives_the_rows_of_the_snapshot(query: Question, wikidata: str) -> None:
    found = asked(query, wikidata)
    assert found.columns == tuple(query.columns)
    rows = [tuple(str(getattr(term, "value", "")) for term in row) for row in found.rows]
    assert len(set(rows)) == len(rows)
    for wanted in ROWS[query.name]:
        assert [row for row in rows if row[: len(wanted)] == wanted], wanted


@ALL
def test_the_kept_answer_is_that_of_the_snapshot(query: Question, wikidata: str) -> None:
    kept = (KEPT / f"{query.name}.csv").read_text(encoding="utf-8").splitlines()
    assert len(kept) >= 5
    assert show(asked(query, wikidata), "csv", SPACES).splitlines()[:9] == kept


def test_every_question_has_a_kept_answer() -> None:
    assert {path.name for path in KEPT.iterdir()} == {f"{name}.csv" for name in QUESTIONS}


@ALL
def test_the_engine_gives_the_same_rows_by_its_own_service(query: Question, wikidata: str) -> None:
    text = text_of(query).replace(f"https://{HOST}/sparql", wikidata)
    own = [tuple("" if term is None else str(term) for term in row) for row in ox().query(text)]  # type: ignore[union-attr]
    assert terms(asked(query, wikidata)) == own


@pytest.mark.slow
@ALL
def test_rdflib_gives_the_same_rows_by_its_own_service(query: Question, wikidata: str) -> None:
    text = text_of(query).replace(f"https://{HOST}/sparql", wikidata)
    assert second_opinion(rdf(), text)[1] == terms(asked(query, wikidata))


def test_a_parameter_changes_the_rows(wikidata: str) -> None:
    query = QUESTIONS["labels-there"]
    russian = asked(query, wikidata, language="ru")
    assert {term.language for term in (row[1] for row in russian.rows) if isinstance(term, Literal)} == {"ru"}
    assert not asked(query, wikidata, language="xx").rows


def test_the_command_asks_it(wikidata: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["query", "articles", "--language", "ru", "--allow-service", host(wikidata), "--service-at", wikidata]
    assert main([*words, "--format", "csv"]) == 0
    assert "https://ru.wikipedia.org/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], f"'articles' asks {HOST}, and no question leaves this machine by itself; add --allow-service {HOST}"),
        (["--allow-service", "wikidata.org"], f"write --allow-service {HOST}, if that is meant"),
        (["--allow-service", f"{HOST}:443"], "--allow-service names another host"),
        (["--allow-service", HOST, "--service-at", "http://127.0.0.1:1/"], "'articles' asks 127.0.0.1:1, and"),
        (["--allow-service", HOST, "--service-at", "ftp://x/"], "is no address"),
        (["--allow-service", "x", "--service-at", "http://me:secret@x/"], "the address holds credentials"),
    ],
)
def test_it_is_refused_without_the_host(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "articles", *words]) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert "secret" not in shown.err
    assert not shown.out


@pytest.mark.parametrize("words", [["phases"], ["--sparql", "-"], []])
def test_a_question_that_asks_nobody_else_takes_no_host(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", *words, "--allow-service", HOST]) == 2
    assert "--allow-service" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--cite", "--evidence"])
def test_its_rows_are_not_cited_as_ours(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "articles", "--allow-service", HOST, option]) == 2
    assert "are not cited as ours; leave out --cite and --evidence" in capsys.readouterr().err


@ALL
def test_its_help_says_that_a_host_must_be_allowed(query: Question, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", query.name, "--help"]) == 0
    assert f"--allow-service {HOST}" in capsys.readouterr().out


class Other(http.server.BaseHTTPRequestHandler):
    """Answers as a test wants it."""

    status, media, body, wait, cut = 200, "application/sparql-results+json", b"", 0.0, 0
    headers_: ClassVar[dict[str, str]] = {}
    seen: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.seen.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert self.headers["User-Agent"].startswith("battlekg")
        time.sleep(self.wait)
        self.send_response(self.status)
        self.send_header("Content-Type", self.media)
        self.send_header("Content-Length", str(len(self.body) + self.cut))
        for name, value in self.headers_.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def other(**answers: object) -> Iterator[tuple[str, list[str]]]:
    handler = type("Handler", (Other,), {**answers, "seen": []})
    server = Quiet(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", handler.seen  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


def table(*names: str, rows: str = "") -> bytes:
    shown = ", ".join(f'"{name}"' for name in names)
    return f'{{"head": {{"vars": [{shown}]}}, "results": {{"bindings": [{rows}]}}}}'.encode()


ITEM = '"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q112114958"}'
FAULTS: dict[str, tuple[dict[str, object], str]] = {
    "html": ({"media": "text/html", "body": b"<html>Hello"}, "the answer is no result of a query (text/html)"),
    "error": ({"status": 500, "media": "text/plain", "body": b"out of memory"}, "HTTP 500: out of memory"),
    "error-in-html": ({"status": 400, "media": "text/html", "body": b"<html>"}, "the service answers with HTTP 400"),
    "busy": ({"status": 429, "headers_": {"Retry-After": "600"}}, "asks to wait 600 s"),
    "redirect": ({"status": 302, "headers_": {"Location": "http://example.org/"}}, "redirects to http://example.org/"),
    "no-json": ({"body": b"{"}, "the answer is cut off, or no table of rows"),
    "truth": ({"body": b'{"head": {}, "boolean": true}'}, "the answer is cut off, or no table of rows"),
    "half": ({"body": table("item", "label")[:-9]}, "the answer is cut off, or no table of rows"),
    "short": ({"body": b"{", "cut": 100}, "the connection broke off before the answer was whole"),
    "late": ({"wait": 5.0}, "no whole answer within 1 s"),
    "nameless": (
        {"body": table("item", "label", rows=f'{{{ITEM}, "label": {{"type": "bnode", "value": "b"}}}}')},
        "the service gives a node without a name",
    ),
}


@pytest.mark.parametrize(("answers", "told"), FAULTS.values(), ids=FAULTS)
def test_a_failure_there_is_told_clearly(answers: dict[str, object], told: str) -> None:
    with other(**answers) as (address, _):
        began = time.monotonic()
        with pytest.raises(FaultError) as raised:
            ask_federated(ox(), text_of(QUESTIONS["labels-there"]), "x", Service(host(address), address, 1.0))
        (fault,) = raised.value.faults
        assert (fault.path, fault.rule) == (address, "endpoint")
        assert told in str(fault)
        assert time.monotonic() - began < 12


def test_a_service_that_is_down_ends_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--allow-service", "127.0.0.1:1", "--service-at", "http://127.0.0.1:1/sparql"]
    assert main(["query", "articles", *words]) == 3
    shown = capsys.readouterr()
    assert "nothing listens there" in shown.err
    assert not shown.out


@pytest.mark.parametrize("names", [("TOKEN",), ("USER", "PASSWORD"), ()], ids=["token", "pair", "netrc"])
def test_credentials_for_a_store_do_not_go_to_the_service(
    names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in names:
        monkeypatch.setenv(f"BATTLEKG_{name}", "secret")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for challenge in ("Basic", 'Digest realm="x", nonce="n", qop="auth"'):
        with fake_store(fault=lambda _, kind=challenge: Reply(401, headers={"WWW-Authenticate": kind})) as store:
            address = f"{store.url}/sparql"
            assert main(["query", "articles", "--allow-service", host(address), "--service-at", address]) == 3
            assert [request.headers.get("authorization") for request in store.seen] == [None]
        assert "the service answers with HTTP 401" in capsys.readouterr().err


def test_only_what_the_store_knows_is_asked_for_in_batches() -> None:
    item = NamedNode("http://www.wikidata.org/entity/Q1")
    store, query = Store(), QUESTIONS["labels-there"]
    for number in range(BATCH + 1):
        thing = NamedNode(f"https://example.org/{number}")
        linked = NamedNode(f"http://www.wikidata.org/entity/Q{number + 1}")
        store.add(Quad(thing, NamedNode(SKOS.exactMatch), linked))
        store.add(Quad(thing, NamedNode(SKOS.prefLabel), Literal(f"thing {number}", language="en")))
    row = (
        f'{{"item": {{"type": "uri", "value": "{item.value}"}}, '
        '"label": {"type": "literal", "xml:lang": "uk", "value": "a \\\\u0022 \\" ) } # b"}}'
    )
    with other(body=table("item", "label", rows=row)) as (address, seen):
        found = ask_federated(store, query.body, query.name, Service(host(address), address))
    assert len(seen) == 2
    assert [text.count("<http://www.wikidata.org/entity/Q") for text in seen] == [BATCH, 1]
    assert all("skos:exactMatch" not in text for text in seen)
    assert {row[1] for row in found.rows} == {Literal('a \\u0022 " ) } # b', language="uk")}


def test_where_the_store_knows_nothing_nobody_is_asked() -> None:
    with other() as (address, seen):
        found = ask_federated(Store(), QUESTIONS["articles"].body, "articles", Service(host(address), address))
    assert (found.rows, seen) == ((), [])


def changed(change: Callable[[str], str]) -> str:
    return change(QUESTIONS["articles"].body)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (changed(lambda text: text.replace("  SERVICE", "SERVICE {} SERVICE")), "has not one SERVICE pattern"),
        (changed(lambda text: text.replace("\n  }\n", "\n}\n")), "does not end on a line of its own"),
        (changed(lambda text: text.replace("?item", "?item2", 1).replace("exactMatch ?item", "exactMatch ?i")),
         "shares no variable"),
        (changed(lambda text: text.replace("  FILTER", "  SERVICE SILENT <http://x/> {} FILTER")), "a second service"),
        ("SELECT * WHERE { ?s ?p ?o }", "has not one SERVICE pattern"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_apart_is_refused(text: str, told: str) -> None:
    with pytest.raises(FaultError, match=told):
        ask_federated(ox(), text, "x", Service(HOST))


def test_the_snapshot_becomes_the_shape_of_wikidata() -> None:
    item = {
        "qid": "Q1", "labels": {"en": "a"}, "descriptions": {}, "aliases": {"en": ["b"]},
        "sitelinks": {"ukwiki": "https://uk.wikipedia.org/wiki/A"}, "instance_of": ["Q5"],
        "claims_qids": {"P27": ["Q2"]},
    }  # fmt: skip
    assert len(list(quads_of(item))) == 6
