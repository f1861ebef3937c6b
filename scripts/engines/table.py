"""The tables of docs/stores.md: what a run found, without times, so that two runs give the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.engines.parity import Result
from scripts.engines.programs import HERE
from scripts.engines.readers import Trip

__all__ = ["PAGE", "agrees", "between", "matrix", "put", "trips"]

PAGE: Final = HERE.parent.parent / "docs" / "stores.md"
_WORDS: Final = {
    "same": "same", "slow": "**slow**", "order": "**order**", "rows": "**rows**", "error": "**error**",
}  # fmt: skip
_WORST: Final = tuple(_WORDS)


def matrix(names: Sequence[str], results: Mapping[str, Iterable[Result]]) -> str:
    """Return a table of questions by engines; a question counts as its worst case.

    Args:
        names: The questions in order.
        results: The results by engine.
    """
    states: dict[tuple[str, str], str] = {}
    for engine, found in results.items():
        for result in found:
            key = (result.label.split(" ")[0], engine)
            states[key] = max(states.get(key, "same"), result.state, key=_WORST.index)
    lines = [f"| question | {' | '.join(results)} |", f"|---|{'---|' * len(results)}"]
    for name in names:
        lines.append(f"| {name} | {' | '.join(_WORDS[states[(name, engine)]] for engine in results)} |")
    same = {engine: sum(states[(name, engine)] == "same" for name in names) for engine in results}
    lines.append(f"| **same, of {len(names)}** | {' | '.join(str(same[engine]) for engine in results)} |")
    return "\n".join(lines)


def trips(found: Mapping[str, Trip]) -> str:
    """Return a table of round trips."""
    lines = ["| through | quads in | lost | added |", "|---|---|---|---|"]
    for name, (whole, lost, strange) in found.items():
        lines.append(f"| {name} | {whole} | {len(lost)} | {len(strange)} |")
    return "\n".join(lines)


def between(text: str, name: str) -> str:
    """Return what stands between the marks of a table in a page."""
    return text.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- end of {name} -->")[0].strip()


def agrees(written: str, found: str) -> bool:
    """Return whether a table is that of a run; what is written as slow may be the same where a machine is quicker."""
    one, two = written.splitlines(), found.splitlines()
    if len(one) != len(two):
        return False
    rows = [(a, b) for a, b in zip(one, two, strict=True) if not a.startswith("| **same, of")]
    return all(
        a == b or (a.split("|")[1] == b.split("|")[1] and all(
            x == y or (x.strip() == "**slow**" and y.strip() == "same")
            for x, y in zip(a.split("|"), b.split("|"), strict=True)
        ))
        for a, b in rows
    )  # fmt: skip


def put(path: Path, name: str, table: str) -> None:
    """Put a table between its marks."""
    text = path.read_text(encoding="utf-8")
    head, mark, rest = text.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition(f"<!-- end of {name} -->")
    if not (mark and end):
        raise RuntimeError(f"{path.name} has no place for the table '{name}'")
    path.write_text(f"{head}{mark}\n{table}\n\n{end}{tail}", encoding="utf-8")
