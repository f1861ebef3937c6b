"""A client of the entity API of Wikidata (``wbgetentities``): names, types and a few statements of items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from kg.endpoint.client import remote_fault
from kg.share.link.ask import Asker, Misunderstood
from kg.share.link.folding import clean
from kg.share.link.reconcile import ITEM, inner

__all__ = ["ENTITIES", "Item", "read_items"]

ENTITIES: Final = "https://www.wikidata.org/w/api.php"
"""The API of Wikidata."""

LANGUAGES: Final = ("en", "uk", "ru")
"""The languages in which items are read: that of the documents, and those of the parties."""

BATCH: Final = 50
"""So many items the API gives at once."""

_WAITS: Final = 4
_LAG: Final = 5.0
_YEAR: Final = re.compile(r"\+(\d{4})-")


class Item(NamedTuple):
    """An item, as far as it is read.

    Attributes:
        id: The identifier that was asked for.
        now: The identifier that it has now; another one where the item was merged into that; empty where it is gone.
        labels: The label by language.
        aliases: The other names by language.
        descriptions: The description by language.
        title: The title of its article in the English Wikipedia; empty where there is none.
        values: Identifiers of items, by property.
        years: Years of points in time, by property.
    """

    id: str
    now: str
    labels: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    descriptions: Mapping[str, str]
    title: str
    values: Mapping[str, tuple[str, ...]]
    years: Mapping[str, tuple[int, ...]]

    @property
    def name(self) -> str:
        """A label, the English one if there is one."""
        return next((self.labels[one] for one in LANGUAGES if one in self.labels), self.id)

    @property
    def description(self) -> str:
        """A description, the English one if there is one."""
        return next((self.descriptions[one] for one in LANGUAGES if one in self.descriptions), "")


class _Busy(Exception):
    """The servers ask to wait: an answer that is neither kept nor a fault."""


def read_items(asker: Asker, url: str, ids: Iterable[str]) -> dict[str, Item]:
    """Return items by the identifiers that were asked for.

    Args:
        asker: Asks.
        url: The address of the API.
        ids: Identifiers of items; each is asked for once.

    Raises:
        FaultError: The API does not answer, or not with all of them.
    """
    wanted = sorted(set(ids), key=lambda one: (len(one), one))
    found: dict[str, Item] = {}
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        fields = {
            "action": "wbgetentities", "ids": "|".join(some), "props": "labels|aliases|descriptions|claims|sitelinks",
            "sitefilter": "enwiki", "languages": "|".join(LANGUAGES), "redirects": "yes", "format": "json",
            "maxlag": "5",
        }  # fmt: skip
        found |= _ask(asker, f"{url}?{urlencode(fields)}", some)
    return found


def _ask(asker: Asker, url: str, ids: list[str]) -> dict[str, Item]:
    def understand(data: Any) -> dict[str, Item] | str:
        error = inner(data, "error")
        if error.get("code") in ("maxlag", "ratelimited"):
            raise _Busy(clean(str(error.get("info", ""))))
        if error:
            raise Misunderstood(clean(str(error.get("info") or error.get("code"))))
        by_asked = dict(_asked(key, one) for key, one in inner(data, "entities").items())
        if not by_asked:
            raise Misunderstood("there are no entities in it")
        if missing := [one for one in ids if one not in by_asked]:
            raise Misunderstood(f"{missing[0]} is not in it")
        return {one: _item(one, by_asked[one]) for one in ids}

    for number in range(_WAITS + 1):
        try:
            return asker.ask(url, None, understand)  # type: ignore[no-any-return]
        except _Busy as busy:
            if number == _WAITS:
                address = url.partition("?")[0]
                raise remote_fault(address, f"the servers are busy ({busy})", "try again later") from None
            asker.client.tell(f"the servers are busy; trying again in {_LAG * 2**number:.0f} s")
            asker.client.sleep(_LAG * 2**number)
    raise AssertionError


def _asked(key: str, one: Any) -> tuple[str, Any]:
    """Return the identifier that was asked for with an entity: that of a merged item is where it came from."""
    return str(inner(one, "redirects").get("from", key)), one


def _item(asked: str, data: Any) -> Item:
    if not isinstance(data, dict):
        raise Misunderstood(f"{asked} is no object")
    now = data.get("id", asked)
    if not isinstance(now, str) or not ITEM.fullmatch(now):
        raise Misunderstood(f"{asked} has no identifier of an item")
    names = {one: _values(data.get(one)) for one in ("labels", "aliases", "descriptions")}
    values = {
        key: [_value(one) for one in some if isinstance(one, dict) and one.get("rank") != "deprecated"]
        for key, some in inner(data, "claims").items()
    }
    items = {key: tuple(one for one in some if isinstance(one, str)) for key, some in values.items()}
    years = {key: tuple(one for one in some if isinstance(one, int)) for key, some in values.items()}
    title = clean(str(inner(data, "sitelinks", "enwiki").get("title", "")))
    return Item(
        asked, "" if "missing" in data else now, {one: some[0] for one, some in names["labels"].items()},
        names["aliases"], {one: some[0] for one, some in names["descriptions"].items()}, title,
        {key: some for key, some in items.items() if some}, {key: some for key, some in years.items() if some},
    )  # fmt: skip


def _values(data: Any) -> dict[str, tuple[str, ...]]:
    """Return the texts by language of labels, aliases or descriptions; without those that are empty."""
    found = {}
    for language, given in (data if isinstance(data, dict) else {}).items():
        some = [one.get("value") for one in (given if isinstance(given, list) else [given]) if isinstance(one, dict)]
        texts = tuple(text for text in (clean(one) for one in some if isinstance(one, str)) if text)
        if texts:
            found[language] = texts
    return found


def _value(statement: Mapping[str, Any]) -> str | int | None:
    content = inner(statement, "mainsnak", "datavalue", "value")
    if isinstance(content.get("id"), str) and ITEM.fullmatch(content["id"]):
        return str(content["id"])
    year = _YEAR.match(str(content.get("time", "")))
    return int(year[1]) if year else None
