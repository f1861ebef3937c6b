"""``battlekg validate``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TextIO

from kg.query.place import graph_of
from kg.validate.engine import validate

__all__ = ["run"]


def run(dataset: str, file: str | None, form: str, engine: str, out: TextIO, err: TextIO) -> int:
    """Validate an RDF file, or the graph of a dataset, and print the report.

    Args:
        dataset: The dataset whose graph is validated where no file is given.
        file: An RDF file.
        form: ``text``, ``ttl`` or ``json``.
        engine: ``fast`` or ``pyshacl``.
        out: Where the report goes.
        err: Where to talk.

    Returns:
        0 if the graph conforms, else 1.

    Raises:
        FaultError: The file cannot be read, or the dataset has not been built.
    """
    path = Path(file) if file else graph_of(dataset)
    start = time.perf_counter()
    report = validate(path, engine=engine)
    seconds = time.perf_counter() - start
    out.write({"ttl": report.turtle, "json": report.json}.get(form, report.text)())
    plural = "" if len(report.results) == 1 else "s"
    verdict = "conforms" if report.conforms else f"{len(report.results)} result{plural}"
    print(f"{path}: {report.triples} triples, {verdict}, engine {engine}, {seconds:.1f} s", file=err)
    return 0 if report.conforms else 1
