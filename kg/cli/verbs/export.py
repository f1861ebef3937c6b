"""``battlekg export``: the graph in another format."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli.verbs import Verb
from kg.faults import usage

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    from kg.share.export.choice import ALL_FORMATS
    from kg.share.export.tables import TABLES

    text = "where to write (default: -); packed where it ends in .gz or .zst"
    parser.add_argument("--format", metavar="NAME", help=", ".join(ALL_FORMATS))
    parser.add_argument("-o", "--output", metavar="FILE|DIR|-", help=text)
    parser.add_argument("--table", metavar="NAME", help=f"one table of csv or parquet: {', '.join(TABLES)}")
    parser.add_argument("--all", metavar="DIR", help="write a release: all formats, with descriptions and digests")


def _run(options: argparse.Namespace) -> None:
    from kg.share.export.choice import export_graph, export_release
    from kg.share.export.target import binary

    if options.all is not None:
        if (options.format, options.output, options.table) != (None, None, None):
            raise usage("--all writes all formats", "leave out --format, --output and --table")
        export_release(options.dataset, Path(options.all))
        print(f"written: {options.all}; check it there with 'sha256sum -c SHA256SUMS'", file=sys.stderr)
        return
    output = options.output or "-"
    export_graph(options.dataset, options.format, output, options.table, binary(sys.stdout))
    if output != "-":
        print(f"written: {output}", file=sys.stderr)


VERB = Verb(
    "share",
    "Write the graph in another format, for triple stores and other tools.",
    "battlekg export -o bakhmut.nq.gz",
    _arguments,
    _run,
)
