"""The canned questions as other programs read them, made from their headers.

RDF (``sh:SPARQLExecutable``), a W3C test manifest, an OpenAPI description.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kg.ask.catalog.header import list_queries
from kg.paths import find_graph
from kg.share.describe.manifest import manifest
from kg.share.describe.openapi import openapi_text
from kg.share.describe.turtle import turtle

__all__ = ["FORMS"]

FORMS: Final[Mapping[str, Callable[[str, Path], str]]] = {
    "ttl": lambda dataset, folder: turtle([*list_queries(), *list_queries(federated=True)]),
    "manifest": lambda dataset, folder: manifest(list_queries(), Path(find_graph(dataset)), folder),
    "openapi": lambda dataset, folder: openapi_text(list_queries(), Path(find_graph(dataset))),
}
"""The forms of the description, each made from a dataset and the folder that file names start from."""
