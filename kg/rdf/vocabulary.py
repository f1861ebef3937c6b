"""The one table of what the emitted graph may hold.

Per class: its properties, how often, of what range, and whether each is content (needs a source) or record
(describes our own records).

The structural shapes, the documentation of the model and the completeness checks are all derived from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from kg.rdf.namespaces import PREFIXES, RDF, expand
from kg.rdf.terms import IRI

__all__ = ["CLASSES", "MANY", "Class", "Property", "class_like", "class_of", "rank"]

MANY: Final = 0
"""As ``Property.most``: no upper limit."""

Coverage = Literal["claim", "statement", "node", "closure", "rule", "record"]
"""How a triple is traced.

``claim``
    By the claim that it belongs to.
``statement``
    By a Statement of its own.
``node``
    By the Statement that covers the name of its node, or what points to a node without a name.
``closure``
    By the axioms of the ontology: it is there exactly where it follows from triples that are traced.
``rule``
    By the rule and the claims that its node names.
``record``
    Not at all: it describes our own records.
"""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a class.

    Attributes:
        iri: The property.
        least: How many values a node has at least.
        most: How many values it has at most; ``MANY`` for no limit.
        range: A class of this table, ``concept:SCHEME``, or a datatype: all as CURIEs; several joined by ``|``.
        coverage: How its triples are traced to a source.
    """

    iri: IRI
    least: int
    most: int
    range: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the emitted graph with everything that a node of it may have.

    Attributes:
        iri: The class.
        kind: The prefix of its instances.
        also: A further class that every node of this class has as a type.
        typed: How its ``rdf:type`` triples are traced.
        properties: Its properties in the order of writing.
    """

    iri: IRI
    kind: str
    also: IRI | None
    typed: Coverage
    properties: tuple[Property, ...]


_NAMES = """
skos:prefLabel       1 1 rdf:langString              statement
skos:altLabel        0 * rdf:langString              statement
skos:editorialNote   0 1 rdf:langString              record
"""
_LINKS = """
skos:exactMatch      0 1 iri                         statement
skos:closeMatch      0 * iri                         statement
"""
_CORNERS = """
sem:hasEarliestBeginTimeStamp 0 1 xsd:date           record
sem:hasLatestBeginTimeStamp   0 1 xsd:date           record
sem:hasEarliestEndTimeStamp   0 1 xsd:date           record
sem:hasLatestEndTimeStamp     0 1 xsd:date           record
bk:days              0 1 xsd:integer                 record
"""
_CLAIM = """
bk:claimant          1 1 bk:Actor                    claim
bk:possibleClaimant  0 * bk:Actor                    claim
bk:act               1 1 concept:act                 claim
bk:said              1 1 edtf:EDTF                   claim
bk:saidEarliest      0 1 xsd:date                    record
bk:saidLatest        0 1 xsd:date                    record
bk:medium            0 1 concept:medium              claim
bk:hedge             0 * concept:hedge               claim
bk:evidence          0 * concept:medium              claim
bk:says              1 1 rdf:langString              record
bk:quote             0 1 rdf:langString              claim
bk:denies            0 * bk:Claim|bk:Assessment      claim
bk:disputes          0 * bk:Claim|bk:Assessment      claim
bk:confirms          0 * bk:Claim|bk:Assessment      claim
bk:revises           0 * bk:Claim|bk:Assessment      claim
bk:derivesFrom       0 * bk:Claim|bk:Assessment      claim
bk:sameUtterance     0 * bk:Claim|bk:Assessment      claim
"""
_CLAIM_RECORD = """
bk:voice             1 1 concept:voice               claim
bk:basis             0 * bk:Basis                    record
bk:relay             0 * bk:Relay                    record
bk:proposition       0 1 bk:Figure|bk:Ratio|bk:Situation|bk:Occurrence record
bk:passage           1 * bk:Passage                  record
bk:contextPassage    0 * bk:Passage                  record
bk:doubt             0 1 rdf:langString              record
prov:wasGeneratedBy  1 1 prov:Activity               record
"""
_QUANTITY = """
bk:kind              1 1 concept:measure             claim
bk:topic             1 * concept:measure             record
bk:min               0 1 xsd:integer|xsd:decimal     claim
bk:max               0 1 xsd:integer|xsd:decimal     claim
bk:bound             1 1 concept:bound               claim
"""
_PROPOSITION = """
bk:about             1 1 bk:Event|bk:Battle|bk:Phase claim
bk:agent             0 * bk:Actor                    claim
bk:patient           0 * bk:Actor                    claim
bk:place             0 * bk:Place                    claim
bk:origin            0 * bk:Place                    claim
bk:toward            0 * bk:Place                    claim
bk:direction         0 1 concept:direction           claim
bk:item              0 1 concept:item                claim
bk:when              0 1 edtf:EDTF                   claim
"""
_KEY = """
bk:basis             0 * bk:Basis                    record
bk:sortDay           0 1 xsd:date                    record
bk:contentKey        1 1 xsd:string                  record
"""

_TABLE: Final = (
    ("dcat:Dataset", "dataset", "void:Dataset", "record", """
