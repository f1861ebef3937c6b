"""The bench of stores: every limit ends what it limits, and whatever happens to a store is told in its line."""

from __future__ import annotations

import os
import signal
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.paths import find_graph
from kg.rdf.namespaces import MERGED
from kg.share.load.spool import Part, spool
from scripts.bench import stores as bench_stores
from scripts.bench.asking import Outcome, measure
from scripts.bench.growth import differing, exponent, growth, overview, questions
from scripts.engines.answers import Digest, digest_of
from scripts.engines.programs import missing
from scripts.engines.room import RESERVE, Need, lacking, memory_free, peak, size_of
from scripts.engines.servers import WAIT, Setup, setup_for
from scripts.engines.sessions import Ended, Failed, InProcess, Limit, OverHttp, Slow, memory_engine, rdflib_engine

ASK = "ASK {}"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def part(toyfort: Path, tmp_path_factory: pytest.TempPathFactory) -> Part:
    with spool(Path(find_graph(str(toyfort)))) as ready:
        one = next(part for part in ready.parts if part.graph == ready.space + MERGED)
        file = tmp_path_factory.mktemp("bench") / "graph.nt"
        file.write_bytes(one.file.read_bytes())
    return Part(one.graph, file, one.triples, one.size)


class Told:
    """A store that does what is written for each question: a time, or what is raised."""

    def __init__(self, does: dict[str, list[float | Exception]], loads: float | Exception = 1.5) -> None:
        self.does = {name: list(steps) for name, steps in does.items()}
        self.loads = loads
        self.asked: list[str] = []
        self.closed = False

    def load(self) -> float:
        if isinstance(self.loads, Exception):
            raise self.loads
        return self.loads

    def ask(self, name: str, text: str) -> tuple[float, Digest]:
        self.asked.append(name)
        step = self.does[name].pop(0)
        if isinstance(step, Exception):
            raise step
        return step, digest_of([(text,)])

    def memory(self) -> int | None:
        return 7

    def disk(self) -> int | None:
        return None

    def close(self) -> None:
        self.closed = True


def measured(session: Told) -> Outcome:
    texts = {name: f"text of {name}" for name in session.does}
    return measure(Outcome("one", 1000, 5000), session, texts, 60, 3, lambda _: None)


def test_a_question_that_was_slow_or_failed_is_asked_once() -> None:
    session = Told({"slow": [Slow()], "fails": [Failed("HTTP 500")], "long": [40.0], "quick": [9.0, 0.3, 0.1, 0.2]})
    found = measured(session)
    assert session.asked == ["slow", "fails", "long", "quick", "quick", "quick", "quick"]
    assert (found.slow, found.failed, found.why) == (["slow"], {"fails": "HTTP 500"}, "")
    assert found.times == {"long": 40_000, "quick": 200}
    assert set(found.answers) == {"long", "quick"}
    assert session.closed


def test_a_store_that_ends_keeps_what_was_measured() -> None:
    session = Told({"a": [0.1] * 4, "b": [0.1, Ended("its process ended (signal 9)")], "c": []})
    found = measured(session)
    assert (found.loaded, found.times, found.why) == (1.5, {"a": 100}, "its process ended (signal 9)")
    assert found.memory == 7
    assert session.closed
    assert "\n    its process ended (signal 9)" in overview([found])[1]


def test_a_store_that_does_not_load_is_told_in_its_line_and_asked_nothing() -> None:
    session = Told({"a": []}, Ended("not loaded within 5 s"))
    found = measured(session)
    assert (found.loaded, session.asked, session.closed) == (None, [], True)
    assert overview([found])[1] == f"{'one':<20}  not loaded within 5 s"
    assert len(questions([found], ["a"])[0].split()) == 2


