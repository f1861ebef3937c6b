"""GeoJSON: every place and event is a feature, with the position that the graph has, or with none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.export.geojson import point, write_geojson
from kg.query.place import graph_of
from tests.build.graphs import dataset
from tests.export.graphs import written
from tests.fixtures import faults_of

WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"


def positions(text: str, place: str, wkt: str) -> str:
    """Return a graph in which a place has the one position that is given, by way of a geometry."""
    kept = "\n".join(line for line in text.splitlines() if "geo:" not in line or line.startswith("@prefix"))
    geo = "http://www.opengis.net/ont/geosparql#"
    return (
        f"{kept}\n<https://example.org/toyfort/place/{place}> <{geo}hasGeometry> <https://example.org/g> .\n"
        f'<https://example.org/g> <{geo}asWKT> "{wkt}"^^<{WKT}> .\n'
    )


@pytest.fixture
def built(toyfort: Path) -> Path:
    return graph_of(str(toyfort))


def features(graph: Path) -> dict[str, dict[str, Any]]:
    found = json.loads(written(write_geojson, graph))
    assert found["type"] == "FeatureCollection"
    return {f"{one['properties']['feature']} {one['properties']['key']}": one for one in found["features"]}


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_every_place_and_event_is_one_feature(name: str, built: Path) -> None:
    found = features(built if name == "toyfort" else graph_of(name))
    data = dataset(name)
    assert found.keys() == {f"place {key}" for key in data.places} | {f"event {key}" for key in data.events}
    for one in found.values():
        assert one["type"] == "Feature"
        assert one["properties"]["label"]
        assert one["geometry"] is None or one["geometry"]["type"] in ("Point", "MultiPoint")


def test_claims_are_counted(built: Path) -> None:
    data = dataset("toyfort")
    for key, one in features(built).items():
        kind, _, local = key.partition(" ")
        said = [c.proposition for c in data.claims.values() if c.proposition]
        told = [p for p in said if (local in p.where if kind == "place" else p.about == local)]
        assert one["properties"]["claims"] == len(told)


def test_a_place_has_its_position_and_an_event_that_of_its_place(built: Path, tmp_path: Path) -> None:
    text = built.read_text(encoding="utf-8")
    event = next(one for one in features(built).values() if one["properties"].get("places"))
    place = event["properties"]["places"][0]
    file = tmp_path / "toyfort.ttl"
    file.write_text(positions(text, place, "POINT(38.25 -48.5)"), encoding="utf-8")
    found = features(file)
    assert found[f"place {place}"]["geometry"] == {"type": "Point", "coordinates": [38.25, -48.5]}
    assert found[f"event {event['properties']['key']}"]["geometry"] == {"type": "Point", "coordinates": [38.25, -48.5]}
    assert sum(one["geometry"] is not None for key, one in found.items() if key.startswith("place")) == 1


@pytest.mark.parametrize("wkt", ["POINT(48.5)", "POINT(198.0 48.5)", "POINT(48.5 98)", "LINESTRING(1 2, 3 4)", ""])
def test_what_is_no_point_is_a_fault_that_names_the_place(wkt: str, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "toyfort.ttl"
    place = next(iter(dataset("toyfort").places))
    file.write_text(positions(built.read_text(encoding="utf-8"), place, wkt), encoding="utf-8")
    (fault,) = faults_of(lambda: written(write_geojson, file))
    assert fault.rule == "position"
    assert f"place:{place}" in fault.what


def test_points_are_read() -> None:
    crs = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert point(f"{crs} point ( -0.5 1 )", "", "") == [-0.5, 1.0]
