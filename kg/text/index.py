"""The index file of a document: where its passages stand, and what they must read like.

It holds positions, digests and finders, never sentences. Identifiers in it are frozen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from kg.faults import Fault, FaultError, did_you_mean, fault
from kg.files import write_whole
from kg.text.freeze import freeze
from kg.text.passage import KINDS, MAX_FINDER_WORDS, Passage, split_id

__all__ = ["COLUMNS", "freeze", "index_path", "read_index", "write_index"]

COLUMNS: Final = ("id", "kind", "start", "end", "sha256", "finder", "finder_at")
"""The columns of an index file; document, section and paragraph follow from the id."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]{1,9}")


def index_path(dataset: Path, document: str) -> Path:
    """Return where the index of ``document`` lies in the folder of a dataset.

    >>> index_path(Path("bakhmut"), "newshub").as_posix()
    'bakhmut/passages/newshub.tsv'
    """
    return dataset / "passages" / f"{document}.tsv"


def write_index(path: Path, passages: Iterable[Passage]) -> None:
    """Write an index file, in the order of the document; a crash leaves the old file or the new one.

    Args:
        path: The file to write.
        passages: The passages of one document.

    Raises:
        FaultError: The file cannot be written.
    """
    ordered = sorted(passages, key=lambda p: (p.start, p.end))
    rows = ((p.id, p.kind, str(p.start), str(p.end), p.sha256, p.finder, str(p.finder_at)) for p in ordered)
    write_whole(path, ("\t".join(row) + "\n" for row in (COLUMNS, *rows)))


def read_index(path: Path) -> tuple[Passage, ...]:
    """Read an index file.

    Args:
        path: The file, named after the document: ``<document>.tsv``.

    Returns:
        The passages in the order of the file.

    Raises:
        FaultError: All faults of the file, each with its line.
    """
    lines = _lines(path)
    faults: list[Fault] = []
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        faults.append(Fault(str(path), 1, "index-header", "the header is not the expected one", f"write {_HEADER}"))
    passages: dict[str, Passage] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        at_line = partial(Fault, str(path), number)
        found = list(_row_faults(at_line, cells, path.stem))
        if not found and cells[0] in passages:
            remedy = "keep the first, number the other anew"
            found = [at_line("index-duplicate", f"'{cells[0]}' stands here twice", remedy)]
        if not found:
            passages[cells[0]] = _passage(cells)
        faults += found
    if faults:
        raise FaultError(faults)
    return tuple(passages.values())


_AtLine = Callable[[str, str, str], Fault]
"""Makes the fault of a line of rule, what is wrong, and remedy."""

_HEADER = "the columns " + ", ".join(COLUMNS) + " with tabs between them"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        raise fault("encoding", "the file is not UTF-8", "save it as UTF-8", str(path)) from None
    except OSError as error:
        raise fault(
            "unreadable", f"the index cannot be read: {error.strerror}", "freeze the document first", str(path)
        ) from None


def _passage(cells: list[str]) -> Passage:
    identifier, kind, start, end, sha256, finder, finder_at = cells
    document, section, paragraph, _ = split_id(identifier, kind)
    return Passage(identifier, document, section, paragraph, kind, int(start), int(end), sha256, finder, int(finder_at))


def _row_faults(at_line: _AtLine, cells: list[str], document: str) -> Iterator[Fault]:
    if len(cells) != len(COLUMNS):
        yield at_line("index-columns", f"{len(cells)} columns instead of {len(COLUMNS)}", f"write {_HEADER}")
        return
    identifier, kind, start, end, sha256, finder, finder_at = cells
    yield from _id_faults(at_line, identifier, kind, document)
    if not _DIGEST.fullmatch(sha256):
        yield at_line("index-digest", f"'{sha256}' is no SHA-256", "write 64 lower-case hexadecimal digits")
    numbers = {"start": start, "end": end, "finder_at": finder_at}
    bad = [name for name, value in numbers.items() if not _NUMBER.fullmatch(value)]
    for name in bad:
        yield at_line("index-number", f"{name} is '{numbers[name]}'", "write a whole number, 0 or more")
    if not bad:
        yield from _span_faults(at_line, int(start), int(end), finder, int(finder_at))


def _id_faults(at_line: _AtLine, identifier: str, kind: str, document: str) -> Iterator[Fault]:
    if kind not in KINDS:
        yield at_line(
            "index-kind", f"unknown kind '{kind}'", did_you_mean(kind, KINDS, "use one of " + ", ".join(KINDS))
        )
        return
    try:
        owner = split_id(identifier, kind)[0]
    except ValueError as error:
        yield at_line("index-id", str(error), "write the id that was frozen for it")
        return
    if owner != document:
        yield at_line("index-id", f"'{identifier}' is no passage of '{document}'", f"move it to the index of '{owner}'")


def _span_faults(at_line: _AtLine, start: int, end: int, finder: str, finder_at: int) -> Iterator[Fault]:
    if end <= start:
        yield at_line(
            "index-span", f"the end {end} is not after the start {start}", "write the offset after the last character"
        )
    elif finder_at + len(finder) > end - start:
        yield at_line(
            "index-finder", f"the finder '{finder}' at {finder_at} does not fit in the passage", "freeze it anew"
        )
    if len(finder.split()) > MAX_FINDER_WORDS:
        yield at_line("index-finder", f"the finder has {len(finder.split())} words", f"keep at most {MAX_FINDER_WORDS}")
