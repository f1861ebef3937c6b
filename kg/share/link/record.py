"""Writing an accepted link into ``links.yaml``: lines are added, and every other line, comments too, stays as it is."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any, Final

import yaml

from kg.dataset.links import Link, LinkFile
from kg.dataset.tree import Tree, read_tree
from kg.faults import Fault, FaultError, fault
from kg.files import write_whole

__all__ = ["WITNESS", "add_link", "refusal"]

WITNESS: Final = "wikidata"
"""The witness of a link that was accepted in a review: Wikidata itself, which was read."""

_WITNESS_LINE: Final = "Wikidata itself, read by 'battlekg link' and reviewed by a person"
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
        _write(path, f"{_yaml(head)}links:\n{_block(link, '  ')}", LinkFile, None, link)
        return
    tree = read_tree(path)
    before = _parsed(tree)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start, end = _extent(tree, lines, "links")
    indent = next(
        (line[: len(line) - len(line.lstrip())] for line in lines[start:end] if line.lstrip()[:2] == "- "), ""
    )
    added = _block(link, indent).splitlines()
    lines[end:end] = added
    if WITNESS not in before.witnesses:
        place, until = _extent(tree, lines, "witnesses")
        gap = next((line[: len(line) - len(line.lstrip())] for line in lines[place:until] if line.strip()), "  ")
        lines[until:until] = [gap + line for line in _yaml({WITNESS: _WITNESS_LINE}).splitlines()]
    _write(path, "\n".join(lines) + "\n", LinkFile, before, link)


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
    end = last = at
    for number in range(at, len(lines)):
        line = lines[number]
        if _TOP.match(line):
            break
        if line.strip() and (line[0] in " -"):
            last = number + 1
        end = last
    return at, end


def _block(link: Link, indent: str) -> str:
    data = link.model_dump(mode="json", by_alias=True, exclude_none=True)
    if data["match"] == "exact":
        del data["match"]
    return "".join(f"{indent}{line}\n" for line in _yaml([data]).splitlines())


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def _parsed(tree: Tree) -> LinkFile:
    faults: list[Fault] = []
    found = tree.parse(LinkFile, tree.data, (), faults)
    if found is None:
        raise FaultError(faults)
    return found


def _write(path: Path, text: str, model: type[LinkFile], before: LinkFile | None, link: Link) -> None:
    """Write the file if it reads as what was there and the new link, and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_text(text, encoding="utf-8")
        after = _parsed(read_tree(trial, str(path)))
    wanted = (*(before.links if before else ()), link)
    if after.links != wanted or (before and (after.never, after.curator) != (before.never, before.curator)):
        what = "the link cannot be added without changing what is there"
        raise fault("form", what, "add it by hand (docs/reference/format.md)", str(path))
    write_whole(path, [text])
