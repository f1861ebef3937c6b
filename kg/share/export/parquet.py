"""The tables as Parquet: lists are lists, days are days, numbers are floating point (CSV has their exact digits)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, BinaryIO, Final

from kg.rdf.graph import Graph
from kg.rdf.namespaces import DCAT, DCT
from kg.share.export.tables import TABLES, Cell, Column
from kg.share.export.target import missing_extra

__all__ = ["write_parquet"]

_VALUES: Final[Mapping[str, Callable[[str], Any]]] = {"date": date.fromisoformat, "integer": int, "number": float}


def write_parquet(graph: Graph, name: str, out: BinaryIO) -> None:
    """Write a table as Parquet, with the meaning of the columns as metadata.

    Raises:
        FaultError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise missing_extra("Parquet", "pyarrow") from None
    table = TABLES[name]
    types = {
        "list": pyarrow.list_(pyarrow.string()), "date": pyarrow.date32(), "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
    }  # fmt: skip
    dataset = next(iter(graph.things(DCAT.Dataset)), None)
    about = {
        "title": graph.text(dataset, DCT.title), "description": table.text,
        "version": graph.text(dataset, DCAT.version), "license": str(graph.one(dataset, DCT.license) or ""),
    }  # fmt: skip
    fields = [
        pyarrow.field(column.name, types.get(column.kind, pyarrow.string()), metadata={"description": column.text})
        for column in table.columns
    ]
    rows = list(table.rows(graph))
    columns = [[_value(column, row[place]) for row in rows] for place, column in enumerate(table.columns)]
    made = pyarrow.table(columns, schema=pyarrow.schema(fields, metadata=about))
    pyarrow.parquet.write_table(made, out, compression="zstd")


def _value(column: Column, cell: Cell) -> Any:
    if isinstance(cell, list):
        return cell
    return _VALUES.get(column.kind, str)(cell) if cell else None
