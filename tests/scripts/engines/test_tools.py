"""What the proof with other people's stores rests on: the generator, the comparison, the tables."""

from __future__ import annotations

import itertools
import re
import tracemalloc
from pathlib import Path

import pytest
from pyoxigraph import Literal, RdfFormat, Store, parse

from kg.ask.catalog.header import list_queries
from kg.ask.engine.answer import ask
from kg.paths import find_graph
from kg.rdf.namespaces import MERGED
from kg.share.load.spool import spool
from scripts.engines.multiply import COPIED, STEP, Copies, copies, multiplied, pattern_of
from scripts.engines.parity import Result, compare, settled
from scripts.engines.readers import READERS, through_reader
from scripts.engines.table import PAGE, UNSETTLED, agrees, between, matrix, put


@pytest.fixture(scope="module")
def triples(toyfort: Path) -> bytes:
    with spool(Path(find_graph(str(toyfort)))) as ready:
        return next(part for part in ready.parts if part.graph == ready.space + MERGED).file.read_bytes()


def store_of(data: bytes) -> Store:
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_TRIPLES)
    return store


def count(store: Store, text: str) -> int:
    prefix = "PREFIX bk: <https://w3id.org/battlekg/ontology#>"
    ((number,),) = ask(store, f"{prefix} SELECT (COUNT(*) AS ?n) {text}").rows
    assert isinstance(number, Literal)
    return int(number.value)


def test_copies_have_the_shape_of_the_one_they_are_made_from(triples: bytes) -> None:
    one, three = store_of(triples), store_of(b"".join(multiplied(pattern_of(triples), 3)))
    for kind in ("Claim", "Event", "Passage"):
        text = f"{{ ?s a bk:{kind} }}"
        assert count(three, text) == 3 * count(one, text)
        assert count(one, text) > 0
    for kind in ("Actor", "Place"):
        assert count(three, f"{{ ?s a bk:{kind} }}") == count(one, f"{{ ?s a bk:{kind} }}")
    joined = "{ ?c bk:claimant ?a ; bk:proposition ?p ; bk:passage ?q . ?p bk:about ?e . ?e a bk:Event }"
    assert count(three, joined) == 3 * count(one, joined) > 0
    own = [quad for quad in one if f"/{COPIED[0]}/" in str(quad.subject)]
    assert own
    assert all(quad in three for quad in own)


def test_figures_of_a_copy_are_numbers_of_its_own(triples: bytes) -> None:
    one, three = store_of(triples), store_of(b"".join(multiplied(pattern_of(triples), 3)))
    pairs = "{ ?a bk:min ?n . ?b bk:min ?n FILTER (STR(?a) < STR(?b)) }"
    assert count(three, pairs) == 3 * count(one, pairs)  # with the same numbers there would be more
    assert count(three, "{ ?a bk:min ?n }") == 3 * count(one, "{ ?a bk:min ?n }") > 0
    most = "SELECT ?n { ?a bk:min ?n } ORDER BY DESC(?n) LIMIT 1"
    values = [float(ask(store, f"PREFIX bk: <https://w3id.org/battlekg/ontology#> {most}").rows[0][0].value)  # type: ignore[union-attr]
              for store in (one, three)]  # fmt: skip
    assert values[1] == values[0] + 2 * STEP


def test_statements_of_figures_move_with_them() -> None:
    kg, rdf = "https://w3id.org/battlekg/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    lines = [
        f"<{kg}toy/proposition/p> <{kg}ontology#min> NUMBER .",
        f"<{kg}toy/statement/s> <{rdf}subject> <{kg}toy/proposition/p> .",
        f"<{kg}toy/statement/s> <{rdf}predicate> <{kg}ontology#min> .",
        f"<{kg}toy/statement/s> <{rdf}object> NUMBER .",
        f"<{kg}toy/statement/other> <{rdf}object> NUMBER .",
        f"<{kg}toy/actor/a> <{kg}ontology#days> NUMBER .",
    ]
    kind = "http://www.w3.org/2001/XMLSchema#decimal"
    text = "".join(f"{line}\n" for line in lines).replace("NUMBER", f'"60.5"^^<{kind}>').encode()
    pieces = list(multiplied(pattern_of(text), 2))
    assert pieces[0] == text
    second = b"".join(pieces[1:]).decode()
    moved = f'"{60 + STEP}.5"^^<{kind}> .'
    assert f"<{kg}toy/proposition/p-copy-2> <{kg}ontology#min> {moved}" in second
    assert f"<{kg}toy/statement/s-copy-2> <{rdf}object> {moved}" in second
    assert f'<{kg}toy/statement/other-copy-2> <{rdf}object> "60.5"' in second
    assert "actor" not in second


def test_any_number_of_copies_needs_the_memory_of_one(triples: bytes) -> None:
    """700 copies of the toy graph are far more than what may be held; a list of them would break the bound."""
    pattern = pattern_of(triples)
    written = lines = 0
    tracemalloc.start()
    try:
        for piece in multiplied(pattern, 700):
            written += len(piece)
            lines += piece.count(b"\n")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert lines == pattern.triples(700)
    assert most < 4_000_000 < written / 50


def test_each_triple_of_the_copies_stands_once(triples: bytes) -> None:
    pattern = pattern_of(triples)
    lines = b"".join(multiplied(pattern, 3)).splitlines()
    assert len(set(lines)) == len(lines) == pattern.triples(3)


