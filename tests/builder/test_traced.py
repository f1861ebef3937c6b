"""Content traced 100%: asked in SPARQL, without the code of the checks."""

import re
from functools import cache

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.rdf.namespaces import PREFIXES, RDF
from kg.rdf.vocabulary import CLASSES
from tests.builder.graphs import built

HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
STATEMENT = """
    ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; a rdf:Statement .
    { ?st bk:passage ?x }
    UNION { ?st prov:wasGeneratedBy ?g ; skos:editorialNote ?n . ?g prov:wasAssociatedWith ?x ; dct:created ?d }
    UNION { ?st skos:editorialNote ?n . ?s bk:claimant|^bk:proposition|^bk:relay ?x }
    UNION { ?st bk:rule ?x ; bk:premise ?n }
"""
CLAIM = """
    { ?s bk:passage ?x } UNION { ?c bk:proposition ?s ; bk:passage ?x } UNION { ?c bk:relay ?s ; bk:passage ?x }
    ?x a bk:Passage ; oa:hasSource [ a bk:Source ] ; spdx:checksumValue ?sum .
"""


@cache
def store(name: str) -> Store:
    made = Store()
    made.load(built(name).text, format=RdfFormat.TURTLE)
    return made


def rows(made: Store, select: str, where: str) -> list[tuple[str, ...]]:
    found = made.query(f"{HEAD}SELECT DISTINCT {select} {{ {where} }}")
    assert isinstance(found, QuerySolutions)
    return [tuple(str(row[place]) for place in range(len(select.split()))) for row in found]


RULED = """
    ?s bk:rule ?rule ; bk:between|bk:corroborates|bk:compares ?c .
    ?c a bk:Claim ; bk:passage ?x . ?x a bk:Passage .
"""

NAMED = "FILTER (?p = skos:prefLabel)"
CLOSURE = """
    { ?s (bk:partOf|bk:affiliation|bk:side)+ ?o BIND (bk:belongsTo AS ?p) }
    UNION { ?s bk:within+ ?o BIND (bk:liesIn AS ?p) }
"""


def untraced(made: Store) -> tuple[set[tuple[str, ...]], int, int]:
    """Return the content triples that reach nothing, and the numbers of content and of record triples."""
    stated, claimed = set(rows(made, "?s ?p ?o", STATEMENT)), set(rows(made, "?s", CLAIM))
    ruled = set(rows(made, "?s", RULED))
    named, concluded = (
        {*rows(made, "?s", f"{STATEMENT} {NAMED}"), *rows(made, "?o", f"{STATEMENT} FILTER (?p = geo:hasGeometry)")},
        set(rows(made, "?s ?p ?o", CLOSURE)),
    )
    lost: set[tuple[str, ...]] = set()
    content = record = 0
    for kind in CLASSES.values():
        further = next((other.iri for other in CLASSES.values() if other.also == kind.iri), None)
        node = f"?s a <{kind.iri}> . " + (f"FILTER NOT EXISTS {{ ?s a <{further}> }} " if further else "")
        for iri, way in [*((prop.iri, prop.coverage) for prop in kind.properties), (RDF.type, kind.typed)]:
            triples = set(rows(made, "?s ?p ?o", f"{node} ?s <{iri}> ?o BIND(<{iri}> AS ?p)"))
            if way == "record":
                record += len(triples)
            else:
                content += len(triples)
                lost |= {
                    t
                    for t in triples
                    if not {
                        "statement": t in stated,
                        "claim": t[:1] in claimed,
                        "rule": t[:1] in ruled,
                        "node": t[:1] in named,
                        "closure": t in concluded,
                    }[way]
                }
    return lost, content, record


# Of the whole graph, by default the check of coverage alone says the same (test_removal.py).
@pytest.mark.parametrize(("name", "least"), [("toyfort", 400), pytest.param("bakhmut", 5000, marks=pytest.mark.slow)])
def test_every_content_triple_reaches_a_passage_an_editorial_decision_or_a_rule(name: str, least: int) -> None:
    lost, content, record = untraced(store(name))
    assert lost == set()
    assert content > least
    assert content + record == len(built(name).triples), "every triple is content or record"


TRAILS = {
    "a passage has a document with digest, address and publisher": (
        "?any bk:passage|bk:contextPassage ?x",
        "?x oa:hasSource ?s . ?s spdx:checksumValue ?sum ; schema:url ?url ; dct:publisher/skos:prefLabel ?who",
    ),
    "a curator has a name": ("?any prov:wasAssociatedWith ?x", "?x skos:prefLabel ?name"),
    "a note says something": ("?any skos:editorialNote ?x", "FILTER (STRLEN(STR(?x)) > 2)"),
}


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
@pytest.mark.parametrize("trail", TRAILS)
def test_every_trail_leads_on(name: str, trail: str) -> None:
    here, further = TRAILS[trail]
    assert set(rows(store(name), "?x", here)) == set(rows(store(name), "?x", f"{here} . {further}")) != set()


def spoilt(block: str, pattern: str) -> Store:
    """Return the store of toyfort without the lines of a block that fit a pattern."""
    text = built("toyfort").text
    (old,) = (part for part in text.split("\n\n") if part.startswith(f"{block}\n"))
    new = re.sub(rf"    {pattern} .*\n", "", old)
    assert new != old
    made = Store()
    made.load(text.replace(old, new), format=RdfFormat.TURTLE)
    return made


def test_a_claim_without_its_passage_is_not_traced() -> None:
    lost = untraced(spoilt("claim:drum", "bk:passage"))[0]
    kinds = {subject.rpartition("toyfort/")[2].rstrip(">") for subject, *_ in lost}
    assert kinds == {"claim/drum", "proposition/drum"}


def test_an_entity_without_its_statement_is_not_traced() -> None:
    text = built("toyfort").text
    blocks = [part for part in text.split("\n\n") if "rdf:subject place:varnish ;" in part]
    made = Store()
    for block in blocks:
        text = text.replace(block, "")
    made.load(text, format=RdfFormat.TURTLE)
    assert len(blocks) == 1
    assert len(untraced(made)[0]) == 3
