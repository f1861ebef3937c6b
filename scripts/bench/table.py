"""How the bench measures and prints."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def line(name: str, milliseconds: float, ratio: str = "", goal: str = "") -> None:
    """Print one line of the table."""
    print(f"{name:<46}{milliseconds:>9.1f} ms  {ratio:>12}  {goal}".rstrip(), flush=True)
