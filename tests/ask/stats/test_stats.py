"""What the graph holds, counted; the numbers are those of the graph itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from kg.ask.stats import count
from kg.faults import FaultError
from kg.paths import find_graph
from kg.rdf.namespaces import BK, RDF, SCHEME_BASE
from kg.rdf.read import read_graph
from tests.calling import command
from tests.full import FULL


def test_the_counts_are_those_of_the_graph(toyfort: Path) -> None:
    for dataset in (str(toyfort), *(["bakhmut"] if FULL else [])):
        triples = read_graph(Path(find_graph(dataset)))
        found = count(dataset)
        assert found["triples"] == len(set(triples))
        for name in ("Claim", "Figure", "Actor", "Passage", "Assessment"):
            assert found[name] == sum(t.p == RDF.type and t.o == BK(name) for t in triples), name
        assert found["claimants"] == len({t.o for t in triples if t.p == BK.claimant})
        assert found["statements"] == sum(t.p == RDF.type and t.o == RDF.Statement for t in triples)
        assert found["readings marked as doubtful"] == sum(t.p == BK.doubt for t in triples)
        assert found["claims in a document's own voice"] < found["Claim"]
        own = f"{SCHEME_BASE}voice/own"
        assert found["claims in a document's own voice"] == sum(t.p == BK.voice and t.o == own for t in triples) > 0


def test_a_graph_without_a_seal_is_counted(toyfort: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copy(Path(find_graph(str(toyfort))), tmp_path / "alone.ttl"))
    assert count(str(graph)) == count(str(toyfort))
    graph.with_suffix(".seal.json").write_text("[]", encoding="utf-8")
    assert count(str(graph)) == count(str(toyfort))


def test_text_and_json_say_the_same(toyfort: Path) -> None:
    text, data = command("stats", "--dataset", toyfort), command("stats", "--dataset", toyfort, "--format", "json")
    assert text.code == data.code == 0
    counted = json.loads(data.out)
    assert counted == count(str(toyfort))
    assert text.out.splitlines() == [f"{number:>8,}  {name}" for name, number in counted.items()]


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(FaultError, match="there is no dataset 'nowhere'"):
        count("nowhere")
