"""The parser of the command line, made from the verbs."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any, NoReturn

from kg.ask.query.arguments import split
from kg.cli.verbs import SECTIONS, Verb, find_verb, list_verbs
from kg.faults import did_you_mean
from kg.version import __version__

__all__ = ["fill_parser", "make_parser", "parse"]

_WIDTH = 80


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line with the way out."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see '{self.prog} --help'\n")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options, with ``run``, which does what is asked for.

    What ``query`` is asked with becomes ``parameters``, as ``--name=value``.
    """
    verb = next(iter(arguments), "")
    parser = make_parser([verb] if verb in list_verbs() else [])
    if verb and not verb.startswith("-") and verb not in list_verbs():
        parser.error(f"there is no verb '{verb}'; {did_you_mean(verb, list_verbs(), 'all are in the help')}")
    known, parameters = split(arguments) if verb == "query" else (list(arguments), [])
    options, rest = parser.parse_known_args(known)
    if rest:
        options.parser.error(f"unknown argument '{rest[0]}'")
    options.parameters = parameters
    return options


def make_parser(verbs: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of the command line; the reference in docs/reference/cli.md is generated from it.

    Args:
        verbs: The verbs whose arguments it knows; all by default.
    """
    names = list_verbs()
    parser = _Parser(
        prog="battlekg",
        usage="battlekg [-h] [--version] VERB ...",
        description=_overview({name: find_verb(name) for name in names}) if verbs is None or not verbs else None,
        epilog="Example: battlekg explain capture-prigozhin-0520",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"battlekg {__version__}")
    made = parser.add_subparsers(
        prog="battlekg", dest="verb", metavar="VERB", required=True, help="'battlekg VERB --help' has more"
    )
    for name in names if verbs is None else verbs:
        _add(made, name, find_verb(name))
    return parser


def fill_parser(verb: Verb, parser: argparse.ArgumentParser | None = None) -> argparse.ArgumentParser:
    """Return a parser with the arguments of a verb, or of its parts.

    Args:
        verb: The verb.
        parser: The parser that takes them; a new one by default.
    """
    parser = parser or _Parser()
    if verb.parts is not None:
        parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
        for name, part in verb.parts().items():
            _add(parts, name, part)
        return parser
    if verb.dataset:
        parser.add_argument("--dataset", default="bakhmut", metavar="NAME|DIR", help="the dataset (default: bakhmut)")
    verb.arguments(parser)
    parser.set_defaults(run=verb.run, parser=parser)
    return parser


def _add(made: argparse._SubParsersAction[Any], name: str, verb: Verb) -> None:
    text = verb.text
    fill_parser(
        verb, made.add_parser(name, help=text, description=text, epilog=f"Example: {verb.example}", allow_abbrev=False)
    )


def _overview(verbs: Mapping[str, Verb]) -> str:
    lines = ["A knowledge graph of a battle, every statement traced to its sentence."]
    for section, title in SECTIONS.items():
        lines += ["", f"{title}:"]
        for name, verb in verbs.items():
            if verb.section == section:
                text = verb.text.partition(". ")[0].rstrip(".")
                lines.append(fill(text, _WIDTH, initial_indent=f"    {name:<12}", subsequent_indent=" " * 16))
    return "\n".join(lines)
