"""Where one sentence ends and the next begins; the bar in an example stands for a cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.split import sentences

EXAMPLES = {
    "plain": "The mill fell.| Nobody spoke.| Why?| No!| So be it.",
    "number first": "They scattered.| 77 men stayed.",
    "number last": "It fell on 12 May 1901.| Rain came.",
    "decimal": "The river rose 1.5 m in 2.25 hours.| It fell by .5 m.",
    "figure": "See No. 7 on p. 4 and approx. 30 others.| Next.",
    "no": "They said no.| Marsh left.| The answer was No.| Marsh stayed.",
    "title": "Lt. General Brook met Dr. Marsh and Col. Ivo Reed.| They spoke.",
    "title in lower case": "He was a gen.| They left.",
    "initial": "J. R. Marsh wrote to A. Brook.| He left.",
    "initial at the end": "It was vitamin C.| The men ate it.| It was World War I.| Then came peace.",
    "country": "The U.S. Marine left the U.S. troops in the U.S. with U.S. President Reed.| He slept.",
    "country at the end": "He left the U.S.| The troops stayed.",
    "time": "It began at 5.30 p.m. Brook time.| It ended at 6 a.m.| The mill stood.",
    "company": "Marsh Inc. Brook paid.| He sued Marsh Inc.| They lost.",
    "editor": "We [Marsh - ed.] held the mill.| That was meant for us [the garrison - ed.].| If not, we go.",
    "editor before a capital": "The mayor [Larsen - ed.] Odd spoke.",
    "lower case": "The mill fell. with nobody near it.| They left.",
    "ellipsis inside": "The fight was the worst ... in the valley.| It is hard... due to rain.",
    "spaced ellipsis before a capital": "The worst ... Lowbridge has seen.",
    "ellipsis at the end": "We give up the mill...| Rather than drown, we eat…| Then we go.",
    "glued ellipsis": "The foe is stronger...|Our men lack bread…|They starve.",
    "glued ellipsis before lower case": "Towns like it…absolutely nothing...left.",
    "quotation": 'Marsh said: "We held the mill.| We lost eleven men."| He left.',
    "quotation with speaker": '"The mill is lost.| They are gone," Marsh said.| He left.',
    "stop after the quotation": 'They called it "a gift".| "Nobody knew it," he said.',
    "stop on both sides": 'All of them fled...".| He left.',
    "quotation inside": 'He wrote "the tale of "forty men" holds.| We are glad."| Further on, he left.',
    "quoted question": '"Where is the mill?" Ivo Marsh asked.| "Gone!" Brook cried.| "Why?"| Marsh left.',
    "quoted question in lower case": '"Where is the mill?" he asked.',
    "single quotes": "He said 'it fell.'| Then he left.",
    "brackets": "The mill fell (so they say.)| It burned (in May).| (It rained.)| Done.",
    "curly": "He said: “It fell.”| “We left.”",
    "several marks": "What?!| No!!!| Really?..| Yes.",
    "no stop at the end": "The mill fell.| The rest is",
    "sign first": "It was dear.| $40 was paid.| #7 burned.| £3 too.",
    "semicolon and colon": "It fell; they left: all of them.",
    "abbreviation at the end of the text": "He met Lt.",
    "dotted name": "The file mill.jpg is at example.org.| It is old.",
    "etc": "They took bread, etc. Marsh ate.| They took salt, etc.| He slept.",
    "other scripts": "Le moulin tomba.| Été vint.| Он ушёл.| Всё.",
    "quote before a number": 'It cost "much".| "40 men," he said.',
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_cuts(name: str) -> None:
    pieces = EXAMPLES[name].split("|")
    text = "".join(pieces)
    assert [text[start:end] for start, end in sentences(text)] == [piece.strip() for piece in pieces]


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_to_split(text: str) -> None:
    assert sentences(text) == []


PIECES = st.sampled_from(
    [
        "The mill",
        "fell",
        "Marsh",
        "said",
        "U.S.",
        "No.",
        "5.5",
        ".",
        "...",
        "…",
        "!",
        "?",
        '"',
        "'",
        "(",
        ")",
        "[",
        "]",
        " ",
        "  ",
    ]
)


@given(st.one_of(st.lists(PIECES).map("".join), st.text()))
def test_spans_cover_all_that_is_not_white_space_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(start < end and text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_long_runs_of_marks_take_no_time() -> None:
    text = "." * 20_000 + "x" + "?)" * 20_000 + "x"
    assert sentences(text) == [(0, len(text))]
