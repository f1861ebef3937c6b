"""``battlekg plot``: charts as SVG."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.verbs import Verb

if TYPE_CHECKING:
    from kg.ask.plot.kinds import Kind

__all__ = ["VERB"]


def _parts() -> Mapping[str, Verb]:
    from kg.ask.plot.kinds import KINDS

    return {
        name: Verb("", kind.text, f"battlekg plot {name} -o {name}.svg", partial(_arguments, kind), partial(_run, name))
        for name, kind in KINDS.items()
    }


def _arguments(kind: Kind, parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="the SVG file (default: standard output)")
    for parameter in kind.parameters:
        text = f"{parameter.description[0].lower()}{parameter.description[1:]} (default: {parameter.default})"
        parser.add_argument(f"--{parameter.name}", metavar="VALUE", help=text)


def _run(kind: str, options: argparse.Namespace) -> None:
    from kg.ask.engine.store import open_store
    from kg.ask.plot import KINDS, plot
    from kg.files import write_whole
    from kg.paths import find_graph
    from kg.rdf.namespaces import prefixes_of

    names = (parameter.name for parameter in KINDS[kind].parameters)
    values = {name: value for name in names if (value := getattr(options, name)) is not None}
    graph = find_graph(options.dataset)
    notes: list[str] = []
    text = plot(open_store(graph), prefixes_of(graph), kind, values, notes)
    if notes:
        print("\n".join(notes), file=sys.stderr)
    if options.output in (None, "-"):
        sys.stdout.write(text)
    else:
        write_whole(Path(options.output), [text])


VERB = Verb(
    "ask",
    "Draw a chart as SVG: figures with claimants and bounds, control of a place, a timeline, balance of voices.",
    "battlekg plot casualties --side wagner -o casualties.svg",
    parts=_parts,
)
