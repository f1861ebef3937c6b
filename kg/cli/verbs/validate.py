"""``battlekg validate``: a graph against the shapes, and the graph of a dataset for completeness and by its seal."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from kg.cli.verbs import Verb

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="an RDF file; the graph of the dataset by default")
    parser.add_argument("--format", choices=("text", "ttl", "json"), default="text", help="form of the report")
    parser.add_argument("--engine", choices=("fast", "pyshacl"), default="fast", help="pyshacl is the slow reference")


def _run(options: argparse.Namespace) -> int:
    from kg.paths import find_graph
    from kg.validate import validate_file

    path = Path(options.file or find_graph(options.dataset))
    start = time.perf_counter()
    report, checked = validate_file(path, options.dataset, options.engine)
    seconds = time.perf_counter() - start
    sys.stdout.write({"ttl": report.turtle, "json": report.json}.get(options.format, report.text)())
    number = len(report.faults)
    verdict = f"{number} fault{'s' if number > 1 else ''}" if number else "conforms"
    print(f"{path}: {report.triples} triples, {verdict}, engine {options.engine}, {seconds:.1f} s", file=sys.stderr)
    print(f"checked: {checked}", file=sys.stderr)
    return 0 if report.conforms else 1


VERB = Verb(
    "make",
    "Validate a graph against the shapes, and our own also for completeness.",
    "battlekg validate other.ttl --format json",
    _arguments,
    _run,
)
