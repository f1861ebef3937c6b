"""The commands of docs/tutorial.md, run on the invented battle of tests/fixtures/hollin; cog calls these functions."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import cog

from scripts.docs.pages import ROOT, block, printed_by, terminal

FIXTURES = ROOT / "tests" / "fixtures"
HOLLIN = FIXTURES / "hollin"
WIDTH = 110
DESCRIBED = ("dataset.yaml", "sources.yaml")
FROZEN = (*DESCRIBED, "passages/*")
ALL = ("*.yaml", "*/*.yaml", "passages/*")


def step(
    command: str,
    have: Iterable[str] = (),
    lines: int = 0,
    built: bool = False,
    change: tuple[str, str, str] | None = None,
) -> None:
    """Write a command and what it prints, in a folder that is as far as the tutorial is.

    Args:
        command: The command line.
        have: The files of the dataset that are there, as patterns.
        lines: At most so many lines of the output; all where it is 0.
        built: Whether the graph has been built before.
        change: A file of the dataset, a text that stands there once, and what is in its place.
    """
    with TemporaryDirectory() as made:
        folder = Path(made)
        lay_out(folder, have, change)
        for line in ("battlekg build --dataset hollin", command) if built else (command,):
            printed = printed_by(line, folder, WIDTH, BATTLEKG_CACHE=str(folder / "cache"))
    terminal(command, printed, lines)


def lay_out(folder: Path, have: Iterable[str] = ALL, change: tuple[str, str, str] | None = None) -> None:
    """Put the text and some files of the dataset into a folder."""
    (folder / "texts").mkdir()
    (folder / "hollin").mkdir()
    shutil.copy(FIXTURES / "almanac.md", folder / "texts")
    for path in {path for pattern in have for path in HOLLIN.glob(pattern)}:
        target = folder / "hollin" / path.relative_to(HOLLIN)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(path, target)
    if change:
        name, old, new = change
        path = folder / "hollin" / name
        content = path.read_text(encoding="utf-8")
        if content.count(old) != 1:
            raise RuntimeError(f"{old!r} does not stand once in {name}")
        path.write_text(content.replace(old, new), encoding="utf-8")


def text(heading: str) -> None:
    """Write a section of the text."""
    content = (FIXTURES / "almanac.md").read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}\n\n(.*?)(?=\n#|\Z)", content, re.MULTILINE | re.DOTALL)
    if not found:
        raise RuntimeError(f"there is no section {heading!r}")
    cog.out("\n" + "\n>\n".join(f"> {paragraph}" for paragraph in found[1].strip().split("\n\n")) + "\n\n")


def entries(name: str, *keys: str) -> None:
    """Write entries of a file of the dataset as they stand there; the whole file where no key is given.

    A key with its colon is written as such.
    """
    content = (HOLLIN / name).read_text(encoding="utf-8")
    if keys:
        content = "".join(f"{key}\n" if key.endswith(":") else _entry(name, content, key) for key in keys)
    block(content, "yaml")


def _entry(name: str, content: str, key: str) -> str:
    found = re.search(rf"^( *){re.escape(key)}:.*\n(?:\1 .*\n)*", content, re.MULTILINE)
    if not found:
        raise RuntimeError(f"there is no {key!r} in {name}")
    return found[0]
