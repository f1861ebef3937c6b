"""The arguments of every command, with an example in the help of each."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

__all__ = ["make_parser", "parse"]

_TAKES_PARAMETERS = "query"


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line with the way out."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see '{self.prog} --help'\n")


def make_parser() -> _Parser:
    """Return the parser of the command line; the reference in docs/cli.md is generated from it."""
    parser = _Parser(
        prog="battlekg", description="A knowledge graph of a battle, every statement traced to its sentence."
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    _build(
        _verb(
            verbs,
            "build",
            "Build the graph of a dataset, or check that the written one is up to date.",
            "battlekg build --check",
        )
    )
    _validate(
        _verb(
            verbs,
            "validate",
            "Validate a graph against the shapes, and our own also for completeness.",
            "battlekg validate other.ttl --format json",
        )
    )
    _verify(
        _verb(
            verbs,
            "verify",
            "Find every passage in a text of the documents, by digest.",
            "battlekg verify --text ../texts",
        )
    )
    _query(
        _verb(
            verbs,
            "query",
            "Ask a canned question or free SPARQL; without a name, list the questions.",
            "battlekg query claims-by --claimant prigozhin",
        )
    )
    _explain(_verb(verbs, "explain", "Show what a thing is, down to the passages.", "battlekg explain wagner"))
    _plain(_verb(verbs, "stats", "Count what the graph holds.", "battlekg stats --format json"))
    _plain(
        _verb(
            verbs, "coverage", "Show which passages have claims, and which are set aside and why.", "battlekg coverage"
        )
    )
    _new(
        _verb(
            verbs,
            "new",
            "Print a skeleton to fill in: a claim, an actor, a place, an event, a dataset.",
            "battlekg new claim --at wikipedia.may.12.1",
        )
    )
    _freeze(
        _verb(
            verbs,
            "freeze",
            "Make or renew the index of passages of a document from its text.",
            "battlekg freeze newshub --text ../texts/a.txt",
        )
    )
    _schema(_verb(verbs, "schema", "Print the JSON Schema of the YAML files, for editors.", "battlekg schema claims"))
    return parser


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return the options and, for ``query``, the parameters of the question."""
    parser = make_parser()
    options, rest = parser.parse_known_args(arguments)
    if rest and options.verb != _TAKES_PARAMETERS:
        parser.error(f"unknown argument '{rest[0]}'")
    return options, rest


def _verb(verbs: argparse._SubParsersAction[_Parser], name: str, text: str, example: str) -> argparse.ArgumentParser:
    made = verbs.add_parser(name, help=text, description=text, epilog=f"Example: {example}", allow_abbrev=False)
    if name not in ("schema",):
        made.add_argument("--dataset", default="bakhmut", metavar="NAME|DIR", help="the dataset (default: bakhmut)")
    return made


def _build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the written graph differs")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write the Turtle file")


def _validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", help="an RDF file; the graph of the dataset by default")
    parser.add_argument("--format", choices=("text", "ttl", "json"), default="text", help="form of the report")
    parser.add_argument("--engine", choices=("fast", "pyshacl"), default="fast", help="pyshacl is the slow reference")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", metavar="DIR|FILE", help="the texts (default: the variable BATTLEKG_TEXT)")
    parser.add_argument("--moved", action="store_true", help="list the passages that stand elsewhere, too")


def _query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of a question")
    parser.add_argument(
        "--format", choices=("table", "csv", "tsv", "json", "ttl"), default="table", help="form of the answer"
    )
    parser.add_argument("--sparql", metavar="FILE|-", help="free SPARQL from a file or standard input")
    parser.add_argument("--about", action="store_true", help="describe the question, its parameters and columns")
    parser.add_argument("--width", type=int, default=0, metavar="N", help="width of a table in characters")


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a name, an identifier, a CURIE or an IRI")
    parser.add_argument("--text", metavar="DIR|FILE", help="the texts, to show the sentences (default: BATTLEKG_TEXT)")


def _plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the output")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("claim", "actor", "place", "event", "dataset"), help="what to begin")
    parser.add_argument("--at", metavar="PASSAGE", help="the passage of a new claim")


def _freeze(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", help="the key of the document in sources.yaml")
    parser.add_argument("--text", metavar="FILE", required=True, help="the text of the document")


def _schema(parser: argparse.ArgumentParser) -> None:
    files = ("claims", "actors", "places", "battles", "phases", "events", "sources", "dataset")
    parser.add_argument("what", choices=files, help="which file")