dct:title            1 1 rdf:langString              record
dct:description      1 1 rdf:langString              record
dct:issued           1 1 xsd:date                    record
dct:license          1 1 iri                         record
dct:creator          1 * prov:Agent                  record
dcat:version         1 1 xsd:string                  record
bk:subject           1 1 bk:Battle                   record
dct:language         1 1 xsd:string                  record
dcat:keyword         0 * rdf:langString              record
dct:source           1 * bk:Source                   record
dct:spatial          0 * bk:Place                    record
dct:conformsTo       1 1 iri                         record
void:uriSpace        1 1 xsd:string                  record
void:vocabulary      1 * iri                         record
void:triples         1 1 xsd:integer                 record
void:classPartition  1 * void:Dataset                record
void:propertyPartition 1 * void:Dataset              record
void:subset          0 * void:Linkset                record
"""),
    ("void:Dataset", "partition", None, "record", """
void:class           0 1 iri                         record
void:entities        0 1 xsd:integer                 record
void:property        0 1 iri                         record
void:triples         0 1 xsd:integer                 record
"""),
    ("void:Linkset", "linkset", None, "record", """
void:linkPredicate   1 1 iri                         record
void:subjectsTarget  1 1 dcat:Dataset                record
void:objectsTarget   1 1 iri                         record
void:triples         1 1 xsd:integer                 record
"""),
    ("prov:Agent", "curator", None, "record", """
skos:prefLabel       1 1 rdf:langString              record
"""),
    ("prov:Activity", "curation", None, "record", """
skos:prefLabel       1 1 rdf:langString              record
prov:wasAssociatedWith 1 1 prov:Agent                record
dct:created          1 1 xsd:date                    record
"""),
    ("bk:Basis", "basis", None, "record", """
skos:prefLabel       1 1 rdf:langString              record
bk:explains          1 1 iri                         record
skos:editorialNote   1 1 rdf:langString              record
bk:passage           0 * bk:Passage                  record
prov:wasGeneratedBy  1 1 prov:Activity               record
"""),
    ("bk:Source", "source", None, "statement", """
bk:kind              1 1 concept:source-kind         statement
dct:title            1 1 rdf:langString              statement
dct:publisher        1 1 bk:Actor                    statement
dct:issued           1 1 edtf:EDTF                   statement
schema:url           1 1 xsd:string                  statement
bk:access            1 1 concept:access              record
bk:normalisation     1 1 xsd:string                  record
spdx:checksumValue   1 1 xsd:string                  record
skos:editorialNote   0 1 rdf:langString              record
"""),
    ("bk:Battle", "battle", None, "node", _NAMES + _LINKS + """
bk:partOf            0 * bk:Battle                   statement
bk:belongsTo         0 * bk:Battle                   closure
bk:party             0 * bk:Actor                    statement
bk:place             0 * bk:Place                    statement
bk:participant       0 * bk:Actor                    statement
"""),
    ("bk:Phase", "phase", None, "node", _NAMES + """
bk:partOf            1 1 bk:Battle                   node
bk:belongsTo         0 * bk:Battle                   closure
bk:order             1 1 xsd:integer                 node
bk:when              1 1 edtf:EDTF                   node
""" + _CORNERS),
    ("bk:Actor", "actor", None, "node", _NAMES + _LINKS + """
