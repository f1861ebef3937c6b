"""The store behind queries: keyed by content, made whole or not at all, opened read-only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest
from pyoxigraph import NamedNode, Quad, Store

import kg.ask.engine.store
from kg.ask.engine.store import open_ahead, open_store
from kg.faults import FaultError

ROOT = Path(__file__).resolve().parents[3]
SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BATTLEKG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "stores"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "g.ttl"
    path.write_text("<http://x/a> <http://x/p> 1 .\n", encoding="utf-8")
    return path


def has(store: Store, iri: str = "http://x/a") -> bool:
    return any(store.quads_for_pattern(NamedNode(iri), None, None))


def stores(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir())


def test_a_store_has_the_graph_and_the_vocabulary(cache: Path, graph: Path) -> None:
    store = open_store(graph)
    assert has(store)
    assert has(store, "https://w3id.org/battlekg/ontology/act/assert")
    assert list(store.named_graphs()) == []


def test_it_is_made_once_and_opened_again(cache: Path, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(graph)
    (name,) = stores(cache)
    monkeypatch.setattr(kg.ask.engine.store, "_create", lambda *_: pytest.fail("made again"))
    monkeypatch.setattr(kg.ask.engine.store, "_fill", lambda *_: pytest.fail("filled again"))
    assert has(open_store(graph))
    assert stores(cache) == [name]


def test_it_is_keyed_by_content_not_by_name_or_date(cache: Path, graph: Path) -> None:
    open_store(graph)
    other = graph.with_name("other.ttl")
    other.write_bytes(graph.read_bytes())
    os.utime(graph, (1, 1))
    open_store(graph)
    open_store(other)
    assert len(stores(cache)) == 1
    graph.write_text("<http://x/b> <http://x/p> 1 .\n", encoding="utf-8")
    assert has(open_store(graph), "http://x/b")
    assert not has(open_store(graph))
    assert len(stores(cache)) == 2


def test_it_is_read_only(cache: Path, graph: Path) -> None:
    store = open_store(graph)
    quad = Quad(NamedNode("http://x/a"), NamedNode("http://x/p"), NamedNode("http://x/new"))
    writing: list[Callable[[], None]] = [
        lambda: store.add(quad), lambda: store.update("CLEAR ALL"), store.clear, store.optimize,
    ]  # fmt: skip
    for write in writing:
        with pytest.raises(RuntimeError, match="read-write"):
            write()


def test_two_at_once_make_one_store(cache: Path, graph: Path) -> None:
    code = (
        "import sys; from kg.ask.engine.store import open_store\n"
        "print(len(list(open_store(sys.argv[1]).quads_for_pattern(None, None, None))))"
    )

    def ask(_: int) -> str:
        done = subprocess.run([sys.executable, "-c", code, str(graph)], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    with ThreadPoolExecutor(4) as pool:
        counts = set(pool.map(ask, range(4)))
    assert len(counts) == 1
    assert len(stores(cache)) == 1


def test_what_a_killed_process_left_is_never_opened(cache: Path, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(store: Store, files: dict[str, bytes]) -> Store:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(kg.ask.engine.store, "_fill", killed)
        with pytest.raises(KeyboardInterrupt):
            open_store(graph)
    assert stores(cache) == []
    for left in (cache / ".new-half", cache / ".new-old"):
        (left / "x").mkdir(parents=True)
    os.utime(cache / ".new-old", (1, 1))
    assert has(open_store(graph))
    assert ".new-half" in stores(cache)
    assert ".new-old" not in stores(cache)


@pytest.mark.parametrize("make", ["file", "broken", "empty"])
def test_a_cache_that_cannot_be_used_costs_only_time(make: str, cache: Path, graph: Path) -> None:
    if make == "file":
        cache.parent.write_text("no folder", encoding="utf-8")
    else:
        open_store(graph)
        for file in next(iter(cache.iterdir())).iterdir():
            file.unlink()
            if make == "broken":
                file.write_bytes(b"x")
    assert has(open_store(graph))
    if make != "file":
        assert len(stores(cache)) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_cache_that_may_not_be_written_costs_only_time(cache: Path, graph: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o500)
    assert has(open_store(graph))


def test_old_stores_go(cache: Path, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.ask.engine.store, "_KEPT", 3)
    for number in range(5):
        graph.write_text(f"<http://x/a> <http://x/p> {number} .\n", encoding="utf-8")
        open_store(graph)
        for age, path in enumerate(sorted(cache.iterdir(), key=lambda p: p.stat().st_mtime)):
            os.utime(path, (age, age))
    assert len(stores(cache)) == 3
    assert has(open_store(graph))


def test_without_a_home_nothing_is_kept(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BATTLEKG_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert has(open_store(graph))
    assert not Path("~").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"<http://x/a> <http://x/p> .", ":1: [syntax]"), (b"\xff\xfe", "[syntax]"), (None, "be read")],
)
def test_a_faulty_graph_is_told(content: bytes | None, said: str, cache: Path, graph: Path) -> None:
    if content is None:
        graph.unlink()
    else:
        graph.write_bytes(content)
    with pytest.raises(FaultError) as caught:
        open_store(graph)
    assert said in str(caught.value)
    assert not cache.exists() or stores(cache) == []


def note_of(cache: Path) -> Path:
    (note,) = (cache.parent / "known").iterdir()
    return note


def age(note: Path, graph: Path, seconds: float) -> None:
    """Let a note have been written so many seconds after the last change of the files."""
    changed = max(os.stat(path).st_ctime for path in kg.ask.engine.store._paths(graph))
    os.utime(note, (changed + seconds, changed + seconds))


def test_files_in_a_known_state_are_not_read_again(cache: Path, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(graph)
    age(note_of(cache), graph, 3)
    monkeypatch.setattr(kg.ask.engine.store, "_read", lambda *_: pytest.fail("read again"))
    assert has(open_store(graph))


@pytest.mark.parametrize("change", ["soon after", "content", "size and date kept", "note"])
def test_files_that_may_have_changed_are_read_again(change: str, cache: Path, graph: Path) -> None:
    open_store(graph)
    age(note_of(cache), graph, 1 if change == "soon after" else 3)
    before = graph.stat()
    if change == "note":
        note_of(cache).write_bytes(b"\xff\n")
    elif change != "soon after":
        graph.write_text("<http://x/b> <http://x/p> 1 .\n", encoding="utf-8")
        if change == "size and date kept":
            os.utime(graph, ns=(before.st_mtime_ns, before.st_mtime_ns))
        assert has(open_store(graph), "http://x/b")
        return
    with patch("kg.ask.engine.store._read", wraps=kg.ask.engine.store._read) as read:
        assert has(open_store(graph))
    read.assert_called_once_with(graph)


def test_a_known_state_of_a_store_that_has_gone_costs_only_time(cache: Path, graph: Path) -> None:
    open_store(graph)
    age(note_of(cache), graph, 3)
    for name in stores(cache):
        kg.ask.engine.store._remove(str(cache / name))
    assert has(open_store(graph))


def test_a_store_opened_ahead_is_the_same_and_fails_alike(cache: Path, graph: Path, tmp_path: Path) -> None:
    wait = open_ahead(graph)
    assert has(wait())
    assert wait() is wait()
    wait = open_ahead(tmp_path / "none.ttl")
    with pytest.raises(FaultError, match="the graph cannot be read"):
        wait()
