"""The generated parts of docs/export.md and docs/reference/datasheet.md; cog calls these functions from there."""

from __future__ import annotations

import io
import json
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import islice, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import cog
import pyarrow.parquet
from pyoxigraph import parse

from kg.api import load
from kg.ask.stats import count
from kg.paths import find_graph
from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF
from kg.share.export.formats import FORMATS, TABLE_FORMATS, Format, TableFormat
from kg.share.export.graphs import GRAPHS
from kg.share.export.quads import dataset_quads
from kg.share.export.release import contents
from kg.share.export.tables import TABLES, noted
from scripts.docs.pages import block, table

CLAIM = "capture-prigozhin-0520"
FIGURE = "casualties-60000-western-0501"
SHOWN = tuple(f"/{name}>" for name in (CLAIM, FIGURE, "place/bakhmut", "dataset/bakhmut"))
GRAPH = Path(find_graph("bakhmut"))


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


@cache
def excerpt() -> Path:
    """Write what the examples lead to, with the Statements about it: an export says the same of them in less time."""
    quads, links = list(parse(path=GRAPH)), defaultdict(set)
    for quad in quads:
        links[quad.subject].add(quad.object)
        if quad.predicate.value == RDF.subject:
            links[quad.object].add(quad.subject)
    found: set[object] = set()
    waiting: list[object] = [node for node in links if str(node).endswith(SHOWN)]
    while waiting:
        node = waiting.pop()
        waiting += links[node] - found if node in links else ()
        found.add(node)
    head = "".join(takewhile(lambda line: line.startswith(("#", "@", "\n")), GRAPH.open(encoding="utf-8")))
    path = Path(_folder().name) / GRAPH.name
    path.write_text(head + "".join(f"{quad} .\n" for quad in quads if quad.subject in found), encoding="utf-8")
    return path


@cache
def written(form: str) -> str:
    """Return an export: of the excerpt, but for the graph as it is and the places, of which claims are counted."""
    out = io.BytesIO()
    FORMATS[form].write(GRAPH if form in ("ttl", "geojson") else excerpt(), out)
    return out.getvalue().decode()


@cache
def view(graph: Path = GRAPH) -> Graph:
    """Return a graph as tables see it."""
    return open_graph(graph)


def formats() -> None:
    """Write the table of formats."""
    made: dict[str, Format | TableFormat] = {**FORMATS, **TABLE_FORMATS}
    rows = ((f"`{name}`", f"`{one.endings[0]}`", f"`{one.media}`", one.text) for name, one in made.items())
    cog.out("\n")
    table("format | ending | media type | what it is", rows)


def graphs() -> None:
    """Write the named graphs, what each holds, and how much that is in the graph of Bakhmut."""
    counts = Counter(str(getattr(quad.graph_name, "value", "")) for quad in dataset_quads(GRAPH))
    rows = []
    for name, text in GRAPHS.items():
        prefix = name.removesuffix("KEY")
        found = {iri: n for iri, n in counts.items() if re.search(rf"/graph/{prefix}", iri)}
        told = ", ".join(f"{n} (`{iri.rpartition('/')[2]}`)" if name != prefix else str(n) for iri, n in found.items())
        rows.append((f"`{name}`", text, told))
    cog.out("\n")
    table("graph | what it holds | triples", rows)


def turtle(form: str, name: str, lines: int, after: str = "") -> None:
    """Write the block of a node in Turtle or TriG, the first one that stands after a text."""
    text = written(form)
    start = text.index(f"\n{name}\n", text.index(after)) + 1
    block("\n".join(text[start : text.index("\n\n", start)].splitlines()[:lines]), "turtle")


def lines(form: str, local: str, number: int) -> None:
    """Write the first lines about a node."""
    found = (line for line in written(form).splitlines() if line.startswith("<") and f"/{local}>" in line.split(" ")[0])
    block("\n".join(islice(found, number)))


def node(form: str, among: str, end: str) -> None:
    """Write the one object of a list of JSON whose identifier has this end."""
    (found,) = (one for one in json.loads(written(form))[among] if one["id"].endswith(end))
    block(json.dumps(found, indent=1), "json")


def nanopub() -> None:
    """Write a nanopublication, without the prefixes of the file."""
    text = written("nanopub")
    start = text.index(f"\n# claim:{CLAIM}\n") + 1
    block(text[start : text.index("\n# ", start + 1)], "turtle")


def row(name: str, key: str) -> None:
    """Write a row of a table, a line a cell, with the meaning of the column."""
    made = TABLES[name]
    (found,) = (row for row in made.rows(view(excerpt())) if row[0] == key)
    cells = [(cell if isinstance(cell, str) else " | ".join(cell)).replace("~", "\\~") for cell in found]
    rows = ((f"`{one.name}`", one.kind, one.text, cell) for one, cell in zip(made.columns, cells, strict=True))
    cog.out("\n")
    table("column | kind | meaning | here", rows)


def columns(name: str) -> None:
    """Write the columns of a table."""
    made = TABLES[name]
    cog.out(f"\n{made.text} Key: {', '.join(f'`{key}`' for key in made.key)}.\n\n")
    table("column | kind | meaning", ((f"`{one.name}`", one.kind, one.text) for one in made.columns))


def parquet(name: str, number: int) -> None:
    """Write the first columns of a table as Parquet types them."""
    out = io.BytesIO()
    TABLE_FORMATS["parquet"].write(view(excerpt()), name, out)
    schema = pyarrow.parquet.read_schema(out)
    block("\n".join(f"{field.name}: {field.type}" for field in islice(schema, number)) + "\n...")


def release() -> None:
    """Write the names of the files of a release."""
    cog.out("\n" + ", ".join(f"`{name}`" for name in contents(GRAPH)) + ".\n\n")


def composition() -> None:
    """Write what the graph of Bakhmut holds, counted."""
    claims = list(view().claims())
    forms = Counter(str(view().one(said, RDF.type)).rpartition("#")[2] or "none" for _, said in claims if said)
    kinds = Counter(view().label(view().one(actor, bk.kind)) for actor in view().things(bk.Actor))
    doubt = sum(bool(view().text(claim, bk.doubt)) for claim, _ in claims)
    inferred = sum(bool(noted(view(), claim, said)) for claim, said in claims)
    cog.out("\n")
    table("what | number", count("bakhmut").items())
    table("form of what is said | claims", sorted(forms.items()))
    table("kind of actor | number", kinds.most_common())
    cog.out(f"{len(load('bakhmut').claims)} claims, of which ")
    cog.out(f"{doubt} have a reading that is marked as doubtful and ")
    cog.out(f"{inferred} have something inferred with a note.\n\n")
