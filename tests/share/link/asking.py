"""Asking a server on this machine in the tests."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from kg.share.link.table import Table
from kg.share.serve.server import Server
from kg.share.serve.service import Bounds


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def ask(url: str, form: Mapping[str, str] | None = None, method: str = "", **headers: str) -> Answer:
    """Ask once; with a form, post it."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    body = urlencode(form) if form is not None else None
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    if form is not None:
        named.setdefault("Content-Type", "application/x-www-form-urlencoded")
    try:
        connection.request(method or ("GET" if form is None else "POST"), parts.path + "?" + parts.query, body, named)
        answer = connection.getresponse()
        return Answer(answer.status, {key.lower(): value for key, value in answer.getheaders()},
                      answer.read().decode())  # fmt: skip
    finally:
        connection.close()


@contextmanager
def served(table: Table, bounds: Bounds | None = None) -> Iterator[Server]:
    """Serve a table on a free port."""
    server = Server(("127.0.0.1", 0), table, bounds)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
