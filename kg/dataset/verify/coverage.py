"""Coverage: each passage in scope has a claim or a reason to have none, and few sentences are set aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.dataset.coverage import cover
from kg.dataset.verify.corpus import Corpus
from kg.faults import Fault

__all__ = ["MOST_ASIDE", "check"]

MOST_ASIDE: Final = 0.05
"""The share of the body sentences that may be set aside."""


def check(corpus: Corpus) -> Iterator[Fault]:
    """Yield a finding for each open passage, and one if too many sentences are set aside."""
    rows = cover(corpus.dataset)
    for row in rows:
        if row.state == "open":
            remedy = "write its claims, or set it aside with a reason"
            yield Fault(row.passage, 0, "coverage", f"the {row.kind} has no claim", remedy)
    sentences = [row for row in rows if row.kind == "sentence"]
    aside = [row for row in sentences if row.state == "set aside"]
    if len(aside) > MOST_ASIDE * len(sentences):
        what = f"{len(aside)} of {len(sentences)} sentences are set aside"
        yield Fault(
            corpus.dataset.manifest.name, 0, "coverage", what, f"at most {MOST_ASIDE:.0%}: write claims for some"
        )
