"""One HTTP request after the other, each with an end: limits of time and size, retries with back-off, no redirects.

The requests go straight to the host of the address, so that credentials reach no other; certificates are verified with
those that the system trusts.
"""

from __future__ import annotations

import http.client
import random
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from kg.endpoint.auth import Credentials, authorization, find_credentials
from kg.faults import Fault, FaultError, fault, usage

__all__ = ["RULE", "Client", "Limits", "Response", "check_address", "limits_of", "remote_fault", "told"]

RULE: Final = "endpoint"
"""The rule of every fault of the other side; the command line ends with 3 for it."""

_AGAIN: Final = (429, 502, 503, 504)
"""The states that say: not now."""

_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 60.0
_PART: Final = 1 << 16


class Limits(NamedTuple):
    """How long and how much.

    Attributes:
        seconds: So long a request may take, from the first byte that is sent to the last one that is read.
        bytes: So large an answer may be.
        retries: So often a request is made again.
    """

    seconds: float = 60.0
    bytes: int = 256_000_000
    retries: int = 4


def limits_of(seconds: int, megabytes: int, retries: int = 4) -> Limits:
    """Return limits as a user gives them.

    Raises:
        FaultError: One of them is too small to mean anything.
    """
    given = {"--timeout": (seconds, 1), "--megabytes": (megabytes, 1), "--retries": (retries, 0)}
    faults = [
        Fault("", 0, "usage", f"{name} is {value}", f"give {least} or more")
        for name, (value, least) in given.items() if value < least
    ]  # fmt: skip
    if faults:
        raise FaultError(faults)
    return Limits(float(seconds), megabytes * 1_000_000, retries)


class Response(NamedTuple):
    """An answer.

    Attributes:
        status: Its state, e.g. 200.
        headers: Its headers, by name in small letters.
        body: Its content, whole.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class _Passing(Exception):
    """A failure that another try may not meet."""

    def __init__(self, what: str, remedy: str, wait: float | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.wait = wait


def remote_fault(url: str, what: str, remedy: str) -> FaultError:
    """Return a fault of the other side."""
    return fault(RULE, what, remedy, url)


def check_address(url: str) -> str:
    """Return an address that can be asked.

    Raises:
        FaultError: It is no address of HTTP, or it holds credentials.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        known = None
    if not known or any(character <= " " or character == "\x7f" for character in url):
        shown = url.rpartition("@")[2]
        raise usage(f"'{shown}' is no address", "write http://HOST:PORT/PATH")
    if parts.username is not None or parts.password is not None:
        what = "the address holds credentials, which others can see"
        remedy = "put them into BATTLEKG_USER and BATTLEKG_PASSWORD, or into netrc"
        raise usage(what, remedy)
    return url


