"""How far two readings of a section agree: ``python -m scripts.bench.agreement docs/dev/second-reading/*.tsv``.

The second reading is a table, one row a claim, made without looking at the first one (docs/dev/curation.md). Rows and
claims of one passage are paired by sort, number and kind; the table that is printed says per field how many agree.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.dataset import read_dataset
from kg.dataset.model import Claim, Dataset
from kg.dataset.proposition import Figure, Quantified
from kg.paths import find_dataset

FIELDS = ("who", "act", "said", "sort", "kind", "n", "unit", "per", "of", "by", "where", "when", "hedge")
Row = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Pair:
    """A claim of the first reading and a row of the second."""

    claim: str
    first: Row
    second: Row


def first_reading(claim: Claim) -> Row:
    """Return a claim as a row."""
    said = claim.proposition
    sort = "relation" if said is None else type(said).__name__.lower()
    found: dict[str, tuple[str | None, ...]] = {
        "who": (claim.who,), "act": (claim.act,), "said": (claim.said,), "sort": (sort,), "hedge": claim.hedge,
    }  # fmt: skip
    if said is not None:
        found |= {"kind": (said.kind,), "of": said.of, "by": said.by, "where": said.where, "when": (said.when,)}
    if isinstance(said, Quantified):
        found["n"] = (said.n,)
    if isinstance(said, Figure):
        found |= {"unit": (said.unit,), "per": (said.per,)}
    return {field: frozenset(value for value in found.get(field, ()) if value) for field in FIELDS}


def second_reading(row: Mapping[str, str]) -> Row:
    """Return a line of the table as a row; several values stand with ``+`` between them."""
    made = {field: frozenset(part for part in (row.get(field) or "").split("+") if part) for field in FIELDS}
    return {**made, "act": made["act"] or frozenset({"assert"})}


def pairs(dataset: Dataset, paths: Iterable[Path]) -> tuple[list[Pair], list[str], list[str]]:
    """Return the pairs of all tables, the claims without a partner, and the passages of the rows without one."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t"):
                rows[line["passage"].split("+")[0]].append(second_reading(line))
    found: list[Pair] = []
    alone: list[str] = []
    for passage, second in rows.items():
        claims = {key: first_reading(claim) for key, claim in dataset.claims.items() if claim.at[0] == passage}
        found += [Pair(key, claims.pop(key), row) for key, row in _match(claims, second)]
        alone += claims
    return found, alone, [passage for passage, left in rows.items() for _ in left]


def _match(claims: Mapping[str, Row], rows: list[Row]) -> Iterator[tuple[str, Row]]:
    """Yield the best pairs first, and take the rows of these out of the list."""
    free = dict(claims)
    while free and rows:
        key, row = max(((k, r) for k in free for r in rows), key=lambda pair: _likeness(free[pair[0]], pair[1]))
        if _likeness(free[key], row) < 3:
            return
        del free[key]
        rows.remove(row)
        yield key, row


def _likeness(one: Row, two: Row) -> int:
    weights = {"sort": 3, "n": 4, "kind": 3, "who": 2, "of": 1, "by": 1, "where": 1}
    return sum(weight for field, weight in weights.items() if one[field] == two[field] and one[field])


def main(arguments: list[str]) -> int:
    """Print the agreement per field over all tables, and what only one of the readings has."""
    found, alone, left = pairs(read_dataset(Path(find_dataset("bakhmut"))), map(Path, arguments))
    print(f"{len(found)} pairs; {len(alone)} claims only in the first reading, {len(left)} rows only in the second\n")
    print("| field | agree | of | share |\n|---|---|---|---|")
    agree = Counter(field for pair in found for field in FIELDS if pair.first[field] == pair.second[field])
    for field in FIELDS:
        print(f"| {field} | {agree[field]} | {len(found)} | {agree[field] / max(1, len(found)):.0%} |")
    for pair in found:
        for field in FIELDS:
            if pair.first[field] != pair.second[field]:
                one, two = ("+".join(sorted(row[field])) or "-" for row in (pair.first, pair.second))
                print(f"{pair.claim}\t{field}\t{one}\t{two}", file=sys.stderr)
    for reading, keys in (("first", alone), ("second", left)):
        for key in keys:
            print(f"{key}\tonly in the {reading} reading", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
