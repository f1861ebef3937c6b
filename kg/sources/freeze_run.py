"""``battlekg freeze``: make or renew the index of passages of a document."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from kg.faults import Fault, FaultError, did_you_mean
from kg.sources.documents import read_documents
from kg.sources.freeze import freeze
from kg.sources.index import index_path, read_index, write_index
from kg.sources.refreeze import refreeze

__all__ = ["run"]


def run(folder: Path, key: str, text: Path, out: TextIO) -> int:
    """Write the index of a document; passages that are known keep their identifiers for good.

    Args:
        folder: The dataset's folder.
        key: The key of the document in ``sources.yaml``.
        text: The text of the document.
        out: Where to say what was done.

    Returns:
        The exit code.

    Raises:
        FaultError: The document is unknown, or its text or its index cannot be read.
    """
    documents = read_documents(folder / "sources.yaml")
    if key not in documents:
        remedy = did_you_mean(key, documents, "add it to sources.yaml")
        raise FaultError([Fault("", 0, "value", f"there is no document '{key}'", remedy)])
    try:
        raw = text.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise FaultError([Fault(str(text), 0, "encoding", "the file is not UTF-8", "save it as UTF-8")]) from None
    except OSError as error:
        what = f"the file cannot be read ({(error.strerror or 'unknown reason').lower()})"
        raise FaultError([Fault(str(text), 0, "unreadable", what, "check the path")]) from None
    made = freeze(key, raw, documents[key].sections)
    path = index_path(folder, key)
    if path.exists():
        renewed = refreeze(read_index(path), made)
        made = renewed.passages
        print(f"{len(renewed.moved)} moved, {len(renewed.new)} new, {len(renewed.vanished)} vanished", file=out)
        for passage in renewed.vanished:
            print(f"vanished: {passage}", file=out)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_index(path, made)
    print(f"{len(made)} passages: {path}", file=out)
    return 0
