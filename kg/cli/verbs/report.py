"""``battlekg report``: balance and limits of a dataset, or how a document differs from the others."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_format

if TYPE_CHECKING:
    from kg.reason.report import Table

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_format(parser, "markdown", "json")
    parser.add_argument("--differences", metavar="DOCUMENT", help="report how a document differs from the others")


def _run(options: argparse.Namespace) -> int:
    from kg.dataset import read_dataset
    from kg.paths import find_dataset
    from kg.reason import World
    from kg.reason.report import differences, report

    name, source = options.dataset, options.differences
    world = World(read_dataset(Path(find_dataset(name))))
    tables = report(world) if source is None else differences(world, source)
    if options.format == "json":
        data = {table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in tables}
        print(json.dumps(data, indent=1, ensure_ascii=False))
    else:
        title = f"Balance and limits of {name}" if source is None else f"Differences of {source} in {name}"
        print("\n".join(_markdown(title, tables)))
    return 0


def _markdown(title: str, tables: list[Table]) -> Iterator[str]:
    yield f"# {title}"
    for table in tables:
        yield from ("", f"## {table.title}", "", table.note, "")
        yield "| " + " | ".join(table.columns) + " |"
        yield "|" + "---|" * len(table.columns)
        for row in table.rows:
            yield "| " + " | ".join(str(value).replace("|", "\\|") for value in row) + " |"


VERB = Verb(
    "make",
    "Report balance and limits: who is heard, what has a single root, what was not verified, what is not said.",
    "battlekg report --format json",
    _arguments,
    _run,
)
