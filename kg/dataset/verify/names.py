"""Names: every actor and place of a claim is named in its passages by one of its spellings, or the claim says why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.dataset.model import Actor, Claim, Via
from kg.dataset.verify.corpus import Corpus
from kg.faults import Fault

__all__ = ["check", "origin"]

_FIELDS: Final = {
    "who": "actor", "or-who": "actor", "via": "actor", "by": "actor", "of": "actor", "where": "place",
    "from": "place", "toward": "place", "org": "actor", "to-of": "actor",
}  # fmt: skip
"""The fields of a claim and of what it says that take actors or places."""


def check(corpus: Corpus) -> Iterator[Fault]:
    """Yield a fault for each actor or place of a claim that neither its passages nor its notes resolve."""
    for key, claim in corpus.claims():
        for field, kind, name in _named(claim):
            if origin(corpus, claim, field, kind, name) is None:
                spellings = ", ".join(f"'{n}'" for n in corpus.names(kind, name)[:4]) or "none but coined ones"
                what = f"'{key}' has {field} '{name}', which its passages do not name (spellings: {spellings})"
                remedy = f"add the spelling, a context passage that names it, or 'inferred: {{{field}: ...}}'"
                yield corpus.fault(key, "names", what, remedy)


def origin(corpus: Corpus, claim: Claim, field: str, kind: str, key: str) -> str | None:
    """Return from where a name follows: ``passage``, ``context``, ``inferred`` or ``described``, or from nowhere."""
    names = corpus.names(kind, key)
    if _has(corpus.text(claim.at), names):
        return "passage"
    if _has(corpus.text(claim.context), names):
        return "context"
    if field in claim.inferred:
        return "inferred"
    return "described" if kind == "actor" and _described(corpus.dataset.actors[key]) else None


def _described(actor: Actor) -> bool:
    """Tell whether a text can only describe an actor ("a soldier of the brigade"): all its names are coined."""
    return actor.kind != "side" and all(name.coined for name in actor.names.values())


def _has(text: str, names: Iterable[str]) -> bool:
    """Tell whether a text has one of the names as whole words, also with an ending of the genitive or the plural."""
    return any(
        re.search(rf"(?<!\w){re.escape(_plain(name))}(?:'?s|'|n|ns)?(?!\w)", text, re.IGNORECASE) for name in names
    )


def _plain(name: str) -> str:
    """Return a name as the normalised texts write it."""
    return name.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})


def _named(claim: Claim) -> Iterator[tuple[str, str, str]]:
    """Yield field, kind and identifier of every actor and place of a claim, each pair once."""
    nodes = [node for node in (claim, claim.proposition) if node]
    for field, kind in _FIELDS.items():
        values = (value for node in nodes for value in node.values_of(field))
        yield from ((field, kind, value.by if isinstance(value, Via) else value) for value in values)
