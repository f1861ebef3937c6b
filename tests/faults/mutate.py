# ruff: noqa: E501
"""Random changes to the real YAML: whatever becomes of it, the command line gives faults or an answer.

``python -m tests.faults.mutate --runs 10000`` does it in bulk and says what came out; the seed of a run makes it again.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from kg.cli.main import main
from kg.paths import DATA

__all__ = ["Outcome", "call", "one_run", "spoil"]

LINE: Final = re.compile(r"(?P<place>[^:\n]+(?::\d+)?: )?\[(?P<rule>[a-z][a-z0-9-]*)\] (?P<what>.+); (?P<remedy>\S.*)")
"""The form of every message of a fault."""

ODD: Final = [
    "?", ":", "#", "{", "}", "[", "]", "'", '"', "&", "*", "!", "|", ">", "\u202e", "\u200f", "\x00", "\x1b", "é", "9", ",", "~",
    "\\", "%", "<", "\u2028", "\ufeff", "\U000e0041", "\ud7ff", "\t", "\r", ": ", " #", "- ", "<<: ",
]  # fmt: skip
VALUES: Final = [
    "[]", "{}", "''", "~", "null", "[[[[a]]]]", "{a: {b: c}}", "- a", "true", "1e999", "-1", "99999999999999999999", "0x1F",
    "2023-02-30", "9999~", "0001~", "../..", "[2023-05..]", "2023-13/..", "..", "<~", ">>1", "1..0", "x" * 5000, "a b", "A",
    "actor:", "actor:wagner", "claim:x", "wikipedia.may.1.1", ".", "a.b.c", "wagner", "bakhmut", "*a", "&a b", "!!int 3", "|", ">-",
    "\"\\0\"", "\"\\ud800\"", "http://x/> <y", "../../etc", "../x", "[wagner, wagner]", "[a, [b]]", "{is: wagner}",
]  # fmt: skip


def _delete(lines: list[str], draw: random.Random) -> None:
    del lines[draw.randrange(len(lines))]


def _double(lines: list[str], draw: random.Random) -> None:
    at = draw.randrange(len(lines))
    lines.insert(at, lines[at])


def _move(lines: list[str], draw: random.Random) -> None:
    lines.insert(draw.randrange(len(lines)), lines.pop(draw.randrange(len(lines))))


def _indent(lines: list[str], draw: random.Random) -> None:
    at = draw.randrange(len(lines))
    lines[at] = draw.choice(["  ", " ", "\t", "- "]) + lines[at]


def _outdent(lines: list[str], draw: random.Random) -> None:
    at = draw.randrange(len(lines))
    lines[at] = lines[at].removeprefix("  ")


def _swap(lines: list[str], draw: random.Random) -> None:
    at = draw.randrange(len(lines))
    letters = list(lines[at])
    if len(letters) > 2:
        i, j = draw.randrange(len(letters)), draw.randrange(len(letters))
        letters[i], letters[j] = letters[j], letters[i]
        lines[at] = "".join(letters)


def _garble(lines: list[str], draw: random.Random) -> None:
    at = draw.randrange(len(lines))
    cut = draw.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:cut] + draw.choice(ODD) + lines[at][cut + draw.randrange(2) :]


def _cut(lines: list[str], draw: random.Random) -> None:
    at = draw.randrange(len(lines))
    lines[at] = lines[at][: draw.randrange(len(lines[at]) + 1)]


def _value(lines: list[str], draw: random.Random) -> None:
    """Put another value behind a key, one of another type or of a form that is next to right."""
    at = draw.randrange(len(lines))
    places = list(re.finditer(r": ?(?P<value>[^,{}\[\]]*)", lines[at]))
    if places:
        found = draw.choice(places)
        lines[at] = f"{lines[at][: found.start()]}: {draw.choice(VALUES)}{lines[at][found.end() :]}"


def _word(lines: list[str], draw: random.Random) -> None:
    """Put a word of one line in the place of one of another: what is well-formed there may be nonsense here."""
    one, two = draw.randrange(len(lines)), draw.randrange(len(lines))
    there, here = re.findall(r"[\w.-]+", lines[one]), list(re.finditer(r"[\w.-]+", lines[two]))
    if there and here:
        found = draw.choice(here)
        lines[two] = lines[two][: found.start()] + draw.choice(there) + lines[two][found.end() :]


def _block(lines: list[str], draw: random.Random) -> None:
    """Take some lines out and put them in elsewhere."""
    at = draw.randrange(len(lines))
    taken = lines[at : at + draw.randrange(1, 12)]
    del lines[at : at + len(taken)]
    place = draw.randrange(len(lines) + 1)
    lines[place:place] = taken


CHANGES: Final[list[Callable[[list[str], random.Random], None]]] = [
    _delete, _double, _move, _indent, _outdent, _swap, _garble, _cut, _value, _value, _word, _word, _block,
]  # fmt: skip


def _bytes(held: bytes, draw: random.Random) -> bytes:
    """Change the bytes, not the text."""
    at = draw.randrange(len(held) + 1)
    changes: list[Callable[[], bytes]] = [
        lambda: held[:at],
        lambda: held[:at] + bytes([draw.randrange(256)]) + held[at + 1 :],
        lambda: held[:at] + bytes(draw.randrange(256) for _ in range(8)) + held[at:],
        lambda: held.replace(b"\n", b"\r\n"),
        lambda: held.replace(b"\n", b"\r"),
        lambda: held.decode().encode("utf-16"),
        lambda: b"",
        lambda: held + held,
    ]
    return draw.choice(changes)()


def spoil(folder: Path, draw: random.Random) -> tuple[Path, bytes]:
    """Change one file of a dataset at random; return the file and what it held."""
    path = draw.choice(sorted([*folder.rglob("*.yaml"), *folder.rglob("*.tsv")]))
    held = path.read_bytes()
    if draw.random() < 0.06:
        path.write_bytes(_bytes(held, draw))
        return path, held
    lines = held.decode().split("\n")
    for _ in range(draw.choice([1, 1, 1, 2, 5])):
        if lines:
            draw.choice(CHANGES)(lines, draw)
    path.write_bytes("\n".join(lines).encode(errors="surrogatepass"))
    return path, held


class Outcome(NamedTuple):
    """What the command line said to a spoilt dataset.

    Attributes:
        code: The exit code.
        out: What went to standard output.
        err: What went to standard error.
    """

    code: int
    out: str
    err: str

    @property
    def rules(self) -> list[str]:
        """The rules of the faults that were named."""
        return [found["rule"] for line in self.err.split("\n") if (found := LINE.fullmatch(line))]

    @property
    def trouble(self) -> str:
        """What is not as it must be; empty where all is well."""
        if self.code == 0 or (self.code == 1 and self.out and not self.err):  # 1 also where passages are open
            return "" if self.out and not self.err else "done, but not without words"
        lines = self.err.removesuffix("\n").split("\n")
        if len(lines) > 1 and re.fullmatch(r"\d+ faults", lines[-1]):
            lines.pop()
        wrong = [line for line in lines if not LINE.fullmatch(line)]
        if wrong:
            return f"no message of a fault: {wrong[0]!r}"
        if self.out or self.code not in (1, 2):
            return f"exit code {self.code} and {len(self.out)} characters of data"
        return ""


def call(*words: str) -> Outcome:
    """Run a command within this process; whatever it raises is given as a traceback."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
        except BaseException:
            return Outcome(70, out.getvalue(), traceback.format_exc())
    return Outcome(code, out.getvalue(), err.getvalue())


