"""The named graphs of a dataset as files of N-Triples: what is sent, how large it is, how many triples it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad

from kg.files import scratch
from kg.rdf.gc_pause import paused
from kg.rdf.namespaces import MERGED, VOCABULARY_GRAPH, graph_space, prefixes_of
from kg.share.export.quads import dataset_quads

__all__ = ["Part", "Spool", "spool"]


@dataclass(frozen=True, slots=True)
class Part:
    """A named graph that waits to be sent.

    Attributes:
        graph: Its IRI.
        file: Its triples as N-Triples, one a line, each once.
        triples: How many there are.
        size: The bytes of the file.
    """

    graph: str
    file: Path
    triples: int
    size: int

    def chunks(self, most: int) -> Iterator[bytes]:
        """Yield whole lines, at most so many bytes at a time, but one line at least."""
        with self.file.open("rb") as file:
            while chunk := file.read(most):
                yield chunk if chunk.endswith(b"\n") else chunk + file.readline()

    def lines(self) -> Iterator[str]:
        """Yield the triples as lines without their ends."""
        with self.file.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield line.removesuffix("\n")


@dataclass(frozen=True, slots=True)
class Spool:
    """The named graphs of a dataset.

    Attributes:
        space: What the IRIs of the graphs of this dataset begin with.
        parts: The graphs, sorted by IRI.
    """

    space: str
    parts: tuple[Part, ...]

    @property
    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the graphs."""
        return tuple(part.graph for part in self.parts)

    @property
    def triples(self) -> int:
        """How many triples there are in all graphs."""
        return sum(part.triples for part in self.parts)

    @property
    def size(self) -> int:
        """How many bytes there are in all graphs."""
        return sum(part.size for part in self.parts)


@contextmanager
def spool(graph: Path) -> Iterator[Spool]:
    """Write the named graphs of a dataset into temporary files, so that a large one needs no memory.

    Beside the graphs of N-Quads there is one in which each triple of all of them stands once.

    Args:
        graph: The graph file.

    Raises:
        FaultError: The file cannot be read, is not well-formed, a triple is not covered, or there is no room.
    """
    space = graph_space(prefixes_of(graph).get("source", ""))
    with scratch(partial(_write, dataset_quads(graph), space + MERGED)) as counts:
        parts = [Part(name, file, count, file.stat().st_size) for name, (file, count) in sorted(counts.items())]
        yield Spool(space, tuple(parts))


@paused()
def _write(quads: Iterable[Quad], merged: str, folder: Path) -> Mapping[str, tuple[Path, int]]:
    seen: set[str] = set()
    files: dict[str, tuple[Path, BinaryIO]] = {}
    counts: Counter[str] = Counter()
    last = ""
    with ExitStack() as stack:

        def write(name: str, line: bytes) -> None:
            if name not in files:
                path = folder / f"{len(files)}.nt"
                files[name] = (path, stack.enter_context(path.open("wb")))
            files[name][1].write(line)
            counts[name] += 1

        for quad in quads:
            assert isinstance(quad.graph_name, NamedNode)
            name, line = quad.graph_name.value, f"{quad.triple} .\n"
            if name == VOCABULARY_GRAPH:  # several files may state the same
                if line in seen:
                    continue
                seen.add(line)
            write(name, line.encode())
            if line != last:  # the graphs of one triple come one after the other
                write(merged, line.encode())
            last = line
    return {name: (path, counts[name]) for name, (path, _) in files.items()}
