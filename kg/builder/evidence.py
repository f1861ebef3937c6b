"""What covers a triple: the passages, notes and curators that its Statement will name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import PROV, RDF, SKOS
from kg.rdf.terms import IRI, Triple, ntriples_line, text

__all__ = ["Evidence", "Statements"]


@dataclass(slots=True)
class Evidence:
    """The evidence for one triple; several sources of one triple are gathered here."""

    passages: set[IRI] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    curations: set[IRI] = field(default_factory=set)
    rules: set[IRI] = field(default_factory=set)
    premises: set[IRI] = field(default_factory=set)
    policy: IRI | None = None
    reasons: set[str] = field(default_factory=set)
    target: IRI | None = None
    confidence: IRI | None = None


class Statements:
    """The Statements of a graph, one per covered triple.

    Args:
        space: The namespace of the Statements.
    """

    def __init__(self, space: str) -> None:
        self._space = space
        self._evidence: dict[Triple, Evidence] = {}

    def cover(
        self,
        triple: Triple,
        passages: Iterable[IRI] = (),
        note: str | None = None,
        curation: IRI | None = None,
    ) -> Triple:
        """Add evidence for a triple and return the triple.

        Args:
            triple: The triple.
            passages: The passages that state it.
            note: The reason of an editorial decision or of an inference.
            curation: Who decided when; with ``note``, where no claim says it.
        """
        evidence = self._evidence.setdefault(triple, Evidence())
        evidence.passages.update(passages)
        if note:
            evidence.notes.add(note)
            if curation:
                evidence.curations.add(curation)
        return triple

    def follow(
        self, triple: Triple, rule: IRI, premises: Iterable[IRI], policy: IRI | None = None, reasons: Iterable[str] = ()
    ) -> Triple:
        """Note that a triple follows by a rule, and return the triple.

        Args:
            triple: The triple.
            rule: The rule, a concept of the scheme ``rule``.
            premises: The claims and Statements that it follows from.
            policy: The policy that adopts it, a concept of the scheme ``policy``.
            reasons: Why the policy adopts it.
        """
        evidence = self._evidence.setdefault(triple, Evidence())
        evidence.rules.add(rule)
        evidence.premises.update(premises)
        evidence.policy = policy
        evidence.reasons.update(reasons)
        return triple

    def link(self, triple: Triple, target: IRI, confidence: IRI | None) -> Triple:
        """Note what a link to another dataset leads to, and return the triple.

        Args:
            triple: The link.
            target: What the linked item is, a concept of the scheme ``target-kind``.
            confidence: How sure it is, a concept of the scheme ``confidence``, where that was stated.
        """
        evidence = self._evidence.setdefault(triple, Evidence())
        evidence.target, evidence.confidence = target, confidence
        return triple

    def iri(self, triple: Triple) -> IRI:
        """Return the IRI of the Statement of a triple: a hash of the triple, the same everywhere."""
        return IRI(self._space + hashlib.sha256(ntriples_line(triple).encode()).hexdigest()[:16])

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of all Statements."""
        for triple, evidence in self._evidence.items():
            node = self.iri(triple)
            yield Triple(node, RDF.type, RDF.Statement)
            yield Triple(node, RDF.subject, triple.s)
            yield Triple(node, RDF.predicate, triple.p)
            yield Triple(node, RDF.object, triple.o)
            for passage in evidence.passages:
                yield Triple(node, bk.passage, passage)
            for note in evidence.notes:
                yield Triple(node, SKOS.editorialNote, text(note, "en"))
            for curation in evidence.curations:
                yield Triple(node, PROV.wasGeneratedBy, curation)
            for rule in evidence.rules:
                yield Triple(node, bk.rule, rule)
            for premise in evidence.premises:
                yield Triple(node, bk.premise, premise)
            if evidence.policy:
                yield Triple(node, bk.policy, evidence.policy)
            for reason in evidence.reasons:
                yield Triple(node, bk.reason, text(reason, "en"))
            if evidence.target:
                yield Triple(node, bk.targetKind, evidence.target)
            if evidence.confidence:
                yield Triple(node, bk.confidence, evidence.confidence)
