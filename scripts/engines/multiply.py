"""A dataset of any size in the shape of the real one: ``python -m scripts.engines.multiply CLAIMS FILE``.

What claims bring with them (claims, propositions, passages, Statements, hops, verdicts, events) is there once per copy;
actors, places, phases, documents and the vocabulary are there once. So each copy says the same about the same actors
and places, of events of its own: what is asked of an actor, a place or a kind grows as the data do.

What is compared in pairs stays within a copy, as it would between battles: contradictions and corroborations lead from
claims of a copy to claims of the same copy, and the figures of a copy are numbers of its own, its ``bk:min`` and
``bk:max`` higher by a million and some for each copy. With the same numbers in each copy, pairs of equal figures would
grow as the square of the copies, which no larger dataset does. Within a copy, what is equal stays equal, and what is
more stays more; ratios do not stay, and words (``bk:says``) still have the numbers of the first copy.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.paths import find_graph
from kg.rdf.namespaces import MERGED
from kg.share.load.spool import Part, Spool, spool

__all__ = ["COPIED", "STEP", "Copies", "Pattern", "copies", "merged", "multiplied", "pattern_of"]

COPIED: Final = ("claim", "contradiction", "corroboration", "event", "passage", "proposition", "relay", "statement")
"""The kinds of things that each copy has of its own."""

STEP: Final = 1_000_003
"""By so much the figures of a copy are higher than those of the one before: a prime, which no two figures differ by."""

_MARK: Final = b"\0"
_OWN: Final = re.compile(rb"(<https?://[^>]*/(?:" + "|".join(COPIED).encode() + rb")/[^>]*)>")
_FIGURE: Final = re.compile(rb'ontology#(?:min|max)> "[0-9]')
_REIFIED: Final = re.compile(rb"^(<[^>]*>) <[^>]*#predicate> <[^>]*ontology#(?:min|max)> \.$", re.MULTILINE)
_NUMBER: Final = re.compile(rb'"([0-9]+)((?:\.[0-9]+)?"\^\^[^"]*)$')


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a copy is made from: the pieces of a graph that each copy has of its own, with marks.

    Attributes:
        first: The graph itself, as N-Triples; it is the first copy.
        lines: The lines that differ in nothing but their names.
        figures: The lines that end with a number: what stands before it, it, and what stands after it.
        each: The number of lines of a copy but the first.
    """

    first: bytes
    lines: bytes
    figures: tuple[tuple[bytes, int, bytes], ...]
    each: int

    def triples(self, times: int) -> int:
        """Return how many triples so many copies have."""
        return self.first.count(b"\n") + (times - 1) * self.each


def merged(ready: Spool) -> Part:
    """Return the graph in which each triple of all graphs stands once."""
    return next(part for part in ready.parts if part.graph == ready.space + MERGED)


def copies(claims: int, triples: bytes) -> int:
    """Return how many copies have about so many claims, at least one."""
    return max(1, round(claims / len(re.findall(rb"/claim/[^>]*> <[^>]*ontology#act> ", triples))))


def pattern_of(triples: bytes) -> Pattern:
    """Return what the copies of a graph are made from.

    Args:
        triples: The graph as N-Triples, each triple once.
    """
    told = frozenset(_REIFIED.findall(triples))  # Statements that say a figure
    lines, figures = [], []
    for line in triples.splitlines(keepends=True):
        made = _OWN.sub(rb"\1" + _MARK + b">", line)
        if _MARK not in made:
            continue
        subject, predicate = line.split(b" ", 2)[:2]
        said = predicate.endswith(b"#object>") and subject in told
        if (_FIGURE.search(line) or said) and (number := _NUMBER.search(made)):
            figures.append((made[: number.start()] + b'"', int(number[1]), number[2]))
        else:
            lines.append(made)
    return Pattern(triples, b"".join(lines), tuple(figures), len(lines) + len(figures))


def multiplied(pattern: Pattern, times: int) -> Iterator[bytes]:
    """Yield N-Triples in pieces, two per copy, so that any number of copies needs the memory of one.

    Args:
        pattern: What the copies are made from.
        times: The number of copies.
    """
    yield pattern.first
    for number in range(2, times + 1):
        name, more = b"-copy-%d" % number, (number - 1) * STEP
        yield pattern.lines.replace(_MARK, name)
        made = (b"%b%d%b" % (before, figure + more, after) for before, figure, after in pattern.figures)
        yield b"".join(made).replace(_MARK, name)


@dataclass(frozen=True, slots=True)
class Copies(Part):
    """A graph of copies that is made while it is sent, so that it takes no place on disk.

    Attributes:
        pattern: What the copies are made from.
        times: The number of copies.
    """

    pattern: Pattern
    times: int

    def chunks(self, most: int) -> Iterator[bytes]:
        """Yield whole lines, at most so many bytes at a time, but one line at least."""
        rest = bytearray()
        for piece in multiplied(self.pattern, self.times):
            rest += piece
            while len(rest) > most:
                cut = rest.rfind(b"\n", 0, most) + 1 or rest.index(b"\n") + 1
                yield bytes(rest[:cut])
                del rest[:cut]
        yield bytes(rest)


def main() -> int:
    """Write a file of N-Triples."""
    claims, path = int(sys.argv[1]), Path(sys.argv[2])
    with spool(Path(find_graph("bakhmut"))) as ready:
        triples = merged(ready).file.read_bytes()
    times, pattern = copies(claims, triples), pattern_of(triples)
    with path.open("wb") as file:
        file.writelines(multiplied(pattern, times))
    print(f"{times} copies, {pattern.triples(times)} triples: {path}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
