"""Stores that are started on the loopback interface with a free port, and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.engines.programs import JAVA, program

WAIT: Final = 90.0
"""So many seconds a store has to come up."""


@dataclass(frozen=True)
class Server:
    """A running store.

    Attributes:
        name: The product.
        url: The address that ``battlekg load`` takes.
        probe: An address that answers as soon as the store is up.
        environment: The variables that hold its credentials.
        process: Its process.
    """

    name: str
    url: str
    probe: str
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]


@dataclass(frozen=True)
class Setup:
    """What a store may take, for the data that it gets.

    Attributes:
        seconds: So long a query may take, before the store itself ends it; 0 for no limit.
        heap: Megabytes for the objects of Fuseki; what it maps of its files comes on top.
        buffers: The pages of 8 kB that Virtuoso keeps in memory.
        wait: So many seconds it has to come up, and to end.
    """

    seconds: float = 0
    heap: int = 2048
    buffers: int = 40_000
    wait: float = WAIT


def setup_for(triples: int, seconds: float, memory: int | None) -> Setup:
    """Return what stores may take for so many triples, at most a third of the memory that is free."""
    most = (memory or 8_000_000_000) // 3
    heap = min(max(2_048_000_000, 60 * triples), max(most, 2_048_000_000))
    pages = min(max(40_000, 64 * triples // 8192), max(most // 8192, 40_000))
    return Setup(seconds, heap // 1_000_000, pages, max(WAIT, triples / 100_000))


def free_port() -> int:
    """Return a port of the loopback interface that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def oxigraph(folder: Path, port: int, setup: Setup) -> Server:
    """Start Oxigraph with a store on disk."""
    url = f"http://127.0.0.1:{port}"
    command = [str(program("oxigraph")), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    command += [f"--timeout-s={max(1, round(setup.seconds))}"] if setup.seconds else []
    return Server("Oxigraph", url, f"{url}/query?query=ASK%7B%7D", {}, _start(command, folder))


def fuseki(folder: Path, port: int, setup: Setup) -> Server:
    """Start Fuseki with a TDB2 store on disk."""
    url = f"http://127.0.0.1:{port}/battle"
    (folder / "data").mkdir(exist_ok=True)
    limit = [f"--timeout={setup.seconds * 1000:.0f}"] if setup.seconds else []
    command = [str(program("java")), f"-Xmx{setup.heap}m", "-cp", f"{JAVA}/*",
               "org.apache.jena.fuseki.main.cmds.FusekiMainCmd", "--localhost", f"--port={port}", *limit,
               "--tdb2", f"--loc={folder / 'data'}", "--update", "/battle"]  # fmt: skip
    return Server("Fuseki", url, f"{url}?query=ASK%7B%7D", {}, _start(command, folder))


VIRTUOSO: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 20
ThreadsPerQuery = 1
VectorSize = 1000
MaxVectorSize = 1000000
AdjustVectorSize = 0
MaxMemPoolSize = 200000000
MaxQueryMem = 2G
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
{limit}"""


def virtuoso(folder: Path, port: int, setup: Setup) -> Server:
    """Start Virtuoso with a new database, whose administrator has the password that Virtuoso gives."""
    ini = folder / "virtuoso.ini"
    if not ini.exists():
        limit = f"MaxQueryExecutionTime = {setup.seconds:.0f}\n" if setup.seconds else ""
        pages = {"buffers": setup.buffers, "dirty": setup.buffers * 3 // 4}
        text = VIRTUOSO.format(folder=folder, sql=free_port(), port=port, limit=limit, **pages)
        ini.write_text(text, encoding="utf-8")
    url = f"http://127.0.0.1:{port}"
    command = [str(program("virtuoso-t")), "+foreground", "+configfile", str(ini)]
    credentials = {"BATTLEKG_USER": "dba", "BATTLEKG_PASSWORD": "dba"}
    return Server("Virtuoso", url, f"{url}/sparql?query=ASK%7B%7D", credentials, _start(command, folder))


START: Final[Mapping[str, Callable[[Path, int, Setup], Server]]] = {
    "Oxigraph": oxigraph, "Fuseki": fuseki, "Virtuoso": virtuoso,
}  # fmt: skip
"""The stores by name."""


def loader(name: str, folder: Path, graph: str, setup: Setup) -> list[str]:
    """Return the command with which a product fills its own files, from N-Triples that are given to it.

    Args:
        name: The product, one of ``LOADERS``.
        folder: The folder that ``running`` gets later.
        graph: The named graph.
        setup: What it may take.
    """
    data = folder / "data"
    if name == "Oxigraph":
        return [str(program("oxigraph")), "load", f"--location={data}", f"--graph={graph}", "--format=nt"]
    return [str(program("java")), f"-Xmx{setup.heap}m", "-cp", f"{JAVA}/*", "tdb2.tdbloader", f"--loc={data}",
            f"--graph={graph}", "--syntax=nt", "-"]  # fmt: skip


LOADERS: Final = ("Oxigraph", "Fuseki")
"""The products with a program that loads without a server."""

DEFAULT: Final = Setup()
"""What stores get for a dataset of the size of ours."""


@contextmanager
def running(name: str, folder: Path, port: int = 0, setup: Setup = DEFAULT) -> Iterator[Server]:
    """Start a store and stop it; while it runs, the environment holds its credentials.

    Args:
        name: The name of the store.
        folder: Where its data and its log go; a store that is started there again has the data of before.
        port: The port; a free one by default.
        setup: What it may take.

    Raises:
        RuntimeError: It does not come up.
    """
    server = START[name](folder, port or free_port(), setup)
    try:
        _wait(server, folder, setup.wait)
        os.environ.update(server.environment)
        yield server
    finally:
        for variable in server.environment:
            os.environ.pop(variable, None)
        server.process.terminate()
        try:
            server.process.wait(max(20.0, setup.wait - WAIT))
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log.txt").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _wait(server: Server, folder: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.process.poll() is None:
        try:
            with urllib.request.urlopen(server.probe, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    log = (folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"{server.name} did not come up\n{log}")
