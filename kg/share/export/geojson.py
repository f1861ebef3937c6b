"""GeoJSON (RFC 7946): places and events, with a position where the graph has one and without one otherwise.

A position is that of the place, not of what happened there. An event stands at the places that the adoption policy
gives it; of one without such a place the position is not known, and ``geometry`` is null (RFC 7946, 3.2).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.faults import fault
from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCAT, DCT, SKOS, Space
from kg.rdf.terms import IRI, Literal

__all__ = ["point", "write_geojson"]

_GEO: Final = Space("http://www.opengis.net/ont/geosparql#")
_NUMBER: Final = r"([+-]?[0-9]+(?:\.[0-9]+)?)"
_POINT: Final = re.compile(
    rf"(?:<http://www\.opengis\.net/def/crs/OGC/1\.3/CRS84>\s*)?POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)", re.IGNORECASE
)


def write_geojson(path: Path, out: BinaryIO) -> None:
    """Write the places and events of a graph as a collection of features, one a line.

    Raises:
        FaultError: The file is not well-formed, or a position is no point.
    """
    graph = open_graph(path)
    dataset = next(iter(graph.things(DCAT.Dataset)), None)
    head = {
        "type": "FeatureCollection",
        "name": graph.text(dataset, DCT.title),
        "version": graph.text(dataset, DCAT.version),
        "license": str(graph.one(dataset, DCT.license) or ""),
    }
    out.write((json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [').encode())
    for place, feature in enumerate(_features(graph, str(path))):
        text = json.dumps(feature, ensure_ascii=False)
        out.write(f"{',' if place else ''}\n{text}".encode())
    out.write(b"\n]}\n")


def _features(graph: Graph, name: str) -> Iterator[dict[str, Any]]:
    told: dict[IRI, int] = {}
    about: dict[IRI, int] = {}
    for _, said in graph.claims():
        for place in graph.many(said, bk.place):
            told[place] = told.get(place, 0) + 1
        for event in graph.many(said, bk.about):
            about[event] = about.get(event, 0) + 1
    for place in graph.things(bk.Place):
        more: dict[str, Any] = {
            "within": graph.keys(graph.many(place, bk.within)),
            "names": graph.texts(place, SKOS.altLabel),
        }
        for shape in graph.many(place, _GEO.hasGeometry):
            more |= {"position": graph.label(graph.one(shape, bk.precision)), "licence": graph.one(shape, DCT.license)}
        yield _feature(graph, place, "place", [p for p in [position(graph, place, name)] if p], told, more)
    for event in graph.things(bk.Event):
        places = graph.many(event, bk.place)
        found = [p for p in (position(graph, place, name) for place in places) if p]
        more = {"happened": graph.texts(event, bk.happened), "places": graph.keys(places)}
        yield _feature(graph, event, "event", found, about, more)


def _feature(
    graph: Graph, node: IRI, feature: str, points: Sequence[list[float]], claims: dict[IRI, int], more: dict[str, Any]
) -> dict[str, Any]:
    shape = "Point" if len(points) == 1 else "MultiPoint"
    geometry = {"type": shape, "coordinates": points[0] if len(points) == 1 else list(points)} if points else None
    properties = {
        "feature": feature,
        "key": graph.key(node),
        "label": graph.label(node),
        "kind": graph.label(graph.one(node, bk.kind)),
        **more,
        "claims": claims.get(node, 0),
    }
    return {"type": "Feature", "id": node, "geometry": geometry, "properties": properties}


def position(graph: Graph, place: IRI, name: str) -> list[float] | None:
    """Return longitude and latitude of a place; ``None`` where the graph has none.

    Raises:
        FaultError: The position is no point in WGS 84, longitude first.
    """
    for node in (place, *graph.many(place, _GEO.hasGeometry), *graph.many(place, _GEO.hasDefaultGeometry)):
        for value in graph.all(node, _GEO.asWKT):
            if isinstance(value, Literal):
                return point(value.value, name, graph.short(place))
    return None


def point(text: str, name: str, place: str) -> list[float]:
    """Return longitude and latitude of a point in well-known text.

    >>> point("POINT(38.0 48.6)", "x.ttl", "place:x")
    [38.0, 48.6]

    Raises:
        FaultError: It is no point, or out of range.
    """
    found = _POINT.fullmatch(text.strip())
    if found:
        east, north = float(found[1]), float(found[2])
        if abs(east) <= 180 and abs(north) <= 90:
            return [east, north]
    what = f"the position of {place} is no point in WGS 84: '{text}'"
    raise fault("position", what, "write POINT(longitude latitude)", name)
