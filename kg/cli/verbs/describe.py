"""``battlekg describe``: the canned questions as other programs read them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_format

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_format(parser, "ttl", "manifest", "openapi")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write it; a manifest names files from there")


def _run(options: argparse.Namespace) -> None:
    from kg.files import write_whole
    from kg.share.describe import FORMS

    folder = Path(options.output).parent if options.output else Path()
    made = FORMS[options.format](options.dataset, folder)
    if options.output:
        write_whole(Path(options.output), [made])
    else:
        sys.stdout.write(made)


VERB = Verb(
    "share",
    "Describe the canned questions for other programs: in RDF, as a test manifest of the W3C, as OpenAPI.",
    "battlekg describe --format openapi",
    _arguments,
    _run,
)
