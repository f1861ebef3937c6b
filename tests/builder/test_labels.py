"""Names by ``rdfs:label`` alone, as a tool reads them that knows nothing of SKOS."""

import pytest

from kg.builder.labels import day_words
from kg.rdf.graph import Graph
from kg.rdf.namespaces import RDF, RDFS
from kg.rdf.terms import IRI
from tests.builder.graphs import built, written_graph


@pytest.mark.parametrize("graph", [Graph(built("toyfort").triples, built("toyfort").prefixes), written_graph()])
def test_every_node_but_statements_and_relays_has_one_label(graph: Graph) -> None:
    for node in graph.nodes:
        inner = graph.class_name(node) in ("rdf:Statement", "bk:Relay")
        labels = graph.texts(node, RDFS.label)
        assert len(labels) == (0 if inner else 1), node
        assert inner or labels[0].strip() == labels[0] != "", node
        assert not any("http" in label or "None" in label for label in labels), node


def names(graph: Graph, local: str) -> str:
    (node,) = [node for node in graph.nodes if graph.short(node) == local]
    (label,) = graph.texts(node, RDFS.label)
    return label


@pytest.mark.parametrize(
    ("node", "label"),
    [
        ("claim:gate-brass-0508", "Brass, 8 May 1901: the capture of the east gate"),
        ("claim:check-gazette", "The Gazette, by 10 May 1901: assesses another claim"),
        ("place:east-gate", "the east gate"),
        ("passage:gazette.body.1.2", "The siege of Toyfort enters its third week, body.1.2"),
        ("relay:hold-brass.1", ""),
    ],
)
def test_labels_read_as_names(node: str, label: str) -> None:
    graph = Graph(built("toyfort").triples, built("toyfort").prefixes)
    if label:
        assert names(graph, node) == label
    else:
        assert not graph.texts(IRI(f"https://example.org/toyfort/{node.replace(':', '/')}"), RDFS.label)


def test_a_list_of_claims_needs_no_other_vocabulary() -> None:
    graph = written_graph()
    types = {graph.short(kind) for node in graph.nodes for kind in graph.many(node, RDF.type)}
    assert len(types) > 20
    assert (
        names(graph, "claim:capture-prigozhin-0520")
        == "Yevgeny Prigozhin, 20 May 2023: the capture of the city of Bakhmut"
    )


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2023-05-20?", "20 May 2023"), ("2023-05", "May 2023"), ("2023", "2023"),
        ("[..2023-07-16]", "by 16 July 2023"),
        ("2023-05-07/..", "from 7 May 2023"), ("2022-08-01/2023-05-21", "1 August 2022 to 21 May 2023"),
    ],
)  # fmt: skip
def test_a_date_in_a_label(when: str, words: str) -> None:
    assert day_words(when) == words