@dataclass
class Client:
    """Makes requests.

    Attributes:
        limits: The limits of each request.
        tell: Called with a line for people where it waits before it tries again.
        sleep: What waits.
        anonymous: Whether it never sends credentials, as to public services, which ask for none.
        plain: Whether credentials have gone to another machine without encryption, host by host.
    """

    limits: Limits = field(default_factory=Limits)
    tell: Callable[[str], None] = lambda _: None
    sleep: Callable[[float], None] = time.sleep
    anonymous: bool = False
    plain: set[str] = field(default_factory=set)
    _challenges: dict[str, tuple[str, int]] = field(default_factory=dict)

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Response:
        """Make a request, again where the other side is busy or away, and return the answer, whatever its state.

        Args:
            method: The method.
            url: The address.
            headers: Headers beside those of the client.
            body: The content.

        Raises:
            FaultError: There is no answer within the limits.
        """
        for number in range(self.limits.retries + 1):
            try:
                return self._authorized(method, url, dict(headers or {}), body)
            except _Passing as failure:
                wait = _FIRST_WAIT * 2**number * random.uniform(0.8, 1.2) if failure.wait is None else failure.wait
                if number == self.limits.retries or wait > _LONGEST_WAIT:
                    tried = f" ({number + 1} tries)" if number else ""
                    raise remote_fault(url, failure.what + tried, failure.remedy) from None
                self.tell(f"{failure.what}; trying again in {wait:.1f} s")
                self.sleep(wait)
        raise AssertionError

    def _authorized(self, method: str, url: str, headers: dict[str, str], body: bytes | None) -> Response:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        credentials = None if self.anonymous else find_credentials(parts.hostname or "")
        for _ in range(2):
            if credentials and (place in self._challenges or credentials.token):
                headers["Authorization"] = self._answer(place, method, url, credentials)
            answer = self._once(method, url, headers, body)
            challenge = answer.headers.get("www-authenticate", "")
            stale = "stale=true" in challenge.lower().replace('"', "")
            if answer.status != 401 or not credentials or ("Authorization" in headers and not stale):
                break
            self._challenges[place] = (challenge, 0)
        if credentials and answer.status >= 400:
            answer = answer._replace(body=credentials.hidden(answer.body.decode("utf-8", errors="replace")).encode())
        if answer.status in _AGAIN:
            wait = _retry_after(answer.headers.get("retry-after", ""))
            long = f", and asks to wait {wait:.0f} s" if wait is not None and wait > _LONGEST_WAIT else ""
            what = f"the server is busy (HTTP {answer.status}){long}{told(answer)}"
            raise _Passing(what, "try again later", wait)
        return answer

    def _answer(self, place: str, method: str, url: str, credentials: Credentials) -> str:
        challenge, count = self._challenges.get(place, ("", 0))
        self._challenges[place] = (challenge, count + 1)
        parts = urlsplit(url)
        if parts.scheme == "http" and not _is_here(parts.hostname or "") and place not in self.plain:
            self.plain.add(place)
            self.tell(f"credentials go to {parts.hostname} without encryption: use https")
        return authorization(challenge, method, _target(url), credentials, count + 1)

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Response:
        """Make one request; a timer ends it where it takes too long, whatever it waits for."""
        parts = urlsplit(url)
        connection = _connection(parts.scheme, parts.hostname or "", parts.port, self.limits.seconds)
        expired = threading.Event()
        timer = threading.Timer(self.limits.seconds, lambda: None)
        try:
            connection.connect()
            assert connection.sock is not None
            timer = threading.Timer(self.limits.seconds, _end, (connection.sock, expired))
            timer.daemon = True
            timer.start()
            return self._exchange(connection, method, url, headers, body, expired)
        except (OSError, http.client.HTTPException) as error:
            if expired.is_set() or isinstance(error, TimeoutError):
                what = f"no whole answer within {self.limits.seconds:g} s"
                raise remote_fault(url, what, "ask for less, or give a longer --timeout") from None
            raise _failure(url, error) from None
        finally:
            timer.cancel()
            connection.close()

    def _exchange(
        self, connection: http.client.HTTPConnection, method: str, url: str, headers: Mapping[str, str],
        body: bytes | None, expired: threading.Event,
    ) -> Response:  # fmt: skip
        own = {"User-Agent": "battlekg", "Connection": "close", **headers}
        broken: OSError | None = None
        try:
            connection.request(method, _target(url), body=body, headers=own)
        except (BrokenPipeError, ConnectionResetError) as error:  # some servers answer before they have read it all
            broken = error
        try:
            response = connection.getresponse()
        except (OSError, http.client.HTTPException) as error:
            raise broken or error from None
        parts, size = [], 0
        while part := response.read1(_PART) if response.length is None else response.read(_PART):
            parts.append(part)
            size += len(part)
            if size > self.limits.bytes:
                limit = f"{self.limits.bytes / 1e6:g} MB"
                raise remote_fault(url, f"the answer is larger than {limit}", "ask for less, or raise --megabytes")
        if expired.is_set():
            raise TimeoutError
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        found = {name.lower(): value for name, value in response.getheaders()}
        if 300 <= response.status < 400:
            where = found.get("location", "elsewhere")
            raise remote_fault(url, f"the server redirects to {where}", "give that address, if you trust it")
        return Response(response.status, found, b"".join(parts))


def told(answer: Response) -> str:
    """Return the first words of what a server says about a failure, as an addition to a message."""
    if answer.media == "text/html" or not answer.body:
        return ""
    words = " ".join(answer.body[:2000].decode("utf-8", errors="replace").split())
    return f": {words[:300]}" if words else ""


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _connection(scheme: str, host: str, port: int | None, seconds: float) -> http.client.HTTPConnection:
    if scheme == "https":
        import ssl

        return http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=seconds)


def _end(one: socket.socket, expired: threading.Event) -> None:
    expired.set()
    try:
        socket.socket.shutdown(one, socket.SHUT_RDWR)
    except OSError:
        return


def _failure(url: str, error: Exception) -> Exception:
    """Return what a failure of the connection means: one that may pass, or a fault."""
    name = type(error).__name__
    if name in ("SSLCertVerificationError", "SSLError"):
        why = getattr(error, "verify_message", "") or getattr(error, "reason", "") or "no reason is given"
        remedy = "mend the certificate of the server, or let SSL_CERT_FILE name the authority that you trust"
        return remote_fault(url, f"no secure connection: {why}", remedy)
    if isinstance(error, socket.gaierror):
        return remote_fault(url, f"there is no host '{urlsplit(url).hostname}'", "check the address and the network")
    if isinstance(error, ConnectionRefusedError):
        return _Passing("nothing listens there", "start the store, or check the address")
    if isinstance(error, http.client.BadStatusLine) and not isinstance(error, http.client.RemoteDisconnected):
        return remote_fault(url, "what answers there does not speak HTTP", "check the address")
    if isinstance(error, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        return _Passing("the connection broke off before the answer was whole", "look at the log of the store")
    if isinstance(error, http.client.HTTPException):
        return remote_fault(url, f"the answer is no HTTP ({name})", "check the address")
    return _Passing(f"no connection ({str(error.strerror or error).lower()})", "check the address and the network") \
        if isinstance(error, OSError) else error  # fmt: skip


def _retry_after(value: str) -> float | None:
    """Return the seconds that a header ``Retry-After`` means: a number, or a date."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _is_here(host: str) -> bool:
    return host in ("localhost", "::1") or host.startswith("127.")
