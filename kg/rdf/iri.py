"""IRIs as plain values."""

from __future__ import annotations

__all__ = ["IRI", "XSD", "compact"]

XSD = "http://www.w3.org/2001/XMLSchema#"
_FORBIDDEN = frozenset([*map(chr, range(0x21)), *'<>"{}|^`\\'])  # a regular expression loads re, which costs 4 ms
_MARKS = str.maketrans("_.-", "aaa")

TYPE_CHECKING = False  # what this module and others of the query path do not need at run time costs them too much
if TYPE_CHECKING:
    from collections.abc import Mapping


class IRI(str):
    """An absolute IRI.

    Raises:
        ValueError: The text has a character that no IRI may have (RFC 3987; Turtle 1.1, IRIREF).
    """

    __slots__ = ()

    def __new__(cls, value: str) -> IRI:
        """Check the characters once, at the only place where IRIs are made."""
        if not _FORBIDDEN.isdisjoint(value):
            raise ValueError(f"'{value}' is no IRI")
        return super().__new__(cls, value)


def compact(iri: str, spaces: Mapping[str, str]) -> str | None:
    """Return ``prefix:local`` where the local part needs no escape, else ``None``.

    Args:
        iri: The IRI.
        spaces: Prefix by namespace.

    >>> compact("http://example.org/a#b.c", {"http://example.org/a#": "ex"})
    'ex:b.c'
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = spaces.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix is not None and _is_plain(iri[cut:]) else None


def _is_plain(local: str) -> bool:
    """Tell whether a local name is ASCII letters, digits, ``_`` and, not in front, ``-`` and, not at an end, ``.``."""
    plain = local.isascii() and local.translate(_MARKS).isalnum()
    return plain and local[0] not in "-." and local[-1] != "."
