"""``battlekg link``: links to Wikidata proposed, reviewed and checked; a reconciliation service over the graph."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.verbs import Verb
from kg.faults import usage

if TYPE_CHECKING:
    from kg.share.link.ask import Asker

__all__ = ["VERB"]

_SERVICE = "https://wikidata.reconci.link/en/api"
_ENTITIES = "https://www.wikidata.org/w/api.php"
_FILE = "links-review.yaml"


def _asking_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--entities", default=_ENTITIES, metavar="URL|none", help=f"the entity API ({_ENTITIES})")
    add("--contact", metavar="ADDRESS", help="whom the services may write to (default: BATTLEKG_CONTACT)")
    add("--interval", type=float, default=1.0, metavar="S", help="seconds between requests (default: 1)")
    text = "how old an answer that was kept may be (default: 7; 0 asks again)"
    add("--days", type=float, default=7.0, metavar="N", help=text)
    add("--timeout", type=int, default=60, metavar="S", help="seconds for a request (default: 60)")
    add("--retries", type=int, default=4, metavar="N", help="how often to try again (default: 4)")


def _asker(options: argparse.Namespace, *urls: str) -> Asker:
    from kg.endpoint.client import limits_of
    from kg.paths import cache
    from kg.share.link.ask import make_asker

    contact = options.contact or os.environ.get("BATTLEKG_CONTACT") or ""
    limits = limits_of(options.timeout, 64, options.retries)
    tell = partial(print, file=sys.stderr)
    return make_asker(urls, contact, Path(cache()) / "link", limits, options.interval, options.days, tell)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise usage(f"'{text}' is no day", "write YYYY-MM-DD") from None


def _propose_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", nargs="?", default=_FILE, metavar="FILE", help=f"the review file (default: {_FILE})")
    add("--only", action="append", default=[], metavar="ENTITY", help="ask for this one (repeatable)")
    add("--service", default=_SERVICE, metavar="URL", help=f"a reconciliation service ({_SERVICE})")
    add("--on", metavar="DAY", help="the day that is written down (default: today)")
    _asking_arguments(parser)


def _propose(options: argparse.Namespace) -> None:
    from kg.share.link.propose import Services
    from kg.share.link.session import propose_links

    services = Services(options.service, "" if options.entities == "none" else options.entities)
    day, asker = _day(options.on), _asker(options, *filter(None, services))
    propose_links(options.dataset, asker, services, options.only, options.file, day, sys.stdout)


def _review_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("file", metavar="FILE", help="the review file")
    add("--curator", default="", metavar="ID", help="who decides (default: that of the links)")
    add("--on", metavar="DAY", help="the day that is written down (default: today)")
    add("--all", action="store_true", help="show what is decided or linked, too")


def _review(options: argparse.Namespace) -> None:
    from kg.dataset import read_dataset
    from kg.paths import find_dataset
    from kg.share.link.review import review

    folder, file, day = Path(find_dataset(options.dataset)), Path(options.file), _day(options.on)
    review(file, folder, read_dataset(folder), options.curator, day, sys.stdin, sys.stdout, options.all)


def _check(options: argparse.Namespace) -> None:
    from kg.share.link.check import check_links

    check_links(options.dataset, _asker(options, options.entities), options.entities, sys.stdout)


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="the interface (default: 127.0.0.1)")
    add("--port", type=int, default=8765, metavar="N", help="the port (default: 8765; 0 for any)")
    add("--quiet", action="store_true", help="say nothing about each request")


def _serve(options: argparse.Namespace) -> None:
    from kg.share.serve.run_service import serve

    serve(options.dataset, options.host, options.port, options.quiet, sys.stderr)


_PARTS = {
    "propose": Verb(
        "",
        "Find items of Wikidata that entities may be, with reasons, and write them to a review file.",
        "battlekg link propose --only actor:putin --contact you@example.org",
        _propose_arguments,
        _propose,
    ),
    "review": Verb(
        "",
        "Walk through a review file and decide; what is accepted becomes a link of the dataset.",
        "battlekg link review links-review.yaml",
        _review_arguments,
        _review,
    ),
    "check": Verb(
        "",
        "Look the links of the dataset up again.",
        "battlekg link check --contact you@example.org",
        _asking_arguments,
        _check,
    ),
    "serve": Verb(
        "",
        "Serve the entities of the graph as a reconciliation service, for OpenRefine and others.",
        "battlekg link serve --port 8765",
        _serve_arguments,
        _serve,
    ),
}

VERB = Verb(
    "share",
    "Find items of Wikidata that entities may be, for review; nothing is accepted by itself.",
    "battlekg link propose --only actor:putin --contact you@example.org",
    parts=lambda: _PARTS,
)
