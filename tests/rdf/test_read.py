"""Graphs from files, in every format, with one clear message for what is no graph."""

from pathlib import Path

import pyoxigraph
import pytest

from kg.rdf.read import FORMATS, read_graph
from kg.rdf.terms import IRI, XSD, Literal, Triple, number, text
from tests.fixtures import faults_of

S, P = IRI("http://example.org/s"), IRI("http://example.org/p")
GRAPH = {Triple(S, P, text("a\n'b'", "en")), Triple(S, P, text("a")), Triple(S, P, number(3)), Triple(S, P, S)}


@pytest.mark.parametrize("ending", [*FORMATS, ".TTL"])
def test_every_format_gives_the_same_triples(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{ending}"
    quads = pyoxigraph.parse(
        """@prefix e: <http://example.org/> . e:s e:p "a\\n'b'"@en, "a", 3, e:s .""", format=pyoxigraph.RdfFormat.TURTLE
    )
    triples = [quad.triple for quad in quads]
    pyoxigraph.serialize(triples, str(path), format=FORMATS[ending.lower()])
    assert set(read_graph(path)) == GRAPH
    assert len(read_graph(path)) == 4


def test_blank_nodes_become_names(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text("_:b <http://example.org/p> _:c .\n", encoding="utf-8")
    (triple,) = read_graph(path)
    assert triple == Triple(IRI("urn:blank:b"), P, IRI("urn:blank:c"))


def test_what_is_no_triple_of_rdf_1_1_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<http://example.org/s> <http://example.org/p> <<( <urn:a> <urn:b> 1 )>>, 3 .\n", encoding="utf-8")
    assert read_graph(path) == [Triple(S, P, Literal("3", XSD + "integer"))]


@pytest.mark.parametrize(
    ("name", "content", "line", "rule"),
    [
        ("a.ttl", b"<http://a/s>\n<http://a/p>\n", 3, "syntax"),
        ("a.ttl", b"<s> <p> <o> .", 1, "syntax"),
        ("a.ttl", b'\n<http://a/s> <http://a/p> "\xff" .', 2, "syntax"),
        ("a.ttl", b"\n\n<http://a/{s}> <http://a/p> 1 .", 3, "syntax"),
        ("a.nt", b"<http://a/s b> <http://a/p> <http://a/o> .", 1, "syntax"),
        ("a.rdf", b"<x>", 0, "syntax"),
        ("a.jsonld", b"{", 1, "syntax"),
        ("a.jsonld", b'{"@context": "http://example.invalid/c", "@id": "http://a/s", "p": 1}', 0, "syntax"),
        ("a.csv", b"a,b", 0, "format"),
        ("a", b"", 0, "format"),
    ],
)
def test_what_is_no_graph_is_one_fault(name: str, content: bytes, line: int, rule: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (fault,) = faults_of(lambda: read_graph(path))
    assert (fault.path, fault.line, fault.rule) == (str(path), line, rule)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (fault,) = faults_of(lambda: read_graph(tmp_path / "absent.ttl"))
    assert fault.rule == "unreadable"
    (tmp_path / "folder.ttl").mkdir()
    (fault,) = faults_of(lambda: read_graph(tmp_path / "folder.ttl"))
    assert fault.rule == "unreadable"


def test_an_empty_file_is_an_empty_graph(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"")
    assert read_graph(tmp_path / "a.ttl") == []


def test_what_is_named_again_is_held_once(tmp_path: Path) -> None:
    """A graph names the same nodes and predicates again and again: held each time, they take most of the memory."""
    path = tmp_path / "a.nt"
    line = '<http://example.org/s> <http://example.org/p> "{0}"^^<http://example.org/d> .\n'
    path.write_text("".join(line.format(number) for number in range(100)), encoding="utf-8")
    triples = read_graph(path)
    assert len(triples) == 100
    named = [(t.s, t.p, t.o.datatype) for t in triples if isinstance(t.o, Literal)]
    assert [len(set(map(id, parts))) for parts in zip(*named, strict=True)] == [1, 1, 1]
