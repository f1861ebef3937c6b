"""The store behind queries: the graph and the vocabulary, loaded once per user and content, opened read-only."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from kg.cache import cache_folder
from kg.faults import Fault, FaultError
from kg.resources import ONTOLOGY

try:  # hashlib loads OpenSSL, which takes as long as the query; the module random does the same for the same reason
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["VOCABULARY", "load_store", "open_store"]

VOCABULARY: Final = ("battlekg.ttl", "schemes.ttl")
"""The files of the vocabulary that are loaded beside a graph."""

_LAYOUT: Final = f"2 {pyoxigraph.__version__}"
_KEPT: Final = 12
"""So many stores are kept; older ones go when a new one is made."""

_ABANDONED: Final = 3600.0
"""After so many seconds, what a killed process left half-filled is removed."""


def open_store(graph: Path) -> Store:
    """Return a read-only store with a graph and the vocabulary in its default graph.

    Where the cache cannot be written or read, the store is filled in memory.

    Args:
        graph: A Turtle file.

    Raises:
        FaultError: The graph is not there, or not well-formed.
    """
    files = _read(graph)
    folder = cache_folder() / "stores" / _key(files)
    try:
        if not folder.is_dir():
            _create(folder, files)
        return Store.read_only(str(folder))
    except (OSError, ValueError):
        return _fill(Store(), files)


def load_store(graph: Path) -> Store:
    """Return a store in memory with a graph and the vocabulary in its default graph.

    Raises:
        FaultError: The graph is not there, or not well-formed.
    """
    return _fill(Store(), _read(graph))


def _read(graph: Path) -> dict[Path, bytes]:
    """Return the files with their content: what is loaded is what the key was made from."""
    vocabulary = [path for name in VOCABULARY if (path := ONTOLOGY / name).exists()]
    try:
        return {path: path.read_bytes() for path in (graph, *vocabulary)}
    except OSError as error:
        what = f"the graph cannot be read ({(error.strerror or 'unknown reason').lower()})"
        raise FaultError([Fault(str(graph), 0, "graph", what, "run 'battlekg build' first")]) from None


def _key(files: Mapping[Path, bytes]) -> str:
    made = blake2b(_LAYOUT.encode(), digest_size=16)
    for content in files.values():
        made.update(b"%d " % len(content))
        made.update(content)
    return made.hexdigest()


def _create(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Fill a store beside its place and rename it, so that no half-filled one is ever opened."""
    import shutil
    import tempfile

    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        store = _fill(Store(str(temporary)), files)
        store.flush()
        del store
        temporary.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    _prune(folder)


def _prune(newest: Path) -> None:
    """Remove the oldest stores: each is renamed first, so that none is ever opened half-removed."""
    import shutil

    entries = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(newest.parent) if entry.is_dir())
    stores = [path for _, path in entries if not os.path.basename(path).startswith(".") and path != str(newest)]
    for path in stores[: max(0, len(stores) + 1 - _KEPT)]:
        gone = f"{newest.parent}/.new-gone-{os.path.basename(path)}"
        try:
            os.rename(path, gone)
        except OSError:
            continue
        shutil.rmtree(gone, ignore_errors=True)
    for changed, path in entries:
        if os.path.basename(path).startswith(".new-") and changed < time.time() - _ABANDONED:
            shutil.rmtree(path, ignore_errors=True)


def _fill(store: Store, files: Mapping[Path, bytes]) -> Store:
    for file, content in files.items():
        try:
            store.bulk_load(content, format=RdfFormat.TURTLE)
        except SyntaxError as error:
            what = f"not well-formed: {error.msg}"
            raise FaultError([Fault(str(file), error.lineno or 0, "syntax", what, "run 'battlekg build'")]) from None
    return store
