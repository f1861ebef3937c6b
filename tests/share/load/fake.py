"""A small triple store over HTTP on the loopback interface, that can be told to misbehave and to die."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryResultsFormat, RdfFormat, Store

from tests.serving import Quiet

__all__ = ["Fake", "Reply", "Request", "fake_store"]


@dataclass(frozen=True)
class Request:
    """What was asked.

    Attributes:
        number: The number of the request, from 1.
        method: Its method.
        path: Its path.
        headers: Its headers.
        body: Its content.
    """

    number: int
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def writes(self) -> bool:
        """Whether it changes the store."""
        return self.path in ("/store", "/update")


@dataclass(frozen=True)
class Reply:
    """What is answered.

    Attributes:
        status: The state.
        body: The content.
        media: Its media type.
        headers: More headers.
        missing: So many bytes of the content are announced and not sent.
        pause: So many seconds pass before each byte.
    """

    status: int
    body: bytes = b""
    media: str = "text/plain"
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    pause: float = 0.0


@dataclass
class Fake:
    """A store.

    Attributes:
        fault: Gives the answer to a request in the place of the right one; ``None`` for the right one.
        dies: After so many bytes of contents it dies; ``None`` for never.
        product: What it calls itself.
        data: What it holds, also after its death.
        seen: The requests.
    """

    fault: Callable[[Request], Reply | None] = lambda _: None
    dies: int | None = None
    product: str = "Oxigraph/0"
    data: Store = field(default_factory=Store)
    seen: list[Request] = field(default_factory=list)
    port: int = 0
    read: int = 0
    _server: Any = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, on the port of before if it had one."""
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                with suppress(OSError, ValueError):
                    super().handle_one_request()

            def do_GET(self) -> None:
                fake._serve(self)

            do_POST = do_PUT = do_DELETE = do_GET

            def log_message(self, *_: object) -> None:
                return

        class Server(Quiet):
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Stop it."""
        if self._server:
            server, self._server = self._server, None
            server.shutdown()
            server.server_close()

    def revive(self) -> None:
        """Start it again with what it holds, healthy."""
        self.stop()
        self.dies, self.fault = None, lambda _: None
        self.start()

    def _body(self, handler: http.server.BaseHTTPRequestHandler) -> bytes | None:
        """Return the content of a request; ``None`` where the store dies over it."""
        left, parts = int(handler.headers.get("Content-Length") or 0), []
        while left:
            most = left if self.dies is None else min(left, max(0, self.dies - self.read))
            part = handler.rfile.read(min(most, 4096)) if most else b""
            self.read += len(part)
            if not part:
                break
            left -= len(part)
            parts.append(part)
        if self.dies is not None and self.read >= self.dies:
            handler.connection.shutdown(socket.SHUT_RDWR)
            self._server.socket.close()
            return None
        return b"".join(parts)

    def _serve(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        body = self._body(handler)
        if body is None:
            return
        path = urlsplit(handler.path)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(len(self.seen) + 1, handler.command, path.path, headers, body)
        self.seen.append(request)
        reply = self.fault(request) or self._right(request, path.query)
        handler.wfile.write(f"HTTP/1.1 {reply.status} x\r\nServer: {self.product}\r\n".encode())
        length = len(reply.body) + reply.missing
        given = {"Content-Type": reply.media, "Content-Length": str(length), "Connection": "close", **reply.headers}
        handler.wfile.write("".join(f"{name}: {value}\r\n" for name, value in given.items()).encode() + b"\r\n")
        if reply.pause:
            for one in reply.body:
                time.sleep(reply.pause)
                handler.wfile.write(bytes([one]))
                handler.wfile.flush()
        else:
            handler.wfile.write(reply.body)
        handler.wfile.flush()

    def _right(self, request: Request, query: str) -> Reply:
        """Do what a store does."""
        if request.path in ("/query", "/"):
            fields = parse_qsl(request.body.decode() if request.method == "POST" else query)
            graphs: list[NamedNode | BlankNode | DefaultGraph] = [
                NamedNode(value) for name, value in fields if name == "default-graph-uri"
            ]
            try:
                found = self.data.query(dict(fields)["query"], default_graph=graphs or None)
            except SyntaxError as error:
                return Reply(400, str(error.msg).encode())
            if "n-triples" in request.headers.get("accept", ""):
                return Reply(200, found.serialize(format=RdfFormat.N_TRIPLES), "application/n-triples")  # type: ignore[arg-type]
            made = found.serialize(format=QueryResultsFormat.JSON)  # type: ignore[arg-type]
            return Reply(200, made or b"", "application/sparql-results+json")
        if request.path == "/update":
            self.data.update(request.body.decode())
            return Reply(204)
        if request.path == "/store":
            graph = NamedNode(parse_qs(query)["graph"][0])
            if request.method in ("PUT", "DELETE"):
                self.data.remove_graph(graph)
            if request.method in ("PUT", "POST"):
                self.data.load(request.body, format=RdfFormat.N_TRIPLES, to_graph=graph)
            return Reply(204)
        return Reply(404)


@contextmanager
def fake_store(**given: Any) -> Iterator[Fake]:
    """Start a store and stop it."""
    fake = Fake(**given)
    fake.start()
    try:
        yield fake
    finally:
        fake.stop()
