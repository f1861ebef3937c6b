"""The store behind queries: the graph and the vocabulary, loaded once per user and content, opened read-only."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

from kg.cache import cache_folder
from kg.faults import Fault, FaultError
from kg.resources import ONTOLOGY

__all__ = ["VOCABULARY", "open_store"]

VOCABULARY: Final = ("battlekg.ttl", "schemes.ttl")
"""The files of the vocabulary that are loaded beside a graph."""

_LAYOUT: Final = b"1"


def open_store(graph: Path) -> Store:
    """Return a read-only store with a graph and the vocabulary in its default graph.

    Args:
        graph: A Turtle file.

    Raises:
        FaultError: The graph is not there, or not well-formed.
    """
    files = [graph, *(ONTOLOGY / name for name in VOCABULARY if (ONTOLOGY / name).exists())]
    try:
        key = _digest(files)
    except OSError:
        raise FaultError([Fault(str(graph), 0, "graph", "there is no graph", "run 'battlekg build' first")]) from None
    folder = cache_folder() / "stores" / key
    if not folder.exists():
        try:
            _create(folder, files)
        except OSError:
            return _load(Store(), files)
    return Store.read_only(str(folder))


def _digest(files: Sequence[Path]) -> str:
    made = hashlib.sha256(_LAYOUT)
    for file in files:
        made.update(file.read_bytes())
    return made.hexdigest()[:32]


def _create(folder: Path, files: Sequence[Path]) -> None:
    """Fill a store beside its place and rename it, so that no half-filled one is ever opened."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        store = _load(Store(str(temporary)), files)
        store.flush()
        del store
        temporary.rename(folder)
    except OSError:
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _load(store: Store, files: Sequence[Path]) -> Store:
    for file in files:
        try:
            store.bulk_load(path=str(file), format=RdfFormat.TURTLE)
        except SyntaxError as error:
            what = f"not well-formed: {error.msg}"
            raise FaultError([Fault(str(file), error.lineno or 0, "syntax", what, "run 'battlekg build'")]) from None
    return store
