"""``battlekg link`` and ``battlekg link serve`` as commands."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.share.link.proposals import read_proposals
from tests.cli.calling import ROOT
from tests.share.link.asking import ask
from tests.share.link.snapshot import known_dataset, known_table, read_snapshot, serving
from tests.share.link.test_propose import CITY, ITEMS

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def where() -> Iterator[list[str]]:
    with serving([*read_snapshot(ITEMS), CITY]) as (service, entities):
        yield ["--service", service, "--entities", entities]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATTLEKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for module in ("link.session", "serve.run_service"):
        monkeypatch.setattr(f"kg.share.{module}.read_table", known_table)
    monkeypatch.setattr("kg.share.link.session.read_dataset", known_dataset)


def test_all_entities_are_asked_for_in_batches(where: list[str], capsys: Capture) -> None:
    assert main(["link", "propose", *where, "--on", "2026-02-03"]) == 0
    out, err = capsys.readouterr()
    assert "links-review.yaml; nothing is accepted before 'battlekg link review links-review.yaml'" in out
    assert "differs" not in out
    assert "names" in err
    made = read_proposals(Path("links-review.yaml"))
    assert (made.dataset, made.asked.isoformat()) == ("bakhmut", "2026-02-03")
    assert len(made.proposals) > 300
    proposed = {one.entity: one.best.item for one in made.proposals if one.verdict == "propose" and one.best}
    assert proposed["battle:battle-of-sievierodonetsk-2022"] == "Q111078529"
    assert proposed["place:bakhmut"] == "Q706857"
    never = {"actor:missing-soldier", "actor:march-video-prisoner", "event:march-video"}
    assert not never & {one.entity for one in made.proposals}, "victims are not asked for"
    head = Path("links-review.yaml").read_text("utf-8").splitlines()[0]
    assert head.startswith("# Items of Wikidata that entities of the dataset may be. Nothing here is accepted")


def test_decisions_outlive_another_search(where: list[str], capsys: Capture) -> None:
    command = ["link", "propose", "mine.yaml", *where, "--only", "actor:gerasimov", "--only", "place:bakhmut"]
    assert main(command) == 0
    text = Path("mine.yaml").read_text("utf-8")
    decision = "    decision: {is: rejected, on: 2026-02-03, by: founders, why: a test}\n"
    first, mark, rest = text.partition("    name: Valery Gerasimov\n")
    assert mark
    Path("mine.yaml").write_text(first + mark + decision + rest, "utf-8")
    assert main(command) == 0
    gerasimov, bakhmut = read_proposals(Path("mine.yaml")).proposals
    assert gerasimov.decision
    assert (gerasimov.decision.is_, gerasimov.decision.why) == ("rejected", "a test")
    assert bakhmut.decision is None
    capsys.readouterr()


def test_wrong_usage(where: list[str], capsys: Capture) -> None:
    for arguments, says in [
        (["link", "propose", *where, "--only", "actor:puttin"], "did you mean 'actor:putin'"),
        (["link", "propose", *where, "--interval", "-1"], "--interval"),
        (["link", "propose", *where, "--timeout", "0"], "--timeout is 0"),
        (["link", "propose", *where, "--only", "actor:putin", "--on", "now"], "'now' is no day"),
        (["link", "propose", *where, "--dataset", "nowhere"], "no dataset 'nowhere'"),
        (["link", "serve", "--host", "somewhere"], "no address of an interface"),
        (["link", "serve", "--port", "70000"], "no port 70000"),
    ]:
        assert main(arguments) == 2, arguments
        assert says in capsys.readouterr().err


def test_a_port_that_is_taken(capsys: Capture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["link", "serve", "--port", str(taken.getsockname()[1])]) == 1
    assert capsys.readouterr().err.startswith("[port] 127.0.0.1, port ")


def test_the_server_as_a_process_starts_answers_and_ends() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg.cli", "link", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr
            line = process.stderr.readline()
            assert line.startswith("reconciliation service for 4"), line
            url = line.split()[-1]
            assert url.startswith("http://127.0.0.1:")
            found = ask(f"{url}?query=Wagner").json["result"]
            assert found[0]["id"] == "actor:wagner"
            assert "GET /reconcile?query=Wagner" in process.stderr.readline()
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0
        finally:
            process.kill()
