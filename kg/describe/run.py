"""``battlekg describe``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TextIO

from kg.describe.manifest import manifest
from kg.describe.openapi import openapi
from kg.describe.turtle import turtle
from kg.files import write_whole
from kg.query.header import Query, list_queries
from kg.query.place import graph_of, spaces_of
from kg.query.store import open_store

__all__ = ["FORMS", "run"]


def run(dataset: str, form: str, output: str | None, out: TextIO) -> int:
    """Describe all canned queries.

    Args:
        dataset: The dataset that they are asked of.
        form: One of ``FORMS``.
        output: The file to write; ``None`` for ``out``.
        out: Where the description goes where no file is named.

    Returns:
        The exit code.

    Raises:
        FaultError: A header is at fault, the dataset is not there, or an answer is missing.
    """
    folder = Path(output).parent if output else Path()
    made = FORMS[form](list_queries(), graph_of(dataset), folder)
    if output:
        write_whole(Path(output), [made])
    else:
        out.write(made)
    return 0


def _turtle(queries: list[Query], graph: Path, folder: Path) -> str:
    return turtle(queries)


def _openapi(queries: list[Query], graph: Path, folder: Path) -> str:
    made = openapi(queries, open_store(graph), spaces_of(graph))
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


FORMS: Final[Mapping[str, Callable[[list[Query], Path, Path], str]]] = {
    "ttl": _turtle, "manifest": manifest, "openapi": _openapi,
}  # fmt: skip
"""The forms of the description."""
