"""Claims as rows: what they hold is what the graph says, and what the canned questions list."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg.ask.engine.answer import ask
from kg.ask.engine.store import load_store
from kg.ask.series import DOCUMENTS, balance, control, figures, timeline
from kg.ask.series.claims import sides, spans
from kg.ask.series.control import NOBODY
from kg.dataset import read_dataset
from kg.paths import find_dataset, find_graph
from kg.rdf.namespaces import SCHEME_BASE, prefixes_of
from kg.reason.report import report
from kg.reason.world import World
from tests.ask.query.graphs import QUERIES, SPACES, answer, ox, rows
from tests.full import FULL

CASUALTIES = f"{SCHEME_BASE}measure/casualties"
WAGNER = SPACES["actor"] + "wagner"
BAKHMUT = SPACES["place"] + "bakhmut"


def local(iri: str) -> str:
    return iri.rpartition("/")[2]


def test_figures_are_those_that_the_question_lists() -> None:
    found = figures(ox(), CASUALTIES, WAGNER)
    listed = {row["claim"].partition(":")[2] for row in rows(QUERIES["figures"], answer(QUERIES["figures"], {}))}
    assert {local(row.claim) for row in found} == listed
    assert len({row.claim for row in found}) == len(found)
    everybody = {local(row.claim) for row in figures(ox(), CASUALTIES)}
    assert listed < everybody


def test_a_figure_has_bounds_period_claimant_and_passage() -> None:
    row = next(
        row for row in figures(ox(), CASUALTIES, WAGNER) if local(row.claim) == "casualties-81000-cherevaty-0608"
    )
    assert (row.minimum, row.maximum, row.bound, row.words) == (Decimal(81000), None, "more than", "more than 81,000")
    assert (row.claimant, row.side, row.said) == ("Serhiy Cherevaty", "Ukrainian side", "2023-06-08")
    assert (row.of, row.per, row.kind, row.group) == (("Wagner Group",), "", "casualties", "casualties")
    assert [local(passage) for passage in row.passages] == ["wikipedia.mil.26.4"]
    assert row.time is not None
    assert row.time.latest_end == date(2023, 6, 8)
    assert row.said_time.span == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.claimant = "somebody else"  # type: ignore[misc]


def test_figures_are_set_out_by_group_and_rates_stand_apart() -> None:
    groups = [row.group for row in figures(ox(), CASUALTIES, SPACES["actor"] + "russian-side")]
    assert [group for at, group in enumerate(groups) if group not in groups[:at]] == [
        group for at, group in enumerate(groups) if at == 0 or groups[at - 1] != group
    ]
    assert {"killed", "killed, per day"} <= set(groups)
    assert any(": tank" in group for group in groups)


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [(None, date(2022, 11, 9), 2), (date(2022, 11, 11), date(2022, 11, 12), 0), (date(2022, 11, 10), None, 2)],
)
def test_days_leave_out_figures_of_other_times(since: date | None, until: date | None, shown: int) -> None:
    found = figures(ox(), CASUALTIES, WAGNER, since, until)
    assert sum("1110" in row.claim for row in found) == shown


def test_control_lists_each_claim_under_its_party() -> None:
    found = control(ox(), BAKHMUT)
    parties = list(dict.fromkeys(row.party for row in found))
    assert parties == [*sorted(set(parties) - {NOBODY}), NOBODY]
    assert {"Russian side", "Ukrainian side"} < set(parties)
    capture = next(row for row in found if local(row.claim) == "capture-prigozhin-0520")
    assert (capture.taken, capture.party, capture.by, capture.where) == (
        True,
        "Russian side",
        "Wagner Group",
        "Bakhmut",
    )
    assert (capture.denied, capture.checked, capture.unverified) == (2, 1, 1)
    assert not any(row.act in ("predicts", "promises", "threatens") for row in found)


def test_what_is_said_not_to_be_held_is_marked_and_damage_is_no_control() -> None:
    found = control(ox(), BAKHMUT)
    refused = [row for row in found if row.denies_control]
    assert refused
    assert all("not" in row.says for row in refused)
    assert not any("damaged" in row.says for row in found)


def test_control_of_a_party_is_a_part_of_all_and_of_its_forces() -> None:
    every = {row.claim for row in control(ox(), BAKHMUT)}
    ours = control(ox(), BAKHMUT, SPACES["actor"] + "ukrainian-side")
    assert {row.party for row in ours} == {"Ukrainian side"}
    force = control(ox(), BAKHMUT, SPACES["actor"] + "ukrainian-forces")
    assert {row.claim for row in force} < {row.claim for row in ours} < every


def test_the_timeline_is_that_of_the_question() -> None:
    day = date(2023, 5, 20)
    query = QUERIES["timeline"]
    listed = {row["claim"] for row in rows(query, answer(query, {"from": "2023-05-20", "to": "2023-05-20"}))}
    found = timeline(ox(), None, day, day)
    assert {f"claim:{local(row.claim)}" for row in found} == listed
    assert timeline(ox(), SPACES["event"] + "nothing") == []


def test_what_a_side_says_itself_is_said_by_that_side(toyfort: Path) -> None:
    space = SPACES["actor"]
    assert sides(ox(), f"{space}russian-side") == "Russian side"
    assert sides(ox(), f"{space}prigozhin") == "Russian side"
    assert sides(ox(), f"{space}igor-girkin") == ""
    for dataset in (str(toyfort), *(["bakhmut"] if FULL else [])):
        told = report(World(read_dataset(Path(find_dataset(dataset)))))[0].rows
        rows_ = balance(load_store(find_graph(dataset)))
        counted = {row.group: row.claims for row in rows_ if row.group.endswith(" side")}
        assert len(counted) == 2
        assert counted == {row[0]: row[1] for row in told if row[0] != "no side"}


def test_the_balance_counts_every_claim_once() -> None:
    by_side, by_claimant = balance(ox()), balance(ox(), "claimant")
    total = len(ask(ox(), "SELECT ?c { ?c a <https://w3id.org/battlekg/ontology#Claim> }").rows)
    assert sum(row.claims for row in by_side) == sum(row.claims for row in by_claimant) == total
    assert by_side[-1].group == DOCUMENTS
    for row in (*by_side, *by_claimant):
        assert max(row.figures, row.quoted, row.hedged, row.contested, row.checked) <= row.claims
    for name in ("figures", "quoted", "hedged", "contested", "checked"):
        assert sum(getattr(row, name) for row in by_side) == sum(getattr(row, name) for row in by_claimant)


def test_other_datasets_have_rows_as_well(toyfort: Path) -> None:
    graph = find_graph(str(toyfort))
    store, spaces = load_store(graph), prefixes_of(graph)
    assert balance(store)
    assert timeline(store)
    kinds = {row.kind for row in timeline(store)}
    assert len(kinds) > 1
    assert control(store, spaces["place"] + "nowhere") == []


def test_an_empty_graph_has_no_rows() -> None:
    store = Store()
    store.load(b"", format=RdfFormat.TURTLE)
    assert (balance(store), timeline(store), figures(store, CASUALTIES), control(store, BAKHMUT)) == ([], [], [], [])


def test_a_time_without_a_date_is_shown_only_where_no_day_is_asked_for() -> None:
    assert spans(None, None, None)
    assert not spans(None, date(2023, 1, 1), None)
