"""Real items of Wikidata as a table, and a server of them on this machine: reconciliation and the entity API."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from kg.dataset import read_dataset
from kg.share.link.ours import read_table
from kg.share.link.table import Entry, Kind, Spelling, Table, Value
from kg.share.serve.server import Server
from kg.share.serve.service import Bounds
from tests.serving import Quiet

SPACE = "http://www.wikidata.org/entity/"

known_table = cache(read_table)
known_dataset = cache(read_dataset)
"""Read once for all tests; the tests of the commands put them in the place of the readers."""

Record = dict[str, Any]


def read_snapshot(path: Path) -> list[Record]:
    """Return the items of a snapshot."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def table_of_items(records: Iterable[Record]) -> Table:
    """Return a table of items with every label and alias; the code that serves ours serves it."""
    some = list(records)
    types = {one for record in some for one in record["instance_of"]}
    labels = {record["qid"]: record["labels"].get("en") for record in some}
    kinds = [Kind(one, labels.get(one) or one) for one in sorted(types)]
    return Table("items", SPACE, SPACE, kinds, [Kind("P17", "country")], map(_entry, some))


def _entry(record: Record) -> Entry:
    spellings = [Spelling(text, language, True) for language, text in record["labels"].items()]
    spellings += [Spelling(text, language) for language, all_ in record["aliases"].items() for text in all_]
    descriptions = record["descriptions"]
    told = next((descriptions[one] for one in ("en", "uk", "ru") if one in descriptions), "")
    values = {key: tuple(Value(one) for one in some) for key, some in record["claims_qids"].items()}
    qid = record["qid"]
    return Entry(qid, SPACE + qid, tuple(spellings), told, tuple(record["instance_of"]), values)


def entity_of(record: Record) -> Record:
    """Return an item in the JSON of the entity API."""

    def text(language: str, value: str) -> Record:
        return {"language": language, "value": value}

    claims = {"P31": record["instance_of"], **record["claims_qids"]}
    return {
        "type": "item",
        "id": record["qid"],
        "labels": {language: text(language, one) for language, one in record["labels"].items()},
        "aliases": {language: [text(language, one) for one in some] for language, some in record["aliases"].items()},
        "descriptions": {language: text(language, one) for language, one in record["descriptions"].items()},
        "sitelinks": _article(record["sitelinks"].get("enwiki", "")),
        "claims": {
            key: [{"rank": "normal", "mainsnak": {"datavalue": {"value": {"id": one}}}} for one in some]
            for key, some in claims.items()
        },
    }


def _article(address: str) -> Record:
    title = unquote(address.rpartition("/wiki/")[2]).replace("_", " ")
    return {"enwiki": {"site": "enwiki", "title": title}} if title else {}


@contextmanager
def serving(records: Iterable[Record], merged: dict[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Serve items; yield the addresses of the reconciliation service and of the entity API.

    Args:
        records: The items.
        merged: Items that are no longer there, with what they were merged into.
    """
    some = list(records)
    by_id = {record["qid"]: record for record in some}
    service = Server(("127.0.0.1", 0), table_of_items(some), Bounds())

    class Entities(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = {}
            for qid in parse_qs(urlsplit(self.path).query)["ids"][0].split("|"):
                target = (merged or {}).get(qid, qid)
                if target in by_id:
                    found[qid] = entity_of(by_id[target])
                    if target != qid:
                        found[qid]["redirects"] = {"from": qid, "to": target}
                else:
                    found[qid] = {"id": qid, "missing": ""}
            body = json.dumps({"entities": found, "success": 1}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    entities = Quiet(("127.0.0.1", 0), Entities)
    servers = (service, entities)
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield service.root, f"http://127.0.0.1:{entities.server_address[1]}/w/api.php"
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
