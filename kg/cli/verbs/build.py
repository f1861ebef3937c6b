"""``battlekg build``: the graph of a dataset, written or compared with what has been written."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kg.cli.verbs import Verb
from kg.faults import FaultError, fault
from kg.files import write_whole
from kg.paths import ONTOLOGY, cache, find_dataset, graph_file, seal_file

__all__ = ["VERB"]

_CODE: Final = Path(__file__).resolve().parents[2]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the written graph differs")
    parser.add_argument("-o", "--output", metavar="FILE", help="where to write the Turtle file")


def _run(options: argparse.Namespace) -> None:
    """Build or compare; do nothing where dataset, code and written files are those of an earlier successful run."""
    folder = Path(find_dataset(options.dataset))
    path = Path(options.output or graph_file(folder))
    if path.is_dir():
        raise fault("write", "this is a folder", "name a file", str(path))
    path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    if not options.check and _mark(folder, path).exists():
        print(f"up to date: {path}", file=sys.stderr)
        print(path)
        return
    from kg.builder import build, compare, write
    from kg.dataset import read_dataset

    start = time.perf_counter()
    dataset = read_dataset(folder)
    built = build(dataset)
    seconds = time.perf_counter() - start
    counted = f"{len(dataset.claims)} claims, {len(built.triples)} triples, {seconds:.1f} s"
    if options.check:
        if faults := compare(built, path):
            raise FaultError(faults)
        print(f"the same to the byte: {path} ({counted})", file=sys.stderr)
        return
    write(built, path)
    with suppress(FaultError):  # a cache that cannot be written costs only time
        write_whole(_mark(folder, path), [])
    print(f"built: {counted}", file=sys.stderr)
    print(path)


def _mark(folder: Path, path: Path) -> Path:
    """Return the file in the cache whose presence says that these inputs gave these outputs."""
    return Path(cache()) / "built" / _fingerprint(folder, path)


def _fingerprint(folder: Path, path: Path) -> str:
    made = hashlib.sha256()
    for file in _inputs(Path(os.path.realpath(folder)), Path(os.path.realpath(path.parent), path.name)):
        try:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
        except OSError:
            digest = "-"
        made.update(f"{file}\0{digest}\n".encode(errors="surrogateescape"))
    return made.hexdigest()


def _inputs(folder: Path, path: Path) -> Iterator[Path]:
    for pattern in ("*.yaml", "*.yml", "*.tsv"):
        yield from sorted(folder.rglob(pattern))
    yield from sorted(Path(ONTOLOGY).glob("*.ttl"))
    yield from sorted(_CODE.rglob("*.py"))
    yield from (path, Path(seal_file(path)))


VERB = Verb(
    "make",
    "Build the graph of a dataset, or check that the written one is up to date.",
    "battlekg build --check",
    _arguments,
    _run,
)
