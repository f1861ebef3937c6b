"""Loading and asking other people's stores, side by side in one run, on datasets of several sizes in the same shape."""

from __future__ import annotations

import math
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.faults import FaultError
from kg.loading.send import send
from kg.loading.spool import Part, spool
from kg.namespaces import MERGED
from kg.query.answer import ask
from kg.query.remote import ask_remote
from scripts.bench_table import seconds
from scripts.engines import parity, servers
from scripts.engines.answers import Found, comunica, found_in, rdflib_found
from scripts.engines.multiply import copies, multiplied
from scripts.engines.programs import missing

QUESTIONS: Final = (
    "claims-by", "chains", "extremes", "names-of", "passages-of", "promises", "roles", "same-figure",
)  # fmt: skip
"""One or more of each kind: a lookup, a path, an aggregate, a filter on dates, a join of claims with claims."""

ROUNDS: Final = 3
_MOST_FOR_RDFLIB: Final = 3_000
"""rdflib and Comunica are measured up to so many claims: they hold all in memory, in Python and in JavaScript."""

Measured = tuple[float, dict[str, float], dict[str, Found]]
"""Seconds of loading; milliseconds of each question, warm; the answers."""


def stores(scratch: Path, sizes: tuple[int, ...]) -> int:
    """Print the table, and return 1 where a store gives another answer than the others."""
    with spool(parity.GRAPH) as ready:
        triples = next(part for part in ready.parts if part.graph == ready.space + MERGED).file.read_bytes()
    texts = {one.name: one.text for one in parity.questions(cases=False) if one.name in QUESTIONS}
    differ = 0
    for claims in sizes:
        times = copies(claims, triples)
        file = scratch / "graph.nt"
        with file.open("wb") as out:
            out.writelines(multiplied(triples, times))
        with file.open("rb") as written:
            count = sum(1 for _ in written)
        name = f"{parity.SPACES['source'].removesuffix('source/')}graph/{MERGED}"
        part = Part(name, file, count, file.stat().st_size)
        about = f"{times} x the dataset, {count} triples, {len(texts)} questions"
        print(f"\nabout {claims} claims: {about}, median of {ROUNDS} warm runs")
        print(f"{'store':<24}{'load':>9}{'triples/s':>11}{'questions':>12}{'to the quickest':>17}", flush=True)
        found: dict[str, Measured] = {}
        for store, measured in _all(part, scratch, texts, claims):
            found[store] = measured
        differ += _print(found, count)
    return int(bool(differ))


def _all(part: Part, scratch: Path, texts: Mapping[str, str], claims: int) -> Iterator[tuple[str, Measured]]:
    yield "pyoxigraph, memory", _in_pyoxigraph(part, None, texts)
    yield "pyoxigraph, disk", _in_pyoxigraph(part, scratch / "pyoxigraph", texts)
    for name in servers.START:
        if not missing(name):
            yield f"{name}, HTTP", _in_server(name, part, scratch / name, texts)
    if claims <= _MOST_FOR_RDFLIB:
        yield "rdflib", _in_rdflib(part, texts)
        if not missing("Comunica"):
            yield "Comunica", _in_comunica(part, texts)


def _timed(texts: Mapping[str, str], answer: Callable[[str], Found]) -> tuple[dict[str, float], dict[str, Found]]:
    times, answers = {}, {}
    for name, text in texts.items():
        answers[name] = answer(text)
        times[name] = median(seconds(lambda t=text: answer(t)) for _ in range(ROUNDS)) * 1000  # type: ignore[misc]
    return times, answers


def _in_pyoxigraph(part: Part, folder: Path | None, texts: Mapping[str, str]) -> Measured:
    store = pyoxigraph.Store(str(folder)) if folder else pyoxigraph.Store()
    begun = time.perf_counter()
    store.bulk_load(path=str(part.file), format=RdfFormat.N_TRIPLES)
    loaded = time.perf_counter() - begun
    measured = (loaded, *_timed(texts, lambda text, store=store: found_in(ask(store, text))))  # type: ignore[misc]
    del store
    if folder:
        shutil.rmtree(folder)
    return measured


def _in_server(name: str, part: Part, folder: Path, texts: Mapping[str, str]) -> Measured:
    folder.mkdir()
    with servers.running(name, folder) as server:
        os.environ.update(server.environment)
        client, endpoint = parity.endpoint_of(server)
        begun = time.perf_counter()
        send(client, endpoint, part, lambda _: None)
        loaded = time.perf_counter() - begun

        def answer(text: str) -> Found:
            try:
                return found_in(ask_remote(client, endpoint, text, graphs=(part.graph,)))
            except FaultError as error:
                return [(str(error),)]

        measured = (loaded, *_timed(texts, answer))
        for variable in server.environment:
            del os.environ[variable]
    shutil.rmtree(folder)
    return measured


def _in_rdflib(part: Part, texts: Mapping[str, str]) -> Measured:
    import rdflib

    graph = rdflib.Graph()
    begun = time.perf_counter()
    graph.parse(part.file, format="nt")
    loaded = time.perf_counter() - begun
    return (loaded, *_timed(texts, lambda text: rdflib_found(graph, text)))


def _in_comunica(part: Part, texts: Mapping[str, str]) -> Measured:
    """Ask each question several times; what comes before the first one is loading."""
    begun = time.perf_counter()
    asked = {f"{name} {number}": text for name, text in texts.items() for number in range(ROUNDS + 1)}
    loaded, times, answers = 0.0, dict[str, list[float]](), dict[str, Found]()
    for label, found, took in comunica(part.file, asked, 300.0):
        loaded = loaded or time.perf_counter() - begun - took
        name, number = label.rsplit(" ", 1)
        if number != "0":
            times.setdefault(name, []).append(took * 1000)
        answers[name] = [(found,)] if isinstance(found, str) else found
    return loaded, {name: median(some) for name, some in times.items()}, answers


def _print(found: Mapping[str, Measured], count: int) -> int:
    """Print one line per store; return how many give other answers than the first one."""
    quickest = {name: min(times[name] for _, times, _ in found.values() if name in times) for name in QUESTIONS}
    wanted: Any = next(iter(found.values()))[2]
    differ = 0
    for store, (loaded, times, answers) in found.items():
        ratio = math.exp(sum(math.log(times[name] / quickest[name]) for name in times) / len(times))
        other = [name for name in answers if answers[name] != wanted[name]]
        differ += bool(other)
        note = f"  other rows: {', '.join(other)}" if other else ""
        speed, asked = count / loaded, sum(times.values())
        print(f"{store:<24}{loaded:>7.1f} s{speed:>11.0f}{asked:>9.0f} ms{ratio:>11.1f} times{note}")
    return differ
