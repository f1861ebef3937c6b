"""What a query looks for, as a diagram."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.ask.catalog.header import read_query
from kg.ask.catalog.question import Question
from kg.share.describe.pattern import Edge, diagram, read_pattern
from tests.ask.query.graphs import QUERIES
from tests.full import FULL

SOME = QUERIES if FULL else {query.theme: query for query in QUERIES.values()}
"""In full all questions, else one of each theme; scripts/docs/run draws all."""
BODY = """\
PREFIX bk: <https://w3id.org/battlekg/ontology#>
PREFIX kind: <https://w3id.org/battlekg/ontology/kind/>
SELECT ?claim WHERE {
  VALUES (?place) { (<https://example.org/place/mill>) }
  ?claim bk:proposition ?what ; bk:says ?says .
  ?what bk:kind/bk:broader* kind:capture ; bk:place ?place .
  OPTIONAL { ?claim bk:hedge ?hedge }
  { ?what bk:agent ?who } UNION { ?what bk:patient ?who }
  FILTER NOT EXISTS { ?other bk:denies ?claim }
} ORDER BY ?claim
"""


@pytest.fixture
def query(tmp_path: Path) -> Question:
    head = (
        "#+ summary: S\n#+ description: D\n#+ params:\n#+   place: {type: place, default: mill, sample: mill, "
        "description: P}\n#+ columns:\n#+   claim: C\n"
    )
    path = tmp_path / "q.rq"
    path.write_text(head + BODY, encoding="utf-8")
    return read_query(path)


def test_the_pattern_tells_what_must_may_and_must_not_be(query: Question) -> None:
    edges = read_pattern(query).edges
    assert set(edges) == {
        Edge("?claim", "bk:proposition", "?what", ""),
        Edge("?claim", "bk:says", "?says", ""),
        Edge("?what", "bk:kind/bk:broader*", "kind:capture", ""),
        Edge("?what", "bk:place", "?place", ""),
        Edge("?claim", "bk:hedge", "?hedge", "optional"),
        Edge("?what", "bk:agent", "?who", "either"),
        Edge("?what", "bk:patient", "?who", "either"),
        Edge("?other", "bk:denies", "?claim", "not"),
    }


def test_the_terms_are_those_of_the_text_without_the_defaults(query: Question) -> None:
    names = {iri.removeprefix("https://w3id.org/battlekg/ontology") for iri in read_pattern(query).terms}
    wanted = "#proposition #says #kind #broader #place #hedge #agent #patient #denies /kind/capture"
    assert names == set(wanted.split())


def test_the_diagram_has_boxes_values_and_arrows(query: Question) -> None:
    made = diagram(query)
    assert '["<b>?claim</b><br/>bk:says ?says<br/>bk:hedge ?hedge (optional)"]' in made
    assert '[/"<b>?place</b>"/]' in made
    assert '--x|"bk:denies"|' in made
    assert made.count("-.->") == 2
    assert '-->|"bk:proposition"|' in made


@pytest.mark.parametrize("query", SOME.values(), ids=SOME)
def test_a_diagram_names_every_pattern_and_has_only_lines_of_its_language(query: Question) -> None:
    made = diagram(query)
    for edge in read_pattern(query).edges:
        for part in (edge.subject, edge.path):
            assert part in made.replace("#gt;", ">").replace("#lt;", "<"), part
    assert len(made.splitlines()) <= 40
    label = r'"[^"]*"'
    node = rf"n\d+(?:\[{label}\]|\[/{label}/\])"
    arrow = rf"n\d+ (?:-->|-\.->|--x)\|{label}\| n\d+"
    setting, first, *rest = made.splitlines()
    assert json.loads(setting.removeprefix("%%{init: ").removesuffix("}%%"))
    assert first == "flowchart LR"
    assert all(re.fullmatch(rf"  (?:{node}|{arrow})", line) for line in rest)
