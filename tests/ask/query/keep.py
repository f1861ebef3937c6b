"""``python -m tests.ask.query.keep [QUESTION...]`` keeps reviewed answers; those of all questions by default."""

import csv
import sys

from tests.ask.query.graphs import HERE, QUERIES, answer, kept_form


def keep(name: str) -> None:
    """Write the answer with the default parameters in the form in which it is compared."""
    with (HERE / "expected" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(kept_form(QUERIES[name], answer(QUERIES[name], {})))


if __name__ == "__main__":
    for name in sys.argv[1:] or QUERIES:
        keep(name)
