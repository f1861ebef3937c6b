"""Freezing a document again: what is still there keeps its identifier, and nothing is renumbered."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.text.passage import Passage, split_id

__all__ = ["Refrozen", "refreeze"]


@dataclass(frozen=True, slots=True)
class Refrozen:
    """The outcome of freezing again.

    Attributes:
        passages: The passages of the new text with the identifiers that hold from now on, in its order.
        moved: The identifiers of those that kept their identifier and stand elsewhere now.
        new: Those among ``passages`` that got an identifier of their own.
        vanished: The passages of the old index that the new text does not have; their identifiers stay taken.
    """

    passages: tuple[Passage, ...]
    moved: tuple[str, ...]
    new: tuple[Passage, ...]
    vanished: tuple[Passage, ...]


def refreeze(old: Sequence[Passage], new: Sequence[Passage], retired: Iterable[str] = ()) -> Refrozen:
    """Carry the identifiers of ``old`` over to ``new``.

    A passage with the kind and the digest of an old one is that one, wherever it stands; of equal passages the first
    is the first, those of the same section going before. Any other passage gets the next free number: within its
    paragraph if some of the paragraph was there before, or else as part of the next free paragraph of its section.

    Args:
        old: The frozen index.
        new: The passages of the new text, as ``freeze`` numbers them.
        retired: Identifiers that earlier rounds gave out and that are no longer in ``old``; they are not given again.

    Returns:
        The new index and what has changed.
    """
    kept = _match(old, new)
    taken = {*(passage.id for passage in old), *retired}
    homes = _homes(new, kept)
    passages = tuple(_renamed(p, kept[i].id if i in kept else _next_id(p, taken, homes)) for i, p in enumerate(new))
    stayed = {passage.id for passage in kept.values()}
    return Refrozen(
        passages=passages,
        moved=tuple(
            p.id for i, p in enumerate(passages) if i in kept and (p.start, p.end) != (kept[i].start, kept[i].end)
        ),
        new=tuple(passage for i, passage in enumerate(passages) if i not in kept),
        vanished=tuple(passage for passage in old if passage.id not in stayed),
    )


def _match(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, Passage]:
    """Pair new passages, by their position in ``new``, with old ones that read the same."""
    kept: dict[int, Passage] = {}
    gone: set[str] = set()
    for same_section in (True, False):
        pools: dict[tuple[str, ...], deque[Passage]] = defaultdict(deque)
        for passage in old:
            if passage.id not in gone:
                pools[_likeness(passage, same_section)].append(passage)
        for number, passage in enumerate(new):
            pool = pools.get(_likeness(passage, same_section))
            if number not in kept and pool:
                kept[number] = pool.popleft()
                gone.add(kept[number].id)
    return kept


def _likeness(passage: Passage, with_section: bool) -> tuple[str, ...]:
    return passage.kind, passage.sha256, passage.section if with_section else ""


_Home = dict[tuple[str, str], str]


def _homes(new: Sequence[Passage], kept: dict[int, Passage]) -> _Home:
    """Map the paragraphs of the new text to the frozen paragraphs that they continue."""
    homes: _Home = {}
    for number, before in kept.items():
        now = new[number]
        if before.section == now.section and now.kind in ("sentence", "row"):
            homes.setdefault((now.section, now.paragraph), before.paragraph)
    return homes


def _next_id(passage: Passage, taken: set[str], homes: _Home) -> str:
    """Return the next free identifier for a passage, one that was never given before, and take it."""
    part = split_id(passage.id, passage.kind)[3]
    stem = f"{passage.document}.{passage.section}"
    if part:
        place = (passage.section, passage.paragraph)
        if place not in homes:
            homes[place] = _free(stem, passage.paragraph, taken)
        stem = f"{stem}.{homes[place]}"
    identifier = f"{stem}.{_free(stem, part or passage.paragraph, taken)}"
    taken.add(identifier)
    return identifier


def _free(stem: str, like: str, taken: set[str]) -> str:
    """Return ``like`` with the next number that nothing under ``stem`` has."""
    letter = re.sub("[0-9]", "", like)
    form = re.compile(rf"{re.escape(stem)}\.{letter}([0-9]*)(?:\..*)?")
    numbers = [int(found[1] or 1) for identifier in taken if (found := form.fullmatch(identifier))]
    return "h" if letter == "h" and not numbers else f"{letter}{max(numbers, default=0) + 1}"


def _renamed(passage: Passage, identifier: str) -> Passage:
    document, section, paragraph, _ = split_id(identifier, passage.kind)
    return replace(passage, id=identifier, document=document, section=section, paragraph=paragraph)