bk:kind              1 1 concept:actor-kind          node
bk:side              0 * bk:Actor                    statement
bk:partOf            0 * bk:Actor                    statement
bk:affiliation       0 * bk:Actor                    statement
bk:belongsTo         0 * bk:Actor                    closure
bk:officeIn          0 * bk:Actor                    statement
"""),
    ("bk:Place", "place", None, "node", _NAMES + _LINKS + """
bk:kind              1 1 concept:place-kind          node
bk:within            0 * bk:Place                    statement
bk:liesIn            0 * bk:Place                    closure
bk:geonamesId        0 1 xsd:string                  statement
bk:katotthCode       0 1 xsd:string                  statement
geo:hasGeometry      0 1 geo:Geometry                statement
"""),
    ("geo:Geometry", "geometry", None, "record", """
geo:asWKT            1 1 geo:wktLiteral              node
bk:precision         1 1 concept:precision           node
dct:license          1 1 iri                         record
"""),
    ("bk:Event", "event", None, "node", """
skos:prefLabel       1 1 rdf:langString              statement
skos:editorialNote   0 1 rdf:langString              record
""" + _LINKS + """
bk:kind              1 1 concept:kind                node
bk:topic             1 * concept:kind                record
bk:partOf            1 1 bk:Battle|bk:Phase          node
bk:belongsTo         0 * bk:Battle|bk:Phase          closure
bk:participant       0 * bk:Actor                    statement
bk:place             0 * bk:Place                    statement
bk:happened          0 * edtf:EDTF                   statement
"""),
    ("bk:Claim", "claim", None, "record", _CLAIM + _CLAIM_RECORD),
    ("bk:Assessment", "claim", "bk:Claim", "record", _CLAIM + """
bk:assesses          1 1 bk:Claim|bk:Assessment|bk:Actor claim
bk:outcome           1 1 concept:outcome             claim
""" + _CLAIM_RECORD),
    ("bk:Relay", "relay", None, "record", """
bk:relayer           1 1 bk:Actor                    claim
bk:order             1 1 xsd:integer                 claim
bk:medium            0 1 concept:medium              claim
bk:basis             0 * bk:Basis                    record
"""),
    ("bk:Figure", "proposition", None, "record", _QUANTITY + """
bk:unit              0 1 concept:unit                claim
bk:per               0 1 concept:unit                claim
bk:sense             0 1 concept:sense               claim
bk:method            0 1 concept:method              claim
bk:span              0 1 concept:span                record
bk:countedSide       0 1 bk:Actor                    record
""" + _PROPOSITION + _CORNERS + _KEY),
    ("bk:Ratio", "proposition", None, "record", _QUANTITY + """
bk:toKind            1 1 concept:measure             claim
bk:toPatient         0 * bk:Actor                    claim
""" + _PROPOSITION + _CORNERS + _KEY),
    ("bk:Situation", "proposition", None, "record", """
bk:kind              1 1 concept:kind                claim
bk:topic             1 * concept:kind                record
bk:extent            0 1 concept:extent              claim
bk:polarity          0 1 concept:polarity            claim
bk:degree            0 1 concept:degree              claim
bk:roleName          0 1 rdf:langString              claim
bk:org               0 * bk:Actor                    claim
""" + _PROPOSITION + _CORNERS + _KEY),
    ("bk:Occurrence", "proposition", None, "record", """
bk:kind              1 1 concept:kind                claim
bk:topic             1 * concept:kind                record
bk:polarity          0 1 concept:polarity            claim
bk:degree            0 1 concept:degree              claim
""" + _PROPOSITION + _CORNERS + _KEY),
    ("bk:Contradiction", "contradiction", None, "record", """
bk:between           2 2 bk:Claim|bk:Assessment      rule
bk:verdict           1 1 concept:verdict             rule
bk:rule              1 1 concept:rule                record
bk:dimension         0 1 concept:dimension           rule
bk:reason            1 1 rdf:langString              record
"""),
    ("bk:Corroboration", "corroboration", None, "record", """
bk:corroborates      2 * bk:Claim|bk:Assessment      rule
bk:rule              1 1 concept:rule                record
bk:utterances        1 1 xsd:integer                 rule
bk:claimants         1 1 xsd:integer                 rule
bk:institutions      1 1 xsd:integer                 rule
bk:sides             1 1 xsd:integer                 rule
"""),
    ("bk:Counterpart", "counterpart", None, "record", """
