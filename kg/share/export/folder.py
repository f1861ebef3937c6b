"""A folder of files that appears whole: it is filled beside its place and takes it when nothing went wrong."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.faults import fault
from kg.files import write_fault

__all__ = ["whole_folder"]


@contextmanager
def whole_folder(path: Path, names: Collection[str]) -> Iterator[Path]:
    """Give a folder to be filled; it takes the place of ``path`` when the block ends without an error.

    Args:
        path: The folder; it may be there if it holds only what will be written.
        names: What will be written, so that nothing else is ever removed.

    Raises:
        FaultError: The folder holds other files, or it cannot be written.
    """
    _check(path, names)
    temporary: Path | None = None
    try:
        absolute = Path(os.path.abspath(path))
        absolute.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{absolute.name}.", dir=absolute.parent))
        filled = temporary / "new"
        filled.mkdir()
        yield filled
        _check(path, names)
        if path.exists():
            os.rename(path, temporary / "old")
        os.rename(filled, path)
    except OSError as error:
        if temporary and (temporary / "old").exists() and not path.exists():
            os.rename(temporary / "old", path)
        raise write_fault(path, error) from None
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _check(path: Path, names: Collection[str]) -> None:
    if path.exists() and not path.is_dir():
        raise fault("write", "this is a file, a folder is written", "name a folder", str(path))
    others = sorted(entry.name for entry in path.iterdir() if entry.name not in names) if path.exists() else []
    if others:
        what = f"the folder holds other files, such as '{others[0]}'"
        raise fault("write", what, "name a new folder, or one of an earlier export", str(path))