def _opens(file: Path, folder: Path | None) -> Callable[[str], Digest]:
    """Load an engine that does what it is told; each start leaves a line in the file."""
    with file.open("a", encoding="utf-8") as out:
        out.write("started\n")
    if "never" in file.name:
        time.sleep(100)
    if "broken" in file.name:
        sys.exit(3)

    def answer(text: str) -> Digest:
        if text == "sleep":
            time.sleep(100)
        if text == "fail":
            raise ValueError("no such thing")
        if text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return digest_of([(text,)])

    return answer


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[InProcess]:
    session = InProcess(_opens, tmp_path / "starts", None, Limit(60, 0.5))
    yield session
    session.close()


def test_a_slow_question_of_a_library_is_ended_and_the_next_is_answered(engine: InProcess, tmp_path: Path) -> None:
    engine.load()
    with pytest.raises(Slow):
        engine.ask("q", "sleep")
    assert engine.process is None
    with pytest.raises(Failed, match="no such thing"):
        engine.ask("q", "fail")
    assert engine.ask("q", "x")[1] == digest_of([("x",)])
    assert (tmp_path / "starts").read_text(encoding="utf-8") == "started\n" * 2


def test_a_library_that_dies_is_told_with_its_signal(engine: InProcess) -> None:
    engine.load()
    with pytest.raises(Ended, match="signal 9"):
        engine.ask("q", "die")


@pytest.mark.parametrize(("name", "why"), [("never", "not loaded within 1 s"), ("broken", r"exit 3")])
def test_loading_that_takes_too_long_or_fails_is_told(name: str, why: str, tmp_path: Path) -> None:
    session = InProcess(_opens, tmp_path / name, None, Limit(1 if name == "never" else 60, 1))
    with pytest.raises(Ended, match=why):
        session.load()
    session.close()


def test_libraries_give_the_same_digest_in_memory_and_on_disk(part: Part, tmp_path: Path) -> None:
    found = []
    for opens, folder in ((memory_engine, None), (memory_engine, tmp_path / "store"), (rdflib_engine, None)):
        session = InProcess(opens, part.file, folder, Limit(60, 60))
        assert session.load() > 0
        found.append(session.ask("q", COUNT)[1])
        assert (session.disk() is None) == (folder is None)
        if sys.platform == "linux":
            assert (session.memory() or 0) > 10_000_000
        session.close()
        if folder:  # what is on disk is there again, without loading
            again = InProcess(opens, tmp_path / "none.nt", folder, Limit(60, 60))
            again.load()
            assert again.ask("q", COUNT)[1] == found[-1]
            again.close()
    assert found == [digest_of([(f'"{part.triples}"^^<http://www.w3.org/2001/XMLSchema#integer>',)])] * 3


@pytest.mark.skipif(bool(missing("Oxigraph")), reason="needs the server of Oxigraph")
def test_a_server_that_dies_is_told_and_one_that_is_too_slow_in_loading(part: Part, tmp_path: Path) -> None:
    sent: list[int] = []
    session = OverHttp("Oxigraph", part, tmp_path / "one", Limit(60, 60), Setup(), sent.append)
    assert session.load() > 0
    assert sum(sent) == part.size
    assert session.ask("q", COUNT)[1].rows == 1
    with pytest.raises(Failed, match="400"):
        session.ask("q", "SELECT nothing")
    assert session.server is not None
    assert (session.disk() or 0) > 0
    session.server.process.kill()
    with pytest.raises(Ended, match="signal 9"):
        session.ask("q", ASK)
    session.close()
    late = OverHttp("Oxigraph", part, tmp_path / "two", Limit(1e-9, 60), Setup(), sent.append)
    with pytest.raises(Ended, match="load"):
        late.load()
    late.close()