bk:compares          2 2 bk:Claim|bk:Assessment      rule
bk:standing          1 1 concept:standing            rule
bk:rule              1 1 concept:rule                record
bk:reason            1 1 rdf:langString              record
"""),
    ("bk:Passage", "passage", None, "record", """
bk:kind              1 1 concept:passage-kind        record
oa:hasSource         1 1 bk:Source                   record
bk:section           1 1 xsd:string                  record
bk:paragraph         1 1 xsd:string                  record
oa:start             1 1 xsd:integer                 record
oa:end               1 1 xsd:integer                 record
spdx:checksumValue   1 1 xsd:string                  record
bk:finder            0 1 xsd:string                  record
bk:setAside          0 1 concept:set-aside           record
skos:editorialNote   0 1 rdf:langString              record
"""),
    ("bk:Section", "section", None, "record", """
bk:heading           0 1 rdf:langString              record
skos:notation        1 1 xsd:string                  record
bk:order             1 1 xsd:integer                 record
dct:isPartOf         1 1 bk:Source                   record
"""),
    ("rdf:Statement", "statement", None, "record", """
rdf:subject          1 1 iri                         record
rdf:predicate        1 1 iri                         record
rdf:object           1 1 any                         record
bk:passage           0 * bk:Passage                  record
skos:editorialNote   0 * rdf:langString              record
prov:wasGeneratedBy  0 * prov:Activity               record
bk:rule              0 * concept:rule                record
bk:premise           0 * bk:Claim|bk:Assessment|rdf:Statement record
bk:policy            0 1 concept:policy              record
bk:reason            0 * rdf:langString              record
bk:targetKind        0 1 concept:target-kind         record
bk:confidence        0 1 concept:confidence          record
"""),
    ("bk:Withdrawal", "withdrawal", None, "record", """
rdf:subject          1 1 bk:Actor|bk:Battle|bk:Event|bk:Place record
rdf:predicate        1 1 iri                         record
rdf:object           1 1 iri                         record
skos:editorialNote   1 * rdf:langString              record
bk:reason            1 1 rdf:langString              record
prov:wasGeneratedBy  1 1 prov:Activity               record
bk:withdrawn         1 1 xsd:date                    record
"""),
)  # fmt: skip


_UNNAMED: Final = ("relay", "statement")
"""The kinds of nodes that no person looks up, and so have no label."""
_LABEL: Final = "rdfs:label           1 1 rdf:langString              record\n"


def _class(row: tuple[str, str, str | None, Coverage, str]) -> Class:
    curie, kind, also, typed, lines = row
    properties = []
    lines = lines if kind in _UNNAMED else _LABEL + lines
    for name, least, most, ranges, coverage in (line.split() for line in lines.split("\n") if line):
        limit = MANY if most == "*" else int(most)
        properties.append(Property(expand(name, PREFIXES), int(least), limit, ranges, coverage))  # type: ignore[arg-type]
    return Class(expand(curie, PREFIXES), kind, expand(also, PREFIXES) if also else None, typed, tuple(properties))


CLASSES: Final[Mapping[IRI, Class]] = MappingProxyType({made.iri: made for made in (_class(row) for row in _TABLE)})
"""The classes of the emitted graph in the order of writing."""

_RANK: Final = {
    iri: {RDF.type: -1, **{prop.iri: place for place, prop in enumerate(made.properties)}}
    for iri, made in CLASSES.items()
}


def class_of(types: frozenset[IRI]) -> Class | None:
    """Return the class of the table that a node with exactly these types has; ``None`` if there is none."""
    for iri in types:
        made = CLASSES.get(iri)
        if made and types == ({iri, made.also} if made.also else {iri}):
            return made
    return None


def class_like(types: frozenset[IRI]) -> Class:
    """Return the class of a node; where it is of none, the first that its types name, else the first of all."""
    named = (CLASSES[iri] for iri in sorted(types) if iri in CLASSES)
    return class_of(types) or next(named, next(iter(CLASSES.values())))


def rank(made: Class, predicate: IRI) -> int:
    """Return the place of a predicate in the order of writing; after all others if the class does not have it."""
    return _RANK[made.iri].get(predicate, len(made.properties))
