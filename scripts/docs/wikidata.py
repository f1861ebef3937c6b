"""The generated parts of docs/reference/wikidata.md; cog calls these functions from there."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from string import ascii_lowercase

import cog
from pyoxigraph import RdfFormat, Store

from kg.ask.catalog.header import list_queries
from kg.ask.engine.answer import ask
from kg.paths import ONTOLOGY, find_graph
from kg.rdf.iri import compact
from kg.rdf.namespaces import DCT, PREFIXES, RDFS, SKOS, WD
from kg.rdf.read import read_graph
from kg.rdf.terms import Literal
from kg.share.export.wikidata import REASONS, Left, from_claims, from_facts, write_wikidata
from scripts.docs.exports import view
from scripts.docs.pages import ROOT, block, table

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


@cache
def _labels() -> dict[str, str]:
    found = read_graph(Path(ONTOLOGY) / "wikidata.ttl")
    return {t.s: t.o.value for t in found if t.p == RDFS.label and isinstance(t.o, Literal)}


def alignments() -> None:
    """Write which of our terms are matched with which of Wikidata's."""
    words = {predicate: word for word, predicate in MATCHES.items()}
    found = [t for t in read_graph(Path(ONTOLOGY) / "alignments.ttl") if str(t.o).startswith(str(WD))]
    found.sort(key=lambda t: (compact(t.s, SHORT) or t.s, list(words).index(t.p), str(t.o)))
    cog.out("\n")
    table("ours | match | Wikidata's |",
          ((f"`{compact(t.s, SHORT)}`", words[t.p], f"`{_short(str(t.o))}`", _labels()[str(t.o)])
           for t in found))  # fmt: skip


def _short(iri: str) -> str:
    return iri.removeprefix(str(WD))


def evidence() -> None:
    """Write where each term of Wikidata was read."""
    triples = read_graph(Path(ONTOLOGY) / "wikidata.ttl")
    kinds = {str(t.s): str(t.o).rpartition("#")[2] for t in triples if t.p == TYPE}
    sources: dict[str, list[str]] = defaultdict(list)
    for triple in triples:
        if triple.p == DCT.source and isinstance(triple.o, Literal):
            sources[triple.s].append(triple.o.value)
    letters = dict(zip(sorted({name for names in sources.values() for name in names}), ascii_lowercase, strict=False))
    rows = (
        (
            f"`{_short(node)}`",
            _labels()[node],
            kinds.get(node, "item"),
            " ".join(sorted(letters[name] for name in names)),
        )
        for node, names in sorted(sources.items(), key=lambda one: _order(one[0]))
    )
    cog.out("\n")
    table("term | label | datatype | read in", rows)
    cog.out("".join(f"- {letter}: `{name}`\n" for name, letter in letters.items()))


def _order(iri: str) -> tuple[str, int]:
    """Return what sorts a term: items before or after properties, then by number."""
    name = _short(iri)
    return name[0], int(name[1:])


def carried() -> None:
    """Write how many statements there are by property, and how many of them are best ranked."""
    made = [*from_facts(view()), *(one for one in from_claims(view()) if not isinstance(one, Left))]
    every, best = (Counter(s.main.property for s in made if s.adopted or not only) for only in (False, True))
    cog.out("\n")
    table("property | | statements | best ranked",
          ((f"`{name}`", _labels()[f"{WD}{name}"], every[name], best[name])
           for name in sorted(every, key=lambda n: int(n[1:]))))  # fmt: skip


def left() -> None:
    """Write how many claims are left out, and why."""
    found = Counter(one.reason for one in from_claims(view()) if isinstance(one, Left))
    cog.out("\n")
    table("claims | why", ((number, REASONS[reason]) for reason, number in found.most_common()))


def manner(name: str, rows: int = 5) -> None:
    """Write a query in the manner of Wikidata, and the first rows that it gives on the export."""
    text = (MANNER / f"{name}.rq").read_text(encoding="utf-8")
    found = ask(store(), text)
    block(text, "sparql")
    table(" | ".join(found.columns), ([getattr(term, "value", "") for term in row] for row in found.rows[:rows]))


def federated() -> None:
    """Write the federated questions, each with the first rows of its kept answer."""
    for query in list_queries(federated=True):
        cog.out(f"\n### {query.name}\n\n**{query.summary}.** {query.description}\n\n")
        for one in query.parameters:
            cog.out(f"`--{one.name}` (default `{one.default}`, for example `{one.sample}`): {one.description}.\n\n")
        block(query.body, "sparql")
        with (KEPT / f"{query.name}.csv").open(encoding="utf-8", newline="") as file:
            columns, *rows = csv.reader(file)
        table(" | ".join(columns), rows[:5])
