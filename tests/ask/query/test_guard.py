"""No query leaves this machine, however it is written."""

from __future__ import annotations

import http.server
import random
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from pyoxigraph import Store

from kg.ask.engine.answer import ask
from kg.ask.engine.guard import calls_service
from kg.faults import FaultError
from tests.serving import Quiet

CALL = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ {CALL} }}",
        f"select * {{ {CALL.lower()} }}",
        f"SELECT * {{ {CALL.replace('SERVICE', 'SERVICE SILENT')} }}",
        f"SELECT * {{ {CALL.replace('SERVICE ', 'SERVICE')} }}",
        f"SELECT * {{ ?s ?p true{CALL} }}",
        f"SELECT * {{ # '\r{CALL} }}",
        f'SELECT * {{ # "\n{CALL} }}',
        f"SELECT * {{ FILTER('a'<'x>'){CALL} FILTER(?o='q') }}",
        f"SELECT * {{ FILTER(1<2#>'''\n){CALL} #'''\n }}",
        "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://127.0.0.1:1/>{ ?s ?p ?o } }",
        f"SELECT * {{ ?a <http://x/\\u0041#'> ?b . {CALL} FILTER(?b='x') }}",
        f"PREFIX ex: <http://x/> SELECT * {{ ?a ex:o\\'b ?b . {CALL} ?c ex:o\\'b ?d }}",
        "PREFIX ex: <http://127.0.0.1:1/> SELECT * { SERVICEex:x { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x{ ?s ?p ?o } }",
        "SELECT * { SERVICE ?where { ?s ?p ?o } VALUES ?where { <http://127.0.0.1:1/> } }",
        "SELECT * { SERVICE # here\n <http://127.0.0.1:1/> { ?s ?p ?o } }",
        f"ASK {{ {CALL} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
        f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ {CALL} }} }} }} }}",
    ],
)
def test_a_call_is_refused(text: str) -> None:
    with pytest.raises(FaultError, match="remove SERVICE: queries stay on this machine"):
        ask(Store(), text, "q.rq")


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ ?s ?p ?o }} # {CALL}",
        f"SELECT * {{ ?s ?p '{CALL}' }}",
        f'SELECT * {{ ?s ?p """ "{CALL}" """ }}',
        f"SELECT * {{ ?s ?p '''it''s {CALL}''' }}".replace("it''s", "it's"),
        "SELECT ?service { ?service ?p ?o }",
        "SELECT $SERVICE { $SERVICE ?p <http://x/service#SERVICE> }",
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a sd:Service ; sd:service ?o }",
        "PREFIX ex: <http://x/> SELECT * { ?service ex:service ex:service . FILTER(?service < ex:service) }",
        'SELECT (COUNT(*) AS ?services) { ?s ?p "service"@en-service }',
    ],
)
def test_the_word_alone_is_not_refused(text: str) -> None:
    ask(Store(), text)


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:1/>",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
    ],
)
def test_an_update_is_no_query(text: str) -> None:
    with pytest.raises(FaultError, match="no SPARQL query"):
        ask(Store(), text)


@pytest.fixture(scope="module")
def visitors() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine and what has been asked of it."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            return

    server = Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/s", seen
    server.shutdown()


BEFORE = [
    "FILTER(1<2)",
    "FILTER(?a<?b#>\n)",
    "FILTER('a'<'x>')",
    "FILTER(1<2#'>\n)",
    "BIND('''a''' AS ?q%d)",
    "#c\r",
    "#'\n",
    "BIND('a\\'' AS ?q%d)",
    "OPTIONAL{?x <urn:x#> ?y}",
    "OPTIONAL{?x <http://x#> ?y}",
    "OPTIONAL{?x <http://x/'#> ?y}",
    "OPTIONAL{?x <http://x/\\u0041#> ?y}",
    "OPTIONAL{?x <urn:\\u0041'> ?y}",
    "OPTIONAL{?x <#'> ?y}",
    " ",
    "{}",
    "OPTIONAL{?x ex:a\\'b ?y}",
    "OPTIONAL{?x ex:a\\#b ?y}",
    "OPTIONAL{?x <http://x\u00a0#> ?y}",
    "VALUES ?z%d {true}",
    "FILTER(?a<urn:b#>'''\n)",
    "FILTER('b'>'a'||'x'<'y>#')",
    'BIND("""a"b\'""" AS ?q%d)',
    "BIND(''AS ?q%d)",
    "OPTIONAL{?x ex:a.b ?y}",
    "MINUS{?x ex: ?y.}",
    "VALUES ?z%d {1.}",
    "BIND('\\\\' AS ?q%d)",
    "BIND(1 AS ?q%d)",
]
CALLS = [
    "SERVICE <%s>{?x ?y ?z}",
    "service<%s>{?x ?y ?z}",
    "SERVICE SILENT<%s>{?x ?y ?z}",
    "SERVICEex:x{?x ?y ?z}",
    "SERVICE#'\n<%s>{?x ?y ?z}",
    "SERVICE#>\n<%s>{?x ?y ?z}",
    "SERVICE<%s>#'\n{?x ?y ?z}",
    "SERVICEex:x.y{}",
    "SeRvIcE\r<%s>{?x ?y ?z FILTER(?z='q')}",
    "SERVICESILENTex:a\\'b{?x ?y ?z}",
]
AFTER = ["}", "FILTER(?z='q')}", "#'\n}", "#'}\n}", "FILTER('''q'''<\"\"\"z\"\"\")}", "#'''\n}"]


def test_no_mix_of_strings_comments_and_signs_hides_a_call(visitors: tuple[str, list[str]]) -> None:
    """What is not refused must not reach a server; and most of what does not call is not refused."""
    address, seen = visitors
    chance = random.Random(20230520)
    calls = 0
    for _ in range(1500):
        called = chance.random() < 0.7
        parts = [chance.choice(BEFORE) for _ in range(chance.randint(0, 4))]
        parts = [part % number if "%d" in part else part for number, part in enumerate(parts)]
        call = chance.choice(CALLS) if called else ""
        call = call % address if "%s" in call else call
        text = f"PREFIX ex: <{address}> SELECT * {{{''.join(parts)}{call}{chance.choice(AFTER)}"
        if calls_service(text):
            assert called, f"refused without a call: {text!r}"
            calls += 1
            continue
        with suppress(SyntaxError, RuntimeError, OSError):
            list(Store().query(text))  # type: ignore[arg-type]
        assert not seen, f"not refused: {text!r}"
    assert calls > 500
