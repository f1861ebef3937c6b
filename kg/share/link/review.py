"""``battlekg link review``: one proposal after the other, decided by a person."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from kg.dataset.links import Link, LinkFile
from kg.dataset.model import Dataset
from kg.faults import did_you_mean, usage
from kg.share.link.proposals import Decision, Found, Proposal, read_proposals, write_proposals
from kg.share.link.record import WITNESS, add_link, refusal
from kg.share.link.sorts import SORTS

__all__ = ["review"]

_ASK: Final = "accept as [e]xact or [c]lose match, [r]eject, [s]kip, [q]uit? "


class _Quit(Exception):
    """The person wants to stop."""


def review(
    path: Path, folder: Path, dataset: Dataset, curator: str, day: date, source: TextIO, out: TextIO, every: bool
) -> None:
    """Walk through a review file; every decision is written at once.

    Args:
        path: The review file.
        folder: The folder of the dataset.
        dataset: The dataset.
        curator: Who decides; the curator of the links where this is empty.
        day: The day of the decisions.
        source: Where the answers come from.
        out: Where to talk.
        every: Whether to show what was decided, and what is linked, too.

    Raises:
        FaultError: A file cannot be read or written, or there is no such curator.
    """
    proposals = read_proposals(path)
    curators = [one.id for one in dataset.manifest.curators]
    curator = curator or (dataset.linked.curator if dataset.linked else curators[0])
    if curator not in curators:
        raise usage(
            f"there is no curator '{curator}'", did_you_mean(curator, curators, "add the curator to dataset.yaml")
        )
    file = dataset.linked or LinkFile(curator=curator, curated=day, witnesses={}, links=())
    ones = list(proposals.proposals)
    waiting = [number for number, one in enumerate(ones) if every or _open(one, file)]
    ask = partial(_answer, source, out)
    done = 0
    with suppress(_Quit):
        for count, number in enumerate(waiting, 1):
            one = ones[number]
            print(_shown(one, count, len(waiting)), file=out)
            if decided := _decide(one, file, folder / "links.yaml", curator, day, ask, out):
                decision, file = decided
                ones[number] = one.model_copy(update={"decision": decision})
                write_proposals(path, proposals.model_copy(update={"proposals": tuple(ones)}))
                done += 1
    print(f"{done} of {len(waiting)} decided; 'battlekg build' brings what was accepted into the graph", file=out)


def _open(one: Proposal, file: LinkFile) -> bool:
    """Tell whether there is something to decide: an item that is not linked, for an entity that has no decision."""
    if one.decision or one.best is None or one.verdict == "nothing":
        return False
    return all(link.entity != one.entity or link.withdrawn or link.item != one.best.item for link in file.links)


def _shown(one: Proposal, count: int, total: int) -> str:
    lines = [f"\n[{count}/{total}] {one.entity}: {one.name} ({one.verdict})"]
    lines += [f"  note: {one.note}"] if one.note else []
    lines += [f"  linked: {one.existing}"] if one.existing else []
    for name, found in (("best", one.best), ("next", one.next)):
        if found:
            lines.append(f"  {name}: {found.item} {found.label} ({found.points} points)")
            lines += [f"        {found.description}"] if found.description else []
            lines += [f"        {reason}" for reason in found.because]
    if one.margin is not None:
        lines.append(f"  margin: {one.margin} points")
    text = "\n".join(lines)
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text)


def _answer(source: TextIO, out: TextIO, text: str) -> str:
    print(text, end="", file=out, flush=True)
    line = source.readline()
    if not line:
        print(file=out)
        raise _Quit
    return " ".join(line.split())


def _decide(
    one: Proposal, file: LinkFile, path: Path, curator: str, day: date, ask: Callable[[str], str], out: TextIO
) -> tuple[Decision, LinkFile] | None:
    """Return the decision and the links after it; ``None`` where the person skips."""
    while True:
        answer = ask(_ASK).lower()[:1]
        if answer == "q":
            raise _Quit
        if answer in ("s", "") or one.best is None:
            return None
        if answer == "r":
            return Decision.model_validate(
                {"is": "rejected", "on": day, "by": curator, "why": ask("why? ") or None}
            ), file
        if answer not in ("e", "c"):
            continue
        match = "exact" if answer == "e" else "close"
        why = ask("why is it not exact? ") if match == "close" else ""
        if match == "close" and not why:
            print("  a close match needs a reason", file=out)
            continue
        link = _link(one, one.best, match, why, curator, day, ask)
        if hindrance := refusal(file, link):
            print(f"  {hindrance}", file=out)
            continue
        add_link(path, link, curator)
        decision = Decision.model_validate({"is": match, "on": day, "by": curator, "why": why or None})
        return decision, file.model_copy(update={"links": (*file.links, link)})


def _link(one: Proposal, best: Found, match: str, why: str, curator: str, day: date, ask: Callable[[str], str]) -> Link:
    sort = best.sort
    while sort not in SORTS:
        sort = ask(f"what is the item: {', '.join(SORTS)}? ")
    return Link.model_validate({
        "entity": one.entity, "item": best.item, "match": match, "sort": sort, "at": {WITNESS: "; ".join(best.because)},
        "why": why or None, "made": day, "curator": curator, "label": best.label,
    })  # fmt: skip
