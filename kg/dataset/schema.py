"""``battlekg schema``: the JSON Schema of the YAML files, so that an editor can complete and check them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, TextIO

from pydantic import BaseModel

from kg.model import Actor, Battle, ClaimFile, Event, Manifest, Phase, Place
from kg.schemes import schemes
from kg.sources.documents import DocumentEntry

__all__ = ["json_schema", "run"]

_FILES: Final[Mapping[str, tuple[type[BaseModel], bool]]] = {
    "claims": (ClaimFile, False), "dataset": (Manifest, False), "actors": (Actor, True), "places": (Place, True),
    "battles": (Battle, True), "phases": (Phase, True), "events": (Event, True), "sources": (DocumentEntry, True),
}  # fmt: skip
_SCHEMES: Final = {
    "act": "act", "medium": "medium", "outcome": "outcome", "direction": "direction", "item": "item", "unit": "unit",
    "per": "unit", "extent": "extent",
}  # fmt: skip


def json_schema(what: str) -> dict[str, Any]:
    """Return the JSON Schema of a file of a dataset.

    Args:
        what: ``claims``, ``dataset``, ``actors``, ``places``, ``battles``, ``phases``, ``events`` or ``sources``.
    """
    model, many = _FILES[what]
    made = model.model_json_schema(by_alias=True)
    if many:
        inner = {key: value for key, value in made.items() if key != "$defs"}
        made = {"type": "object", "additionalProperties": inner, "$defs": made.get("$defs", {})}
    for definition in (made, made.get("additionalProperties") or {}, *made.get("$defs", {}).values()):
        _lists(definition)
    _concepts(made)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"battlekg {what}", **made}


def _lists(definition: dict[str, Any]) -> None:
    """Where a list is expected, one value may stand without brackets; a mapping of names may be a plain passage."""
    properties = definition.get("properties", {})
    for name, part in properties.items():
        if part.get("type") == "array" and name not in ("scope", "curators"):
            properties[name] = {"anyOf": [part, part["items"]], **({"default": []} if "default" in part else {})}
    names = properties.get("names", {})
    if names.get("additionalProperties"):
        plain = {"type": "string"}
        names["additionalProperties"] = {
            "anyOf": [names["additionalProperties"], plain, {"type": "array", "items": plain}]
        }
    via = properties.get("via")
    if via is not None:
        plain = {"type": "string"}
        properties["via"] = {"anyOf": [*via.get("anyOf", [via]), plain, {"type": "array", "items": plain}]}


def _concepts(made: dict[str, Any]) -> None:
    """List the concepts that a field can take."""
    kinds = {"Figure": "measure", "Situation": "kind", "Occurrence": "kind", "Via": ""}
    for name, definition in made.get("$defs", {}).items():
        chosen = dict(_SCHEMES)
        if kinds.get(name):
            chosen["kind"] = kinds[name]
        for field, part in definition.get("properties", {}).items():
            if field in chosen:
                _enumerate(part, list(schemes()[chosen[field]]))


def _enumerate(part: dict[str, Any], values: list[str]) -> None:
    for choice in part.get("anyOf", [part]):
        if choice.get("type") == "string":
            choice["enum"] = values


def run(what: str, out: TextIO) -> int:
    """Print the schema and return the exit code."""
    print(json.dumps(json_schema(what), indent=1), file=out)
    return 0
