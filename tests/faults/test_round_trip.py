# ruff: noqa: E501
"""Claim to RDF and back: nothing that a dataset says is lost or changed on the way, through the written file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.builder import build
from kg.dataset.model import Claim, ClaimFile, Dataset
from kg.quantity import Quantity
from kg.rdf.concepts import schemes
from kg.rdf.graph import Graph
from kg.rdf.read import read_graph
from tests.builder.graphs import built, dataset
from tests.faults.back import canonical, claim_of, notation
from tests.full import FULL

DATA = dataset("toyfort")


def year_of(data: Dataset, key: str) -> str | None:
    year = data.files[key].year_from
    return year.note if year else None


# Of the whole dataset, by default tests/builder/test_claims.py reads each claim back.
@pytest.mark.parametrize("name", ["toyfort", pytest.param("bakhmut", marks=pytest.mark.slow)])
def test_every_claim_of_a_dataset_comes_back(name: str) -> None:
    data = dataset(name)
    graph = Graph(built(name).triples, built(name).prefixes)
    assert data.claims
    for key in data.claims:
        assert claim_of(graph, key, year_of(data, key)) == canonical(data, key)


def some(values: Any, least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(values)), min_size=least, max_size=most, unique=True)


def of(scheme: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(schemes()[scheme]))


LETTERS = st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\ufffc\ufffd") | st.sampled_from(
    "\"\\'<>@^.;,# "
)
LINES = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
DAYS = st.dates(date(1890, 1, 1), date(1903, 6, 30)).map(str)
DATES = st.one_of(
    st.builds(lambda day, cut, mark: day[:cut] + mark, DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"])),
    st.builds(lambda a, b: "/".join(sorted((a, b))), DAYS, DAYS),
    st.builds(lambda a, b: f"[{min(a, b)}..{max(a, b)}]", DAYS, DAYS),
    DAYS.flatmap(lambda day: st.sampled_from([f"{day}/..", f"../{day}", f"[..{day}]", f"[{day}..]"])),
)  # fmt: skip
NUMBERS = st.decimals(0, 10**14, places=3).map(str) | st.integers(0, 10**9).map(str)
AMOUNTS = st.one_of(
    st.builds(lambda mark, number: mark + number, st.sampled_from(["", ">", "<", "<~", "~"]), NUMBERS),
    st.builds(lambda a, b: "..".join(sorted((a, b), key=float)), NUMBERS, NUMBERS),
    NUMBERS.map(lambda number: f"{number}.."),
    NUMBERS.map(lambda number: f"..{number}"),
)
ABOUT = st.sampled_from(sorted([*DATA.events, *DATA.phases, *DATA.battles]))
COMMON: dict[str, Any] = {
    "about": ABOUT, "by": some(DATA.actors), "of": some(DATA.actors), "where": some(DATA.places), "from": some(DATA.places),
    "toward": some(DATA.places), "direction": of("direction"), "item": of("item"), "when": DATES,
}  # fmt: skip
FIGURES = st.fixed_dictionaries(
    {"kind": of("measure"), "n": AMOUNTS},
    optional={**COMMON, "unit": of("unit"), "per": of("unit"), "sense": of("sense"), "method": of("method")},
)
SITUATIONS = st.fixed_dictionaries(
    {"kind": of("kind")}, optional={**COMMON, "extent": of("extent"), "role": LINES, "org": some(DATA.actors)}
)
RATIOS = st.fixed_dictionaries(
    {"kind": of("measure"), "n": AMOUNTS, "to-kind": of("measure")}, optional={**COMMON, "to-of": some(DATA.actors)}
)
OCCURRENCES = st.fixed_dictionaries({"kind": of("kind")}, optional=COMMON)
ASSESSED = st.sampled_from(sorted(DATA.claims)) | st.sampled_from(sorted(DATA.actors)).map("actor:{}".format)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Draw a claim that refers to what toyfort has; any field may be marked as inferred."""
    document = draw(st.sampled_from(sorted(DATA.documents)))
    passages = [key for key in DATA.passages if key.startswith(f"{document}.")]
    optional = {
        "context": some(DATA.passages), "who": st.sampled_from(sorted(DATA.actors)), "or-who": some(DATA.actors), "said": DATES, "act": of("act"),
        "medium": of("medium"), "hedge": some(schemes()["hedge"]), "quote": LINES.filter(lambda text: len(text.split()) < 16),
        "via": st.lists(
            st.fixed_dictionaries({"by": st.sampled_from(sorted(DATA.actors))}, optional={"medium": of("medium")}), max_size=3
        ),
        **{name: some(DATA.claims) for name in ("denies", "disputes", "confirms", "revises", "derives-from")},
        "same": st.sampled_from(sorted(DATA.claims)), "doubt": LINES,
    }  # fmt: skip
    raw = draw(st.fixed_dictionaries({"at": some(passages, 1), "says": LINES}, optional=optional))
    if draw(st.booleans()):
        raw |= {"assesses": draw(ASSESSED), "outcome": draw(of("outcome"))}
    kind, said = draw(
        st.one_of(
            st.tuples(st.just("figure"), FIGURES),
            st.tuples(st.just("situation"), SITUATIONS),
            st.tuples(st.just("ratio"), RATIOS),
            st.tuples(st.just("occurrence"), OCCURRENCES),
        )
    )
    raw[kind] = said
    unmarked = {"at", "context", "says", "doubt", "figure", "situation", "occurrence", "quote", "ratio"}
    there = sorted({name for name, value in {**raw, **said}.items() if value} - unmarked)
    raw["inferred"] = {name: draw(LINES) for name in draw(some(there, 0, 6))} if there else {}
    return Claim.model_validate(raw)


