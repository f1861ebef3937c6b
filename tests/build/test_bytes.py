"""The same bytes everywhere, and what the bytes say in two parsers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg.build import build, compare
from kg.dataset import find_dataset, read_dataset
from kg.query.place import graph_of, spaces_of
from kg.terms import XSD, Literal, ntriples_line

PATH = graph_of("bakhmut")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "change",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "77", "LC_ALL": "C"},
        {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8"},
    ],
)
def test_the_bytes_do_not_depend_on_the_environment(change: dict[str, str], tmp_path: Path) -> None:
    environment = {**os.environ, **change, "PYTHONPATH": str(ROOT), "BATTLEKG_CACHE": str(tmp_path / "cache")}
    target = tmp_path / "out.ttl"
    command = [sys.executable, "-m", "kg.cli", "build", "-o", str(target)]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert target.read_bytes() == PATH.read_bytes()


def test_the_written_graph_is_the_built_one() -> None:
    assert compare(build(read_dataset(find_dataset("bakhmut"))), PATH) == []


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    built = build(read_dataset(find_dataset("bakhmut")))
    copy = tmp_path / "bakhmut.ttl"
    copy.write_text(built.text.replace("2023-05-20", "2023-05-21", 1), encoding="utf-8")
    faults = compare(built, copy)
    assert [fault.rule for fault in faults] == ["outdated", "missing"]
    assert faults[0].line > 1


def test_two_parsers_read_what_was_built() -> None:
    built = build(read_dataset(find_dataset("bakhmut")))
    wanted = {ntriples_line(triple) for triple in built.triples}
    ox = {f"{q.subject} {q.predicate} {q.object} ." for q in pyoxigraph.parse(path=str(PATH))}
    assert len(ox) == len(wanted)
    graph = rdflib.Graph().parse(PATH)
    assert len(graph) == len(wanted)
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]


def test_only_the_agreed_datatypes_and_clean_names() -> None:
    built = build(read_dataset(find_dataset("bakhmut")))
    types = {t.o.datatype for t in built.triples if isinstance(t.o, Literal)}
    allowed = {XSD + name for name in ("string", "integer", "decimal", "date")} | {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "http://id.loc.gov/datatypes/edtf/EDTF",
    }  # fmt: skip
    assert types <= allowed
    body = [line for line in built.text.splitlines() if not line.startswith(("@prefix", "#"))]
    full = {iri for line in body for iri in re.findall(r"<([^>]+)>", re.sub(r'"(?:[^"\\\\]|\\\\.)*"', "", line))}
    assert full <= {"https://creativecommons.org/licenses/by-sa/4.0/"}
    assert spaces_of(PATH)["claim"] == "https://w3id.org/battlekg/bakhmut/claim/"
