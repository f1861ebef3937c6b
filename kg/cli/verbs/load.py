"""``battlekg load``: the graph into a triple store."""

from __future__ import annotations

import argparse
import sys

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_target, target_of

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_target(parser)
    parser.add_argument("--store", metavar="URL", help="where a store of no known profile takes graphs")
    parser.add_argument("--update", metavar="URL", help="where it takes updates, if it takes no graphs")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be replaced")


def _run(options: argparse.Namespace) -> None:
    from kg.share.load import load_dataset

    load_dataset(options.dataset, target_of(options), options.dry_run, sys.stdout, sys.stderr)


VERB = Verb(
    "share",
    "Load the graph into a triple store, each named graph in the place of the old one, and count it there. "
    "Credentials come from BATTLEKG_USER and BATTLEKG_PASSWORD, BATTLEKG_TOKEN, or netrc.",
    "battlekg load http://127.0.0.1:7878",
    _arguments,
    _run,
)
