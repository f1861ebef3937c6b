"""The store behind queries: the graph and the vocabulary, loaded once per user and content, opened read-only."""

from __future__ import annotations

import os
import time

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from kg.faults import Fault, FaultError
from kg.folders import ONTOLOGY, cache

try:  # hashlib loads OpenSSL, which takes as long as the query; the module random does the same for the same reason
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

__all__ = ["VOCABULARY", "load_store", "open_store"]

VOCABULARY: Final = ("battlekg.ttl", "schemes.ttl")
"""The files of the vocabulary that are loaded beside a graph."""

_LAYOUT: Final = f"3 {pyoxigraph.__version__}"
_KEPT: Final = 12
"""So many stores are kept; older ones go when a new one is made."""

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
    files = _read(graph)
    folder = f"{cache()}/stores/{_key(files)}"
    for _ in range(2):
        try:
            if not os.path.isdir(folder):
                _create(folder, files)
            return Store.read_only(folder)
        except (OSError, RuntimeError, ValueError):
            _remove(folder)
    return _fill(Store(), files)


def load_store(graph: str | os.PathLike[str]) -> Store:
    """Return a store in memory with a graph and the vocabulary in its default graph.

    Raises:
        FaultError: The graph is not there, or not well-formed.
    """
    return _fill(Store(), _read(graph))


def _read(graph: str | os.PathLike[str]) -> dict[str, bytes]:
    """Return the files with their content: what is loaded is what the key was made from."""
    paths = [os.fspath(graph), *(path for name in VOCABULARY if os.path.exists(path := f"{ONTOLOGY}/{name}"))]
    found = {}
    try:
        for path in paths:
            with open(path, "rb") as file:
                found[path] = file.read()
    except OSError as error:
        what = f"the graph cannot be read ({(error.strerror or 'unknown reason').lower()})"
        raise FaultError([Fault(os.fspath(graph), 0, "graph", what, "run 'battlekg build' first")]) from None
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
            raise FaultError([Fault(file, error.lineno or 0, "syntax", what, "run 'battlekg build'")]) from None
    return store
