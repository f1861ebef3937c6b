"""RDF terms as plain values: what the builder makes and the writers write, without an RDF library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.rdf.iri import IRI, XSD, compact

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

__all__ = [
    "IRI", "XSD", "Literal", "Term", "Triple", "compact", "day", "escape", "ntriples", "ntriples_line", "number",
    "sorted_lines", "text",
]  # fmt: skip

_ESCAPES: Final = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    **str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}),
}


class Literal(NamedTuple):
    """A literal in canonical lexical form; ``lang`` is empty unless it is a language-tagged string."""

    value: str
    datatype: str = XSD + "string"
    lang: str = ""


Term = IRI | Literal


class Triple(NamedTuple):
    """Subject, predicate, object."""

    s: IRI
    p: IRI
    o: Term


def text(value: str, lang: str = "") -> Literal:
    """Return a string, language-tagged where ``lang`` is given."""
    return Literal(value, "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" if lang else XSD + "string", lang)


def day(value: date) -> Literal:
    """Return an ``xsd:date``."""
    return Literal(value.isoformat(), XSD + "date")


def number(value: int | Decimal) -> Literal:
    """Return an ``xsd:integer``, or an ``xsd:decimal`` where a fraction is stated, in canonical form.

    >>> from decimal import Decimal
    >>> number(Decimal("4.540")).value, number(Decimal("20000")).datatype.rpartition("#")[2]
    ('4.54', 'integer')
    """
    if value == int(value):
        return Literal(str(int(value)), XSD + "integer")
    from decimal import Decimal

    return Literal(format(Decimal(value).normalize(), "f"), XSD + "decimal")


def escape(value: str) -> str:
    """Return ``value`` as it stands between quotes in N-Triples and Turtle."""
    return value.translate(_ESCAPES)


def ntriples(term: Term) -> str:
    """Return a term as in canonical N-Triples."""
    if isinstance(term, IRI):
        return f"<{term}>"
    quoted = f'"{escape(term.value)}"'
    if term.lang:
        return f"{quoted}@{term.lang}"
    return quoted if term.datatype == XSD + "string" else f"{quoted}^^<{term.datatype}>"


def ntriples_line(triple: Triple) -> str:
    """Return a triple as one line of canonical N-Triples, without the line end."""
    return f"{ntriples(triple.s)} {ntriples(triple.p)} {ntriples(triple.o)} ."


def sorted_lines(triples: Iterable[Triple]) -> list[str]:
    """Return the canonical N-Triples lines of a graph, sorted by code point, each once."""
    return sorted({ntriples_line(triple) for triple in triples})
