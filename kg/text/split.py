"""The sentence splitter: a few rules of our own, because identifiers are frozen on what it returns.

A sentence ends at ``.``, ``!``, ``?`` or an ellipsis, with the quotes and brackets that close right after it, if
what follows can begin a sentence. Each sentence of a quotation is a sentence of its own.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

__all__ = ["sentences"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A sentence practically never ends with one of these; titles count with their capital only ("a gen." is a typo).
_LEANING: Final = _words("approx ca cf ed eds e.g i.e nr p pp viz vol vs")
_TITLES: Final = _words(
    "Adm Brig Capt Cdr Cmdr Col Cpl Dr Fig Figs Gen Gov Hon Lt Maj Messrs Mr Mrs Ms Mt Mx Nos Nr Pres Prof Pvt Rep "
    "Rev Sen Sgt St Ste Vol"
)
# These may end a sentence as well: only a plain opening word after them decides.
_LOOSE: Final = _words("a.m p.m bros co corp dept etc inc jr ltd sr jan feb mar apr aug sep sept oct nov dec")
_OPENERS: Final = _words(
    "a after also although an and another as at before both but by despite during for from he her his however i if in "
    "it its later meanwhile most no on one others our she since so some that the their then there these they this "
    "those though to under until we what when where while who with you"
)
_SPEECH: Final = "added|asked|asks|cried|replied|said|says|shouted|told|wondered|wrote"

# The end mark with everything that closes after it; an ellipsis may be glued to the next sentence.
_END = re.compile(
    r"""(?<![.!?\u2026])[.!?\u2026][.!?\u2026"'\u201d\u2019)\]\u00bb]*+"""
    r"""(?:(?=\s)|(?:(?<=\.\.\.)|(?<=\u2026))(?=[A-Z]))"""
)
_NEXT = re.compile(r"""\s*["'\u201c\u2018(\[\u00ab$\u20ac\u00a3#+]*(\w+)?""")
_LAST_WORD = re.compile(r"[^\s\"'\u201c\u2018(\[\u00ab/-]*\Z")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Z]")
_ATTRIBUTION = re.compile(rf"\s*(?:[A-Z][\w.'-]*\s+){{1,4}}(?:{_SPEECH})\b")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of ``text``.

    Args:
        text: One paragraph.

    Returns:
        The spans in order, end exclusive, without white space at their ends; together they cover everything that is
        not white space.

    >>> text = 'Lt. Gen. A. Brook said: "We hold. They left." He left at 5.30 p.m. on No. 7 [the tram - ed.] again.'
    >>> [text[a:b] for a, b in sentences(text)][:2]
    ['Lt. Gen. A. Brook said: "We hold.', 'They left."']
    """
    cuts = [
        end.end()
        for end in _END.finditer(text)
        if _opens(text, end) and not _is_abbreviation(text, end) and not _is_attributed(text, end)
    ]
    return [
        (end - len(piece.lstrip()), start + len(piece.rstrip()))
        for start, end in pairwise([0, *cuts, len(text)])
        if (piece := text[start:end]).strip()
    ]


def _opens(text: str, end: re.Match[str]) -> bool:
    """Tell whether what follows can begin a sentence: a capital or a number, not after a spaced ellipsis."""
    word = _next_word(text, end)
    omission = end[0].startswith(("...", "\u2026")) and text[: end.start()].endswith(" ")
    return bool(word) and not word[0].islower() and not omission


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    """Tell whether the full stop belongs to an abbreviation or an initial and ends nothing."""
    if not re.fullmatch(r"\.[^.!?\u2026]*", end[0]):
        return False
    found = _LAST_WORD.search(text, 0, end.start())
    word = found[0] if found else ""
    following = _next_word(text, end)
    if word == "No":
        return following[:1].isdigit()
    if word.lower() in _LEANING or word in _TITLES:
        return True
    loose = word.lower() in _LOOSE or _INITIALS.fullmatch(word) is not None
    return loose and following.lower() not in _OPENERS


def _is_attributed(text: str, end: re.Match[str]) -> bool:
    """Tell whether a quoted question or exclamation goes on with its speaker: '"Where?" Brook asked.'."""
    return bool(re.search(r"[!?][\"'\u201d\u2019]", end[0]) and _ATTRIBUTION.match(text, end.end()))


def _next_word(text: str, end: re.Match[str]) -> str:
    found = _NEXT.match(text, end.end())
    return (found[1] or "") if found else ""
