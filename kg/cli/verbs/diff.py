"""``battlekg diff``: what changed between two builds."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_format

if TYPE_CHECKING:
    from kg.ask.diff import Difference

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the older graph file")
    parser.add_argument("new", nargs="?", metavar="NEW", help="the newer one; the graph of the dataset by default")
    add_format(parser, "text", "json")


def _run(options: argparse.Namespace) -> None:
    from dataclasses import asdict

    from kg.ask.diff import difference
    from kg.paths import find_graph

    found = difference(Path(options.old), Path(options.new or find_graph(options.dataset)))
    as_json = options.format == "json"
    print(json.dumps(asdict(found), indent=1, ensure_ascii=False) if as_json else "\n".join(_lines(found)))


def _lines(found: Difference) -> Iterator[str]:
    counts = ((len(found.added), "added"), (len(found.changed), "changed"), (len(found.withdrawn), "withdrawn"))
    yield "claims: " + ", ".join(f"{number} {word}" for number, word in counts)
    for kind, (came, went) in found.others.items():
        yield f"{kind}: {came} added, {went} withdrawn"
    for word, claims in (("added", found.added), ("withdrawn", found.withdrawn)):
        for key, says in claims.items():
            yield f"{word} {key}: {says}"
    for key, changes in found.changed.items():
        yield f"changed {key}"
        for change in changes:
            yield f"  {change.field}: {'; '.join(change.old) or 'nothing'} -> {'; '.join(change.new) or 'nothing'}"


VERB = Verb("ask", "Show what changed between two builds, claim by claim.", "battlekg diff older.ttl", _arguments, _run)
