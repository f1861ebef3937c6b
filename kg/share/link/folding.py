"""Names as they are compared: cleaned of what does not show, folded, cut into words.

Two names that fold to the same text are the same spelling to a reader who minds neither case nor accents nor the kind
of an apostrophe.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

from kg.ask.engine.spelling import folded, sounded

__all__ = ["bare", "clean", "fold", "likeness", "sound", "threes", "words", "years"]

LONGEST: Final = 500
"""So many characters of a name are looked at."""

_TAG: Final = re.compile(r"<[/!?a-zA-Z][^<>]{0,300}>")
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_YEAR: Final = re.compile(r"(?<![\d.,])(1[0-9]{3}|20[0-9]{2})(?![\d.,]\d|\d)")
_RANGE: Final = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})\s*[-–—]\s*(1[0-9]{3}|20[0-9]{2}|[0-9]{2})(?!\d)")


def clean(text: str) -> str:
    r"""Return a text as one line without markup, control characters and marks of direction.

    >>> clean("<b>Bat\u200ftle</b> of\n Lowbridge &amp; Hill")
    'Battle of Lowbridge & Hill'
    """
    plain = html.unescape(_TAG.sub("", html.unescape(_TAG.sub("", text[: 4 * LONGEST]))))
    kept = plain if plain.isprintable() else (sign for sign in plain if sign.isspace() or sign.isprintable())
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))[:LONGEST]


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return a name without case, accents, punctuation and a leading article.

    >>> fold("The  Château d'Eau"), fold("28th brigade")
    ('chateau deau', '28th brigade')
    """
    return " ".join(words(text))


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name, without a leading article."""
    found = folded(clean(text)).split()
    return tuple(found[1:] if len(found) > 1 and found[0] in ("the", "a", "an") else found)


@lru_cache(maxsize=200_000)
def sound(text: str) -> str:
    """Return a name as it sounds, whatever the way of transliteration.

    >>> sound("Володимир") == sound("Volodymyr")
    True
    """
    return sounded(fold(text))


def bare(text: str) -> str:
    """Return a name without what stands in brackets at its end.

    >>> bare("Battle of Lowbridge (1901)")
    'Battle of Lowbridge'
    """
    return _BRACKETS.sub("", text)


@lru_cache(maxsize=200_000)
def threes(word: str) -> frozenset[str]:
    """Return the groups of three letters of a word, with its edges."""
    edged = f" {word} "
    return frozenset(edged[at : at + 3] for at in range(len(edged) - 2))


def likeness(one: str, two: str) -> float:
    """Return how much two words are alike, from 0 to 1, by the groups of three letters that both have.

    Numbers are alike only where they are equal: the 28th is not almost the 24th.
    """
    if one == two:
        return 1.0
    if any(sign.isdigit() for sign in one + two):
        return 0.0
    a, b = threes(one), threes(two)
    return 2 * len(a & b) / (len(a) + len(b))


def years(text: str) -> frozenset[int]:
    """Return the years that a text names, those between the ends of a period included.

    >>> sorted(years("battle in 2022 and 2023")), sorted(years("a chief (1961-2023)"))[:2], sorted(years("11.1900 m"))
    ([2022, 2023], [1961, 1962], [])
    """
    found = {int(year) for year in _YEAR.findall(text)}
    for first, last in _RANGE.findall(text):
        end = int(last) if len(last) == 4 else int(first[:2] + last)
        if int(first) <= end <= int(first) + 200:
            found |= set(range(int(first), end + 1))
    return frozenset(found)