@cache
def heads() -> list[ClaimFile]:
    """Return the two kinds of files: one that tells where the year comes from, and one that does not."""
    found = {file.year_from is None: file for file in DATA.files.values()}
    assert len(found) == 2
    return [found[True], found[False]]


@settings(max_examples=60 if FULL else 10, deadline=None)
@given(st.lists(claims(), min_size=1, max_size=3), st.sampled_from([0, 1]))
def test_whatever_claim_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Claim], head: int
) -> None:
    new = {f"new-{number}": claim for number, claim in enumerate(made)}
    data = replace(DATA, claims={**DATA.claims, **new}, files={**DATA.files, **dict.fromkeys(new, heads()[head])})
    result = build(data)  # which checks that the graph is complete, too
    path: Path = tmp_path_factory.getbasetemp() / "round-trip.ttl"
    path.write_text(result.text, encoding="utf-8", newline="")
    triples = read_graph(path)
    assert set(triples) == result.triples
    graph = Graph(triples, result.prefixes)
    for key in (*new, *DATA.claims):
        assert claim_of(graph, key, year_of(data, key)) == canonical(data, key)


@given(AMOUNTS)
def test_a_number_comes_back(text: str) -> None:
    quantity = Quantity.parse(text)
    assert Quantity.parse(notation(quantity)) == quantity
    assert notation(Quantity.parse(notation(quantity))) == notation(quantity)


def test_a_change_on_the_way_would_be_seen() -> None:
    """The way back reads each field: take a triple of a claim away, and the claim is another one or none."""
    key = "paint-chronicle"
    result = built("toyfort")
    wanted = canonical(DATA, key)
    prefixes = result.prefixes
    nodes = {prefixes["claim"] + key, prefixes["proposition"] + key}
    derived = (
        "Earliest",
        "Latest",
        "TimeStamp",
        "days",
        "topic",
        "contentKey",
        "wasGeneratedBy",
        "sortDay",
        "countedSide",
        "span/day",
        "span/period",
        "#label",
        ".year.",
        "Assessment",
    )
    own = [t for t in result.triples if t.s in nodes and not any(word in f"{t.p} {t.o}" for word in derived)]
    assert len(own) > 30
    for triple in own:
        try:
            found = claim_of(Graph(result.triples - {triple}, prefixes), key, year_of(DATA, key))
        except ValueError:
            continue
        relay = triple.p.endswith("#relay")
        assert found != wanted or relay or triple.p.endswith("#type"), triple
