"""Links to Wikidata, withdrawn links, and what gazetteers say of places, as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.builder.context import Context, concept
from kg.dataset.links import Gazetted, GazetteerFile, Link, LinkFile, Point
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, GEO, PROV, RDF, SKOS, WD
from kg.rdf.terms import IRI, Literal, Term, Triple, day, text

__all__ = ["describe_linked"]

WKT = GEO.wktLiteral
"""The datatype of well-known text of GeoSPARQL 1.1; without a reference system it is WGS 84, longitude first."""


def describe_linked(context: Context) -> Iterator[Triple]:
    """Yield links, withdrawals, and the points and identifiers of places; all but records have a Statement."""
    linked, gazetteer = context.dataset.linked, context.dataset.gazetteer
    for link in linked.links if linked else ():
        yield from _link(context, linked, link)  # type: ignore[arg-type]
    for key, said in gazetteer.places.items() if gazetteer else ():
        yield from _gazetted(context, gazetteer, key, said)  # type: ignore[arg-type]


def _link(context: Context, file: LinkFile, link: Link) -> Iterator[Triple]:
    kind, _, local = link.entity.partition(":")
    predicate = SKOS.exactMatch if link.match == "exact" else SKOS.closeMatch
    triple = Triple(context.name(kind, local), predicate, WD(link.item))
    curation = context.curated(link.curator or file.curator, link.made or file.curated)
    notes = [f"{file.witnesses[key]} ({detail})" if detail else file.witnesses[key] for key, detail in link.at.items()]
    if link.label:
        notes.append(f"its label was '{link.label}'")
    if link.why:
        notes.append(link.why)
    if link.withdrawn is None:
        context.statements.link(
            triple,
            concept("target-kind", link.sort),
            concept("confidence", link.confidence) if link.confidence else None,
        )
        yield _covered(context, triple, notes, curation)
        return
    node = IRI(context.prefixes["withdrawal"] + context.statements.iri(triple).rpartition("/")[2])
    yield Triple(node, RDF.type, bk.Withdrawal)
    yield Triple(node, RDF.subject, triple.s)
    yield Triple(node, RDF.predicate, triple.p)
    yield Triple(node, RDF.object, triple.o)
    yield from (Triple(node, SKOS.editorialNote, text(note, "en")) for note in notes)
    yield Triple(node, bk.reason, text(link.withdrawn.why, "en"))
    yield Triple(node, PROV.wasGeneratedBy, curation)
    yield Triple(node, bk.withdrawn, day(link.withdrawn.on))


def _covered(context: Context, triple: Triple, notes: Iterable[str], curation: IRI) -> Triple:
    for note in notes:
        context.statements.cover(triple, (), note, curation)
    return triple


def _gazetted(context: Context, file: GazetteerFile, key: str, said: Gazetted) -> Iterator[Triple]:
    node, curation = context.name("place", key), context.curated(file.curator, file.curated)

    def state(s: IRI, p: IRI, o: Term, note: str) -> Triple:
        return _covered(context, Triple(s, p, o), (note,), curation)

    if said.geonames:
        yield state(node, bk.geonamesId, text(said.geonames), file.gazetteers["geonames"].title)
    if said.katotth:
        yield state(node, bk.katotthCode, text(said.katotth), file.gazetteers["katotth"].title)
    point: Point | None = said.point
    if point is None:
        return
    gazetteer, geometry = file.gazetteers[point.from_], context.name("geometry", key)
    evidence = f"{gazetteer.title}: {point.at}"
    yield state(node, GEO.hasGeometry, geometry, evidence)
    yield Triple(geometry, RDF.type, GEO.Geometry)
    yield Triple(geometry, GEO.asWKT, Literal(point.wkt, WKT))
    yield Triple(geometry, bk.precision, concept("precision", point.precision))
    if gazetteer.licence:
        yield Triple(geometry, DCT.license, IRI(gazetteer.licence))
