"""Where the graph of a dataset is, found without reading the dataset: that keeps a query quick."""

from __future__ import annotations

import re
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
    given = Path(dataset)
    if given.suffix == ".ttl" and given.is_file():
        return given
    if (given / "dataset.yaml").is_file() and given.resolve().parent != DATA.resolve():
        path = given / "graph" / f"{given.resolve().name}.ttl"
    else:
        path = GRAPHS / f"{given.name}.ttl"
        if not path.is_file() and not (DATA / dataset / "dataset.yaml").is_file():
            known = sorted(folder.parent.name for folder in DATA.glob("*/dataset.yaml"))
            remedy = did_you_mean(dataset, known, "known: " + ", ".join(known))
            raise FaultError([Fault("", 0, "usage", f"there is no dataset '{dataset}'", remedy)])
    if not path.is_file():
        raise FaultError([Fault(str(path), 0, "graph", "the graph has not been built", "run 'battlekg build' first")])
    return path


def spaces_of(graph: Path) -> Mapping[str, str]:
    """Return the namespaces of the dataset's own things, read from the head of its graph file."""
    found: dict[str, str] = {}
    with graph.open(encoding="utf-8") as file:
        for line in file:
            match = re.fullmatch(r"@prefix ([a-z-]+): <([^<>]+)> \.\n", line)
            if match and match[1] in DATA_KINDS:
                found[match[1]] = match[2]
            elif found and not line.startswith("@prefix"):
                break
    return found
