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
_WHOLE = re.compile(r".+", re.DOTALL)
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
    trimmed, whole = list(_windows(text, _CORE)), list(_windows(text, _WHOLE))
    plain = [window for window in trimmed[:_NEAR] if _PLAIN.fullmatch(window[0])]
    read: dict[Callable[[str], str], str] = {str.lower: flat.lower(), str: flat}
    tries = ((plain, str.lower), (trimmed, str.lower), (trimmed, str), (whole, str))
    found = (window for windows, form in tries for window in windows if read[form].count(form(window[0])) == 1)
    return next(found, ("", 0))


def _windows(text: str, form: re.Pattern[str]) -> Iterator[_Window]:
    """Yield what has the form in the longest allowed windows, from the beginning; a shorter one is never unique."""
    words = list(re.finditer(r"\S+", text))
    size = min(MAX_FINDER_WORDS, len(words))
    for first in range(len(words) - size + 1 if size else 0):
        start, end = words[first].start(), words[first + size - 1].end()
        if found := form.search(text, start, end):
            yield found[0], found.start()
