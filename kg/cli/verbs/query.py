"""``battlekg query``: canned questions, free SPARQL, here or at an endpoint."""

from __future__ import annotations

import argparse
import sys

from kg.cli.verbs import Verb
from kg.cli.verbs._shared import add_limits

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    from kg.ask.render.forms import FORMATS

    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of a question; with --help, how to ask it")
    parser.add_argument("--format", choices=tuple(FORMATS), default="table", help="form of the answer")
    parser.add_argument("--sparql", metavar="FILE|-", help="free SPARQL from a file or standard input")
    parser.add_argument("--about", action="store_true", help="describe the question, its parameters and columns")
    parser.add_argument("--width", type=int, default=0, metavar="N", help="width of a table in characters")
    parser.add_argument("--endpoint", metavar="URL", help="ask the store at this address")
    add_limits(parser, 60)
    parser.add_argument("--cite", action="store_true", help="how each row is cited: IRI, dates, dataset version")
    parser.add_argument("--evidence", action="store_true", help="the passages, with text if BATTLEKG_TEXT names it")
    parser.add_argument("--allow-service", metavar="HOST", help="the host of another service that a question may ask")
    parser.add_argument("--service-at", metavar="URL", help="where that service is reached, such as a copy of it")


def _run(options: argparse.Namespace) -> int:
    from kg.ask.query.arguments import Request
    from kg.ask.query.modes import answer_question

    question = Request(**{name: getattr(options, name) for name in Request.__slots__})
    return answer_question(question, sys.stdin, sys.stdout)


VERB = Verb(
    "ask",
    "Ask a canned question, with --PARAMETER VALUE as the question has them, or free SPARQL, here or at a SPARQL "
    "endpoint; without a name, list the questions.",
    "battlekg query claims-by --claimant prigozhin",
    _arguments,
    _run,
)
