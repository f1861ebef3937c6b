"""Finders: a few words that lead to a passage in any copy of its document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from kg.text.passage import MAX_FINDER_WORDS

__all__ = ["finder_of"]

# Beyond this many words a plain window is worth less than one that stands where the passage begins.
_NEAR: Final = 8
_PLAIN = re.compile(r"[\w ]+")
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_Window = tuple[str, int]


def finder_of(text: str, document: str) -> tuple[str, int]:
    """Return the finder of a passage and its offset.

    A window without punctuation near the beginning comes first: other copies, the live page above all, set quotes
    and dashes differently and put reference marks after commas. Browsers ignore case when they look for a text
    fragment, so a finder is unique without regard to case wherever that is possible.

    Args:
        text: The normalised text of the passage.
        document: The normalised text of the document.

    Returns:
        At most five words and their offset from the start of the passage, in code points; ``("", 0)`` if no run of
        words of the passage is unique.

    >>> finder_of("It was cold, and the bridge was down.", "It was cold. It was cold, and the bridge was down.")
    ('and the bridge was down', 13)
    """
    flat = document.replace("\n", " ")
    lower = flat.lower()

    def loosely(window: str) -> bool:
        return lower.count(window.lower()) == 1

    def strictly(window: str) -> bool:
        return flat.count(window) == 1

    trimmed, whole = list(_windows(text, trim=True)), list(_windows(text, trim=False))
    plain = [window for window in trimmed[:_NEAR] if _PLAIN.fullmatch(window[0])]
    tries: list[tuple[list[_Window], Callable[[str], bool]]] = [
        (plain, loosely),
        (trimmed, loosely),
        (trimmed, strictly),
        (whole, strictly),
    ]
    found = (window for windows, unique in tries for window in windows if unique(window[0]))
    return next(found, ("", 0))


def _windows(text: str, *, trim: bool) -> Iterator[_Window]:
    """Yield the longest allowed windows, from the beginning; a shorter one is never unique where they are not."""
    words = list(re.finditer(r"\S+", text))
    size = min(MAX_FINDER_WORDS, len(words))
    for first in range(len(words) - size + 1 if size else 0):
        start, end = words[first].start(), words[first + size - 1].end()
        core = _CORE.search(text, start, end) if trim else None
        if core:
            yield core[0], core.start()
        elif not trim:
            yield text[start:end], start
