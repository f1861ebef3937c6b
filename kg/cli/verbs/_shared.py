"""What several verbs have in common: the form of the output, limits, a store's address, the texts of the documents."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.faults import usage

if TYPE_CHECKING:
    import argparse

    from kg.share.load.target import Target

__all__ = ["add_format", "add_limits", "add_target", "target_of", "text_of"]


def add_format(parser: argparse.ArgumentParser, *forms: str) -> None:
    """Add ``--format``; the first form is the default."""
    parser.add_argument("--format", choices=forms, default=forms[0], help=f"form of the output (default: {forms[0]})")


def add_limits(parser: argparse.ArgumentParser, seconds: int) -> None:
    """Add the limits of a request to a store."""
    text = f"seconds for each request to a store (default: {seconds})"
    parser.add_argument("--timeout", type=int, default=seconds, metavar="S", help=text)
    text = "how large an answer may be (default: 256)"
    parser.add_argument("--megabytes", type=int, default=256, metavar="N", help=text)


def add_target(parser: argparse.ArgumentParser) -> None:
    """Add the address of a store and how it is asked."""
    from kg.endpoint.profiles import PROFILES

    parser.add_argument("url", metavar="URL", help="the address of the store")
    parser.add_argument("--profile", choices=tuple(PROFILES), help="the product (default: what its answer shows)")
    parser.add_argument("--retries", type=int, default=4, metavar="N", help="how often to try again (default: 4)")
    add_limits(parser, 600)


def target_of(options: argparse.Namespace) -> Target:
    """Return the store that the options name."""
    from kg.endpoint.client import limits_of
    from kg.share.load.target import Target

    limits = limits_of(options.timeout, options.megabytes, options.retries)
    update = getattr(options, "update", None)
    return Target(options.url, options.profile, getattr(options, "store", None), update, limits)


def text_of(options: argparse.Namespace) -> str:
    """Return where the texts of the documents are.

    Raises:
        FaultError: Neither ``--text`` nor BATTLEKG_TEXT says so.
    """
    text = options.text or os.environ.get("BATTLEKG_TEXT")
    if not text:
        raise usage("no text of the documents is named", "give --text DIR, or set BATTLEKG_TEXT")
    return str(text)
