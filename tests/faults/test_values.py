"""Identifiers become IRIs, and dates become days: no text slips through, and the days are those of an oracle."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pyoxigraph
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from kg.dataset.fields import KEY, PASSAGE, SLUG, Key, PassageRef, Slug
from kg.edtf import parse
from kg.rdf.namespaces import DATA_KINDS, PREFIXES, data_prefixes, expand
from kg.rdf.terms import IRI, Triple, compact, ntriples_line, text

SPACES = data_prefixes("https://example.org/", "x")
SHORT = {space: prefix for prefix, space in {**PREFIXES, **SPACES}.items()}
ANY = st.text(st.characters(exclude_categories=["Cs"])) | st.text('ab-.:/#?%<> "{}|\\^`\n\t\u0000é\u202e٣²', max_size=8)
IRIREF = re.compile('[^\u0000-\u0020<>"{}|^`\\\\]*')
"""What may stand between < and > in Turtle (section 6.5 of the grammar), without escapes."""


@given(st.text() | ANY)
@example("http://a/> <http://b/> <http://c/> . <http://d/")
@example("http://a/\\u003E")
def test_an_iri_is_what_the_grammar_takes_and_nothing_else(value: str) -> None:
    if IRIREF.fullmatch(value):
        assert IRI(value) == value
    else:
        with pytest.raises(ValueError, match="is no IRI"):
            IRI(value)


@given(ANY)
@example("> <http://b/> <http://c/> . <http://d/")
@example(" \n<http://a/b> ")
def test_no_name_breaks_out_of_a_line(local: str) -> None:
    """What is minted is one triple with this very IRI, or the parser refuses it; never another triple."""
    try:
        node = IRI(SPACES["claim"] + local)
    except ValueError:
        return
    line = ntriples_line(Triple(node, node, text("x")))
    try:
        (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    except SyntaxError:
        assert not SLUG.fullmatch(local)
        return
    assert quad.subject == quad.predicate == pyoxigraph.NamedNode(node)


NAMES = (
    st.from_regex(SLUG, fullmatch=True) | st.from_regex(PASSAGE, fullmatch=True) | st.from_regex(KEY, fullmatch=True)
)


@given(NAMES, st.sampled_from(DATA_KINDS))
def test_every_identifier_that_is_allowed_makes_an_iri_and_a_curie(local: str, kind: str) -> None:
    node = IRI(SPACES[kind] + local)
    line = ntriples_line(Triple(node, node, text("x")))
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert quad.subject == pyoxigraph.NamedNode(node)
    curie = compact(node, SHORT)
    assert curie == f"{kind}:{local}"
    assert expand(curie, SPACES) == node
    head = f"@prefix {kind}: <{SPACES[kind]}> ."
    (quad,) = pyoxigraph.parse(f"{head} {curie} a {curie} .", format=pyoxigraph.RdfFormat.TURTLE)
    assert quad.subject == pyoxigraph.NamedNode(node)


@given(NAMES, NAMES, st.sampled_from(DATA_KINDS), st.sampled_from(DATA_KINDS))
def test_two_things_never_have_one_iri(one: str, two: str, kind: str, other: str) -> None:
    same = IRI(SPACES[kind] + one) == IRI(SPACES[other] + two)
    assert same == ((kind, one) == (other, two))


@given(ANY, st.sampled_from([(Slug, SLUG), (Key, KEY), (PassageRef, PASSAGE)]))
@example("x\n", (Slug, SLUG))
@example("٣", (Slug, SLUG))
def test_what_is_no_identifier_is_refused_before_it_is_minted(
    value: str, kind: tuple[type[str], re.Pattern[str]]
) -> None:
    annotation, form = kind
    try:
        found = TypeAdapter(annotation).validate_python(value)
    except ValidationError:
        assert not form.fullmatch(value)
        return
    assert found == value
    assert value.isascii()
    assert compact(IRI(SPACES["claim"] + value), SHORT) == f"claim:{value}"


# ---- dates, by an oracle that tries every day

FIRST = date(2023, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(120)]
PARTS = st.sampled_from(["2023-01", "2023-02", "2023-03"]) | st.sampled_from(DAYS[10:80]).map(str)
MARKS = st.sampled_from(["", "?", "~", "%"])


def possible(part: str, mark: str) -> list[date]:
    """Return the days that a date may mean, by docs/reference/format.md: seven days or a month to each side."""
    if mark not in ("~", "%"):
        return [day for day in DAYS if str(day).startswith(part)]
    if len(part) == 10:
        return [day for day in DAYS if abs((day - date.fromisoformat(part)).days) <= 7]
    year, month = map(int, part.split("-"))
    return [day for day in DAYS if day.year == year and abs(day.month - month) <= 1]


@given(PARTS, MARKS, PARTS, MARKS)
def test_a_period_is_bounded_by_the_periods_that_are_possible(one: str, mark: str, two: str, other: str) -> None:
    assume("2023-01" not in (one if mark else "", two if other else ""))  # its slack begins before the first day
    begins, ends = possible(one, mark), possible(two, other)
    pairs = [(begin, end) for begin in begins for end in ends if begin <= end]
    written = f"{one}{mark}/{two}{other}"
    if not pairs:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse(written)
        return
    found = parse(written)
    assert (found.earliest_begin, found.latest_begin) == (min(b for b, _ in pairs), max(b for b, _ in pairs))
    assert (found.earliest_end, found.latest_end) == (min(e for _, e in pairs), max(e for _, e in pairs))
    assert found.span == max((end - begin).days + 1 for begin, end in pairs)


@given(PARTS, PARTS)
def test_a_day_between_two_is_one_of_these(one: str, two: str) -> None:
    first, last = min(possible(one, "")), max(possible(two, ""))
    days = [day for day in DAYS if first <= day <= last]
    if not days:
        with pytest.raises(ValueError, match="ends before it begins"):
            parse(f"[{one}..{two}]")
        return
    assert parse(f"[{one}..{two}]").corners == (days[0], days[-1], days[0], days[-1])


@given(PARTS, MARKS)
def test_one_date_is_one_of_the_days_it_may_mean(one: str, mark: str) -> None:
    assume(not (one == "2023-01" and mark))
    days = possible(one, mark)
    assert parse(one + mark).corners == (days[0], days[-1], days[0], days[-1])
    assert parse(f"{one}{mark}/..").corners == (days[0], days[-1], days[0], None), "it held on its first day"
    assert parse(f"../{one}{mark}").corners == (None, days[-1], days[0], days[-1]), "it held on its last day"
