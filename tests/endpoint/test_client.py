"""Requests: addresses, limits of time and size, what is no HTTP, what is not secure."""

from __future__ import annotations

import gzip
import random
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from pathlib import Path

import pytest

from kg.endpoint.client import Client, Limits, check_address
from kg.faults import FaultError
from tests.endpoint.asking import digest_store, fault, me, once
from tests.share.load.fake import Fake, Reply, Request, fake_store

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://x/", "is no address"),
        ("127.0.0.1:80", "is no address"),
        ("http://", "is no address"),
        ("http://h:99999/", "is no address"),
        ("http://h/a b", "is no address"),
        ("http://h/\n", "is no address"),
        ("http://user:secret@h/", "holds credentials"),
    ],
)
def test_what_is_no_address_is_wrong_usage_and_no_secret_is_shown(url: str, said: str) -> None:
    with pytest.raises(FaultError, match=said) as caught:
        check_address(url)
    assert caught.value.faults[0].rule == "usage"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("status", [200, 401, 500])
def test_an_answer_that_is_too_large_is_not_read_on(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    me(monkeypatch)
    with fake_store(fault=lambda _: Reply(status, b"x" * 2_000_000)) as store:
        assert "the answer is larger than 1 MB" in fault(once(store.url), store.url)
        assert len(store.seen) == 1


def test_a_packed_answer_is_not_asked_for_and_not_unpacked() -> None:
    packed = gzip.compress(b"x" * 5_000_000)
    with fake_store(fault=lambda _: Reply(200, packed, headers={"Content-Encoding": "gzip"})) as store:
        assert once().request("GET", store.url).body == packed
        assert store.seen[0].headers["accept-encoding"] == "identity"


@contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen on this machine, and do something with each connection; give the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

        def serve(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                talk(connection)

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def dripping(words: bytes, gone: threading.Event) -> Callable[[socket.socket], None]:
    """Return what says words a byte after the other, for longer than any test waits, until the other side is gone."""

    def talk(connection: socket.socket) -> None:
        try:
            connection.recv(65536)
            for byte in words + b"x" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.1)
        except OSError:
            gone.set()

    return talk


@pytest.mark.parametrize(
    "words",
    [
        b"", OK + b"X-Head: ", OK + b"\r\n", OK + b"Content-Length: 999\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\n", b"HTTP/1.1 401 x\r\nContent-Length: 999\r\n\r\n",
    ],
)  # fmt: skip
def test_an_answer_that_drips_ends_with_the_time(words: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    me(monkeypatch)
    check_that_it_ends("http", words)


def test_a_handshake_that_drips_ends_with_the_time() -> None:
    check_that_it_ends("https", b"\x16\x03\x03\x3f\xff\x02")


def check_that_it_ends(scheme: str, words: bytes) -> None:
    gone = threading.Event()
    with listening(dripping(words, gone)) as port:
        url = f"{scheme}://127.0.0.1:{port}/"
        begun = time.monotonic()
        assert "no whole answer within 0.5 s" in fault(once(url, 0.5), url)
        assert time.monotonic() - begun < 2
        assert gone.wait(2), "the connection is ended, too"


def test_who_says_nothing_and_who_takes_nothing_ends_with_the_time() -> None:
    with listening(lambda connection: time.sleep(3)) as port:
        begun = time.monotonic()
        client = once(seconds=0.5)
        with pytest.raises(FaultError, match="no whole answer within"):
            client.request("PUT", f"http://127.0.0.1:{port}/", body=b"x" * 20_000_000)
        assert "no whole answer within 0.5 s" in fault(client, f"http://127.0.0.1:{port}/")
        assert time.monotonic() - begun < 3


def test_a_challenge_and_its_answer_share_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    me(monkeypatch)

    def slow(request: Request) -> Reply | None:
        time.sleep(0.4)
        return digest_store(request)

    with fake_store(fault=slow) as store:
        assert "no whole answer within 0.6 s" in fault(once(store.url, 0.6), store.url)
        assert once(store.url, 5.0).request("GET", store.url).status == 200


def test_the_time_to_wait_may_be_a_date_or_nonsense() -> None:
    waits: list[float] = []
    asked = [formatdate(time.time() + 30, usegmt=True), "soon", "\u00b2", "Mon, 01 Jan 0001 00:00:00 -0000"]

    def busy(request: Request) -> Reply:
        left = asked[request.number - 1 :]
        return Reply(503, headers={"Retry-After": left[0]}) if left else Reply(200)

    with fake_store(fault=busy) as store:
        assert Client(Limits(retries=4), sleep=waits.append).request("GET", store.url).status == 200
    assert 25 < waits[0] <= 30
    assert all(0.8 <= wait / (0.5 * 2**number) <= 1.2 for number, wait in enumerate(waits[1:3], 1))
    assert len(waits) == 4


Talker = tuple[str, list[bytes]]


@pytest.fixture
def talker() -> Iterator[Talker]:
    """Something that listens and says what it is told to say, whatever comes."""
    says: list[bytes] = [b""]

    def talk(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(says[0])

    with listening(talk) as port:
        yield f"http://127.0.0.1:{port}", says


@pytest.mark.parametrize(
    ("says", "said"),
    [
        (b"", "broke off before the answer was whole"),
        (b"220 mail ready\r\n", "broke off before the answer was whole"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", "broke off before the answer was whole"),
        (OK + b"Content-Length: 9\r\n\r\nx", "broke off before the answer was whole"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", "broke off before the answer was whole"),
        (b"220 mail ready\r\n\r\n", "does not speak HTTP"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nsecret\r\nab", "no HTTP (illegal chunk header)"),
        (OK + b"x: y\r\n" * 50_000, "no HTTP (Receive buffer too long)"),
        (OK + b"x: " + b"y" * 500_000, "no HTTP (Receive buffer too long)"),
        (OK + b"secret\x00: y\r\n\r\n", "no HTTP (illegal header line)"),
        (OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", "no HTTP (bad Content-Length)"),
        (OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "no HTTP (conflicting Content-Length headers)"),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\nx", "no HTTP ("),
        (b"HTTP/1.1 302 x\r\nLocation: http://[x:99999999/\r\nContent-Length: 0\r\n\r\n", "redirects to http://[x:99999999/"),
        (b"HTTP/1.1 302 x\r\nContent-Length: 0\r\n\r\n", "redirects to elsewhere"),
    ],
)  # fmt: skip
def test_what_is_no_whole_http(talker: Talker, says: bytes, said: str) -> None:
    url, words = talker
    words[0] = says
    found = fault(once(), url)
    assert said in found
    assert "secret" not in found


def test_a_connection_that_is_reset_broke_off() -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(10)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with listening(talk) as port:
        assert "broke off before the answer was whole" in fault(once(), f"http://127.0.0.1:{port}/")


def test_an_answer_before_the_content_is_sent_is_taken() -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 413 x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nmuch")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    with listening(talk) as port:
        answer = once().request("PUT", f"http://127.0.0.1:{port}/", body=b"x" * 20_000_000)
    assert (answer.status, answer.body) == (413, b"much")


def test_whatever_is_answered_there_is_an_answer_or_a_fault(talker: Talker, monkeypatch: pytest.MonkeyPatch) -> None:
    me(monkeypatch)
    url, words = talker
    chance = random.Random(1)
    right = (
        b'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="r", nonce="n", qop="auth", algorithm=MD5\r\n'
        b"Set-Cookie: a=b; Max-Age=9; Domain=x\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 1\r\n"
        b"Location: http://x/\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )
    faults: list[str] = []
    for _ in range(300):
        said = bytearray(right.replace(b"401", chance.choice([b"200", b"302", b"401", b"503"])))
        for _ in range(chance.randrange(1, 5)):
            place = chance.randrange(len(said))
            said[place : place + chance.randrange(3)] = chance.choice(
                [b"", b"\xff", b'"', b"=", b",", b"\r\n", b"\0", b"9"]
            )
        words[0] = bytes(said)
        try:
            once(url).request("GET", url)
        except FaultError as error:
            faults += [one.rule for one in error.faults]
    assert 50 < len(faults) < 300
    assert set(faults) == {"endpoint"}


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with fake_store(fault=lambda _: Reply(200, b"straight")) as store:
        assert once().request("GET", store.url).body == b"straight"


def test_nothing_but_a_request_loads_the_library() -> None:
    code = "import sys, kg.cli.parser, kg.ask.engine.remote, kg.ask.engine.federated\n"
    code += "import kg.share.load, kg.share.check, kg.share.link.session\n"
    code += "print({'httpx2', 'h11', 'anyio'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


@pytest.mark.parametrize("host", ["store.invalid", "a..invalid", "\u2603.invalid", f"{'a' * 70}.invalid"])
def test_there_is_no_such_host(host: str) -> None:
    assert f"there is no host '{host}'" in fault(once(), f"http://{host}/")


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, made = tmp_path / "key.pem", tmp_path / "cert.pem"
    try:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", made],
            check=True, capture_output=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("untested: openssl is missing")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    store = Fake(fault=lambda _: Reply(200, b"secure"))
    store.start()
    store._server.socket = context.wrap_socket(store._server.socket, server_side=True)
    url = f"https://localhost:{store.port}/"
    try:
        assert "no secure connection: self-signed certificate" in fault(once(), url)
        assert not store.seen
        monkeypatch.setenv("SSL_CERT_FILE", str(made))
        monkeypatch.setenv("BATTLEKG_TOKEN", "t0ken")
        assert once(url).request("GET", url).body == b"secure"
        assert once(url.replace("https:", "http:")).request("GET", url).body == b"secure"
        assert "no secure connection: IP address mismatch" in fault(once(), url.replace("localhost", "127.0.0.1"))
        assert ["authorization" in request.headers for request in store.seen] == [True, False]
    finally:
        store.stop()
