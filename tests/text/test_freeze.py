"""Freezing numbers the passages of a document."""

import pytest

from kg.dataset.documents import Document
from kg.faults import FaultError
from kg.text.freeze import freeze
from kg.text.index import index_path, read_index
from kg.text.normalise import normalise
from kg.text.passage import Passage, Section, sha256_of

from .conftest import DATASET, SECTIONS


def test_every_passage_has_its_id(passages: tuple[Passage, ...]) -> None:
    assert [p.id for p in passages] == [
        "report.lead.1.1",
        "report.lead.1.2",
        "report.lead.1.3",
        "report.prelude.h",
        "report.prelude.c1",
        "report.prelude.1.1",
        "report.prelude.1.2",
        "report.prelude.2.1",
        "report.losses.h",
        "report.losses.t1.r1",
        "report.losses.t1.r2",
        "report.losses.1.1",
        "report.losses.1.2",
    ]


def test_positions_and_digests_are_those_of_the_normalised_document(report: str, passages: tuple[Passage, ...]) -> None:
    text = normalise(report).text
    said = {p.id: text[p.start : p.end] for p in passages}
    assert said["report.lead.1.2"] == 'Captain Ivo Marsh said: "We held the mill.'
    assert said["report.prelude.c1"] == "A mill, 1901-05 (02)"
    assert said["report.prelude.1.2"] == 'The mayor [Odd Larsén - ed.] called the flood "a gift".'
    assert said["report.losses.t1.r1"] == "Garrison | 11-14"
    assert all(sha256_of(said[p.id]) == p.sha256 for p in passages)
    assert all(said[p.id][p.finder_at :].startswith(p.finder) for p in passages)


def test_tables_are_counted_by_their_headers() -> None:
    raw = "|a|\n|-|\n|1|\n|2|\n\nText.\n\n|3|\n\n|b|\n|-|\n|4|\n"
    ids = [p.id for p in freeze("d", raw, [Section("s", "")])]
    assert ids == ["d.s.t1.r1", "d.s.t1.r2", "d.s.1.1", "d.s.t2.r1", "d.s.t3.r1"]


def test_a_declared_title_is_a_heading() -> None:
    ids = [p.id for p in freeze("d", "The mill falls\n\nIt fell.", [Section("body", "The mill falls")])]
    assert ids == ["d.body.h", "d.body.1.1"]


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        (SECTIONS[:2], "'Losses' that is not declared"),
        ((*SECTIONS, Section("x", "Aftermath")), "'Aftermath' is not in the text"),
        ((SECTIONS[0], SECTIONS[2], SECTIONS[1]), "another order"),
        (SECTIONS[1:], "'' that is not declared"),
    ],
    ids=["undeclared", "absent", "order", "lead"],
)
def test_sections_must_be_those_of_the_text(report: str, sections: tuple[Section, ...], said: str) -> None:
    with pytest.raises(FaultError, match="sections") as caught:
        freeze("report", report, sections)
    assert said in str(caught.value)
    assert len(caught.value.faults) == 1


def test_all_section_faults_come_together(report: str) -> None:
    with pytest.raises(FaultError) as caught:
        freeze("report", report, [Section("lead", ""), Section("a", "Preludes"), Section("b", "Loss")])
    assert len(caught.value.faults) == 4
    assert "did you mean 'Preludes'?" in str(caught.value)


def test_the_committed_index_is_what_freezing_the_text_gives(real: tuple[Document, str]) -> None:
    document, raw = real
    assert freeze(document.key, raw, document.parts) == read_index(index_path(DATASET, document.key))
