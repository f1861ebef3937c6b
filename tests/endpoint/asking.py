"""What the tests of requests share: a client, its login, its fault, and a store that wants Digest."""

from __future__ import annotations

import hashlib
import re

import pytest

from kg.endpoint.client import Client, Limits
from kg.faults import FaultError
from tests.share.load.fake import Reply, Request


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
