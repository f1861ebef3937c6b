"""Where files are: what comes with the code, the datasets, their graphs, and the user's cache.

Paths are plain text here: ``pathlib`` costs 5 ms at start, and a cold query needs none of it.
"""

from __future__ import annotations

import os

from kg.faults import did_you_mean, fault, usage

__all__ = [
    "DATA",
    "ONTOLOGY",
    "QUERIES",
    "cache",
    "find_dataset",
    "find_graph",
    "graph_file",
    "list_datasets",
    "seal_file",
]

_HERE = os.path.dirname(os.path.realpath(__file__))


def _find(name: str) -> str:
    shared = f"{_HERE}/_share/{name}"
    return shared if os.path.isdir(shared) else f"{os.path.dirname(_HERE)}/{name}"


ONTOLOGY = _find("ontology")
"""The folder of the vocabulary, the schemes and the shapes."""

QUERIES = _find("queries")
"""The folder of the canned queries."""

DATA = f"{_HERE}/data"
"""The folder of the datasets that come with the code."""


def find_dataset(name: str) -> str:
    """Return the folder of a dataset.

    Args:
        name: The name of a dataset that comes with battlekg, or the path of a folder.

    Raises:
        FaultError: There is no such dataset.
    """
    for folder in (name, f"{DATA}/{name}"):
        if name and os.path.isfile(f"{folder}/dataset.yaml"):
            return folder
    if name and os.path.isdir(name):
        raise fault("dataset", "the folder has no dataset.yaml", "write one (docs/reference/format.md)", name)
    known = list_datasets()
    remedy = did_you_mean(name, known, "known: " + ", ".join(known))
    raise fault("dataset", f"there is no dataset '{name[:80]}'", remedy)


def list_datasets() -> list[str]:
    """Return the names of the datasets that come with battlekg, sorted."""
    return sorted(name for name in os.listdir(DATA) if os.path.isfile(f"{DATA}/{name}/dataset.yaml"))


def graph_file(folder: str | os.PathLike[str]) -> str:
    """Return where the graph of a dataset is kept: in the folder of the dataset, under its name."""
    return f"{os.fspath(folder)}/graph/{os.path.basename(os.path.realpath(folder))}.ttl"


def seal_file(graph: str | os.PathLike[str]) -> str:
    """Return where the seal of a graph is kept: beside it."""
    return f"{os.path.splitext(graph)[0]}.seal.json"


def find_graph(dataset: str) -> str:
    """Return the graph file of a dataset.

    Args:
        dataset: The name of a dataset that comes with battlekg, the path of a dataset's folder, or of a graph file.

    Raises:
        FaultError: There is no such dataset or file, or the dataset has not been built.
    """
    if dataset.endswith(".ttl"):
        if os.path.isfile(dataset):
            return dataset
        raise usage(f"there is no graph '{dataset[:80]}'", "check the path, or give the name of a dataset")
    path = graph_file(find_dataset(dataset))
    if not os.path.isfile(path):
        raise fault("graph", "the graph has not been built", "run 'battlekg build' first", path)
    return path


def cache() -> str:
    """Return the user's cache folder (``BATTLEKG_CACHE``, else by the XDG base directory specification)."""
    own = os.environ.get("BATTLEKG_CACHE")
    if own:
        return own
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return f"{os.devnull if base.startswith('~') else base}/battlekg"
