"""A passage: the smallest unit of a document that a statement can be traced to.

A passage is known by where it stands and by the digest of what it says, never by its text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

__all__ = ["ID_FORMS", "KINDS", "MAX_FINDER_WORDS", "Passage", "Section", "passage_id", "sha256_of", "split_id"]

KINDS: Final = ("sentence", "row", "caption", "heading")
"""What a passage can be."""

MAX_FINDER_WORDS: Final = 5
"""A finder is an address, not a quotation: it never has more words than this."""

_KEY = r"[a-z][a-z0-9-]*"
_N = r"[1-9][0-9]*"
ID_FORMS: Final = {
    "sentence": re.compile(rf"({_KEY})\.({_KEY})\.({_N})\.({_N})"),
    "row": re.compile(rf"({_KEY})\.({_KEY})\.(t{_N})\.(r{_N})"),
    "caption": re.compile(rf"({_KEY})\.({_KEY})\.(c{_N})"),
    "heading": re.compile(rf"({_KEY})\.({_KEY})\.(h(?:[2-9]|[1-9][0-9]+)?)"),
}
"""The form of the identifier of each kind; the groups are document, section, paragraph and (if any) the part."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a document.

    Attributes:
        key: The short name that identifiers use, e.g. ``may``.
        heading: The heading as the document gives it; empty for text before the first heading.
    """

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One addressable passage.

    Attributes:
        id: The frozen identifier, ``<document>.<section>.<paragraph>.<sentence>`` or one of its shorter forms.
        document: The key of the document.
        section: The key of the section at the time of freezing.
        paragraph: ``"12"`` for a paragraph, ``"t1"`` for a table, ``"c1"`` for a caption, ``"h"`` for the heading.
        kind: One of ``KINDS``.
        start: The offset of the first character in the normalised document, in Unicode code points.
        end: The offset after the last character, in Unicode code points.
        sha256: The SHA-256 of the normalised text of the passage in UTF-8, 64 lower-case hexadecimal digits.
        finder: At most ``MAX_FINDER_WORDS`` consecutive words that stand only here in the normalised document;
            empty where no such words exist.
        finder_at: The offset of the finder from ``start``, in Unicode code points; 0 where there is no finder.
    """

    id: str
    document: str
    section: str
    paragraph: str
    kind: str
    start: int
    end: int
    sha256: str
    finder: str
    finder_at: int

    @property
    def length(self) -> int:
        """The length of the normalised text, in Unicode code points."""
        return self.end - self.start


def sha256_of(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8 as lower-case hexadecimal digits.

    >>> sha256_of("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def passage_id(document: str, section: str, paragraph: str, part: str = "") -> str:
    """Join the pieces of an identifier; ``part`` is the sentence or row, empty for captions and headings.

    >>> passage_id("wikipedia", "may", "12", "5")
    'wikipedia.may.12.5'
    >>> passage_id("wikipedia", "may", "h")
    'wikipedia.may.h'
    """
    return ".".join(piece for piece in (document, section, paragraph, part) if piece)


def split_id(identifier: str, kind: str) -> tuple[str, str, str, str]:
    """Return document, section, paragraph and part of an identifier.

    Args:
        identifier: The identifier of a passage.
        kind: The kind of the passage, one of ``KINDS``.

    Returns:
        The four pieces; the part is empty for captions and headings.

    Raises:
        ValueError: The identifier does not have the form that its kind demands.

    >>> split_id("wikipedia.mil.t1.r2", "row")
    ('wikipedia', 'mil', 't1', 'r2')
    >>> split_id("wikipedia.mil.c1", "caption")
    ('wikipedia', 'mil', 'c1', '')
    """
    form = ID_FORMS[kind].fullmatch(identifier)
    if form is None:
        raise ValueError(f"'{identifier}' is no identifier of a {kind}")
    document, section, paragraph, *part = form.groups()
    return document, section, paragraph, part[0] if part else ""