@pytest.mark.parametrize("most", [1, 1000, 300_000, 10**9])
def test_a_graph_that_is_made_while_it_is_sent_comes_in_whole_lines(most: int, triples: bytes) -> None:
    pattern = pattern_of(triples[: triples.index(b"\n", 400_000) + 1])
    whole = b"".join(multiplied(pattern, 3))
    graph = Copies("http://example.org/g", Path("none"), pattern.triples(3), len(whole), pattern, 3)
    chunks = list(graph.chunks(most)) if most > 1 else list(itertools.islice(graph.chunks(most), 50))
    assert whole.startswith(b"".join(chunks))
    assert all(chunk.endswith(b"\n") and (len(chunk) <= most or chunk.count(b"\n") == 1) for chunk in chunks)
    if most > 1:
        assert b"".join(chunks) == whole


def test_how_many_copies_a_number_of_claims_takes(triples: bytes) -> None:
    claims = count(store_of(triples), "{ ?c a bk:Claim }")
    assert [copies(number, triples) for number in (1, claims, 10 * claims)] == [1, 1, 10]


@pytest.mark.parametrize("name", ["pyoxigraph", "rdflib"])
def test_readers_lose_nothing_and_a_loss_would_be_seen(name: str, toyfort: Path, tmp_path: Path) -> None:
    from pyoxigraph import serialize

    from kg.share.export.quads import dataset_quads

    file = tmp_path / "g.nq"
    quads = list(dataset_quads(Path(find_graph(str(toyfort)))))
    serialize(quads, str(file), format=RdfFormat.N_QUADS)
    whole, lost, strange = through_reader(name, file, tmp_path)
    assert (whole, lost, strange) == (len(set(quads)), [], [])
    assert whole == len({str(quad) for quad in parse(path=str(file), format=RdfFormat.N_QUADS)})
    assert set(READERS) == {"pyoxigraph", "rdflib", "riot", "rapper"}


def test_every_way_to_differ_has_its_word() -> None:
    rows: list[tuple[str, ...]] = [("a",), ("b",)]
    assert compare("q", rows, [("a",), ("b",)]).state == "same"
    assert compare("q", rows, [("b",), ("a",)]).state == "order"
    assert compare("q", rows, [("a",)]).state == "rows"
    assert compare("q", rows, [("a",), ("b",), ("b",)]).state == "rows"
    assert compare("q", rows, "no answer within 5 s").state == "slow"
    assert compare("q", rows, "it fails").state == "error"


def test_a_question_counts_as_its_worst_case(tmp_path: Path) -> None:
    found = {"A": [Result("q", "same"), Result("q 1", "rows"), Result("r", "same")],
             "B": [Result("q", "same"), Result("r", "slow")]}  # fmt: skip
    table = matrix(["q", "r"], found)
    assert "| q | **rows** | same |" in table
    assert "| r | same | **slow** |" in table
    assert "| **same, of 2** | 1 | 1 |" in table
    page = tmp_path / "page.md"
    page.write_text("x\n<!-- t -->\nold\n<!-- end of t -->\ny\n", encoding="utf-8")
    put(page, "t", table)
    assert between(page.read_text(encoding="utf-8"), "t") == table
    assert page.read_text(encoding="utf-8").endswith("<!-- end of t -->\ny\n")
    better = matrix(["q", "r"], {"B": [Result("r", "same")]}, table)
    assert "| r | same | same |" in better
    assert "| q | **rows** | same |" in better
    assert "| s | **untested** | same |" in matrix(["q", "r", "s"], {"B": [Result("s", "same")]}, table)
    assert agrees(table, better)
    assert not agrees(better, table)
    assert not agrees(table, matrix(["q"], found))
    for engine, state, fine in ((UNSETTLED, "varies", True), (UNSETTLED, "rows", False), ("A", "varies", False)):
        same, other = (matrix(["q"], {engine: [Result("q", one)]}) for one in ("same", state))
        assert agrees(same, other) is fine
        assert agrees(other, same) is (state == "varies")


def test_what_differs_after_one_load_alone_varies() -> None:
    wrong, right = Result("q", "rows", "row 3"), Result("q", "same")
    assert settled(wrong, right) == Result("q", "varies", "row 3")
    assert settled(wrong, Result("q", "error")) == wrong
    assert settled(right, None) == right


def test_the_page_has_every_question_and_no_other() -> None:
    table = between(PAGE.read_text(encoding="utf-8"), "questions")
    names = re.findall(r"^\| ([a-z-]+) \|", table, re.MULTILINE)
    assert [name for name in names if name != "question"] == [query.name for query in list_queries()]


def test_every_store_and_engine_agrees_everywhere() -> None:
    """The page is a record of a run; what it records must be what is promised."""
    table = between(PAGE.read_text(encoding="utf-8"), "questions").splitlines()
    heads = [cell.strip() for cell in table[0].split("|")]
    for line in table[2:-1]:
        cells = dict(zip(heads, (cell.strip() for cell in line.split("|")), strict=True))
        for engine in ("pyoxigraph", "rdflib", "Oxigraph", "Fuseki", "Virtuoso", "Comunica"):
            assert cells[engine] in ("same", *["**varies**"] * (engine == UNSETTLED)), (cells["question"], engine)


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_what_a_machine_cannot_have_is_named_and_fails_only_where_nothing_may_be_missing(
    ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from scripts.engines import __main__ as stores
    from scripts.engines import programs

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("sys.argv", ["stores", "--fetch"])
    monkeypatch.setattr(programs, "fetch", lambda _: None)
    monkeypatch.setattr(programs, "untested", lambda: {"Virtuoso": ["virtuoso-t"]})
    assert stores.main() == code
    assert "untested: Virtuoso (virtuoso-t missing)" in capsys.readouterr().err
