"""``battlekg check``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from kg.check.compare import all_triples, sampled
from kg.faults import Fault, FaultError
from kg.loading.count import count_triples
from kg.loading.run import Target
from kg.loading.spool import Spool, graphs_of, spool
from kg.namespaces import MERGED
from kg.query.answer import ask
from kg.query.header import list_queries
from kg.query.parameters import bind
from kg.query.place import find_graph, spaces_of
from kg.query.remote import ask_remote, graphs_there
from kg.query.store import open_store
from kg.remote.client import Client
from kg.remote.endpoint import Endpoint, find_endpoint

__all__ = ["run"]

_NODES: Final = 200
"""So many nodes of each graph are compared where not all triples are."""

_SHOWN: Final = 3
"""So many triples of a difference are shown."""


def run(dataset: str, target: Target, whole: bool, out: TextIO, err: TextIO) -> int:
    """Compare an endpoint with the build: graphs, triples, and the answers to the canned questions.

    Args:
        dataset: The dataset.
        target: The endpoint.
        whole: Whether all triples are compared, and not only those of some nodes of each graph.
        out: Where the table goes.
        err: Where to talk.

    Returns:
        The exit code.

    Raises:
        FaultError: All differences; or the endpoint does not answer.
    """
    client = Client(target.limits, tell=lambda line: print(line, file=err))
    graph = Path(find_graph(dataset))
    endpoint = find_endpoint(client, *target[:4])
    faults: list[Fault] = []
    with spool(graph) as ready:
        faults += _check_graphs(client, endpoint, ready, whole, out)
        faults += _check_queries(client, endpoint, ready, graph, out)
    if faults:
        raise FaultError(faults)
    print(f"the same: {len(ready.parts)} graphs, {ready.triples} triples, all questions asked", file=err)
    return 0


def _check_graphs(client: Client, endpoint: Endpoint, ready: Spool, whole: bool, out: TextIO) -> Iterator[Fault]:
    remedy = "run 'battlekg load' again"
    for part in ready.parts:
        count = count_triples(client, endpoint, part.graph)
        found = all_triples(client, endpoint, part) if whole else sampled(client, endpoint, part, _NODES)
        state = "the same" if count == part.triples and not (found.lost or found.strange) else "differs"
        print(f"{state:<9} {count:>9} triples, {found.compared} compared  {part.graph}", file=out, flush=True)
        if count != part.triples:
            yield Fault(part.graph, 0, "differs", f"{count} triples there, {part.triples} here", remedy)
        for what, lines in (("only here", found.lost), ("only there", found.strange)):
            if lines:
                shown = " ".join(lines[:_SHOWN])
                yield Fault(part.graph, 0, "differs", f"{len(lines)} triples {what}, such as {shown}", remedy)
    have = graphs_of(ready.parts)
    for name in graphs_there(client, endpoint, ready.space):
        if name not in have:
            yield Fault(name, 0, "differs", "a graph that the build does not have", remedy)


def _check_queries(client: Client, endpoint: Endpoint, ready: Spool, graph: Path, out: TextIO) -> Iterator[Fault]:
    store, spaces = open_store(graph), spaces_of(graph)
    for query in list_queries():
        try:
            text = bind(query, {}, store, spaces)
        except FaultError:  # the default values are things of the dataset that comes with battlekg
            print(f"{'not asked':<9} {'-':>9} rows  {query.name}: its default values are not in this dataset", file=out)
            continue
        here = ask(store, text, query.name)
        there = ask_remote(client, endpoint, text, query.name, (ready.space + MERGED,))
        rows = [[str(term) for term in row] for row in here.rows], [[str(term) for term in row] for row in there.rows]
        same = rows[0] == rows[1] and here.columns == there.columns
        print(f"{'the same' if same else 'differs':<9} {len(there.rows):>9} rows  {query.name}", file=out, flush=True)
        if not same:
            number = next(
                (i for i, (a, b) in enumerate(zip(*rows, strict=False), 1) if a != b), min(map(len, rows)) + 1
            )
            what = f"{len(there.rows)} rows there, {len(here.rows)} here; row {number} is the first that differs"
            yield Fault(query.name, 0, "differs", what, "load again, or report the product and its version")
