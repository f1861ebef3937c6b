"""Credentials from the environment or netrc, and what they become in a request (RFC 7617, RFC 7616, RFC 6750)."""

from __future__ import annotations

import hashlib
import netrc
import os
import re
import secrets
from base64 import b64encode
from typing import Final
from urllib.request import parse_http_list, parse_keqv_list

from kg.faults import fault, usage

__all__ = ["VARIABLES", "Credentials", "authorization", "find_credentials"]

VARIABLES: Final = ("BATTLEKG_USER", "BATTLEKG_PASSWORD", "BATTLEKG_TOKEN")
"""The variables that hold credentials: a name with a password, or a token."""

_TOKEN: Final = re.compile(r"[!-~]+")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_DIGESTS: Final = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}


class Credentials:
    """A name with a password, or a token; shown nowhere.

    Attributes:
        user: The name; empty with a token.
        password: The password.
        token: The token; empty with a name.
    """

    __slots__ = ("password", "token", "user")

    def __init__(self, user: str = "", password: str = "", token: str = "") -> None:
        self.user = user
        self.password = password
        self.token = token

    def __repr__(self) -> str:
        return "Credentials(...)"

    def hidden(self, text: str) -> str:
        """Return a text, such as the words of a server, without what is secret of these."""
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""
        for secret in filter(None, (self.token, self.password, pair)):
            text = text.replace(secret, "...")
        return text


def find_credentials(host: str) -> Credentials | None:
    """Return the credentials for a host: of the environment, else of netrc, else ``None``.

    Raises:
        FaultError: Only a part of a pair is given, something cannot be sent, or the netrc file cannot be read.
    """
    user, password, token = (os.environ.get(name, "") for name in VARIABLES)
    if token:
        if not _TOKEN.fullmatch(token):
            what = f"{VARIABLES[2]} holds a character that no token has, such as a line end or a space"
            raise usage(what, "set the token alone")
        return Credentials(token=token)
    if bool(user) != bool(password):
        what = f"{VARIABLES[0 if user else 1]} is set without {VARIABLES[1 if user else 0]}"
        raise usage(what, "set both")
    for name, value in zip(VARIABLES, (user, password), strict=False):
        if _CONTROL.search(value):
            what = f"{name} holds a control character, such as a line end"
            raise usage(what, "set it without")
    return Credentials(user, password) if user else _from_netrc(host)


def _from_netrc(host: str) -> Credentials | None:
    path = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
    if not os.path.isfile(path):
        return None
    try:
        found = netrc.netrc(path).authenticators(host)
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        why = error.msg if isinstance(error, netrc.NetrcParseError) else "it cannot be read"
        raise fault("usage", f"no netrc file: {why}", "mend it, or set NETRC", path) from None
    return Credentials(found[0], found[2] or "") if found else None


def authorization(challenge: str, method: str, target: str, credentials: Credentials, count: int) -> str:
    """Return the header ``Authorization`` that answers a challenge; empty where none is known.

    Args:
        challenge: The header ``WWW-Authenticate``.
        method: The method of the request.
        target: Its target: path and query.
        credentials: The credentials.
        count: How many requests have used this challenge, this one included.
    """
    if credentials.token:
        return f"Bearer {credentials.token}"
    kind, _, rest = challenge.partition(" ")
    if kind.lower() == "digest":
        return _digest(parse_keqv_list(parse_http_list(rest)), method, target, credentials, count)
    if kind.lower() in ("basic", ""):
        pair = f"{credentials.user}:{credentials.password}".encode()
        return f"Basic {b64encode(pair).decode()}"
    return ""


def _digest(given: dict[str, str], method: str, target: str, credentials: Credentials, count: int) -> str:
    name = given.get("algorithm", "MD5").upper()
    ways = [way.strip() for way in given.get("qop", "").split(",")]
    if name not in _DIGESTS or not {"realm", "nonce"} <= given.keys() or not {"auth", ""} & set(ways):
        return ""

    def hashed(*parts: str) -> str:
        return _DIGESTS[name](":".join(parts).encode(), usedforsecurity=False).hexdigest()

    realm, nonce = given["realm"], given["nonce"]
    owner, what = hashed(credentials.user, realm, credentials.password), hashed(method, target)
    user = re.sub(r'(["\\])', r"\\\1", credentials.user).encode().decode("latin-1")  # sent as UTF-8 (RFC 7616, 3.4)
    fields = [f'username="{user}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{target}"']
    if "auth" in ways:
        number, own = f"{count:08x}", secrets.token_hex(8)
        answer = hashed(owner, nonce, number, own, "auth", what)
        fields += ["qop=auth", f"nc={number}", f'cnonce="{own}"']
    else:
        answer = hashed(owner, nonce, what)
    fields += [f'response="{answer}"', f"algorithm={name}"]
    if "opaque" in given:
        fields.append(f'opaque="{given["opaque"]}"')
    return "Digest " + ", ".join(fields)
