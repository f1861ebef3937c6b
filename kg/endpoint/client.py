"""One HTTP request after the other, each with an end: limits of time and size, retries with back-off, no redirects.

Requests go straight to the host of the address, through no proxy, and keep no cookie; certificates are verified with
those that the system trusts. By httpx2, not by requests, which loads in 90 ms instead of 150: that one trusts
authorities of its own, fails with a KeyError over a damaged Digest challenge, and shows the connection too late for a
deadline that ends headers that drip. Nothing but a request loads it.
"""

from __future__ import annotations

import ipaddress
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlsplit

from kg.faults import Fault, FaultError, fault, usage

if TYPE_CHECKING:
    import httpx2

    from kg.endpoint.auth import Login

__all__ = ["RULE", "Client", "Limits", "Response", "check_address", "is_here", "limits_of", "remote_fault", "told"]

RULE: Final = "endpoint"
"""The rule of every fault of the other side; the command line ends with 3 for it."""

_AGAIN: Final = (429, 502, 503, 504)
"""The states that say: not now."""

_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 60.0


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


@dataclass
class _Passing(Exception):
    """A failure that another try may not meet."""

    what: str
    remedy: str
    wait: float | None = None


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
        raise usage(f"'{url.rpartition('@')[2]}' is no address", "write http://HOST:PORT/PATH")
    if parts.username is not None or parts.password is not None:
        raise usage(
            "the address holds credentials, which others can see",
            "put them into BATTLEKG_USER and BATTLEKG_PASSWORD, or into netrc",
        )
    return url


@dataclass
class Client:
    """Makes requests.

    Attributes:
        limits: The limits of each request.
        tell: Called with a line for people where it waits before it tries again.
        sleep: What waits.
        trusted: The address that the credentials of the environment are for: no other scheme, host or port gets them.
            Others get what netrc has for them. Where it is empty, as for public services, none go anywhere.
    """

    limits: Limits = field(default_factory=Limits)
    tell: Callable[[str], None] = lambda _: None
    sleep: Callable[[float], None] = time.sleep
    trusted: str = ""
    _logins: dict[tuple[str, bytes], Login] = field(default_factory=dict)
    _warned: set[str] = field(default_factory=set)

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
                return self._once(method, url, headers or {}, body)
            except _Passing as failure:
                wait = _FIRST_WAIT * 2**number * random.uniform(0.8, 1.2) if failure.wait is None else failure.wait
                if number == self.limits.retries or wait > _LONGEST_WAIT:
                    tried = f" ({number + 1} tries)" if number else ""
                    raise remote_fault(url, failure.what + tried, failure.remedy) from None
                self.tell(f"{failure.what}; trying again in {wait:.1f} s")
                self.sleep(wait)
        raise AssertionError

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Response:
        import ssl

        import httpx2

        secure = url.lower().startswith("https:")  # to read the authorities takes 40 ms
        context = ssl.create_default_context() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        own = {"User-Agent": "battlekg", "Connection": "close", "Accept-Encoding": "identity", **headers}
        sent = httpx2.Headers(own, encoding="utf-8")
        seconds = self.limits.seconds
        with _bounded(url, seconds) as trace, httpx2.Client(verify=context, trust_env=False, timeout=seconds) as http:
            request = http.build_request(method, url, headers=sent, content=body, extensions={"trace": trace})
            request.headers.encoding = "utf-8"  # for the name in an answer to Digest (RFC 7616, 3.4)
            answer = self._authorized(http, request)
        if 300 <= answer.status < 400:
            where = answer.headers.get("location", "elsewhere")
            raise remote_fault(url, f"the server redirects to {where}", "give that address, if you trust it")
        if answer.status in _AGAIN:
            wait = _retry_after(answer.headers.get("retry-after", ""))
            long = f", and asks to wait {wait:.0f} s" if wait is not None and wait > _LONGEST_WAIT else ""
            what = f"the server is busy (HTTP {answer.status}){long}{told(answer)}"
            raise _Passing(what, "try again later", wait)
        return answer

    def _authorized(self, http: httpx2.Client, request: httpx2.Request) -> Response:
        from kg.endpoint.auth import find_login

        place = (request.url.scheme, request.url.netloc)
        if place not in self._logins:
            self._logins[place] = find_login(request.url, self.trusted)
        login = self._logins[place]
        login.speak(request)
        response, body = self._exchange(http, request)
        if login.meet(request, response):
            response, body = self._exchange(http, request)
        if response.status_code >= 400:
            body = login.hidden(body.decode("utf-8", errors="replace")).encode()
        headers = {name: login.hidden(value) for name, value in response.headers.items()}
        return Response(response.status_code, headers, body)

    def _exchange(self, http: httpx2.Client, request: httpx2.Request) -> tuple[httpx2.Response, bytes]:
        host, parts, size = request.url.host, [], 0
        exposed = "Authorization" in request.headers and request.url.scheme == "http" and not is_here(host)
        if exposed and host not in self._warned:
            self._warned.add(host)
            self.tell(f"credentials go to {host} without encryption: use https")
        response = http.send(request, stream=True)
        for part in response.iter_raw():
            parts.append(part)
            size += len(part)
            if size > self.limits.bytes:
                what = f"the answer is larger than {self.limits.bytes / 1e6:g} MB"
                raise remote_fault(str(request.url), what, "ask for less, or raise --megabytes")
        return response, b"".join(parts)


