"""The verbs, one file each: a file ``NAME.py`` here with a ``VERB`` is the verb ``NAME``, and nothing else names it.

A verb's file imports the packages that do the work inside its functions, so that the help of all verbs stays quick.
"""

from __future__ import annotations

import os
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

__all__ = ["SECTIONS", "Verb", "find_verb", "list_verbs"]

SECTIONS = {
    "make": "Make the graph",
    "ask": "Ask the graph",
    "share": "Share the graph",
}
"""The sections of the help, in the order of the flow."""


class Verb:
    """A verb of the command line, or one of its parts (``link review``).

    Attributes:
        section: A key of ``SECTIONS``; empty for a part.
        text: What it does, in one or two sentences.
        example: One command line that shows it.
        arguments: Adds its arguments to a parser.
        run: Does it, and returns the exit code, or nothing for 0.
        parts: Returns its parts by name, where the verb is several.
        dataset: Whether it takes ``--dataset``.
    """

    __slots__ = ("arguments", "dataset", "example", "parts", "run", "section", "text")

    def __init__(
        self,
        section: str,
        text: str,
        example: str,
        arguments: Callable[[argparse.ArgumentParser], None] = lambda parser: None,
        run: Callable[[argparse.Namespace], int | None] = lambda options: 2,
        parts: Callable[[], Mapping[str, Verb]] | None = None,
        dataset: bool = True,
    ) -> None:
        self.section, self.text, self.example = section, text, example
        self.arguments, self.run, self.parts, self.dataset = arguments, run, parts, dataset


def list_verbs() -> list[str]:
    """Return the names of all verbs: those of the files beside this one."""
    return sorted(file[:-3] for file in os.listdir(os.path.dirname(__file__)) if file[0] != "_" and file[-3:] == ".py")


def find_verb(name: str) -> Verb:
    """Return a verb by its name, which ``list_verbs`` has."""
    found: Verb = import_module(f"kg.cli.verbs.{name}").VERB
    return found
