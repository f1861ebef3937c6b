"""Writing files so that they appear whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedWriter, TextIOWrapper
from pathlib import Path
from typing import BinaryIO, TypeVar

from kg.faults import FaultError, fault

__all__ = ["scratch", "whole", "write_fault", "write_whole"]

Filled = TypeVar("Filled")


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a text file in UTF-8: into a temporary file beside it, which then takes its place.

    A crash, a kill or a full disk leaves the old file or the new one.

    Args:
        path: The file.
        lines: Its content; line ends are written as they are.

    Raises:
        FaultError: The file cannot be written.
    """
    with whole(path) as file:
        text = TextIOWrapper(_buffered(file), encoding="utf-8", newline="")
        text.writelines(lines)
        text.flush()
        text.detach()


def _buffered(file: BinaryIO) -> BufferedWriter:
    assert isinstance(file, BufferedWriter)
    return file


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing bytes; it takes its place when the block ends without an error.

    A device or a pipe is written as it is: there is nothing to replace.

    Args:
        path: The file; its folder is made where it is missing.

    Raises:
        FaultError: The file cannot be written.
    """
    temporary: str | None = None
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            with open(path, "wb") as device:
                yield device
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise write_fault(path, error) from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)


@contextmanager
def scratch(fill: Callable[[Path], Filled]) -> Iterator[Filled]:
    """Fill a temporary folder, give what filling it gave, and remove the folder at the end.

    Args:
        fill: What writes into the folder.

    Raises:
        FaultError: There is no place for temporary files, or no room.
    """
    with ExitStack() as stack:
        try:
            filled = fill(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="battlekg-"))))
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            what = f"temporary files cannot be written ({why})"
            remedy = "let TMPDIR name a folder with more room"
            raise fault("write", what, remedy, tempfile.gettempdir()) from None
        yield filled


def write_fault(path: Path, error: OSError) -> FaultError:
    """Return the fault of a file that cannot be written."""
    why = (error.strerror or "unknown reason").lower()
    if isinstance(error, FileExistsError):
        why = "its folder is a file"
    what = f"the file cannot be written ({why})"
    remedy = "name a file" if isinstance(error, IsADirectoryError) else "check permissions and free space"
    return fault("write", what, remedy, str(path))
