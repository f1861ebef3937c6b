"""A real store, killed at random moments while it is being loaded: the next run mends what it left."""

from __future__ import annotations

import os
import random
import threading
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.endpoint.client import Client
from scripts.engines.programs import missing
from scripts.engines.servers import free_port, running
from tests.cli.calling import call
from tests.full import FULL
from tests.share.load.test_load import exported


@pytest.fixture(autouse=True)
def oxigraph() -> None:
    """Skip where the server is missing; fail where nothing may be."""
    if missing("Oxigraph"):
        if os.environ.get("CI") == "true":
            pytest.fail("the server of Oxigraph is missing")
        pytest.skip("untested: the server of Oxigraph is missing")


def test_a_killed_store_is_mended_by_the_next_run(
    toyfort: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--dataset", str(toyfort), "--retries", "0")
    chance = random.Random(1942)
    port, killed = free_port(), 0
    for _ in range(10 if FULL else 3):
        with running("Oxigraph", tmp_path, port) as server:
            timer = threading.Timer(chance.uniform(0.0, 0.12), server.process.kill)
            timer.start()
            code, out, err = call(capsys, "load", server.url, *words)
            timer.cancel()
            assert code in (0, 3), err
            assert bool(out) == (code == 0)
            killed += code == 3
    assert killed, "the store was never killed in time: nothing was tested"
    with running("Oxigraph", tmp_path, port) as server:
        assert call(capsys, "load", server.url, *words)[0] == 0
        held = Client().request("GET", f"{server.url}/store", {"Accept": "application/n-quads"}).body
        assert call(capsys, "check", server.url, "--dataset", str(toyfort), "--all")[0] == 0
    assert sorted(str(quad) for quad in parse(held, format=RdfFormat.N_QUADS)) == exported.__wrapped__(toyfort)
