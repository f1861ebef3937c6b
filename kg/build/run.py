"""``battlekg build``."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from kg.build.graph import build, compare, graph_path, seal_path, write
from kg.cache import cache_folder
from kg.dataset import find_dataset, read_dataset
from kg.faults import Fault, FaultError
from kg.files import write_whole
from kg.resources import ONTOLOGY

__all__ = ["run"]

_CODE: Final = Path(__file__).resolve().parent.parent


def run(name: str, output: str | None, check: bool, out: TextIO, err: TextIO) -> int:
    """Build the graph of a dataset, or compare it with the written one.

    Nothing is done where dataset, code and written files are those of an earlier successful run.

    Args:
        name: The name or the folder of the dataset.
        output: Where to write; the place of the dataset's graph by default.
        check: Whether to compare only.
        out: Where to say where the graph is.
        err: Where to talk.

    Returns:
        The exit code.

    Raises:
        FaultError: The dataset has faults, or, with ``check``, the written graph is not what would be built.
    """
    folder = find_dataset(name)
    path = Path(output) if output else graph_path(folder)
    if path.is_dir():
        raise FaultError([Fault(str(path), 0, "write", "this is a folder", "name a file")])
    path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    mark = cache_folder() / "built" / _fingerprint(folder, path)
    if not check and mark.exists():
        print(f"up to date: {path}", file=err)
        print(path, file=out)
        return 0
    start = time.perf_counter()
    dataset = read_dataset(folder)
    built = build(dataset)
    seconds = time.perf_counter() - start
    counted = f"{len(dataset.claims)} claims, {len(built.triples)} triples, {seconds:.1f} s"
    if check:
        faults = compare(built, path)
        if faults:
            raise FaultError(faults)
        print(f"the same to the byte: {path} ({counted})", file=err)
        return 0
    write(built, path)
    _remember(cache_folder() / "built" / _fingerprint(folder, path))
    print(f"built: {counted}", file=err)
    print(path, file=out)
    return 0


def _remember(mark: Path) -> None:
    """Note that these inputs gave these outputs; a cache that cannot be written costs only time."""
    try:
        write_whole(mark, [])
    except FaultError:
        return


def _fingerprint(folder: Path, path: Path) -> str:
    made = hashlib.sha256(os.path.realpath(path).encode(errors="surrogateescape"))
    for file in _inputs(folder, path):
        try:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError:
            digest = "-"
        made.update(f"{os.path.realpath(file)}\0{digest}\n".encode(errors="surrogateescape"))
    return made.hexdigest()


def _inputs(folder: Path, path: Path) -> Iterator[Path]:
    for pattern in ("*.yaml", "*.yml", "*.tsv"):
        yield from sorted(folder.rglob(pattern))
    yield from sorted(ONTOLOGY.glob("*.ttl"))
    yield from sorted(_CODE.rglob("*.py"))
    yield from (path, seal_path(path))
