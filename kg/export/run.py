"""``battlekg export``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.export.formats import FORMATS
from kg.export.target import ending, open_target
from kg.faults import Fault, FaultError, did_you_mean
from kg.namespaces import DATA_KINDS
from kg.query.place import graph_of, spaces_of

__all__ = ["run"]


def run(dataset: str, form: str | None, output: str, out: BinaryIO, err: TextIO) -> int:
    """Write the graph of a dataset in a format.

    Args:
        dataset: The dataset.
        form: The format; by the ending of the file's name where it is ``None``.
        output: The file, or ``-`` for standard output.
        out: Standard output.
        err: Where to talk.

    Returns:
        The exit code.

    Raises:
        FaultError: The format is unknown or does not go with the name of the file, a package is missing, or the file
            cannot be written.
    """
    chosen = FORMATS[choose(form, output)]
    graph = check_graph(graph_of(dataset))
    with open_target(output, out) as file:
        chosen.write(graph, file)
    if output != "-":
        print(f"written: {output}", file=err)
    return 0


def check_graph(graph: Path) -> Path:
    """Return a graph file if it is one that ``battlekg build`` has written.

    Raises:
        FaultError: Its head does not name the things of a dataset.
    """
    missing = [prefix for prefix in DATA_KINDS if prefix not in spaces_of(graph)]
    if missing:
        what = f"no graph of a dataset: it does not declare the prefix {missing[0]}:"
        raise FaultError([Fault(str(graph), 0, "graph", what, "export what 'battlekg build' has written")])
    return graph


def choose(form: str | None, output: str) -> str:
    """Return the name of the format that is meant.

    Raises:
        FaultError: It is unknown, not to be told from the name of the file, or contradicts it.
    """
    known = ", ".join(FORMATS)
    if form is not None and form not in FORMATS:
        raise _usage(f"there is no format '{form}'", did_you_mean(form, FORMATS, f"known: {known}"))
    bare, _ = ending(output)
    suffix = os.path.splitext(bare)[1].lower()
    if form is None:
        found = next((name for name, made in FORMATS.items() if bare.lower().endswith(made.endings)), None)
        if found is None:
            raise _usage(f"the name '{output}' tells no format", f"give --format: {known}")
        return found
    others = {end for made in FORMATS.values() for end in made.endings} - set(FORMATS[form].endings)
    if output != "-" and suffix in others:
        wanted = " or ".join(FORMATS[form].endings)
        raise _usage(f"'{output}' does not end as a file of the format {form} does", f"let it end in {wanted}")
    return form


def _usage(what: str, remedy: str) -> FaultError:
    return FaultError([Fault("", 0, "usage", what, remedy)])
