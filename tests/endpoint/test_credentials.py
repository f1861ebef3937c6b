"""Credentials: the ways to send them, where they go, and that nothing shows them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from kg.endpoint.auth import Login, find_login
from kg.endpoint.client import Client, Limits
from kg.faults import FaultError
from tests.cli.calling import call
from tests.endpoint.asking import digest_store, fault, me, once
from tests.share.load.fake import Reply, Request, fake_store


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
