"""Cold queries against the import of pyoxigraph, warm queries against pyoxigraph with the same text."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from pyoxigraph import QueryBoolean, Store

from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import Question
from kg.ask.engine.answer import ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.store import load_store, open_store
from kg.ask.render.forms import show
from kg.paths import find_graph
from kg.rdf.namespaces import prefixes_of
from scripts.bench.table import ROOT, line, seconds

PYOXIGRAPH = (sys.executable, "-c", "import pyoxigraph")
LOOKUP = ("query", "claims-by", "--claimant", "prigozhin")


def in_turns(rounds: int, works: Iterable[Callable[[], object]]) -> list[float]:
    """Return the median time, in milliseconds, of each of several pieces of work that are done in turns."""
    works = list(works)
    turns = [[seconds(work) for work in works] for _ in range(rounds)]
    return [median(times) * 1000 for times in zip(*turns, strict=True)]


def process(*command: str) -> Callable[[], object]:
    """Return what runs a command and waits for its end."""
    return partial(subprocess.run, command, check=True, capture_output=True, cwd=ROOT)


def battlekg() -> Sequence[str]:
    """Return the console script of this checkout, or what it does where it is not installed."""
    script = shutil.which("battlekg", path=str(ROOT / ".venv" / "bin"))
    return (
        (script,)
        if script
        else (sys.executable, "-c", "import re, sys; from kg.cli.main import main; sys.exit(main())")
    )


def cold(rounds: int) -> None:
    """Compare cold queries with the import of pyoxigraph alone, in turns."""
    own = battlekg()
    ask_one = process(*own, *LOOKUP)
    ask_one()  # makes the store
    bare, base, lookup = in_turns(rounds, (process(sys.executable, "-c", "pass"), process(*PYOXIGRAPH), ask_one))
    line("python alone", bare, f"{bare / base:.2f} times")
    line("import pyoxigraph", base, "1.00 times")
    line("cold: " + " ".join(LOOKUP), lookup, f"{lookup / base:.2f} times", "goal: at most 3 times")
    names = [query.name for query in list_queries()]
    times = in_turns(max(3, rounds // 5), (process(*own, "query", name) for name in names))
    ordered = sorted(zip(times, names, strict=True))
    for what, (time, name) in (("median", ordered[len(names) // 2]), ("slowest", ordered[-1])):
        line(f"cold: {what} is {name}", time, f"{time / base:.2f} times", "goal: at most 150 ms")


def drained(store: Store, text: str) -> int:
    """Ask a query and take all that comes: rows, triples, or the one word of an ASK."""
    found = store.query(text)
    return 1 if isinstance(found, QueryBoolean) else sum(1 for _ in found)


def _whole(query: Question, store: Store, spaces: Mapping[str, str]) -> str:
    return show(ask(store, bind(query, {}, store, spaces)), "table", spaces, 120)


def warm(rounds: int, each: bool = False) -> None:
    """Compare warm queries through battlekg with the same text in pyoxigraph, in turns.

    Args:
        rounds: How often each query is asked; the median counts.
        each: Whether a line for each query is printed, the slowest first.
    """
    graph = Path(find_graph("bakhmut"))
    store, memory, spaces = open_store(graph), load_store(graph), prefixes_of(graph)
    found = {}
    for query in list_queries():
        text = bind(query, {}, store, spaces)
        works = (
            partial(drained, store, text),
            partial(ask, store, text),
            partial(_whole, query, store, spaces),
            partial(drained, memory, text),
        )
        found[query.name] = in_turns(rounds, works)
    raw, own, shown, inside = (dict(zip(found, times, strict=True)) for times in zip(*found.values(), strict=True))
    slowest = max(own, key=lambda name: own[name])
    ratio = median(own[name] / raw[name] for name in raw)
    line("warm: pyoxigraph, all queries", sum(raw.values()), "1.00 times")
    line("warm: the same through battlekg", sum(own.values()), f"{ratio:.2f} times", f"median of {len(raw)} queries")
    line("warm: with values and table", sum(shown.values()), f"{sum(shown.values()) / sum(raw.values()):.2f} times")
    line("warm: pyoxigraph in memory", sum(inside.values()), f"{sum(inside.values()) / sum(raw.values()):.2f} times")
    line(f"warm: slowest is {slowest}", own[slowest], "", "goal: at most 50 ms")
    for name in sorted(raw, key=lambda name: -raw[name]) if each else ():
        line(f"warm: {name}", raw[name], f"{own[name] / raw[name]:.2f} times", "goal: at most 50 ms")