def one_run(folder: Path, seed: int) -> Outcome:
    """Spoil a dataset by a seed, have it read by the command line, and mend it again."""
    path, held = spoil(folder, random.Random(seed))
    try:
        return call("coverage", "--dataset", str(folder), "--format", "json")
    finally:
        path.write_bytes(held)


def in_bulk(runs: int, first: int) -> int:
    """Do many runs and say what came out; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(Path(DATA) / "bakhmut", Path(name) / "bakhmut"))
        rules: Counter[str] = Counter()
        codes: Counter[int] = Counter()
        troubles = []
        for seed in range(first, first + runs):
            found = one_run(folder, seed)
            codes[found.code] += 1
            rules.update(set(found.rules))
            if found.trouble:
                troubles.append(seed)
                print(f"seed {seed}: {found.trouble}\n{found.err[-2000:]}", flush=True)
    print(f"{runs} runs from seed {first}: exit codes {dict(sorted(codes.items()))}, {len(troubles)} troubles")
    print("rules: " + ", ".join(f"{rule} {count}" for rule, count in rules.most_common()))
    return 1 if troubles else 0


def _main() -> int:
    parser = argparse.ArgumentParser(description="Spoil the real YAML at random and have it read.")
    parser.add_argument("--runs", type=int, default=200, help="how many runs (default: 200)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first run (default: 0)")
    options = parser.parse_args()
    return in_bulk(options.runs, options.seed)


if __name__ == "__main__":
    sys.exit(_main())
