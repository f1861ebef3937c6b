"""The documents of a dataset, as ``sources.yaml`` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from kg.dataset.fields import KEY, SOME, Key, Licence, Line, LineOrNone, Node, OneDate, Slug, shaped
from kg.dataset.tree import Tree, read_tree
from kg.faults import Fault, FaultError
from kg.text.normalise import NORMALISATION
from kg.text.passage import Section

__all__ = ["DOCUMENT_KINDS", "Document", "DocumentEntry", "parse_documents", "read_documents"]

Kind = Literal["news-article", "encyclopedia-article"]
DOCUMENT_KINDS: Final = get_args(Kind)
"""What a document can be."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_URL: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\u0000-\u0020\u007f-\u009f]+")
_NORMALISATION: Final = re.compile(re.escape(NORMALISATION))


class SourceFile(Node):
    """The file that was frozen."""

    name: Line
    sha256: Annotated[str, shaped(_DIGEST, "digest", "SHA-256", "write 64 lower-case hexadecimal digits")]


class SectionEntry(Node):
    """One section of a document."""

    key: Key
    heading: LineOrNone


class DocumentEntry(Node):
    """What ``sources.yaml`` says of one document; see ``Document`` for the meaning of each key."""

    kind: Kind
    title: Line
    publisher: Slug
    url: Annotated[str, shaped(_URL, "url", "address", "write an http or https address")]
    url_is: Literal["exact", "prefix"] = "exact"
    published: OneDate
    inferred: dict[Literal["kind", "title", "publisher", "url", "published"], Line] = Field(default_factory=dict)
    retrieved: OneDate | None = None
    licence: Licence | None = None
    notes: LineOrNone = ""
    file: SourceFile
    normalisation: Annotated[
        str, shaped(_NORMALISATION, "unknown-value", "known normalisation", f"write {NORMALISATION}")
    ]
    sections: Annotated[tuple[SectionEntry, ...], SOME]


class Document(DocumentEntry):
    """One document.

    Attributes:
        key: The short name that identifiers of passages begin with.
        kind: One of ``DOCUMENT_KINDS``.
        title: The title.
        publisher: The identifier of the actor that published it.
        url: The public address, or its beginning.
        url_is: ``exact``, or ``prefix`` where only the beginning of the address is known.
        published: The date of publication, EDTF.
        inferred: Which of these facts the document does not state itself, each with the reason.
        retrieved: When the file was fetched, EDTF; ``None`` if unknown.
        licence: The address of the licence under which the text may be copied; ``None`` where it may not.
        notes: Anything else a reader should know; may be empty.
        file: The name of the file that was frozen, and its SHA-256 in 64 lower-case hexadecimal digits.
        normalisation: The name of the normalisation that offsets and digests refer to.
        sections: The sections in the order of the document.
    """

    key: Key

    @property
    def parts(self) -> tuple[Section, ...]:
        """The sections as freezing takes them."""
        return tuple(Section(section.key, section.heading) for section in self.sections)


def read_documents(path: Path) -> dict[str, Document]:
    """Read ``sources.yaml``; every scalar stays a string.

    Args:
        path: The file; messages name it below the folder of the dataset.

    Returns:
        The documents by key, in the order of the file.

    Raises:
        FaultError: All faults of the file, each with its line.
    """
    faults: list[Fault] = []
    documents = parse_documents(read_tree(path, f"{path.resolve().parent.name}/{path.name}"), faults)
    if faults:
        raise FaultError(faults)
    return documents


def parse_documents(tree: Tree, faults: list[Fault]) -> dict[str, Document]:
    """Return the documents of a file that has been read, by key, and note all that is wrong with it."""
    if not isinstance(tree.data, dict) or not tree.data:
        faults.append(tree.fault((), "type", "the file describes no document", "write 'key:' and what belongs to it"))
        return {}
    documents: dict[str, Document] = {}
    for key, data in tree.data.items():
        if not KEY.fullmatch(key):
            what = f"'{key[:80]}' is no key"
            faults.append(tree.fault((key,), "key", what, "use lower-case letters, digits and '-'"))
        entry = tree.parse(DocumentEntry, data, (key,), faults)
        if entry is not None:
            faults.extend(_section_faults(tree, key, entry))
            documents[key] = Document.model_construct(key=key, **dict(entry))
    return documents


def _section_faults(tree: Tree, key: str, entry: DocumentEntry) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, section in enumerate(entry.sections):
        where = (key, "sections", number)
        if section.key in seen:
            what = f"document '{key}' has two sections '{section.key}'"
            yield tree.fault(where, "duplicate-key", what, "give one another key")
        if number and not section.heading:
            yield tree.fault(
                where, "section", f"section '{section.key}' has no heading", "only the first may be without"
            )
        seen.add(section.key)
