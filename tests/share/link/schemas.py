"""JSON Schemas of what a reconciliation service answers, written from the text of the specification, 0.1 and 0.2.

Where ``BATTLEKG_RECONCILIATION_SPECS`` names a checkout of the specification, its own schemas are used as well.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
from referencing import Registry, Resource

SPECS = os.environ.get("BATTLEKG_RECONCILIATION_SPECS", "")
TEXT: dict[str, Any] = {"type": "string"}
NAMED = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT, "description": TEXT}}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _object(required: str, properties: dict[str, Any], closed: bool = False) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": properties,
            "additionalProperties": not closed}  # fmt: skip


_ADDRESS = {"type": "string", "pattern": r"\{\{id\}\}"}
_SUGGESTER = _object("service_url service_path", {
    "service_url": TEXT, "service_path": TEXT, "flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"},
})  # fmt: skip
_SETTING = _object("name label type", {
    "name": TEXT, "label": TEXT, "type": {"enum": ["number", "text", "checkbox", "select"]}, "help_text": TEXT,
})  # fmt: skip
_FEATURE = _object("id value", {"id": TEXT, "value": {"type": ["number", "boolean"]}})
_CANDIDATE = _object("id name score match", {
    "id": TEXT, "name": TEXT, "description": TEXT, "type": _list(NAMED), "score": {"type": "number"},
    "features": _list(_FEATURE), "match": {"type": "boolean"},
})  # fmt: skip
_CELL = {"oneOf": [
    _object("id name", {"id": TEXT, "name": TEXT}, closed=True), _object("str", {"str": TEXT}, closed=True),
    _object("int", {"int": {"type": "integer"}}, closed=True),
    _object("float", {"float": {"type": "number"}}, closed=True),
]}  # fmt: skip

OURS: dict[str, dict[str, Any]] = {
    "manifest": _object("versions name identifierSpace schemaSpace", {
        "versions": {"type": "array", "contains": {"const": "0.2"}, "items": TEXT}, "name": TEXT,
        "identifierSpace": {"type": "string", "pattern": "^https?://"},
        "schemaSpace": {"type": "string", "pattern": "^https?://"},
        "defaultTypes": _list(NAMED), "view": _object("url", {"url": _ADDRESS}),
        "preview": _object("url width height", {
            "url": _ADDRESS, "width": {"type": "integer"}, "height": {"type": "integer"},
        }),
        "suggest": _object("entity type property", {"entity": _SUGGESTER, "type": _SUGGESTER, "property": _SUGGESTER}),
        "extend": _object("propose_properties property_settings", {
            "propose_properties": _object("service_url service_path", {"service_url": TEXT, "service_path": TEXT}),
            "property_settings": _list(_SETTING),
        }),
    }),
    "reconciliation-result-batch": {
        "type": "object", "additionalProperties": _object("result", {"result": _list(_CANDIDATE)}, closed=True),
    },
    "suggest-entities-response": _object("result", {"result": _list({
        **NAMED, "properties": {"id": TEXT, "name": TEXT, "description": TEXT, "notable": _list(NAMED)},
    })}),
    "suggest-types-response": _object("result", {"result": _list(NAMED)}),
    "suggest-properties-response": _object("result", {"result": _list(NAMED)}),
    "data-extension-property-proposal": _object("properties type", {
        "properties": _list(NAMED), "type": TEXT, "limit": {"type": "integer"},
    }),
    "data-extension-response": _object("meta rows", {
        "meta": _list(NAMED),
        "rows": {"type": "object", "additionalProperties": {
            "type": "object", "additionalProperties": _list(_CELL),
        }},
    }),
}  # fmt: skip


def conforms(data: Any, name: str) -> None:
    """Check an answer against a schema.

    Args:
        data: The answer.
        name: The name of the schema, as the specification has it.
    """
    jsonschema.Draft202012Validator(OURS[name]).validate(data)
    for version in ("0.1", "0.2") if SPECS else ():
        folder = Path(SPECS) / version / "schemas"
        path = folder / f"{name}.json"
        if not path.exists():
            continue
        schema = json.loads(path.read_text("utf-8"))
        some = [(one["$id"], Resource.opaque(one)) for one in map(_read, folder.glob("*.json")) if "$id" in one]
        local = [(key.rpartition("/")[2], one) for key, one in some]
        security = "http://swagger.io/v2/schema.json"
        registry = Registry().with_resources([*some, *local, (security, Resource.opaque({}))])
        jsonschema.Draft7Validator(schema, registry=registry).validate(data)


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
