"""The arguments of every command, with an example in the help of each."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple, NoReturn

from kg import __version__
from kg.query.arguments import split
from kg.query.show import FORMATS
from kg.remote.endpoint import PROFILES

__all__ = ["PLOTS", "SCHEMAS", "SKELETONS", "VERBS", "Verb", "make_parser", "parse"]


class Verb(NamedTuple):
    """A command.

    Attributes:
        text: What it does.
        example: One command line that shows it.
        add: What adds its arguments to a parser.
    """

    text: str
    example: str
    add: Callable[[argparse.ArgumentParser], None]


class _Parser(argparse.ArgumentParser):
    """Wrong usage is one line with the way out."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see '{self.prog} --help'\n")


_SERVICE: Final = "https://wikidata.reconci.link/en/api"
_ENTITIES: Final = "https://www.wikidata.org/w/api.php"

SCHEMAS: Final = ("claims", "sources", "actors", "places", "battles", "phases", "events", "dataset")
"""The files of a dataset that have a schema."""

SKELETONS: Final = ("dataset", "source", "actor", "place", "battle", "phase", "event", "claims", "claim")
"""What ``battlekg new`` can begin."""


PLOTS: Final = ("casualties", "control", "timeline", "balance")
"""The kinds of charts; what each takes is told in ``kg.plot.kinds``, which is not loaded here."""


def parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return the options and, for ``query``, the parameters of the question as ``--name=value``."""
    parser = make_parser()
    known, parameters = split(arguments) if list(arguments[:1]) == ["query"] else (list(arguments), [])
    options, rest = parser.parse_known_args(known)
    if rest:
        parser.error(f"unknown argument '{rest[0]}'")
    return options, parameters


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; the reference in docs/cli.md is generated from it."""
    parser = _Parser(
        prog="battlekg",
        description="A knowledge graph of a battle, every statement traced to its sentence.",
        epilog="Example: battlekg explain capture-prigozhin-0520",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"battlekg {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name, verb in VERBS.items():
        made = verbs.add_parser(
            name, help=verb.text, description=verb.text, epilog=f"Example: {verb.example}", allow_abbrev=False
        )
        if name not in ("schema", "completion"):
            made.add_argument("--dataset", default="bakhmut", metavar="NAME|DIR", help="the dataset (default: bakhmut)")
        verb.add(made)
    return parser


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
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of a question; with --help, how to ask it")
    parser.add_argument("--format", choices=tuple(FORMATS), default="table", help="form of the answer")
    parser.add_argument("--sparql", metavar="FILE|-", help="free SPARQL from a file or standard input")
    parser.add_argument("--about", action="store_true", help="describe the question, its parameters and columns")
    parser.add_argument("--width", type=int, default=0, metavar="N", help="width of a table in characters")
    parser.add_argument("--endpoint", metavar="URL", help="ask the store at this address")
    _limits(parser, 60)
    parser.add_argument("--cite", action="store_true", help="how each row is cited: IRI, dates, dataset version")
    parser.add_argument("--evidence", action="store_true", help="the passages, with text if BATTLEKG_TEXT names it")
    parser.add_argument("--allow-service", metavar="HOST", help="the host of another service that a question may ask")
    parser.add_argument("--service-at", metavar="URL", help="where that service is reached, such as a copy of it")


def _plot(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help=f"what to draw: {', '.join(PLOTS)}")
    parser.add_argument("-o", "--output", metavar="FILE", help="the SVG file (default: standard output)")
    for name, kinds, text in (
        ("measure", "casualties", "what is measured (default: casualties)"),
        ("side", "casualties", "the side or force that is counted (default: wagner)"),
        ("place", "control", "the place (default: bakhmut)"),
        ("party", "control", "the side that holds or takes (default: any)"),
        ("event", "timeline", "the event (default: capture-of-bakhmut)"),
        ("from", "casualties, control, timeline", "the first day (default: any, for control 2022-08-01)"),
        ("to", "casualties, control, timeline", "the last day (default: any)"),
        ("by", "balance", "side or claimant (default: side)"),
    ):
        parser.add_argument(f"--{name}", metavar="VALUE", help=f"{kinds}: {text}")


def _describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("ttl", "manifest", "openapi"), default="ttl", help="form of the description"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write it; a manifest names files from there")


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, an identifier, a CURIE or an IRI")
    parser.add_argument("--text", metavar="DIR|FILE", help="the texts, to show the sentences (default: BATTLEKG_TEXT)")


def _plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the output")


def _reason(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--policy", metavar="NAME", help="what may be adopted: default or strict (default: both)")
    _plain(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown", help="form of the report")
    parser.add_argument("--differences", metavar="DOCUMENT", help="report how a document stands to the others instead")


def _diff(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the older graph file")
    parser.add_argument("new", nargs="?", metavar="NEW", help="the newer one; the graph of the dataset by default")
    _plain(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", metavar="NAME", help="ttl, nt, nq, trig, rdf12, jsonld, nanopub, wikidata, geojson, csv, parquet"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE|DIR|-", help="where to write (default: -); packed where it ends in .gz or .zst"
    )
    parser.add_argument("--table", metavar="NAME", help="one table of csv or parquet: claims, figures, events, control")
    parser.add_argument("--all", metavar="DIR", help="write a release: all formats, with descriptions and digests")


def _limits(parser: argparse.ArgumentParser, seconds: int) -> None:
    parser.add_argument(
        "--timeout",
        type=int,
        default=seconds,
        metavar="S",
        help=f"seconds for each request to a store (default: {seconds})",
    )
    parser.add_argument(
        "--megabytes", type=int, default=256, metavar="N", help="how large an answer may be (default: 256)"
    )


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the address of the store")
    parser.add_argument("--profile", choices=tuple(PROFILES), help="the product (default: what its answer shows)")
    parser.add_argument("--retries", type=int, default=4, metavar="N", help="how often to try again (default: 4)")
    _limits(parser, 600)


def _load(parser: argparse.ArgumentParser) -> None:
    _target(parser)
    parser.add_argument("--store", metavar="URL", help="where a store of no known profile takes graphs")
    parser.add_argument("--update", metavar="URL", help="where it takes updates, if it takes no graphs")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be replaced")


def _check(parser: argparse.ArgumentParser) -> None:
    _target(parser)
    parser.add_argument("--all", action="store_true", help="compare every triple, not those of 200 nodes per graph")


def _link(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", nargs="?", choices=("propose", "review", "check", "serve"), default="propose",
                        metavar="PART", help="propose (the default), review, check or serve")  # fmt: skip
    parser.add_argument("file", nargs="?", metavar="FILE", help="the review file (default: links-review.yaml)")
    parser.add_argument("--only", action="append", default=[], metavar="ENTITY", help="ask for this one (repeatable)")
    parser.add_argument("--service", default=_SERVICE, metavar="URL", help=f"a reconciliation service ({_SERVICE})")
    parser.add_argument("--entities", default=_ENTITIES, metavar="URL|none", help=f"the entity API ({_ENTITIES})")
    parser.add_argument("--contact", metavar="ADDRESS", help="whom the services may write to (BATTLEKG_CONTACT)")
    parser.add_argument(
        "--interval", type=float, default=1.0, metavar="S", help="seconds between requests (default: 1)"
    )
    parser.add_argument("--days", type=float, default=7.0, metavar="N",
                        help="how old an answer that was kept may be (default: 7; 0 asks again)")  # fmt: skip
    parser.add_argument("--timeout", type=int, default=60, metavar="S", help="seconds for a request (default: 60)")
    parser.add_argument("--retries", type=int, default=4, metavar="N", help="how often to try again (default: 4)")
    parser.add_argument("--curator", default="", metavar="ID", help="review: who decides (default: that of the links)")
    parser.add_argument("--on", metavar="DAY", help="propose, review: the day that is written down (default: today)")
    parser.add_argument("--all", action="store_true", help="review: show what is decided or linked, too")
    parser.add_argument("--host", default="127.0.0.1", help="serve: the interface (default: 127.0.0.1)")
    parser.add_argument(
        "--port", type=int, default=8765, metavar="N", help="serve: the port (default: 8765; 0 for any)"
    )
    parser.add_argument("--quiet", action="store_true", help="serve: say nothing about each request")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=SKELETONS, metavar="WHAT", help="what to begin: " + ", ".join(SKELETONS))
    parser.add_argument("--at", metavar="PASSAGE", help="the passage of a new claim")
    parser.add_argument("--text", metavar="FILE", help="the text of a new source")


def _freeze(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", help="the key of the document in sources.yaml")
    parser.add_argument("--text", metavar="FILE|DIR", required=True, help="the text of the document")


def _completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="which shell")


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=SCHEMAS, help="which file")


VERBS: Final[Mapping[str, Verb]] = {
    "build": Verb(
        "Build the graph of a dataset, or check that the written one is up to date.", "battlekg build --check", _build
    ),
    "validate": Verb(
        "Validate a graph against the shapes, and our own also for completeness.",
        "battlekg validate other.ttl --format json",
        _validate,
    ),
    "verify": Verb(
        "Find every passage in a text of the documents, and check the claims against their passages.",
        "battlekg verify --text ../texts",
        _verify,
    ),
    "query": Verb(
        "Ask a canned question, with --PARAMETER VALUE as the question has them, or free SPARQL, here or at a SPARQL "
        "endpoint; without a name, list the questions.",
        "battlekg query claims-by --claimant prigozhin",
        _query,
    ),
    "plot": Verb(
        "Draw a chart as SVG: figures with claimants and bounds, control of a place, a timeline, balance of voices.",
        "battlekg plot casualties --side wagner -o casualties.svg",
        _plot,
    ),
    "describe": Verb(
        "Describe the canned questions for other programs: in RDF, as a test manifest of the W3C, as OpenAPI.",
        "battlekg describe --format openapi",
        _describe,
    ),
    "explain": Verb("Show what a thing is, down to the passages.", "battlekg explain wagner", _explain),
    "reason": Verb(
        "Show what follows from the claims, what conflicts, and what each policy adopts and why.",
        "battlekg reason --policy strict",
        _reason,
    ),
    "stats": Verb("Count what the graph holds.", "battlekg stats --format json", _plain),
    "coverage": Verb("Show which passages have claims, and which are set aside and why.", "battlekg coverage", _plain),
    "report": Verb(
        "Report balance and limits: who is heard, what has a single root, what was not verified, what is not said.",
        "battlekg report --format json",
        _report,
    ),
    "diff": Verb("Show what changed between two builds, claim by claim.", "battlekg diff older.ttl", _diff),
    "export": Verb(
        "Write the graph in another format, for triple stores and other tools.",
        "battlekg export -o bakhmut.nq.gz",
        _export,
    ),
    "load": Verb(
        "Load the graph into a triple store, each named graph in the place of the old one, and count it there. "
        "Credentials come from BATTLEKG_USER and BATTLEKG_PASSWORD, BATTLEKG_TOKEN, or netrc.",
        "battlekg load http://127.0.0.1:7878",
        _load,
    ),
    "check": Verb(
        "Compare a SPARQL endpoint with the build: graphs, triples, and the answers to all canned questions.",
        "battlekg check http://127.0.0.1:7878 --all",
        _check,
    ),
    "link": Verb(
        "Find items of Wikidata that entities may be, with reasons, for review; nothing is accepted by itself. "
        "'review' walks through what was found, 'check' looks the links up again, 'serve' is a reconciliation service "
        "over the graph, for OpenRefine and others.",
        "battlekg link --only actor:putin --contact you@example.org",
        _link,
    ),
    "new": Verb(
        "Print a skeleton to fill in: a dataset, the description of a source, an actor, a place, a battle, a phase, an "
        "event, a file of claims, a claim.",
        "battlekg new claim --at wikipedia.may.12.1",
        _new,
    ),
    "freeze": Verb(
        "Make or renew the index of passages of a document from its text.",
        "battlekg freeze newshub --text ../texts/a.txt",
        _freeze,
    ),
    "schema": Verb("Print the JSON Schema of the YAML files, for editors.", "battlekg schema claims", _schema),
    "completion": Verb(
        "Print the script with which a shell completes commands, questions, parameters and their values.",
        "battlekg completion bash",
        _completion,
    ),
}
"""The commands by name."""
