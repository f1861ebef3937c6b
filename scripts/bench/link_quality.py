"""How good the linker is, blind: proposals for every entity against real items, compared with the reviewed links.

The links play no part in what is proposed; they are only what it is compared with. Nothing outside this
machine is asked.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from kg.dataset import read_dataset
from kg.dataset.links import Link
from kg.endpoint.client import Limits
from kg.paths import find_dataset
from kg.share.link.ask import make_asker
from kg.share.link.folding import fold
from kg.share.link.ours import read_table
from kg.share.link.proposals import Proposal
from kg.share.link.propose import Services, propose
from kg.share.link.subjects import Subject, subjects_of
from scripts.engines.table import between, put
from tests.share.link.snapshot import read_snapshot, serving

PAGE = Path(__file__).resolve().parents[2] / "docs" / "link.md"


class Quality(NamedTuple):
    """What was measured.

    Attributes:
        rows: The rows of the collection that have a counterpart among our entities, by our entity.
        proposals: What was proposed, by entity.
        exact: The item that is the reviewed exact link, by entity.
        items: The items that could be found, with their labels.
        all_rows: All rows of the collection.
        without: What was proposed where all linked items were taken out, by entity.
    """

    rows: dict[str, dict[str, str]]
    proposals: dict[str, Proposal]
    exact: dict[str, str]
    items: dict[str, str]
    all_rows: list[dict[str, str]]
    without: dict[str, Proposal]

    @property
    def findable(self) -> list[str]:
        """The entities of which the exact item could be found."""
        return [one for one in self.proposals if self.exact.get(one) in self.items]

    @property
    def right(self) -> list[str]:
        """Those of them for which it is proposed."""
        return [one for one in self.findable if self.proposed(one) == self.exact[one]]

    @property
    def wrong(self) -> list[str]:
        """The entities for which another item is proposed, or one where there is no exact link."""
        return [one for one in self.proposals if self.proposed(one) not in ("", self.exact.get(one))]

    @property
    def wrong_without(self) -> list[str]:
        """The entities for which something is proposed where the items of all links were taken out."""
        return [entity for entity, one in self.without.items() if one.verdict == "propose"]

    def proposed(self, entity: str) -> str:
        """Return the item that is proposed; empty where none is."""
        one = self.proposals[entity]
        return one.best.item if one.verdict == "propose" and one.best else ""


def measure(facts: Path) -> Quality:
    """Propose links for every entity, blind, and return that with what the folder has to compare it with."""
    with (facts / "entities.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    records = read_snapshot(facts / "snapshot.jsonl")
    subjects = list(subjects_of(read_table("bakhmut"), ()))
    found = _proposals(records, subjects)
    linked = read_dataset(Path(find_dataset("bakhmut"))).linked
    links = [link for link in (linked.links if linked else ()) if not link.withdrawn]
    exact = {link.entity: link.item for link in links if link.match == "exact"}
    known = {link.item for link in links}
    without = _proposals([record for record in records if record["qid"] not in known], subjects)
    return Quality(
        _shared(rows, subjects, links),
        {one.entity: one for one in found},
        exact,
        {record["qid"]: record["labels"].get("en", "") for record in records},
        rows,
        {one.entity: one for one in without},
    )


def _proposals(records: list[dict[str, Any]], subjects: list[Subject]) -> list[Proposal]:
    with serving(records) as (service, entities), tempfile.TemporaryDirectory() as folder:
        asker = make_asker((service, entities), "", Path(folder), Limits(), 0.0, 0.0, lambda _: None)
        return propose(asker, Services(service, entities), subjects, {})


def _shared(
    rows: Iterable[dict[str, str]], subjects: Iterable[Subject], links: Iterable[Link]
) -> dict[str, dict[str, str]]:
    """Return the rows by our entity: of the same item, else with a spelling in common."""
    by_item: dict[str, list[str]] = defaultdict(list)
    for link in links:
        by_item[link.item].append(link.entity)
    by_name: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        for name in (subject.label, *subject.others):
            by_name[fold(name)].append(subject.id)
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        names = [fold(name) for name in (row["label_en"], *row["aliases"].split("|")) if name]
        same = by_item.get(row["qid"], []) if row["qid"] else []
        for entity in same or [one for name in names for one in by_name.get(name, ())]:
            found.setdefault(entity, row)
    return found


def text(quality: Quality) -> str:
    """Return the result as Markdown."""
    confirmed = [row for row in quality.all_rows if row["qid"]]
    there = [row for row in confirmed if row["qid"] in quality.items]
    shared = {row["slug"] for row in quality.rows.values()}
    findable, right, wrong = quality.findable, quality.right, quality.wrong
    rest = [one for one in quality.proposals if one not in findable]
    empty = [one for one in rest if not quality.proposed(one)]
    of_rows = [one for one in rest if one in quality.rows]
    lines = [
        f"{len(quality.all_rows)} entities in the collection, {len(confirmed)} with a confirmed item, {len(there)} of "
        f"these items among the {len(quality.items)} of the snapshot. {len(shared)} of the entities have a counterpart "
        f"in the dataset, {sum(row['slug'] in shared for row in there)} of those with an item in the snapshot; "
        f"{len(findable)} of our entities have one of them as their exact match.",
        "",
        "| | number |",
        "|---|---|",
        f"| entities asked for | {len(quality.proposals)} |",
        f"| their exact item is in the snapshot | {len(findable)} |",
        f"| it is proposed (recall) | {len(right)} ({100 * len(right) / len(findable):.0f} %) |",
        f"| it stands first, but below the threshold or with too small a margin | {len(_first(quality))} |",
        f"| **wrong items proposed** | **{len(wrong)}** |",
        f"| **proposed where the items of all links were taken out of the snapshot (each would be wrong)** | "
        f"**{len(quality.wrong_without)}** |",
        f"| their item is not in the snapshot, or none is known | {len(rest)} |",
        f"| of these rightly left empty | {len(empty)} |",
        f"| of these with a row in the collection | {len(of_rows)}, left empty "
        f"{sum(not quality.proposed(one) for one in of_rows)} |",
        "",
        "Every item that was not proposed although it is there:",
        "",
        "| entity | spelling | item | label there | what was found |",
        "|---|---|---|---|---|",
        *(_miss(quality, one) for one in findable if one not in right),
    ]
    return "\n".join(lines)


def _first(quality: Quality) -> list[str]:
    missed = [one for one in quality.findable if one not in quality.right]
    return [one for one in missed if (best := quality.proposals[one].best) and best.item == quality.exact[one]]


def _miss(quality: Quality, entity: str) -> str:
    one = quality.proposals[entity]
    label = quality.items[quality.exact[entity]]
    best = f"{one.best.item} {one.best.label}, {one.best.points} points: " if one.best else "nothing"
    reasons = "; ".join(one.best.because) if one.best else ""
    why = f" ({one.note})" if one.note else ""
    cells = (f"`{entity}`", one.name, quality.exact[entity], label, best + reasons + why)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main(arguments: list[str]) -> int:
    """Write or check the page."""
    found = text(measure(Path(os.environ["BATTLEKG_WIKIDATA"])))
    if "--check" not in arguments:
        put(PAGE, "quality", found)
        return 0
    same = between(PAGE.read_text(encoding="utf-8"), "quality") == found
    print("up to date" if same else "docs/link.md is out of date: run scripts/bench/link-quality")
    return int(not same)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
