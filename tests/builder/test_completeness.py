"""Each check by itself, on toyfort with one thing amiss."""

from collections.abc import Iterable

import pytest

from kg.builder.completeness import check, check_closed, check_coverage, check_seal
from kg.faults import Fault
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, GEO, PREFIXES, PROV, RDF, SKOS, expand
from kg.rdf.terms import IRI, Triple, number, text
from tests.builder.graphs import built, dataset

MADE = built("toyfort")
SPACES = MADE.prefixes


def name(curie: str) -> IRI:
    return expand(curie, {**PREFIXES, **SPACES})


def graph(without: Iterable[Triple] = (), more: Iterable[Triple] = ()) -> Graph:
    return Graph((MADE.triples - set(without)) | set(more), SPACES)


def of(s: str, p: str) -> list[Triple]:
    """Return the triples of a subject with a predicate; there must be some."""
    found = [triple for triple in MADE.triples if triple.s == name(s) and triple.p == name(p)]
    assert found
    return found


def statement(s: str, p: str) -> list[IRI]:
    """Return the Statements that cover triples of a subject with a predicate."""
    whole = graph()
    return [node for node in whole.subjects(RDF.subject, name(s)) if name(p) in whole.values(node, RDF.predicate)]


def evidence(s: str, p: str) -> list[Triple]:
    nodes = statement(s, p)
    return [t for t in MADE.triples if t.s in nodes and t.p in (bk.passage, SKOS.editorialNote)]


def place(fault: Fault) -> tuple[str, str]:
    """Return the node and the predicate that a fault names."""
    node, _, predicate = fault.path.partition(" ")
    return node, predicate


def coverage(found: Graph) -> list[Fault]:
    return sorted(check_coverage(found, found.nodes))


def closed(found: Graph) -> list[Fault]:
    return sorted(check_closed(found, found.nodes))


def test_toyfort_is_complete() -> None:
    assert check(graph(), MADE.seal) == []


@pytest.mark.parametrize(
    ("s", "p"),
    [("actor:brass", "skos:altLabel"), ("actor:drummers", "bk:partOf"), ("source:annals", "dct:issued"),
     ("source:annals", "rdf:type"), ("battle:toyfort-siege", "bk:place")],
)  # fmt: skip
def test_content_of_an_entity_needs_a_statement_with_evidence(s: str, p: str) -> None:
    nodes = statement(s, p)
    for gone in (evidence(s, p), [t for t in MADE.triples if t.s in nodes]):
        assert gone
        found = coverage(graph(gone))
        assert {place(fault) for fault in found} == {(s, p)}
        assert all("no Statement with evidence covers" in fault.what for fault in found)


@pytest.mark.parametrize(
    ("s", "ps"),
    [("event:march", {"rdf:type", "bk:kind", "bk:partOf"}),
     ("phase:phase-gate", {"rdf:type", "bk:partOf", "bk:order", "bk:when"}),
     ("place:varnish", {"rdf:type", "bk:kind"}), ("actor:brass", {"rdf:type", "bk:kind"})],
)  # fmt: skip
def test_what_a_thing_is_rests_on_the_evidence_of_its_name(s: str, ps: set[str]) -> None:
    found = coverage(graph(evidence(s, "skos:prefLabel")))
    assert {place(fault) for fault in found} == {(s, p) for p in (*ps, "skos:prefLabel")}


def test_a_point_rests_on_the_evidence_of_its_place() -> None:
    pointing = min((triple for triple in MADE.triples if triple.p == GEO.hasGeometry), key=str)
    found = coverage(graph(evidence(graph().short(pointing.s), "geo:hasGeometry")))
    point = graph().short(str(pointing.o))
    assert {place(fault) for fault in found} >= {(point, "geo:asWKT"), (point, "bk:precision")}


@pytest.mark.parametrize(("gone", "follows"), [("bk:partOf", "bk:belongsTo"), ("bk:affiliation", "bk:belongsTo")])
def test_what_follows_by_the_ontology_is_there_and_nothing_else(gone: str, follows: str) -> None:
    for actor in ("actor:drummers", "actor:brass"):
        if left := [triple for triple in MADE.triples if triple.s == name(actor) and triple.p == name(gone)]:
            assert (actor, follows) in {place(fault) for fault in closed(graph(left))}
    assert ("actor:brass", "bk:belongsTo") in {
        place(fault) for fault in closed(graph(of("actor:brass", "bk:belongsTo")))
    }
    more = Triple(name("actor:brass"), bk.belongsTo, name("actor:fort-watch"))
    assert ("actor:brass", "bk:belongsTo") in {place(fault) for fault in closed(graph((), [more]))}


def test_a_note_is_no_evidence_without_a_curation() -> None:
    (node,) = statement("event:march", "skos:prefLabel")
    gone = [t for t in MADE.triples if t.s == node and t.p == PROV.wasGeneratedBy]
    assert ("event:march", "skos:prefLabel") in {place(fault) for fault in coverage(graph(gone))}
    assert [fault.what for fault in closed(graph(gone))] == ["a note demands it"]


