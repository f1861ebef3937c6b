"""An answer as people and programs read it: table, CSV, TSV, JSON, Turtle."""

from __future__ import annotations

import os

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.iri import compact
from kg.namespaces import PREFIXES
from kg.query.answer import Answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any, Final

    from kg.query.answer import Term

__all__ = ["FORMATS", "plain", "show"]

_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_REFERRED: Final = ("claim:", "passage:")
"""What a table shows below its rows."""

_NARROWEST: Final = 12
"""No column of a table is made narrower than this."""

_TRIPLE: Final = ("s", "p", "o")


def show(answer: Answer, form: str, spaces: Mapping[str, str], width: int = 0) -> str:
    """Return an answer as text.

    Args:
        answer: The answer.
        form: One of ``FORMATS``.
        spaces: Namespace by prefix of the dataset's own things, for short names.
        width: The width of a table in characters; that of the terminal where it is 0.
    """
    prefixes = {**PREFIXES, **spaces}
    if answer.truth is not None:
        return _truth(answer.truth, form)
    if answer.graph is not None:
        if form in ("table", "ttl"):
            return _turtle(answer, prefixes)
        answer = Answer(_TRIPLE, tuple(tuple(triple) for triple in answer.graph))
    return FORMATS[form](answer, {space: prefix for prefix, space in prefixes.items()}, width)


def plain(term: Term | None, short: Mapping[str, str]) -> str:
    """Return a term as people read it: a short name, or the text of a literal."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return compact(term.value, short) or term.value
    return term.value if isinstance(term, Literal) else str(term)


def _truth(truth: bool, form: str) -> str:
    word = str(truth).lower()
    if form == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if form == "ttl":
        return f"@prefix rs: <{_RS}> .\n\n[] a rs:ResultSet ;\n    rs:boolean {word} .\n"
    return f"{word}\n"


def _table(answer: Answer, short: Mapping[str, str], width: int) -> str:
    cells = [[plain(term, short) for term in row] for row in answer.rows]
    if not cells or not answer.columns:
        return f"({len(cells)} rows without columns)\n" if cells else "(no rows)\n"
    columns, kept, notes = _referring(answer.columns, cells)
    return "\n".join([*_lines(columns, kept, width or _terminal()), *notes]) + "\n"


def _referring(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]], list[str]]:
    """Put the claims and passages of each row below the table, a reference into it; leave out empty columns."""
    filled = [i for i in range(len(columns)) if any(row[i] for row in cells)]
    long = [i for i in filled if all(row[i].startswith(_REFERRED) for row in cells if row[i])]
    rest = [i for i in filled if i not in long]
    if not long or not rest:
        return list(columns), [list(row) for row in cells], []
    seen: dict[str, int] = {}
    kept = []
    for row in cells:
        names = "  ".join(f"{columns[i]} {row[i].partition(':')[2]}" for i in long if row[i])
        kept.append([*(row[i] for i in rest), f"[{seen.setdefault(names, len(seen) + 1)}]"])
    return [*(columns[i] for i in rest), "ref"], kept, ["", *(f"[{number}] {names}" for names, number in seen.items())]


def _terminal() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(1).columns or 140
    except OSError:
        return 140


def _lines(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    wide = [max(len(name), *(len(row[i]) for row in cells)) for i, name in enumerate(columns)]
    spare = width - 2 * (len(columns) - 1)
    while sum(wide) > spare and max(wide) > _NARROWEST:
        widest = wide.index(max(wide))
        second = max((w for i, w in enumerate(wide) if i != widest), default=0)
        wide[widest] = max(_NARROWEST, min(wide[widest] - 1, max(second, wide[widest] - (sum(wide) - spare))))
    for number, name in enumerate(columns):
        wide[number] = max(wide[number], min(len(name), _NARROWEST))
    yield from _row([_wrap(name, wide[i]) for i, name in enumerate(columns)], wide)
    yield "  ".join("-" * w for w in wide)
    for row in cells:
        yield from _row([_wrap(cell, wide[i]) for i, cell in enumerate(row)], wide)


def _row(wrapped: Sequence[Sequence[str]], wide: Sequence[int]) -> Iterator[str]:
    for number in range(max(map(len, wrapped))):
        parts = (part[number] if number < len(part) else "" for part in wrapped)
        yield "  ".join(part.ljust(wide[i]) for i, part in enumerate(parts)).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    """Return the lines of a cell: broken between words, and within a word that is too long for a line.

    >>> _wrap("a rather long word", 6)
    ['a', 'rather', 'long', 'word']
    """
    if len(text) <= width and text.isprintable():
        return [text]
    lines = [""]
    for word in "".join(c if c.isprintable() else " " for c in text).split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
            continue
        while len(word) > width:
            lines.append(word[:width])
            word = word[width:]
        lines.append(word)
    return [line for line in lines if line] or [""]


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
    content: dict[str, Any] = {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}
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
    "table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "ttl": _ttl,
}  # fmt: skip
"""The forms of an answer."""
