"""Where the graph of a dataset is, found without reading the dataset: that keeps a query quick."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from kg.faults import Fault, FaultError, did_you_mean
from kg.namespaces import DATA_KINDS
from kg.resources import DATA, GRAPHS

__all__ = ["graph_of", "spaces_of"]


def graph_of(dataset: str) -> Path:
    """Return the graph file of a dataset.

    Args:
        dataset: The name of a dataset that comes with battlekg, the path of a dataset's folder, or of a graph file.

    Raises:
        FaultError: There is no such dataset, or it has not been built.
    """
    if dataset.endswith(".ttl") and os.path.isfile(dataset):
        return Path(dataset)
    if os.path.isfile(os.path.join(dataset, "dataset.yaml")):
        folder = Path(dataset).resolve()
        path = (GRAPHS if folder.parent == DATA else Path(dataset) / "graph") / f"{folder.name}.ttl"
    elif os.path.basename(dataset) == dataset and os.path.isfile(DATA / dataset / "dataset.yaml"):
        path = GRAPHS / f"{dataset}.ttl"
    else:
        names = sorted(folder.parent.name for folder in DATA.glob("*/dataset.yaml"))
        what = f"there is no graph '{dataset}'" if dataset.endswith(".ttl") else f"there is no dataset '{dataset}'"
        remedy = did_you_mean(dataset, names, "known: " + ", ".join(names))
        raise FaultError([Fault("", 0, "usage", what, remedy)])
    if not path.is_file():
        raise FaultError([Fault(str(path), 0, "graph", "the graph has not been built", "run 'battlekg build' first")])
    return path


def spaces_of(graph: Path) -> Mapping[str, str]:
    """Return the namespaces of the dataset's own things, read from the head of its graph file."""
    found: dict[str, str] = {}
    with graph.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("@prefix "):
                prefix, _, rest = line.removeprefix("@prefix ").partition(": <")
                if prefix in DATA_KINDS and ">" in rest:
                    found[prefix] = rest.partition(">")[0]
            elif line.strip() and not line.startswith("#"):
                break
    return found
