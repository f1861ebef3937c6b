"""``battlekg export``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TextIO

from kg.collector import paused
from kg.export.csvw import METADATA
from kg.export.folder import whole_folder
from kg.export.formats import FORMATS, TABLE_FORMATS, Format, TableFormat
from kg.export.release import write_release
from kg.export.tables import TABLES
from kg.export.target import binary, ending, open_target
from kg.export.view import View
from kg.faults import Fault, FaultError, did_you_mean
from kg.namespaces import DATA_KINDS
from kg.query.place import graph_of, spaces_of

__all__ = ["Wanted", "run"]

_ALL: Final[Mapping[str, Format | TableFormat]] = {**FORMATS, **TABLE_FORMATS}


class Wanted(NamedTuple):
    """What is to be exported.

    Attributes:
        form: The format; by the ending of the file's name where it is ``None``.
        output: The file, ``-`` for standard output, or the folder of several tables.
        table: The one table that is wanted, by its name.
        everything: The folder of a release, in place of all others.
    """

    form: str | None = None
    output: str | None = None
    table: str | None = None
    everything: str | None = None


@paused()
def run(dataset: str, wanted: Wanted, out: TextIO, err: TextIO) -> int:
    """Write the graph of a dataset in a format, or in all.

    Args:
        dataset: The dataset.
        wanted: What is to be exported.
        out: Standard output.
        err: Where to talk.

    Returns:
        The exit code.

    Raises:
        FaultError: The format is unknown or does not go with the name of the file, a package is missing, or the file
            cannot be written.
    """
    if wanted.everything is not None:
        if wanted[:3] != (None, None, None):
            raise _usage("--all writes all formats", "leave out --format, --output and --table")
        write_release(_checked(graph_of(dataset)), Path(wanted.everything))
        print(f"written: {wanted.everything}; check it there with 'sha256sum -c SHA256SUMS'", file=err)
        return 0
    output = wanted.output or "-"
    name = choose(wanted.form, output)
    if wanted.table is not None and wanted.table not in TABLES:
        remedy = did_you_mean(wanted.table, TABLES, f"known: {', '.join(TABLES)}")
        raise _usage(f"there is no table '{wanted.table}'", remedy)
    graph = _checked(graph_of(dataset))
    if name in TABLE_FORMATS:
        _tables(graph, TABLE_FORMATS[name], wanted.table, output, binary(out))
    elif wanted.table is not None:
        raise _usage(f"{name} has no tables", f"leave out --table, or write {' or '.join(TABLE_FORMATS)}")
    else:
        with open_target(output, binary(out)) as file:
            FORMATS[name].write(graph, file)
    if output != "-":
        print(f"written: {output}", file=err)
    return 0


def _tables(graph: Path, form: TableFormat, table: str | None, output: str, out: BinaryIO) -> None:
    if table is not None:
        view = View(graph)
        with open_target(output, out) as file:
            form.write(view, table, file)
        if form.describe and output != "-" and not ending(output)[1]:
            with open_target(f"{output}-metadata.json", out) as file:
                form.describe(view, {table: Path(output).name}, file)
        return
    if output == "-" or ending(output)[0].lower().endswith(form.endings) or ending(output)[1]:
        raise _usage("a file holds one table", f"give --table {', '.join(TABLES)}, or a folder as --output")
    names = {table: f"{table}{form.endings[0]}" for table in TABLES}
    with whole_folder(Path(output), {*names.values(), METADATA}) as folder:
        view = View(graph)
        for name, file_name in names.items():
            with open_target(str(folder / file_name), out) as file:
                form.write(view, name, file)
        if form.describe:
            with open_target(str(folder / METADATA), out) as file:
                form.describe(view, names, file)


def _checked(graph: Path) -> Path:
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
    known = ", ".join(_ALL)
    if form is not None and form not in _ALL:
        raise _usage(f"there is no format '{form}'", did_you_mean(form, _ALL, f"known: {known}"))
    bare, _ = ending(output)
    if form is None:
        found = next((name for name, made in _ALL.items() if bare.lower().endswith(made.endings)), None)
        if found is None:
            raise _usage(
                "no format is given" if output == "-" else f"'{output}' tells no format", f"give --format: {known}"
            )
        return found
    suffix = os.path.splitext(bare)[1].lower()
    others = {end for made in _ALL.values() for end in made.endings} - set(_ALL[form].endings)
    if suffix in others:
        wanted = " or ".join(_ALL[form].endings)
        raise _usage(f"'{output}' does not end as a file of the format {form} does", f"let it end in {wanted}")
    return form


def _usage(what: str, remedy: str) -> FaultError:
    return FaultError([Fault("", 0, "usage", what, remedy)])
