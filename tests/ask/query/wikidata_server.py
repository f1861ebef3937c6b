"""A copy of Wikidata's query service for the tests: real items of a snapshot, served by Oxigraph on this machine."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from tests.outside import facts

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALIAS = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
DESCRIPTION, ABOUT, PART = (NamedNode(f"http://schema.org/{name}") for name in ("description", "about", "isPartOf"))
WD, WDT = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"


def quads_of(item: Mapping[str, Any]) -> Iterator[Quad]:
    """Yield an item of the snapshot in the shape of Wikidata's RDF."""
    node = NamedNode(WD + item["qid"])
    for predicate, texts in ((LABEL, item["labels"]), (DESCRIPTION, item["descriptions"])):
        for language, text in texts.items():
            yield Quad(node, predicate, Literal(text, language=language))
    for language, names in item["aliases"].items():
        for name in names:
            yield Quad(node, ALIAS, Literal(name, language=language))
    for wiki, address in item["sitelinks"].items():
        article = NamedNode(address)
        yield Quad(article, ABOUT, node)
        yield Quad(article, PART, NamedNode(f"https://{wiki.removesuffix('wiki')}.wikipedia.org/"))
    for name, items in {"P31": item["instance_of"], **item["claims_qids"]}.items():
        for value in items:
            yield Quad(node, NamedNode(WDT + name), NamedNode(WD + value))


def snapshot() -> Iterator[Quad]:
    """Yield the whole snapshot."""
    with (facts() / "snapshot.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield from quads_of(json.loads(line))


def oxigraph() -> str:
    """Return the program of the server; without it the test is skipped, but not where all must run."""
    beside = Path(sys.executable).parent / "oxigraph"
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("oxigraph is not installed, though it is one of the requirements of development")
    if found is None:
        pytest.skip("oxigraph is not installed")
    return found


@contextmanager
def served(quads: Iterator[Quad], folder: Path) -> Iterator[str]:
    """Serve quads on this machine; give the address for queries."""
    program = oxigraph()
    store = Store(str(folder))
    store.bulk_extend(quads)
    store.flush()
    del store
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [program, "serve-read-only", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urlopen(address, timeout=5):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")
