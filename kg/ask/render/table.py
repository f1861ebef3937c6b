"""An answer as a table for people: numbers and dates in words, claims and passages below it as references."""

from __future__ import annotations

import os

from pyoxigraph import Literal, NamedNode

from kg.ask.render.prose import date_words, grouped, number_words
from kg.rdf.iri import XSD, compact
from kg.rdf.namespaces import EDTF_TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Final

    from kg.ask.engine.answer import Answer, Term

__all__ = ["plain", "table"]

_REFERRED: Final = ("claim:", "passage:")
"""What a table shows below its rows, by its name alone."""

_RECORDS: Final = (*_REFERRED, "statement:", "contradiction:", "corroboration:", "counterpart:")
"""What nobody reads in a row: a column with any of them stands below."""

_THINGS: Final = (*_RECORDS, "actor:", "battle:", "event:", "phase:", "place:", "source:")
"""What has a name in a column of its own: below as well, where there are references already."""

_RATIO: Final = "against"
"""The column with what a quantity is compared with: the number is so many times as many."""

_NUMBERS: Final = (f"{XSD}integer", f"{XSD}decimal")

_NARROWEST: Final = 10
"""Longer words than this may be broken where nothing else helps."""

_TRIED: Final = ((10, 24), (8, 24), (6, 24), (6, 20), (6, 16), (6, 14), (6, 12), (6, 11), (6, _NARROWEST))
"""How narrow a column may be, and the longest word that is kept whole: the first that fits the width."""


def table(
    answer: Answer, short: Mapping[str, str], width: int = 0, notes: Sequence[str] = (), lists: Sequence[str] = ()
) -> str:
    """Return rows as a table.

    Args:
        answer: The rows.
        short: Prefix by namespace.
        width: The width in characters; that of the terminal where it is 0.
        notes: What stands below the table on each row; by default the names of its claims and passages.
        lists: What stands below the table on the claims that each row counts; once, where it is the same for all rows.
    """
    if not answer.rows or not answer.columns:
        return f"({len(answer.rows)} rows without columns)\n" if answer.rows else "(no rows)\n"
    columns, cells = _worded(answer.columns, [[_said(term, short) for term in row] for row in answer.rows])
    same = len(set(lists)) == 1
    columns, kept, below = _referring(columns, cells, notes, () if same else lists)
    wide = width or _terminal()
    lines = [line for number, note in below for line in _note(number, note, wide)]
    lines += [*([""] if lines else []), *_wrap(lists[0], max(wide, 4 * _NARROWEST))] if same and lists[0] else []
    return "\n".join([*_lines(_titles(columns), kept, wide), *([""] if lines else []), *lines]) + "\n"


def _titles(columns: Sequence[str]) -> list[str]:
    """Return the headings of columns: names in words, without the ``_label`` that sets them apart from a parameter.

    >>> _titles(["claimant_label", "other_says", "rule", "rule_label"])
    ['claimant', 'other says', 'rule', 'rule label']
    """
    short = [name.removesuffix("_label") for name in columns]
    pairs = zip(columns, short, strict=True)
    return [(name if name != end and end in columns else end).replace("_", " ") for name, end in pairs]


def plain(term: Term | None, short: Mapping[str, str]) -> str:
    """Return a term as programs read it: a short name, or the text of a literal."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return compact(term.value, short) or term.value
    return term.value if isinstance(term, Literal) else str(term)


def _said(term: Term | None, short: Mapping[str, str]) -> str:
    """Return a term as people read it: dates in words, numbers with their thousands apart."""
    if not isinstance(term, Literal):
        return plain(term, short)
    kind = term.datatype.value
    return date_words(term.value) if kind == EDTF_TYPE else grouped(term.value) if kind in _NUMBERS else term.value


def _worded(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Put the parts of a number into one column: how it is to be read, its ends, the unit, and per what."""
    at = {name: place for place, name in enumerate(columns)}
    ends = ("min", "max") if "min" in at and "max" in at else ("number", "number")
    if "bound" not in at or ends[0] not in at:
        return list(columns), [list(row) for row in cells]
    parts = [at.get(name) for name in ("bound", *ends, "unit", "per")]
    here, times = at[ends[0]], "times" if _RATIO in at else ""
    kept = [place for place in range(len(columns)) if place == here or place not in parts]
    made = []
    for row in cells:
        bound, low, high, unit, per = ("" if place is None else row[place] for place in parts)
        words = number_words(bound, low, high, unit or times, per)
        made.append([words if place == here else row[place] for place in kept])
    return ["number" if place == here else columns[place] for place in kept], made


