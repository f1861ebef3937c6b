"""The canned queries as a web service would offer them, in the terms of OpenAPI 3.1, much as grlc derives them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store

from kg.ask.catalog.question import Parameter, Question
from kg.ask.engine.names import things
from kg.ask.engine.store import open_store
from kg.rdf.namespaces import prefixes_of
from kg.version import __version__

__all__ = ["openapi", "openapi_text"]

_MOST: Final = 60
"""No more values than these are listed: a concept, not an actor."""

_TERM: Final = {
    "type": "object",
    "description": "A term of RDF as in the SPARQL 1.1 Query Results JSON Format",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode", "triple"]}, "value": {}, "datatype": {"type": "string"},
        "xml:lang": {"type": "string"},
    },
}  # fmt: skip
_FAULT: Final = {
    "description": "A parameter is unknown or a value is not of its type: one line for each fault, with the remedy",
    "content": {"text/plain": {"schema": {"type": "string"}}},
}


def openapi(queries: Sequence[Question], store: Store, spaces: Mapping[str, str]) -> dict[str, Any]:
    """Return the description, ready for JSON.

    Args:
        queries: The queries.
        store: The graph that they are asked of: it tells which values a parameter may have.
        spaces: Namespace by prefix of the dataset's own things.
    """
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The canned queries of battlekg",
            "version": __version__,
            "description": "One path per question. A name may be an identifier, an IRI or any spelling.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "tags": [{"name": theme} for theme in sorted({query.theme for query in queries})],
        "paths": {f"/query/{query.name}": {"get": _operation(query, store, spaces)} for query in queries},
        "components": {"schemas": {"Term": _TERM}, "responses": {"Fault": _FAULT}},
    }


def _operation(query: Question, store: Store, spaces: Mapping[str, str]) -> dict[str, Any]:
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": [query.theme],
        "parameters": [_parameter(one, store, spaces) for one in query.parameters],
        "responses": {
            "200": {"description": "The answer", "content": _content(query)},
            "400": {"$ref": "#/components/responses/Fault"},
        },
    }


def _parameter(one: Parameter, store: Store, spaces: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "default": one.default}
    if one.type == "date" and not one.optional:
        schema["format"] = "date"
    elif one.type in ("date", "first-day", "last-day"):
        more = "" if one.type == "date" else "(-[0-9]{2}(-[0-9]{2})?)?"
        schema["pattern"] = f"^([0-9]{{4}}{more or '-[0-9]{2}-[0-9]{2}'}{'|any' if one.optional else ''})$"
    elif one.type == "integer":
        schema = _integer(one)
    elif one.values or one.type.startswith("concept:"):
        known = list(one.values) or [thing.id for thing in things(one, store, spaces)]
        if len(known) <= _MOST:
            schema["enum"] = [*known, *(["any"] if one.optional else [])]
    sample: Any = int(one.sample) if one.type == "integer" else one.sample
    return {"name": one.name, "in": "query", "required": False, "description": f"{one.description} ({one.type})",
            "schema": schema, "example": sample}  # fmt: skip


def _integer(one: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer"}
    schema |= {key: limit for key, limit in (("minimum", one.least), ("maximum", one.most)) if limit is not None}
    default: Any = "any" if one.default == "any" else int(one.default)
    return {"oneOf": [schema, {"const": "any"}], "default": default} if one.optional else {**schema, "default": default}


def _content(query: Question) -> dict[str, Any]:
    if query.form == "CONSTRUCT":
        return {"text/turtle": {"schema": {"type": "string"}}}
    if query.form == "ASK":
        answer = {"type": "object", "required": ["boolean"], "properties": {"boolean": {"type": "boolean"}}}
        return {"application/sparql-results+json": {"schema": answer}}
    columns = {
        name: {"description": meaning, "allOf": [{"$ref": "#/components/schemas/Term"}]}
        for name, meaning in query.columns.items()
    }
    row = {"type": "object", "properties": columns, "additionalProperties": False}
    schema = {
        "type": "object",
        "required": ["head", "results"],
        "properties": {
            "head": {"type": "object", "properties": {"vars": {"const": list(query.columns)}}},
            "results": {"type": "object", "properties": {"bindings": {"type": "array", "items": row}}},
        },
    }
    return {"application/sparql-results+json": {"schema": schema}, "text/csv": {"schema": {"type": "string"}}}


def openapi_text(queries: Sequence[Question], graph: Path) -> str:
    """Return the OpenAPI description as JSON; the values of parameters and the examples come from a graph file."""
    return json.dumps(openapi(queries, open_store(graph), prefixes_of(graph)), ensure_ascii=False, indent=1) + "\n"
