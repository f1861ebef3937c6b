"""Names as people write them: without case, marks and punctuation, and across ways of transliteration.

Three forms of a name, from the strict to the loose: ``strict`` folds case and white space, ``folded`` also marks of
letters and punctuation, ``sounded`` also what the usual ways to write Ukrainian and Russian names in Latin letters do
differently (national systems, BGN/PCGN, scholarly, English press), and Cyrillic itself.
"""

from __future__ import annotations

from unicodedata import combining, normalize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

__all__ = ["folded", "sounded", "strict"]

_CYRILLIC: Final[Mapping[int, str]] = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "zh", "з": "z", "и": "i",
    "і": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "iu", "я": "ia",
})  # fmt: skip

_LATIN: Final[Mapping[int, str]] = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
})  # fmt: skip
"""Letters that Unicode does not take apart into a letter and a mark."""

_SCHOLARLY: Final[Mapping[int, str]] = str.maketrans({"č": "ch", "š": "sh", "ž": "zh"})

_SOUNDS: Final = (
    ("shch", "sh"), ("sch", "sh"), ("tz", "ts"), ("kh", "h"), ("ph", "f"), ("zh", "z"), ("ck", "k"), ("ks", "x"),
    ("w", "v"), ("g", "h"), ("y", "i"), ("j", "i"), ("ie", "e"), ("io", "o"), ("iu", "u"), ("ia", "a"),
)  # fmt: skip
"""What is written in several ways, and one sign for all of them; applied in this order."""


def strict(name: str) -> str:
    """Return a name without case, and with single spaces.

    >>> strict(" The  MAYOR ")
    'the mayor'
    """
    return " ".join(name.split()).casefold()


def folded(name: str) -> str:
    """Return a name without case, marks of letters and punctuation, words in single spaces.

    >>> folded("Chasiv-Yar’s  Dvořák, Łódź")
    'chasiv yars dvorak lodz'
    """
    if name.isascii() and name.isalnum():
        return name.lower()
    parts = normalize("NFKD", normalize("NFKC", name).casefold().translate(_LATIN))
    kept = "".join(part for part in parts if not combining(part) and part not in "'’ʼ`´ʹ\"")
    return " ".join("".join(part if part.isalnum() else " " for part in kept).split())


def sounded(name: str) -> str:
    """Return a name in a form that is the same for the usual transliterations of one name.

    >>> len({sounded(name) for name in ("Пригожин", "Prigozhin", "Prigožin", "Prykhozhyn".replace("kh", "h"))})
    1
    >>> sounded("Zelenskyy") == sounded("Zelensky") == sounded("Зеленський") == sounded("Zelenskij")
    True
    """
    plain = normalize("NFC", name).casefold().translate(_SCHOLARLY)
    text = folded(folded(plain).translate(_CYRILLIC)).replace(" ", "")
    for written, sign in _SOUNDS:
        text = text.replace(written, sign)
    return "".join(letter for at, letter in enumerate(text) if text[at - 1 : at] != letter)
