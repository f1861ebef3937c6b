"""Numbers: those of the claims stand in their passages, and those of the passages are used.

A number is one in digits, or a number word from "two" to "million". "One", ordinals and numbers inside of words (T0504,
72nd, MiG-17) are looked for where a claim has them, but are not asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from kg.dataset.model import Claim, Entity
from kg.dataset.proposition import Quantified
from kg.dataset.verify.corpus import Corpus
from kg.faults import Fault

__all__ = ["check", "numbers_of"]

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: Final = {
    **{word: Decimal(n) for n, word in enumerate(_ONES)},
    **{word: Decimal(10 * n) for n, word in enumerate(_TENS, 2)},
    **{f"{ten}-{one}": Decimal(10 * n + m) for n, ten in enumerate(_TENS, 2) for m, one in enumerate(_ONES[1:10], 1)},
    "half": Decimal(50), "hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10**6),
    "dozen": Decimal(12), "both": Decimal(2), "twice": Decimal(2), "a": Decimal(1), "an": Decimal(1),
    "single": Decimal(1), "majority": Decimal(50), "double": Decimal(2),
}  # fmt: skip
"""The words that say a number; a half is 50 per cent."""

_UNASKED: Final = frozenset({"zero", "one", "a", "an", "single", "majority", "both", "half", "hundred", "thousand"})
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_DIGITS: Final = re.compile(
    r"(?<![\w.,])(?<!\w-)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w]|[.,]\d|-[A-Za-z]|(?:st|nd|rd|th)\b)"
)
_JOINED: Final = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:-(?=[A-Za-z])|(?=(?:km|m|k)\b))")
_WORD: Final = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?![\w])", re.IGNORECASE
)
_SCALED: Final = re.compile(r"\s+(hundred|thousand|million|billion)\b", re.IGNORECASE)
_MONTHS: Final = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATES: Final = re.compile(
    rf"(?:\b\d{{1,2}}(?:\s*(?:-|and|or|to)\s*\d{{1,2}})?\s+(?:{_MONTHS})\b(?:\s+\d{{4}})?)"
    rf"|(?:\b(?:{_MONTHS})\s+\d{{1,2}}(?:\s*(?:-|and|to)\s*\d{{1,2}})?\b(?:,?\s+\d{{4}})?)"
    rf"|(?:\b(?:{_MONTHS})\s+\d{{4}})|\b(?:19|20)\d\d\b"
)
_CONVERTED: Final = re.compile(r"\(\s*[\d.,]+\s*(?:miles?|feet|ft|km|metres|meters|mi|kilometres|sq mi)\s*\)")


def check(corpus: Corpus) -> Iterator[Fault]:
    """Yield a fault for each number of a claim that its passages lack, and for each number that no claim uses."""
    for key, claim in corpus.claims():
        said = claim.proposition
        if isinstance(said, Quantified) and "n" not in claim.inferred:
            there = _all(corpus.text((*claim.at, *claim.context)))
            for number in {said.quantity.minimum, said.quantity.maximum} - {None} - there:
                what = f"'{key}' has the number {number}, which its passage does not have"
                remedy = "correct it, or mark n as inferred with the arithmetic"
                yield corpus.fault(key, "numbers", what, remedy)
    for passage in corpus.in_scope:
        if corpus.dataset.passages[passage].kind in ("sentence", "row"):
            yield from _unused(corpus, passage)


def numbers_of(text: str) -> list[tuple[str, Decimal]]:
    """Return the numbers of a text that claims must use, as printed and as numbers.

    Dates, converted numbers in brackets and numbers that are a part of a word are left out.

    >>> numbers_of("On 9 May two tanks and 1,730 metres (1.08 miles) of the 72nd on the T0504")
    [('1,730', Decimal('1730')), ('two', Decimal('2'))]
    """
    plain = _CONVERTED.sub(" ", _DATES.sub(" ", text))
    return [*_digits(plain), *((w, n) for w, n in _spelled(plain) if w.casefold() not in _UNASKED)]


def _digits(text: str) -> Iterator[tuple[str, Decimal]]:
    for match in (*_DIGITS.finditer(text), *_JOINED.finditer(text)):
        shown = match[1] + (match[2] or "")
        yield shown, Decimal(shown.replace(",", "")) * _scale(text, match.end())


def _spelled(text: str) -> Iterator[tuple[str, Decimal]]:
    for match in _WORD.finditer(text):
        yield match[1], _WORDS[match[1].casefold()] * _scale(text, match.end())


def _scale(text: str, at: int) -> int:
    """Return by what a word such as "thousand" right after a number multiplies it."""
    scale = _SCALED.match(text, at)
    return _SCALES[scale[1].casefold()] if scale else 1


def _all(text: str) -> set[Decimal]:
    """Return every number that a text can be read to have."""
    plain = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)
    return {number for _, number in (*_digits(text), *_spelled(text))} | {Decimal(n.replace(",", "")) for n in plain}


def _unused(corpus: Corpus, passage: str) -> Iterator[Fault]:
    text = corpus.texts[passage]
    claims = [claim for _, claim in corpus.by_passage.get(passage, ())]
    used = {number for claim in claims for number in _used(claim)}
    told = _all("\n".join(part for claim in claims for part in (claim.says, claim.quote or "")))
    labels = _labels(corpus, passage)
    aside = corpus.dataset.numbers_aside.get(passage, {})
    for shown, number in dict.fromkeys(numbers_of(_without(text, labels))):
        if number not in used and number not in told and shown not in aside:
            what = f"no claim uses the number '{shown}'"
            yield Fault(
                passage, 0, "numbers", what, "write its claim, or name it under 'numbers-aside' with the reason"
            )


def _used(claim: Claim) -> Iterator[Decimal]:
    said = claim.proposition
    if isinstance(said, Quantified):
        yield from (number for number in (said.quantity.minimum, said.quantity.maximum) if number is not None)


def _labels(corpus: Corpus, passage: str) -> list[str]:
    """Return the spellings that a passage has of anything: numbers in names count nothing."""
    data = corpus.dataset
    things: tuple[Mapping[str, Entity], ...] = (data.actors, data.places, data.battles, data.phases)
    return [
        name
        for entities in things
        for entity in entities.values()
        for name, evidence in entity.names.items()
        if passage in evidence.at
    ]


def _without(text: str, labels: list[str]) -> str:
    for label in sorted(labels, key=len, reverse=True):
        text = re.sub(re.escape(label), " ", text, flags=re.IGNORECASE)
    return text
