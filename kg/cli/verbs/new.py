"""``battlekg new``: skeletons to fill in."""

from __future__ import annotations

import argparse
import sys

from kg.cli.verbs import Verb

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    from kg.dataset.new import SKELETONS

    parser.add_argument("what", choices=SKELETONS, metavar="WHAT", help="what to begin: " + ", ".join(SKELETONS))
    parser.add_argument("--at", metavar="PASSAGE", help="the passage of a new claim")
    parser.add_argument("--text", metavar="FILE", help="the text of a new source")


def _run(options: argparse.Namespace) -> None:
    from kg.dataset.new import begin

    sys.stdout.write(begin(options.dataset, options.what, options.at, options.text))


VERB = Verb(
    "make",
    "Print a skeleton to fill in: a dataset, the description of a source, an actor, a place, a battle, a phase, an "
    "event, a file of claims, a claim.",
    "battlekg new claim --at wikipedia.may.12.1",
    _arguments,
    _run,
)
