"""``battlekg stats``: what the graph holds, counted."""

from __future__ import annotations

import argparse
import json

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_format

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_format(parser, "text", "json")


def _run(options: argparse.Namespace) -> None:
    from kg.ask.stats import count

    found = count(options.dataset)
    lines = (f"{number:>8,}  {name}" for name, number in found.items())
    print(json.dumps(found, indent=1) if options.format == "json" else "\n".join(lines))


VERB = Verb("ask", "Count what the graph holds.", "battlekg stats --format json", _arguments, _run)
