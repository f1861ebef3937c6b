"""What comes from outside the repository, by variables of the environment; without them what needs it is skipped."""

import os
from pathlib import Path

import pytest


def texts() -> Path:
    """Return the folder with the texts of the documents."""
    return _folder("BATTLEKG_TEXT", "the texts of the documents")


def facts() -> Path:
    """Return the folder with what Wikidata says of our entities: ``snapshot.jsonl`` and ``entities.tsv``."""
    return _folder("BATTLEKG_WIKIDATA", "the facts of Wikidata")


def _folder(name: str, what: str) -> Path:
    folder = os.environ.get(name)
    if not folder:
        pytest.skip(f"needs {what}: set {name} to their folder")
    assert Path(folder).is_dir(), f"{name} is {folder!r}, which is not a folder"
    return Path(folder).resolve()
