"""A server on this machine that answers as it is told: broken, slow, busy, or right."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.serving import Quiet

Form = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer.

    Attributes:
        body: The content; what is no text becomes JSON.
        status: The state of HTTP.
        media: The media type.
        headers: More headers.
        missing: So many bytes are announced and not sent.
        pause: So many seconds pass before the answer.
    """

    body: Any
    status: int = 200
    media: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    pause: float = 0.0


@dataclass
class Fake:
    """A server.

    Attributes:
        url: Its address.
        asked: The forms and queries that were sent, with the headers.
    """

    url: str = ""
    asked: list[tuple[Form, dict[str, str]]] = field(default_factory=list)


@contextmanager
def faking(answer: Callable[[int, Form], Reply]) -> Iterator[Fake]:
    """Serve answers; ``answer`` gets the number of the request, from 0, and what was sent."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            sent = parse_qs(urlsplit(self.path).query) | parse_qs(raw)
            form = {key: values[0] for key, values in sent.items()}
            fake.asked.append((form, dict(self.headers)))
            reply = answer(len(fake.asked) - 1, form)
            time.sleep(reply.pause)
            body = (reply.body if isinstance(reply.body, str) else json.dumps(reply.body)).encode()
            self.send_response(reply.status)
            for key, value in {"Content-Type": reply.media, **reply.headers}.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body) + reply.missing))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *args: Any) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/api"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


MANIFEST = {"versions": ["0.2"], "name": "fake", "identifierSpace": "http://www.wikidata.org/entity/",
            "schemaSpace": "http://www.wikidata.org/prop/direct/"}  # fmt: skip


def candidate(qid: str, name: str, description: str = "") -> dict[str, Any]:
    """Return a candidate as a service gives it."""
    return {"id": qid, "name": name, "description": description, "score": 100, "match": True, "type": []}


def service(found: dict[str, list[dict[str, Any]]], entities: dict[str, Any]) -> Callable[[int, Form], Reply]:
    """Return the answers of a service with candidates by name, and of an entity API, at one address."""

    def answer(_: int, form: Form) -> Reply:
        if "ids" in form:
            some = {qid: entities.get(qid, {"id": qid, "missing": ""}) for qid in form["ids"].split("|")}
            return Reply({"entities": some, "success": 1})
        if "queries" in form:
            queries = json.loads(form["queries"])
            return Reply({key: {"result": found.get(one["query"], [])} for key, one in queries.items()})
        return Reply(MANIFEST)

    return answer


def entity(qid: str, label: str, description: str, *types: str, **more: Any) -> dict[str, Any]:
    """Return an item of the entity API."""
    text = {"language": "en"}
    claims = [{"rank": "normal", "mainsnak": {"datavalue": {"value": {"id": one}}}} for one in types]
    return {"type": "item", "id": qid, "labels": {"en": {**text, "value": label}}, "aliases": {},
            "descriptions": {"en": {**text, "value": description}}, "claims": {"P31": claims}, **more}  # fmt: skip
