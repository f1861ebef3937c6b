"""Stores that are loaded and asked with an end to everything: each in a process of its own, which can be ended."""

from __future__ import annotations

import multiprocessing
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from kg.ask.engine.remote import ask_remote
from kg.endpoint.client import Client, Limits
from kg.endpoint.profiles import find_endpoint
from kg.faults import FaultError
from kg.share.load.send import CHUNK, send
from kg.share.load.spool import Part
from scripts.engines import servers
from scripts.engines.answers import SLOW, Comunica, Digest, digest_of, rdflib_rows, rows_in
from scripts.engines.room import RESERVE, disk_free, peak, size_of, told

__all__ = [
    "Ended", "Failed", "InNode", "InProcess", "Limit", "OverHttp", "Session", "Slow", "memory_engine", "rdflib_engine",
]  # fmt: skip

GRACE: Final = 10.0
"""So many seconds longer than its limit a server has for saying that a question took too long."""

Opens = Callable[[Path, Path | None], Callable[[str], Digest]]
"""Loads a file into a store, which may be in a folder, and returns what asks it."""


class Limit(NamedTuple):
    """How long a store has, and how much it gets at once.

    Attributes:
        load: Seconds for loading.
        question: Seconds for each question.
        request: So many bytes go into one request to a server.
    """

    load: float
    question: float
    request: int = CHUNK


class Slow(Exception):
    """A question took longer than the limit."""


class Failed(Exception):
    """A question failed; its text says how."""


class Ended(Exception):
    """The store is not there any more, or did not load in time; its text says why."""


class Session(Protocol):
    """A store."""

    def load(self) -> float:
        """Load the data and return the seconds that it took; raise ``Ended`` where that fails."""

    def ask(self, name: str, text: str) -> tuple[float, Digest]:
        """Return the seconds and the answer; raise ``Slow``, ``Failed`` or ``Ended``."""

    def memory(self) -> int | None:
        """Return how many bytes its process has had at most, if the system tells."""

    def disk(self) -> int | None:
        """Return how many bytes it takes on disk; nothing for a store in memory."""

    def close(self) -> None:
        """End it."""


class Watched(ABC):
    """A store whose process is watched for its memory."""

    most: int | None = None

    @abstractmethod
    def running(self) -> int | None:
        """Return the number of its process; nothing where it does not run."""

    def memory(self) -> int | None:
        """Return how many bytes its process, or one before, has had at most, if the system tells."""
        if (process := self.running()) is not None:
            self.most = max(self.most or 0, peak(process) or 0) or None
        return self.most


class InProcess(Watched):
    """An engine that is a library: in a process of its own, which is ended and started anew where a question is slow.

    Args:
        opens: What loads the file.
        file: The triples.
        folder: Where the store is on disk; nothing for a store in memory, which then loads again.
        limit: How long it has.
    """

    def __init__(self, opens: Opens, file: Path, folder: Path | None, limit: Limit) -> None:
        self.given = (opens, file, folder)
        self.limit = limit
        self.process: multiprocessing.process.BaseProcess | None = None
        self.pipe: Connection

    def load(self) -> float:
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(*self.given, other), daemon=True)
        self.process.start()
        other.close()
        found = self._wait(self.limit.load)
        if found is None:
            self.close()
            raise Ended(f"not loaded within {self.limit.load:.0f} s")
        if isinstance(found, str):
            raise Ended(f"does not load: {found}")
        return float(found[0])

    def ask(self, name: str, text: str) -> tuple[float, Digest]:
        if self.process is None:
            self.load()
        with suppress(BrokenPipeError):
            self.pipe.send(text)
        found = self._wait(self.limit.question)
        if found is None:
            self.close()
            raise Slow
        if isinstance(found, str):
            raise Failed(found)
        return found

    def running(self) -> int | None:
        return self.process.pid if self.process else None

    def disk(self) -> int | None:
        return size_of(self.given[2]) if self.given[2] else None

    def close(self) -> None:
        if self.process is not None:
            self.memory()
            self.process.kill()
            self.process.join()
            self.process = None

    def _wait(self, seconds: float) -> tuple[float, Digest] | str | None:
        """Return what the process sends; nothing where it takes too long."""
        assert self.process is not None
        try:
            return self.pipe.recv() if self.pipe.poll(seconds) else None
        except (EOFError, ConnectionError):
            self.process.join()
            raise Ended(f"its process ended ({_way(self.process.exitcode)})") from None


def _serve(opens: Opens, file: Path, folder: Path | None, pipe: Connection) -> None:
    try:
        begun = time.perf_counter()
        answer = opens(file, folder)
        pipe.send((time.perf_counter() - begun, None))
        while True:
            text = pipe.recv()
            try:
                begun = time.perf_counter()
                found = answer(text)
                pipe.send((time.perf_counter() - begun, found))
            except Exception as error:  # whatever an engine raises is its answer
                pipe.send(_short(error))
    except EOFError:
        return
    except MemoryError as error:
        pipe.send(_short(error))


def memory_engine(file: Path, folder: Path | None) -> Callable[[str], Digest]:
    """Load pyoxigraph, in memory or in a folder; a folder that is there has been loaded before."""
    import pyoxigraph

    from kg.ask.engine.answer import ask

    filled = folder is not None and folder.exists()
    store = pyoxigraph.Store(str(folder)) if folder else pyoxigraph.Store()
    if not filled:
        store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_TRIPLES)
        store.flush()
    return lambda text: digest_of(rows_in(ask(store, text)))


