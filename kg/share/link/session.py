"""``battlekg link propose``: links proposed for a dataset, written into a review file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TextIO

from kg.dataset import read_dataset
from kg.dataset.links import Link
from kg.faults import Fault, FaultError, did_you_mean
from kg.paths import find_dataset
from kg.share.link.ask import Asker
from kg.share.link.ours import read_table
from kg.share.link.proposals import Proposal, Proposals, read_proposals, write_proposals
from kg.share.link.propose import Services, propose
from kg.share.link.subjects import Subject, subjects_of

__all__ = ["propose_links"]


def propose_links(
    dataset: str, asker: Asker, services: Services, only: list[str], output: str, day: date, out: TextIO
) -> None:
    """Look for items, and write what is found to a review file.

    Args:
        dataset: The dataset.
        asker: Asks.
        services: Where.
        only: Entities; all where it is empty.
        output: The review file. Decisions that it holds are kept.
        day: The day.
        out: Where the summary goes.

    Raises:
        FaultError: The dataset or the review file has faults, or a service does not answer.
    """
    path, folder = Path(output), Path(find_dataset(dataset))
    before = read_proposals(path).proposals if path.exists() else ()
    linked = read_dataset(folder).linked
    links, never = (linked.links, linked.never) if linked else ((), {})
    subjects = _chosen(list(subjects_of(read_table(dataset), never)), only)
    existing = {one.id: [link for link in links if link.entity == one.id] for one in subjects}
    kept = tuple(_decided(one, before) for one in propose(asker, services, subjects, existing))
    write_proposals(path, Proposals(dataset=folder.name, service=services.reconcile, asked=day, proposals=kept))
    _summary(kept, links, path, out)


def _chosen(subjects: list[Subject], only: list[str]) -> list[Subject]:
    known = {one.id: one for one in subjects}
    faults = [
        Fault("", 0, "usage", f"there is no entity '{one}' that can be linked",
              did_you_mean(one, known, "write its kind and its identifier, such as actor:ID"))
        for one in only if one not in known
    ]  # fmt: skip
    if faults:
        raise FaultError(faults)
    return [known[one] for one in dict.fromkeys(only)] if only else subjects


def _decided(one: Proposal, before: Iterable[Proposal]) -> Proposal:
    """Return a proposal with the decision that an earlier review file has on the same item."""
    for other in before:
        same = other.entity == one.entity and other.best and one.best and other.best.item == one.best.item
        if same and other.decision:
            return one.model_copy(update={"decision": other.decision})
    return one


def _summary(proposals: Iterable[Proposal], links: Iterable[Link], path: Path, out: TextIO) -> None:
    counts = Counter(one.verdict for one in proposals)
    exact = {link.entity: link.item for link in links if link.match == "exact" and not link.withdrawn}
    print(f"{counts['propose']} proposed, {counts['unsure']} unsure, {counts['nothing']} without an item", file=out)
    for one in proposals:
        if one.verdict == "propose" and one.best and exact.get(one.entity, one.best.item) != one.best.item:
            print(f"differs: {one.entity} is linked to {exact[one.entity]}, proposed is {one.best.item}", file=out)
    print(f"written to {path}; nothing is accepted before 'battlekg link review {path}'", file=out)
