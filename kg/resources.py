"""Where the files beside the code are: in a checkout or in an installed wheel, by one lookup."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg import folders

__all__ = ["DATA", "GRAPHS", "ONTOLOGY", "QUERIES"]

ONTOLOGY: Final = Path(folders.ONTOLOGY)
"""The folder of the vocabulary, the schemes and the shapes."""

QUERIES: Final = Path(folders.QUERIES)
"""The folder of the canned queries."""

DATA: Final = Path(folders.DATA)
"""The folder of the datasets that come with the code."""

GRAPHS: Final = Path(folders.GRAPHS)
"""The folder of their emitted graphs."""
