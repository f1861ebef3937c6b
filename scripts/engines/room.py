"""How much memory and disk there is, and how much a store takes."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["NEEDS", "RESERVE", "Need", "disk_free", "lacking", "memory_free", "peak", "size_of", "told"]


class Need(NamedTuple):
    """What a store takes for each triple of the datasets in the shape of ours, rounded up.

    Attributes:
        memory: Bytes of memory, of what cannot be given back while it runs.
        disk: Bytes on disk at the fullest, with what is written and merged later.
        fixed: Bytes of memory that it takes whatever it holds.
        again: Bytes on disk that it writes anew for each triple that is there, with each request that adds some.
    """

    memory: int
    disk: int
    fixed: int = 500_000_000
    again: int = 0

    def on_disk(self, triples: int, requests: int) -> int:
        """Return the bytes on disk of so many triples that come in so many requests."""
        return self.disk * triples + self.again * triples * requests // 2


NEEDS: Final = {
    "pyoxigraph, memory": Need(380, 0),
    "pyoxigraph, disk": Need(0, 250, 3_000_000_000),
    "Oxigraph, HTTP": Need(10, 650, 4_000_000_000),
    "Fuseki, HTTP": Need(0, 420, 4_000_000_000, again=36),
    "Virtuoso, HTTP": Need(64, 150),
    "Oxigraph, bulk": Need(0, 250, 3_000_000_000),
    "Fuseki, bulk": Need(0, 420, 4_000_000_000),
    "rdflib": Need(1_800, 0),
    "Comunica": Need(1_200, 0),
}
"""By store; see docs/dev/performance.md for what was measured."""


RESERVE: Final = 3_000_000_000
"""So many bytes on disk are left free; a store that comes to them is ended."""


def memory_free() -> int | None:
    """Return how many bytes of memory may still be taken, or nothing where the system does not tell."""
    return _bytes("meminfo", "MemAvailable")


def peak(process: int) -> int | None:
    """Return how many bytes of memory a process has had at most, or nothing where the system does not tell."""
    return _bytes(f"{process}/status", "VmHWM")


def _bytes(file: str, key: str) -> int | None:
    try:
        found = re.search(rf"^{key}:\s+(\d+) kB", Path("/proc", file).read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None


def size_of(folder: Path) -> int:
    """Return how many bytes the files of a folder take on disk; what is not written in a sparse file takes none."""
    whole = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                found = os.lstat(Path(place) / name)
            except FileNotFoundError:  # a store may merge its files meanwhile
                continue
            whole += getattr(found, "st_blocks", found.st_size // 512) * 512
    return whole


def lacking(need: Need, triples: int, requests: int, memory: int | None, disk: int) -> str:
    """Return why there is no room for a store, in words; nothing where there is.

    Args:
        need: What it takes.
        triples: How many triples it shall hold.
        requests: In how many requests they come.
        memory: The bytes of memory that are free, if that is known.
        disk: The bytes that are free on disk.
    """
    wanted = need.fixed + need.memory * triples
    if memory is not None and wanted > memory:
        return f"left out: needs about {told(wanted)} of memory, {told(memory)} are free"
    if (size := need.on_disk(triples, requests)) + RESERVE > disk:
        return f"left out: needs up to {told(size)} on disk, {told(disk)} are free"
    return ""


def disk_free(folder: Path) -> int:
    """Return how many bytes are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


def told(size: int | None) -> str:
    """Return a size for people."""
    if size is None:
        return "-"
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
