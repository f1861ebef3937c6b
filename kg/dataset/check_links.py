"""Checks of links and of what gazetteers say: every reference leads somewhere, nothing is linked twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.dataset.links import GazetteerFile, Link, LinkFile
from kg.dataset.references import Checker, Note
from kg.faults import did_you_mean
from kg.rdf.concepts import collected

__all__ = ["check_linked"]

_SORTS = {"battle": "event", "event": "event", "place": "place", "actor": "body"}
"""The sort of the item that matches exactly, by the kind of the entity; of a person it is ``person``."""

_OTHERS = frozenset(_SORTS.values()) | {"person"}


def check_linked(checker: Checker) -> None:
    """Note the faults of ``links.yaml`` and ``gazetteer.yaml``."""
    data, folder = checker.dataset, checker.files.folder
    if data.linked:
        note = checker.within(f"{folder}/links.yaml")
        checker.curator(note, data.linked.curator)
        for entity in data.linked.never:
            kind, _, key = entity.partition(":")
            checker.known(note, ("never", entity), kind, (key,))
        for number, link in checker.files.links:
            _link(checker, note, number, link, data.linked)
        _twice(checker, note)
    if data.gazetteer:
        note = checker.within(f"{folder}/gazetteer.yaml")
        checker.curator(note, data.gazetteer.curator)
        _gazetteer(checker, note, data.gazetteer)


def _link(checker: Checker, note: Note, number: int, link: Link, file: LinkFile) -> None:
    at = ("links", number)
    kind, _, key = link.entity.partition(":")
    checker.known(note, (*at, "entity"), kind, (key,))
    checker.concepts(note, (*at, "sort"), "target-kind", (link.sort,))
    checker.concepts(note, (*at, "confidence"), "confidence", (link.confidence,) if link.confidence else ())
    _named(note, (*at, "at"), "witness", link.at, file.witnesses)
    if link.curator:
        checker.curator(lambda where, *rest: note((*at, *where), *rest), link.curator)
    if link.entity in file.never and not link.withdrawn:
        what = f"{link.entity} is not to be linked: {file.never[link.entity]}"
        note((*at, "entity"), "no-link", what, "remove the link, or withdraw it")
    if link.match == "close" and not link.why:
        note(at, "close-why", f"{link.entity}: the match is close, but nothing says why not exact", "add 'why'")
    _sort(checker, note, at, link)
    made = link.made or file.curated
    if link.withdrawn and link.withdrawn.on < made:
        what = f"{link.entity}: withdrawn on {link.withdrawn.on}, before it was made on {made}"
        note((*at, "withdrawn"), "withdrawn-before", what, "mend one of the two days")


def _sort(checker: Checker, note: Note, at: tuple[str | int, ...], link: Link) -> None:
    """Note a link of what is never linked, and an exact one to an item of another sort."""
    kind, _, key = link.entity.partition(":")
    actor = checker.dataset.actors.get(key) if kind == "actor" else None
    if kind == "actor" and actor is None:
        return
    if actor and actor.kind in collected("unnamed"):
        what = f"{link.entity} is of the kind {actor.kind}, and none of these is linked"
        note((*at, "entity"), "no-link", what, "remove the link")
        return
    wanted = "person" if actor and actor.kind == "person" else _SORTS[kind]
    if link.match == "exact" and not link.withdrawn and link.sort in _OTHERS - {wanted}:
        what = f"{link.entity} matches an item of the sort {wanted} exactly, not one of the sort {link.sort}"
        note((*at, "sort"), "item-sort", what, "take another item, or 'match: close' with 'why'")


def _twice(checker: Checker, note: Note) -> None:
    """Note links that stand twice, entities with two exact matches, and items that two entities match exactly."""
    tree = checker.files.trees[f"{checker.files.folder}/links.yaml"]
    seen: dict[tuple[str, ...], int] = {}

    def once(number: int, keys: tuple[str, ...], rule: str, what: str, remedy: str) -> None:
        first = seen.setdefault((rule, *keys), number)
        if first != number:
            note(("links", number), rule, f"{what}, see line {tree.line(('links', first))}", remedy)

    for number, link in checker.files.links:
        both = f"{link.entity} and {link.item}"
        once(number, (link.entity, link.item, link.match), "duplicate-link", f"{both} are linked twice",
             "keep one, or the one that is withdrawn")  # fmt: skip
        if link.withdrawn:
            continue
        once(number, (link.entity, link.item), "exact-and-close", f"{both} are linked as exact and as close",
             "keep one, or withdraw one")  # fmt: skip
        if link.match == "exact":
            once(number, (link.entity,), "two-exact", f"{link.entity} has two exact matches",
                 "keep one, or make one a close match")  # fmt: skip
            once(number, (link.item,), "shared-item", f"{link.item} is the exact match of two entities",
                 "keep one, or make one a close match")  # fmt: skip


def _gazetteer(checker: Checker, note: Note, file: GazetteerFile) -> None:
    taken: dict[tuple[str, str], str] = {}
    for key, said in file.places.items():
        at = ("places", key)
        checker.known(note, at, "place", (key,))
        if not (said.point or said.geonames or said.katotth):
            note(at, "empty", f"'{key}' has neither a point nor an identifier", "add one of them, or remove the place")
        if said.point:
            checker.concepts(note, (*at, "point", "precision"), "precision", (said.point.precision,))
            _named(note, (*at, "point", "from"), "gazetteer", (said.point.from_,), file.gazetteers)
            gazetteer = file.gazetteers.get(said.point.from_)
            if gazetteer and not gazetteer.licence:
                what = f"the gazetteer '{said.point.from_}' has no licence, so no point can be taken from it"
                note((*at, "point", "from"), "licence", what, "add the licence, or remove the point")
        identifiers = {"geonames": said.geonames, "katotth": said.katotth}
        for name, value in ((name, value) for name, value in identifiers.items() if value is not None):
            _named(note, (*at, name), "gazetteer", (name,), file.gazetteers)
            first = taken.setdefault((name, value), key)
            if first != key:
                note((*at, name), "shared-id", f"'{first}' has the same identifier {value}", "mend one of the two")


def _named(note: Note, where: tuple[str | int, ...], kind: str, keys: Iterable[str], known: Collection[str]) -> None:
    """Note each key that the file does not explain in its head."""
    for key in keys:
        if key not in known:
            remedy = did_you_mean(key, known, "add it to the head of the file")
            note(where, "dangling", f"there is no {kind} '{key}'", remedy)
