"""The documents of a dataset, as ``sources.yaml`` describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import quote

from yaml.nodes import Node, ScalarNode, SequenceNode

from kg.faults import FaultError, did_you_mean
from kg.sources.nodes import NodeReader, compose
from kg.sources.normalise import NORMALISATION
from kg.sources.passage import Passage, Section

__all__ = ["DOCUMENT_KINDS", "Document", "read_documents"]

DOCUMENT_KINDS: Final = ("news-article", "encyclopedia-article")
"""What a document can be."""

_REQUIRED: Final = ("kind", "title", "publisher", "url", "published", "file", "normalisation", "sections")
_OPTIONAL: Final = ("url-is", "inferred", "retrieved", "notes")
_NESTED: Final = ("file", "inferred", "sections")
_URL_IS: Final = ("exact", "prefix")
_KEY = re.compile(r"[a-z][a-z0-9-]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes:
        key: The short name that identifiers of passages begin with.
        kind: One of ``DOCUMENT_KINDS``.
        title: The title.
        publisher: The key of the publisher.
        url: The public address, or its beginning.
        url_is: ``exact``, or ``prefix`` where only the beginning of the address is known.
        published: The date of publication, EDTF.
        inferred: Which of these facts the document does not state itself, each with the reason.
        retrieved: When the file was fetched, EDTF; empty if unknown.
        notes: Anything else a reader should know; may be empty.
        file_name: The name of the file that was frozen.
        file_sha256: The SHA-256 of that file, 64 lower-case hexadecimal digits.
        normalisation: The name of the normalisation that offsets and digests refer to.
        sections: The sections in the order of the document.
    """

    key: str
    kind: str
    title: str
    publisher: str
    url: str
    url_is: str
    published: str
    inferred: tuple[tuple[str, str], ...]
    retrieved: str
    notes: str
    file_name: str
    file_sha256: str
    normalisation: str
    sections: tuple[Section, ...]

    def fragment_url(self, passage: Passage) -> str | None:
        """Return an address that opens the public page at the passage.

        Args:
            passage: A passage of this document.

        Returns:
            The address with a text fragment; ``None`` where the full address is not known, the passage has no
            finder, or it is a caption (alternative text is not part of the visible page).
        """
        if self.url_is != "exact" or not passage.finder or passage.kind == "caption":
            return None
        # Inside a text directive '-' and ',' are syntax, and quote() leaves '-' alone.
        words = quote(passage.finder, safe="").replace("-", "%2D")
        return f"{self.url}{'' if '#' in self.url else '#'}:~:text={words}"


def read_documents(path: Path) -> dict[str, Document]:
    """Read ``sources.yaml``; every scalar stays a string.

    Args:
        path: The file.

    Returns:
        The documents by key, in the order of the file.

    Raises:
        FaultError: All faults of the file, each with its line.
    """
    reader = _Reader(str(path))
    entries = reader.mapping(compose(path), "the file")
    if not entries and not reader.faults:
        reader.report(None, "empty", "there is no document", "describe at least one")
    documents = {key: reader.document(key, node) for key, node in entries.items()}
    if reader.faults:
        raise FaultError(reader.faults)
    return documents


@dataclass(slots=True)
class _Reader(NodeReader):
    """Reads the entries of ``sources.yaml``."""

    def document(self, key: str, node: Node) -> Document:
        name = f"document '{key}'"
        if not _KEY.fullmatch(key):
            self.report(node, "key", f"'{key}' is no key", "use lower-case letters, digits and '-'")
        pairs = self.fields(node, name, _REQUIRED, _OPTIONAL)
        read = {k: self.text(v, f"'{k}' of {name}") for k, v in pairs.items() if k not in _NESTED}
        plain = {k: value for k, value in read.items() if isinstance(pairs[k], ScalarNode)}
        for field, rule, what, remedy in _troubles(plain):
            self.report(pairs[field], rule, f"'{field}' of {name} {what}", remedy)
        inferred = self.mapping(pairs.get("inferred"), f"'inferred' of {name}")
        for fact in [fact for fact in inferred if fact not in _REQUIRED]:
            remedy = did_you_mean(fact, _REQUIRED, "name a field of the document")
            self.report(inferred[fact], "unknown-key", f"'inferred' of {name} names '{fact}'", remedy)
        file = self.file(pairs.get("file"), name)
        return Document(
            key=key,
            kind=plain.get("kind", ""),
            title=plain.get("title", ""),
            publisher=plain.get("publisher", ""),
            url=plain.get("url", ""),
            url_is=plain.get("url-is", "exact"),
            published=plain.get("published", ""),
            inferred=tuple((fact, self.text(why, f"the reason for '{fact}'")) for fact, why in inferred.items()),
            retrieved=plain.get("retrieved", ""),
            notes=plain.get("notes", ""),
            file_name=file.get("name", ""),
            file_sha256=file.get("sha256", ""),
            normalisation=plain.get("normalisation", ""),
            sections=tuple(self.sections(pairs.get("sections"), name)),
        )

    def file(self, node: Node | None, name: str) -> dict[str, str]:
        if node is None:
            return {}
        pairs = self.fields(node, f"'file' of {name}", ("name", "sha256"), ())
        plain = {key: self.text(value, f"'{key}' of the file of {name}") for key, value in pairs.items()}
        if "sha256" in plain and not _DIGEST.fullmatch(plain["sha256"]):
            what = f"'{plain['sha256']}' is no SHA-256"
            self.report(pairs["sha256"], "digest", what, "write 64 lower-case hexadecimal digits")
        return plain

    def sections(self, node: Node | None, name: str) -> Iterator[Section]:
        if node is None:
            return
        if not isinstance(node, SequenceNode) or not node.value:
            self.report(node, "type", f"'sections' of {name} is no list", "write '- {key: ..., heading: ...}' lines")
            return
        seen: set[str] = set()
        for number, item in enumerate(node.value):
            pairs = self.fields(item, f"section {number + 1} of {name}", ("key", "heading"), ())
            key, heading = (self.text(pairs.get(part), f"'{part}' of a section") for part in ("key", "heading"))
            if "key" in pairs and not _KEY.fullmatch(key):
                self.report(pairs["key"], "key", f"'{key}' is no key", "use lower-case letters, digits and '-'")
            if key in seen:
                self.report(item, "duplicate-key", f"{name} has two sections '{key}'", "give one another key")
            if number and "heading" in pairs and not heading:
                self.report(item, "section", f"section '{key}' has no heading", "only the first may be without")
            seen.add(key)
            yield Section(key, heading)


def _troubles(plain: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield field, rule, what is wrong and the remedy for the plain fields of a document."""
    for field, known in (("kind", DOCUMENT_KINDS), ("url-is", _URL_IS), ("normalisation", (NORMALISATION,))):
        value = plain.get(field)
        if value is not None and value not in known:
            yield field, "unknown-value", f"is '{value}'", did_you_mean(value, known, "use one of " + ", ".join(known))
    for field in ("title", "publisher"):
        if plain.get(field) == "":
            yield field, "empty", "is empty", "fill it in"
    if not re.match(r"https?://\S+\Z", plain.get("url", "https://-")):
        yield "url", "url", f"is '{plain['url']}'", "write an http or https address"
    for field in ("published", "retrieved"):
        if field in plain and not _is_date(plain[field]):
            yield field, "date", f"is '{plain[field]}'", "write an EDTF date such as 2023-03-08, 2023-03 or 2023-03~"


def _is_date(text: str) -> bool:
    parts = _DAY.fullmatch(text)
    if parts is None:
        return False
    year, month, day = (int(part or 1) for part in parts.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
