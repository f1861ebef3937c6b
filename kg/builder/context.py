"""What every part of the builder needs: the dataset, how things are named, and where Statements are gathered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kg import edtf
from kg.builder.evidence import Statements
from kg.dataset.model import Dataset
from kg.rdf.concepts import schemes
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import CORNERS, DCT, EDTF_TYPE, PROV, RDF, SCHEME_BASE, SKOS, data_prefixes
from kg.rdf.terms import IRI, Literal, Term, Triple, day, ntriples, number, text

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class _Basis:
    explains: IRI
    note: str
    at: tuple[str, ...]


class Context:
    """The dataset that is built, and the names of its things.

    Args:
        dataset: The dataset.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        manifest = dataset.manifest
        self.prefixes = data_prefixes(manifest.base, manifest.name)
        self.statements = Statements(self.prefixes["statement"])
        self.cited: set[str] = set()
        self._curations: set[tuple[str, date]] = set()
        self._bases: dict[str, _Basis] = {}
        self.curation = self.curated(manifest.curators[0].id, manifest.issued)

    def name(self, kind: str, local: str) -> IRI:
        """Return the IRI of a thing of the dataset."""
        return IRI(self.prefixes[kind] + local)

    def passages(self, ids: Iterable[str]) -> list[IRI]:
        """Return the IRIs of passages, and remember that the graph must describe them."""
        found = list(ids)
        self.cited.update(found)
        return [self.name("passage", key) for key in found]

    def about(self, key: str | None) -> IRI:
        """Return the event, phase or battle that a proposition is about; the battle of the dataset by default."""
        data = self.dataset
        if key is None:
            return self.name("battle", data.manifest.battle)
        return self.name("event" if key in data.events else "phase" if key in data.phases else "battle", key)

    def state(self, s: IRI, p: IRI, o: Term, passages: Iterable[str] = (), note: str | None = None) -> Triple:
        """Return a triple that a Statement covers: by passages, or by the dataset's curator with a note."""
        return self.statements.cover(Triple(s, p, o), self.passages(passages), note, self.curation)

    def curated(self, curator: str, on: date) -> IRI:
        """Return the curation of a curator on a day, and remember that the graph must describe it."""
        self._curations.add((curator, on))
        return self.name("curation", f"{curator}-{on}")

    def based(self, node: IRI, predicate: IRI, key: str, note: str, at: tuple[str, ...] = ()) -> Triple:
        """Return the basis of how a property of a node was read, and remember that the graph must describe it.

        Args:
            node: A claim, its proposition or a relay.
            predicate: The property.
            key: The identifier of the basis.
            note: The reason that it gives; the first of a key counts.
            at: The passages that it rests on.
        """
        name = f"{key}.{predicate.rpartition('#')[2]}"
        self._bases.setdefault(name, _Basis(predicate, note, at))
        return Triple(node, bk.basis, self.name("basis", name))

    def bases(self) -> Iterator[Triple]:
        """Yield the description of each basis that was named."""
        for key, basis in self._bases.items():
            node = self.name("basis", key)
            yield Triple(node, RDF.type, bk.Basis)
            name, _, local = key.rpartition(".")
            yield Triple(node, SKOS.prefLabel, text(f"{name.replace('-', ' ')} ({local})", "en"))
            yield Triple(node, bk.explains, basis.explains)
            yield Triple(node, SKOS.editorialNote, text(basis.note, "en"))
            for passage in self.passages(basis.at):
                yield Triple(node, bk.passage, passage)
            yield Triple(node, PROV.wasGeneratedBy, self.curation)

    def curations(self) -> Iterator[Triple]:
        """Yield the description of each curation that was named."""
        names = {curator.id: curator.name for curator in self.dataset.manifest.curators}
        for curator, on in self._curations:
            node = self.name("curation", f"{curator}-{on}")
            yield Triple(node, RDF.type, PROV.Activity)
            yield Triple(node, SKOS.prefLabel, text(f"Curation by {names.get(curator, curator)}, {on}", "en"))
            yield Triple(node, PROV.wasAssociatedWith, self.name("curator", curator))
            yield Triple(node, DCT.created, day(on))


def concept(scheme: str, local: str) -> IRI:
    """Return the IRI of a concept."""
    return IRI(f"{SCHEME_BASE}{scheme}/{local}")


def topics(node: IRI, kind: IRI) -> Iterator[Triple]:
    """Yield what a kind makes a node fall under: the kind, and every concept that is broader, also through others."""
    scheme, _, local = kind.removeprefix(SCHEME_BASE).rpartition("/")
    known = schemes().get(scheme, {})
    while local:
        yield Triple(node, bk.topic, concept(scheme, local))
        local = known[local].broader if local in known else ""


def edtf_literal(date: str) -> Literal:
    """Return an EDTF date."""
    return Literal(date, EDTF_TYPE)


def content_key(said: Iterable[tuple[IRI, Term]]) -> Literal:
    """Return the key by which propositions that say the same are found: a digest of predicates and values."""
    content = "\n".join(sorted(f"{predicate} {ntriples(value)}" for predicate, value in said))
    return text(hashlib.sha256(content.encode()).hexdigest()[:16])


def said_days(node: IRI, date: str) -> Iterator[Triple]:
    """Yield the computed days of a saying: the first and the last on which it can have been said."""
    interval = edtf.parse(date)
    if interval.earliest_begin:
        yield Triple(node, bk.saidEarliest, day(interval.earliest_begin))
    if interval.latest_end:
        yield Triple(node, bk.saidLatest, day(interval.latest_end))


def sort_day(when: str | None, said: str) -> date | None:
    """Return the one day by which a claim is put in order: when it began, else ended, else was said.

    Args:
        when: When it happened or held, EDTF.
        said: When it was said, EDTF.
    """
    for interval in (edtf.parse(when).corners if when else (), edtf.parse(said).corners):
        if known := [day for day in interval if day is not None]:
            return known[0]
    return None


def corners(node: IRI, date: str) -> Iterator[Triple]:
    """Yield the computed days of a date: the four corners that are known, and the span."""
    interval = edtf.parse(date)
    for predicate, corner in zip(CORNERS, interval.corners, strict=True):
        if corner is not None:
            yield Triple(node, predicate, day(corner))
    if interval.span is not None:
        yield Triple(node, bk.days, number(interval.span))
