"""Where an export goes: a file that appears whole or not at all, packed by its ending, or standard output."""

from __future__ import annotations

import gzip
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BufferedWriter, RawIOBase
from pathlib import Path
from typing import BinaryIO, Final, TextIO, cast

from kg.faults import FaultError, fault
from kg.files import whole

__all__ = ["PACKINGS", "binary", "ending", "missing_extra", "open_target"]

_LEVEL_GZIP: Final = 6
_LEVEL_ZSTD: Final = 10


def _gzip(file: BinaryIO) -> AbstractContextManager[BinaryIO]:
    """Pack without name and time, so that the same content gives the same bytes."""
    packed = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL_GZIP, fileobj=file, mtime=0)
    return cast("AbstractContextManager[BinaryIO]", packed)


def _zstd(file: BinaryIO) -> AbstractContextManager[BinaryIO]:
    try:
        import zstandard
    except ImportError:
        raise missing_extra("zstd", "zstandard") from None
    packed = zstandard.ZstdCompressor(level=_LEVEL_ZSTD, write_checksum=True).stream_writer(file, closefd=False)
    return BufferedWriter(cast("RawIOBase", packed))  # which has all that files have: it packs no lines by itself


PACKINGS: Final[Mapping[str, Callable[[BinaryIO], AbstractContextManager[BinaryIO]]]] = {".gz": _gzip, ".zst": _zstd}
"""How a file is packed, by the last ending of its name."""


def missing_extra(what: str, package: str) -> FaultError:
    """Return the fault of an export that needs a package which is not installed."""
    told = f"{what} needs the package '{package}', which is not installed"
    return fault("extra", told, "pip install 'battlekg[export]'")


class _Decoded(RawIOBase):
    """Bytes of UTF-8 that go to a stream of text."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._decode = getincrementaldecoder("utf-8")().decode

    def writable(self) -> bool:
        """Return that it can be written."""
        return True

    def write(self, part: object) -> int:
        """Write bytes and return how many."""
        content = bytes(cast("bytes", part))
        self._out.write(self._decode(content))
        return len(content)


def binary(out: TextIO) -> BinaryIO:
    """Return the stream of bytes behind a stream of text; one that decodes where there is none behind it."""
    return cast("BinaryIO", getattr(out, "buffer", None) or _Decoded(out))


def ending(name: str) -> tuple[str, str]:
    """Return the name of a file without the ending of its packing, and that ending, empty if there is none.

    >>> ending("bakhmut.nq.gz"), ending("bakhmut.nq")
    (('bakhmut.nq', '.gz'), ('bakhmut.nq', ''))
    """
    for packing in PACKINGS:
        if name.lower().endswith(packing):
            return name[: -len(packing)], packing
    return name, ""


@contextmanager
def open_target(output: str, out: BinaryIO) -> Iterator[BinaryIO]:
    """Open where an export goes.

    Args:
        output: The file, packed by its ending; ``-`` for standard output.
        out: Standard output.

    Raises:
        FaultError: The file cannot be written, or its packing is not installed.
    """
    if output == "-":
        yield out
        out.flush()
        return
    _, packing = ending(output)
    packed = PACKINGS.get(packing, nullcontext)
    with whole(Path(output)) as file, packed(file) as target:
        yield target
