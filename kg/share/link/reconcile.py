"""A client of the Reconciliation Service API, versions 0.1 and 0.2: names in, candidates out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from kg.endpoint.client import remote_fault
from kg.share.link.ask import Asker, Misunderstood
from kg.share.link.folding import clean

__all__ = ["ITEM", "PUBLIC", "Candidate", "inner", "read_name", "reconcile"]

PUBLIC: Final = "https://wikidata.reconci.link/en/api"
"""The public reconciliation service of Wikidata."""

BATCH: Final = 10
"""So many names go into one request: the public service looks each of them up by itself and is slow with more."""

ITEM: Final = re.compile(r"Q[1-9][0-9]{0,14}", re.ASCII)
"""The form of the identifiers of items."""


class Candidate(NamedTuple):
    """An item that a service thinks of.

    Attributes:
        id: Its identifier.
        name: Its name.
        description: What tells it from namesakes; may be empty.
        types: The names of its types.
        score: How well it fits, in the measure of the service.
    """

    id: str
    name: str
    description: str
    types: tuple[str, ...]
    score: float


def inner(data: Any, *keys: str) -> dict[str, Any]:
    """Return the object that keys lead to from an object; an empty one where they lead to none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def read_name(asker: Asker, url: str) -> str:
    """Return the name of a service, after a look at its manifest.

    Raises:
        FaultError: It does not answer, or is none that can be asked.
    """

    def understand(data: Any) -> tuple[str, list[str]]:
        if not isinstance(data, dict) or not all(isinstance(data.get(key), str) for key in ("name", "identifierSpace")):
            raise Misunderstood("a service manifest has a 'name' and an 'identifierSpace'")
        versions = data.get("versions", ["0.1"])
        return clean(data["name"]), [str(one) for one in versions] if isinstance(versions, list) else []

    name, versions = asker.ask(url, None, understand)
    if not {"0.1", "0.2"} & set(versions):
        what = f"the service speaks versions {', '.join(versions) or 'unknown'} of the API, and we speak 0.1 and 0.2"
        raise remote_fault(url, what, "give the address of another service")
    return str(name)


def reconcile(
    asker: Asker, url: str, queries: Sequence[dict[str, Any]], tell: Callable[[int], None] = lambda _: None
) -> list[tuple[Candidate, ...]]:
    """Return the candidates for each query, in the order of the queries.

    Args:
        asker: Asks.
        url: The address of the service.
        queries: Reconciliation queries, as the specification has them.
        tell: Called with the number of queries that have been answered, after each batch.

    Raises:
        FaultError: The service does not answer, or not with what was asked for.
    """
    found: list[tuple[Candidate, ...]] = []
    for start in range(0, len(queries), BATCH):
        batch = {f"q{number}": one for number, one in enumerate(queries[start : start + BATCH])}
        form = {"queries": json.dumps(batch, ensure_ascii=False, sort_keys=True)}
        found += asker.ask(url, form, partial(_results, tuple(batch)))
        tell(len(found))
    return found


def _results(keys: Iterable[str], data: Any) -> list[tuple[Candidate, ...]]:
    found = []
    for key in keys:
        result = inner(data, key).get("result")
        if not isinstance(result, list):
            raise Misunderstood(f"there is no result for the query {key}")
        found.append(tuple(map(_candidate, result)))
    return found


def _candidate(data: Any) -> Candidate:
    if not isinstance(data, dict) or not isinstance(data.get("id"), str) or not isinstance(data.get("name"), str):
        raise Misunderstood("a candidate has an 'id' and a 'name'")
    score, told, types = data.get("score", 0), data.get("description"), data.get("type")
    if isinstance(score, bool) or not isinstance(score, int | float):
        raise Misunderstood("the 'score' of a candidate is a number")
    names = [one.get("name") if isinstance(one, dict) else one for one in (types if isinstance(types, list) else [])]
    return Candidate(
        data["id"], clean(data["name"]), clean(told) if isinstance(told, str) else "",
        tuple(clean(one) for one in names if isinstance(one, str)), float(score),
    )  # fmt: skip
