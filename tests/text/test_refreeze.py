"""Identifiers outlive a new text."""

from kg.text.freeze import freeze
from kg.text.passage import Passage, Section
from kg.text.refreeze import refreeze

SECTIONS = (Section("one", "One"), Section("two", "Two"))
OLD = """# One

The mill fell. They left. It rained.

Nobody came back.

![The mill](https://example.org/m.jpg)

| Side | Dead |
| --- | --- |
| Ours | 11 |

# Two

It was over. They left.
"""


def frozen(raw: str = OLD, sections: tuple[Section, ...] = SECTIONS) -> tuple[Passage, ...]:
    return freeze("d", raw, sections)


def test_the_same_text_changes_nothing() -> None:
    outcome = refreeze(frozen(), frozen())
    assert outcome.passages == frozen()
    assert (outcome.moved, outcome.new, outcome.vanished) == ((), (), ())


def test_a_sentence_put_in_gets_the_next_free_number_of_its_paragraph() -> None:
    outcome = refreeze(frozen(), frozen(OLD.replace("They left. It", "It burned. They left. It")))
    assert [p.id for p in outcome.passages][1:5] == ["d.one.1.1", "d.one.1.4", "d.one.1.2", "d.one.1.3"]
    assert [p.id for p in outcome.new] == ["d.one.1.4"]
    assert "d.one.1.1" not in outcome.moved
    assert "d.one.1.2" in outcome.moved


def test_a_removed_sentence_vanishes_and_the_others_stay() -> None:
    outcome = refreeze(frozen(), frozen(OLD.replace("They left. It", "It")))
    assert [p.id for p in outcome.vanished] == ["d.one.1.2"]
    assert {p.id for p in outcome.passages} == {p.id for p in frozen()} - {"d.one.1.2"}


def test_a_changed_sentence_is_a_new_one() -> None:
    outcome = refreeze(frozen(), frozen(OLD.replace("It rained", "It poured")))
    assert [p.id for p in outcome.vanished] == ["d.one.1.3"]
    assert [p.id for p in outcome.new] == ["d.one.1.4"]


def test_a_new_paragraph_gets_the_next_free_number_of_its_section() -> None:
    outcome = refreeze(frozen(), frozen(OLD.replace("Nobody came", "Then came rain. It was cold.\n\nNobody came")))
    assert [p.id for p in outcome.new] == ["d.one.3.1", "d.one.3.2"]
    assert "d.one.2.1" in {p.id for p in outcome.passages}


def test_captions_rows_and_headings_are_counted_on() -> None:
    raw = OLD.replace("![The", "![A new mill](https://example.org/n.jpg)\n![The").replace(
        "| Ours", "| Theirs | 40 |\n| Ours"
    )
    raw = raw.replace("# Two", "# Second")
    outcome = refreeze(frozen(), frozen(raw, (SECTIONS[0], Section("two", "Second"))))
    assert [p.id for p in outcome.new] == ["d.one.c2", "d.one.t1.r2", "d.two.h2"]
    assert [p.id for p in outcome.vanished] == ["d.two.h"]


def test_a_passage_keeps_its_id_in_another_section() -> None:
    outcome = refreeze(
        frozen(), frozen(OLD.replace("It rained.", "").replace("It was over.", "It was over. It rained."))
    )
    assert not outcome.new
    assert not outcome.vanished
    assert [p.id for p in outcome.passages][-3:] == ["d.two.1.1", "d.one.1.3", "d.two.1.2"]


def test_a_new_neighbour_of_a_moved_passage_counts_in_its_own_section() -> None:
    raw = OLD.replace("Nobody came back.", "").replace("It was over.", "Nobody came back. It ended.\n\nIt was over.")
    outcome = refreeze(frozen(), frozen(raw))
    assert [p.id for p in outcome.passages][-4:] == ["d.one.2.1", "d.two.2.1", "d.two.1.1", "d.two.1.2"]


def test_equal_sentences_stay_in_their_sections() -> None:
    outcome = refreeze(frozen(), frozen(OLD.replace("The mill fell. They left. ", "They left. The mill fell. ")))
    assert [p.id for p in outcome.passages][1:3] == ["d.one.1.2", "d.one.1.1"]
    assert outcome.passages[-1].id == "d.two.1.2"


def test_no_id_is_given_twice_even_after_it_vanished() -> None:
    first = refreeze(frozen(), frozen(OLD.replace("It rained.", "")))
    again = frozen(OLD.replace("It rained.", "It snowed."))
    assert [p.id for p in refreeze(first.passages, again).new] == ["d.one.1.3"]
    retired = [p.id for p in first.vanished]
    outcome = refreeze(first.passages, again, retired)
    assert [p.id for p in outcome.new] == ["d.one.1.4"]
    assert len({p.id for p in outcome.passages}) == len(outcome.passages)


def test_the_fields_follow_the_id() -> None:
    outcome = refreeze(frozen(), frozen(OLD.replace("Nobody came", "Then came rain.\n\nNobody came")))
    new = outcome.new[0]
    assert (new.document, new.section, new.paragraph) == ("d", "one", "3")
