"""Ratios measured side by side in one run: cold and warm queries, and the steps of a build."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from kg.build import build
from kg.dataset import find_dataset, read_dataset
from kg.query.answer import ask
from kg.query.header import list_queries
from kg.query.parameters import bind
from kg.query.place import graph_of, spaces_of
from kg.query.store import open_store
from kg.validate.engine import validate

ROUNDS = 15


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def command(*words: str) -> float:
    """Return how long a Python process takes."""
    return seconds(lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True))


def cold() -> None:
    """Compare cold queries with the import of pyoxigraph alone, in turns."""
    names = [query.name for query in list_queries()]
    base, lookup = [], []
    for _ in range(ROUNDS):
        base.append(command("-c", "import pyoxigraph"))
        lookup.append(command("-m", "kg.cli", "query", "claims-by"))
    every = {name: median(command("-m", "kg.cli", "query", name) for _ in range(3)) for name in names}
    slowest = max(every, key=lambda name: every[name])
    floor = median(base)
    print(f"import pyoxigraph           {floor * 1000:7.1f} ms")
    print(f"cold query claims-by        {median(lookup) * 1000:7.1f} ms   {median(lookup) / floor:5.2f} times (goal 3)")
    print(f"cold query {slowest:<16} {every[slowest] * 1000:7.1f} ms   the slowest (goal 150 ms)")


def warm() -> None:
    """Compare warm queries through battlekg with the same text in pyoxigraph."""
    graph = graph_of("bakhmut")
    store, spaces = open_store(graph), spaces_of(graph)
    ratios, times = [], {}
    for query in list_queries():
        text = bind(query, {}, store, spaces)
        raw = median(seconds(lambda t=text: list(store.query(t))) for _ in range(5))  # type: ignore[misc]
        own = median(seconds(lambda t=text: ask(store, t)) for _ in range(5))  # type: ignore[misc]
        ratios.append(own / raw)
        times[query.name] = own
    slowest = max(times, key=lambda name: times[name])
    print(f"warm, ratio to pyoxigraph   {median(ratios):7.2f} times  (median of {len(ratios)} queries, goal 1.1)")
    print(f"warm {slowest:<22} {times[slowest] * 1000:7.1f} ms   the slowest")


def steps() -> None:
    """Time the steps from the dataset to the validated graph."""
    folder = find_dataset("bakhmut")
    dataset = read_dataset(folder)
    for name, work in (
        ("read the dataset", lambda: read_dataset(folder)),
        ("build and check", lambda: build(dataset)),
        ("validate, fast", lambda: validate(graph_of("bakhmut"), engine="fast")),
    ):
        print(f"{name:<27} {median(seconds(work) for _ in range(3)) * 1000:7.1f} ms")
    if "--full" in sys.argv:
        fast = seconds(lambda: validate(graph_of("bakhmut"), engine="fast"))
        slow = seconds(lambda: validate(graph_of("bakhmut"), engine="pyshacl"))
        print(f"validate, pySHACL           {slow:7.1f} s    {slow / fast:5.0f} times the fast engine")


if __name__ == "__main__":
    cold()
    warm()
    steps()
