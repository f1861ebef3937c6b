"""The JSON Schema of each file: it accepts what the reader accepts and refuses what an editor can see to be wrong."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kg.dataset.schema import json_schema
from kg.paths import DATA
from kg.rdf.concepts import schemes
from tests.calling import command
from tests.fixtures import TOYFORT

WHAT = ["claims", "dataset", "actors", "places", "battles", "phases", "events", "sources"]


class Loader(yaml.CSafeLoader):
    """Reads as editors do: numbers are numbers, but a date is a text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in pairs if tag == "tag:yaml.org,2002:int" or tag == "tag:yaml.org,2002:null"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def files(what: str) -> list[Path]:
    patterns = (f"{what}.yaml", f"{what}/*.yaml")
    return [
        path for folder in (Path(DATA) / "bakhmut", TOYFORT) for form in patterns for path in sorted(folder.glob(form))
    ]


@pytest.mark.parametrize("what", WHAT)
def test_our_own_files_are_accepted(what: str) -> None:
    schema = json_schema(what)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert len(files(what)) >= 2
    for path in files(what):
        validator.validate(yaml.load(path.read_text(encoding="utf-8"), Loader))


@pytest.mark.parametrize("what", WHAT)
def test_an_unknown_key_is_refused_at_every_depth(what: str) -> None:
    validator = jsonschema.Draft202012Validator(json_schema(what))
    data = yaml.load(files(what)[-1].read_text(encoding="utf-8"), Loader)
    places = list(mappings(data, ()))
    for place in places:
        spoilt = json.loads(json.dumps(data))
        inner = spoilt
        for part in place:
            inner = inner[part]
        inner["odd-key"] = {"odd": "x"}
        assert not validator.is_valid(spoilt), place
    assert places


def mappings(data: Any, place: tuple[Any, ...]) -> Any:
    if isinstance(data, dict):
        yield place
        for key, value in data.items():
            yield from mappings(value, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from mappings(value, (*place, number))


def test_concepts_are_offered() -> None:
    text = json.dumps(json_schema("claims"))
    for scheme in ("act", "medium", "outcome", "extent", "direction", "item", "unit", "measure", "kind", "hedge"):
        for concept in schemes()[scheme]:
            assert f'"{concept}"' in text, f"{scheme} {concept}"


SOURCE: dict[str, Any] = yaml.load((TOYFORT / "sources.yaml").read_text(encoding="utf-8"), Loader)["annals"]


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("claims", {"claims": {"x": {"at": "a.b.1", "says": "x", "act": "asserts"}}}),
        ("claims", {"claims": {"x": {"at": "a.b.1", "says": "x", "hedge": "maybe"}}}),
        ("claims", {"claims": {"x": {"at": "a.b.1", "says": "x", "hedge": ["likely", "maybe"]}}}),
        ("claims", {"claims": {"x": {"at": "a.b.1"}}}),
        ("claims", {"claims": {"X y": {"at": "a.b.1", "says": "x"}}}),
        ("claims", {"claims": {"x": {"at": "nowhere", "says": "x"}}}),
        ("claims", {"claims": {"x": {"at": "a.b.1", "says": "x", "situation": {"kind": "wounded"}}}}),
        ("claims", {"claims": {"x": {"at": "a.b.1", "says": "x", "figure": {"kind": "wounded"}}}}),
        ("claims", {"claims": {"x": {"at": "a.b.1", "says": "x", "via": {"medium": "report"}}}}),
        ("claims", {"claims": {}, "set-aside": {"a.b.1": {"why": "because"}}}),
        ("actors", {"x": {"kind": "prson", "names": {"X": "a.b.1"}}}),
        ("actors", {"x": {"kind": "person", "names": {"X": "nowhere"}}}),
        ("sources", {"x": SOURCE | {"sections": {"key": "a", "heading": "b"}}}),
        ("sources", {"x": SOURCE | {"kind": "book"}}),
        ("sources", {"X": SOURCE}),
        ("places", {"x": {"kind": "person", "names": {"X": "a.b.1"}}}),
        ("events", {"x": {"kind": "wounded", "label": "x", "part-of": "y"}}),
    ],
)
def test_what_an_editor_can_see_is_refused(what: str, change: dict[str, Any]) -> None:
    head = {"curator": "x", "curated": "2026-01-01"} if what == "claims" else {}
    assert not jsonschema.Draft202012Validator(json_schema(what)).is_valid({**head, **change})


def test_the_schema_is_printed() -> None:
    assert json.loads(command("schema", "sources").out) == json_schema("sources")
