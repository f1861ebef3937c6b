"""Where the graph of a dataset is, found without reading the dataset: that keeps a query quick."""

from __future__ import annotations

import os

from kg.faults import Fault, FaultError, did_you_mean
from kg.folders import DATA, graph_file
from kg.namespaces import BK, DATA_KINDS, SCHEME_BASE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["find_graph", "graph_of", "kinds_of", "space_of", "spaces_of"]


def graph_of(dataset: str) -> Path:
    """Return the graph file of a dataset, as ``find_graph`` does, as a path."""
    from pathlib import Path

    return Path(find_graph(dataset))


def find_graph(dataset: str) -> str:
    """Return the graph file of a dataset.

    Args:
        dataset: The name of a dataset that comes with battlekg, the path of a dataset's folder, or of a graph file.

    Raises:
        FaultError: There is no such dataset, or it has not been built.
    """
    if dataset.endswith(".ttl") and os.path.isfile(dataset):
        return dataset
    if os.path.isfile(os.path.join(dataset, "dataset.yaml")):
        path = graph_file(dataset)
    elif os.path.basename(dataset) == dataset and os.path.isfile(f"{DATA}/{dataset}/dataset.yaml"):
        path = graph_file(f"{DATA}/{dataset}")
    else:
        what = f"there is no graph '{dataset}'" if dataset.endswith(".ttl") else f"there is no dataset '{dataset}'"
        names = sorted(name for name in os.listdir(DATA) if os.path.isfile(f"{DATA}/{name}/dataset.yaml"))
        remedy = did_you_mean(dataset, names, "known: " + ", ".join(names))
        raise FaultError([Fault("", 0, "usage", what, remedy)])
    if not os.path.isfile(path):
        raise FaultError([Fault(path, 0, "graph", "the graph has not been built", "run 'battlekg build' first")])
    return path


def spaces_of(graph: str | os.PathLike[str]) -> Mapping[str, str]:
    """Return the namespaces of the dataset's own things, read from the head of its graph file."""
    found: dict[str, str] = {}
    with open(graph, encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("@prefix "):
                prefix, _, rest = line.removeprefix("@prefix ").partition(": <")
                if prefix in DATA_KINDS and ">" in rest:
                    found[prefix] = rest.partition(">")[0]
            elif line.strip() and not line.startswith("#"):
                break
    return found


def space_of(kind: str, spaces: Mapping[str, str]) -> str:
    """Return the namespace of the things that a parameter of a type can mean; empty where the graph has none.

    Args:
        kind: The type: ``actor``, ``concept:act`` and so on.
        spaces: Namespace by prefix of the dataset's own things.
    """
    if kind == "term":
        return str(BK)
    scheme = kind.removeprefix("concept:")
    return spaces.get(kind, "") if scheme == kind else f"{SCHEME_BASE}{scheme}/"


def kinds_of(kind: str) -> tuple[str, ...]:
    """Return the kinds of things that a type of parameter takes: a claim is about an event, a battle or a phase."""
    return ("event", "battle", "phase") if kind == "event" else (kind,)
