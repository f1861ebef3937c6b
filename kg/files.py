"""Writing files so that they appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kg.faults import Fault, FaultError

__all__ = ["write_whole"]


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a text file in UTF-8: into a temporary file beside it, which then takes its place.

    A crash, a kill or a full disk leaves the old file or the new one.

    Args:
        path: The file.
        lines: Its content; line ends are written as they are.

    Raises:
        FaultError: The file cannot be written.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        if isinstance(error, FileExistsError):
            why = "its folder is a file"
        what = f"the file cannot be written ({why})"
        raise FaultError([Fault(str(path), 0, "write", what, "check permissions and free space")]) from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)
