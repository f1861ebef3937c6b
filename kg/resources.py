"""Where the files beside the code are: in a checkout or in an installed wheel, by one lookup."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["DATA", "GRAPHS", "ONTOLOGY", "QUERIES"]

_HERE: Final = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    shared = _HERE / "_share" / name
    return shared if shared.is_dir() else _HERE.parent / name


ONTOLOGY: Final = _find("ontology")
"""The folder of the vocabulary, the schemes and the shapes."""

QUERIES: Final = _find("queries")
"""The folder of the canned queries."""

DATA: Final = _HERE / "data"
"""The folder of the datasets that come with the code."""

GRAPHS: Final = _HERE / "graph"
"""The folder of their emitted graphs."""
