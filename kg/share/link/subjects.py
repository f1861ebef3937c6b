"""What is known of an entity of ours that helps to find its item."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from kg.dataset.links import LINKED
from kg.rdf.concepts import collected
from kg.share.link.folding import years
from kg.share.link.sorts import Sort, sort_of_ours
from kg.share.link.table import Entry, Table, Value

__all__ = ["Subject", "subject_of", "subjects_of"]

_AROUND: Final = ("bk:within", "bk:liesIn", "bk:place", "bk:partOf", "bk:belongsTo", "bk:affiliation", "bk:officeIn")
_OPEN: Final = re.compile(r"\.\.\s*[\]/]|[\[/]\s*\.\.")


class Subject(NamedTuple):
    """An entity that an item is sought for.

    Attributes:
        id: The entity, e.g. ``actor:putin``.
        label: Its name.
        others: Its other spellings.
        sort: What it is.
        around: Names of what it lies in or belongs to, with their spellings.
        countries: Names of the countries among these, and of the states of its side.
        place: Whether the countries are where it lies, not only whom it stands with.
        years: Years that are known of it.
        bounded: Whether these are all its years, so that others contradict.
    """

    id: str
    label: str
    others: tuple[str, ...]
    sort: Sort
    around: tuple[str, ...]
    countries: tuple[str, ...]
    place: bool
    years: frozenset[int]
    bounded: bool


def subjects_of(table: Table, never: Collection[str]) -> Iterator[Subject]:
    """Yield the entities of a table that may be linked.

    Args:
        table: The entities of our graph.
        never: Entities that are never linked.
    """
    nameless = collected("unnamed") | {"side"}  # a side is a group of this dataset's own; a curator may still link it
    for entry in table.entries.values():
        kind = entry.id.partition(":")[0]
        special = entry.types[0].partition(":")[2]
        if kind in LINKED and entry.id not in never and not (kind == "actor" and special in nameless):
            yield subject_of(table, entry)


def subject_of(table: Table, entry: Entry) -> Subject:
    """Return what is known of an entity."""
    kind, _, local = entry.id.partition(":")
    special = entry.types[0].partition(":")[2] if len(entry.types) > 1 else ""
    near = [other for key in _AROUND for other in _entries(table, entry.values.get(key, ()))]
    if kind != "place":
        near += [far for one in near for far in _entries(table, one.values.get("bk:liesIn", ()))]
    countries = [one for one in near if one.types[0] in ("place-kind:country", "actor-kind:state")]
    lies = any(one.types[0] == "place-kind:country" for one in countries)
    sides = {value.id for value in entry.values.get("bk:side", ())}
    states = [
        one for one in table.entries.values() if sides and one.types[0] == "actor-kind:state"
        and sides & {value.id for value in one.values.get("bk:side", ())}
    ]  # fmt: skip
    named = years(entry.name) | years(local.replace("-", " "))
    told = [value.text for key in ("bk:happened", "bk:when") for value in entry.values.get(key, ())]
    dated = frozenset().union(*(years(text.replace("-", " ")) for text in told))
    return Subject(
        entry.id, entry.name, tuple(one.text for one in entry.spellings[1:]), sort_of_ours(kind, special),
        _names(near), _names([*countries, *states]), lies, named or dated,
        bool(named) or (bool(dated) and not any(_OPEN.search(text) for text in told)),
    )  # fmt: skip


def _entries(table: Table, values: tuple[Value, ...]) -> list[Entry]:
    return [table.entries[value.id] for value in values if value.id in table.entries]


def _names(entries: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.text for entry in entries for one in entry.spellings))
