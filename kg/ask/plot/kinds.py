"""The kinds of charts: which claims each takes, and how it sets them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from pyoxigraph import Store

from kg.ask.catalog.question import Parameter
from kg.ask.engine.node import first, label, subjects
from kg.ask.plot.chart import Chart, Key, Line, Mark, count_mark, number_mark, time_mark, voices
from kg.ask.render.evidence import document_line
from kg.ask.render.prose import date_words
from kg.ask.series import DOCUMENTS, BalanceRow, ClaimRow, ControlRow, FigureRow, balance, control, figures, timeline
from kg.rdf.namespaces import BK, OA, RDF

__all__ = ["KINDS", "Given", "Kind", "make_chart", "rows_of"]

Given = Mapping[str, str | None]
"""What the parameters mean: IRIs, days, words; ``None`` for any."""


class Kind(NamedTuple):
    """A kind of chart.

    Attributes:
        text: What it shows.
        parameters: Its parameters, of the types of those of the canned questions.
    """

    text: str
    parameters: tuple[Parameter, ...]


def _days(since: str = "any") -> tuple[Parameter, Parameter]:
    return (
        Parameter("from", "date", since, "The first day that the time of a claim may touch", True, "2023-01-01"),
        Parameter("to", "date", "any", "The last day that it may touch", True, "2023-05-31"),
    )


KINDS: Final[Mapping[str, Kind]] = {
    "casualties": Kind(
        "All figures of a measure for a side or a force, with bounds, claimants and periods.",
        (
            Parameter(
                "measure", "concept:measure", "casualties", "What is measured, narrower ones included", False, "killed"
            ),
            Parameter("side", "actor", "wagner", "The side or the force that is counted", True, "russian-side"),
            *_days(),
        ),
    ),
    "control": Kind(
        "Who is said to have held or taken a place, party by party.",
        (
            Parameter("place", "place", "bakhmut", "The place; what lies in it is included", False, "bakhmut-east"),
            Parameter("party", "actor", "any", "The side that holds or takes", True, "ukrainian-side"),
            *_days("2022-08-01"),
        ),
    ),
    "timeline": Kind(
        "When something is said to have happened, claim by claim.",
        (
            Parameter(
                "event", "event", "capture-of-bakhmut", "The event; any for all", True, "retreat-of-72nd-brigade"
            ),
            *_days(),
        ),
    ),
    "balance": Kind(
        "How many claims each voice has, and how many of them are figures, quoted, hedged, contested, checked.",
        (Parameter("by", "text", "side", "side or claimant", False, "claimant", ("side", "claimant")),),
    ),
}
"""The kinds by name."""

_NOBODY: Final = -1
_POINT: Final = Mark(0.5, 0.5, (0.5, 0.5), _NOBODY)
_VAGUE: Final = replace(_POINT, light=True)
_BETWEEN: Final = Mark(0.1, 0.9, None, _NOBODY)


def rows_of(kind: str, store: Store, given: Given) -> list[Any]:
    """Return the rows that a chart shows, each of the class of its kind.

    Args:
        kind: One of ``KINDS``.
        store: The graph.
        given: What the parameters mean.
    """
    since, until = (date.fromisoformat(day) if (day := given.get(name)) else None for name in ("from", "to"))
    if kind == "casualties":
        return list(figures(store, str(given["measure"]), given["side"], since, until))
    if kind == "control":
        return list(control(store, str(given["place"]), given["party"], since, until))
    if kind == "timeline":
        return list(timeline(store, given["event"], since, until))
    return list(balance(store, str(given["by"])))


def make_chart(kind: str, store: Store, given: Given, source: str) -> Chart:
    """Return the chart of a kind; without lines where there is nothing to show.

    Args:
        kind: One of ``KINDS``.
        store: The graph.
        given: What the parameters mean.
        source: From what it is made, as it must be cited.
    """
    rows = rows_of(kind, store, given)
    if kind == "balance":
        told = _told_in(store, subjects(store, RDF.type, BK.Source), source)
        return _balance_chart(rows, str(given["by"]), told)
    told = _told_in(store, (first(store, passage, OA.hasSource) for row in rows for passage in row.passages), source)
    if kind == "casualties":
        return _figure_chart(rows, label(store, str(given["measure"])), label(store, given["side"] or ""), told)
    if kind == "control":
        return _control_chart(rows, label(store, str(given["place"])), told)
    return _timeline_chart(rows, label(store, given["event"] or ""), told)


def _about(row: FigureRow) -> bool:
    """Return whether the number is about right or hedged; a doubt about its period is told in words."""
    return row.bound == "about" or any(hedge != "definite" for hedge in row.hedges)


def _figure_chart(rows: Sequence[FigureRow], measure: str, side: str, source: str) -> Chart:
    voice = voices(row.side for row in rows)
    lines: list[Line] = []
    for at, row in enumerate(rows):
        if at == 0 or rows[at - 1].group != row.group:
            lines.append(Line(row.group[:1].upper() + row.group[1:]))
        low, high = (None if end is None else float(end) for end in (row.minimum, row.maximum))
        whose = f" ({' and '.join(row.of)})" if row.of and row.of != (side,) else ""
        when = f"\n{date_words(row.when)}" if row.when else ""
        lines.append(_line(row, f"{row.words}{whose}{when}", number_mark(low, high, voice[row.side], _about(row))))
    return Chart(
        title=f"{measure[:1].upper()}{measure[1:]}{f', {side}' if side else ''}: what was claimed, and by whom",
        note="Each line is one figure of one claimant. Figures of different periods, forces or measures must not be "
        "added; a bound is no estimate.",
        left="claimant, said",
        right="number, and the time that it covers",
        axis="number",
        unit="logarithmic scale: each step is ten times the one before",
        lines=tuple(lines),
        keys=(*_voice_keys(voice), *_number_keys(rows)),
        source=source,
    )


def _line(row: ClaimRow, right: str, mark: Mark) -> Line:
    return Line(f"{row.claimant}\n{date_words(row.said)}", right, (mark,), row.claim.rpartition("/")[2], row.claim)


def _voice_keys(voice: Mapping[str, int]) -> list[Key]:
    return [
        Key(replace(_POINT, voice=number), f"said by the {side}" if side else "said by others")
        for side, number in voice.items()
    ]


def _number_keys(rows: Sequence[FigureRow]) -> list[Key]:
    tests = (
        (any(row.minimum == row.maximum for row in rows), _POINT, "a number"),
        (any(row.minimum is not None and row.maximum not in (None, row.minimum) for row in rows), _BETWEEN,
         "between two numbers"),
        (any(row.maximum is None for row in rows), Mark(0.2, None, None, _NOBODY), "at least, more than"),
        (any(row.minimum is None for row in rows), Mark(None, 0.8, None, _NOBODY), "up to, fewer than, nearly"),
        (any(map(_about, rows)), _VAGUE, "about, or hedged"),
    )  # fmt: skip
    return [Key(mark, meaning, 1) for shown, mark, meaning in tests if shown]


def _control_chart(rows: Sequence[ControlRow], place: str, source: str) -> Chart:
    dated = [row for row in rows if row.time is not None]
    voice = voices(row.side for row in dated)
    lines: list[Line] = []
    for at, row in enumerate(dated):
        if at == 0 or dated[at - 1].party != row.party:
            lines.append(Line(row.party))
        assert row.time is not None
        mark = time_mark(row.time, voice[row.side], row.doubtful, row.taken, row.denies_control)
        lines.append(_line(row, _control_words(row), mark))
    left_out = len(rows) - len(dated)
    more = f" {left_out} without a date {'is' if left_out == 1 else 'are'} left out." if left_out else ""
    return Chart(
        title=f"{place}: who is said to have held or taken it",
        note="Each line is one claim, under the party that is said to hold or to have taken the place or a part of it. "
        f"A point says when something was taken, not how long it was held.{more}",
        left="claimant, said",
        right="what is claimed",
        axis="day",
        unit="",
        lines=tuple(lines),
        keys=(*_voice_keys(voice), *_time_keys(dated)),
        source=source,
    )


def _control_words(row: ControlRow) -> str:
    verb = row.kind if row.taken else "not held" if row.denies_control else "held"
    extent = "" if row.denies_control or (row.taken and row.extent == "part") or not row.extent else f" ({row.extent})"
    answers = [f"denied or disputed by {row.denied}"] * bool(row.denied)
    answers += [f"{row.unverified} could not verify it"] * bool(row.unverified)
    by = f" by {row.by}" if row.by and row.by != row.party else ""
    return f"{row.where}{extent}: {verb}{by}" + (f"\n{'; '.join(answers)}" if answers else "")


def _time_keys(rows: Sequence[ClaimRow]) -> list[Key]:
    times = [row.time for row in rows if row.time is not None]
    held = [row for row in rows if isinstance(row, ControlRow)]
    tests = (
        (any(row.taken for row in held), replace(_POINT, stem=True), "taken then"),
        (any(not row.taken for row in held), _POINT, "held on that day"),
        (any(t.latest_begin and t.earliest_end and t.latest_begin < t.earliest_end for t in times),
         Mark(0.1, 0.9, (0.1, 0.9), _NOBODY), "throughout"),
        (any(t.earliest_begin and t.latest_end and t.latest_begin and t.earliest_end and t.latest_begin > t.earliest_end
             for t in times), replace(_BETWEEN, light=True), "at some time between"),
        (any(t.earliest_begin is None for t in times), Mark(None, 0.8, None, _NOBODY), "then or before"),
        (any(t.latest_end is None for t in times), Mark(0.2, None, None, _NOBODY), "then or after"),
        (any(row.doubtful for row in rows), _VAGUE, "hedged, or the date is uncertain"),
        (any(row.denies_control for row in held), replace(_POINT, negated=True), "said not to hold it"),
    )  # fmt: skip
    return [Key(mark, meaning, 1) for shown, mark, meaning in tests if shown]


def _timeline_chart(rows: Sequence[ClaimRow], event: str, source: str) -> Chart:
    voice = voices(row.side for row in rows)
    lines: list[Line] = []
    heads = [event] if event else list(dict.fromkeys(row.about for row in rows))
    for head in heads:
        lines += [Line(head)] if not event else []
        for row in (row for row in rows if row.about == head):
            assert row.time is not None
            act = "" if row.act in ("asserts", "assesses") else f"{row.act}: "
            right = f"{act}{row.says}" + (f"\ndenied or disputed by {row.denied}" if row.denied else "")
            lines.append(_line(row, right, time_mark(row.time, voice[row.side], row.doubtful, False)))
    return Chart(
        title=f"{event or 'The battle'}: when it is said to have happened",
        note="Each line is one claim, at the time of what it tells, not of its saying. That it is told does not make "
        "it so.",
        left="claimant, said",
        right="what is told, in the words of the curators",
        axis="day",
        unit="",
        lines=tuple(lines),
        keys=(*_voice_keys(voice), *_time_keys(rows)),
        source=source,
    )


def _balance_chart(rows: Sequence[BalanceRow], by: str, source: str) -> Chart:
    voice = voices(row.side for row in rows)
    lines: list[Line] = []
    for row in rows:
        number = len(voice) if row.group == DOCUMENTS else voice[row.side]
        parts = (
            (row.figures, "with a number"), (row.quoted, "in the claimant's own words"), (row.hedged, "hedged"),
            (row.contested, "denied or disputed"), (row.checked, "checked by somebody"),
        )  # fmt: skip
        if by == "claimant":
            told = ", ".join(f"{count} {what}" for count, what in parts if count)
            right = f"{row.claims:,}" + (f": {told}" if told else "")
            lines.append(Line(row.group, right, (count_mark(row.claims, number),), f"{row.group}.claims"))
        else:
            lines += (
                Line(row.group[:1].upper() + row.group[1:]),
                Line("claims", f"{row.claims:,}", (count_mark(row.claims, number),), f"{row.group}.claims"),
                *(Line(what, f"{count:,}", (count_mark(count, number, part=True),), f"{row.group}.{what}")
                  for count, what in parts),
            )  # fmt: skip
    return Chart(
        title=f"Whose voices the documents carry, by {by}",
        note="Claims that the documents tell, counted; one can be of several kinds. Much room is no sign of truth, and "
        "little room none of silence: the documents had what they had.",
        left="",
        right="claims",
        axis="count",
        unit="claims",
        lines=tuple(lines),
        keys=(*_voice_keys(voice),) if by == "claimant" else (),
        source=source,
    )


def _told_in(store: Store, documents: Iterable[str], source: str) -> str:
    """Return the source with the documents in which the claims are told."""
    lines = sorted(document_line(store, one) for one in set(documents))
    return f"Told in {' and '.join(lines)}. {source}" if lines else source
