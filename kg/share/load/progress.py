"""How far it is, for people: a bar on a terminal, nothing anywhere else."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, TextIO

__all__ = ["Progress"]

_WIDTH: Final = 40


class Progress(AbstractContextManager["Progress"]):
    """A bar that grows.

    Args:
        whole: The number of bytes in all.
        err: The terminal.
    """

    def __init__(self, whole: int, err: TextIO) -> None:
        self._whole = max(1, whole)
        self._err = err
        self._done = 0
        self._shown = err.isatty()
        self._start = time.monotonic()

    def add(self, size: int) -> None:
        """Note that so many bytes more are there."""
        self._done += size
        if self._shown:
            share = min(1.0, self._done / self._whole)
            bar = ("#" * round(share * _WIDTH)).ljust(_WIDTH, ".")
            seconds = time.monotonic() - self._start
            self._err.write(f"\r[{bar}] {share:4.0%}  {self._done / 1e6:.1f} MB  {seconds:.0f} s")
            self._err.flush()

    def say(self, line: str) -> None:
        """Write a line for people, on a line of its own where there is a bar."""
        print(f"\n{line}" if self._shown and self._done else line, file=self._err)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown and self._done:
            self._err.write("\n")
