"""The review file: proposals of links in YAML, to be read and decided by people."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from kg.dataset.fields import Day, Line, Node
from kg.dataset.tree import read_tree
from kg.faults import Fault, FaultError
from kg.files import write_whole

__all__ = ["Decision", "Found", "Proposal", "Proposals", "read_proposals", "write_proposals"]

_HEAD: Final = """\
# Items of Wikidata that entities of the dataset may be. Nothing here is accepted: 'battlekg link review FILE' walks
# through it, and writes what is accepted into links.yaml. Points: name 50, what it is 20, where 15, when 15; what
# contradicts takes points away. An item is proposed from {threshold} points, if the next one is {margin} behind.

"""


class Found(Node):
    """An item with what speaks for and against it.

    Attributes:
        item: The item.
        label: Its label.
        description: Its description.
        sort: What it seems to be, a concept of the scheme ``target-kind``, ``other``, or empty.
        points: The sum of the reasons.
        because: The reasons with their points.
    """

    item: str
    label: str
    description: str = ""
    sort: str = ""
    points: int
    because: tuple[str, ...]


class Decision(Node):
    """What a curator decided.

    Attributes:
        is_: ``exact`` or ``close`` match, or ``rejected``.
        on: The day.
        by: The curator.
        why: The reason of a close match or a rejection.
    """

    is_: Literal["exact", "close", "rejected"]
    on: Day
    by: str
    why: Line | None = None


class Proposal(Node):
    """What was found for an entity.

    Attributes:
        entity: The entity, e.g. ``actor:putin``.
        name: Its name.
        verdict: ``propose``: one item fits; ``unsure``: some may, and a person has to look; ``nothing``: none does.
        existing: The links that the dataset has already, in words.
        note: Why it is unsure, or what else is to be known.
        best: The item that fits best.
        next: The next one.
        margin: So many points lie between them.
        decision: What a curator decided.
    """

    entity: str
    name: str
    verdict: Literal["propose", "unsure", "nothing"]
    existing: str | None = None
    note: str | None = None
    best: Found | None = None
    next: Found | None = None
    margin: int | None = None
    decision: Decision | None = None


class Proposals(Node):
    """A review file.

    Attributes:
        dataset: The dataset.
        service: The reconciliation service that was asked.
        asked: When it was.
        proposals: What was found, entity by entity.
    """

    dataset: str
    service: str
    asked: Day
    proposals: tuple[Proposal, ...]


def read_proposals(path: Path) -> Proposals:
    """Return a review file.

    Raises:
        FaultError: It cannot be read, or something in it is wrong.
    """
    tree = read_tree(path)
    faults: list[Fault] = []
    found = tree.parse(Proposals, tree.data, (), faults)
    if found is None:
        raise FaultError(faults)
    return found


def write_proposals(path: Path, proposals: Proposals, threshold: int, margin: int) -> None:
    """Write a review file, whole.

    Raises:
        FaultError: It cannot be written.
    """
    head = proposals.model_dump(mode="json", by_alias=True, exclude={"proposals"})
    lines: list[str] = [_HEAD.format(threshold=threshold, margin=margin), _yaml(head), "proposals:\n"]
    lines += _blocks(proposals.proposals)
    write_whole(path, lines if proposals.proposals else [*lines[:-1], "proposals: []\n"])


def _blocks(proposals: Iterable[Proposal]) -> list[str]:
    found = []
    for one in proposals:
        data = one.model_dump(mode="json", by_alias=True, exclude_none=True)
        for key in ("best", "next"):
            data[key] = {name: value for name, value in data.get(key, {}).items() if value != ""}
        data = {key: value for key, value in data.items() if value != {}}
        text = _yaml([data])
        found.append("".join(f"  {line}\n" for line in text.splitlines()) + "\n")
    return found


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
