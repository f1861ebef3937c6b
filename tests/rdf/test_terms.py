"""Terms in canonical form."""

from datetime import date
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.terms import (
    IRI,
    XSD,
    Literal,
    Triple,
    compact,
    day,
    escape,
    ntriples,
    ntriples_line,
    number,
    sorted_lines,
    text,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("bad", ["http://a/b c", "http://a/<b>", 'http://a/"', "http://a/{b}", "http://a/b|c", "http://a/^",
                                 "http://a/`", "http://a/\\", "http://a/\n", "http://a/\u0000"])  # fmt: skip
def test_an_iri_has_no_character_that_could_end_it(bad: str) -> None:
    with pytest.raises(ValueError, match="is no IRI"):
        IRI(bad)


@pytest.mark.parametrize(
    ("value", "written", "kind"),
    [
        (Decimal("4.540"), "4.54", "decimal"),
        (Decimal("20000"), "20000", "integer"),
        (Decimal("20000.0"), "20000", "integer"),
        (Decimal("007"), "7", "integer"),
        (Decimal("0.10"), "0.1", "decimal"),
        (Decimal("0"), "0", "integer"),
        (Decimal("0.000001"), "0.000001", "decimal"),
        (Decimal("999999999999999.999999"), "999999999999999.999999", "decimal"),
        (Decimal("1e3"), "1000", "integer"),
        (12, "12", "integer"),
    ],
)
def test_a_number_has_one_form(value: int | Decimal, written: str, kind: str) -> None:
    assert number(value) == Literal(written, XSD + kind)


def test_a_day_and_texts() -> None:
    assert day(date(901, 5, 8)) == Literal("0901-05-08", XSD + "date")
    assert text("a").datatype == XSD + "string"
    assert text("a", "en").datatype.endswith("#langString")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('say "no"', '"say \\"no\\""'),
        ("back\\slash", '"back\\\\slash"'),
        ("a\nb\r\tc", '"a\\nb\\r\\tc"'),
        ("\b\f", '"\\b\\f"'),
        ("\u0000\u001f\u007f", '"\\u0000\\u001F\\u007F"'),
        ("Часів Яр – é 🜨", '"Часів Яр – é 🜨"'),
    ],
)
def test_the_escapes_are_those_of_canonical_ntriples(value: str, written: str) -> None:
    assert ntriples(text(value)) == written


def test_a_term_in_ntriples() -> None:
    assert ntriples(IRI("http://a/b")) == "<http://a/b>"
    assert ntriples(text("a", "en")) == '"a"@en'
    assert ntriples(number(3)) == f'"3"^^<{XSD}integer>'


@given(TEXTS)
def test_an_escaped_text_is_read_back(value: str) -> None:
    line = f'<http://a/s> <http://a/p> "{escape(value)}" .'
    (quad,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == value


@given(TEXTS)
def test_a_line_stays_a_line(value: str) -> None:
    triple = Triple(IRI("http://a/s"), IRI("http://a/p"), text(value, "en"))
    assert not {"\n", "\r"} & set(ntriples_line(triple))


def test_lines_are_sorted_and_stand_once() -> None:
    triples = [Triple(IRI("http://a/s"), IRI("http://a/p"), text(value)) for value in ("b", "a", "b")]
    assert sorted_lines(triples) == ['<http://a/s> <http://a/p> "a" .', '<http://a/s> <http://a/p> "b" .']


SPACES = {"http://a/": "a", "http://a/b#": "b"}


@pytest.mark.parametrize(
    ("iri", "curie"),
    [
        ("http://a/x", "a:x"),
        ("http://a/b#x", "b:x"),
        ("http://a/x.y-z_1", "a:x.y-z_1"),
        ("http://a/1901", "a:1901"),
        ("http://a/", None),
        ("http://a/x.", None),
        ("http://a/-x", None),
        ("http://a/.x", None),
        ("http://a/x%20y", None),
        ("http://a/x'y", None),
        ("http://a/é", None),
        ("http://c/x", None),
        ("urn:x", None),
    ],
)
def test_a_curie_only_where_it_needs_no_escape(iri: str, curie: str | None) -> None:
    assert compact(iri, SPACES) == curie
