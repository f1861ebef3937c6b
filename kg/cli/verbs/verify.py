"""``battlekg verify``: the passages in a copy of the text, and the claims against the passages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import text_of

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", metavar="DIR|FILE", help="the texts (default: the variable BATTLEKG_TEXT)")
    parser.add_argument("--moved", action="store_true", help="list the passages that stand elsewhere, too")


def _run(options: argparse.Namespace) -> int:
    from kg.dataset.verify import verify_dataset

    sound = verify_dataset(options.dataset, Path(text_of(options)), sys.stdout, sys.stderr, moved=options.moved)
    return 0 if sound else 1


VERB = Verb(
    "make",
    "Find every passage in a text of the documents, and check the claims against their passages.",
    "battlekg verify --text ../texts",
    _arguments,
    _run,
)
