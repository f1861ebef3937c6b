"""Is a graph that calls itself that of a dataset complete, and as it was sealed?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kg.builder.completeness import check
from kg.builder.seal import read_seal
from kg.faults import Fault, FaultError
from kg.paths import find_graph, seal_file
from kg.rdf.graph import Graph
from kg.rdf.namespaces import DCAT, VOID, data_prefixes, prefixes_of
from kg.rdf.terms import IRI

__all__ = ["completeness"]

_DATASET: Final = re.compile(r"(.*/)([^/]+)/dataset/\2")
"""How a dataset is named: by the namespace of its own things."""


def completeness(graph: Graph, path: Path, dataset: str) -> tuple[list[Fault], str]:
    """Return what coverage, closed shapes and the seal find, and in words which of these were looked at.

    A graph is that of a dataset if it describes one, or has the node of ``dataset``: then a copy that lost its
    description is known, too. Of others nothing is demanded here. The graph gets the prefixes of the dataset.

    Args:
        graph: The graph.
        path: Its file; the seal is the one beside it.
        dataset: Where there is none, the seal of this dataset counts, if the graph is one of it.

    Raises:
        FaultError: There is no such dataset, or the seal is none.
    """
    known, seal = _home(dataset)
    ours = known in graph.nodes
    named = filter(None, map(_DATASET.fullmatch, [known] if ours else _described(graph)))
    if (found := next(named, None)) is None:
        return [], "shapes; not completeness: the graph describes no dataset of battlekg"
    graph.prefixes = data_prefixes(*found.groups())
    files = [file for file in (Path(seal_file(path)), *([seal] if ours else [])) if file.is_file()]
    if not files:
        why = f"none lies beside the file, and '{dataset}' is another dataset or has none"
        return check(graph, None), f"shapes, coverage, closed shapes; not the seal: {why}"
    text = files[0].read_text(encoding="utf-8", errors="replace")
    return check(graph, read_seal(text, str(files[0]))), f"shapes, coverage, closed shapes, seal {files[0]}"


def _described(graph: Graph) -> list[IRI]:
    return sorted({*graph.things(DCAT.Dataset), *graph.things(VOID.Dataset)})


def _home(dataset: str) -> tuple[str, Path]:
    """Return the IRI and the seal of a dataset; an empty IRI where its graph has not been built.

    Raises:
        FaultError: There is no such dataset.
    """
    try:
        graph = find_graph(dataset)
    except FaultError as error:
        if error.faults[0].rule != "graph":
            raise
        return "", Path()
    space = prefixes_of(graph).get("dataset", "")
    return f"{space}{space.removesuffix('/dataset/').rpartition('/')[2]}", Path(seal_file(graph))
