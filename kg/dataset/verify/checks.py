"""The passages in a copy of the text, and the claims against the passages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from kg.dataset import read_dataset
from kg.dataset.verify import coverage, dates, names, numbers, passages, wording
from kg.dataset.verify.corpus import Corpus
from kg.faults import Fault
from kg.paths import find_dataset

__all__ = ["CHECKS", "corpus_of", "findings", "verify_dataset"]

CHECKS: Final[Mapping[str, Callable[[Corpus], Iterator[Fault]]]] = {
    "coverage": coverage.check, "numbers": numbers.check, "names": names.check, "dates": dates.check,
    "wording": wording.check,
}  # fmt: skip
"""The checks of claims by name."""


def verify_dataset(name: str, text: Path, out: TextIO, err: TextIO, *, moved: bool = False) -> bool:
    """Verify the passages of a dataset against texts, and then its claims against their passages.

    Args:
        name: The dataset.
        text: A file, or a folder whose files are matched to the documents.
        out: Where the results go.
        err: Where skipped files are reported.
        moved: Whether the passages that moved get a line each.

    Returns:
        Whether every passage was found and no check objects.

    Raises:
        FaultError: The dataset or the path is faulty, or no document is matched at all.
    """
    folder = Path(find_dataset(name))
    matched = passages.match_texts(folder, text, err)
    complete = passages.show(matched, text, out, err, moved=moved)
    corpus = _corpus(folder, matched)
    found = findings(corpus)
    for check, some in found.items():
        print(f"{check}: {len(some)} findings{_more(corpus, check)}", file=out)
        for finding in some:
            print(f"  {finding}", file=out)
    return complete and not any(found.values())


def corpus_of(folder: Path, text: Path, err: TextIO) -> Corpus:
    """Return the dataset of a folder with the texts of its passages.

    Raises:
        FaultError: The dataset is faulty, or no document is matched.
    """
    return _corpus(folder, passages.match_texts(folder, text, err))


def _corpus(folder: Path, matched: Mapping[str, passages.Match | None]) -> Corpus:
    outcomes = [outcome for match in matched.values() if match for outcome in match[1].outcomes]
    return Corpus(read_dataset(folder), {o.passage.id: o.text for o in outcomes if o.found})


def findings(corpus: Corpus) -> dict[str, list[Fault]]:
    """Return what each check finds, by the name of the check."""
    return {name: list(one(corpus)) for name, one in CHECKS.items()}


def _more(corpus: Corpus, name: str) -> str:
    if name == "dates":
        counted = dates.origins(corpus)
        return " (" + ", ".join(f"{counted[origin]} from {origin}" for origin in dates.ORIGINS) + ")"
    return ""
