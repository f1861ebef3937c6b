"""Requests: credentials and where they go, limits, what is no HTTP, what is not secure."""

from __future__ import annotations

import base64
import gzip
import hashlib
import random
import re
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

import httpx2
import pytest

from kg.endpoint.auth import Login, find_login
from kg.endpoint.client import Client, Limits, check_address
from kg.faults import FaultError
from tests.cli.calling import call
from tests.share.load.fake import Fake, Reply, Request, fake_store


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("BATTLEKG_USER", "BATTLEKG_PASSWORD", "BATTLEKG_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


OK = b"HTTP/1.1 200 OK\r\n"


def once(trusted: str = "", seconds: float = 5.0, size: int = 1_000_000) -> Client:
    return Client(Limits(seconds, size, retries=0), trusted=trusted)


def me(patch: pytest.MonkeyPatch, password: str = "pass word") -> None:
    patch.setenv("BATTLEKG_USER", "me")
    patch.setenv("BATTLEKG_PASSWORD", password)


def fault(client: Client, url: str) -> str:
    with pytest.raises(FaultError) as caught:
        client.request("GET", url)
    (one,) = caught.value.faults
    assert one.rule == "endpoint"
    return str(one)


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


def digest_store(request: Request, algorithm: str = "MD5", nonce: str = "n1") -> Reply | None:
    """Want what RFC 7616 says, computed anew here."""
    wanted = f'Digest realm="SPARQL", nonce="{nonce}", qop="auth", algorithm={algorithm}, opaque="op"'
    fields = dict(re.findall(r'(\w+)="?([^",]+)"?', request.headers.get("authorization", "")))
    hashed = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}[algorithm]

    def h(text: str) -> str:
        return hashed(text.encode()).hexdigest()

    if fields.get("nonce") == nonce:
        one, two = h("me:SPARQL:pass word"), h(f"{request.method}:{fields['uri']}")
        right = h(f"{one}:{nonce}:{fields['nc']}:{fields['cnonce']}:auth:{two}")
        if fields["response"] == right and fields["opaque"] == "op" and fields["username"] == "me":
            return Reply(200, fields["nc"].encode())
    return Reply(401, headers={"WWW-Authenticate": wanted})


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_digest(algorithm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    me(monkeypatch)
    with fake_store(fault=lambda request: digest_store(request, algorithm)) as store:
        client = once(store.url)
        assert client.request("PUT", f"{store.url}/a?b=c", body=b"x" * 100_000).body == b"00000001"
        assert client.request("PUT", f"{store.url}/a?b=c", body=b"x" * 100_000).body == b"00000002"
        assert [len(request.body) for request in store.seen] == [100_000] * 3, "only the first request is made twice"
        assert not any("pass word" in str(request.headers) for request in store.seen)


@pytest.mark.parametrize("stale", ["", ", stale=TRUE"])
def test_a_new_nonce_is_taken_up(stale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    me(monkeypatch)

    def renewing(request: Request) -> Reply | None:
        reply = digest_store(request, nonce="n1" if request.number < 3 else "n2")
        if reply and reply.status == 401 and "authorization" in request.headers:
            return Reply(401, headers={name: value + stale for name, value in reply.headers.items()})
        return reply

    with fake_store(fault=renewing) as store:
        client = once(store.url)
        assert [client.request("GET", store.url).status for _ in range(2)] == [200, 200]


def test_a_name_in_any_letters_is_sent_as_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATTLEKG_USER", "m\u00e9")
    monkeypatch.setenv("BATTLEKG_PASSWORD", "p\u00e4ss")
    with fake_store(fault=digest_store) as store:
        once(store.url).request("GET", store.url)
        sent = store.seen[1].headers["authorization"].encode("latin-1").decode()
    assert 'username="m\u00e9"' in sent
    assert "p\u00e4ss" not in sent


def test_headers_hold_any_letters() -> None:
    with fake_store(fault=lambda request: Reply(200, request.headers["user-agent"].encode("latin-1"))) as store:
        assert once().request("GET", store.url, {"User-Agent": "J\u00f6rg"}).body.decode() == "J\u00f6rg"


def basic_store(request: Request) -> Reply:
    """Say what was sent; challenge where that is nothing."""
    given = request.headers.get("authorization")
    return Reply(200, given.encode()) if given else Reply(401, headers={"WWW-Authenticate": 'Basic realm="x"'})


def test_basic_and_bearer_and_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with fake_store(fault=basic_store) as store:
        assert once(store.url).request("GET", store.url).status == 401
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password pw\n", encoding="utf-8")
        assert once(store.url).request("GET", store.url).body == b"Basic bWU6cHc="
        monkeypatch.setenv("BATTLEKG_USER", "you")
        monkeypatch.setenv("BATTLEKG_PASSWORD", "pw")
        assert once(store.url).request("GET", store.url).body == b"Basic eW91OnB3"
        monkeypatch.setenv("BATTLEKG_TOKEN", "t0ken")
        assert once(store.url).request("GET", store.url).body == b"Bearer t0ken"


@pytest.mark.parametrize("given", [{"TOKEN": "t0ken"}, {"USER": "me", "PASSWORD": "pw"}])
def test_credentials_go_to_one_scheme_host_and_port(given: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"BATTLEKG_{name}", value)
    with fake_store(fault=basic_store) as meant, fake_store(fault=basic_store) as other:
        client = once(f"{meant.url}/sparql?a=b")
        assert client.request("GET", meant.url).status == 200
        for url in (other.url, f"http://localhost:{meant.port}/"):
            assert client.request("GET", url).status == 401
        assert client.request("GET", meant.url.upper().lower() + "/store").status == 200
        assert once().request("GET", meant.url).status == 401
        assert not any("authorization" in request.headers for request in other.seen)


def test_netrc_gives_each_host_its_own_and_nothing_without_an_address(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine localhost login me password pw\n", encoding="utf-8")
    with fake_store(fault=basic_store) as store:
        named = f"http://localhost:{store.port}/"
        assert once(store.url).request("GET", named).status == 200
        assert once(store.url).request("GET", store.url).status == 401
        assert once().request("GET", named).status == 401


def test_a_store_elsewhere_takes_an_entry_in_netrc(
    toyfort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BATTLEKG_TOKEN", "t0ken")

    def locked(request: Request) -> Reply | None:
        sent = request.headers.get("authorization")
        return None if sent == "Basic bWU6cHc=" else Reply(401, headers={"WWW-Authenticate": "Basic"})

    with fake_store() as asked, fake_store(fault=locked) as store:
        words = ("load", asked.url, "--store", f"http://localhost:{store.port}/store", "--dataset", str(toyfort))
        code, _, err = call(capsys, *words)
        assert (code, len(store.seen)) == (3, 1)
        assert "the server wants credentials, or others (HTTP 401)" in err
        (tmp_path / "netrc").write_text("machine localhost login me password pw\n", encoding="utf-8")
        assert call(capsys, *words)[0] == 3  # it is not asked where the graphs went
        assert len(store.data)
        assert all("t0ken" not in str(request.headers) for request in store.seen)
        assert asked.seen[-1].headers["authorization"] == "Bearer t0ken"


def test_a_redirect_is_not_followed_and_takes_no_credentials_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATTLEKG_TOKEN", "t0ps3cret")
    with fake_store() as other:
        where = {"Location": f"{other.url}/?token=t0ps3cret"}
        with fake_store(fault=lambda _: Reply(307, headers=where)) as store:
            said = fault(once(store.url), store.url)
            assert len(store.seen) == 1
        assert not other.seen
    assert f"the server redirects to {other.url}/?token=...;" in said


def test_credentials_without_encryption_are_told_once_for_a_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATTLEKG_TOKEN", "t0ken")
    monkeypatch.setattr("kg.endpoint.client.is_here", lambda host: host != "127.0.0.1")
    told: list[str] = []
    with fake_store(fault=basic_store) as store:
        client = Client(Limits(retries=0), told.append, trusted=store.url)
        for _ in range(2):
            client.request("GET", store.url)
        monkeypatch.undo()
        Client(Limits(retries=0), told.append, trusted=store.url).request("GET", store.url)
    assert told == ["credentials go to 127.0.0.1 without encryption: use https"]


@pytest.mark.parametrize("challenging", [digest_store, lambda _: Reply(401, headers={"WWW-Authenticate": "Basic"})])
def test_wrong_credentials_are_tried_once(
    challenging: Callable[[Request], Reply | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    me(monkeypatch, "wrong")
    with fake_store(fault=challenging) as store:
        assert once(store.url).request("GET", store.url).status == 401
        assert len(store.seen) == 2


@pytest.mark.parametrize(
    ("challenge", "requests"),
    [
        ("Negotiate", 1), ("Digest", 1), ("Digest x", 1), ("Digest =,,=", 1), ('Digest nonce="a"', 1),
        ('Digest realm="x", qop="auth"', 1), ('Digest realm="x", nonce="n", algorithm=ROT13', 1),
        ('Digest realm="x", nonce="n", qop="auth-int"', 1), ('Digest realm="x", nonce="n", qop="\u00ff"', 1),
        ('Digest realm=, nonce="a"', 2), ('Digest realm="x", nonce="n", algorithm=MD5-sess', 2), ("", 2), ("basic", 2),
    ],
)  # fmt: skip
def test_a_challenge_that_is_odd_is_a_fault(
    challenge: str, requests: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    me(monkeypatch)
    headers = {"WWW-Authenticate": challenge} if challenge else {}
    with fake_store(fault=lambda _: Reply(401, headers=headers), product="x") as store:
        code, out, err = call(capsys, "query", "phases", "--endpoint", store.url)
        assert len(store.seen) == requests
    assert (code, out) == (3, "")
    assert "[endpoint] the server wants credentials, or others (HTTP 401)" in err
    assert len(err.splitlines()) == 1


def test_after_an_odd_challenge_a_right_one_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    me(monkeypatch)
    odd = Reply(401, headers={"WWW-Authenticate": 'Digest realm="x", nonce="n", algorithm=ROT13'})
    with fake_store(fault=lambda request: odd if request.number == 1 else digest_store(request)) as store:
        client = once(store.url)
        assert [client.request("GET", store.url).status for _ in range(2)] == [401, 200]


def test_credentials_show_themselves_nowhere() -> None:
    client = Client(_logins={("http", b"h"): Login("me", "s3cret"), ("http", b"i"): Login(token="s3cret")})
    assert "s3cret" not in repr(client)


@pytest.mark.parametrize(
    "given",
    [
        {"BATTLEKG_TOKEN": "secret\n"}, {"BATTLEKG_TOKEN": "secret two"}, {"BATTLEKG_TOKEN": "secr\u00e9t"},
        {"BATTLEKG_USER": "me\n", "BATTLEKG_PASSWORD": "secr"}, {"BATTLEKG_USER": "me", "BATTLEKG_PASSWORD": "secr\r"},
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_wrong_usage_and_is_not_shown(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with fake_store(fault=digest_store) as store:
        code, out, err = call(capsys, "query", "phases", "--endpoint", store.url)
        assert (code, out, store.seen) == (2, "", [])
    assert err.startswith("[usage] BATTLEKG_")
    assert "secr" not in err


@pytest.mark.parametrize(
    "given", [{"BATTLEKG_TOKEN": "t0ps3cret"}, {"BATTLEKG_USER": "me", "BATTLEKG_PASSWORD": "t0ps3cret"}]
)
def test_a_server_that_repeats_credentials_does_not_bring_them_into_a_message(
    given: dict[str, str], toyfort: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    def repeat(request: Request) -> Reply:
        sent = request.headers.get("authorization", "")
        challenge = {"WWW-Authenticate": 'Basic realm="x"'}
        return Reply(500 if sent else 401, f"you sent {sent} t0ps3cret".encode(), headers=challenge)

    with fake_store(fault=repeat) as store:
        code, _, err = call(capsys, "load", store.url, "--dataset", str(toyfort), "--retries", "0")
    assert code == 3
    assert "you sent B" in err
    assert "t0ps3cret" not in err
    assert base64.b64encode(b"me:t0ps3cret").decode() not in err


@pytest.mark.parametrize("name", ["BATTLEKG_USER", "BATTLEKG_PASSWORD"])
def test_half_a_pair_is_wrong_usage(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "secret")
    with pytest.raises(FaultError, match="set both") as caught:
        find_login(httpx2.URL("http://h/"), "http://h/")
    assert "secret" not in str(caught.value)


def test_a_faulty_netrc_is_told(tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("nonsense here\n", encoding="utf-8")
    with pytest.raises(FaultError, match="no netrc file"):
        find_login(httpx2.URL("http://h/"), "http://h/")


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
