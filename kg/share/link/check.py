"""``battlekg link check``: whether the accepted links still lead to what they led to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kg.dataset.links import Link
from kg.dataset.model import Dataset
from kg.dataset.tree import read_tree
from kg.faults import Fault
from kg.share.link.ask import Asker
from kg.share.link.score import LEAST, score
from kg.share.link.sorts import Sort
from kg.share.link.subjects import subject_of
from kg.share.link.table import Table
from kg.share.link.wikidata import Item, read_items

__all__ = ["Checked", "check"]

_SORTS = ("person", "body", "place", "event")


class Checked(NamedTuple):
    """What the check of the links gives.

    Attributes:
        links: How many links were looked up.
        faults: What is wrong: items that are gone or merged, labels and sorts that have changed.
        notes: What a person may want to look at.
    """

    links: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def check(asker: Asker, url: str, dataset: Dataset, folder: Path, table: Table) -> Checked:
    """Look every link up that is not withdrawn.

    Args:
        asker: Asks.
        url: The address of the entity API.
        dataset: The dataset.
        folder: Its folder.
        table: Its entities.

    Raises:
        FaultError: The API does not answer, or not with what was asked for.
    """
    links = dataset.linked.links if dataset.linked else ()
    active = [(number, link) for number, link in enumerate(links) if not link.withdrawn]
    if not active:
        return Checked(0, (), ())
    path = folder / "links.yaml"
    tree = read_tree(path, f"{folder.name}/links.yaml")
    items = read_items(asker, url, [link.item for _, link in active])
    types = {value for item in items.values() for value in item.values.get("P31", ())}
    classes = read_items(asker, url, types)
    names = {key: tuple(one.labels.values()) for key, one in classes.items()}
    faults, notes = [], []
    for number, link in active:
        found = _changed(link, items[link.item], names, table)
        if found is None:
            continue
        rule, what, remedy = found
        if rule:
            faults.append(Fault(tree.path, tree.line(("links", number, "item")), rule, what, remedy))
        else:
            notes.append(what)
    return Checked(len(active), tuple(faults), tuple(notes))


def _changed(link: Link, item: Item, names: dict[str, tuple[str, ...]], table: Table) -> tuple[str, str, str] | None:
    """Return the rule that is broken, what is wrong and what to do; the rule is empty where it is only to be seen."""
    name = f"{link.entity}: {link.item}"
    if not item.now:
        return "item-gone", f"{name} is no longer there", "withdraw the link, with the reason"
    if item.now != link.item:
        what = f"{name} was merged into {item.now} ('{item.name}')"
        return "item-merged", what, f"look at {item.now}; withdraw the link and add one to it, if it is the same thing"
    if link.label and item.name != link.label:
        what = f"{name} was '{link.label}' and is now '{item.name}'"
        return "item-label", what, "look at the item: mend 'label' if it is the same thing, withdraw the link if not"
    entry = table.entries.get(link.entity)
    if entry is None:
        return None
    found = score(subject_of(table, entry), item, (), names)
    if found.sort.sort in _SORTS and found.sort.sort != link.sort and not _both(found.sort, link.sort):
        what = f"{name} ('{item.name}') was a {link.sort} and is now a {found.sort.sort}: '{found.sort.word}'"
        return "item-sort", what, "look at the item: mend 'sort' if it is the same thing, withdraw the link if not"
    if link.match == "exact" and found.reasons[0].points < LEAST:
        return "", f"{name} ('{item.name}') has none of our spellings as a name", ""
    return None


def _both(found: Sort, sort: str) -> bool:
    """Tell whether an item may be of two sorts: a country is a land and a state."""
    return found.kind == "state" and sort in ("body", "place")
