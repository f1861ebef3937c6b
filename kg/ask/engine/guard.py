"""No query leaves this machine: which texts could call another SPARQL service.

The engine has no switch for it, and reads ``SERVICE`` more generously than the standard: without a space before or
after it. So the text is scanned here, and what cannot be told for sure counts as a call.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["calls_service"]

_TOKEN: Final = re.compile(
    r"""
      (?P<harmless>
        '''(?:\\.|[^\\])*?''' | \"{3}(?:\\.|[^\\])*?\"{3}              # long strings
      | '(?:\\.|[^'\\\r\n])*' | "(?:\\.|[^"\\\r\n])*"                  # strings
      | \#[^\r\n]*                                                     # comments
      )
    | (?P<iri> <[A-Za-z][A-Za-z0-9+.-]*://[^\x00-\x20<>"'{}|^`]*> )    # an IRI, for sure
    | (?P<unsure> <[^\x00-\x20<>"{}|^`]*['\#][^\x00-\x20<>"{}|^`]*> )  # an IRI, or '<' and then a string or a comment
    | (?P<name> \\. | [?$]\w+ | (?<![\w-])(?![\w-]*service)[\w-]*:(?:[\w:%-]|\\.)* )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CALL: Final = re.compile(r"service\s*(?:silent\s*)?(?:[<?$:]|[\w.-]*:)", re.IGNORECASE)
_SHOWN: Final = {"harmless": " ", "iri": "<>", "name": "?v "}


def calls_service(text: str) -> bool:
    """Return whether a query has, or may have, a SERVICE clause.

    >>> calls_service("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    True
    >>> calls_service("SELECT * { ?service ?p 'SERVICE <a> {' } # SERVICE <a> {")
    False
    """
    if any(match.lastgroup == "unsure" for match in _TOKEN.finditer(text)):
        return "service" in text.lower()
    return _CALL.search(_TOKEN.sub(lambda match: _SHOWN[str(match.lastgroup)], text)) is not None
