"""A graph into a triple store: where to, and the proof that it is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TextIO

from kg.ask.engine.remote import graphs_there
from kg.endpoint.client import Client, Limits
from kg.endpoint.profiles import Endpoint, find_endpoint, needs_place
from kg.paths import find_graph
from kg.share.load.count import count_triples
from kg.share.load.progress import Progress
from kg.share.load.send import drop_graph, may_write, missing, send
from kg.share.load.spool import Spool, spool

__all__ = ["Target", "load", "load_dataset"]


class Target(NamedTuple):
    """Where to load, and how.

    Attributes:
        url: The address of the store.
        profile: The product; asked where it is ``None``.
        store: Where it takes graphs, where it is none of the known products.
        update: Where it takes updates, where it is none of them.
        limits: The limits of each request.
    """

    url: str
    profile: str | None = None
    store: str | None = None
    update: str | None = None
    limits: Limits = Limits(seconds=600.0)


def load_dataset(dataset: str, target: Target, dry: bool, out: TextIO, err: TextIO) -> None:
    """Load the graph of a dataset into a triple store, and prove that it is there.

    Args:
        dataset: The dataset.
        target: Where to load.
        dry: Whether to say only what would be done; the address is asked all the same.
        out: Where the table of graphs goes.
        err: Where to talk.

    Raises:
        FaultError: The graph has not been built, the store does not take it, or does not have it afterwards.
    """
    client = Client(target.limits, lambda line: print(line, file=err), trusted=target.url)
    graph = Path(find_graph(dataset))
    endpoint = find_endpoint(client, *target[:4])
    if not (endpoint.store or endpoint.update):
        raise needs_place(endpoint)
    with spool(graph) as ready:
        print(f"{endpoint.profile} at {target.url}: {len(ready.parts)} graphs, {ready.triples} triples", file=err)
        if dry:
            _plan(client, endpoint, ready, out)
            print("nothing was written (--dry-run)", file=err)
            return
        counts = load(client, endpoint, ready, err)
    for name, count in counts:
        print(f"{count:>9}  {name}", file=out)
    print(f"loaded, and counted there: {sum(count for _, count in counts)} triples", file=err)


def load(client: Client, endpoint: Endpoint, ready: Spool, err: TextIO) -> list[tuple[str, int]]:
    """Put each graph in the place of the one of its name, remove those that the build no longer has, and count.

    Returns:
        The graphs with the numbers of triples that the store says it has.

    Raises:
        FaultError: The store does not take them, or does not have them afterwards.
    """
    may_write(client, endpoint, ready.parts[0].graph)
    with Progress(ready.size, err) as progress:
        told = replace(client, tell=progress.say)
        for part in ready.parts:
            send(told, endpoint, part, progress.add)
    for name in _stale(client, endpoint, ready):
        drop_graph(client, endpoint, name)
        print(f"removed, for the build has it no longer: {name}", file=err)
    counted = [(part, count_triples(client, endpoint, part.graph)) for part in ready.parts]
    missing(counted, endpoint.query)
    return [(part.graph, count) for part, count in counted]


def _stale(client: Client, endpoint: Endpoint, ready: Spool) -> list[str]:
    return [name for name in graphs_there(client, endpoint, ready.space) if name not in ready.graphs]


def _plan(client: Client, endpoint: Endpoint, ready: Spool, out: TextIO) -> None:
    for part in ready.parts:
        there = count_triples(client, endpoint, part.graph)
        print(f"{part.triples:>9}  {part.graph} (in the place of {there} triples)", file=out)
    for name in _stale(client, endpoint, ready):
        print(f"{0:>9}  {name} (would be removed: the build has it no longer)", file=out)
