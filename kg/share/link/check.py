"""``battlekg link check``: whether the accepted links still lead to what they led to."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from kg.dataset import read_dataset
from kg.dataset.links import Link
from kg.dataset.tree import read_tree
from kg.faults import Fault, FaultError
from kg.paths import find_dataset
from kg.share.link.ask import Asker
from kg.share.link.ours import read_table
from kg.share.link.score import LEAST, score
from kg.share.link.sorts import SORTS
from kg.share.link.subjects import subject_of
from kg.share.link.table import Table
from kg.share.link.wikidata import Item, read_items

__all__ = ["check_links"]


def check_links(dataset: str, asker: Asker, url: str, out: TextIO) -> None:
    """Look up every link of a dataset that is not withdrawn.

    Args:
        dataset: The dataset.
        asker: Asks.
        url: The address of the entity API.
        out: Where the notes and the summary go.

    Raises:
        FaultError: Items are gone or merged, labels or sorts have changed; or the API does not answer, or not with
            what was asked for.
    """
    folder = Path(find_dataset(dataset))
    linked = read_dataset(folder).linked
    table = read_table(dataset)
    active = [(number, link) for number, link in enumerate(linked.links if linked else ()) if not link.withdrawn]
    items = read_items(asker, url, [link.item for _, link in active])
    types = {value for item in items.values() for value in item.values.get("P31", ())}
    names = {key: tuple(one.labels.values()) for key, one in read_items(asker, url, types).items()}
    found = [(number, *told) for number, link in active if (told := _changed(link, items[link.item], names, table))]
    notes = [what for _, rule, what, _ in found if not rule]
    for note in notes:
        print(f"note: {note}", file=out)
    broken = len(found) - len(notes)
    print(f"{len(active)} links looked up, {broken} lead elsewhere, {len(notes)} notes", file=out)
    if broken:
        tree = read_tree(folder / "links.yaml", f"{folder.name}/links.yaml")
        raise FaultError(
            Fault(tree.path, tree.line(("links", number, "item")), rule, what, remedy)
            for number, rule, what, remedy in found if rule
        )  # fmt: skip


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
    both = found.sort.kind == "state" and link.sort in ("body", "place")  # a country is a land and a state
    if found.sort.sort in SORTS and found.sort.sort != link.sort and not both:
        what = f"{name} ('{item.name}') was a {link.sort} and is now a {found.sort.sort}: '{found.sort.word}'"
        return "item-sort", what, "look at the item: mend 'sort' if it is the same thing, withdraw the link if not"
    if link.match == "exact" and found.reasons[0].points < LEAST:
        return "", f"{name} ('{item.name}') has none of our spellings as a name", ""
    return None
