"""Entities, events, documents and the dataset itself as triples, each content triple with a Statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.builder.context import Context, concept, corners, edtf_literal, topics
from kg.dataset.documents import Document
from kg.dataset.model import Actor, Battle, Entity, Event, Fact, Phase, Place
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCAT, DCT, OA, PROV, RDF, RDFS, SCHEMA, SKOS, SPDX
from kg.rdf.terms import IRI, Triple, day, number, text
from kg.text.passage import Passage

__all__ = ["describe_dataset", "describe_documents", "describe_entities", "describe_passages"]


def describe_dataset(context: Context) -> Iterator[Triple]:
    """Yield the description of the dataset and of its curators (all of it record)."""
    manifest = context.dataset.manifest
    node = context.name("dataset", manifest.name)
    yield Triple(node, RDF.type, DCAT.Dataset)
    yield Triple(node, RDFS.label, text(manifest.title, "en"))
    yield Triple(node, DCT.title, text(manifest.title, "en"))
    yield Triple(node, DCT.description, text(manifest.description, "en"))
    yield Triple(node, DCT.issued, day(manifest.issued))
    yield Triple(node, DCT.license, IRI(manifest.licence))
    yield Triple(node, DCAT.version, text(manifest.version))
    yield Triple(node, bk.subject, context.name("battle", manifest.battle))
    for curator in manifest.curators:
        agent = context.name("curator", curator.id)
        yield Triple(node, DCT.creator, agent)
        yield Triple(agent, RDF.type, PROV.Agent)
        yield Triple(agent, SKOS.prefLabel, text(curator.name, "en"))


def describe_documents(context: Context) -> Iterator[Triple]:
    """Yield the documents and their sections."""
    for document in context.dataset.documents.values():
        yield from _document(context, document)


def _document(context: Context, document: Document) -> Iterator[Triple]:
    node = context.name("source", document.key)
    first = document.sections[0]
    title = [f"{document.key}.{first.key}.h"] if first.heading == document.title else []
    inferred = dict[str, str](document.inferred.items())
    general = document.notes or "read from the file of the document"
    facts = (
        ("kind", RDF.type, bk.Source),
        ("kind", bk.kind, concept("source-kind", document.kind)),
        ("title", DCT.title, text(document.title, "en")),
        ("publisher", DCT.publisher, context.name("actor", document.publisher)),
        ("published", DCT.issued, edtf_literal(document.published)),
        ("url", SCHEMA.url, text(document.url)),
    )
    for field, predicate, value in facts:
        passages = title if field == "title" else []
        yield context.state(node, predicate, value, passages, None if passages else inferred.get(field, general))
    yield Triple(node, bk.access, concept("access", "consulted"))
    yield Triple(node, bk.normalisation, text(document.normalisation))
    yield Triple(node, SPDX.checksumValue, text(document.file.sha256))
    if document.notes:
        yield Triple(node, SKOS.editorialNote, text(document.notes, "en"))
    for order, section in enumerate(document.sections, 1):
        key = f"{document.key}.{section.key}"
        part = context.name("section", key)
        yield Triple(part, RDF.type, bk.Section)
        if section.heading:
            yield Triple(part, bk.heading, text(section.heading, "en"))
        yield Triple(part, SKOS.notation, text(key))
        yield Triple(part, bk.order, number(order))
        yield Triple(part, DCT.isPartOf, node)


def describe_entities(context: Context) -> Iterator[Triple]:
    """Yield battles, phases, actors, places and events."""
    data = context.dataset
    for key, battle in data.battles.items():
        yield from _battle(context, context.name("battle", key), battle)
    for key, phase in data.phases.items():
        yield from _phase(context, context.name("phase", key), phase)
    for key, actor in data.actors.items():
        yield from _actor(context, context.name("actor", key), actor)
    for key, place in data.places.items():
        yield from _place(context, context.name("place", key), place)
    for key, event in data.events.items():
        yield from _event(context, context.name("event", key), event)


def _named(context: Context, node: IRI, entity: Entity, more: Mapping[IRI, IRI]) -> Iterator[Triple]:
    """Yield type, kind, names and note; type and kind rest on the evidence of the preferred name."""
    for predicate, value in more.items():
        yield Triple(node, predicate, value)
    for place, (name, evidence) in enumerate(entity.names.items()):
        predicate = SKOS.altLabel if place else SKOS.prefLabel
        merged = entity.same if place else None
        yield context.state(node, predicate, text(name, "en"), evidence.at, merged)
        if evidence.coined:
            context.state(node, predicate, text(name, "en"), (), evidence.coined)
    if entity.note:
        yield Triple(node, SKOS.editorialNote, text(entity.note, "en"))


def _facts(context: Context, node: IRI, predicate: IRI, kind: str, facts: tuple[Fact, ...]) -> Iterator[Triple]:
    for fact in facts:
        yield context.state(node, predicate, context.name(kind, fact.is_), fact.at, fact.note)


def _battle(context: Context, node: IRI, battle: Battle) -> Iterator[Triple]:
    yield from _named(context, node, battle, {RDF.type: bk.Battle})
    yield from _facts(context, node, bk.place, "place", battle.place)
    yield from _facts(context, node, bk.party, "actor", battle.party)
    yield from _facts(context, node, bk.partOf, "battle", battle.part_of)


def _phase(context: Context, node: IRI, phase: Phase) -> Iterator[Triple]:
    yield from _named(context, node, phase, {RDF.type: bk.Phase, bk.partOf: context.name("battle", phase.battle)})
    yield Triple(node, bk.order, number(phase.order))
    yield Triple(node, bk.when, edtf_literal(phase.when))
    yield from corners(node, phase.when)


def _actor(context: Context, node: IRI, actor: Actor) -> Iterator[Triple]:
    yield from _named(context, node, actor, {RDF.type: bk.Actor, bk.kind: concept("actor-kind", actor.kind)})
    yield from _facts(context, node, bk.side, "actor", actor.side)
    yield from _facts(context, node, bk.partOf, "actor", actor.part_of)
    yield from _facts(context, node, bk.affiliation, "actor", actor.affiliation)


def _place(context: Context, node: IRI, place: Place) -> Iterator[Triple]:
    yield from _named(context, node, place, {RDF.type: bk.Place, bk.kind: concept("place-kind", place.kind)})
    yield from _facts(context, node, bk.within, "place", place.within)


def _event(context: Context, node: IRI, event: Event) -> Iterator[Triple]:
    why = "An identity of the curators: the thing that several claims are about."
    data = context.dataset
    above = context.name("phase" if event.part_of in data.phases else "battle", event.part_of)
    yield Triple(node, RDF.type, bk.Event)
    yield Triple(node, bk.kind, concept("kind", event.kind))
    yield from topics(node, concept("kind", event.kind))
    yield context.state(node, SKOS.prefLabel, text(event.label, "en"), (), why)
    yield Triple(node, bk.partOf, above)
    if event.note:
        yield Triple(node, SKOS.editorialNote, text(event.note, "en"))


def describe_passages(context: Context) -> Iterator[Triple]:
    """Yield the passages that the graph has named so far, and those set aside; so this comes last."""
    for key in sorted(context.cited | context.dataset.set_aside.keys()):
        yield from _passage(context, context.dataset.passages[key])


def _passage(context: Context, passage: Passage) -> Iterator[Triple]:
    node = context.name("passage", passage.id)
    yield Triple(node, RDF.type, bk.Passage)
    yield Triple(node, bk.kind, concept("passage-kind", passage.kind))
    yield Triple(node, OA.hasSource, context.name("source", passage.document))
    yield Triple(node, bk.section, text(f"{passage.document}.{passage.section}"))
    yield Triple(node, bk.paragraph, text(f"{passage.document}.{passage.section}.{passage.paragraph}"))
    yield Triple(node, OA.start, number(passage.start))
    yield Triple(node, OA.end, number(passage.end))
    yield Triple(node, SPDX.checksumValue, text(passage.sha256))
    if passage.finder:
        yield Triple(node, bk.finder, text(passage.finder))
    if aside := context.dataset.set_aside.get(passage.id):
        yield Triple(node, bk.setAside, concept("set-aside", aside.why))
        if aside.note:
            yield Triple(node, SKOS.editorialNote, text(aside.note, "en"))
