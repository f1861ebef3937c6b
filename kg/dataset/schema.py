"""``battlekg schema``: the JSON Schema of the YAML files, so that an editor can complete and check them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from kg.dataset.documents import DocumentEntry
from kg.dataset.fields import PASSAGE, SLUG
from kg.dataset.links import GazetteerFile, LinkFile
from kg.dataset.model import Actor, Battle, ClaimFile, Convention, Event, Manifest, Phase, Place
from kg.rdf.concepts import schemes

__all__ = ["FILES", "json_schema"]

FILES: Final[Mapping[str, tuple[type[BaseModel], bool]]] = {
    "claims": (ClaimFile, False), "dataset": (Manifest, False), "actors": (Actor, True), "places": (Place, True),
    "battles": (Battle, True), "phases": (Phase, True), "events": (Event, True), "sources": (DocumentEntry, True),
    "conventions": (Convention, True), "links": (LinkFile, False), "gazetteer": (GazetteerFile, False),
}  # fmt: skip
_SHARED: Final = {"direction": "direction", "item": "item"}
_SCHEMES: Final[Mapping[str, Mapping[str, str]]] = {
    "Claim": {"act": "act", "medium": "medium", "outcome": "outcome", "hedge": "hedge", "evidence": "medium"},
    "Via": {"medium": "medium"},
    "Figure": {
        "kind": "measure",
        "unit": "unit",
        "per": "unit",
        "sense": "sense",
        "method": "method",
        "span": "span",
        **_SHARED,
    },
    "Ratio": {"kind": "measure", "to-kind": "measure", **_SHARED},
    "Situation": {"kind": "kind", "extent": "extent", "polarity": "polarity", "degree": "degree", **_SHARED},
    "Occurrence": {"kind": "kind", "polarity": "polarity", "degree": "degree", **_SHARED},
    "Actor": {"kind": "actor-kind"},
    "Place": {"kind": "place-kind"},
    "Event": {"kind": "kind"},
    "Link": {"sort": "target-kind", "confidence": "confidence"},
    "Point": {"precision": "precision"},
}
"""The scheme of each field that takes concepts, by model."""

_SLUG: Final = {"pattern": f"^{SLUG.pattern}$"}
_PASSAGE: Final = {"type": "string", "pattern": f"^{PASSAGE.pattern}$"}


def json_schema(what: str) -> dict[str, Any]:
    """Return the JSON Schema of a file of a dataset.

    Args:
        what: ``claims``, ``dataset``, ``actors``, ``places``, ``battles``, ``phases``, ``events``, ``sources``,
            ``conventions``, ``links`` or ``gazetteer``.
    """
    model, many = FILES[what]
    made = model.model_json_schema(by_alias=True)
    for definition in (made, *made.get("$defs", {}).values()):
        _concepts(definition)
        _lists(definition)
        _keys(definition)
    if many:
        definitions = made.pop("$defs", {})
        made = {"type": "object", "additionalProperties": made, "propertyNames": _SLUG, "$defs": definitions}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": f"battlekg {what}"}


def _concepts(definition: dict[str, Any]) -> None:
    """List the concepts that each field can take."""
    for field, scheme in _SCHEMES.get(definition.get("title", ""), {}).items():
        part = definition["properties"][field]
        for choice in (part, part.get("items", {}), *part.get("anyOf", ())):
            if choice.get("type") == "string":
                choice.pop("pattern", None)
                choice["enum"] = list(schemes()[scheme])


def _lists(definition: dict[str, Any]) -> None:
    """Where a list is expected, one value may stand without brackets; a mapping of names may be a plain passage."""
    properties = definition.get("properties", {})
    for name, part in properties.items():
        if part.get("type") == "array" and name not in ("scope", "curators", "sections"):
            properties[name] = {"anyOf": [part, part["items"]], **({"default": []} if "default" in part else {})}
    names = properties.get("names", {})
    if names.get("additionalProperties"):
        lone = [_PASSAGE, {"type": "array", "items": _PASSAGE}]
        names["additionalProperties"] = {"anyOf": [names["additionalProperties"], *lone]}
    if via := properties.get("via"):
        hop = {"anyOf": [via["anyOf"][1], {"type": "string", **_SLUG}]}
        via["anyOf"] = [{"type": "array", "items": hop}, *hop["anyOf"]]


def _keys(definition: dict[str, Any]) -> None:
    """Demand the form of identifiers that are keys."""
    for part in definition.get("properties", {}).values():
        if "patternProperties" in part:
            part["additionalProperties"] = False
    if claims := definition.get("properties", {}).get("claims"):
        claims["propertyNames"] = _SLUG
