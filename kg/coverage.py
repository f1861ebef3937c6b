"""``battlekg coverage``: which passages in scope have claims, which are set aside and why, which are open."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TextIO

from kg.dataset import find_dataset, read_dataset
from kg.model import Dataset

__all__ = ["Row", "cover", "run"]


@dataclass(frozen=True, slots=True)
class Row:
    """A passage in scope.

    Attributes:
        passage: Its identifier.
        kind: Its kind.
        claims: The claims that it tells.
        why: The reason why it is set aside; empty if it is not.
    """

    passage: str
    kind: str
    claims: tuple[str, ...]
    why: str

    @property
    def state(self) -> str:
        """``claimed``, ``set aside`` or ``open``."""
        return "claimed" if self.claims else "set aside" if self.why else "open"


def cover(dataset: Dataset) -> list[Row]:
    """Return the passages in scope in the order of the documents."""
    claims: dict[str, list[str]] = {}
    for key, claim in dataset.claims.items():
        for told in claim.at:
            claims.setdefault(told, []).append(key)
    rows = []
    for passage in dataset.passages.values():
        if f"{passage.document}.{passage.section}" in dataset.manifest.scope:
            aside = dataset.set_aside.get(passage.id)
            rows.append(Row(passage.id, passage.kind, tuple(claims.get(passage.id, ())), aside.why if aside else ""))
    return rows


def run(name: str, form: str, out: TextIO) -> int:
    """Print the coverage; exit 1 if a passage in scope is open."""
    rows = cover(read_dataset(find_dataset(name)))
    if form == "json":
        content = [
            {"passage": r.passage, "kind": r.kind, "state": r.state, "claims": r.claims, "why": r.why} for r in rows
        ]
        print(json.dumps(content, indent=1), file=out)
    else:
        _text(rows, out)
    return 1 if any(row.state == "open" for row in rows) else 0


def _text(rows: list[Row], out: TextIO) -> None:
    sections = dict.fromkeys(".".join(row.passage.split(".")[:2]) for row in rows)
    print(f"{'section':<20}{'passages':>10}{'claimed':>10}{'set aside':>11}{'open':>7}{'claims':>9}", file=out)
    for section in sections:
        here = [row for row in rows if row.passage.startswith(section + ".")]
        states = Counter(row.state for row in here)
        claims = sum(len(row.claims) for row in here)
        numbers = f"{states['claimed']:>10}{states['set aside']:>11}{states['open']:>7}{claims:>9}"
        print(f"{section:<20}{len(here):>10}{numbers}", file=out)
    for state in ("set aside", "open"):
        for row in (row for row in rows if row.state == state):
            print(f"{state}: {row.passage} ({row.kind}){': ' + row.why if row.why else ''}", file=out)
