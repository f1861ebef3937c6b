"""An answer as people and programs read it: table, CSV, TSV, JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
import shutil
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from kg.namespaces import PREFIXES
from kg.query.answer import Answer
from kg.terms import IRI, XSD, Term, compact, ntriples, ntriples_line

__all__ = ["FORMATS", "show"]

_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def show(answer: Answer, form: str, spaces: Mapping[str, str], width: int = 0) -> str:
    """Return an answer as text.

    Args:
        answer: The answer.
        form: One of ``FORMATS``.
        spaces: Namespace by prefix of the dataset's own things, for short names.
        width: The width of a table in characters; that of the terminal where it is 0.
    """
    short = {space: prefix for prefix, space in {**PREFIXES, **spaces}.items()}
    if answer.truth is not None:
        return (
            json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
            if form == "json"
            else f"{str(answer.truth).lower()}\n"
        )
    if answer.graph is not None:
        return _graph(answer, form, {**PREFIXES, **spaces}, short)
    return FORMATS[form](answer, short, width)


def plain(term: Term | None, short: Mapping[str, str]) -> str:
    """Return a term as people read it: a short name, or the text of a literal."""
    if term is None:
        return ""
    if isinstance(term, IRI):
        return compact(term, short) or term
    return term.value


def _table(answer: Answer, short: Mapping[str, str], width: int) -> str:
    cells = [[plain(term, short) for term in row] for row in answer.rows]
    if not cells:
        return "(no rows)\n"
    return "\n".join(_lines(answer.columns, cells, width or shutil.get_terminal_size((140, 24)).columns)) + "\n"


def _lines(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    wide = [max(len(name), *(len(row[i]) for row in cells)) for i, name in enumerate(columns)]
    spare = width - 2 * (len(columns) - 1)
    while sum(wide) > spare and max(wide) > 12:
        widest = wide.index(max(wide))
        second = max((w for i, w in enumerate(wide) if i != widest), default=0)
        wide[widest] = max(12, min(wide[widest] - 1, max(second, wide[widest] - (sum(wide) - spare))))
    yield "  ".join(name.ljust(wide[i]) for i, name in enumerate(columns)).rstrip()
    yield "  ".join("-" * w for w in wide)
    for row in cells:
        wrapped = [textwrap.wrap(cell, wide[i], break_on_hyphens=False) or [""] for i, cell in enumerate(row)]
        for number in range(max(map(len, wrapped))):
            parts = (part[number] if number < len(part) else "" for part in wrapped)
            yield "  ".join(part.ljust(wide[i]) for i, part in enumerate(parts)).rstrip()


def _csv(answer: Answer, short: Mapping[str, str], width: int) -> str:
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([plain(term, {}) for term in row] for row in answer.rows)
    return made.getvalue()


def _tsv(answer: Answer, short: Mapping[str, str], width: int) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join("" if term is None else ntriples(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _json(answer: Answer, short: Mapping[str, str], width: int) -> str:
    rows = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    content = {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, IRI):
        return {"type": "uri", "value": term}
    made = {"type": "literal", "value": term.value}
    if term.lang:
        made["xml:lang"] = term.lang
    elif term.datatype != XSD + "string":
        made["datatype"] = term.datatype
    return made


def _ttl(answer: Answer, short: Mapping[str, str], width: int) -> str:
    """Write rows in the result set vocabulary of the W3C test suites, the one way that RDF has for them."""
    lines = [f"@prefix rs: <{_RS}> .", "", "[] a rs:ResultSet ;"]
    lines.append("    rs:resultVariable " + ", ".join(f'"{name}"' for name in answer.columns))
    for number, row in enumerate(answer.rows, 1):
        bound = [(name, term) for name, term in zip(answer.columns, row, strict=True) if term is not None]
        parts = [f'[ rs:variable "{name}" ; rs:value {ntriples(term)} ]' for name, term in bound]
        bindings = f" ; rs:binding {', '.join(parts)}" if parts else ""
        lines[-1] += " ;"
        lines.append(f"    rs:solution [ rs:index {number}{bindings} ]")
    return "\n".join(lines) + " .\n"


def _graph(answer: Answer, form: str, prefixes: Mapping[str, str], short: Mapping[str, str]) -> str:
    triples = answer.graph or ()
    if form in ("table", "ttl"):
        used = {space: prefix for prefix, space in prefixes.items()}
        lines = [f"@prefix {prefix}: <{space}> ." for space, prefix in sorted(used.items(), key=lambda item: item[1])]
        lines += [f"{_turtle(t.s, short)} {_turtle(t.p, short)} {_turtle(t.o, short)} ." for t in triples]
        return "\n".join(lines) + "\n"
    if form == "json":
        rows = [{"s": _json_term(t.s), "p": _json_term(t.p), "o": _json_term(t.o)} for t in triples]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    if form == "tsv":
        return "".join(f"{ntriples_line(t)[:-2]}\n" for t in triples)
    return _csv(Answer(("s", "p", "o"), tuple((t.s, t.p, t.o) for t in triples)), short, 0)


def _turtle(term: Term, short: Mapping[str, str]) -> str:
    return (compact(term, short) if isinstance(term, IRI) else None) or ntriples(term)


FORMATS: Final[Mapping[str, Callable[[Answer, Mapping[str, str], int], str]]] = {
    "table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "ttl": _ttl,
}  # fmt: skip
"""The forms of an answer."""
