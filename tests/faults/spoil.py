"""A fault as a case of a table: what makes it, and what is said to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.fixtures import edit

__all__ = ["BUILD", "Case", "Spoil", "both", "change", "folder_for", "gone", "loop", "put"]

BUILD = "build --dataset toyfort"

Spoil = Callable[[Path], object]


class Case(NamedTuple):
    """A fault and what is said to it.

    Attributes:
        spoil: What makes it, in a folder with a copy of toyfort and its graph.
        said: The lines on standard error, each to the letter.
        words: The command.
        code: The exit code.
    """

    spoil: Spoil
    said: str
    words: str = BUILD
    code: int = 1


def change(file: str, old: str, new: str) -> Spoil:
    """Return what replaces a text of a file of toyfort."""
    return lambda folder: edit(folder / "toyfort", file, old, new)


def put(file: str, content: str | bytes) -> Spoil:
    """Return what writes a file."""
    return lambda folder: (folder / file).write_bytes(content.encode() if isinstance(content, str) else content)


def both(*spoils: Spoil) -> Spoil:
    """Return what does several things."""
    return lambda folder: [spoil(folder) for spoil in spoils]


def folder_for(file: str) -> Spoil:
    """Return what puts a folder in the place of a file."""
    return both(lambda folder: (folder / file).unlink(missing_ok=True), lambda folder: (folder / file).mkdir())


def gone(file: str) -> Spoil:
    """Return what removes a file."""
    return lambda folder: (folder / file).unlink()


def loop(file: str) -> Spoil:
    """Return what puts a link to itself in the place of a file."""
    return both(gone(file), lambda folder: (folder / file).symlink_to(folder / file))
