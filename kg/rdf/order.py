"""The one order of names and terms, in the canonical file, the exports and the reports: ``may.2`` before ``may.12``.

The canonical file sorts objects as it writes them (``"Wagner Group"`` before ``"Wagner"``), as its bytes must stay.
Only the lines that the seal digests are sorted by code point, as ``LC_ALL=C sort`` does (``kg.rdf.terms``).
"""

from __future__ import annotations

import re
from typing import Final

from kg.rdf.terms import IRI, Term

__all__ = ["natural", "order"]

_NUMBER: Final = re.compile("([0-9]+)")
_DIGITS: Final = frozenset("0123456789")


def natural(name: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Return the key of a name; names that differ only in leading zeros are sorted as they are written.

    >>> sorted(["may.12", "may.2", "may.02"], key=natural)
    ['may.02', 'may.2', 'may.12']
    """
    parts = (part for part in _NUMBER.split(name) if part)
    return tuple((0, len(n := part.lstrip("0")), n) if part[0] in _DIGITS else (1, 0, part) for part in parts), name


def order(term: Term) -> tuple[object, ...]:
    """Return the key of a term: its IRI or its text, then what kind of text it is."""
    return natural(term) if isinstance(term, IRI) else (*natural(term.value), term.datatype, term.lang)
