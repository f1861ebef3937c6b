"""What the graph holds, counted, in the words of VoID and DCAT 3: the last part of a build, as it counts all others.

The counts are those of the whole graph with this description in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from kg.builder.context import Context
from kg.rdf.namespaces import DCAT, DCT, ONTOLOGY, PREFIXES, RDF, RDFS, SKOS, VOID
from kg.rdf.terms import IRI, Triple, compact, number, text
from kg.rdf.vocabulary import CLASSES

__all__ = ["describe_contents"]

_LINKS: Final = (SKOS.exactMatch, SKOS.closeMatch)
_SPACES: Final = {space: prefix for prefix, space in PREFIXES.items()}


def describe_contents(context: Context, triples: Iterable[Triple]) -> list[Triple]:
    """Return the description of what a graph holds.

    Args:
        context: The dataset.
        triples: The graph without this description.
    """
    node = context.name("dataset", context.dataset.manifest.name)
    made = set(triples)
    links = Counter((triple.p, _space(triple.o)) for triple in made if triple.p in _LINKS)
    plain = [*_about(context, node), *_linksets(context, node, links)]
    classes, properties = _counted(made)
    found = plain
    # The counts are part of what they count. A description changes nothing but numbers from the third on: its terms are
    # then all among those that it counts, and each of its triples is one whatever the number in it.
    for _ in range(4):
        more, others = _counted(set(found))
        found = [*plain, *_partitions(context, node, classes + more, properties + others)]
    return found


def _about(context: Context, node: IRI) -> Iterator[Triple]:
    data = context.dataset
    yield Triple(node, RDF.type, VOID.Dataset)
    yield Triple(node, DCT.language, text("en"))
    for word in data.manifest.keywords:
        yield Triple(node, DCAT.keyword, text(word, "en"))
    for key in data.documents:
        yield Triple(node, DCT.source, context.name("source", key))
    for fact in data.battles[data.manifest.battle].place:
        yield Triple(node, DCT.spatial, context.name("place", fact.is_))
    yield Triple(node, DCT.conformsTo, ONTOLOGY)
    yield Triple(node, VOID.uriSpace, text(f"{data.manifest.base}{data.manifest.name}/"))
    terms = {term for made in CLASSES.values() for term in (made.iri, *(prop.iri for prop in made.properties))}
    for space in {_space(term) for term in terms}:
        yield Triple(node, VOID.vocabulary, IRI(space))


def _space(term: object) -> str:
    """Return the namespace of an IRI: all of it up to the last ``#`` or ``/``."""
    iri = str(term)
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _linksets(context: Context, node: IRI, links: Counter[tuple[IRI, str]]) -> Iterator[Triple]:
    for (predicate, target), counted in links.items():
        host = target.partition("://")[2].strip("/").replace("/", ".")
        linkset = context.name("linkset", f"{_local(predicate)}.{host}")
        yield Triple(node, VOID.subset, linkset)
        yield Triple(linkset, RDF.type, VOID.Linkset)
        yield Triple(linkset, RDFS.label, text(f"{_local(predicate)} to {host}", "en"))
        yield Triple(linkset, VOID.linkPredicate, predicate)
        yield Triple(linkset, VOID.subjectsTarget, node)
        yield Triple(linkset, VOID.objectsTarget, IRI(target))
        yield Triple(linkset, VOID.triples, number(counted))


def _counted(triples: set[Triple]) -> tuple[Counter[IRI], Counter[IRI]]:
    """Return the number of nodes of each class, and that of triples of each property."""
    classes = Counter(triple.o for triple in triples if triple.p == RDF.type and isinstance(triple.o, IRI))
    return classes, Counter(triple.p for triple in triples)


def _partitions(context: Context, node: IRI, classes: Counter[IRI], properties: Counter[IRI]) -> Iterator[Triple]:
    yield Triple(node, VOID.triples, number(sum(properties.values())))
    for kind, counts, predicate, counter in (
        ("class", classes, VOID.classPartition, VOID.entities),
        ("property", properties, VOID.propertyPartition, VOID.triples),
    ):
        for term, counted in counts.items():
            part = context.name("partition", f"{kind}.{_local(term)}")
            yield Triple(node, predicate, part)
            yield Triple(part, RDF.type, VOID.Dataset)
            yield Triple(part, RDFS.label, text(f"Number of {compact(term, _SPACES) or term}", "en"))
            yield Triple(part, VOID(kind), term)
            yield Triple(part, counter, number(counted))


def _local(iri: IRI) -> str:
    """Return the name of a term with its prefix, as a part of an identifier: ``bk.claimant``."""
    return (compact(iri, _SPACES) or iri.rpartition("/")[2]).replace(":", ".")
