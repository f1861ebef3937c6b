"""A cut of the graph on which the second engine answers in a thirtieth of the time: 90 claims, with what they need."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final

import pyoxigraph
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.rdf.namespaces import QUERY_BASE
from tests.ask.query.graphs import QUERIES, SPACES, answer, as_rows, ox, rdf, text_of
from tests.full import FULL

if TYPE_CHECKING:
    from kg.ask.engine.answer import Term

CLAIMS: Final = 90
"""The fewest, by tens, with which the question 'sums' has rows."""

SHARED: Final = (*(SPACES[kind] for kind in ("actor", "place", "passage", "geometry", "event", "battle")), QUERY_BASE)
"""Kinds of which the cut has what its claims and the first rows of the answers lead to; others it has whole."""
OWNED: Final = tuple(SPACES[kind] for kind in ("proposition", "relay"))
ABOUT: Final = tuple(SPACES[kind] for kind in ("contradiction", "counterpart", "corroboration", "statement"))
"""Kinds of nodes that are about others, and go where one of these goes."""

Links = Mapping[NamedNode, Set[NamedNode]]


@cache
def cut() -> Store:
    """Return the graph with at most ``CLAIMS`` claims: those of the first rows of every answer, then of the next."""
    links: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for quad in ox():
        if isinstance(quad.object, NamedNode):
            links[quad.subject].add(quad.object)
    claims = {node for node in links if node.value.startswith(SPACES["claim"])}
    chosen: set[NamedNode] = set()
    for group in chain.from_iterable(zip_longest(*map(_groups, _answers()), fillvalue=())):
        needed = _reached(chain(group, *(links[node] for node in group if node.value.startswith(ABOUT))), links, claims)
        if len(chosen | needed) <= CLAIMS:
            chosen |= needed
    first = {node for rows in _answers() for node in next(_groups(rows), ())} | _parameters()
    kept = _reached(chosen | first - claims, links, links.keys() - (claims - chosen))
    gone = {node for node in links if node.value.startswith((SPACES["claim"], *SHARED, *OWNED)) and node not in kept}
    while more := {node for node in links.keys() - gone if node.value.startswith(ABOUT) and links[node] & gone}:
        gone |= more
    store = Store()
    store.extend(quad for quad in ox() if quad.subject not in gone and quad.object not in gone)
    return store


def _answers() -> Iterator[Iterable[tuple[Term | None, ...]]]:
    return (as_rows(answer(query, {})).rows for query in QUERIES.values())


def _groups(rows: Iterable[tuple[Term | None, ...]]) -> Iterator[list[NamedNode]]:
    return ([term for term in row if isinstance(term, NamedNode)] for row in rows)


def _parameters() -> set[NamedNode]:
    return {NamedNode(iri) for query in QUERIES.values() for iri in re.findall(r"<([^>\s]*)>", text_of(query, {}))}


def _reached(start: Iterable[NamedNode], links: Links, within: Set[NamedNode]) -> set[NamedNode]:
    found: set[NamedNode] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node in within and node not in found:
            found.add(node)
            waiting += links[node]
    return found


@cache
def _cut_in_rdflib() -> rdflib.Graph:
    content = pyoxigraph.serialize((quad.triple for quad in cut()), format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=content, format="nt")


def compared() -> tuple[Store, rdflib.Graph]:
    """Return what the two engines are asked: the cut, or in full the whole graph."""
    return (ox(), rdf()) if FULL else (cut(), _cut_in_rdflib())
