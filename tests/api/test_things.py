"""Things of the graph: fields, relations in both directions, evidence, text; frozen."""

import copy
import pickle
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.api import Actor, Assessment, Claim, Concept, Figure, Graph, Passage, Statement, Thing
from kg.api.node import Back, Facts, Many, Maybe, One
from kg.api.things import _CLASSES
from kg.dataset import read_dataset
from kg.dataset.model import Dataset
from kg.rdf.namespaces import PREFIXES
from kg.rdf.vocabulary import CLASSES
from tests.cli.calling import ROOT


@pytest.fixture(scope="module")
def graph(toyfort: Path) -> Graph:
    return kg.load(toyfort)


@pytest.fixture(scope="module")
def dataset(toyfort: Path) -> Dataset:
    return read_dataset(toyfort)


def test_every_claim_says_what_the_dataset_says(graph: Graph, dataset: Dataset) -> None:
    assert set(graph.claims) == set(dataset.claims)
    for name, told in dataset.claims.items():
        claim = graph.claims[name]
        assert claim.says == told.says
        assert claim.act.id == told.act
        assert claim.label == told.says
        assert {passage.id for passage in claim.passages} == set(told.at)
        assert {hedge.id for hedge in claim.hedges} == set(told.hedge)
        if told.who:
            assert claim.claimant == graph.actors[told.who]
        for relation in ("denies", "disputes", "confirms", "revises"):
            assert {other.id for other in getattr(claim, relation)} == set(getattr(told, relation))


def test_every_figure_has_its_number(graph: Graph, dataset: Dataset) -> None:
    seen = 0
    for name, told in dataset.claims.items():
        if told.figure:
            seen += 1
            figure = graph.propositions[name]
            quantity = told.figure.quantity
            assert isinstance(figure, Figure)
            assert (figure.minimum, figure.maximum) == (quantity.minimum, quantity.maximum)
            assert figure.claim is graph.claims[name]
            assert {actor.id for actor in figure.patients} == set(told.figure.of)
    assert seen


def test_relations_lead_back(graph: Graph) -> None:
    pairs = [(claim, other) for claim in graph.claims.values() for other in claim.denies]
    assert pairs
    for claim, other in pairs:
        assert claim in other.denied_by
    checks = [claim for claim in graph.claims.values() if isinstance(claim, Assessment)]
    assert checks
    for check in checks:
        assert check in (check.assesses.assessments if isinstance(check.assesses, Claim) else [check])
        assert isinstance(check.outcome, Concept)


def test_passages_have_position_and_digest(graph: Graph, dataset: Dataset) -> None:
    for name, told in dataset.passages.items():
        if name in graph.passages:
            passage = graph.passages[name]
            assert (passage.start, passage.end, passage.sha256) == (told.start, told.end, told.sha256)
            assert all(passage in claim.passages for claim in passage.claims)
            assert all(passage in statement.passages for statement in passage.evidence_for)


def test_the_relays_stand_in_their_order(graph: Graph) -> None:
    for claim in graph.claims.values():
        assert [relay.order for relay in claim.relays] == list(range(1, len(claim.relays) + 1))
    assert any(len(claim.relays) > 1 for claim in graph.claims.values())


def test_each_fact_of_an_entity_is_traced(graph: Graph) -> None:
    for actor in graph.actors.values():
        assert isinstance(actor, Actor)
        traced = {(statement.predicate, statement.value) for statement in actor.statements}
        assert {("skos:prefLabel", actor.label), *(("skos:altLabel", name) for name in actor.aliases)} <= traced
        assert all(statement.passages or statement.curations or statement.rules for statement in actor.statements)
        assert all(isinstance(statement, Statement) and statement.subject is actor for statement in actor.statements)


def test_values_are_of_python(graph: Graph) -> None:
    claim = next(claim for claim in graph.claims.values() if claim.said_latest)
    assert isinstance(claim.said_latest, date)
    assert isinstance(claim.curation.day, date)
    assert claim.facts["bk:saidLatest"] == (claim.said_latest,)


def test_things_are_frozen_and_the_same(graph: Graph, toyfort: Path) -> None:
    claim = next(iter(graph.claims.values()))
    for name in ("says", "iri", "anything"):
        with pytest.raises(AttributeError, match="frozen"):
            setattr(claim, name, "x")
    with pytest.raises(AttributeError, match="frozen"):
        del claim.iri
    assert copy.deepcopy(claim) is claim
    assert copy.copy(claim) is claim
    other = kg.load(toyfort).claims[claim.id]
    assert other == claim
    assert other is not claim
    assert len({other, claim}) == 1
    assert claim != claim.iri
    with pytest.raises(TypeError, match="keep its id"):
        pickle.dumps(claim)


