"""``battlekg link propose``: proposals of links, each with its reasons; nothing is accepted by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from kg.dataset.links import Link
from kg.endpoint.client import remote_fault
from kg.share.link.ask import Asker
from kg.share.link.proposals import Found, Proposal
from kg.share.link.reconcile import ITEM, Candidate, read_name, reconcile
from kg.share.link.score import MARGIN, PLACES, THRESHOLD, Scored, score
from kg.share.link.sorts import HUMAN
from kg.share.link.subjects import Subject
from kg.share.link.wikidata import Item, read_items

__all__ = ["Services", "propose"]

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


def propose(
    asker: Asker, services: Services, subjects: Sequence[Subject], existing: Mapping[str, Sequence[Link]]
) -> list[Proposal]:
    """Return what is found for each entity.

    Args:
        asker: Asks, and says how far it is.
        services: Where.
        subjects: The entities. Their links play no part in what is found.
        existing: Their links, to be shown and, where they were withdrawn, to be warned of.

    Raises:
        FaultError: A service does not answer, or not with what was asked for.
    """
    tell = asker.client.tell
    tell(f"{read_name(asker, services.reconcile)}: asking for {len(subjects)} entities")
    candidates = _candidates(asker, services.reconcile, subjects)
    if services.entities:
        items, names = _read(asker, services.entities, candidates.values())
    else:
        items = {one.id: _bare(one) for some in candidates.values() for one in some}
        names = {}
    tell(f"{len(items)} items looked at, {asker.asked} requests made")
    return [_proposal(one, candidates[one.id], items, names, existing.get(one.id, ())) for one in subjects]


def _candidates(asker: Asker, url: str, subjects: Sequence[Subject]) -> dict[str, list[Candidate]]:
    """Return the candidates for each entity, asked by some of its spellings, the best first."""
    named = [(one, name) for one in subjects for name in (one.label, *one.others)[:_SPELLINGS]]
    queries = [
        {"query": name, "limit": _LIMIT, **({"type": HUMAN} if one.sort.sort == "person" else {})}
        for one, name in named
    ]
    found: dict[str, dict[str, Candidate]] = {subject.id: {} for subject in subjects}
    results = reconcile(asker, url, queries, lambda count: asker.client.tell(f"{count} of {len(queries)} names"))
    for (subject, _), some in zip(named, results, strict=True):
        known = found[subject.id]
        for one in some:
            if ITEM.fullmatch(one.id) and one.score >= known.get(one.id, one).score:
                known[one.id] = one
    if any(results) and not any(found.values()):
        raise remote_fault(
            url, "the service knows no items of Wikidata: its identifiers are not of the form Q212",
            "give the address of a service for Wikidata",
        )  # fmt: skip
    return {entity: sorted(some.values(), key=lambda one: -one.score)[:_LOOKED_AT] for entity, some in found.items()}


def _read(
    asker: Asker, url: str, candidates: Iterable[list[Candidate]]
) -> tuple[dict[str, Item], dict[str, tuple[str, ...]]]:
    """Return the items, and the names of those that their statements lead to."""
    items = read_items(asker, url, {one.id for some in candidates for one in some})
    wanted = {value for item in items.values() for key in (*PLACES, "P31") for value in item.values.get(key, ())}
    others = read_items(asker, url, wanted - items.keys())
    names = {
        key: tuple(dict.fromkeys(chain(item.labels.values(), *item.aliases.values())))
        for key, item in (items | others).items()
    }
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
    fitting = (one for one in known.values() if one.reasons[0].points > 0)
    ranked = sorted(fitting, key=lambda one: (-one.points, len(one.item.now), one.item.now))
    best, after = (*ranked, None, None)[:2]
    verdict, note = _verdict(best, after, existing)
    return Proposal.model_validate({
        "entity": subject.id, "name": subject.label, "verdict": verdict, "note": note,
        "existing": "; ".join(_told(link) for link in existing) or None,
        "best": _found(best) if best else None, "next": _found(after) if after else None,
        "margin": best.points - after.points if best and after else None,
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
