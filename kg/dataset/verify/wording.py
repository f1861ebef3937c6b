"""Wording: no ``says`` line shares more than eight consecutive words with its passage."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from kg.dataset.verify.corpus import Corpus, words
from kg.faults import Fault

__all__ = ["MOST", "check"]

MOST: Final = 8
"""So many consecutive words may be shared."""


def check(corpus: Corpus) -> Iterator[Fault]:
    """Yield a finding for each claim whose own words are those of its passage."""
    for key, claim in corpus.claims():
        run = _shared(words(claim.says), words(corpus.text(claim.at)))
        if len(run) > MOST:
            shown = " ".join(run[:MOST])
            what = f"'{key}' shares {len(run)} consecutive words with its passage ('{shown} ...')"
            yield corpus.fault(key, "wording", what, f"say it in other words, at most {MOST} in a row")


def _shared(ours: list[str], theirs: list[str]) -> list[str]:
    """Return the longest run of words that both have."""
    match = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
    return ours[match.a : match.a + match.size]
