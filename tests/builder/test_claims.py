"""From a claim to triples and back: nothing of a claim is lost on the way."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from kg.dataset.model import Claim, Dataset
from kg.dataset.proposition import Quantified, Situation
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, PROV, RDF, SKOS
from kg.rdf.terms import IRI, Literal, Term
from tests.builder.graphs import built, dataset

UNDATED = "The document does not say when it was said: on its own date at the latest."
FIELDS = {
    "claimant": "who",
    "act": "act",
    "said": "said",
    "medium": "medium",
    "hedge": "hedge",
    "denies": "denies",
    "disputes": "disputes",
    "confirms": "confirms",
    "revises": "revises",
    "sameUtterance": "same",
    "possibleClaimant": "or-who",
    "derivesFrom": "derives-from",
    "toKind": "to-kind",
    "toPatient": "to-of",
    "assesses": "assesses",
    "outcome": "outcome",
    "kind": "kind",
    "about": "about",
    "agent": "by",
    "patient": "of",
    "place": "where",
    "origin": "from",
    "toward": "toward",
    "direction": "direction",
    "item": "item",
    "when": "when",
    "min": "n",
    "max": "n",
    "bound": "n",
    "unit": "unit",
    "per": "per",
    "extent": "extent",
    "roleName": "role",
    "org": "org",
    "relayer": "via",
    "polarity": "polarity",
    "degree": "degree",
    "evidence": "evidence",
    "sense": "sense",
    "method": "method",
}
"""The key of a claim by the property that holds it."""


MANY = ("by", "of", "where", "from", "toward", "org", "to-of")
ONE = (
    "kind", "direction", "item", "when", "unit", "per", "extent", "role", "to-kind", "polarity", "degree", "sense",
    "method",
)  # fmt: skip

NAMES = {key: name for name, key in FIELDS.items()}
ATTRIBUTES = {"from": "from_", "to-of": "to_of", "to-kind": "to_kind"}


class Reader:
    """Reads claims out of a graph; knows the names of properties and nothing of the builder."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def local(self, term: Term) -> str:
        return term.value if isinstance(term, Literal) else term.rpartition("/")[2]

    def all(self, node: IRI, predicate: IRI) -> frozenset[str]:
        return frozenset(self.local(value) for value in self.graph.values(node, predicate))

    def one(self, node: IRI, predicate: IRI) -> str | None:
        (value,) = self.all(node, predicate) or [None]
        return value

    def links(self, node: IRI, predicate: IRI) -> list[IRI]:
        return sorted(value for value in self.graph.values(node, predicate) if isinstance(value, IRI))

    def claim(self, node: IRI, general: Iterable[str]) -> dict[str, Any]:
        notes = self.notes([node, *self.links(node, bk.proposition), *self.links(node, bk.relay)])
        said = self.one(node, bk.said) if UNDATED not in notes.get("said", ()) else None
        assessed = [self.graph.short(value) for value in self.links(node, bk.assesses)]
        texts = {name: self.one(node, bk(name)) for name in ("says", "quote", "doubt", "medium", "act", "outcome")}
        relations = {
            name: self.all(node, bk(name))
            for name in ("hedge", "evidence", "denies", "disputes", "confirms", "revises")
        }
        return {
            **texts,
            **relations,
            "at": self.all(node, bk.passage),
            "context": self.all(node, bk.contextPassage),
            "who": self.one(node, bk.claimant) if self.one(node, bk.voice) != "own" else None,
            "said": said,
            "via": self.hops(node),
            "same": self.told(node),
            "or_who": self.all(node, bk.possibleClaimant),
            "derives_from": self.all(node, bk.derivesFrom),
            "assesses": assessed[0].removeprefix("claim:") if assessed else None,
            "proposition": [self.proposition(value) for value in self.links(node, bk.proposition)],
            "inferred": {
                key: found - {UNDATED, *general} for key, found in notes.items() if found - {UNDATED, *general}
            },
            "curator": [self.one(made, PROV.wasAssociatedWith) for made in self.links(node, PROV.wasGeneratedBy)],
            "curated": [self.one(made, DCT.created) for made in self.links(node, PROV.wasGeneratedBy)],
        }

    def told(self, node: IRI) -> str | None:
        """Return the other telling that the claim names; that which names this claim follows by symmetry."""
        stated = [
            self.local(value)
            for value in self.links(node, bk.sameUtterance)
            if not any(
                self.graph.values(statement, bk.rule)
                for statement in self.graph.subjects(RDF.subject, node)
                if self.graph.values(statement, RDF.object) == {value}
            )
        ]
        (found,) = stated or (None,)
        return found

    def notes(self, nodes: list[IRI]) -> dict[str, frozenset[str]]:
        """Return the reasons by key: what the Statements about the nodes note, and what their bases explain."""
        found: dict[str, frozenset[str]] = {}
        for node in nodes:
            for statement in self.graph.subjects(RDF.subject, node):
                key = FIELDS[(self.one(statement, RDF.predicate) or "").rpartition("#")[2]]
                found[key] = found.get(key, frozenset()) | self.all(statement, SKOS.editorialNote)
            for basis in self.links(node, bk.basis):
                key = FIELDS[(self.one(basis, bk.explains) or "").rpartition("#")[2]]
                found[key] = found.get(key, frozenset()) | self.all(basis, SKOS.editorialNote)
        return found

    def hops(self, node: IRI) -> list[tuple[str | None, str | None]]:
        hops = sorted(self.links(node, bk.relay), key=lambda hop: int(self.one(hop, bk.order) or 0))
        assert [self.one(hop, bk.order) for hop in hops] == [str(n) for n in range(1, len(hops) + 1)]
        return [(self.one(hop, bk.relayer), self.one(hop, bk.medium)) for hop in hops]

    def proposition(self, node: IRI) -> dict[str, Any]:
        kind = self.one(node, RDF.type)
        numbers = [self.one(node, bk.min), self.one(node, bk.max)]
        return {
            "type": (kind or "").rpartition("#")[2],
            **{key: self.all(node, bk(name)) for name, key in FIELDS.items() if key in MANY},
            **{key: self.one(node, bk(NAMES[key])) for key in ("about", *ONE)},
            "n": (*(Decimal(value) if value else None for value in numbers), self.one(node, bk.bound)),
        }


