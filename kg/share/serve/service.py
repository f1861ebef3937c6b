"""The answers of a reconciliation service over a table: versions 0.1 and 0.2 of the Reconciliation Service API.

Source: Reconciliation Service API v0.2, W3C Entity Reconciliation Community Group, 10 April 2023: one section each on
the service definition, queries, preview, suggest and data extension. Of version 0.1 a single query may be asked, too,
with ``query``.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from kg.share.link.folding import clean, fold
from kg.share.link.table import EXACT, Entry, Hit, Kind, Table, Value, closure
from kg.version import __version__

__all__ = ["Bounds", "Refused", "extend", "manifest", "propose", "query", "query_batch", "suggest"]

_PAGE: Final = 20


class Bounds(NamedTuple):
    """How much may be asked at once.

    Attributes:
        queries: So many queries in a batch.
        ids: So many entities and so many properties in a data extension query.
        seconds: So long a batch may take.
        most: So many candidates are given for a query.
    """

    queries: int = 200
    ids: int = 1000
    seconds: float = 20.0
    most: int = 100


class Refused(Exception):
    """A request that gets no answer; the text says what is wrong with it.

    Attributes:
        status: The state of HTTP.
    """

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def manifest(table: Table, root: str) -> dict[str, Any]:
    """Return the service manifest.

    Args:
        table: The entities.
        root: The address of the service, without a slash at the end.
    """

    def suggester(what: str) -> dict[str, str]:
        flyout = f"/flyout/{what}?id=${{id}}"
        return {"service_url": root, "service_path": f"/suggest/{what}", "flyout_service_path": flyout}

    return {
        "versions": ["0.1", "0.2"],
        "name": table.name,
        "identifierSpace": table.space,
        "schemaSpace": table.schema,
        "serviceVersion": __version__,
        "defaultTypes": [_type(kind) for kind in table.types.values() if not kind.broader],
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": 430, "height": 220},
        "suggest": {what: suggester(what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": [
                {"name": "limit", "label": "Limit", "type": "number", "default": 0,
                 "help_text": "At most so many values of each entity (0 for all)"},
            ],
        },
    }  # fmt: skip


def query_batch(table: Table, batch: Any, bounds: Bounds) -> dict[str, Any]:
    """Return the results of a reconciliation query batch.

    Raises:
        Refused: It is no batch, it is too large, or takes too long.
    """
    if not isinstance(batch, dict):
        raise Refused(400, "'queries' is no JSON object of queries")
    if len(batch) > bounds.queries:
        raise Refused(413, f"{len(batch)} queries in one batch; at most {bounds.queries} are answered")
    end = time.monotonic() + bounds.seconds
    answers = {}
    for key, one in batch.items():
        if time.monotonic() > end:
            raise Refused(503, f"the batch takes longer than {bounds.seconds:g} s; ask for less at once")
        answers[key] = {"result": query(table, one, bounds, f"query '{key[:40]}'")}
    return answers


def query(table: Table, asked: Any, bounds: Bounds, name: str = "the query") -> list[dict[str, Any]]:
    """Return the candidates for one reconciliation query, the best first.

    Raises:
        Refused: It is no query.
    """
    if not isinstance(asked, dict):
        raise Refused(400, f"{name} is no JSON object")
    text, limit = asked.get("query", ""), asked.get("limit") or 10
    wanted = [(pid, _values_asked(given, name)) for pid, given in _properties_asked(asked, name)]
    types = asked.get("type") or []
    types = [types] if isinstance(types, str) else types
    if not isinstance(text, str) or not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise Refused(400, f"{name}: 'query' is a text, 'type' a text or a list of texts")
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit < 1:
        raise Refused(400, f"{name}: 'limit' is a number from 1")
    if not text.strip() and not wanted:
        raise Refused(400, f"{name} has neither 'query' nor 'properties'")
    hits = table.search(text) if text.strip() else [Hit(entry, 0.0, entry.spellings[0])
                                                    for entry in table.entries.values() if entry.spellings]  # fmt: skip
    every = asked.get("type_strict") == "all"
    found = [_candidate(table, hit, bool(text.strip()), types, every, wanted) for hit in hits]
    found = sorted((one for one in found if one["score"] > 0), key=lambda one: -one["score"])
    fitting = [one for one in found if one["match"]]
    if len(fitting) != 1:
        for one in fitting:
            one["match"] = False
    return found[: min(int(limit), bounds.most)]


def _properties_asked(asked: Mapping[str, Any], name: str) -> list[tuple[str, Any]]:
    given = asked.get("properties") or []
    if not isinstance(given, list) or not all(isinstance(one, dict) and isinstance(one.get("pid"), str) and "v" in one
                                              for one in given):  # fmt: skip
        raise Refused(400, f"{name}: 'properties' is a list of objects with 'pid' and 'v'")
    return [(one["pid"], one["v"]) for one in given]


def _values_asked(given: Any, name: str) -> list[str]:
    some = given if isinstance(given, list) else [given]
    values = [one.get("id") if isinstance(one, dict) else one for one in some]
    if not all(isinstance(one, str | int | float) for one in values):
        raise Refused(400, f"{name}: a value of a property is a text, a number, or an object with 'id'")
    return [str(one) for one in values]


def _candidate(
    table: Table, hit: Hit, named: bool, types: list[str], every: bool, wanted: list[tuple[str, list[str]]]
) -> dict[str, Any]:
    """Return a candidate with its features; a type or a property that does not fit lowers the score."""
    entry = hit.entry
    has = closure(table, entry)
    fits = [one in has for one in types]
    typed = (all(fits) if every else any(fits)) if types else True
    holds = [_holds(table, entry, pid, values) for pid, values in wanted]
    score = hit.score if named else 100.0 * sum(holds) / max(1, len(holds))
    if named and holds:
        score *= 0.7 + 0.3 * sum(holds) / len(holds)
    features = {"name": round(hit.score, 1)} if named else {}
    features |= {"label": hit.spelling.label, "type": typed}
    return {
        "id": entry.id,
        "name": entry.name,
        "description": entry.description,
        "type": [{"id": one, "name": table.types[one].name if one in table.types else one} for one in entry.types],
        "score": round(score * (1 if typed else 0.5), 1),
        "features": [
            *({"id": key, "value": value} for key, value in features.items()),
            *({"id": f"property:{pid}", "value": held} for (pid, _), held in zip(wanted, holds, strict=True)),
        ],
        "match": bool(named and hit.score >= EXACT and typed and all(holds)),
    }


def _holds(table: Table, entry: Entry, pid: str, asked: list[str]) -> bool:
    """Tell whether an entity has one of the values, by identifier, by any spelling, or as it is written."""
    for value in entry.values.get(pid, ()):
        other = table.entries.get(value.id) if value.id else None
        names = {fold(value.text), *(fold(one.text) for one in (other.spellings if other else ()))}
        if any(one == value.id or fold(one) in names for one in asked):
            return True
    return False


def _type(kind: Kind) -> dict[str, Any]:
    return {"id": kind.id, "name": kind.name, **({"description": kind.description} if kind.description else {})}


def suggest(table: Table, what: str, prefix: str, cursor: int) -> dict[str, Any]:
    """Return what may be meant by the beginning of a name.

    Args:
        table: The entities.
        what: ``entity``, ``type`` or ``property``.
        prefix: The beginning of a name, or an identifier.
        cursor: So many suggestions are left out at the beginning.
    """
    if what == "entity":
        return {"result": [
            {"id": entry.id, "name": entry.name, "description": entry.description,
             "notable": [{"id": one, "name": table.types[one].name} for one in entry.types if one in table.types]}
            for entry in table.begin(prefix)[cursor : cursor + _PAGE]
        ]}  # fmt: skip
    kinds = table.types if what == "type" else table.properties
    return {"result": [_type(kind) for kind in _beginning(kinds.values(), prefix)[cursor : cursor + _PAGE]]}


def _beginning(kinds: Iterable[Kind], prefix: str) -> list[Kind]:
    start = fold(prefix)
    found = [
        kind for kind in kinds
        if kind.id == prefix.strip() or (start and (f" {start}" in f" {fold(kind.name)}" or f" {start}" in
                                                    f" {fold(kind.id.partition(':')[2])}"))
    ]  # fmt: skip
    return sorted(found, key=lambda kind: (kind.id != prefix.strip(), not fold(kind.name).startswith(start)))


def propose(table: Table, kind: str, limit: int) -> dict[str, Any]:
    """Return the properties that the entities of a type have, the most frequent first."""
    having = (entry for entry in table.entries.values() if not kind or kind in closure(table, entry))
    counts = Counter(key for entry in having for key in entry.values)
    found = sorted((one for one in table.properties.values() if counts[one.id]), key=lambda one: -counts[one.id])
    chosen = [{"id": one.id, "name": one.name} for one in found[: limit or None]]
    return {"type": kind, "limit": limit, "properties": chosen}


def extend(table: Table, asked: Any, bounds: Bounds) -> dict[str, Any]:
    """Return the values of properties of entities; an unknown entity or property has none.

    Raises:
        Refused: It is no data extension query, or it is too large.
    """
    if not isinstance(asked, dict) or not all(isinstance(asked.get(key), list) for key in ("ids", "properties")):
        raise Refused(400, "'extend' is no JSON object with the lists 'ids' and 'properties'")
    ids, given = asked["ids"], asked["properties"]
    if not all(isinstance(one, str) for one in ids) or not all(
        isinstance(one, dict) and isinstance(one.get("id"), str) for one in given
    ):
        raise Refused(400, "'ids' are texts, 'properties' are objects with 'id'")
    if max(len(ids), len(given)) > bounds.ids:
        raise Refused(413, f"more than {bounds.ids} entities or properties; ask for less at once")
    keys = {one["id"]: _limit(one.get("settings")) for one in given}
    values = {one: entry.values if (entry := table.get(one)) else {} for one in ids}
    rows = {
        one: {key: [_cell(value) for value in has.get(key, ())[: limit or None]] for key, limit in keys.items()}
        for one, has in values.items()
    }
    known = table.properties
    return {"meta": [{"id": key, "name": known[key].name if key in known else key} for key in keys], "rows": rows}


def _limit(settings: Any) -> int:
    given = settings.get("limit", 0) if isinstance(settings, dict) else 0
    try:
        return max(0, int(given))
    except (TypeError, ValueError, OverflowError):
        return 0


def _cell(value: Value) -> dict[str, Any]:
    if value.kind == "id":
        return {"id": value.id, "name": clean(value.text)}
    if value.kind in ("int", "float"):
        return {value.kind: int(value.text) if value.kind == "int" else float(value.text)}
    return {"str": value.text}
