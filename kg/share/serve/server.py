"""The reconciliation service over HTTP: read-only, on the loopback interface, with limits of size and time.

Of the standard library alone: the service has no state, a handful of addresses and answers from memory. Every answer
may be read by pages of other origins (CORS), as the specification demands; a page that is too old for that can name a
``callback`` (JSONP).
"""

from __future__ import annotations

import http.server
import json
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from kg.share.link.table import Entry, Table
from kg.share.serve.pages import flyout, page
from kg.share.serve.service import Bounds, Refused, extend, manifest, propose, query, query_batch, suggest

__all__ = ["Server"]

LARGEST: Final = 2_000_000
"""So many bytes a request may have."""

AT_ONCE: Final = 16
"""So many requests are answered at the same time; others are told to come again."""

_IDLE: Final = 20.0
_CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*", re.ASCII)
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,200}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?", re.ASCII)
_JSON: Final = "application/json; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"

Parameters = dict[str, str]


class Server(http.server.ThreadingHTTPServer):
    """A server of one table, bound when it is made; ``serve_forever`` starts it.

    Attributes:
        table: The entities.
        bounds: How much may be asked at once.
        root: Its address for clients, without a slash at the end.
        tell: Called with a line about each request.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, address: tuple[str, int], table: Table, bounds: Bounds | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """Bind an address of an interface and a port, 0 for any that is free.

        Raises:
            OSError: The port cannot be had.
        """
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.table, self.bounds, self.tell = table, bounds or Bounds(), tell
        self.places = threading.BoundedSemaphore(AT_ONCE)
        super().__init__(address, _Handler)
        host = f"[{address[0]}]" if ":" in address[0] else address[0]
        self.root = f"http://{host}:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client goes away in the middle; that is its right."""


@dataclass(frozen=True, slots=True)
class _Answer:
    body: str
    media: str = _JSON
    status: int = 200


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "battlekg"
    sys_version = ""
    timeout = _IDLE

    def do_GET(self) -> None:
        self._serve(self._asked)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        self._serve(self._posted)

    def do_OPTIONS(self) -> None:
        self._send(_Answer("", status=204))

    def log_message(self, format: str, *args: Any) -> None:
        self.server.tell(" ".join((format % args).encode("ascii", "backslashreplace").decode().split()))

    def _serve(self, parameters: Callable[[], Parameters]) -> None:
        if not self.server.places.acquire(blocking=False):
            self._send(_error("too many requests at the same time", 503))
            return
        try:
            given = parameters()
            callback = given.get("callback", "")
            answer = _answer(self.server, self._root(), urlsplit(self.path).path, given)
            if callback and answer.media == _JSON:
                answer = _wrapped(callback, answer)
        except Refused as refused:
            answer = _error(str(refused), refused.status)
            self.close_connection = self.close_connection or refused.status in (411, 413)
        finally:
            self.server.places.release()
        self._send(answer)

    def _root(self) -> str:
        """Return the address of the service as the client sees it, where it listens on all interfaces."""
        host = self.headers.get("Host", "")
        everywhere = self.server.server_address[0] in ("0.0.0.0", "::")
        return f"http://{host}" if everywhere and _HOST.fullmatch(host) else self.server.root

    def _asked(self) -> Parameters:
        return _form(urlsplit(self.path).query)

    def _posted(self) -> Parameters:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            raise Refused(411, "the request does not say how long it is (Content-Length)")
        if int(length) > LARGEST:
            self._drop(min(int(length), 8 * LARGEST))
            raise Refused(413, f"the request has more than {LARGEST} bytes; ask for less at once")
        raw = self.rfile.read(int(length))
        media = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if media not in ("application/x-www-form-urlencoded", ""):
            raise Refused(415, "send a form (application/x-www-form-urlencoded)")
        try:
            return self._asked() | _form(raw.decode("utf-8"))
        except UnicodeDecodeError:
            raise Refused(400, "the form is not UTF-8") from None

    def _drop(self, length: int) -> None:
        """Read over what is too much, or the client would see a broken connection and not the answer."""
        while length > 0 and (part := self.rfile.read(min(length, 1 << 16))):
            length -= len(part)

    def _send(self, answer: _Answer) -> None:
        body = answer.body.encode("utf-8", "replace")
        filled = answer.status != 204
        self.send_response(answer.status)
        for name, value, wanted in (
            ("Content-Type", answer.media, filled),
            ("Content-Length", str(len(body)), filled),
            ("Access-Control-Allow-Origin", "*", True),
            ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS", True),
            ("Access-Control-Allow-Headers", "Content-Type", True),
            ("X-Content-Type-Options", "nosniff", True),
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'", answer.media == _HTML),
            ("Retry-After", "1", answer.status == 503),
            ("Connection", "close", self.close_connection),
        ):
            if wanted:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and filled:
            self.wfile.write(body)


def _form(text: str) -> Parameters:
    try:
        return {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True, max_num_fields=50).items()}
    except ValueError:
        raise Refused(400, "too many fields") from None


def _told(content: Any, status: int = 200) -> _Answer:
    return _Answer(json.dumps(content, ensure_ascii=False), status=status)


def _error(why: str, status: int) -> _Answer:
    return _told({"status": "error", "message": why}, status)


def _wrapped(callback: str, answer: _Answer) -> _Answer:
    if len(callback) > 100 or not _CALLBACK.fullmatch(callback):
        raise Refused(400, "'callback' is no name of a function")
    safe = answer.body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return _Answer(f"/**/{callback}({safe});", "application/javascript; charset=utf-8")


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(400, f"'{name}' is no JSON") from None


def _answer(server: Server, root: str, path: str, given: Parameters) -> _Answer:
    """Return the answer to a request.

    Raises:
        Refused: There is none.
    """
    table, kind, _, what = server.table, *path.strip("/").partition("/")
    if path in ("", "/", "/reconcile", "/reconcile/"):
        return _told(_service(server, root, given))
    if kind in ("view", "preview") and not what:
        return _Answer(page(table, _entry(table, given), whole=kind == "view"), _HTML)
    if kind == "properties" and not what:
        return _told(propose(table, given.get("type", ""), _number(given, "limit")))
    if kind in ("suggest", "flyout") and what in ("entity", "type", "property"):
        if kind == "suggest":
            return _told(suggest(table, what, given.get("prefix", "")[:500], _number(given, "cursor")))
        if (text := flyout(table, what, given.get("id", ""))) is None:
            raise Refused(404, f"there is no such {what}")
        return _told({"id": given["id"], "html": text})
    raise Refused(404, "there is nothing at this address")


def _service(server: Server, root: str, given: Parameters) -> Any:
    if "queries" in given:
        return query_batch(server.table, _json(given["queries"], "queries"), server.bounds)
    if "extend" in given:
        return extend(server.table, _json(given["extend"], "extend"), server.bounds)
    if "query" in given:
        text = given["query"]
        one = _json(text, "query") if text.lstrip().startswith("{") else {"query": text}
        return {"result": query(server.table, one, server.bounds)}
    return manifest(server.table, root)


def _entry(table: Table, given: Parameters) -> Entry:
    if found := table.get(given.get("id", "")):
        return found
    raise Refused(404, "there is no such entity")


def _number(given: Parameters, name: str) -> int:
    text = given.get(name, "") or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(400, f"'{name}' is a whole number from 0")
    return int(text)
