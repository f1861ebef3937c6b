"""An answer as people and programs read it: table, CSV, TSV, JSON, Turtle."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.ask.engine.answer import Answer
from kg.ask.render.table import plain, table
from kg.rdf.iri import compact
from kg.rdf.namespaces import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Final

    from kg.ask.engine.answer import Term

__all__ = ["FORMATS", "as_rows", "plain", "show"]

_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TRIPLE: Final = ("s", "p", "o")


def show(
    answer: Answer,
    form: str,
    spaces: Mapping[str, str],
    width: int = 0,
    notes: Sequence[str] = (),
    lists: Sequence[str] = (),
) -> str:
    """Return an answer as text.

    Args:
        answer: The answer.
        form: One of ``FORMATS``.
        spaces: Namespace by prefix of the dataset's own things, for short names.
        width: The width of a table in characters; that of the terminal where it is 0.
        notes: What stands below a table on each row; by default the names of its claims and passages.
        lists: What stands below a table on the claims that each row counts.
    """
    prefixes = {**PREFIXES, **spaces}
    if answer.truth is not None:
        return _truth(answer.truth, form)
    if answer.graph is not None:
        if form in ("table", "ttl"):
            return _turtle(answer, prefixes)
        answer = as_rows(answer)
    short = {space: prefix for prefix, space in prefixes.items()}
    return table(answer, short, width, notes, lists) if form == "table" else FORMATS[form](answer, short, width)


def as_rows(answer: Answer) -> Answer:
    """Return a graph as rows of subject, predicate and object; rows as they are."""
    return answer if answer.graph is None else Answer(_TRIPLE, tuple(tuple(triple) for triple in answer.graph))


def _truth(truth: bool, form: str) -> str:
    word = str(truth).lower()
    if form == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if form == "ttl":
        return f"@prefix rs: <{_RS}> .\n\n[] a rs:ResultSet ;\n    rs:boolean {word} .\n"
    return f"{word}\n"


def _csv(answer: Answer, short: Mapping[str, str], width: int) -> str:
    rows = [answer.columns, *([plain(term, {}) for term in row] for row in answer.rows)]
    return "".join(",".join(map(_quoted, row)) + "\n" if list(row) != [""] else '""\n' for row in rows)


def _quoted(cell: str) -> str:
    quote = any(character in cell for character in ',"\r\n')
    return '"' + cell.replace('"', '""') + '"' if quote else cell


def _tsv(answer: Answer, short: Mapping[str, str], width: int) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _json(answer: Answer, short: Mapping[str, str], width: int) -> str:
    import json

    rows = [
        {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    content = {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    made = {"type": "literal", "value": term.value}
    if term.language:
        made["xml:lang"] = term.language
    elif term.datatype.value != f"{PREFIXES['xsd']}string":
        made["datatype"] = term.datatype.value
    return made


def _ttl(answer: Answer, short: Mapping[str, str], width: int) -> str:
    """Write rows in the result set vocabulary of the W3C test suites, the one way that RDF has for them."""
    parts = [f"rs:resultVariable {Literal(name)}" for name in answer.columns]
    for number, row in enumerate(answer.rows, 1):
        bound = [(name, term) for name, term in zip(answer.columns, row, strict=True) if term is not None]
        bindings = "".join(
            f" ;\n        rs:binding [ rs:variable {Literal(name)} ; rs:value {term!s} ]" for name, term in bound
        )
        parts.append(f"rs:solution [ rs:index {number}{bindings} ]")
    return f"@prefix rs: <{_RS}> .\n\n" + " ;\n    ".join(["[] a rs:ResultSet", *parts]) + " .\n"


def _turtle(answer: Answer, prefixes: Mapping[str, str]) -> str:
    """Write a graph one triple a line, with the prefixes that it uses."""
    short = {space: prefix for prefix, space in prefixes.items()}
    lines: list[str] = []
    used: set[str] = set()
    for triple in answer.graph or ():
        names = [compact(term.value, short) if isinstance(term, NamedNode) else None for term in triple]
        used.update(name.partition(":")[0] for name in names if name)
        lines.append(" ".join(name or str(term) for name, term in zip(names, triple, strict=True)) + " .")
    head = [f"@prefix {prefix}: <{space}> ." for prefix, space in sorted(prefixes.items()) if prefix in used]
    return "\n".join([*head, *([""] if head and lines else []), *lines]) + "\n" if lines else ""


FORMATS: Final[Mapping[str, Callable[[Answer, Mapping[str, str], int], str]]] = {
    "table": table, "csv": _csv, "tsv": _tsv, "json": _json, "ttl": _ttl,
}  # fmt: skip
"""The forms of an answer."""
