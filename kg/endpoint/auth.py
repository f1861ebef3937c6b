"""Credentials from the environment or netrc, and how they meet the challenge of a server (RFC 7617, 7616, 6750)."""

from __future__ import annotations

import netrc
import os
import re
from base64 import b64encode
from contextlib import suppress
from typing import Final

import httpx2

from kg.faults import fault, usage

__all__ = ["VARIABLES", "Login", "find_login"]

VARIABLES: Final = ("BATTLEKG_USER", "BATTLEKG_PASSWORD", "BATTLEKG_TOKEN")
"""The variables that hold credentials: a name with a password, or a token."""

_TOKEN: Final = re.compile(r"[!-~]*")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


class Login:
    """Credentials for one server, shown nowhere: a name with a password, a token, or nothing."""

    def __init__(self, user: str = "", password: str = "", token: str = "") -> None:
        pair = b64encode(f"{user}:{password}".encode()).decode() if user else ""
        self._pair = (user, password)
        self._digest: httpx2.DigestAuth | None = None
        self._unasked = f"Bearer {token}" if token else ""
        self._secrets = tuple(filter(None, (token, password, pair)))

    def speak(self, request: httpx2.Request) -> None:
        """Give a request the credentials, where it is known how the server wants them."""
        if self._unasked:
            request.headers["Authorization"] = self._unasked
        elif self._digest:
            next(self._digest.auth_flow(request))

    def meet(self, request: httpx2.Request, response: httpx2.Response) -> bool:
        """Give a request what its answer asks for; return whether it should be made again."""
        if response.status_code != 401 or self._unasked or not self._pair[0]:
            return False
        kinds = {value.partition(" ")[0].lower() for value in response.headers.get_list("www-authenticate")}
        if "digest" in kinds:
            digest = httpx2.DigestAuth(*self._pair)
            with suppress(httpx2.ProtocolError, NotImplementedError, ValueError, StopIteration):  # a damaged challenge
                flow = digest.auth_flow(request)
                next(flow)
                flow.send(response)
                self._digest = digest
                return True
        elif "basic" in kinds or not kinds:
            self._unasked = f"Basic {self._secrets[-1]}"
            self.speak(request)
            return True
        return False

    def hidden(self, text: str) -> str:
        """Return a text, such as the words of a server, without what is secret."""
        for secret in self._secrets:
            text = text.replace(secret, "...")
        return text


def find_login(url: httpx2.URL, trusted: str) -> Login:
    """Return the credentials for an address: of the environment, else of netrc, else none.

    Args:
        url: The address.
        trusted: The address that those of the environment are for; where it is empty, none are for anything.

    Raises:
        FaultError: Only a part of a pair is given, something cannot be sent, or the netrc file cannot be read.
    """
    if not trusted:
        return Login()
    meant = httpx2.URL(trusted)
    user, password, token = (os.environ.get(name, "") for name in VARIABLES)
    if not _TOKEN.fullmatch(token):
        what = f"{VARIABLES[2]} holds a character that no token has, such as a line end or a space"
        raise usage(what, "set the token alone")
    if not token and bool(user) != bool(password):
        raise usage(f"{VARIABLES[not user]} is set without {VARIABLES[bool(user)]}", "set both")
    for name, value in zip(VARIABLES, (user, password), strict=False):
        if not token and _CONTROL.search(value):
            raise usage(f"{name} holds a control character, such as a line end", "set it without")
    if (token or user) and (url.scheme, url.netloc) == (meant.scheme, meant.netloc):
        return Login(token=token) if token else Login(user, password)
    path = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
    if not os.path.isfile(path):
        return Login()
    try:
        found = netrc.netrc(path).authenticators(url.host)
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        why = error.msg if isinstance(error, netrc.NetrcParseError) else "it cannot be read"
        raise fault("usage", f"no netrc file: {why}", "correct it, or set NETRC", path) from None
    return Login(found[0], found[2] or "") if found else Login()
