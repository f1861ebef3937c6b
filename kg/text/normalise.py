"""From the text of a document as found to the normalised document that offsets and digests refer to.

The steps are declared as data so that anyone can repeat them; a change of what they do is a new ``NORMALISATION``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

__all__ = ["NORMALISATION", "STEPS", "Block", "Normalised", "fold", "normalise", "prepare", "tidy"]

NORMALISATION: Final = "battlekg-1"
"""The name of this normalisation; positions and digests of two names cannot be compared."""


STEPS: Final = {
    "nfc": "The text is brought into Unicode normalisation form C.",
    "line-ends": "CRLF and CR become LF.",
    "invisible": "Byte order marks, zero-width spaces, word joiners and soft hyphens are dropped.",
    "front-matter": "A YAML block between two lines of --- at the very beginning is dropped.",
    "back-matter": "Everything from a heading 'See also', 'Notes' or 'References' on is dropped.",
    "images": "An image becomes a block that holds its alternative text, its address is dropped.",
    "headings": "A line with heading marks becomes a heading block without them; so does a declared heading.",
    "tables": "A table row becomes a block with its cells joined by ' | '; the line of dashes is dropped.",
    "paragraphs": "The other lines up to the next blank line form one paragraph block.",
    "inline-markup": "Emphasis marks are dropped, and a link is replaced by its text.",
    "typography": "Curly quotes, dashes, hyphens and spaces become \", ', - and ' ', one character for one.",
    "hyphen-breaks": "A line break right after a hyphen inside a word is dropped, except before 'and' and 'or'.",
    "white-space": "A run of white space in a block becomes one space; none is left at its ends.",
    "joining": "The blocks are joined by one line feed each.",
}
"""The steps in order: the short name of each, and what it does in one sentence."""

BACK_MATTER: Final = frozenset({"see also", "notes", "references"})
_FOLDS: Final = {
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),  # the category Zs
}
_INVISIBLE: Final = dict.fromkeys((0xFEFF, 0x200B, 0x2060, 0x00AD))
# Addresses of images carry round brackets themselves, one level deep.
_TARGET = r"\((?:[^()]|\([^()]*\))*\)"
IMAGE: Final = re.compile(rf"!\[([^\]]*)\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]*)\]{_TARGET}")
_STRONG = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*")
_FRONT_MATTER = re.compile(r"\A\s*^---[ \t]*\n.*?^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
_RULE_ROW = re.compile(r"[\s|:]*-[\s|:-]*")
_HYPHEN_BREAK = re.compile(r"(?<=\w-)[ \t]*\n[ \t]*(?=\w)(?!(?:and|or|nor|to)\b)")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the normalised document.

    Attributes:
        kind: ``heading``, ``paragraph``, ``row``, ``row-head`` (the header row of a table) or ``caption``.
        section_heading: The heading that the block stands under (for a heading: itself); empty before the first.
        text: The normalised text, on one line.
        start: The offset of the block in the normalised document, in Unicode code points.
        end: The offset after its last character.
    """

    kind: str
    section_heading: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised document.

    Attributes:
        text: The whole text, one block per line.
        blocks: The blocks in order; ``text[block.start:block.end] == block.text`` holds for each.
    """

    text: str
    blocks: tuple[Block, ...]


def fold(text: str) -> str:
    r"""Fold typographic variants, one character for one.

    >>> fold("\u201cIt\u2019s 5\u20136\u00a0km\u201d")
    '"It\'s 5-6 km"'
    """
    return text.translate(_FOLDS)


def tidy(text: str) -> str:
    r"""Strip inline markup, fold typography and collapse white space: the text of one block.

    >>> tidy("The **main**  [road](https://example.org/a_(b)) of the *mobile*\ncolumn")
    'The main road of the mobile column'
    """
    plain = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", _LINK.sub(r"\1", text)))
    return " ".join(_HYPHEN_BREAK.sub("", fold(plain)).split())


def prepare(raw: str) -> str:
    """Bring ``raw`` into NFC with LF line ends, without invisible characters and front matter."""
    text = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return _FRONT_MATTER.sub("", text)


def normalise(raw: str, headings: Iterable[str] = ()) -> Normalised:
    r"""Return the normalised document of ``raw``.

    Args:
        raw: The text as found, markdown or plain.
        headings: Headings that are known beforehand; a paragraph that reads like one of them counts as a heading
            even without heading marks (the title line of a plain text, for instance).

    Returns:
        The normalised text and its blocks.

    >>> [(b.kind, b.text) for b in normalise("# A *day*\n\nIt was\ncold.\n\n## References\nx").blocks]
    [('heading', 'A day'), ('paragraph', 'It was cold.')]
    """
    reader = _Reader(frozenset(tidy(heading) for heading in headings))
    for line in prepare(raw).split("\n"):
        if not reader.take(line):
            break
    reader.flush()
    blocks = tuple(_place(reader.pieces))
    return Normalised("\n".join(block.text for block in blocks), blocks)


@dataclass(slots=True)
class _Reader:
    """Collects the blocks line by line."""

    headings: frozenset[str]
    pieces: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Take one line; return whether there is more to read."""
        for image in IMAGE.finditer(line):
            self.add("caption", tidy(image[1]))
        rest = IMAGE.sub(" ", line).strip()
        if heading := _HEADING.fullmatch(rest):
            return self.heading(tidy(heading[1]))
        if rest.startswith("|"):
            self.row(rest)
        elif rest:
            self.lines.append(rest)
        elif not line.strip():
            self.flush()
        return True

    def heading(self, text: str) -> bool:
        self.flush()
        if _is_back_matter(text):
            return False
        self.add("heading", text)
        return True

    def row(self, line: str) -> None:
        self.flush()
        if _RULE_ROW.fullmatch(line):
            if self.pieces and self.pieces[-1][0] == "row":
                self.pieces[-1] = ("row-head", self.pieces[-1][1])
            return
        cells = [tidy(cell) for cell in line.removeprefix("|").removesuffix("|").split("|")]
        if any(cells):
            self.add("row", " ".join(" | ".join(cells).split()))

    def flush(self) -> None:
        """Close the paragraph that is being read."""
        text = tidy("\n".join(self.lines))
        self.lines.clear()
        self.add("heading" if text in self.headings else "paragraph", text)

    def add(self, kind: str, text: str) -> None:
        if text:
            self.pieces.append((kind, text))


def _is_back_matter(heading: str) -> bool:
    # A broken export glues the heading and the list: 'References[object Object]'.
    return re.split(r"[\[:]", heading)[0].strip().lower() in BACK_MATTER


def _place(pieces: Iterable[tuple[str, str]]) -> Iterator[Block]:
    at, section = 0, ""
    for kind, text in pieces:
        section = text if kind == "heading" else section
        yield Block(kind, section, text, at, at + len(text))
        at += len(text) + 1