@contextmanager
def _bounded(url: str, seconds: float) -> Iterator[Callable[[str, Mapping[str, Any]], None]]:
    """End the connections that the given hook hears of when the time is up: a timeout of httpx2 is that of one read.

    Raises:
        FaultError: The time is up, or the other side failed.
    """
    import httpx2

    passed, sockets = threading.Event(), list[socket.socket]()

    def end() -> None:
        passed.set()
        for one in sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def hear(event: str, info: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            sockets.append(info["return_value"].get_extra_info("socket").dup())  # TLS takes the first one away
            if passed.is_set():
                end()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield hear
    except (httpx2.TransportError, httpx2.InvalidURL, OSError, ValueError) as error:
        if not (passed.is_set() or isinstance(error, httpx2.TimeoutException)):
            raise _failure(url, error) from None
        passed.set()
    finally:
        timer.cancel()
        for one in sockets:
            one.close()
    if passed.is_set():
        raise remote_fault(url, f"no whole answer within {seconds:g} s", "ask for less, or give a longer --timeout")


def told(answer: Response) -> str:
    """Return the first words of what a server says about a failure, as an addition to a message."""
    if answer.media == "text/html" or not answer.body:
        return ""
    words = " ".join(answer.body[:2000].decode("utf-8", errors="replace").split())
    return f": {words[:300]}" if words else ""


def _failure(url: str, error: Exception) -> Exception:
    """Return what a failure of the connection means: one that may pass, or a fault."""
    import httpx2

    causes = (error, *getattr(error.__cause__, "args", ()))
    cause = next((one for one in causes if isinstance(one, OSError)), None)  # what the system says
    text = str(error) if isinstance(error, httpx2.RemoteProtocolError) else type(error).__name__
    if type(cause).__name__ in ("SSLCertVerificationError", "SSLError"):
        why = getattr(cause, "verify_message", "") or getattr(cause, "reason", "") or "no reason is given"
        remedy = "mend the certificate of the server, or let SSL_CERT_FILE name the authority that you trust"
        return remote_fault(url, f"no secure connection: {why}", remedy)
    if isinstance(cause, socket.gaierror) or isinstance(error, UnicodeError | httpx2.InvalidURL):
        return remote_fault(url, f"there is no host '{urlsplit(url).hostname}'", "check the address and the network")
    if isinstance(cause, ConnectionRefusedError):
        return _Passing("nothing listens there", "start the store, or check the address")
    if isinstance(cause, ConnectionError) or "closed connection" in text or "disconnected" in text:
        return _Passing("the connection broke off before the answer was whole", "look at the log of the store")
    if cause:
        why = str(cause.strerror or cause).lower()
        return _Passing(f"no connection ({why})", "check the address and the network")
    if "status line" in text:
        return remote_fault(url, "what answers there does not speak HTTP", "check the address")
    return remote_fault(url, f"the answer is no HTTP ({text.partition(':')[0]})", "check the address")


def _retry_after(value: str) -> float | None:
    """Return the seconds that a header ``Retry-After`` means: a number, or a date."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def is_here(host: str) -> bool:
    """Return whether a host is this machine: ``localhost``, or an address of the loopback interface."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
