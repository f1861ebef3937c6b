"""The tables: a row per thing, cells as the graph has them, CSVW that a validator accepts, Parquet the same."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.dataset.proposition import Figure, Ratio
from kg.paths import find_graph
from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.share.export.csvw import SEPARATOR, write_csv, write_metadata
from kg.share.export.parquet import write_parquet
from kg.share.export.tables import TABLES
from tests.builder.graphs import dataset


@pytest.fixture(scope="module", params=["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def name(request: pytest.FixtureRequest) -> str:
    """The dataset; the invented one has every kind of cell, so that the other is for the full tests."""
    return str(request.param)


@pytest.fixture(scope="module")
def view(name: str, toyfort: Path) -> Graph:
    return bakhmut() if name == "bakhmut" else open_graph(Path(find_graph(str(toyfort))))


@cache
def bakhmut() -> Graph:
    return open_graph(Path(find_graph("bakhmut")))


def rows(view: Graph, table: str) -> list[dict[str, str]]:
    out = io.BytesIO()
    write_csv(view, table, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))


def test_every_claim_has_its_row_with_what_the_dataset_says(name: str, view: Graph) -> None:
    found = {row["claim"]: row for row in rows(view, "claims")}
    data = dataset(name)
    assert found.keys() == data.claims.keys()
    for key, claim in data.claims.items():
        row = found[key]
        assert row["says"] == claim.says
        assert row["passages"].split(SEPARATOR) == sorted(claim.at, key=row["passages"].index)
        assert row["claimant_id"] == (claim.who or data.documents[claim.at[0].partition(".")[0]].publisher)
        assert row["said"] == claim.said or claim.said is None
        assert row["quote"] == (claim.quote or "")
        assert set(filter(None, row["denies"].split(SEPARATOR))) == set(claim.denies)
        assert row["form"] == (type(claim.proposition).__name__.lower() if claim.proposition else "")
        assert row["when"] == ((claim.proposition.when or "") if claim.proposition else "")


def test_a_figure_has_low_and_high_only_where_they_are_stated(name: str, view: Graph) -> None:
    found = {row["claim"]: row for row in rows(view, "figures")}
    data = dataset(name)
    wanted = {key: c.proposition for key, c in data.claims.items() if isinstance(c.proposition, Figure | Ratio)}
    assert found.keys() == wanted.keys()
    for key, figure in wanted.items():
        low, high = figure.quantity.minimum, figure.quantity.maximum
        assert found[key]["low"] == ("" if low is None else format(low.normalize(), "f"))
        assert found[key]["high"] == ("" if high is None else format(high.normalize(), "f"))
        assert found[key]["form"] == type(figure).__name__.lower()
    assert any(row["low"] and not row["high"] for row in found.values())


def test_the_precision_of_a_date_is_that_of_its_days(view: Graph) -> None:
    seen = set()
    for row in rows(view, "figures"):
        if not (row["date_start"] and row["date_end"]):
            assert row["date_prec"] == ""
            continue
        days = (date.fromisoformat(row["date_end"]) - date.fromisoformat(row["date_start"])).days + 1
        least, most = {"1": (1, 1), "2": (2, 6), "3": (7, 7), "4": (8, 31), "5": (32, 10**6)}[row["date_prec"]]
        assert least <= days <= most
        seen.add(row["date_prec"])
    assert len(seen) > 1


def test_the_precision_of_a_place_is_that_of_the_least_exact() -> None:
    found = {row["claim"]: row for row in rows(bakhmut(), "figures")}
    data = dataset("bakhmut")
    codes = {"city": "1", "village": "1", "area": "5", "front": "5", "region": "4", "country": "6"}
    seen = set()
    for key, row in found.items():
        proposition = data.claims[key].proposition
        assert proposition is not None
        kinds = [data.places[place].kind for place in proposition.where]
        assert bool(row["where_prec"]) == bool(kinds)
        if len(kinds) == 1 and kinds[0] in codes:
            assert row["where_prec"] == codes[kinds[0]]
            seen.add(kinds[0])
    assert len(seen) > 2


def test_every_event_has_its_row_and_its_claims(name: str, view: Graph) -> None:
    found = {row["event"]: row for row in rows(view, "events")}
    data = dataset(name)
    assert found.keys() == data.events.keys()
    for key, row in found.items():
        about = {claim for claim, c in data.claims.items() if c.proposition and c.proposition.about == key}
        assert set(filter(None, row["claims"].split(SEPARATOR))) == about


def test_control_leaves_out_what_is_only_promised(name: str, view: Graph) -> None:
    data = dataset(name)
    found = rows(view, "control")
    assert found
    kinds = {"control", "occupation", "share", "area-held", "capture", "partial-capture", "recapture"}
    told = {
        (key, place)
        for key, c in data.claims.items()
        if c.proposition and c.proposition.kind in kinds
        and c.act not in ("promise", "threaten", "predict", "demand", "announce")
        for place in c.proposition.where
    }  # fmt: skip
    assert {(row["claim"], row["place_id"]) for row in found} == told


def test_columns_are_named_once_and_no_cell_hides_a_separator(view: Graph) -> None:
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        made = list(table.rows(view))
        assert made
        for row in made:
            assert len(row) == len(names)
            for column, cell in zip(table.columns, row, strict=True):
                assert isinstance(cell, list) == (column.kind == "list"), column.name
                assert not isinstance(cell, list) or not any(SEPARATOR in part for part in cell)
        keys = [tuple(row[names.index(key)] for key in table.key) for row in made]
        assert len(set(map(str, keys))) == len(keys)


def put(folder: Path, view: Graph) -> Path:
    for table in TABLES:
        with (folder / f"{table}.csv").open("wb") as file:
            write_csv(view, table, file)
    with (folder / "csv-metadata.json").open("wb") as file:
        write_metadata(view, {table: f"{table}.csv" for table in TABLES}, file)
    return folder / "csv-metadata.json"


def test_a_validator_of_csvw_accepts_tables_and_metadata(view: Graph, tmp_path: Path) -> None:
    from csvw import CSVW

    assert CSVW(put(tmp_path, view), validate=True).is_valid


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [("figures", "low", "many"), ("claims", "said_latest", "2023-13-01"), ("control", "claim", "no-such-claim")],
)
def test_the_validator_finds_a_wrong_cell(table: str, column: str, value: str, toyfort: Path, tmp_path: Path) -> None:
    from csvw import CSVW

    metadata = put(tmp_path, open_graph(Path(find_graph(str(toyfort)))))
    path = tmp_path / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    found[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    assert not _valid(CSVW, metadata)


def _valid(reader: Any, metadata: Path) -> bool:
    try:
        return bool(reader(metadata, validate=True).is_valid)
    except ValueError:
        return False


def test_the_metadata_describe_every_column_and_the_dataset(view: Graph) -> None:
    out = io.BytesIO()
    write_metadata(view, {table: f"{table}.csv" for table in TABLES}, out)
    found = json.loads(out.getvalue())
    assert found["dc:license"]["@id"].startswith("https://creativecommons.org/")
    assert [table["url"] for table in found["tables"]] == [f"{table}.csv" for table in TABLES]
    for table in found["tables"]:
        columns = table["tableSchema"]["columns"]
        assert [c["name"] for c in columns] == [c.name for c in TABLES[table["url"].removesuffix(".csv")].columns]
        assert all(column["dc:description"] for column in columns)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_cells_of_csv(table: str, view: Graph) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    write_parquet(view, table, out)
    found = parquet.read_table(io.BytesIO(out.getvalue()))
    plain = rows(view, table)
    assert found.num_rows == len(plain)
    for column in TABLES[table].columns:
        assert found.schema.field(column.name).metadata[b"description"].decode() == column.text
        for cell, text in zip(found[column.name].to_pylist(), (row[column.name] for row in plain), strict=True):
            assert _text(cell) == (str(float(text)) if column.kind == "number" and text else text)
    assert found.schema.metadata[b"license"].startswith(b"https://")


def _text(cell: Any) -> str:
    return "" if cell is None else SEPARATOR.join(cell) if isinstance(cell, list) else str(cell)


def test_what_was_inferred_is_told(view: Graph, name: str) -> None:
    data = dataset(name)
    for row in rows(view, "claims"):
        if data.claims[row["claim"]].said is None:
            assert "said" in row["inferred"].split(SEPARATOR)


def test_a_node_that_is_not_there_has_nothing(view: Graph) -> None:
    assert view.label(None) == view.key(None) == ""
    assert view.many(None, bk.kind) == []
    assert [k for k in view.keys(view.things(bk.Phase)) if not k] == []
