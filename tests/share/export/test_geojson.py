"""GeoJSON: every place and event is a feature, with the position that the graph has, or with none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.paths import find_graph
from kg.share.export.geojson import point, write_geojson
from tests.builder.graphs import dataset
from tests.fixtures import faults_of
from tests.share.export.graphs import written


def moved(built: Path, folder: Path, place: str, wkt: str) -> Path:
    """Return a copy of the graph in which a place has the position that is given, and all others none."""
    text = built.read_text(encoding="utf-8")
    text = re.sub(r" ;\n    geo:hasGeometry [^;.]*(?=[ ;.])", "", text)
    geo = "http://www.opengis.net/ont/geosparql#"
    text += (
        f"\nplace:{place} <{geo}hasGeometry> geometry:moved .\n"
        f'geometry:moved <{geo}asWKT> "{wkt}"^^<{geo}wktLiteral> .\n'
    )
    file = folder / "toyfort.ttl"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def built(toyfort: Path) -> Path:
    return Path(find_graph(str(toyfort)))


def features(graph: Path) -> dict[str, dict[str, Any]]:
    found = json.loads(written(write_geojson, graph))
    assert found["type"] == "FeatureCollection"
    return {f"{one['properties']['feature']} {one['properties']['key']}": one for one in found["features"]}


@pytest.mark.parametrize("name", ["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def test_every_place_and_event_is_one_feature(name: str, built: Path) -> None:
    """The invented dataset uses every class and property, so that the other is for the full tests."""
    found = features(built if name == "toyfort" else Path(find_graph(name)))
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
    event = next(one for one in features(built).values() if one["properties"].get("places"))
    place = event["properties"]["places"][0]
    found = features(moved(built, tmp_path, place, "POINT(38.25 -48.5)"))
    assert found[f"place {place}"]["geometry"] == {"type": "Point", "coordinates": [38.25, -48.5]}
    assert found[f"event {event['properties']['key']}"]["geometry"] == {"type": "Point", "coordinates": [38.25, -48.5]}
    assert sum(one["geometry"] is not None for key, one in found.items() if key.startswith("place")) == 1


@pytest.mark.parametrize("wkt", ["POINT(48.5)", "POINT(198.0 48.5)", "POINT(48.5 98)", "LINESTRING(1 2, 3 4)", ""])
def test_what_is_no_point_is_a_fault_that_names_the_place(wkt: str, built: Path, tmp_path: Path) -> None:
    place = next(iter(dataset("toyfort").places))
    file = moved(built, tmp_path, place, wkt)
    (fault,) = faults_of(lambda: written(write_geojson, file))
    assert fault.rule == "position"
    assert f"place:{place}" in fault.what


def test_points_are_read() -> None:
    crs = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    assert point(f"{crs} point ( -0.5 1 )", "", "") == [-0.5, 1.0]
