"""The store behind queries: the graph and the vocabulary, loaded once per user and content, opened read-only."""

from __future__ import annotations

import os
import time

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from kg.faults import fault
from kg.paths import ONTOLOGY, cache

try:  # hashlib loads OpenSSL, which takes as long as the query; the module random does the same for the same reason
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Final

__all__ = ["VOCABULARY", "load_store", "open_ahead", "open_store"]

VOCABULARY: Final = ("battlekg.ttl", "schemes.ttl", "queries.ttl")
"""The files of the vocabulary that are loaded beside a graph."""

_LAYOUT: Final = f"3 {pyoxigraph.__version__}"
_KEPT: Final = 12
"""So many stores are kept; older ones go when a new one is made."""

_TICK: Final = 2.0
"""So many seconds after a change a file may change again without showing it (FAT keeps even seconds only)."""

_ABANDONED: Final = 3600.0
"""After so many seconds, what a killed process left half-filled is removed."""


def open_store(graph: str | os.PathLike[str]) -> Store:
    """Return a read-only store with a graph and the vocabulary in its default graph.

    A store that cannot be opened is made again; where the cache cannot be written, the store is filled in memory.

    Args:
        graph: A Turtle file.

    Raises:
        FaultError: The graph is not there, or not well-formed.
    """
    note, states = _notice(_paths(graph))
    if known := _recall(note, states):
        try:
            return Store.read_only(f"{cache()}/stores/{known}")
        except (OSError, RuntimeError, ValueError):
            pass
    files = _read(graph)
    key = _key(files)
    folder = f"{cache()}/stores/{key}"
    for _ in range(2):
        try:
            if not os.path.isdir(folder):
                _create(folder, files)
            store = Store.read_only(folder)
        except (OSError, RuntimeError, ValueError):
            _remove(folder)
        else:
            _remember(note, states, key)
            return store
    return _fill(Store(), files)


def open_ahead(graph: str | os.PathLike[str]) -> Callable[[], Store]:
    """Begin to open the store of a graph beside what else there is to do, and return what waits for it.

    The engine opens its files without holding Python's lock; meanwhile the modules that a query needs can be loaded.

    Args:
        graph: A Turtle file.

    Returns:
        A function that gives what ``open_store`` gives, and raises what it raises.
    """
    import _thread  # the module threading takes as long to load as this saves

    found: list[Store] = []
    failed: list[BaseException] = []
    done = _thread.allocate_lock()
    done.acquire()

    def work() -> None:
        try:
            found.append(open_store(graph))
        except BaseException as error:
            failed.append(error)
        finally:
            done.release()

    def wait() -> Store:
        with done:
            if failed:
                raise failed[0]
            return found[0]

    _thread.start_new_thread(work, ())
    return wait


def load_store(graph: str | os.PathLike[str]) -> Store:
    """Return a store in memory with a graph and the vocabulary in its default graph.

    Raises:
        FaultError: The graph is not there, or not well-formed.
    """
    return _fill(Store(), _read(graph))


def _paths(graph: str | os.PathLike[str]) -> list[str]:
    return [os.fspath(graph), *(path for name in VOCABULARY if os.path.exists(path := f"{ONTOLOGY}/{name}"))]


def _notice(paths: Sequence[str]) -> tuple[str, str]:
    """Return where it is noted what the files held, and their state: length, inode, both times."""
    try:
        states = [os.stat(path) for path in paths]
    except OSError:
        return "", ""
    lines = [f"{state.st_size} {state.st_ino} {state.st_mtime_ns} {state.st_ctime_ns}" for state in states]
    name = blake2b("\0".join([_LAYOUT, *map(os.path.realpath, paths)]).encode(), digest_size=16).hexdigest()
    return f"{cache()}/known/{name}", "\n".join(lines)


def _recall(note: str, states: str) -> str | None:
    """Return the key that the files had when they were in this state; ``None`` where they have to be read.

    A file changed twice within the clock's tick may keep its state; so a note is believed only where it was written
    well after the last change, as git believes its index.
    """
    try:
        with open(note, encoding="utf-8") as file:
            key, _, noted = file.read().partition("\n")
            written = os.fstat(file.fileno()).st_mtime
    except (OSError, ValueError):
        return None
    changed = max(int(moment) for line in states.split("\n") for moment in line.split(" ")[2:])
    return key if noted == states and changed < (written - _TICK) * 1e9 else None


def _remember(note: str, states: str, key: str) -> None:
    """Note the key of files in this state; where the cache cannot be written, they are read again each time."""
    if not note:
        return
    temporary = f"{note}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(note), exist_ok=True)
        with open(temporary, "w", encoding="utf-8") as file:
            file.write(f"{key}\n{states}")
        os.replace(temporary, note)
    except OSError:
        return


def _read(graph: str | os.PathLike[str]) -> dict[str, bytes]:
    """Return the files with their content: what is loaded is what the key was made from."""
    found = {}
    try:
        for path in _paths(graph):
            with open(path, "rb") as file:
                found[path] = file.read()
    except OSError as error:
        what = f"the graph cannot be read ({(error.strerror or 'unknown reason').lower()})"
        raise fault("graph", what, "run 'battlekg build' first", os.fspath(graph)) from None
    return found


def _key(files: Mapping[str, bytes]) -> str:
    made = blake2b(_LAYOUT.encode(), digest_size=16)
    for content in files.values():
        made.update(b"%d " % len(content))
        made.update(content)
    return made.hexdigest()


def _create(folder: str, files: Mapping[str, bytes]) -> None:
    """Fill a store beside its place and rename it, so that no half-filled one is ever opened."""
    import shutil
    import tempfile

    os.makedirs(os.path.dirname(folder), exist_ok=True)
    temporary = tempfile.mkdtemp(prefix=".new-", dir=os.path.dirname(folder))
    try:
        store = _fill(Store(temporary), files)
        store.optimize()
        store.flush()
        del store
        os.rename(temporary, folder)
    except OSError:
        if not os.path.isdir(folder):
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    _prune(folder)


def _prune(newest: str) -> None:
    """Remove the oldest stores, and what killed processes left."""
    import shutil

    parent = os.path.dirname(newest)
    entries = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(parent) if entry.is_dir())
    stores = [path for _, path in entries if not os.path.basename(path).startswith(".") and path != newest]
    for path in stores[: max(0, len(stores) + 1 - _KEPT)]:
        _remove(path)
    for changed, path in entries:
        if os.path.basename(path).startswith(".new-") and changed < time.time() - _ABANDONED:
            shutil.rmtree(path, ignore_errors=True)


def _remove(folder: str) -> None:
    """Remove a store; it is renamed first, so that it is never opened half-removed."""
    import shutil

    gone = f"{os.path.dirname(folder)}/.new-gone-{os.getpid()}-{os.path.basename(folder)}"
    try:
        os.rename(folder, gone)
    except OSError:
        return
    shutil.rmtree(gone, ignore_errors=True)


def _fill(store: Store, files: Mapping[str, bytes]) -> Store:
    for file, content in files.items():
        try:
            store.bulk_load(content, format=RdfFormat.TURTLE)
        except SyntaxError as error:
            what = f"not well-formed: {error.msg}"
            raise fault("syntax", what, "run 'battlekg build'", file, error.lineno or 0) from None
    return store
