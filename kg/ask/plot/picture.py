"""A chart of a graph as an SVG document."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

from pyoxigraph import Store

from kg.ask.engine.parameters import resolve
from kg.ask.plot.kinds import KINDS, Given, make_chart, rows_of
from kg.ask.render.evidence import dataset_line
from kg.faults import Fault, FaultError, did_you_mean, fault, usage

__all__ = ["KINDS", "plot", "resolved", "rows_of"]


def plot(
    store: Store, spaces: Mapping[str, str], kind: str, values: Mapping[str, str], notes: list[str] | None = None
) -> str:
    """Return a chart as an SVG document: the same bytes for the same graph and the same matplotlib.

    Args:
        store: The graph with its vocabulary.
        spaces: Namespace by prefix of the dataset's own things.
        kind: One of ``KINDS``.
        values: The values of parameters, by name, as a user writes them.
        notes: Takes a line for each name that is taken for a differently written one; without it none is.

    Raises:
        FaultError: A value is not of its type, there is nothing to show, or matplotlib is not installed.
    """
    if kind not in KINDS:
        raise usage(f"there is no plot '{kind}'", did_you_mean(kind, KINDS, f"known: {', '.join(KINDS)}"))
    given = resolved(store, spaces, kind, values, notes)
    command = _command(kind, values)
    chart = make_chart(kind, store, given, f"Source: {dataset_line(store, spaces)}. Made with: {command}")
    if not any(line.marks for line in chart.lines):
        raise fault(
            "no-data",
            f"'{command}' has nothing to show: no claim fits",
            "ask for more: 'any', an earlier --from or a later --to, another name",
        )
    try:
        from kg.ask.plot.draw import draw
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        what = "plots need matplotlib, which is not installed"
        raise fault("not-installed", what, "pip install 'battlekg[plot]'") from None
    return draw(chart)


def _command(kind: str, values: Mapping[str, str]) -> str:
    """Return the command that draws a chart, without what it has by default."""
    usual = {parameter.name: parameter.default for parameter in KINDS[kind].parameters}
    given = {name: value.rpartition("/")[2] if "://" in value else value for name, value in values.items()}
    words = (f" --{name} {shlex.quote(value)}" for name, value in given.items() if value != usual.get(name))
    return f"battlekg plot {kind}{''.join(words)}"


def resolved(
    store: Store, spaces: Mapping[str, str], kind: str, values: Mapping[str, str], notes: list[str] | None = None
) -> Given:
    """Return what the parameters of a kind mean; every fault in them is told.

    Args:
        store: The graph with its vocabulary.
        spaces: Namespace by prefix of the dataset's own things.
        kind: One of ``KINDS``.
        values: The values of parameters, by name, as a user writes them.
        notes: Takes a line for each name that is taken for a differently written one; without it none is.

    Raises:
        FaultError: A parameter is unknown, or a value is not of its type.
    """
    parameters = {parameter.name: parameter for parameter in KINDS[kind].parameters}
    faults = [
        Fault("", 0, "parameter", f"'plot {kind}' has no parameter '{name}'", f"it has {', '.join(parameters)}")
        for name in values if name not in parameters
    ]  # fmt: skip
    found: dict[str, str | None] = {}
    for name, parameter in parameters.items():
        try:
            term = resolve(parameter, values.get(name, parameter.default), store, spaces, notes)
            found[name] = None if term is None else term.value
        except FaultError as error:
            faults.extend(error.faults)
    since, until = found.get("from"), found.get("to")
    if since and until and since > until:
        faults.append(Fault("", 0, "value", f"--from {since} is after --to {until}", "swap them"))
    if faults:
        raise FaultError(faults)
    return found
