"""Build the canonical graph of a dataset, write it, or compare it with what has been written."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.build.claims import describe_claims
from kg.build.completeness import completeness
from kg.build.context import Context
from kg.build.entities import describe_dataset, describe_documents, describe_entities, describe_passages
from kg.build.seal import Seal, make_seal, write_seal
from kg.build.turtle import turtle
from kg.faults import Fault, FaultError
from kg.files import write_whole
from kg.model import Dataset
from kg.resources import DATA, GRAPHS
from kg.terms import Triple

__all__ = ["Built", "build", "compare", "graph_path", "write"]


@dataclass(frozen=True, slots=True)
class Built:
    """A built graph.

    Attributes:
        triples: The graph, each triple once.
        prefixes: Namespace by prefix of the dataset's own things.
        seal: Its seal.
        text: The canonical Turtle.
    """

    triples: frozenset[Triple]
    prefixes: Mapping[str, str]
    seal: Seal
    text: str


def build(dataset: Dataset) -> Built:
    """Build the graph of a dataset and check that it is complete.

    Raises:
        FaultError: A content triple is not traced, or a node is not what its class demands: a fault of the builder
            or of the vocabulary, not of the dataset.
    """
    context = Context(dataset)
    triples = [
        *describe_dataset(context),
        *describe_documents(context),
        *describe_entities(context),
        *describe_claims(context),
    ]
    triples += context.statements.triples()
    triples += describe_passages(context)
    graph = frozenset(triples)
    findings = completeness(graph, context.prefixes, None)
    if findings:
        raise FaultError(
            Fault("", 0, "incomplete", str(finding), "this is a fault of the builder") for finding in findings
        )
    title = f"{dataset.manifest.title}, version {dataset.manifest.version} ({dataset.manifest.issued})"
    text = "".join(turtle(graph, context.prefixes, title))
    return Built(graph, context.prefixes, make_seal(graph, context.prefixes), text)


def graph_path(folder: Path, name: str) -> Path:
    """Return where the graph of a dataset is kept: beside the code for those that come with it, else in its folder."""
    return (GRAPHS if folder.resolve().parent == DATA.resolve() else folder / "graph") / f"{name}.ttl"


def seal_path(graph: Path) -> Path:
    """Return where the seal of a graph is kept."""
    return graph.with_suffix(".seal.json")


def write(built: Built, path: Path) -> None:
    """Write the graph and its seal.

    Raises:
        FaultError: A file cannot be written.
    """
    write_whole(path, [built.text])
    write_whole(seal_path(path), write_seal(built.seal))


def compare(built: Built, path: Path) -> list[Fault]:
    """Return how the written graph and seal differ from the built ones; empty if they are the same to the byte."""
    faults = []
    for file, wanted in ((path, built.text), (seal_path(path), "".join(write_seal(built.seal)))):
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
    old, new = found.splitlines(), wanted.splitlines()
    for number, (left, right) in enumerate(zip(old, new, strict=False), 1):
        if left != right:
            changed = (
                sum(1 for line in difflib.unified_diff(old, new, n=0) if line[:1] in "+-") if len(old) < 60000 else 0
            )
            return number, f"{changed or 'many'} lines differ, the first: '{left.strip()[:80]}'"
    return min(len(old), len(new)) + 1, f"{len(old)} lines instead of {len(new)}"
