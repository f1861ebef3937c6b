"""The tables of docs/dev/stores.md: what a run found, without times, so that two runs give the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.engines.parity import Result
from scripts.engines.programs import HERE
from scripts.engines.readers import Trip

__all__ = ["PAGE", "UNSETTLED", "agrees", "between", "matrix", "put", "trips"]

PAGE: Final = HERE.parent.parent / "docs" / "dev" / "stores.md"
_WORDS: Final = {
    "same": "same", "varies": "**varies**", "slow": "**slow**", "order": "**order**", "rows": "**rows**",
    "error": "**error**", "untested": "**untested**",
}  # fmt: skip
_WORST: Final = tuple(_WORDS)

UNSETTLED: Final = "Virtuoso"
"""The engine whose optimiser chooses by samples: what it answers wrongly is asked again after another load."""


def matrix(names: Sequence[str], results: Mapping[str, Sequence[Result]], before: str = "") -> str:
    """Return a table of questions by engines; a question counts as its worst case.

    Args:
        names: The questions in order.
        results: The results by engine.
        before: A table whose cells stay where this run has no result; a question that is in neither is untested.
    """
    engines = _cells(before.splitlines()[0])[1:] if before else list(results)
    fresh: dict[tuple[str, str], str] = {}
    for engine, found in results.items():
        for result in found:
            key = (result.label.split(" ")[0], engine)
            fresh[key] = max(fresh.get(key, "same"), result.state, key=_WORST.index)
    states = {(name, engine): "untested" for name in names for engine in engines} | _read(before) | fresh
    lines = [f"| question | {' | '.join(engines)} |", f"|---|{'---|' * len(engines)}"]
    lines += [f"| {name} | {' | '.join(_WORDS[states[name, engine]] for engine in engines)} |" for name in names]
    same = [str(sum(states[name, engine] == "same" for name in names)) for engine in engines]
    return "\n".join([*lines, f"| **same, of {len(names)}** | {' | '.join(same)} |"])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("| ").split("|")]


def _read(table: str) -> dict[tuple[str, str], str]:
    """Return the states of a table by question and engine."""
    lines = [_cells(line) for line in table.splitlines()]
    return {
        (cells[0], engine): state.strip("*")
        for cells in lines[2:-1]
        for engine, state in zip(lines[0][1:], cells[1:], strict=True)
    }


def trips(found: Mapping[str, Trip]) -> str:
    """Return a table of round trips."""
    rows = (f"| {name} | {whole} | {len(lost)} | {len(strange)} |" for name, (whole, lost, strange) in found.items())
    return "\n".join(["| through | quads in | lost | added |", "|---|---|---|---|", *rows])


def between(text: str, name: str) -> str:
    """Return what stands between the marks of a table in a page."""
    return text.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- end of {name} -->")[0].strip()


def agrees(written: str, found: str) -> bool:
    """Return whether a table is that of a run.

    What is written as slow may be the same where a machine is quicker, and what varies may be the same this time. With
    ``UNSETTLED`` alone, what is written as the same may vary: it is wrong after one load, and right after another.
    """
    one, two = _read(written), _read(found)
    return one.keys() == two.keys() and all(
        state == two[key]
        or (state in ("slow", "varies") and two[key] == "same")
        or (key[1] == UNSETTLED and (state, two[key]) == ("same", "varies"))
        for key, state in one.items()
    )


def put(path: Path, name: str, table: str) -> None:
    """Put a table between its marks."""
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition(f"<!-- end of {name} -->")
    if not (mark and end):
        raise RuntimeError(f"{path.name} has no place for the table '{name}'")
    path.write_text(f"{head}{mark}\n{table}\n\n{end}{tail}", encoding="utf-8")
