"""The links and points in the graph against the collection of evidence beside the repository, item by item."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pytest

from kg.dataset.links import Link
from kg.dataset.model import Entity
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import GEO, RDF, SKOS, WD
from kg.rdf.terms import IRI, Literal
from tests.builder.graphs import dataset, written
from tests.fixtures import FOLDER
from tests.outside import facts

HUMAN = "Q5"
EVENTS = {"Q178561", "Q2001676", "Q5176896", "Q198", "Q831663", "Q103495", "Q124757", "Q188055"}
"""Classes of Wikidata whose instances are events: battle, military operation, counter-offensive, war, campaign ..."""


@cache
def rows() -> dict[str, dict[str, str]]:
    """Return the rows of the collection that confirm an item or give a point, by slug."""
    with (facts() / "entities.tsv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def by_item(item: str) -> list[dict[str, str]]:
    return [row for row in rows().values() if row["qid"] == item]


def links() -> tuple[Link, ...]:
    file = dataset("bakhmut").linked
    assert file is not None
    return file.links


def entity_of(name: str) -> Entity | None:
    kind, _, key = name.partition(":")
    data = dataset("bakhmut")
    return {"actor": data.actors, "place": data.places, "battle": data.battles}.get(kind, {}).get(key)


def words(text: str) -> set[str]:
    """Return the words of a name, without accents; those that stand in names of many things left out."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return set(re.findall(r"[a-z0-9]+", plain)) - {
        "of",
        "the",
        "battle",
        "ukraine",
        "ukrainian",
        "russian",
        "russia",
        "s",
    }


def in_graph(predicate: IRI) -> Iterator[tuple[IRI, IRI | Literal]]:
    return ((triple.s, triple.o) for triple in written() if triple.p == predicate)


def test_the_graph_has_the_links_of_the_file_and_no_other() -> None:
    found = {
        (str(s).rpartition("/bakhmut/")[2].replace("/", ":"), str(o).removeprefix(str(WD)), match)
        for match, predicate in (("exact", SKOS.exactMatch), ("close", SKOS.closeMatch))
        for s, o in in_graph(predicate)
    }
    assert found == {(link.entity, link.item, link.match) for link in links() if not link.withdrawn}
    gone = {s for s, o in in_graph(RDF.type) if o == bk.Withdrawal}
    assert len(gone) == sum(link.withdrawn is not None for link in links()) > 0


def test_there_are_a_hundred_links() -> None:
    assert sum(1 for predicate in (SKOS.exactMatch, SKOS.closeMatch) for _ in in_graph(predicate)) >= 100


@pytest.mark.parametrize("link", links(), ids=lambda link: f"{link.entity}-{link.item}-{link.match}")
def test_the_collection_confirms_the_item(link: Link) -> None:
    """Item, witnesses and what stands in them are those of one row, and its names have a word of ours."""
    confirmed = by_item(link.item)
    assert len(confirmed) == 1, f"{link.item} is confirmed by {len(confirmed)} rows"
    (row,) = confirmed
    file = dataset("bakhmut").linked
    assert file is not None
    for key, detail in link.at.items():
        witness = file.witnesses[key].partition(" (git")[0]
        if key == "unnamed":
            number = int(detail.partition(" ")[0]) if detail else 1
            assert row["qid_evidence"].count("another public file") == number
            continue
        assert witness in row["qid_evidence"]
        for part in re.split(r" \(wd:id, ", detail.removesuffix(")") if "wd:id" in detail else detail):
            assert part in row["qid_evidence"], part
    assert len(link.at) == len(
        {re.sub(r" .*", "", e.replace("another public file", "unnamed")) for e in row["qid_evidence"].split(" ; ")}
    )


@pytest.mark.parametrize("link", [one for one in links() if entity_of(one.entity)], ids=lambda link: link.entity)
def test_the_names_of_entity_and_item_have_a_word_in_common(link: Link) -> None:
    entity, (row,) = entity_of(link.entity), by_item(link.item)
    assert entity is not None
    theirs = words(f"{row['label_en']} {row['aliases']} {row['slug']}")
    ours = words(" ".join(entity.names) + f" {link.entity.partition(':')[2]}")
    assert ours & theirs or link.entity in (
        "actor:ukraine",
        "actor:russia",
        "place:ukraine-territory",
        "place:russia-territory",
    )


def test_what_is_no_entity_or_a_victim_has_no_link() -> None:
    linked = {link.entity for link in links()}
    assert not linked & {"event:march-video", "event:april-video", "event:twitter-video"}
    assert not {link.item for link in links()} & {
        rows()[slug]["qid"] for slug in rows() if "execution" in slug or "beheading" in slug
    }
    for name in linked:
        assert not re.search(r"prisoner|soldier|victim|civilian", name), name


def test_the_item_is_of_the_sort_that_the_link_says() -> None:
    """As far as the snapshot has the item: a human is a person and nobody else is; an event is no place and no body."""
    found = [(link, snapshot()[link.item]) for link in links() if link.match == "exact" and link.item in snapshot()]
    assert len(found) > 20
    assert not [link for link, classes in found if (HUMAN in classes) != (link.sort == "person")]
    assert not [link for link, classes in found if classes & EVENTS and link.sort != "event"]


@cache
def snapshot() -> dict[str, set[str]]:
    lines = (facts() / "snapshot.jsonl").read_text(encoding="utf-8").splitlines()
    return {item["qid"]: set(item["instance_of"]) for item in map(json.loads, lines)}


def test_every_point_and_identifier_is_that_of_the_collection() -> None:
    other_name = {"zaliznyanske": "zaliznianske", "ukraine-territory": "ukraine", "russia-territory": "russia"}
    file = dataset("bakhmut").gazetteer
    assert file is not None
    for key, said in file.places.items():
        row = rows()[other_name.get(key, key)]
        others = dict(part.split(":", 1) for part in row["other_ids"].split(";") if part)
        assert (said.geonames, said.katotth) == (others.get("geonames"), others.get("katotth")), key
        if said.point:
            assert (said.point.lat, said.point.lon) == (row["lat"], row["lon"]), key
            assert all(part in row["coord_evidence"] for part in re.split(r" ?[()]", said.point.at)), key
        else:
            assert row["lat"] == "", key


def test_no_point_that_the_collection_gives_is_missing_but_those_left_out() -> None:
    file = dataset("bakhmut").gazetteer
    assert file is not None
    given = {key for key in dataset("bakhmut").places if rows().get(key, {}).get("lat")}
    assert given - {key for key, said in file.places.items() if said.point} == {"bakhmutka-river"}


def test_points_of_the_land_lie_in_the_land() -> None:
    """Where longitude and latitude are exchanged, a place of Ukraine lies elsewhere."""
    inside = {s for s, o in in_graph(bk.liesIn) if str(o).endswith("/ukraine-territory")}
    points = dict(in_graph(GEO.hasGeometry))
    texts = dict(in_graph(GEO.asWKT))
    found = [texts[point] for place, point in points.items() if place in inside and isinstance(point, IRI)]
    assert len(found) >= 5
    for text in found:
        assert isinstance(text, Literal)
        longitude, latitude = map(float, text.value[6:-1].split(" "))
        assert (36 < longitude < 40, 46 < latitude < 50) == (True, True), text


def test_nothing_of_the_collection_is_in_the_repository() -> None:
    assert not list(FOLDER.parents[1].rglob("entities.tsv"))
    assert not list(FOLDER.parents[1].rglob("snapshot.jsonl"))
