"""Balance and limits: the counts are those of the claims."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from kg.dataset import read_dataset
from kg.dataset.proposition import Figure
from kg.faults import FaultError
from kg.paths import DATA
from kg.reason.report import TABLES, Table, differences, report
from kg.reason.world import World
from tests.calling import command
from tests.fixtures import TOYFORT, copy, edit


@pytest.fixture(scope="module", params=["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def world(request: pytest.FixtureRequest) -> World:
    return World(read_dataset(TOYFORT if request.param == "toyfort" else Path(DATA) / request.param))


@cache
def tables(world: World) -> Sequence[Table]:
    return report(world)


differing = cache(differences)


def rows(world: World, name: str) -> list[dict[str, str | int]]:
    (table,) = (table for table in tables(world) if table.name == name)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("name", ["sides", "institutions", "claimants"])
def test_each_claim_of_another_is_counted_once(world: World, name: str) -> None:
    told = [claim for claim in world.dataset.claims.values() if claim.who is not None]
    found = rows(world, name)
    assert sum(int(row["claims"]) for row in found) == len(told)
    assert sum(int(row["figures"]) for row in found) == sum(claim.figure is not None for claim in told)
    assert sum(int(row["quotes"]) for row in found) == sum(claim.quote is not None for claim in told)


def test_a_figure_that_somebody_confirms_has_not_a_single_root(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    before = {row["claim"] for row in rows(World(read_dataset(folder)), "single-root")}
    assert "lances-lost-signal" in before
    edit(folder, "claims/annals.yaml", "    confirms: check-gazette\n", "    confirms: lances-lost-signal\n")
    edit(folder, "claims/annals.yaml", "    denies: lances-lost-signal\n", "")
    after = {row["claim"] for row in rows(World(read_dataset(folder)), "single-root")}
    assert before - after == {"lances-lost-signal"}


def test_single_roots_are_figures(world: World) -> None:
    for row in rows(world, "single-root"):
        assert isinstance(world.utterances[str(row["claim"])].proposition, Figure)


def test_what_was_checked_and_not_verified(world: World) -> None:
    checks = {key for key, claim in world.dataset.claims.items() if claim.outcome not in (None, "verified")}
    assert {row["check"] for row in rows(world, "unverified")} == checks
    assert checks


def test_every_hop_that_was_only_cited_is_counted(world: World) -> None:
    hops = sum(len(claim.via) for claim in world.dataset.claims.values())
    assert sum(int(row["claims"]) for row in rows(world, "cited") if row["how"] == "relays") == hops > 0


def test_what_is_not_said_is_a_part_of_all(world: World) -> None:
    for row in rows(world, "unsaid"):
        assert 0 <= int(row["claims"]) <= int(row["of"])
    undated = sum(c.who is not None and c.said is None for c in world.dataset.claims.values())
    assert rows(world, "unsaid")[0]["claims"] == undated


def test_as_markdown_and_as_data() -> None:
    text, data = command("report", "--dataset", TOYFORT), command("report", "--dataset", TOYFORT, "--format", "json")
    assert text.code == data.code == 0
    found = json.loads(data.out)
    assert list(found) == [name for name, *_ in TABLES]
    for _, title, *_ in TABLES:
        assert f"\n## {title}\n" in text.out
    assert text.out.count("\n| ") == sum(len(part) for part in found.values()) + len(TABLES)


def test_each_claim_of_a_document_differs_agrees_or_is_only_here(world: World) -> None:
    """No claim is missing, and what is only here stands in no other part."""
    for source in world.dataset.documents:
        parts = {table.name: {str(row[0]) for row in table.rows} for table in differing(world, source)}
        parts.pop("standings")
        only = parts.pop("only-here")
        met = set().union(*parts.values())
        assert only.isdisjoint(met)
        mine = {key for key, claim in world.dataset.claims.items() if claim.at[0].startswith(f"{source}.")}
        assert only | met == mine
        assert only
        assert met


def test_the_two_documents_see_each_other_alike(world: World) -> None:
    one, two = world.dataset.documents
    found = [
        {(row[0], row[2]) for table in differing(world, source)[1:-1] for row in table.rows} for source in (one, two)
    ]
    assert {(b, a) for a, b in found[0]} == found[1] != set()


def test_differences_count_what_they_list(world: World) -> None:
    for source in world.dataset.documents:
        counts, *parts = differing(world, source)
        assert [row[1] for row in counts.rows] == [len({row[0] for row in part.rows}) for part in parts]
        (row,) = (row for row in rows(world, "documents") if row["document"] == source)
        assert list(row.values())[2:] == [row[1] for row in counts.rows]


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(FaultError, match=r"there is no document 'gazete'.*did you mean 'gazette'"):
        differences(World(read_dataset(TOYFORT)), "gazete")
