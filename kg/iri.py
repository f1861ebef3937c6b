"""IRIs as plain values."""

from __future__ import annotations

import re

__all__ = ["IRI", "XSD", "compact"]

XSD = "http://www.w3.org/2001/XMLSchema#"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?", re.ASCII)
_FORBIDDEN = re.compile('[\u0000-\u0020<>"{}|^`\\\\]')

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
        if _FORBIDDEN.search(value):
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
    return f"{prefix}:{iri[cut:]}" if prefix is not None and _LOCAL.fullmatch(iri, cut) else None