def test_every_class_and_property_of_the_model_has_a_field() -> None:
    """What the table of the model has, and what a field reads, are the same, but for what methods give."""
    methods = {"rdf:predicate", "bk:relay", "bk:explains", "rdfs:label", "skos:prefLabel", "dct:title"}
    records = {"bk:access", "bk:normalisation", "skos:editorialNote"}  # of a Source: in its facts
    for iri, made in CLASSES.items():
        if iri not in _CLASSES:  # a Thing; its properties are in its facts
            continue
        cls = _CLASSES[iri]
        fields = [getattr(base, name) for base in cls.__mro__ for name in vars(base) if not name.startswith("__")]
        read = {field.predicate for field in fields if isinstance(field, One | Maybe | Many)}
        for prop in made.properties:
            short = next(f"{p}:{prop.iri.removeprefix(s)}" for p, s in PREFIXES.items() if prop.iri.startswith(s))
            if short not in methods and not (made.kind == "source" and short in records):
                assert prop.iri in read, f"{cls.__name__} has no field for {short}"
                field = next(f for f in fields if isinstance(f, One | Maybe | Many) and f.predicate == prop.iri)
                kind = Many if prop.most != 1 else One if prop.least else Maybe
                assert isinstance(field, kind), f"{cls.__name__}: {short}"


def test_every_field_of_every_thing_can_be_read(graph: Graph) -> None:
    for kind in graph._facts.spaces:
        for thing in graph.things(kind).values():
            for name in dir(type(thing)):
                if not name.startswith("_"):
                    getattr(thing, name)


def test_fields_tell_what_they_mean() -> None:
    for cls in _CLASSES.values():
        for base in cls.__mro__:
            for name, field in vars(base).items():
                if isinstance(field, One | Maybe | Many | Back):
                    assert str(field.__doc__).endswith("."), f"{cls.__name__}.{name}"
                    assert getattr(cls, name) is getattr(cls, name)


def test_a_node_of_an_unknown_class_is_a_thing(graph: Graph) -> None:
    facts = Facts(graph._facts.store, graph._facts.spaces, lambda facts, iri, types: Thing(facts, iri), dict)
    thing = facts.thing(next(iter(graph.claims.values())).iri)
    assert type(thing) is Thing
    assert "bk:claimant" in thing.facts


def test_what_is_missing_in_a_graph_that_is_not_valid_is_named(toyfort: Path, tmp_path: Path) -> None:
    text = (toyfort / "graph" / f"{toyfort.name}.ttl").read_text(encoding="utf-8")
    (tmp_path / "cut.ttl").write_text(
        "\n".join(line for line in text.split("\n") if "bk:claimant" not in line), encoding="utf-8"
    )
    graph = kg.load(tmp_path / "cut.ttl")
    claim = next(iter(graph.claims.values()))
    with pytest.raises(AttributeError, match=r"claim:\S+ has no bk:claimant: the graph is not valid"):
        _ = claim.claimant


def test_literals_that_are_not_of_their_datatype_stay_text(tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text(
        '@prefix x: <http://www.w3.org/2001/XMLSchema#> .\n@prefix claim: <https://e.org/claim/> .\n'
        'claim:a a claim:K ; claim:p "2023-02-30"^^x:date, "2"^^x:integer, "2.50"^^x:decimal, "true"^^x:boolean, [] .',
        encoding="utf-8",
    )  # fmt: skip
    values = kg.load(tmp_path / "odd.ttl").claims["a"].facts["claim:p"]
    assert {"2023-02-30", 2, Decimal("2.50"), True} <= set(values)
    assert any(str(value).startswith("_:") for value in values)


def test_text_where_it_is_at_hand(toyfort: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BATTLEKG_TEXT", raising=False)
    plain = kg.load(toyfort)
    assert {passage.text for passage in plain.passages.values()} == {None}
    texts = ROOT / "tests" / "fixtures" / "texts"
    graph = kg.load(toyfort, text=texts)
    for passage in graph.passages.values():
        assert isinstance(passage, Passage)
        assert passage.text
        assert len(passage.text) == passage.end - passage.start
    monkeypatch.setenv("BATTLEKG_TEXT", str(texts))
    assert all(passage.text for passage in kg.load(toyfort).passages.values())


def test_a_text_that_cannot_be_used_is_a_fault_where_it_is_named(
    toyfort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(kg.FaultError, match="does not exist"):
        kg.load(toyfort, text=tmp_path / "gone")
    alone = shutil.copy(toyfort / "graph" / f"{toyfort.name}.ttl", tmp_path / "alone.ttl")
    with pytest.raises(kg.FaultError, match="load the folder of its dataset"):
        kg.load(alone, text=tmp_path)
    monkeypatch.setenv("BATTLEKG_TEXT", str(tmp_path / "gone"))
    assert next(iter(kg.load(toyfort).passages.values())).text is None