@pytest.mark.skipif(bool(missing("Oxigraph")), reason="needs the server of Oxigraph")
def test_a_store_is_filled_by_its_own_loader_whose_failure_is_told(part: Part, tmp_path: Path) -> None:
    found = []
    for folder, bulk in (("one", False), ("two", True)):
        sent: list[int] = []
        session = OverHttp("Oxigraph", part, tmp_path / folder, Limit(60, 60, 200_000), Setup(), sent.append, bulk)
        assert session.load() > 0
        assert sum(sent) == part.size
        found.append(session.ask("q", COUNT)[1])
        session.close()
    assert found[0] == found[1]
    bad = tmp_path / "bad.nt"
    bad.write_text("no triple\n", encoding="utf-8")
    wrong = Part(part.graph, bad, 1, bad.stat().st_size)
    session = OverHttp("Oxigraph", wrong, tmp_path / "three", Limit(60, 60), Setup(), lambda _: None, bulk=True)
    with pytest.raises(Ended, match=r"its loader ended \(exit 1\)"):
        session.load()
    session.close()


@pytest.mark.skipif(bool(missing("Oxigraph")), reason="needs the server of Oxigraph")
def test_a_server_that_fills_the_disk_is_ended(part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.engines.sessions.disk_free", lambda folder: RESERVE - 1)
    session = OverHttp("Oxigraph", part, tmp_path / "one", Limit(60, 60), Setup(), lambda _: None)
    with pytest.raises(Ended, match=r"the disk is nearly full: it takes .* after 100%"):
        session.load()
    session.close()


@pytest.mark.skipif(bool(missing("Oxigraph")), reason="needs the server of Oxigraph")
def test_a_server_ends_a_slow_question_and_answers_the_next(
    part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = OverHttp("Oxigraph", part, tmp_path / "one", Limit(60, 1), Setup(seconds=1), lambda _: None)
    session.load()
    with pytest.raises(Slow):
        session.ask("q", "ASK { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?a), STR(?f))) = 1) }")
    assert session.process is not None
    assert session.ask("q", COUNT)[1].rows == 1
    # It does not look at the clock while it counts: then it is ended itself, and started with the data that it has.
    monkeypatch.setattr("scripts.engines.sessions.GRACE", 0.2)
    with pytest.raises(Slow):
        session.ask("q", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert session.process is None
    assert session.ask("q", COUNT)[1].rows == 1
    session.close()


def test_a_digest_tells_order_and_cells_apart_and_holds_no_rows() -> None:
    rows = [("<a>", ""), ("", "<a>")]
    assert digest_of(rows) == digest_of(list(rows))
    assert digest_of(rows) != digest_of(rows[::-1])
    assert digest_of(rows[:1]) != digest_of(rows[1:])
    assert digest_of(iter(rows)).rows == 2
    tracemalloc.start()
    try:
        assert digest_of((str(number) * 100, "x" * 1000) for number in range(20_000)).rows == 20_000
        assert tracemalloc.get_traced_memory()[1] < 1_000_000  # a list of them takes more than 20 MB
    finally:
        tracemalloc.stop()


def test_stores_are_compared_by_digest_and_the_difference_is_told() -> None:
    same, other, longer = Digest(2, "a"), Digest(2, "b"), Digest(3, "c")
    found = [
        Outcome("one", 1000, 10, loaded=1, times={"q": 1}, answers={"q": same}),
        Outcome("two", 1000, 10, loaded=1, times={"q": 4, "r": 2}, answers={"q": other, "r": same}),
        Outcome("three", 1000, 10, loaded=1, times={"q": 1, "r": 2}, answers={"q": longer, "r": same}),
    ]
    told = [differing(one, found) for one in found]
    assert told == [{}, {"q": "the same number of rows"}, {"q": "3 rows, not 2"}]
    lines = overview(found)
    assert "2.0 times" in lines[2]
    assert lines[3].endswith("\n    other rows: q (3 rows, not 2)")
    assert [line.split() for line in questions(found, ["q", "r"])][1:] == [
        ["q", "2", "1.0", "4.0", "1.0"], ["r", "2", "-", "2.0", "2.0"],
    ]  # fmt: skip


def test_growth_is_the_power_of_the_number_of_triples() -> None:
    assert exponent(2, 20, 100, 1000) == "1.00"
    assert exponent(2, 200, 100, 1000) == "2.00"
    assert exponent(2, 2, 100, 1000) == "0.00"
    assert exponent(0, 2, 100, 1000) == "-"
    small = Outcome("one", 1000, 100, loaded=1, times={"q": 1, "r": 1})
    middle = Outcome("one", 10_000, 1000, loaded=10, times={"q": 100})
    large = Outcome("one", 100_000, 10_000, loaded=10, times={"q": 100, "r": 9})
    absent = Outcome("one", 1_000_000, 100_000, why="left out")
    lines = growth([large, small, absent, middle, Outcome("two", 1000, 100, loaded=1)], ["q", "r"])
    assert [line.split() for line in lines[1:]] == [
        ["one", "1e3", "to", "1e4", "1.00", "2.00", "-"], ["one", "1e4", "to", "1e5", "0.00", "0.00", "-"],
    ]  # fmt: skip


def test_a_store_for_which_there_is_no_room_is_left_out_with_the_reason() -> None:
    need = Need(memory=350, disk=100, fixed=1_000_000_000)
    assert lacking(need, 1_000_000, 1, 2_000_000_000, 10**10) == ""
    assert lacking(need, 1_000_000, 1, None, 10**10) == ""
    assert lacking(need, 70_000_000, 1, 23_000_000_000, 10**12) == (
        "left out: needs about 25.5 GB of memory, 23.0 GB are free"
    )
    assert lacking(need, 70_000_000, 1, None, 9 * 10**9) == (
        "left out: needs up to 7.0 GB on disk, 9.0 GB are free"  # and some is left for others
    )
    rewrites = Need(memory=0, disk=100, fixed=0, again=40)
    assert rewrites.on_disk(1_000_000, 10) == 300_000_000
    assert lacking(rewrites, 70_000_000, 800, None, 10**12).startswith("left out: needs up to 1127.0 GB")


def test_what_a_store_may_take_grows_with_the_data_and_stays_within_the_machine() -> None:
    small, large = setup_for(100_000, 60, 20 * 10**9), setup_for(70_000_000, 60, 20 * 10**9)
    assert (small.heap, small.buffers, small.wait) == (2048, 40_000, WAIT)
    assert (large.heap, large.buffers) == (4200, 70_000_000 * 64 // 8192)
    tight = setup_for(10**9, 60, 9 * 10**9)
    assert (tight.heap, tight.buffers) == (3000, 3 * 10**9 // 8192)


def test_memory_and_disk_are_measured(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(os.urandom(100_000))
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(100_000_000)
    assert 100_000 <= size_of(tmp_path) < 50_000_000
    assert peak(2**30) is None
    if sys.platform == "linux":
        assert (peak(os.getpid()) or 0) > 10_000_000
        assert (memory_free() or 0) > 0


@pytest.mark.slow
def test_a_run_keeps_its_results_and_tells_the_growth_over_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = ["--only", "memory", "--rounds", "1", "--keep", str(tmp_path / "kept.jsonl")]
    assert bench_stores.main(["1000", *keep]) == 0
    first = capsys.readouterr().out
    assert "growth" not in first
    assert len([line for line in first.splitlines() if line.startswith("pyoxigraph, memory")]) == 1
    assert "same-figure" in first
    assert bench_stores.main(["2500", *keep]) == 0
    out = capsys.readouterr().out
    assert "about 2500 claims: 2 x the dataset" in out
    assert "growth" in out
    assert len((tmp_path / "kept.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert bench_stores.main(["--growth", "--keep", str(tmp_path / "kept.jsonl")]) == 0
    assert capsys.readouterr().out.strip().splitlines()[-1] in out  # the same, with nothing measured
    rows = {line.split()[0]: line.split()[1] for line in out.splitlines() if line.startswith(("chains", "same-figure"))}
    once = {line.split()[0]: line.split()[1] for line in first.splitlines() if line.startswith(("chains", "same-fig"))}
    assert int(rows["chains"]) == 2 * int(once["chains"])  # what is asked of all grows
    assert rows["same-figure"] == once["same-figure"]  # what is compared in pairs stays within a copy
