"""Build the canonical graph of a dataset, write it, or compare it with what has been written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from kg.builder.claims import describe_claims
from kg.builder.completeness import check
from kg.builder.contents import describe_contents
from kg.builder.context import Context
from kg.builder.counts import describe_counts
from kg.builder.derived import describe_derived
from kg.builder.entities import describe_dataset, describe_documents, describe_entities, describe_passages
from kg.builder.labels import describe_labels
from kg.builder.links import describe_linked
from kg.builder.seal import Seal, seal_of, write_seal
from kg.dataset.model import Dataset
from kg.faults import Fault, FaultError
from kg.files import write_whole
from kg.paths import seal_file
from kg.rdf.gc_pause import paused
from kg.rdf.graph import Graph
from kg.rdf.terms import Triple
from kg.rdf.turtle import turtle
from kg.reason import Derived, World, derive

__all__ = ["Built", "build", "compare", "write"]


@dataclass(frozen=True, slots=True)
class Built:
    """A built graph.

    Attributes:
        triples: The graph, each triple once.
        prefixes: Namespace by prefix of the dataset's own things.
        seal: Its seal.
        text: The canonical Turtle.
        derived: What follows from the dataset, as values.
    """

    triples: frozenset[Triple]
    prefixes: Mapping[str, str]
    seal: Seal
    text: str
    derived: Derived


@paused()
def build(dataset: Dataset, policy: str = "default") -> Built:
    """Build the graph of a dataset, with what follows from it, and check that it is complete.

    Args:
        dataset: The dataset.
        policy: By which policy plain statements are adopted, a key of ``kg.reason.POLICIES``.

    Raises:
        FaultError: A content triple is not traced, or a node is not what its class demands: a fault of the builder
            or of the vocabulary, not of the dataset.
    """
    context = Context(dataset)
    triples = [
        *describe_dataset(context),
        *describe_documents(context),
        *describe_entities(context),
        *describe_linked(context),
        *describe_claims(context),
    ]
    triples += context.bases()
    triples += context.curations()
    triples += describe_passages(context)
    derived = derive(World(dataset), triples, policy)
    triples += describe_derived(context, derived)
    triples += context.statements.triples()
    described = Graph(triples, context.prefixes)
    triples += [*describe_labels(described), *describe_counts(described)]
    triples += describe_contents(context, triples)
    made = frozenset(triples)
    graph = Graph(triples, context.prefixes)
    if found := check(graph, None):
        raise FaultError(Fault(f.path, f.line, f.rule, f.what, "report it: the builder is at fault") for f in found)
    title = f"{dataset.manifest.title}, version {dataset.manifest.version} ({dataset.manifest.issued})"
    text = "".join(turtle(graph, title))
    return Built(made, context.prefixes, seal_of(graph), text, derived)


def write(built: Built, path: Path) -> None:
    """Write the graph and its seal.

    Raises:
        FaultError: A file cannot be written.
    """
    write_whole(path, [built.text])
    write_whole(Path(seal_file(path)), write_seal(built.seal))


def compare(built: Built, path: Path) -> list[Fault]:
    """Return how the written graph and seal differ from the built ones; empty if they are the same to the byte."""
    faults = []
    for file, wanted in ((path, built.text), (Path(seal_file(path)), "".join(write_seal(built.seal)))):
        try:
            found = file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            faults.append(Fault(str(file), 0, "missing", "the file cannot be read", "run 'battlekg build'"))
            continue
        if found != wanted:
            line, what = _first_difference(found, wanted)
            faults.append(Fault(str(file), line, "outdated", what, "run 'battlekg build' and review the difference"))
    return faults


def _first_difference(found: str, wanted: str) -> tuple[int, str]:
    old, new = found.split("\n"), wanted.split("\n")
    pairs = enumerate(zip_longest(old, new), 1)
    number, (left, right) = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    changed = (Counter(old) - Counter(new)).total() + (Counter(new) - Counter(old)).total()
    first = f"the first is '{(left or '').strip()[:80]}', not '{(right or '').strip()[:80]}'"
    return number, f"{changed or 'reordered'} lines differ, {first}"
