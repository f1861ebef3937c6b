"""``battlekg schema``: the JSON Schema of the YAML files."""

from __future__ import annotations

import argparse
import json

from kg.cli.verbs import Verb

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    from kg.dataset.schema import FILES

    parser.add_argument("what", choices=tuple(FILES), help="which file")


def _run(options: argparse.Namespace) -> None:
    from kg.dataset.schema import json_schema

    print(json.dumps(json_schema(options.what), indent=1))


VERB = Verb(
    "make",
    "Print the JSON Schema of the YAML files, for editors.",
    "battlekg schema claims",
    _arguments,
    _run,
    dataset=False,
)
