"""The formats: how each is called, how its files end, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import RdfFormat, serialize

from kg.rdf.graph import Graph
from kg.share.export.csvw import write_csv, write_metadata
from kg.share.export.geojson import write_geojson
from kg.share.export.jsonld import write_jsonld
from kg.share.export.nanopub import write_nanopub
from kg.share.export.parquet import write_parquet
from kg.share.export.quads import data_quads, dataset_quads
from kg.share.export.rdf12 import write_rdf12
from kg.share.export.trig import write_trig
from kg.share.export.wikidata import write_wikidata

__all__ = ["FORMATS", "TABLE_FORMATS", "Format", "TableFormat"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of export.

    Attributes:
        endings: How its files may end, the usual ending first.
        media: Its media type.
        text: What it is, in a few words.
        write: What writes the graph of a file to an open file.
    """

    endings: tuple[str, ...]
    media: str
    text: str
    write: Callable[[Path, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of tables: one file a table.

    Attributes:
        endings: How its files may end, the usual ending first.
        media: Its media type.
        text: What it is, in a few words.
        write: What writes a table by its name to an open file.
        describe: What writes the description of tables, given the names of their files; ``None`` where these hold it.
    """

    endings: tuple[str, ...]
    media: str
    text: str
    write: Callable[[Graph, str, BinaryIO], None]
    describe: Callable[[Graph, Mapping[str, str], BinaryIO], None] | None = None


def _ttl(graph: Path, out: BinaryIO) -> None:
    """Copy the canonical file: it is the graph as Turtle already."""
    with open(graph, "rb") as file:
        while part := file.read(1 << 20):
            out.write(part)


def _nt(graph: Path, out: BinaryIO) -> None:
    serialize(data_quads(graph), out, format=RdfFormat.N_TRIPLES)


def _nq(graph: Path, out: BinaryIO) -> None:
    serialize(dataset_quads(graph), out, format=RdfFormat.N_QUADS)


FORMATS: Final[Mapping[str, Format]] = {
    "ttl": Format((".ttl",), "text/turtle", "Turtle 1.1, the canonical file", _ttl),
    "nt": Format((".nt",), "application/n-triples", "N-Triples, one triple a line", _nt),
    "nq": Format((".nq",), "application/n-quads", "N-Quads, in named graphs", _nq),
    "trig": Format((".trig",), "application/trig", "TriG, the same named graphs to read", write_trig),
    "rdf12": Format((".ttl", ".ttl12"), "text/turtle; version=1.2", "Turtle 1.2, Statements as reifiers", write_rdf12),
    "jsonld": Format((".jsonld",), "application/ld+json", "JSON-LD 1.1 with its context, to read", write_jsonld),
    "nanopub": Format((".trig",), "application/trig", "one nanopublication per claim, unsigned", write_nanopub),
    "wikidata": Format((".ttl",), "text/turtle", "Wikidata's RDF shape, to be queried; not all", write_wikidata),
    "geojson": Format((".geojson", ".json"), "application/geo+json", "places and events for maps", write_geojson),
}
"""The formats of the whole graph by name."""

TABLE_FORMATS: Final[Mapping[str, TableFormat]] = {
    "csv": TableFormat((".csv",), "text/csv", "tables as CSV with CSVW metadata", write_csv, write_metadata),
    "parquet": TableFormat((".parquet",), "application/vnd.apache.parquet", "tables as Parquet", write_parquet),
}
"""The formats of tables by name."""