def rdflib_engine(file: Path, folder: Path | None) -> Callable[[str], Digest]:
    """Load rdflib."""
    import rdflib

    graph = rdflib.Graph()
    graph.parse(file, format="nt")
    return lambda text: digest_of(rdflib_rows(graph, text))


class InNode(Watched):
    """Comunica.

    Args:
        file: The triples.
        limit: How long it has.
    """

    def __init__(self, file: Path, limit: Limit) -> None:
        self.engine = Comunica(file)
        self.limit = limit

    def load(self) -> float:
        begun = time.perf_counter()
        if not self.engine.start(self.limit.load):
            took = time.perf_counter() - begun
            raise Ended(f"not loaded within {self.limit.load:.0f} s" if took >= self.limit.load else "does not load")
        return time.perf_counter() - begun

    def ask(self, name: str, text: str) -> tuple[float, Digest]:
        if self.engine.process is None:
            self.load()
        self.memory()
        answer, took = self.engine.ask(name, text, self.limit.question)
        if isinstance(answer, str):
            raise Slow if answer.startswith(SLOW) else Failed(_short(answer))
        return took, digest_of(rows_in(answer))

    def running(self) -> int | None:
        return self.engine.process.pid if self.engine.process else None

    def disk(self) -> int | None:
        return None

    def close(self) -> None:
        self.memory()
        self.engine.close()


class OverHttp(Watched):
    """A server, which ends slow questions itself; where it does not, it is started anew with the data that it has.

    Args:
        name: The product.
        part: The graph.
        folder: Where its data go.
        limit: How long it has.
        setup: What it may take.
        tell: Called with the number of bytes after each request.
        bulk: Whether its own program loads, before it starts.
    """

    def __init__(
        self, name: str, part: Part, folder: Path, limit: Limit, setup: servers.Setup, tell: Callable[[int], None],
        bulk: bool = False,
    ) -> None:  # fmt: skip
        self.bulk = bulk
        self.name, self.part, self.folder, self.limit, self.setup, self.tell = name, part, folder, limit, setup, tell
        self.port = servers.free_port()
        self.stack = ExitStack()
        self.server: servers.Server | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def load(self) -> float:
        self.folder.mkdir()
        self.begun, self.sent = time.perf_counter(), 0
        if self.bulk:
            self._fill()
            took = time.perf_counter() - self.begun
            self._start()
            return took
        server = self._start()
        self.begun = time.perf_counter()
        client = Client(Limits(self.limit.load, retries=1), trusted=server.url)
        try:
            send(client, find_endpoint(client, server.url), self.part, self._on, self.limit.request)
        except FaultError as error:
            raise self._ended() or Ended(f"does not load: {_short(error)}") from None
        return time.perf_counter() - self.begun

    def _fill(self) -> None:
        """Give the graph to the program that loads."""
        command = servers.loader(self.name, self.folder, self.part.graph, self.setup)
        with (self.folder / "load.txt").open("ab") as log:
            process = self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)
        assert process.stdin is not None
        try:
            with suppress(BrokenPipeError):
                for chunk in self.part.chunks(self.limit.request):
                    process.stdin.write(chunk)
                    self._on(len(chunk))
                process.stdin.close()
            while process.poll() is None:
                self._on(0)
                self.memory()
                time.sleep(min(1.0, self.part.triples / 10**6))
            if process.returncode:
                raise Ended(f"its loader ended ({_way(process.returncode)})")
        finally:
            process.kill()
            process.wait()

    def _on(self, size: int) -> None:
        """Go on loading, unless that has taken too long or too much."""
        self.sent += size
        share = f"{self.sent / self.part.size:.0%}"
        if time.perf_counter() - self.begun > self.limit.load:
            raise Ended(f"not loaded within {self.limit.load:.0f} s: {share} sent")
        if disk_free(self.folder) < RESERVE:
            took = told(size_of(self.folder))
            raise Ended(f"ended in loading, for the disk is nearly full: it takes {took} after {share}")
        self.tell(size)

    def ask(self, name: str, text: str) -> tuple[float, Digest]:
        server = self.server or self._start()
        client = Client(Limits(self.limit.question + GRACE, 2_000_000_000, retries=0), trusted=server.url)
        begun = time.perf_counter()
        try:
            endpoint = find_endpoint(client, server.url)
            begun = time.perf_counter()
            found = digest_of(rows_in(ask_remote(client, endpoint, text, graphs=(self.part.graph,))))
            took = time.perf_counter() - begun
        except FaultError as error:
            took = time.perf_counter() - begun
            if ended := self._ended():
                raise ended from None
            if took < self.limit.question * 0.98:
                raise Failed(_short(error)) from None
            if took >= self.limit.question + GRACE:
                self.close()
            raise Slow from None
        if took > self.limit.question:
            raise Slow
        return took, found

    def running(self) -> int | None:
        return self.process.pid if self.process else None

    def disk(self) -> int | None:
        return size_of(self.folder)

    def _start(self) -> servers.Server:
        try:
            self.server = self.stack.enter_context(servers.running(self.name, self.folder, self.port, self.setup))
        except RuntimeError as error:
            raise Ended(_short(error)) from None
        self.process = self.server.process
        return self.server

    def close(self) -> None:
        self.memory()
        self.server = self.process = None
        self.stack.close()

    def _ended(self) -> Ended | None:
        """Return that the process of the server ended, if it did; it may take a moment to be seen."""
        assert self.server is not None
        time.sleep(0.5)
        code = self.server.process.poll()
        return None if code is None else Ended(f"its process ended ({_way(code)})")


def _way(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit {code}"


def _short(error: object) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= 160 else f"{words[:160]} ..."
