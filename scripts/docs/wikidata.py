"""The generated parts of docs/reference/wikidata.md; cog calls these functions from there."""

from __future__ import annotations

import csv
import io
from collections import Counter
from functools import cache
from pathlib import Path

import cog
from pyoxigraph import RdfFormat, Store

from kg.ask.catalog.header import list_queries
from kg.paths import ONTOLOGY, find_graph
from kg.rdf.iri import compact
from kg.rdf.namespaces import DCT, PREFIXES, RDFS, SKOS, WD
from kg.rdf.read import read_graph
from kg.rdf.terms import Literal
from kg.share.export.wikidata import REASONS, Left, from_claims, from_facts, write_wikidata
from scripts.docs.exports import view
from scripts.docs.pages import ROOT, block

SHORT = {space: prefix for prefix, space in PREFIXES.items()}
TYPE = "http://wikiba.se/ontology#propertyType"
MATCHES = {"exact": SKOS.exactMatch, "close": SKOS.closeMatch, "wider": SKOS.broadMatch, "narrower": SKOS.narrowMatch,
           "related": SKOS.relatedMatch}  # fmt: skip
MANNER = ROOT / "tests" / "share" / "export" / "wikidata"
KEPT = ROOT / "tests" / "ask" / "query" / "federated"


@cache
def store() -> Store:
    """Return the export."""
    out, found = io.BytesIO(), Store()
    write_wikidata(Path(find_graph("bakhmut")), out)
    found.load(out.getvalue(), format=RdfFormat.TURTLE)
    return found


def _row(*cells: object) -> None:
    cog.out("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |\n")


@cache
def _labels() -> dict[str, str]:
    return {
        t.s: t.o.value
        for t in read_graph(Path(ONTOLOGY) / "wikidata.ttl")
        if t.p == RDFS.label and isinstance(t.o, Literal)
    }


def alignments() -> None:
    """Write which of our terms are matched with which of Wikidata's."""
    words = {predicate: word for word, predicate in MATCHES.items()}
    found = [t for t in read_graph(Path(ONTOLOGY) / "alignments.ttl") if str(t.o).startswith(str(WD))]
    cog.out("\n| ours | match | Wikidata's | |\n|---|---|---|---|\n")
    for triple in sorted(found, key=lambda t: (compact(t.s, SHORT) or t.s, list(words).index(t.p), str(t.o))):
        name = str(triple.o).removeprefix(str(WD))
        _row(f"`{compact(triple.s, SHORT)}`", words[triple.p], f"`{name}`", _labels()[str(triple.o)])
    cog.out("\n")


def evidence() -> None:
    """Write where each term of Wikidata was read."""
    triples = read_graph(Path(ONTOLOGY) / "wikidata.ttl")
    kinds = {t.s: str(t.o).rpartition("#")[2] for t in triples if t.p == TYPE}
    sources: dict[str, list[str]] = {}
    for triple in triples:
        if triple.p == DCT.source and isinstance(triple.o, Literal):
            sources.setdefault(triple.s, []).append(triple.o.value)
    letters = {
        name: chr(ord("a") + place) for place, name in enumerate(sorted({s for f in sources.values() for s in f}))
    }
    cog.out("\n| term | label | datatype | read in |\n|---|---|---|---|\n")
    for node in sorted(sources, key=lambda n: (n[len(str(WD))], int(n.removeprefix(str(WD))[1:]))):
        read = " ".join(letters[source] for source in sorted(sources[node]))
        _row(f"`{node.removeprefix(str(WD))}`", _labels()[node], kinds.get(node, "item"), read)
    cog.out("\n" + "".join(f"- {letter}: `{name}`\n" for name, letter in letters.items()))


def carried() -> None:
    """Write how many statements there are by property, and how many of them are best ranked."""
    made = [*from_facts(view()), *(one for one in from_claims(view()) if not isinstance(one, Left))]
    every, best = (Counter(s.main.property for s in made if s.adopted or not only) for only in (False, True))
    cog.out("\n| property | | statements | best ranked |\n|---|---|---|---|\n")
    for name in sorted(every, key=lambda n: int(n[1:])):
        _row(f"`{name}`", _labels()[f"{WD}{name}"], every[name], best[name])
    cog.out("\n")


def left() -> None:
    """Write how many claims are left out, and why."""
    found = Counter(one.reason for one in from_claims(view()) if isinstance(one, Left))
    cog.out("\n| claims | why |\n|---|---|\n")
    for reason, number in found.most_common():
        _row(number, REASONS[reason])
    cog.out("\n")


def manner(name: str, rows: int = 5) -> None:
    """Write a query in the manner of Wikidata, and the first rows that it gives on the export."""
    text = (MANNER / f"{name}.rq").read_text(encoding="utf-8")
    block(text, "sparql")
    found = store().query(text)
    columns = [variable.value for variable in found.variables]  # type: ignore[union-attr]
    table = [["" if term is None else term.value for term in row] for row in found]  # type: ignore[union-attr]
    _table(columns, table, rows)


def federated() -> None:
    """Write the federated questions, each with the first rows of its kept answer."""
    for query in list_queries(federated=True):
        cog.out(f"\n### {query.name}\n\n**{query.summary}.** {query.description}\n\n")
        for one in query.parameters:
            cog.out(f"`--{one.name}` (default `{one.default}`, for example `{one.sample}`): {one.description}.\n\n")
        block(query.body, "sparql")
        columns, *rows = csv.reader(Path(KEPT / f"{query.name}.csv").read_text(encoding="utf-8").splitlines())
        _table(columns, rows, 5)


def _table(columns: list[str], rows: list[list[str]], shown: int) -> None:
    _row(*columns)
    cog.out("|" + "---|" * len(columns) + "\n")
    for row in rows[:shown]:
        _row(*row)
    cog.out("\n")
