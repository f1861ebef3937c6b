"""``battlekg link propose``: proposals of links, each with its reasons; nothing is accepted by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from kg.dataset.links import Link
from kg.dataset.model import Dataset
from kg.endpoint.client import remote_fault
from kg.share.link.ask import Asker
from kg.share.link.proposals import Found, Proposal
from kg.share.link.reconcile import ITEM, Candidate, read_manifest, reconcile
from kg.share.link.score import MARGIN, PLACES, THRESHOLD, Scored, score
from kg.share.link.sorts import HUMAN
from kg.share.link.subjects import Subject
from kg.share.link.wikidata import Item, read_items

__all__ = ["Services", "existing_of", "propose"]

_LIMIT: Final = 8
_LOOKED_AT: Final = 6
_SPELLINGS: Final = 4


class Services(NamedTuple):
    """Where to ask.

    Attributes:
        reconcile: The address of a reconciliation service for items of Wikidata.
        entities: The address of the entity API; empty where only what the service says is to be used.
    """

    reconcile: str
    entities: str


def existing_of(dataset: Dataset) -> dict[str, list[Link]]:
    """Return the links of a dataset by entity, also those that were withdrawn."""
    found: dict[str, list[Link]] = {}
    for link in dataset.linked.links if dataset.linked else ():
        found.setdefault(link.entity, []).append(link)
    return found


def propose(
    asker: Asker, services: Services, subjects: Sequence[Subject], existing: Mapping[str, Sequence[Link]],
    tell: Callable[[str], None] = lambda _: None,
) -> list[Proposal]:  # fmt: skip
    """Return what is found for each entity.

    Args:
        asker: Asks.
        services: Where.
        subjects: The entities. Their links play no part in what is found.
        existing: Their links, to be shown and, where they were withdrawn, to be warned of.
        tell: Called with a line about the progress.

    Raises:
        FaultError: A service does not answer, or not with what was asked for.
    """
    manifest = read_manifest(asker, services.reconcile)
    tell(f"{manifest.name}: asking for {len(subjects)} entities")
    candidates = _candidates(asker, services.reconcile, subjects, tell)
    if services.entities:
        items, names = _read(asker, services.entities, candidates.values())
    else:
        items = {one.id: _bare(one) for some in candidates.values() for one in some}
        names = {}
    tell(f"{len(items)} items looked at, {asker.asked} requests made")
    return [_proposal(one, candidates[one.id], items, names, existing.get(one.id, ())) for one in subjects]


def _candidates(
    asker: Asker, url: str, subjects: Sequence[Subject], tell: Callable[[str], None]
) -> dict[str, list[Candidate]]:
    """Return the candidates for each entity, asked by some of its spellings, the best first."""
    queries: list[dict[str, Any]] = []
    whose: list[str] = []
    for subject in subjects:
        for name in (subject.label, *subject.others)[:_SPELLINGS]:
            typed = {"type": HUMAN} if subject.sort.sort == "person" else {}
            queries.append({"query": name, "limit": _LIMIT, **typed})
            whose.append(subject.id)
    found: dict[str, dict[str, Candidate]] = {subject.id: {} for subject in subjects}
    results = reconcile(asker, url, queries, lambda count: tell(f"{count} of {len(queries)} names"))
    for entity, some in zip(whose, results, strict=True):
        for one in some:
            if ITEM.fullmatch(one.id) and one.score >= found[entity].get(one.id, one).score:
                found[entity][one.id] = one
    if any(results) and not any(found.values()):
        what = "the service knows no items of Wikidata: its identifiers are not of the form Q212"
        raise remote_fault(url, what, "give the address of a service for Wikidata")
    return {entity: sorted(some.values(), key=lambda one: -one.score)[:_LOOKED_AT] for entity, some in found.items()}


def _read(
    asker: Asker, url: str, candidates: Iterable[list[Candidate]]
) -> tuple[dict[str, Item], dict[str, tuple[str, ...]]]:
    """Return the items, and the names of those that their statements lead to."""
    items = read_items(asker, url, {one.id for some in candidates for one in some})
    wanted = {value for item in items.values() for key in (*PLACES, "P31") for value in item.values.get(key, ())}
    others = read_items(asker, url, wanted - items.keys())
    names = {}
    for key, item in (items | others).items():
        labels = [*item.labels.values(), *(one for some in item.aliases.values() for one in some)]
        names[key] = tuple(dict.fromkeys(labels))
    return items, names


def _bare(candidate: Candidate) -> Item:
    """Return what the service alone says of an item."""
    told = {"en": candidate.description} if candidate.description else {}
    return Item(candidate.id, candidate.id, {"en": candidate.name}, {}, told, "", {}, {})


def _proposal(
    subject: Subject, candidates: Iterable[Candidate], items: Mapping[str, Item],
    names: Mapping[str, tuple[str, ...]], existing: Sequence[Link],
) -> Proposal:  # fmt: skip
    known: dict[str, Scored] = {}
    for one in candidates:
        item = items[one.id]
        if item.now:  # an item that was merged stands for the one it was merged into, and one that is gone for none
            known.setdefault(item.now, score(subject, item, one.types, names))
    ranked = sorted(known.values(), key=lambda one: (-one.points, len(one.item.now), one.item.now))
    ranked = [one for one in ranked if one.reasons[0].points > 0]
    best, after = (*ranked, None, None)[:2]
    margin = best.points - after.points if best and after else None
    verdict, note = _verdict(best, after, existing)
    return Proposal.model_validate({
        "entity": subject.id, "name": subject.label, "verdict": verdict, "note": note,
        "existing": "; ".join(_told(link) for link in existing) or None,
        "best": _found(best) if best else None, "next": _found(after) if after else None, "margin": margin,
    })  # fmt: skip


def _verdict(best: Scored | None, after: Scored | None, existing: Iterable[Link]) -> tuple[str, str | None]:
    """Return what is to be done with the item that fits best, and why it is not proposed."""
    if best is None:
        return "nothing", None
    gone = [link for link in existing if link.withdrawn and link.item == best.item.now and link.match == "exact"]
    if gone and gone[0].withdrawn:
        return "unsure", f"a link to {best.item.now} was withdrawn on {gone[0].withdrawn.on}: {gone[0].withdrawn.why}"
    if best.against:
        return "nothing", "the name fits, and something speaks against it"
    if best.points < THRESHOLD:
        return "unsure", f"{best.points} points are fewer than {THRESHOLD}"
    if after and best.points - after.points < MARGIN:
        return "unsure", f"{after.item.now} fits nearly as well ({after.points} points)"
    return "propose", None


def _found(one: Scored) -> Found:
    return Found(
        item=one.item.now, label=one.item.name, description=one.item.description, sort=one.sort.sort,
        points=one.points, because=tuple(str(reason) for reason in one.reasons),
    )  # fmt: skip


def _told(link: Link) -> str:
    gone = f", withdrawn on {link.withdrawn.on}" if link.withdrawn else ""
    return f"{link.item} ({link.match} match{gone})"
