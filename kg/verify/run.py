"""``battlekg verify``: the passages in a copy of the text, and the claims against the passages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from kg.dataset import find_dataset, read_dataset
from kg.faults import FaultError
from kg.sources import verify as passages
from kg.verify import coverage, dates, names, numbers, wording
from kg.verify.finding import Corpus, Finding

__all__ = ["CHECKS", "check", "corpus_of", "run"]

CHECKS: Final[Mapping[str, Callable[[Corpus], Iterator[Finding]]]] = {
    "coverage": coverage.check, "numbers": numbers.check, "names": names.check, "dates": dates.check,
    "wording": wording.check,
}  # fmt: skip
"""The checks of claims by name."""


def run(name: str, text: Path, out: TextIO, err: TextIO, *, moved: bool = False) -> int:
    """Verify the passages of a dataset against texts, and then its claims against their passages.

    Args:
        name: The dataset.
        text: A file, or a folder whose files are matched to the documents.
        out: Where the results go.
        err: Where faults go.
        moved: Whether the passages that moved get a line each.

    Returns:
        0 if every passage was found and no check objects, else 1.
    """
    folder = find_dataset(name)
    try:
        matched = passages.match_texts(folder, text, err)
        complete = passages.show(matched, text, out, err, moved=moved)
        corpus = _corpus(folder, matched)
    except FaultError as error:
        print(error, file=err)
        return 1
    found = check(corpus)
    for name_, findings in found.items():
        print(f"{name_}: {len(findings)} findings" + _more(corpus, name_), file=out)
        for finding in findings:
            print(f"  {finding}", file=out)
    return 0 if complete and not any(found.values()) else 1


def corpus_of(folder: Path, text: Path, err: TextIO) -> Corpus:
    """Return the dataset of a folder with the texts of its passages.

    Raises:
        FaultError: The dataset is faulty, or no document is matched.
    """
    return _corpus(folder, passages.match_texts(folder, text, err))


def _corpus(folder: Path, matched: Mapping[str, passages.Match | None]) -> Corpus:
    outcomes = [outcome for match in matched.values() if match for outcome in match[1].outcomes]
    return Corpus(read_dataset(folder), {o.passage.id: o.text for o in outcomes if o.found})


def check(corpus: Corpus) -> dict[str, list[Finding]]:
    """Return what each check finds, by the name of the check."""
    return {name: list(one(corpus)) for name, one in CHECKS.items()}


def _more(corpus: Corpus, name: str) -> str:
    if name == "dates":
        counted = dates.origins(corpus)
        return " (" + ", ".join(f"{counted[origin]} from {origin}" for origin in dates.ORIGINS) + ")"
    return ""
