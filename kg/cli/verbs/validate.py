"""``battlekg validate``: a graph against the shapes."""

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
    from kg.validate import validate

    path = Path(options.file or find_graph(options.dataset))
    start = time.perf_counter()
    report = validate(path, engine=options.engine)
    seconds = time.perf_counter() - start
    sys.stdout.write({"ttl": report.turtle, "json": report.json}.get(options.format, report.text)())
    plural = "" if len(report.results) == 1 else "s"
    verdict = "conforms" if report.conforms else f"{len(report.results)} result{plural}"
    print(f"{path}: {report.triples} triples, {verdict}, engine {options.engine}, {seconds:.1f} s", file=sys.stderr)
    return 0 if report.conforms else 1


VERB = Verb(
    "make",
    "Validate a graph against the shapes, and our own also for completeness.",
    "battlekg validate other.ttl --format json",
    _arguments,
    _run,
)
