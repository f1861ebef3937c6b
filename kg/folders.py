"""Where the files beside the code are, as plain text; ``kg.resources`` has them as paths."""

from __future__ import annotations

import os

__all__ = ["DATA", "GRAPHS", "ONTOLOGY", "QUERIES", "cache", "graph_file"]

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

GRAPHS = f"{_HERE}/graph"
"""The folder of their emitted graphs."""


def graph_file(dataset: str) -> str:
    """Return where the graph of a dataset is kept: beside the code for those that come with it, else in its folder.

    Args:
        dataset: The folder of the dataset.
    """
    parent, name = os.path.split(os.path.realpath(dataset))
    return f"{GRAPHS if parent == DATA else os.path.join(dataset, 'graph')}/{name}.ttl"


def cache() -> str:
    """Return the user's cache folder (``BATTLEKG_CACHE``, else by the XDG base directory specification)."""
    own = os.environ.get("BATTLEKG_CACHE")
    if own:
        return own
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return f"{os.devnull if base.startswith('~') else base}/battlekg"
