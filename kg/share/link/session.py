"""Links proposed for a dataset into a review file, and the links of a dataset looked up again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from kg.dataset import read_dataset
from kg.dataset.links import Link
from kg.dataset.model import Dataset
from kg.endpoint.client import limits_of
from kg.faults import Fault, FaultError, did_you_mean, usage
from kg.paths import cache, find_dataset
from kg.share.link.ask import Asker, make_asker
from kg.share.link.check import check
from kg.share.link.ours import read_table
from kg.share.link.proposals import Proposal, Proposals, read_proposals, write_proposals
from kg.share.link.propose import Services, existing_of, propose
from kg.share.link.score import MARGIN, THRESHOLD
from kg.share.link.subjects import Subject, subjects_of

__all__ = ["Asking", "check_links", "propose_links"]

_NONE: Final = "none"


class Asking(NamedTuple):
    """Whom to ask, and how.

    Attributes:
        service: The address of a reconciliation service.
        entities: The address of the entity API, or ``none``.
        contact: How whoever asks can be reached.
        interval: So many seconds lie between two requests.
        days: So old an answer that was kept may be.
        timeout: So many seconds a request may take.
        retries: So often it is made again.
    """

    service: str
    entities: str
    contact: str
    interval: float
    days: float
    timeout: int
    retries: int


def _asker(asking: Asking, urls: tuple[str, ...], err: TextIO) -> Asker:
    if not (0 <= asking.interval <= 3600 and asking.days >= 0):
        raise usage("--interval or --days is out of range", "give a number from 0")
    limits = limits_of(asking.timeout, 64, asking.retries)
    return make_asker(
        urls, asking.contact, Path(cache()) / "link", limits, asking.interval, asking.days,
        lambda line: print(line, file=err),
    )  # fmt: skip


def propose_links(
    dataset: str, asking: Asking, only: list[str], output: str, day: date, out: TextIO, err: TextIO
) -> None:
    """Look for items, and write what is found to a review file.

    Args:
        dataset: The dataset.
        asking: Whom to ask, and how.
        only: Entities; all where it is empty.
        output: The review file. Decisions that it holds are kept.
        day: The day.
        out: Where the summary goes.
        err: Where to talk.

    Raises:
        FaultError: The dataset or the review file has faults, or a service does not answer.
    """
    entities = "" if asking.entities == _NONE else asking.entities
    asker = _asker(asking, tuple(url for url in (asking.service, entities) if url), err)
    path = Path(output)
    before = read_proposals(path) if path.exists() else None
    data = read_dataset(Path(find_dataset(dataset)))
    table = read_table(dataset)
    never = data.linked.never if data.linked else {}
    subjects = _chosen(list(subjects_of(table, never)), only)
    found = propose(asker, Services(asking.service, entities), subjects, existing_of(data), _teller(err))
    kept = [_decided(one, before) for one in found]
    proposals = Proposals(
        dataset=Path(find_dataset(dataset)).name, service=asking.service, asked=day, proposals=tuple(kept)
    )
    write_proposals(path, proposals, THRESHOLD, MARGIN)
    _summary(kept, data, path, out)


def _teller(err: TextIO) -> Callable[[str], None]:
    return lambda line: print(line, file=err)


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


def _decided(one: Proposal, before: Proposals | None) -> Proposal:
    """Return a proposal with the decision that an earlier review file has on the same item."""
    for other in before.proposals if before else ():
        same = other.entity == one.entity and other.best and one.best and other.best.item == one.best.item
        if same and other.decision:
            return one.model_copy(update={"decision": other.decision})
    return one


def _summary(proposals: list[Proposal], data: Dataset, path: Path, out: TextIO) -> None:
    counts = dict.fromkeys(("propose", "unsure", "nothing"), 0)
    for one in proposals:
        counts[one.verdict] += 1
    exact = {link.entity: link.item for link in _exact(data)}
    other = [one for one in proposals if one.verdict == "propose" and one.best
             and exact.get(one.entity, one.best.item) != one.best.item]  # fmt: skip
    print(f"{counts['propose']} proposed, {counts['unsure']} unsure, {counts['nothing']} without an item", file=out)
    for one in other:
        print(
            f"differs: {one.entity} is linked to {exact[one.entity]}, proposed is {one.best and one.best.item}",
            file=out,
        )
    print(f"written to {path}; nothing is accepted before 'battlekg link review {path}'", file=out)


def _exact(data: Dataset) -> list[Link]:
    links = data.linked.links if data.linked else ()
    return [link for link in links if link.match == "exact" and not link.withdrawn]


def check_links(dataset: str, asking: Asking, out: TextIO, err: TextIO) -> None:
    """Look up the links of a dataset.

    Raises:
        FaultError: A link leads elsewhere than it did, or the API does not answer.
    """
    asker = _asker(asking, (asking.entities,), err)
    folder = Path(find_dataset(dataset))
    checked = check(asker, asking.entities, read_dataset(folder), folder, read_table(dataset))
    for note in checked.notes:
        print(f"note: {note}", file=out)
    print(
        f"{checked.links} links looked up, {len(checked.faults)} lead elsewhere, {len(checked.notes)} notes", file=out
    )
    if checked.faults:
        raise FaultError(checked.faults)
