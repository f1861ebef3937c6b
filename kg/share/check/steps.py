"""An endpoint against the build, step by step: each graph, the list of graphs, each canned question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, TextIO

from kg.ask.catalog.stored import find_query, list_stored
from kg.ask.engine.answer import Answer, ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.remote import ask_remote, graphs_there
from kg.ask.engine.store import open_store
from kg.endpoint.client import Client
from kg.endpoint.profiles import Endpoint, find_endpoint
from kg.faults import Fault, FaultError
from kg.paths import find_graph
from kg.rdf.namespaces import MERGED, prefixes_of
from kg.share.check.compare import all_triples, sampled
from kg.share.load.count import count_triples
from kg.share.load.spool import Part, Spool, spool
from kg.share.load.target import Target

__all__ = ["check_endpoint"]

_NODES: Final = 200
"""So many nodes of each graph are compared where not all triples are."""

_SHOWN: Final = 3
"""So many triples of a difference are shown."""

_REMEDY: Final = "run 'battlekg load' again"


def check_endpoint(dataset: str, target: Target, whole: bool, out: TextIO, err: TextIO) -> None:
    """Compare an endpoint with the build: graphs, triples, and the answers to the canned questions.

    Args:
        dataset: The dataset.
        target: The endpoint.
        whole: Whether all triples are compared, and not only those of some nodes of each graph.
        out: Where the table goes.
        err: Where to talk.

    Raises:
        FaultError: All differences, and all that the endpoint did not answer.
    """
    client = Client(target.limits, lambda line: print(line, file=err), trusted=target.url)
    graph = Path(find_graph(dataset))
    endpoint = find_endpoint(client, *target[:4])
    with spool(graph) as ready:
        faults = list(_faults(client, endpoint, _steps(client, endpoint, ready, graph, whole, out)))
    if faults:
        raise FaultError(faults)
    print(f"the same: {len(ready.parts)} graphs, {ready.triples} triples, all questions asked", file=err)


_Step = tuple[str, Callable[[], Iterator[Fault]]]


def _faults(client: Client, endpoint: Endpoint, steps: Iterable[_Step]) -> Iterator[Fault]:
    """Yield what all steps find; one that fails is a fault like the others as long as the endpoint answers at all."""
    for name, step in steps:
        try:
            yield from step()
        except FaultError as error:
            yield from (Fault(f.path, f.line, f.rule, f"{name}: {f.what}", f.remedy) for f in error.faults)
            try:
                ask_remote(client, endpoint, "ASK {}")
            except FaultError:
                return


def _steps(client: Client, endpoint: Endpoint, ready: Spool, graph: Path, whole: bool, out: TextIO) -> Iterator[_Step]:
    for part in ready.parts:
        yield part.graph, partial(_check_graph, client, endpoint, part, whole, out)
    yield "the list of graphs", partial(_check_names, client, endpoint, ready)
    store, spaces = open_store(graph), prefixes_of(graph)
    for name, *_ in list_stored(store, federated=False):
        query = find_query(store, name)
        try:
            text = bind(query, {}, store, spaces)
        except FaultError:  # the default values are things of the dataset that comes with battlekg
            print(f"{'not asked':<9} {'-':>9} rows  {query.name}: its default values are not in this dataset", file=out)
            continue
        here = ask(store, text, query.name)
        yield query.name, partial(_check_query, client, endpoint, ready.space + MERGED, query.name, text, here, out)


def _check_graph(client: Client, endpoint: Endpoint, part: Part, whole: bool, out: TextIO) -> Iterator[Fault]:
    count = count_triples(client, endpoint, part.graph)
    found = all_triples(client, endpoint, part, count) if whole else sampled(client, endpoint, part, _NODES)
    state = "the same" if count == part.triples and not (found.lost or found.strange) else "differs"
    print(f"{state:<9} {count:>9} triples, {found.compared} compared  {part.graph}", file=out, flush=True)
    if count != part.triples:
        yield Fault(part.graph, 0, "differs", f"{count} triples there, {part.triples} here", _REMEDY)
    for what, lines in (("only here", found.lost), ("only there", found.strange)):
        if lines:
            shown = " ".join(lines[:_SHOWN])
            yield Fault(part.graph, 0, "differs", f"{len(lines)} triples {what}, such as {shown}", _REMEDY)


def _check_names(client: Client, endpoint: Endpoint, ready: Spool) -> Iterator[Fault]:
    there, what = graphs_there(client, endpoint, ready.space), "a graph that the build does not have"
    return (Fault(name, 0, "differs", what, _REMEDY) for name in there if name not in ready.graphs)


def _check_query(
    client: Client, endpoint: Endpoint, merged: str, name: str, text: str, here: Answer, out: TextIO
) -> Iterator[Fault]:
    try:
        there = ask_remote(client, endpoint, text, name, (merged,))
    except FaultError:
        print(f"{'no answer':<9} {'-':>9} rows  {name}", file=out, flush=True)
        raise
    rows = _rows(here), _rows(there)
    same = rows[0] == rows[1] and here.columns == there.columns
    what = "triples" if here.graph is not None else "truth" if here.truth is not None else "rows"
    print(f"{'the same' if same else 'differs':<9} {len(rows[1]):>9} {what}  {name}", file=out, flush=True)
    if not same:
        number = next((i for i, (a, b) in enumerate(zip(*rows, strict=False), 1) if a != b), min(map(len, rows)) + 1)
        told = f"{len(rows[1])} {what} there, {len(rows[0])} here; number {number} is the first that differs"
        yield Fault(name, 0, "differs", told, "load again, or report the product and its version")


def _rows(answer: Answer) -> list[list[str]]:
    """Return an answer of any form as rows: those of a table in order, yes or no, or the triples of a graph, sorted."""
    if answer.truth is not None:
        return [[str(answer.truth)]]
    if answer.graph is not None:
        return sorted([str(triple)] for triple in answer.graph)
    return [[str(term) for term in row] for row in answer.rows]