def test_a_note_on_a_claim_rests_on_the_curation_of_the_claim() -> None:
    (node,) = statement("claim:gate-mayor-0508", "bk:denies")
    assert not graph().values(node, PROV.wasGeneratedBy)
    found = closed(graph(of("claim:gate-mayor-0508", "prov:wasGeneratedBy")))
    assert ("claim:gate-mayor-0508", "prov:wasGeneratedBy") in {place(fault) for fault in found}


def test_a_curation_has_a_curator_and_a_day() -> None:
    for predicate in ("prov:wasAssociatedWith", "dct:created"):
        found = closed(graph(of("curation:testers-2026-01-01", predicate)))
        assert [place(fault) for fault in found] == [("curation:testers-2026-01-01", predicate)]


def test_a_basis_explains_something_and_is_named() -> None:
    basis = "basis:gate-of-context.place"
    found = closed(graph(of(basis, "bk:explains")))
    assert [place(fault) for fault in found] == [(basis, "bk:explains")]
    found = closed(graph([triple for triple in MADE.triples if triple.o == name(basis)]))
    assert [f"{fault.path}: {fault.what}" for fault in found] == [f"{basis}: nothing points to this basis"]


def test_a_rule_with_premises_is_evidence() -> None:
    (node,) = statement("actor:drummers", "bk:partOf")
    gone = evidence("actor:drummers", "bk:partOf")
    rule = Triple(node, bk.rule, name("act:assert"))
    for more, findings in (
        ([rule], 1),
        ([Triple(node, bk.premise, name("claim:drum"))], 1),
        ([rule, Triple(node, bk.premise, name("claim:nowhere"))], 1),
        ([rule, Triple(node, bk.premise, name("claim:drum"))], 0),
        ([rule, Triple(node, bk.premise, statement("place:varnish", "skos:prefLabel")[0])], 0),
    ):
        assert len(coverage(graph(gone, more))) == findings


def test_a_passage_that_is_none_is_no_evidence() -> None:
    passage = "passage:annals.siege.2.3"
    gone = of(passage, "rdf:type")
    nodes = {place(fault)[0] for fault in coverage(graph(gone))}
    assert {
        "actor:chronicle",
        "claim:paint-chronicle",
        "proposition:paint-chronicle",
        "relay:paint-chronicle.1",
    } <= nodes


def test_content_of_a_claim_needs_a_passage() -> None:
    found = coverage(graph(of("claim:hold-brass", "bk:passage")))
    assert {place(fault)[0] for fault in found} == {
        "claim:hold-brass", "proposition:hold-brass", "relay:hold-brass.1",
    }  # fmt: skip
    assert ("claim:hold-brass", "bk:hedge") in {place(fault) for fault in found}
    assert ("claim:hold-brass", "bk:says") not in {place(fault) for fault in found}


def test_a_proposition_without_its_claim_is_not_covered() -> None:
    found = coverage(graph(of("claim:drum", "bk:proposition")))
    assert {place(fault)[0] for fault in found} == {"proposition:drum"}


