"""The generated parts of docs/export.md and docs/reference/datasheet.md; cog calls these functions from there."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import cog
import pyarrow.parquet

from kg.api import load
from kg.ask.stats import count
from kg.paths import find_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF
from kg.share.export.formats import FORMATS, TABLE_FORMATS
from kg.share.export.graphs import GRAPHS
from kg.share.export.quads import dataset_quads
from kg.share.export.release import contents
from kg.share.export.tables import TABLES
from kg.share.export.view import View
from scripts.docs.pages import block

CLAIM = "capture-prigozhin-0520"
FIGURE = "casualties-60000-western-0501"
GRAPH = Path(find_graph("bakhmut"))


@cache
def written(form: str) -> str:
    """Return an export."""
    out = io.BytesIO()
    FORMATS[form].write(GRAPH, out)
    return out.getvalue().decode()


@cache
def view() -> View:
    """Return the graph as tables see it."""
    return View(GRAPH)


def formats() -> None:
    """Write the table of formats."""
    cog.out("\n| format | ending | media type | what it is |\n|---|---|---|---|\n")
    for name, made in {**FORMATS, **TABLE_FORMATS}.items():
        cog.out(f"| `{name}` | `{made.endings[0]}` | `{made.media}` | {made.text} |\n")
    cog.out("\n")


def graphs() -> None:
    """Write the named graphs, what each holds, and how much that is in the graph of Bakhmut."""
    counts = Counter(str(getattr(quad.graph_name, "value", "")) for quad in dataset_quads(GRAPH))
    cog.out("\n| graph | what it holds | triples |\n|---|---|---|\n")
    for name, text in GRAPHS.items():
        prefix = name.removesuffix("KEY")
        found = {iri: n for iri, n in counts.items() if re.search(rf"/graph/{prefix}", iri)}
        told = ", ".join(f"{n} (`{iri.rpartition('/')[2]}`)" if name != prefix else str(n) for iri, n in found.items())
        cog.out(f"| `{name}` | {text} | {told} |\n")
    cog.out("\n")


def turtle(form: str, node: str, lines: int, after: str = "") -> None:
    """Write the block of a node in Turtle or TriG, the first one that stands after a text."""
    text = written(form)
    start = text.index(f"\n{node}\n", text.index(after)) + 1
    block("\n".join(text[start : text.index("\n\n", start)].splitlines()[:lines]), "turtle")


def lines(form: str, local: str, number: int) -> None:
    """Write the first lines about a node."""
    found = (line for line in written(form).splitlines() if line.startswith("<") and f"/{local}>" in line.split(" ")[0])
    block("\n".join(islice(found, number)))


def jsonld() -> None:
    """Write the object of a claim."""
    nodes = json.loads(written("jsonld"))["@graph"]
    (node,) = (node for node in nodes if node["id"] == f"claim/{CLAIM}")
    block(json.dumps(node, indent=1), "json")


def nanopub() -> None:
    """Write a nanopublication, without the prefixes of the file."""
    text = written("nanopub")
    start = text.index(f"\n# claim:{CLAIM}\n") + 1
    block(text[start : text.index("\n# ", start + 1)], "turtle")


def geojson() -> None:
    """Write the feature of a place."""
    (found,) = (one for one in json.loads(written("geojson"))["features"] if one["id"].endswith("/place/bakhmut"))
    block(json.dumps(found, indent=1), "json")


def row(table: str, key: str) -> None:
    """Write a row of a table, a line a cell, with the meaning of the column."""
    made = TABLES[table]
    (found,) = (row for row in made.rows(view()) if row[0] == key)
    cog.out("\n| column | kind | meaning | here |\n|---|---|---|---|\n")
    for column, cell in zip(made.columns, found, strict=True):
        shown = (cell if isinstance(cell, str) else " \\| ".join(cell)).replace("~", "\\~")
        cog.out(f"| `{column.name}` | {column.kind} | {column.text} | {shown} |\n")
    cog.out("\n")


def columns(table: str) -> None:
    """Write the columns of a table."""
    cog.out(f"\n{TABLES[table].text} Key: {', '.join(f'`{key}`' for key in TABLES[table].key)}.\n\n")
    cog.out("| column | kind | meaning |\n|---|---|---|\n")
    for column in TABLES[table].columns:
        cog.out(f"| `{column.name}` | {column.kind} | {column.text} |\n")
    cog.out("\n")


def parquet(table: str, number: int) -> None:
    """Write the first columns of a table as Parquet types them."""
    out = io.BytesIO()
    TABLE_FORMATS["parquet"].write(view(), table, out)
    schema = pyarrow.parquet.read_schema(io.BytesIO(out.getvalue()))
    block("\n".join(f"{field.name}: {field.type}" for field in islice(schema, number)) + "\n...")


def release() -> None:
    """Write the names of the files of a release."""
    cog.out("\n" + ", ".join(f"`{name}`" for name in contents(GRAPH)) + ".\n\n")


def composition() -> None:
    """Write what the graph of Bakhmut holds, counted."""
    found = count("bakhmut")
    graph = load("bakhmut")
    cog.out("\n| what | number |\n|---|---|\n")
    for name, number in found.items():
        cog.out(f"| {name} | {number} |\n")
    cog.out("\n| form of what is said | claims |\n|---|---|\n")
    forms = Counter(str(view().one(said, RDF.type)).rpartition("#")[2] or "none" for _, said in view().claims() if said)
    for form, number in sorted(forms.items()):
        cog.out(f"| {form} | {number} |\n")
    cog.out("\n| kind of actor | number |\n|---|---|\n")
    kinds = Counter(view().label(view().one(actor, bk.kind)) for actor in view().nodes(bk.Actor))
    for kind, number in kinds.most_common():
        cog.out(f"| {kind} | {number} |\n")
    cog.out(f"\n{len(graph.claims)} claims, of which ")
    doubt = sum(bool(view().text(claim, bk.doubt)) for claim, _ in view().claims())
    noted = sum(bool(view().noted(claim, said)) for claim, said in view().claims())
    cog.out(f"{doubt} have a reading that is marked as doubtful and {noted} have something inferred with a note.\n\n")
