"""``battlekg coverage``: which passages in scope have claims, which are set aside and why, which are open."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_format

if TYPE_CHECKING:
    from kg.dataset.coverage import Row

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_format(parser, "text", "json")


def _run(options: argparse.Namespace) -> int:
    """Print the coverage; exit 1 if a passage in scope is open."""
    from kg.dataset import read_dataset
    from kg.dataset.coverage import cover
    from kg.paths import find_dataset

    rows = cover(read_dataset(Path(find_dataset(options.dataset))))
    told = ({"passage": r.passage, "kind": r.kind, "state": r.state, "claims": r.claims, "why": r.why} for r in rows)
    print(json.dumps(list(told), indent=1) if options.format == "json" else "\n".join(_lines(rows)))
    return 1 if any(row.state == "open" for row in rows) else 0


def _lines(rows: list[Row]) -> Iterator[str]:
    sections = dict.fromkeys(".".join(row.passage.split(".")[:2]) for row in rows)
    yield f"{'section':<20}{'passages':>10}{'claimed':>10}{'set aside':>11}{'open':>7}{'claims':>9}"
    for section in sections:
        here = [row for row in rows if row.passage.startswith(section + ".")]
        states = Counter(row.state for row in here)
        claims = sum(len(row.claims) for row in here)
        numbers = f"{states['claimed']:>10}{states['set aside']:>11}{states['open']:>7}{claims:>9}"
        yield f"{section:<20}{len(here):>10}{numbers}"
    for state in ("set aside", "open"):
        for row in (row for row in rows if row.state == state):
            yield f"{state}: {row.passage} ({row.kind}){': ' + row.why if row.why else ''}"


VERB = Verb(
    "make",
    "Show which passages have claims, and which are set aside and why.",
    "battlekg coverage",
    _arguments,
    _run,
)
