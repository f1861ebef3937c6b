"""``battlekg export``."""

from __future__ import annotations

import os
from typing import BinaryIO, TextIO

from kg.export.formats import FORMATS
from kg.export.target import ending, open_target
from kg.faults import Fault, FaultError, did_you_mean
from kg.query.place import graph_of

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
    graph = graph_of(dataset)
    chosen = FORMATS[choose(form, output)]
    with open_target(output, out) as file:
        chosen.write(graph, file)
    if output != "-":
        print(f"written: {output}", file=err)
    return 0


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