def _referring(
    columns: Sequence[str], cells: Sequence[Sequence[str]], notes: Sequence[str], lists: Sequence[str]
) -> tuple[list[str], list[list[str]], list[tuple[int, str]]]:
    """Put the claims and passages of each row below the table, a reference into it; leave out empty columns."""
    filled = [i for i in range(len(columns)) if any(row[i] for row in cells)]
    things = [i for i in filled if all(row[i].startswith(_THINGS) for row in cells if row[i])]
    long = [i for i in things if any(row[i].startswith(_RECORDS) for row in cells)]
    long = [i for i in things if i in long or (long and i != filled[0])]
    rest = [i for i in filled if i not in long]
    if not rest or not (long or notes or lists):
        return list(columns), [list(row) for row in cells], []
    seen: dict[str, int] = {}
    kept = []
    for place, row in enumerate(cells):
        names = "  ".join(f"{columns[i]} {_short(row[i], columns[i])}" for i in long if row[i])
        note = "\n".join(filter(None, (notes[place] if notes else names, lists[place] if lists else "")))
        kept.append([*(row[i] for i in rest), f"[{seen.setdefault(note, len(seen) + 1)}]"])
    return [*(columns[i] for i in rest), "ref"], kept, [(number, note) for note, number in seen.items()]


def _short(name: str, column: str) -> str:
    """Return a name without its prefix, where that says nothing new."""
    return name.partition(":")[2] if name.startswith((*_REFERRED, f"{column}:")) else name


def _note(number: int, note: str, width: int) -> Iterator[str]:
    """Yield the lines of a note; what is on a line of its own stays there."""
    mark = f"[{number}] "
    room = max(width - len(mark), 4 * _NARROWEST)
    for at, line in enumerate([line for part in note.split("\n") for line in _wrap(part, room)]):
        yield f"{' ' * len(mark) if at else mark}{line}"


def _terminal() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(1).columns or 140
    except OSError:
        return 140


def _lines(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    wide = _widths(columns, cells, width - 2 * (len(columns) - 1))
    yield from _row([_wrap(name, wide[i]) for i, name in enumerate(columns)], wide)
    yield "  ".join("-" * w for w in wide)
    for row in cells:
        yield from _row([_wrap(cell, wide[i]) for i, cell in enumerate(row)], wide)


def _widths(columns: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """Return how wide each column is: its longest word at least, and the more of the rest the more text it has."""
    texts = [[name, *(row[i] for row in cells)] for i, name in enumerate(columns)]
    full = [max(map(len, column)) for column in texts]
    if sum(full) <= room:
        return full
    words = [max(len(word) for text in column for word in text.split() or [""]) for column in texts]
    for least, longest in _TRIED:
        wide = [min(most, max(least, min(word, longest))) for most, word in zip(full, words, strict=True)]
        if sum(wide) <= room:
            break
    amount = [sum(map(len, column)) for column in texts]
    open_ = [i for i in range(len(columns)) if wide[i] < full[i]]
    while open_ and (spare := room - sum(wide)) > 0:
        whole = sum(amount[i] for i in open_)
        for i in open_:
            wide[i] = min(full[i], wide[i] + max(1, int(spare * amount[i] / whole)))
            if sum(wide) >= room:
                break
        open_ = [i for i in open_ if wide[i] < full[i]]
    return wide


def _row(wrapped: Sequence[Sequence[str]], wide: Sequence[int]) -> Iterator[str]:
    for number in range(max(map(len, wrapped))):
        parts = (part[number] if number < len(part) else "" for part in wrapped)
        yield "  ".join(part.ljust(wide[i]) for i, part in enumerate(parts)).rstrip()


def _break(word: str, width: int) -> int:
    """Return where a word is broken: behind its last hyphen or slash on the line, if that fills half of the line."""
    at = 1 + max(word.rfind(sign, 0, width) for sign in "-/_")
    return at if 2 * at >= width else width


def _wrap(text: str, width: int) -> list[str]:
    """Return the lines of a cell: broken between words, and within a word that is too long for a line.

    >>> _wrap("a rather long word", 6)
    ['a', 'rather', 'long', 'word']
    >>> _wrap("actor:general-staff", 16)
    ['actor:general-', 'staff']
    """
    if len(text) <= width and text.isprintable():
        return [text]
    lines = [""]
    for word in "".join(c if c.isprintable() else " " for c in text).split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
            continue
        while len(word) > width:
            at = _break(word, width)
            lines.append(word[:at])
            word = word[at:]
        lines.append(word)
    return [line for line in lines if line] or [""]