@pytest.mark.parametrize(
    ("gone", "more", "finding"),
    [
        ("claim:drum bk:act", "", "claim:drum bk:act: 0 values, at least 1 expected"),
        ("", "claim:drum bk:act act:deny", "claim:drum bk:act: 2 values, at most 1 expected"),
        ("", "claim:drum bk:outcome outcome:refuted", "claim:drum bk:outcome: a bk:Claim does not have this property"),
        ("", "claim:drum bk:odd act:deny", "claim:drum bk:odd: a bk:Claim does not have this property"),
        ("", "claim:drum bk:hedge act:deny", "claim:drum bk:hedge: the value act:deny is no concept:hedge"),
        ("", "claim:drum bk:denies actor:brass", "bk:denies: the value actor:brass is no bk:Claim|bk:Assessment"),
        ("", "claim:drum bk:denies claim:no", "claim:drum bk:denies: the value claim:no is no bk:Claim|bk:Assessment"),
        ("", "claim:drum bk:quote 'x'", 'claim:drum bk:quote: the value "x" is no rdf:langString'),
        ("", "act:x rdf:type bk:Figure", "act:x rdf:type: the IRI does not begin as that of a proposition"),
        ("", "place:varnish rdf:type bk:Actor", "rdf:type: these types are no class of the model: bk:Actor, bk:Place"),
        ("place:varnish rdf:type", "", "place:varnish rdf:type: these types are no class of the model: none"),
        ("claim:check-gazette rdf:type", "claim:check-gazette rdf:type bk:Assessment",
         "claim:check-gazette rdf:type: these types are no class of the model: bk:Assessment"),
        ("claim:drum bk:proposition", "", "proposition:drum: nothing points to this proposition"),
        ("claim:hold-brass bk:relay", "", "relay:hold-brass.1: nothing points to this relay"),
        ("claim:drum bk:passage", "", "passage:annals.siege.c1: nothing points to this passage"),
        ("actor:brass bk:affiliation", "", "covers the value actor:tin-guard, which is not there"),
        ("claim:hold-brass-later bk:saidEarliest", "", 'bk:saidEarliest: "1901-05-13" follows from bk:said'),
        ("claim:third-week bk:saidLatest", "claim:third-week bk:saidLatest 'x'", '"1901-05-10" follows from bk:said'),
        ("", "claim:third-week bk:saidEarliest 'x'", "bk:saidEarliest: no value follows from bk:said"),
        ("proposition:third-week bk:days", "", 'proposition:third-week bk:days: "1" follows from bk:when'),
        ("proposition:third-week bk:when", "", "proposition:third-week bk:days: no value follows from bk:when"),
        ("proposition:third-week bk:topic", "", "proposition:third-week bk:topic: kind:fighting follows from bk:kind"),
        ("", "proposition:third-week bk:topic kind:capture", "proposition:third-week bk:topic: kind:fighting follows"),
        ("phase:phase-gate sem:hasLatestBeginTimeStamp", "", '"1901-05-08" follows from bk:when'),
        ("proposition:third-week bk:when", "proposition:third-week bk:when 'May'", "'May' in 'May' is no date"),
        ("proposition:third-week bk:when", "proposition:third-week bk:when act:x", "bk:when: '' in '' is no date"),
        ("proposition:third-week bk:place", "", "proposition:third-week bk:contentKey: the key is not that of what"),
        ("", "proposition:drum bk:patient actor:brass", "proposition:drum bk:contentKey: the key is not that of what"),
        ("passage:annals.lead.1.1 oa:start", "passage:annals.lead.1.1 oa:start '0'", 'the value "0" is no xsd:integer'),
        ("dataset:toyfort dct:license", "dataset:toyfort dct:license 'x'", 'dct:license: the value "x" is no iri'),
    ],
)  # fmt: skip
def test_every_node_has_what_its_class_demands_and_nothing_else(gone: str, more: str, finding: str) -> None:
    left = of(*gone.split()) if gone else []
    added = []
    if more:
        s, p, o = more.split()
        added.append(Triple(name(s), name(p), text(o.strip("'")) if o[0] == "'" else name(o)))
    found = [f"{one.path}: {one.what}" for one in closed(graph(left, added))]
    assert any(finding in one for one in found), found


def test_the_seal_names_what_is_new_and_what_is_gone() -> None:
    new = Triple(name("claim:new"), RDF.type, bk.Claim)
    gone = [triple for triple in MADE.triples if triple.s == name("relay:hold-brass.1")]
    changed = graph(gone, [new])
    found = {(f.path, f.what) for f in check_seal(changed, MADE.seal)}
    assert found == {
        ("claim:new", "the node was not built"), ("relay:hold-brass.1", "the node was built and is not there")
    }  # fmt: skip


def test_the_seal_names_a_changed_value_by_node_and_property() -> None:
    old = of("claim:drum", "bk:says")
    (found,) = check_seal(graph(old, [old[0]._replace(o=text("Another.", "en"))]), MADE.seal)
    assert str(found) == (
        "claim:drum bk:says: [seal] its values are not those that were built; "
        "run 'battlekg build', or take the file as it was built"
    )


def test_the_seal_names_a_property_that_is_gone_and_one_that_has_changed() -> None:
    gone, old = of("claim:hold-brass", "bk:hedge"), of("claim:hold-brass", "bk:says")
    found = check_seal(graph([*gone, *old], [old[0]._replace(o=text("Another.", "en"))]), MADE.seal)
    assert sorted(map(place, found)) == [("claim:hold-brass", "bk:hedge"), ("claim:hold-brass", "bk:says")]


def test_an_empty_graph_has_no_fault_but_with_a_seal() -> None:
    empty = Graph((), SPACES)
    assert check(empty, None) == []
    assert len(check(empty, MADE.seal)) == len(MADE.seal.nodes)


def test_the_index_knows_what_is_near() -> None:
    whole = graph()
    (triple,) = of("claim:drum", "bk:proposition")
    near = {whole.short(node) for node in whole.touched(triple)}
    assert {"claim:drum", "proposition:drum", "passage:annals.siege.c1"} <= near
    assert len(near) < 20
    (typed,) = of("passage:annals.siege.c1", "rdf:type")
    assert {"claim:drum", "proposition:drum"} <= {whole.short(node) for node in whole.touched(typed)}


def test_the_index_is_as_it_was_after_a_triple_went_and_came() -> None:
    whole, fresh = graph(), graph()
    odd = Triple(name("claim:odd"), DCT.created, number(1))
    for triple in [*sorted(MADE.triples, key=str)[::11]]:
        whole.remove(triple)
        whole.add(triple)
    whole.add(odd)
    whole.remove(odd)
    assert whole.nodes == fresh.nodes
    assert whole.counts == fresh.counts
    assert {node: whole.made(node) for node in whole.nodes} == {node: fresh.made(node) for node in fresh.nodes}
    assert len(dataset("toyfort").claims) == 27
