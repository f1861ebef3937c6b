"""Finding a passage in a rendition of its document that need not be the one that was frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kg.text.normalise import IMAGE, normalise, prepare, tidy
from kg.text.passage import Passage, sha256_of

__all__ = ["STATUSES", "Outcome", "Status", "locate", "views"]

Status = Literal["same", "moved", "changed", "missing"]
STATUSES: Final[tuple[Status, ...]] = ("same", "moved", "changed", "missing")
"""What can become of a passage, from best to worst."""

_CELL_TAB = re.compile(r"(?<=\S) *\t *(?=\S)")
_CITATION = re.compile(r"(?<=\S)\[\d{1,3}\]")
_WORD_START = re.compile(r"(?<!\S)\S")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one passage.

    Attributes:
        passage: The passage.
        status: ``same``: it stands where it stood; ``moved``: it stands elsewhere; ``changed``: its finder is there,
            but the text around it is another; ``missing``: nothing of it was found.
        at: The offset in the normalised rendition, in Unicode code points: of the passage, or of the finder where it
            is ``changed``; -1 where it is ``missing``.
        text: The normalised text of the passage; empty unless it is ``same`` or ``moved``.
    """

    passage: Passage
    status: Status
    at: int
    text: str

    @property
    def found(self) -> bool:
        """Whether the passage is there, word for word."""
        return self.status in ("same", "moved")


def views(raw: str, headings: Iterable[str] = ()) -> tuple[str, str]:
    """Return the rendition in the two ways in which passages are looked for, both on one line.

    The first is the normalised document. The second ignores lines altogether, because re-wrapping tears tables and
    images apart; it also undoes what copying from a page adds (reference marks) or loses (lines between cells).
    """
    flat = _CITATION.sub("", _CELL_TAB.sub(" | ", IMAGE.sub(r" \1 ", prepare(raw))))
    return normalise(raw, headings).text.replace("\n", " "), tidy(flat)


def locate(passage: Passage, texts: Sequence[str]) -> Outcome:
    """Return what became of ``passage``.

    Args:
        passage: The passage to look for.
        texts: The views of the rendition; the first has the positions that the index speaks of.

    Returns:
        The best outcome over all views.
    """
    torn = -1
    for number, text in enumerate(texts):
        starts = list(_candidates(passage, text))
        hits = [at for at in starts if at >= 0 and sha256_of(text[at : at + passage.length]) == passage.sha256]
        if number == 0 and passage.start in hits:
            return Outcome(passage, "same", passage.start, text[passage.start : passage.end])
        if hits:
            return Outcome(passage, "moved", hits[0], text[hits[0] : hits[0] + passage.length])
        if passage.finder and starts and torn < 0:
            torn = starts[0] + passage.finder_at
    return Outcome(passage, "changed" if torn >= 0 else "missing", torn, "")


def _candidates(passage: Passage, text: str) -> Iterator[int]:
    """Yield where the passage may start; before the text (negative) if only the end of it can be there."""
    if passage.finder:
        at = text.find(passage.finder)
        while at >= 0:
            yield at - passage.finder_at
            at = text.find(passage.finder, at + 1)
    else:
        yield from (word.start() for word in _WORD_START.finditer(text))
