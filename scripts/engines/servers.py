"""Stores that are started on the loopback interface with a free port, and stopped again."""

from __future__ import annotations

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


def free_port() -> int:
    """Return a port of the loopback interface that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def oxigraph(folder: Path, port: int) -> Server:
    """Start Oxigraph with a store on disk."""
    url = f"http://127.0.0.1:{port}"
    command = [str(program("oxigraph")), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    return Server("Oxigraph", url, f"{url}/query?query=ASK%7B%7D", {}, _start(command, folder))


def fuseki(folder: Path, port: int) -> Server:
    """Start Fuseki with a TDB2 store on disk."""
    url = f"http://127.0.0.1:{port}/battle"
    (folder / "data").mkdir(exist_ok=True)
    command = [str(program("java")), "-Xmx2g", "-cp", f"{JAVA}/*", "org.apache.jena.fuseki.main.cmds.FusekiMainCmd",
               "--localhost", f"--port={port}", "--tdb2", f"--loc={folder / 'data'}", "--update",
               "/battle"]  # fmt: skip
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
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""


def virtuoso(folder: Path, port: int) -> Server:
    """Start Virtuoso with a new database, whose administrator has the password that Virtuoso gives."""
    ini = folder / "virtuoso.ini"
    if not ini.exists():
        ini.write_text(VIRTUOSO.format(folder=folder, sql=free_port(), port=port), encoding="utf-8")
    url = f"http://127.0.0.1:{port}"
    command = [str(program("virtuoso-t")), "+foreground", "+configfile", str(ini)]
    credentials = {"BATTLEKG_USER": "dba", "BATTLEKG_PASSWORD": "dba"}
    return Server("Virtuoso", url, f"{url}/sparql?query=ASK%7B%7D", credentials, _start(command, folder))


START: Final[Mapping[str, Callable[[Path, int], Server]]] = {
    "Oxigraph": oxigraph, "Fuseki": fuseki, "Virtuoso": virtuoso,
}  # fmt: skip
"""The stores by name."""


@contextmanager
def running(name: str, folder: Path, port: int = 0) -> Iterator[Server]:
    """Start a store and stop it.

    Args:
        name: The name of the store.
        folder: Where its data and its log go; a store that is started there again has the data of before.
        port: The port; a free one by default.
    """
    server = START[name](folder, port or free_port())
    try:
        _wait(server, folder)
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(20)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()


def _start(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "log.txt").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _wait(server: Server, folder: Path) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until and server.process.poll() is None:
        try:
            with urllib.request.urlopen(server.probe, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    log = (folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-2000:]
    raise RuntimeError(f"{server.name} did not come up\n{log}")
