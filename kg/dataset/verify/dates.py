"""Dates: each follows from the passage, its paragraph, its section or a context passage, and the check says which."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kg.dataset.model import Claim
from kg.dataset.verify.corpus import Corpus
from kg.faults import Fault

__all__ = ["ORIGINS", "check", "gives", "origins"]

ORIGINS: Final = ("passage", "context", "paragraph", "section", "inferred")
"""From where a date can follow, the nearest first."""

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def check(corpus: Corpus) -> Iterator[Fault]:
    """Yield a finding for each date that follows from nothing."""
    for key, claim in corpus.claims():
        for field, date in _dates(claim):
            if _origin(corpus, key, claim, field, date) is None:
                what = f"'{key}' has {field} '{date}', which neither passage, context, paragraph nor section gives"
                remedy = f"correct it, or add 'inferred: {{{field}: ...}}'"
                yield corpus.fault(key, "dates", what, remedy)


def origins(corpus: Corpus) -> Counter[str]:
    """Count from where the dates of the claims follow."""
    found: Counter[str] = Counter()
    for key, claim in corpus.claims():
        for field, date in _dates(claim):
            found[_origin(corpus, key, claim, field, date) or "nowhere"] += 1
    return found


def _dates(claim: Claim) -> Iterator[tuple[str, str]]:
    if claim.said:
        yield "said", claim.said
    if claim.proposition is not None and claim.proposition.when:
        yield "when", claim.proposition.when


def _origin(corpus: Corpus, key: str, claim: Claim, field: str, date: str) -> str | None:
    """Return where day and month of all parts of a date stand, and where the year stands, whichever is farther."""
    if field in claim.inferred:
        return "inferred"
    first = claim.at[0]
    document, section = first.split(".")[:2]
    year = corpus.dataset.files[key].year_from
    stem = ".".join(first.split(".")[:3]) + "."
    near = [passage for passage in corpus.texts if passage.startswith(stem)]
    heads = [f"{document}.{section}.h", *((year.at,) if year else ())]
    published = corpus.dataset.documents[document].published
    texts = {
        "passage": corpus.text(claim.at),
        "context": corpus.text(claim.context),
        "paragraph": corpus.text(near),
        "section": corpus.text(heads),
    }
    have = ""
    parts = [part for part in _DATE.findall(date) if "-".join(filter(None, part)) != published]
    for origin, text in texts.items():
        have += "\n" + text
        years = have + "\n" + texts["section"] + "\n" + texts["context"]
        given = texts["section"] + (year.note if year else "")
        stated = year is not None and not re.search(r"\b\d{4}\b", given)
        if all(gives(part, have, part[0] if stated else f"{years} {given}") for part in parts):
            return origin
    return None


def gives(part: tuple[str, str, str], text: str, years: str) -> bool:
    """Tell whether a text gives a day and a month, and the texts around it the year.

    "By March" and "since March" give the last and the first day of the month, too.
    """
    year, month, day = part
    if not re.search(rf"\b{year}\b", years):
        return False
    if not month:
        return True
    name = _MONTHS[int(month) - 1]
    if not day:
        return re.search(rf"\b{name}\b", text) is not None
    number = str(int(day))
    ends = (1, monthrange(int(year), int(month))[1])
    forms = (
        rf"\b{number}(?:\s*(?:-|and|or|to)\s*\d{{1,2}})?\s+{name}\b",
        rf"\b\d{{1,2}}\s*(?:-|and|or|to)\s*{number}\s+{name}\b",
        rf"\b{name}\s+{number}\b",
        rf"\b{name}\s+\d{{1,2}}\s*(?:-|and|to)\s*{number}\b",
    )
    bare = rf"(?<!\d )\b{name}\b(?! \d{{1,2}}\b)"
    return any(re.search(form, text) for form in (forms if int(day) not in ends else (bare, *forms)))
