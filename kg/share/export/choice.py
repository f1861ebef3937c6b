"""What is to be exported: the format by name or by the ending of a file, one table or several, or a whole release."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, Final

from kg.faults import did_you_mean, fault, usage
from kg.paths import find_graph
from kg.rdf.gc_pause import paused
from kg.rdf.graph import open_graph
from kg.rdf.namespaces import DATA_KINDS, prefixes_of
from kg.share.export.csvw import METADATA
from kg.share.export.folder import whole_folder
from kg.share.export.formats import FORMATS, TABLE_FORMATS, Format, TableFormat
from kg.share.export.release import write_release
from kg.share.export.tables import TABLES
from kg.share.export.target import ending, open_target

__all__ = ["choose", "export_graph", "export_release"]

ALL_FORMATS: Final[dict[str, Format | TableFormat]] = {**FORMATS, **TABLE_FORMATS}


@paused()
def export_release(dataset: str, folder: Path) -> None:
    """Write the graph of a dataset in all formats, with descriptions and digests.

    Raises:
        FaultError: The folder holds other files, a package is missing, or a file cannot be written.
    """
    write_release(_checked(Path(find_graph(dataset))), folder)


@paused()
def export_graph(dataset: str, form: str | None, output: str, table: str | None, out: BinaryIO) -> None:
    """Write the graph of a dataset in one format.

    Args:
        dataset: The dataset.
        form: The format; by the ending of the file's name where it is ``None``.
        output: The file, ``-`` for standard output, or the folder of several tables.
        table: The one table that is wanted, by its name.
        out: Standard output.

    Raises:
        FaultError: The format is unknown or does not go with the name of the file, a package is missing, or the file
            cannot be written.
    """
    name = choose(form, output)
    if table is not None and table not in TABLES:
        remedy = did_you_mean(table, TABLES, f"known: {', '.join(TABLES)}")
        raise usage(f"there is no table '{table}'", remedy)
    path = _checked(Path(find_graph(dataset)))
    if name in TABLE_FORMATS:
        _tables(path, TABLE_FORMATS[name], table, output, out)
    elif table is not None:
        raise usage(f"{name} has no tables", f"leave out --table, or write {' or '.join(TABLE_FORMATS)}")
    else:
        with open_target(output, out) as file:
            FORMATS[name].write(path, file)


def _tables(path: Path, form: TableFormat, table: str | None, output: str, out: BinaryIO) -> None:
    if table is not None:
        graph = open_graph(path)
        with open_target(output, out) as file:
            form.write(graph, table, file)
        if form.describe and output != "-" and not ending(output)[1]:
            with open_target(f"{output}-metadata.json", out) as file:
                form.describe(graph, {table: Path(output).name}, file)
        return
    if output == "-" or ending(output)[0].lower().endswith(form.endings) or ending(output)[1]:
        raise usage("a file holds one table", f"give --table {', '.join(TABLES)}, or a folder as --output")
    names = {table: f"{table}{form.endings[0]}" for table in TABLES}
    with whole_folder(Path(output), {*names.values(), METADATA}) as folder:
        graph = open_graph(path)
        for name, file_name in names.items():
            with open_target(str(folder / file_name), out) as file:
                form.write(graph, name, file)
        if form.describe:
            with open_target(str(folder / METADATA), out) as file:
                form.describe(graph, names, file)


def _checked(path: Path) -> Path:
    """Return a graph file if it is one that ``battlekg build`` has written.

    Raises:
        FaultError: Its head does not name the things of a dataset.
    """
    missing = [prefix for prefix in DATA_KINDS if prefix not in prefixes_of(path)]
    if missing:
        what = f"no graph of a dataset: it does not declare the prefix {missing[0]}:"
        raise fault("graph", what, "export what 'battlekg build' has written", str(path))
    return path


def choose(form: str | None, output: str) -> str:
    """Return the name of the format that is meant.

    Raises:
        FaultError: It is unknown, not to be told from the name of the file, or contradicts it.
    """
    known = ", ".join(ALL_FORMATS)
    if form is not None and form not in ALL_FORMATS:
        raise usage(f"there is no format '{form}'", did_you_mean(form, ALL_FORMATS, f"known: {known}"))
    bare, _ = ending(output)
    if form is None:
        found = next((name for name, made in ALL_FORMATS.items() if bare.lower().endswith(made.endings)), None)
        if found is None:
            raise usage(
                "no format is given" if output == "-" else f"'{output}' tells no format", f"give --format: {known}"
            )
        return found
    suffix = os.path.splitext(bare)[1].lower()
    others = {end for made in ALL_FORMATS.values() for end in made.endings} - set(ALL_FORMATS[form].endings)
    if suffix in others:
        wanted = " or ".join(ALL_FORMATS[form].endings)
        raise usage(f"'{output}' does not end as a file of the format {form} does", f"let it end in {wanted}")
    return form
