"""Loading into a store that behaves: what arrives, twice the same, what goes, and what is only told."""

from __future__ import annotations

import errno
import io
import os
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg.endpoint.client import Client
from kg.endpoint.profiles import find_endpoint
from kg.paths import find_graph
from kg.rdf.namespaces import MERGED
from kg.share.export import dataset_quads
from kg.share.load.progress import Progress
from kg.share.load.spool import spool
from kg.share.load.target import load
from tests.cli.calling import call
from tests.share.load.fake import Reply, Request, fake_store

pytestmark = pytest.mark.usefixtures("small_vocabulary")


def lines(store: Store) -> list[str]:
    return sorted(str(quad) for quad in store)


@cache
def exported(toyfort: Path) -> list[str]:
    graph = Path(find_graph(str(toyfort)))
    with spool(graph) as ready:
        merged = NamedNode(ready.space + MERGED)
    quads = list(dataset_quads(graph))
    everything = {Quad(quad.subject, quad.predicate, quad.object, merged) for quad in quads}
    return sorted({str(quad) for quad in [*quads, *everything]})


def test_everything_arrives_in_its_graph_and_is_counted(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store() as store:
        code, out, err = call(capsys, "load", store.url, "--dataset", str(toyfort))
        assert code == 0, err
        assert lines(store.data) == exported(toyfort)
    told = {line.split()[1]: int(line.split()[0]) for line in out.splitlines()}
    assert told == {
        graph.value: len(list(store.data.quads_for_pattern(None, None, None, graph)))
        for graph in store.data.named_graphs()
    }
    assert f"counted there: {sum(told.values())} triples" in err


def test_loading_twice_is_loading_once(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store() as store:
        assert call(capsys, "load", store.url, "--dataset", str(toyfort))[0] == 0
        once = lines(store.data)
        assert call(capsys, "load", store.url, "--dataset", str(toyfort))[0] == 0
        assert lines(store.data) == once


def test_what_the_build_has_no_longer_goes_and_nothing_else(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    triple = NamedNode("urn:x:a"), NamedNode("urn:x:b"), NamedNode("urn:x:c")
    other = Quad(*triple, NamedNode("urn:x:other"))
    with fake_store() as store, spool(Path(find_graph(str(toyfort)))) as ready:
        record = NamedNode(f"{ready.space}record")
        store.data.add(other)
        store.data.add(Quad(*triple))
        store.data.add(Quad(*triple, NamedNode(f"{ready.space}source-gone")))
        store.data.add(Quad(*triple, record))
        code, _, err = call(capsys, "load", store.url, "--dataset", str(toyfort))
        assert code == 0
        assert f"removed, for the build has it no longer: {ready.space}source-gone" in err
        assert sorted([*exported(toyfort), str(other), str(Quad(*triple))]) == lines(store.data)


def test_a_dry_run_writes_nothing_and_tells_the_numbers(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store() as store:
        code, out, err = call(capsys, "load", store.url, "--dataset", str(toyfort), "--dry-run")
        assert code == 0
        assert not list(store.data)
        assert not any(request.writes for request in store.seen)
    assert "in the place of 0 triples" in out
    assert "nothing was written" in err


def test_by_updates_alone_where_a_store_takes_no_graphs(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with fake_store(product="Unknown/1") as store:
        words = ("load", f"{store.url}/query", "--update", f"{store.url}/update", "--dataset", str(toyfort))
        assert call(capsys, *words)[0] == 0
        assert lines(store.data) == exported(toyfort)
        assert not any(request.path == "/store" for request in store.seen)
        assert all(r.headers["content-type"].endswith("; charset=utf-8") for r in store.seen if r.path == "/update"), (
            "Blazegraph reads an update as Latin-1 where nothing is said"
        )


def test_a_store_of_no_known_kind_needs_an_address_for_graphs(
    toyfort: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fake_store(product="Unknown/1") as store:
        code, _, err = call(capsys, "load", f"{store.url}/query", "--dataset", str(toyfort))
        assert code == 2
        assert "give --store URL or --update URL" in err
        words = ("load", f"{store.url}/query", "--store", f"{store.url}/store", "--dataset", str(toyfort))
        assert call(capsys, *words)[0] == 0
        assert lines(store.data) == exported(toyfort)


def test_a_store_with_a_small_limit_gets_smaller_parts(
    toyfort: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.share.load.send.CHUNK", 400_000)

    def limited(request: Request) -> Reply | None:
        return Reply(413) if request.writes and len(request.body) > 60_000 else None

    with fake_store(fault=limited) as store:
        assert call(capsys, "load", store.url, "--dataset", str(toyfort))[0] == 0
        assert lines(store.data) == exported(toyfort)


def test_a_backslash_before_u_stays_one_in_an_update() -> None:
    from kg.share.load.send import _sparql

    line = rb'<urn:x:a> <urn:x:b> "a\\u0041 \\\\U \" \n \\\\" .' + b"\n"
    assert _sparql(line) == rb'<urn:x:a> <urn:x:b> "a\\\u00750041 \\\\\u0055 \" \n \\\\" .' + b"\n"
    store = Store()
    store.update(b"INSERT DATA { ".decode() + _sparql(line).decode() + " }")
    (quad,) = store
    assert quad.object.value == 'a\\u0041 \\\\U " \n \\\\'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_for_terminals_only() -> None:
    shown, hidden = Terminal(), io.StringIO()
    for err in (shown, hidden):
        with Progress(200, err) as progress:
            progress.add(50)
            progress.add(200)
    assert "25%" in shown.getvalue()
    assert "100%" in shown.getvalue()
    assert shown.getvalue().endswith("\n")
    assert hidden.getvalue() == ""


def test_a_wait_is_told_on_a_line_of_its_own(toyfort: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = Terminal()
    waits: list[float] = []

    def busy(request: Request) -> Reply | None:
        return Reply(503) if request.writes and request.number in (5, 6) else None

    with fake_store(fault=busy) as store, spool(Path(find_graph(str(toyfort)))) as ready:
        client = Client(tell=lambda line: print(line, file=shown), sleep=waits.append)
        load(client, find_endpoint(client, store.url), ready, shown)
        assert lines(store.data) == exported(toyfort)
    assert len(waits) == 2
    told = [line for line in shown.getvalue().splitlines() if "busy" in line]
    assert len(told) == 2
    assert all(line.startswith("the server is busy (HTTP 503); trying again in ") for line in told)


@pytest.mark.parametrize("words", [("load", "URL"), ("check", "URL"), ("export", "--format", "trig")])
def test_no_room_for_temporary_files_is_told_with_the_place(
    words: tuple[str, ...], toyfort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def full(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with fake_store() as store:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", full)
            code, _, err = call(capsys, *(word.replace("URL", store.url) for word in words), "--dataset", str(toyfort))
        assert not any(request.writes for request in store.seen)
    assert code == 1
    assert err.splitlines()[-1] == (
        f"{tmp_path}: [write] temporary files cannot be written (no space left on device); "
        "let TMPDIR name a folder with more room"
    )
    assert os.listdir(tmp_path) == []
