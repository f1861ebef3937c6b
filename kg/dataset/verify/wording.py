"""Wording: no ``says`` line repeats its passage."""

from __future__ import annotations

from collections.abc import Iterator, Set
from difflib import SequenceMatcher
from typing import Final

from kg.dataset.verify.corpus import Corpus, words
from kg.faults import Fault

__all__ = ["FREE", "MOST", "check"]

MOST: Final = 8
"""The longest run of words that a ``says`` line may share with its passage; names and numbers are not counted."""
FREE: Final = 12
"""The same where the document is under a licence that allows copies. Eight words everywhere forced bad English: the
field's own terms come in long phrases."""


def check(corpus: Corpus) -> Iterator[Fault]:
    """Yield a finding for each claim whose own words are those of its passage."""
    written = (word for name in corpus.spellings for word in name.split() if word[0].isupper())
    names = {word for one in written for word in words(one)} - {"the"}
    for key, claim in corpus.claims():
        document = corpus.dataset.documents[claim.at[0].partition(".")[0]]
        most = FREE if document.licence else MOST
        run = _shared(words(claim.says), words(corpus.text(claim.at)))
        counted = _counted(run, names)
        if counted > most:
            shown = " ".join(run[:most])
            what = f"'{key}' shares {counted} consecutive words with its passage ('{shown} ...')"
            yield corpus.fault(key, "wording", what, f"say it in other words, at most {most} in a row")


def _shared(ours: list[str], theirs: list[str]) -> list[str]:
    """Return the longest run of words that both have."""
    match = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    return ours[match.a : match.a + match.size]


def _counted(run: list[str], names: Set[str]) -> int:
    return sum(word not in names and not word[0].isdigit() for word in run)
