"""Writing an accepted link into ``links.yaml``: lines are added, and every other line, comments too, stays as it is."""

from __future__ import annotations

import re
import tempfile
from itertools import takewhile
from pathlib import Path
from textwrap import indent
from typing import Final

from kg.dataset.links import Link, LinkFile
from kg.dataset.tree import Tree, read_tree
from kg.faults import fault
from kg.files import write_whole
from kg.share.link.form import parse, yaml_text

__all__ = ["WITNESS", "add_link", "refusal"]

WITNESS: Final = "wikidata"
"""The witness of a link that was accepted in a review: Wikidata itself, which was read."""

_WITNESS_LINE: Final = "Wikidata itself, read by 'battlekg link' and reviewed by a person"
_WIDTH: Final = 100
_TOP: Final = re.compile(r"[^\s#-][^:]*:")


def refusal(file: LinkFile, link: Link) -> str:
    """Return why a link cannot be added; empty where it can."""
    if link.entity in file.never:
        return f"{link.entity} is not to be linked: {file.never[link.entity]}"
    for one in file.links:
        if one.withdrawn:
            if (one.entity, one.item, one.match) == (link.entity, link.item, link.match):
                return f"this link was withdrawn on {one.withdrawn.on}: {one.withdrawn.why}"
            continue
        if (one.entity, one.item) == (link.entity, link.item):
            return f"{link.entity} and {link.item} are linked already ({one.match} match)"
        if one.match == link.match == "exact" and one.entity == link.entity:
            return f"{link.entity} has the exact match {one.item}; withdraw that first, or make this a close one"
        if one.match == link.match == "exact" and one.item == link.item:
            return f"{link.item} is the exact match of {one.entity}; withdraw that first, or make this a close one"
    return ""


def add_link(path: Path, link: Link, curator: str) -> None:
    """Add a link at the end of the list.

    Args:
        path: The file ``links.yaml``; it is made where it is not there.
        link: The link.
        curator: The curator of a file that is made.

    Raises:
        FaultError: The file cannot be read or written, or has a form into which nothing can be added.
    """
    if not path.exists():
        head = {"curator": curator, "curated": str(link.made), "witnesses": {WITNESS: _WITNESS_LINE}}
        _write(path, f"{yaml_text(head, _WIDTH)}links:\n{_block(link, '  ')}", None, link)
        return
    tree = read_tree(path)
    before = parse(tree, LinkFile)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start, end = _extent(tree, lines, "links")
    margin = next((_margin(line) for line in lines[start:end] if line.lstrip()[:2] == "- "), "")
    lines[end:end] = _block(link, margin).splitlines()
    if WITNESS not in before.witnesses:
        place, until = _extent(tree, lines, "witnesses")
        margin = next((_margin(line) for line in lines[place:until] if line.strip()), "  ")
        lines[until:until] = indent(yaml_text({WITNESS: _WITNESS_LINE}, _WIDTH), margin).splitlines()
    _write(path, "\n".join(lines) + "\n", before, link)


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _extent(tree: Tree, lines: list[str], key: str) -> tuple[int, int]:
    """Return the lines of the value of a key at the top of a file, from the one after the key.

    Raises:
        FaultError: The value does not stand on lines of its own.
    """
    at = tree.lines.get((key,))
    if at is None or lines[at - 1].split("#")[0].strip() != f"{key}:":
        at = next((number for number, line in enumerate(lines, 1) if line.split("#")[0].rstrip() == f"{key}:"), 0)
    if not at:
        what = f"'{key}' has no lines of its own, so nothing can be added to it"
        raise fault("form", what, f"write '{key}:' and one entry per line", tree.path, tree.line((key,)))
    value = list(takewhile(lambda line: not _TOP.match(line), lines[at:]))
    return at, max((at + count for count, line in enumerate(value, 1) if line.strip() and line[0] in " -"), default=at)


def _block(link: Link, margin: str) -> str:
    data = link.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return indent(yaml_text([data], _WIDTH), margin)


def _write(path: Path, text: str, before: LinkFile | None, link: Link) -> None:
    """Write the file if it reads as what was there and the new link, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_text(text, encoding="utf-8")
        after = parse(read_tree(trial, str(path)), LinkFile)
    wanted = (*(before.links if before else ()), link)
    if after.links != wanted or (before and (after.never, after.curator) != (before.never, before.curator)):
        raise fault(
            "form", "the link cannot be added without changing what is there",
            "add it by hand (docs/reference/format.md)", str(path),
        )  # fmt: skip
    write_whole(path, [text])
