"""``battlekg completion``: the script with which a shell completes commands."""

from __future__ import annotations

import argparse
import sys

from kg.cli.completion import SHELLS
from kg.cli.verbs import Verb

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(SHELLS), help="which shell")


def _run(options: argparse.Namespace) -> int:
    sys.stdout.write(SHELLS[options.shell])
    return 0


VERB = Verb(
    "ask",
    "Print the script with which a shell completes commands, questions, parameters and their values.",
    "battlekg completion bash",
    _arguments,
    _run,
    dataset=False,
)
