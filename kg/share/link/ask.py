"""Asking a public service as it wants to be asked: one request after the other, with pauses, a name, and a cache.

Only answers that were understood are kept; a cache file that is damaged is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from kg.endpoint.client import Client, Limits, check_address, is_here, remote_fault, told
from kg.faults import usage
from kg.files import write_whole
from kg.version import __version__

__all__ = ["Asker", "Misunderstood", "make_asker"]

_DAY: Final = 86_400.0


class Misunderstood(Exception):
    """An answer that is JSON and is not what was asked for; the text says what is wrong with it."""


@dataclass
class Asker:
    """Asks for JSON.

    Attributes:
        client: Makes the requests.
        agent: The name under which it asks (``User-Agent``).
        folder: Where answers are kept.
        interval: So many seconds lie between two requests to one host.
        days: So old an answer that was kept may be; 0 asks always.
        clock: The time in seconds.
        asked: How many requests were made.
    """

    client: Client
    agent: str
    folder: Path
    interval: float = 1.0
    days: float = 7.0
    clock: Callable[[], float] = time.monotonic
    asked: int = 0
    _last: dict[str, float] = field(default_factory=dict)

    def ask(self, url: str, form: Mapping[str, str] | None, understand: Callable[[Any], Any]) -> Any:
        """Return what an address answers.

        Args:
            url: The address.
            form: What is posted; nothing is where it is ``None``.
            understand: Makes what is returned of the JSON; raises ``Misunderstood`` where it is not what was asked for.

        Raises:
            FaultError: There is no such answer within the limits.
        """
        body = None if form is None else urlencode(form).encode()
        key = hashlib.sha256(b"%b\0%b" % (url.encode(), body or b""))
        place = self.folder / f"{key.hexdigest()}.json"
        if (kept := self._kept(place, understand)) is not None:
            return kept
        data = self._fetch(url, body)
        try:
            found = understand(data)
        except Misunderstood as error:
            remedy = "check the address, or ask whoever runs the service"
            raise remote_fault(url, f"the answer is not what was asked for: {error}", remedy) from None
        write_whole(place, [json.dumps({"url": url, "answer": data}, ensure_ascii=False)])
        return found

    def _kept(self, place: Path, understand: Callable[[Any], Any]) -> Any:
        try:
            if time.time() - place.stat().st_mtime > self.days * _DAY:
                return None
            return understand(json.loads(place.read_text("utf-8"))["answer"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError, Misunderstood):
            return None

    def _fetch(self, url: str, body: bytes | None) -> Any:
        typed = {} if body is None else {"Content-Type": "application/x-www-form-urlencoded"}
        headers = {"User-Agent": self.agent, "Accept": "application/json", **typed}
        self._wait(urlsplit(url).netloc)
        answer = self.client.request("GET" if body is None else "POST", url, headers, body)
        self.asked += 1
        if answer.status != 200:
            remedy = "check the address" if answer.status < 500 else "try again later"
            raise remote_fault(url, f"the answer is an error (HTTP {answer.status}){told(answer)}", remedy)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            raise remote_fault(url, *_no_json(answer.media, answer.body)) from None

    def _wait(self, host: str) -> None:
        left = self._last.get(host, -1e9) + self.interval - self.clock()
        if left > 0:
            self.client.sleep(left)
        self._last[host] = self.clock()


def _no_json(media: str, body: bytes) -> tuple[str, str]:
    if media == "text/html" or body.lstrip()[:1] == b"<":
        return "the answer is a web page, not JSON", "check the address; the service may be under maintenance"
    if body.lstrip()[:1] in (b"{", b"["):
        return "the answer is JSON that breaks off or is damaged", "try again later"
    return f"the answer is no JSON ({media or 'of no named type'})", "check the address"


def make_asker(
    urls: tuple[str, ...], contact: str, folder: Path, limits: Limits, interval: float, days: float,
    tell: Callable[[str], None],
) -> Asker:  # fmt: skip
    """Return what asks some services.

    Args:
        urls: Their addresses.
        contact: How whoever asks can be reached: an address of mail or of a page. The policy of Wikimedia on user
            agents demands it; services on this machine do not.
        folder: Where answers are kept.
        limits: The limits of each request.
        interval: So many seconds lie between two requests to one host; on this machine none do.
        days: So old an answer that was kept may be.
        tell: Called with a line for people where a request has to wait.

    Raises:
        FaultError: An address cannot be asked, nobody can be reached, or a number is out of range.
    """
    here = all(is_here(urlsplit(check_address(url)).hostname or "") for url in urls)
    contact = contact.strip()
    if not here and not ("@" in contact or contact.startswith("http")):
        raise usage(
            "public services want to know whom to write to when something goes wrong",
            "give --contact with an address of mail or of a page, or set BATTLEKG_CONTACT",
        )
    if not contact.isascii() or not contact.isprintable() or len(contact) > 200:
        raise usage("the contact is no address of mail or of a page", "write it in ASCII, in one line")
    if not (0 <= interval <= 3600 and days >= 0):
        raise usage("--interval or --days is out of range", "give a number from 0")
    agent = f"battlekg/{__version__} ({contact or 'local'}) linker"
    return Asker(Client(limits, tell), agent, folder, 0.0 if here else interval, days)
