"""The cases of ``cases.yaml``: small graphs, each with the fault that it is expected to have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pyoxigraph import RdfFormat, parse

from kg.rdf.namespaces import PREFIXES, SCHEME_BASE, data_prefixes
from kg.rdf.read import Terms, read_graph
from kg.rdf.terms import IRI, Term, Triple, compact, ntriples
from kg.validate.result import Result
from tests.validate.cut import cut

BASE = Path(__file__).with_name("base.ttl")
SPACES = {
    **PREFIXES, **data_prefixes("https://example.org/kg/", "lowbridge"),
    "shape": f"{SCHEME_BASE}shape/", "constraint": f"{SCHEME_BASE}constraint/",
}  # fmt: skip
_SHORT = {space: prefix for prefix, space in SPACES.items()}
_HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in SPACES.items())


@dataclass(frozen=True)
class Case:
    """A graph and its faults; ``cases.yaml`` says what the fields mean."""

    name: str
    around: tuple[str, ...] = ()
    rename: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    fault: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """The class that it is about; ``Untyped`` for a node without one."""
        return self.name.partition("_")[0]


def _read(kind: str) -> tuple[Case, ...]:
    table = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
    return tuple(_case(**row) for row in table[kind])


def _case(case: str, **row: str | list[str]) -> Case:
    return Case(case, **{key: (value,) if isinstance(value, str) else tuple(value) for key, value in row.items()})


PASS, FAIL = _read("pass"), _read("fail")


@cache
def base() -> tuple[Triple, ...]:
    """Return the graph that the cases are cut from."""
    return tuple(read_graph(BASE))


@cache
def graph_of(case: Case) -> tuple[Triple, ...]:
    """Return the graph of a case.

    Raises:
        ValueError: There is nothing to remove or replace.
    """
    graph = cut(base(), list(_named(case)))
    for old, new in map(_iris, case.rename):
        graph = [t._replace(s=new if t.s == old else t.s, o=new if t.o == old else t.o) for t in graph]
    replaced = _turtle(case.replace)
    patterns = [*map(_iris, case.remove), *dict.fromkeys((triple.s, triple.p) for triple in replaced)]
    for pattern in patterns:
        kept = [triple for triple in graph if triple[: len(pattern)] != pattern]
        if len(kept) == len(graph):
            raise ValueError(f"{case.name}: the graph has no {' '.join(pattern)}")
        graph = kept
    return (*graph, *replaced, *_turtle(case.add))


def _named(case: Case) -> Iterator[IRI]:
    """Yield the nodes that a case names."""
    yield from _iris(" ".join(case.around))
    yield from (_iris(line)[0] for line in (*case.rename, *case.remove))
    yield from (_iris(line.split()[2])[0] for line in case.fault)
    for triple in _turtle((*case.replace, *case.add)):
        yield from (term for term in (triple.s, triple.o) if isinstance(term, IRI))


def graph_named(name: str) -> tuple[Triple, ...]:
    """Return the graph of the case of this name that has a fault."""
    (case,) = (case for case in FAIL if case.name == name)
    return graph_of(case)


def _iris(line: str) -> tuple[IRI, ...]:
    """Return the IRIs that are written as ``prefix:local`` or ``<...>``."""
    pairs = (word.partition(":") for word in line.split())
    return tuple(IRI(f"{p}:{local}"[1:-1] if p.startswith("<") else SPACES[p] + local) for p, _, local in pairs)


def _turtle(lines: tuple[str, ...]) -> list[Triple]:
    """Return the triples of Turtle without its head and its last full stop."""
    terms = Terms()
    text = _HEAD + "".join(f"{line} .\n" for line in lines)
    return [terms.triple(quad) for quad in parse(text.encode(), format=RdfFormat.TURTLE)]


def written(result: Result) -> str:
    """Return a result as the table writes it."""
    component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    path = str(result.path or "")
    for prefix, space in SPACES.items():
        path = path.replace(space, f"{prefix}:")
    value = "" if result.value in (None, result.focus) else _short(result.value)
    return " ".join(filter(None, (_short(result.source_shape), component, _short(result.focus), path, value)))


def _short(term: Term) -> str:
    """Return a term as in Turtle with the prefixes of the table."""
    if isinstance(term, IRI):
        return compact(term, _SHORT) or ntriples(term)
    return ntriples(term).replace(f"<{term.datatype}>", _short(IRI(term.datatype)))
