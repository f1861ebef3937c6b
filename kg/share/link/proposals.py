"""The review file: proposals of links in YAML, to be read and decided by people."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import Final, Literal

from kg.dataset.fields import Day, Line, Node
from kg.dataset.tree import read_tree
from kg.files import write_whole
from kg.share.link.form import parse, yaml_text
from kg.share.link.score import MARGIN, THRESHOLD

__all__ = ["Decision", "Found", "Proposal", "Proposals", "read_proposals", "write_proposals"]

_HEAD: Final = """\
# Items of Wikidata that entities of the dataset may be. Nothing here is accepted: 'battlekg link review FILE' walks
# through it, and writes what is accepted into links.yaml. Points: name 50, what it is 20, where 15, when 15; what
# contradicts takes points away. An item is proposed from {threshold} points, if the next one is {margin} behind.

"""
_WIDTH: Final = 110


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
    return parse(read_tree(path), Proposals)


def write_proposals(path: Path, proposals: Proposals) -> None:
    """Write a review file, whole.

    Raises:
        FaultError: It cannot be written.
    """
    head = proposals.model_dump(mode="json", by_alias=True, exclude={"proposals"})
    listed = [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in proposals.proposals]
    lines = [_HEAD.format(threshold=THRESHOLD, margin=MARGIN), yaml_text(head, _WIDTH)]
    lines += ["proposals:\n" if listed else "proposals: []\n"]
    write_whole(path, [*lines, *(indent(yaml_text([one], _WIDTH), "  ") + "\n" for one in listed)])
