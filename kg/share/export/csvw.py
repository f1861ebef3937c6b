"""CSV, and what its columns mean as CSV on the Web metadata (W3C, Metadata Vocabulary for Tabular Data)."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO, Final, cast

from kg.rdf.graph import Graph
from kg.rdf.namespaces import DCAT, DCT
from kg.share.export.tables import TABLES, Cell, Column

__all__ = ["METADATA", "SEPARATOR", "describe", "write_csv", "write_metadata"]

METADATA: Final = "csv-metadata.json"
"""The name of the description of all tables."""

SEPARATOR: Final = "|"
"""What stands between the texts of a list."""

_DATATYPES: Final = {"date": "date", "integer": "integer", "number": "decimal", "iri": "anyURI"}


def write_csv(graph: Graph, name: str, out: BinaryIO) -> None:
    """Write a table as CSV (RFC 4180, in UTF-8, lines end in a line feed), with a header line."""
    table = TABLES[name]
    text = TextIOWrapper(cast("Any", out), encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(_plain(row) for row in table.rows(graph))
    text.detach()


def _plain(row: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else SEPARATOR.join(cell) for cell in row]


def write_metadata(graph: Graph, names: Mapping[str, str], out: BinaryIO) -> None:
    """Write the description of tables.

    Args:
        graph: The graph.
        names: The name of the file by that of the table.
        out: Where to write.
    """
    out.write((json.dumps(describe(graph, names), indent=1, ensure_ascii=False) + "\n").encode())


def describe(graph: Graph, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the description: of one table, or of several as a group."""
    dataset = next(iter(graph.things(DCAT.Dataset)), None)
    about = {
        "dc:title": {"@value": graph.text(dataset, DCT.title), "@language": "en"},
        "dc:license": {"@id": str(graph.one(dataset, DCT.license) or "")},
        "dc:created": {"@value": graph.text(dataset, DCT.issued), "@type": "xsd:date"},
        "dcat:version": graph.text(dataset, DCAT.version),
    }
    context = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}]}
    tables = [_table(name, names) for name in names]
    return {**context, **about, **(tables[0] if len(tables) == 1 else {"tables": tables})}


def _table(name: str, names: Mapping[str, str]) -> dict[str, Any]:
    table = TABLES[name]
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns], "primaryKey": list(table.key)}
    keys = [
        {"columnReference": column, "reference": {"resource": names[other], "columnReference": column}}
        for column, other in table.refers.items()
        if other in names
    ]
    if keys:
        schema["foreignKeys"] = keys
    if any(column.name == "iri" for column in table.columns):
        schema["aboutUrl"] = "{+iri}"
    return {"url": names[name], "dc:description": table.text, "dialect": {"header": True}, "tableSchema": schema}


def _column(column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {"name": column.name, "titles": column.name, "dc:description": column.text}
    if column.kind == "list":
        made["separator"] = SEPARATOR
    datatype = _DATATYPES.get(column.kind, "string")
    if column.kind == "edtf":
        made["datatype"] = {"base": "string", "dc:conformsTo": "http://id.loc.gov/datatypes/edtf/EDTF"}
    else:
        made["datatype"] = datatype
    if column.kind == "key":
        made["required"] = True
    return made
