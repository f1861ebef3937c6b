# ruff: noqa: E501
"""The page docs/reference/faults.md, made from the cases: ``python -m tests.faults.overview`` writes it anew."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from tests.faults.commands import COMMANDS
from tests.faults.files import FILES
from tests.faults.mutate import LINE

__all__ = ["PAGE", "page", "rules_of_the_code"]

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "reference" / "faults.md"
PLACES: Final[Mapping[str, int]] = {
    "Fault": 2, "refuse": 0, "note": 1, "fault": 0, ".fault": 1, "_fault": 1, "shaped": 1, "at_line": 0, "known": 0,
    "once": 2,
}  # fmt: skip
"""Where a rule stands among the arguments of the functions that note a fault."""

HEAD: Final = """# Faults

What is wrong is said in one line each, all of a run together: `file:line: [rule] what; remedy`. The exit code is 1 for
a fault in the data, 2 for wrong usage (rules `dataset`, `query`, `parameter`, `value`, `usage`), 3 where a remote end
failed (rule `endpoint`), and 0 else, also where there are no rows. Nothing is written where there is a fault. This page
is made from the cases of the tests (`python -m tests.faults.overview`), which hold every message to the letter.

"""


RANDOM: Final = """
## The disk, and processes that are killed

`tests/faults/test_disk.py`: an unreadable file, a read-only file system, a folder without permission, a full disk, a quota, a
limit on the size of files, an error between writing and renaming, a process that is killed (SIGKILL) before the file is
safe, before it is renamed, and between the graph and its seal. Each time the old file or the new one is there, whole,
and the next build puts things right.

## Random input

| what | where |
|---|---|
| claim to RDF (through the written file) and back to the claim | `tests/faults/test_round_trip.py` |
| dates against an oracle that tries every day; identifiers, IRIs and CURIEs | `tests/faults/test_values.py`, `tests/test_edtf.py`, `tests/rdf/test_terms.py` |
| the Turtle writer against two parsers | `tests/builder/test_turtle.py` |
| the real YAML with random changes, through the command line | `tests/faults/test_mutate.py`; in bulk `python -m tests.faults.mutate --runs 10000` |
| the invented dataset with random changes: what can be read can be built | `tests/dataset/test_read.py` |
| any text as YAML, with both YAML readers | `tests/dataset/test_tree.py` |
| strings, comments and signs around SERVICE | `tests/ask/query/test_guard.py` |
"""


@cache
def rules_of_the_code() -> tuple[str, ...]:
    """Return the rules that the code names, sorted."""
    return tuple(sorted({rule for path in (ROOT / "kg").rglob("*.py") for rule in _rules(path)}))


def _rules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            method = getattr(function, "attr", "")
            place = PLACES.get(f".{method}", PLACES.get(getattr(function, "id", method)))
            if place is not None and len(node.args) > place:
                rule = node.args[place]
                if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                    yield rule.value


def _named(said: str) -> set[str]:
    return {found["rule"] for line in said.split("\n") if (found := LINE.fullmatch(line))}


def _elsewhere() -> dict[str, list[str]]:
    """Return the test modules that name a rule, by rule."""
    found: dict[str, list[str]] = {}
    rules = set(rules_of_the_code())
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if path.name == "test_messages.py":
            continue
        text = path.read_text(encoding="utf-8")
        for rule in rules & {a or b for a, b in re.findall(r'(?="([\w-]+)"|\[([\w-]+)\])', text)}:
            found.setdefault(rule, []).append(path.relative_to(ROOT).as_posix())
    return found


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def page() -> str:
    """Return the page."""
    by_rule: dict[str, list[str]] = {}
    cases = {**FILES, **COMMANDS}
    for name, case in cases.items():
        for rule in _named(case.said):
            by_rule.setdefault(rule, []).append(name)
    elsewhere = _elsewhere()
    lines = [HEAD, "## By rule\n\n", "| rule | cases below, or where else it is tested |\n|---|---|\n"]
    for rule in sorted({*rules_of_the_code(), *by_rule}):
        where = by_rule.get(rule) or [f"`{module}`" for module in elsewhere.get(rule, ["nowhere"])[:1]]
        lines.append(f"| `{rule}` | {'; '.join(where)} |\n")
    for title, group in (("Files of a dataset", FILES), ("Command line, queries and other files", COMMANDS)):
        lines.append(f"\n## {title}\n\n| case | exit | first message |\n|---|---|---|\n")
        for name, case in group.items():
            first = case.said.split("\n")[0]
            shown = first if len(first) <= 240 else first[:240].rpartition(" ")[0] + " ..."
            lines.append(f"| {name} | {case.code} | `` {_cell(shown)} `` |\n")
    lines.append(RANDOM)
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