def expected(data: Dataset, key: str, claim: Claim) -> dict[str, Any]:
    """Return a claim of the dataset as the reader gives it; what the format leaves open is filled in."""
    file = data.files[key]
    context = set(claim.context) - set(claim.at)
    reasons = {why: convention.note for why, convention in data.conventions.items()}
    own = ("says", "quote", "doubt", "medium", "act", "outcome", "who", "said", "same", "assesses")
    return {
        **{name: getattr(claim, name) for name in own},
        **{
            name: frozenset(getattr(claim, name))
            for name in (
                "hedge",
                "evidence",
                "denies",
                "disputes",
                "confirms",
                "revises",
                "at",
                "or_who",
                "derives_from",
            )
        },
        "context": frozenset(context),
        "via": [(via.by, via.medium) for via in claim.via],
        "proposition": [] if claim.proposition is None else [said(data, claim)],
        "inferred": {key: frozenset({reasons.get(why, why)}) for key, why in claim.inferred.items()},
        "curator": [file.curator],
        "curated": [file.curated.isoformat()],
    }


def said(data: Dataset, claim: Claim) -> dict[str, Any]:
    found = claim.proposition
    assert found is not None
    quantity = found.quantity if isinstance(found, Quantified) else None
    return {
        "type": type(found).__name__,
        **{key: frozenset(getattr(found, ATTRIBUTES.get(key, key), ())) for key in MANY},
        **{key: getattr(found, ATTRIBUTES.get(key, key), None) for key in ONE},
        "about": found.about or data.manifest.battle,
        "n": (quantity.minimum, quantity.maximum, quantity.bound) if quantity else (None, None, None),
    }


@pytest.mark.parametrize("name", ["toyfort", "bakhmut"])
def test_every_claim_is_read_back_from_its_triples(name: str) -> None:
    data, made = dataset(name), built(name)
    reader = Reader(Graph(made.triples, made.prefixes))
    read = 0
    for key, claim in data.claims.items():
        year = data.files[key].year_from
        found = reader.claim(IRI(made.prefixes["claim"] + key), [year.note] if year else [])
        assert found == expected(data, key, claim), key
        read += 1
    assert read == len(data.claims) > 20


def test_the_reader_sees_each_field() -> None:
    """What the round trip compares is not empty: toyfort has each field at least once."""
    data = dataset("toyfort")
    seen = [expected(data, key, claim) for key, claim in data.claims.items()]
    for field in seen[0]:
        assert any(claim[field] for claim in seen), field
    for field in said(data, next(iter(data.claims.values()))):
        assert any(claim["proposition"] and claim["proposition"][0][field] for claim in seen), field
    assert any(isinstance(claim.proposition, Situation) and claim.proposition.role for claim in data.claims.values())


def test_propositions_that_say_the_same_have_one_key() -> None:
    made = built("toyfort")
    graph = Graph(made.triples, made.prefixes)
    keys: dict[Term, set[frozenset[tuple[IRI, Term]]]] = {}
    content = set(FIELDS) - {"claimant"}
    for node in graph.nodes:
        if graph.values(node, bk.contentKey):
            said = frozenset(
                (p, o) for p, values in graph.nodes[node].items() for o in values if p.rpartition("#")[2] in content
            )
            (key,) = graph.values(node, bk.contentKey)
            keys.setdefault(key, set()).add(said)
    assert len(keys) > 15
    assert all(len(contents) == 1 for contents in keys.values())
    assert len({content for contents in keys.values() for content in contents}) == len(keys)
