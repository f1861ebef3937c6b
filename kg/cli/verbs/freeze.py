"""``battlekg freeze``: make or renew the index of passages of a document."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli.verbs import Verb

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", help="the key of the document in sources.yaml")
    parser.add_argument("--text", metavar="FILE|DIR", required=True, help="the text of the document")


def _run(options: argparse.Namespace) -> None:
    from kg.dataset.freeze import freeze_document
    from kg.paths import find_dataset

    freeze_document(Path(find_dataset(options.dataset)), options.document, Path(options.text), sys.stdout)


VERB = Verb(
    "make",
    "Make or renew the index of passages of a document from its text.",
    "battlekg freeze newshub --text ../texts/a.txt",
    _arguments,
    _run,
)
