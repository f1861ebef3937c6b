"""What every node is called in ``rdfs:label``, so that tools which know nothing of SKOS show names."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from kg import edtf
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, GEO, OA, RDF, RDFS
from kg.rdf.terms import IRI, Triple, text

__all__ = ["day_words", "describe_labels"]


def describe_labels(graph: Graph) -> Iterator[Triple]:
    """Yield a label for each node that a person may meet: all but Statements and relays.

    Args:
        graph: The graph, without these labels.
    """
    for node in graph.nodes:
        made = graph.made(node)
        if made is not None and any(prop.iri == RDFS.label for prop in made.properties):
            rule = _RULES.get(made.kind)
            yield Triple(node, RDFS.label, text(rule(graph, node) if rule else graph.label(node), "en"))


def day_words(when: str) -> str:
    """Return a date as a label has it, without the finer points of EDTF.

    Args:
        when: An EDTF date.

    >>> day_words("2023-05-20?"), day_words("2023-05"), day_words("[..2023-07-16]"), day_words("2022-08-01/2023-05-21")
    ('20 May 2023', 'May 2023', 'by 16 July 2023', '1 August 2022 to 21 May 2023')
    """
    interval = edtf.parse(when)
    first, last = interval.earliest_begin, interval.latest_end
    if first is None or last is None:
        return f"by {_day(last)}" if last else f"from {_day(first)}" if first else when
    if first == last:
        return _day(first)
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%B} {first.year}"
        if (first.year, first.month, last.month) == (last.year, 1, 12):
            return str(first.year)
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _values(graph: Graph, node: IRI, predicate: IRI) -> str:
    return next(iter(sorted(graph.texts(node, predicate))), "")


def _claim(graph: Graph, node: IRI) -> str:
    claimant = graph.label(graph.one(node, bk.claimant))
    proposition = graph.one(node, bk.proposition)
    act = graph.label(graph.one(node, bk.act))
    what = _content(graph, proposition) if proposition else f"{act} another claim"
    return f"{claimant}, {day_words(_values(graph, node, bk.said))}: {what}"


def _content(graph: Graph, node: IRI) -> str:
    """Return what a proposition is about: its kind, and the event, phase or battle."""
    kind, about = graph.label(graph.one(node, bk.kind)), graph.label(graph.one(node, bk.about))
    about = about.replace("The ", "the ", 1) if about.startswith("The ") else about
    return about if kind.casefold() in about.casefold() else f"{kind} ({about})"


def _proposition(graph: Graph, node: IRI) -> str:
    when = _values(graph, node, bk.when)
    return f"{_content(graph, node)}, {day_words(when)}" if when else _content(graph, node)


def _passage(graph: Graph, node: IRI) -> str:
    return f"{graph.label(graph.one(node, OA.hasSource))}, {graph.key(node).partition('.')[2]}"


def _section(graph: Graph, node: IRI) -> str:
    heading = _values(graph, node, bk.heading) or graph.key(node).partition(".")[2]
    return f"{graph.label(graph.one(node, DCT.isPartOf))}, section {heading}"


def _between(link: IRI, naming: IRI) -> Callable[[Graph, IRI], str]:
    def label(graph: Graph, node: IRI) -> str:
        name = graph.label(graph.one(node, naming))
        claims = sorted(graph.many(node, link))
        return f"{name}: {' / '.join(_claim(graph, claim) for claim in claims[:2])}"

    return label


def _geometry(graph: Graph, node: IRI) -> str:
    return " and ".join(f"Point of {graph.label(place)}" for place in sorted(graph.subjects(GEO.hasGeometry, node)))


def _withdrawal(graph: Graph, node: IRI) -> str:
    return f"Withdrawn link of {graph.label(graph.one(node, RDF.subject))}"


_RULES: Final[Mapping[str, Callable[[Graph, IRI], str]]] = MappingProxyType(
    {
        "claim": _claim,
        "proposition": _proposition,
        "passage": _passage,
        "section": _section,
        "contradiction": _between(bk.between, bk.verdict),
        "corroboration": _between(bk.corroborates, bk.rule),
        "counterpart": _between(bk.compares, bk.standing),
        "geometry": _geometry,
        "withdrawal": _withdrawal,
    }
)
"""How a node of a kind is called where it has no preferred label and no title."""
