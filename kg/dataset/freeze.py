"""The index of passages of a document, made from its text or renewed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TextIO

from kg.dataset.documents import Document, read_documents
from kg.faults import Fault, FaultError, did_you_mean, fault
from kg.text.freeze import freeze
from kg.text.index import index_path, read_index, write_index
from kg.text.passage import Passage
from kg.text.refreeze import refreeze

__all__ = ["digest_of", "freeze_document", "read_text"]


def read_text(path: Path) -> str:
    """Return the text of a document as found, with the line ends of the file.

    Args:
        path: The file.

    Raises:
        FaultError: It cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise fault("encoding", "the file is not UTF-8", "save it as UTF-8", str(path)) from None
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise fault("unreadable", f"the file cannot be read ({why})", "check the path", str(path)) from None


def digest_of(raw: str) -> str:
    """Return the SHA-256 of the file that holds a text as found."""
    return sha256(raw.encode("utf-8")).hexdigest()


def freeze_document(folder: Path, key: str, text: Path, out: TextIO) -> None:
    """Write the index of a document; passages that are known keep their identifiers for good.

    Args:
        folder: The dataset's folder.
        key: The key of the document in ``sources.yaml``.
        text: The text of the document, or a folder that holds the file under the name of ``sources.yaml``.
        out: Where to say what was done.

    Raises:
        FaultError: The document is unknown, its text or its index cannot be read, or the file is another than the one
            that ``sources.yaml`` describes.
    """
    documents = read_documents(folder / "sources.yaml")
    if key not in documents:
        raise fault("value", f"there is no document '{key}'", did_you_mean(key, documents, "add it to sources.yaml"))
    document = documents[key]
    file = text / document.file.name if text.is_dir() else text
    made = _freeze(document, read_text(file), str(file))
    path = index_path(folder, key)
    if path.exists():
        renewed = refreeze(read_index(path), made)
        made = renewed.passages
        print(f"{len(renewed.moved)} moved, {len(renewed.new)} new, {len(renewed.vanished)} vanished", file=out)
        for passage in renewed.vanished:
            print(f"vanished: {passage.id}", file=out)
    write_index(path, made)
    print(f"{len(made)} passages: {path}", file=out)


def _freeze(document: Document, raw: str, file: str) -> tuple[Passage, ...]:
    """Freeze the file that the document describes; another one would leave an index that fits no file."""
    faults: list[Fault] = []
    if digest_of(raw) != document.file.sha256:
        what = f"its SHA-256 is {digest_of(raw)}, and sources.yaml gives another for '{document.key}'"
        faults.append(Fault(file, 0, "other-file", what, "name the file that is described there, or describe this one"))
    try:
        made = freeze(document.key, raw, document.parts)
    except FaultError as error:
        faults.extend(error.faults)
    if faults:
        raise FaultError(faults)
    return made
