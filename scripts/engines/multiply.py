"""A dataset of any size in the shape of the real one: ``python -m scripts.engines.multiply CLAIMS FILE``.

What claims bring with them (claims, propositions, passages, Statements, hops, verdicts, events) is there once per copy;
actors, places, phases, documents and the vocabulary are there once. So each copy says the same about the same actors
and places, of events of its own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.loading.spool import spool
from kg.namespaces import MERGED
from kg.query.place import graph_of

__all__ = ["COPIED", "copies", "multiplied"]

COPIED: Final = ("claim", "contradiction", "corroboration", "event", "passage", "proposition", "relay", "statement")
"""The kinds of things that each copy has of its own."""

_MARK: Final = b"\0"


def copies(claims: int, triples: bytes) -> int:
    """Return how many copies have about so many claims, at least one."""
    own = len(re.findall(rb"/claim/[^>]*> <[^>]*ontology#act> ", triples))
    return max(1, round(claims / own))


def multiplied(triples: bytes, times: int) -> Iterator[bytes]:
    """Yield N-Triples in large pieces: the first copy is the graph itself.

    Args:
        triples: The graph as N-Triples.
        times: The number of copies.
    """
    yield triples
    own = re.compile(rb"(<https?://[^>]*/(?:" + "|".join(COPIED).encode() + rb")/[^>]*)>")
    template = b"".join(
        made for line in triples.splitlines(keepends=True) if _MARK in (made := own.sub(rb"\1" + _MARK + b">", line))
    )
    for number in range(2, times + 1):
        yield template.replace(_MARK, b"-copy-%d" % number)


def main() -> int:
    """Write a file of N-Triples."""
    claims, path = int(sys.argv[1]), Path(sys.argv[2])
    with spool(graph_of("bakhmut")) as ready:
        triples = next(part for part in ready.parts if part.graph == ready.space + MERGED).file.read_bytes()
    times = copies(claims, triples)
    with path.open("wb") as file:
        for piece in multiplied(triples, times):
            file.write(piece)
    print(f"{times} copies: {path}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
