"""The shape of Wikidata: queries in its manner run, nothing contested looks stated, nothing is invented."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from kg.paths import ONTOLOGY, find_graph
from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, PROV, RDF, RDFS, SKOS, WD
from kg.rdf.read import read_graph
from kg.rdf.terms import IRI, Term
from kg.share.export.wikidata import REASONS, Left, from_claims, write_wikidata
from kg.share.export.wikidata.claims import MEASURES
from kg.share.export.wikidata.write import SPACES, WIKIBASE, statements
from tests.ask.query.graphs import named
from tests.share.export.graphs import written

HERE = Path(__file__).parent / "wikidata"
GRAPH = Path(find_graph("bakhmut"))
BATTLE = "Q112114958"

ROWS: dict[str, list[tuple[str, ...]]] = {
    "participants": [("http://www.wikidata.org/entity/Q193159", "actor:russian-forces")],
    "dates": [("phase:phase-nov-2022", "2022-11-01T00:00:00Z", "2022-12-01T00:00:00Z", "10")],
    "locations": [
        ("event:advance-on-lumumba-street", "2022-08-04T00:00:00Z", "place:bakhmut",
         "Point(37.99886 48.59419)"),
        ("event:destruction-of-monument", "2023-03-09T00:00:00Z", "place:mig-17-monument", ""),
    ],
    "casualties": [
        ("204", "", "", "item:civilian", "actor:oleksiy-reva", "", "wikipedia.civ.1.2"),
        ("unknown", "40", "", "actor:wagner", "actor:ukrainian-authorities", "", "wikipedia.mil.1.2"),
    ],
    "positions": [("actor:syrskyi", "commander", "actor:ukrainian-ground-forces")],
    "disputed": [
        ("event:capture-of-bakhmut", "actor:wagner", "actor:prigozhin", "actor:maliar"),
        ("event:capture-of-bakhmut", "actor:wagner", "actor:prigozhin", "actor:ukraine or place:ukraine-territory"),
    ],
}  # fmt: skip
"""Rows that the documents give, by query; a label as the name of what it is the label of."""


@cache
def content() -> bytes:
    return written(write_wikidata, GRAPH)


@cache
def store() -> Store:
    found = Store()
    found.load(content(), format=RdfFormat.TURTLE)
    return found


@cache
def in_rdflib() -> rdflib.Graph:
    return rdflib.Graph().parse(data=content(), format="turtle")


@cache
def view() -> Graph:
    return open_graph(GRAPH)


def objects(subject: NamedNode, predicate: str) -> list[NamedNode | Literal]:
    found = [quad.object for quad in store().quads_for_pattern(subject, NamedNode(predicate), None)]
    return [term if isinstance(term, Literal) else _node(term) for term in found]


def nodes(kind: IRI) -> list[NamedNode]:
    return [_node(quad.subject) for quad in store().quads_for_pattern(None, NamedNode(RDF.type), NamedNode(kind))]


def _node(term: object) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term


def quads(space: str) -> list[Quad]:
    pattern = re.compile(re.escape(SPACES[space]) + r"P\d+")
    return [quad for quad in store() if pattern.fullmatch(quad.predicate.value)]


@pytest.mark.parametrize("path", sorted(HERE.glob("*.rq")), ids=lambda path: path.stem)
def test_a_query_in_the_manner_of_wikidata_gives_the_same_rows_in_two_engines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first = store().query(text)
    assert isinstance(first, QuerySolutions)
    rows = [tuple("" if term is None else term.value for term in row) for row in first]
    second = in_rdflib().query(text)
    normal = [tuple(_plain(row.get(name, "")) for name in second.vars or ()) for row in second.bindings]
    assert normal == rows
    assert set(ROWS[path.stem]) <= {tuple(named().get(value, value) for value in row) for row in rows}


def _plain(term: str) -> str:
    text = str(term)
    if isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.dateTime:
        return text.replace("+00:00", "Z")
    return text.removeprefix("+")


def test_every_query_has_its_rows() -> None:
    assert {path.stem for path in HERE.glob("*.rq")} == set(ROWS)


def test_every_statement_has_one_subject_one_value_and_one_rank() -> None:
    made = nodes(WIKIBASE.Statement)
    assert len(made) > 800
    values = Counter(quad.subject for quad in quads("ps"))
    subjects = Counter(quad.object for quad in quads("p"))
    for node in made:
        assert (values[node], subjects[node]) == (1, 1), node
        assert objects(node, WIKIBASE.rank) in (
            [NamedNode(WIKIBASE.NormalRank)],
            [NamedNode(WIKIBASE.PreferredRank)],
        )
        assert objects(node, DCT.source), "what stands behind it in our graph"


def test_what_is_direct_is_best_ranked_and_what_is_best_ranked_is_direct() -> None:
    best = set(nodes(WIKIBASE.BestRank))
    values = {quad.subject: quad.object for quad in quads("ps")}
    ranked = {
        (quad.subject, quad.predicate.value.removeprefix(SPACES["p"]), values[_node(quad.object)])
        for quad in quads("p")
        if quad.object in best
    }
    direct = {(quad.subject, quad.predicate.value.removeprefix(SPACES["wdt"]), quad.object) for quad in quads("wdt")}
    assert direct == ranked


def test_what_is_best_ranked_beside_what_is_claimed_is_preferred() -> None:
    best = set(nodes(WIKIBASE.BestRank))
    by_property: dict[tuple[object, str], list[NamedNode]] = {}
    for quad in quads("p"):
        by_property.setdefault((quad.subject, quad.predicate.value), []).append(_node(quad.object))
    preferred = NamedNode(WIKIBASE.PreferredRank)
    seen = set()
    for found in by_property.values():
        mixed = bool(set(found) & best) and bool(set(found) - best)
        seen.add(mixed)
        for node in found:
            assert (preferred in objects(node, WIKIBASE.rank)) == (mixed and node in best)
    assert seen == {True, False}


def against() -> set[Term]:
    """Return the claims that somebody denies, disputes or refutes, read from the graph."""
    found: set[Term] = set()
    for predicate in (bk.denies, bk.disputes):
        found.update(view().having(predicate))
    for claim, _ in view().claims():
        if view().key(view().one(claim, bk.outcome)) in ("refuted", "could-not-verify"):
            found.update(view().many(claim, bk.assesses))
    return found


def test_nothing_contested_is_best_ranked_and_who_disputes_it_is_named() -> None:
    best = set(nodes(WIKIBASE.BestRank))
    contested = against()
    disputed = 0
    for node in nodes(WIKIBASE.Statement):
        own = {IRI(one.value) for one in objects(node, DCT.source)}
        claims = own.union(*(view().many(one, bk.premise) for one in own))
        behind = claims.union(*(view().many(one, bk.sameUtterance) for one in claims))
        if behind & contested:
            assert node not in best
            disputed += bool(objects(node, f"{SPACES['pq']}P1310"))
    assert disputed > 15


def test_the_capture_of_the_city_is_nowhere_stated_plainly() -> None:
    capture = NamedNode("https://w3id.org/battlekg/bakhmut/event/capture-of-bakhmut")
    assert not [quad for quad in quads("wdt") if quad.subject == capture]
    assert [quad for quad in quads("p") if quad.subject == capture]


def test_no_casualties_are_best_ranked() -> None:
    best = set(nodes(WIKIBASE.BestRank))
    figures = {quad.subject for quad in quads("ps") if quad.predicate.value.rpartition("/")[2] in MEASURES.values()}
    assert figures
    assert not figures & best


def test_no_item_is_invented() -> None:
    known = {str(item) for match in (SKOS.exactMatch, SKOS.closeMatch) for item in view().having(match)}
    known |= {str(triple.s) for triple in read_graph(Path(ONTOLOGY) / "wikidata.ttl")}
    used = {term.value for quad in store() for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
    assert {iri for iri in used if iri.startswith("http://www.wikidata.org/entity/")} <= known
    assert f"{WD}{BATTLE}" in used


def test_an_item_that_a_witness_contradicts_is_not_taken() -> None:
    (blinken,) = [one for one in view().things(bk.Actor) if view().label(one) == "Antony Blinken"]
    (item,) = view().many(blinken, SKOS.exactMatch)
    assert not [quad for quad in store() if quad.subject.value == item]
    assert objects(NamedNode(blinken), RDFS.label) == [Literal("Antony Blinken", language="en")]


def test_every_amount_is_a_number_that_somebody_gives_exactly() -> None:
    given: dict[str, set[tuple[str, str]]] = {}
    for claim, said in view().claims():
        if said is not None and view().key(view().one(said, bk.bound)) == "exact":
            given.setdefault(claim, set()).add((view().text(said, bk.min), view().text(said, bk.max)))
    amounts = 0
    for quad in quads("ps"):
        value = quad.object
        if isinstance(value, Literal) and value.datatype.value.endswith("#decimal"):
            number = value.value.removeprefix("+")
            (source,) = objects(_node(quad.subject), DCT.source)
            assert (number, number) in given[source.value]
            amounts += 1
    assert amounts > 15


def test_every_value_is_of_the_datatype_of_its_property() -> None:
    datatypes = {
        t.s.removeprefix(str(WD)): t.o
        for t in read_graph(Path(ONTOLOGY) / "wikidata.ttl")
        if t.p == WIKIBASE.propertyType
    }
    literals = {
        "Time": "http://www.w3.org/2001/XMLSchema#dateTime",
        "Quantity": "http://www.w3.org/2001/XMLSchema#decimal",
        "GlobeCoordinate": "http://www.opengis.net/ont/geosparql#wktLiteral",
        "Monolingualtext": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "String": "http://www.w3.org/2001/XMLSchema#string",
        "ExternalId": "http://www.w3.org/2001/XMLSchema#string",
    }
    for space in ("ps", "pq", "pr", "wdt"):
        for quad in quads(space):
            kind = str(datatypes[quad.predicate.value.rpartition("/")[2]]).rpartition("#")[2]
            value = quad.object
            if isinstance(value, Literal):
                assert value.datatype.value == literals[kind], quad
            else:
                assert kind in ("WikibaseItem", "Url") or "/wikidata/unknown/" in _node(value).value, quad


def test_every_property_that_is_used_is_described() -> None:
    used = {quad.predicate.value.rpartition("/")[2] for space in ("ps", "pq", "pr") for quad in quads(space)}
    described = {node.value.rpartition("/")[2] for node in nodes(WIKIBASE.Property)}
    assert described == used


def test_what_rests_on_a_passage_refers_to_its_document() -> None:
    references = nodes(WIKIBASE.Reference)
    assert references
    for node in references:
        assert objects(node, f"{SPACES['pr']}P248")
        assert objects(node, f"{SPACES['pr']}P958")
    for node in nodes(WIKIBASE.Statement):
        behind = [IRI(one.value) for one in objects(node, DCT.source)]
        if any(view().many(one, bk.passage) for one in behind):
            assert objects(node, PROV.wasDerivedFrom), node


def test_an_address_of_which_only_the_beginning_is_known_is_no_reference() -> None:
    addresses = {_node(quad.object).value for quad in quads("pr") if quad.predicate.value.endswith("/P854")}
    assert addresses == {"https://en.wikipedia.org/wiki/Battle_of_Bakhmut"}


def test_every_claim_is_carried_adopted_or_left_out_for_a_known_reason() -> None:
    made = list(from_claims(view()))
    left = {one.claim: one.reason for one in made if isinstance(one, Left)}
    carried = {one.origins[0] for one in made if not isinstance(one, Left)}
    premises = {premise for node in view().things(RDF.Statement) for premise in view().many(node, bk.premise)}
    everything = {claim for claim, _ in view().claims()}
    assert set(left.values()) == set(REASONS)
    assert not set(left) & carried
    assert set(left) | carried <= everything
    assert everything - set(left) - carried <= premises


def test_another_dataset_is_written_too(toyfort: Path) -> None:
    graph = Path(find_graph(str(toyfort)))
    found = Store()
    found.load(written(write_wikidata, graph), format=RdfFormat.TURTLE)
    rank = NamedNode(WIKIBASE.rank)
    assert len(list(found.quads_for_pattern(None, rank, None))) == len(statements(open_graph(graph))) > 10
    matches = {str(triple.o) for triple in read_graph(graph) if triple.p in (SKOS.exactMatch, SKOS.closeMatch)}
    known = matches | {str(triple.s) for triple in read_graph(Path(ONTOLOGY) / "wikidata.ttl")}
    used = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
    assert {iri for iri in used if iri.startswith(str(WD))} <= known
