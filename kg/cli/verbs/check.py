"""``battlekg check``: a SPARQL endpoint against the build."""

from __future__ import annotations

import argparse
import sys

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_target, target_of

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_target(parser)
    parser.add_argument("--all", action="store_true", help="compare every triple, not those of 200 nodes per graph")


def _run(options: argparse.Namespace) -> None:
    from kg.share.check import check_endpoint

    check_endpoint(options.dataset, target_of(options), options.all, sys.stdout, sys.stderr)


VERB = Verb(
    "share",
    "Compare a SPARQL endpoint with the build: graphs, triples, and the answers to all canned questions.",
    "battlekg check http://127.0.0.1:7878 --all",
    _arguments,
    _run,
)
