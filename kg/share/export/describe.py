"""The dataset and its dumps, described for catalogues: DCAT 3 with VoID and SPDX, schema.org, CITATION.cff."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCAT, DCT, SCHEMA, SEM
from kg.rdf.terms import IRI, escape

__all__ = ["Dump", "citation", "dumps_turtle", "schema_org"]

_WHOLE: Final = (".ttl", ".nt", ".nq", ".trig", ".rdf12.ttl", ".jsonld")
"""How the dumps of the whole dataset in RDF end, behind the name of the dataset."""

_HEAD: Final = """\
# Distributions of the dataset, with size and digest. The addresses of the files are relative to this file.

@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True, slots=True)
class Dump:
    """A file of a release.

    Attributes:
        name: Its name.
        media: Its media type.
        text: What it is.
        size: Its size in bytes.
        sha256: Its SHA-256.
        licence: The address of its licence.
    """

    name: str
    media: str
    text: str
    size: int
    sha256: str
    licence: str


def _dataset(graph: Graph) -> IRI:
    return graph.things(DCAT.Dataset)[0]


def _space(graph: Graph) -> str:
    return graph.prefixes["dataset"].removesuffix("dataset/")


def dumps_turtle(graph: Graph, dumps: Sequence[Dump]) -> Iterator[str]:
    """Yield the lines of ``dumps.ttl``."""
    dataset = _dataset(graph)
    yield _HEAD
    names = ", ".join(f"<{_space(graph)}distribution/{dump.name}>" for dump in dumps)
    whole = {f"{graph.key(dataset)}{ending}" for ending in _WHOLE}
    files = ", ".join(f"<{dump.name}>" for dump in dumps if dump.name in whole)
    yield f"\n<{dataset}>\n    a dcat:Dataset, void:Dataset ;\n    dcat:distribution {names} ;\n"
    yield f"    void:dataDump {files} .\n"
    for dump in dumps:
        node = f"{_space(graph)}distribution/{dump.name}"
        media = dump.media.partition(";")[0]
        yield (
            f"\n<{node}>\n    a dcat:Distribution ;\n"
            f'    dct:title "{dump.name}" ;\n'
            f'    dct:description "{escape(dump.text)}"@en ;\n'
            f"    dct:license <{dump.licence}> ;\n"
            f"    dcat:downloadURL <{dump.name}> ;\n"
            f"    dcat:mediaType <https://www.iana.org/assignments/media-types/{media}> ;\n"
            f"    dcat:byteSize {dump.size} ;\n"
            f"    spdx:checksum <{node}#sha256> .\n"
            f"\n<{node}#sha256>\n    a spdx:Checksum ;\n    spdx:algorithm spdx:checksumAlgorithm_sha256 ;\n"
            f'    spdx:checksumValue "{dump.sha256}"^^xsd:hexBinary .\n'
        )


def schema_org(graph: Graph, dumps: Sequence[Dump] = ()) -> dict[str, Any]:
    """Return the dataset in the terms of schema.org; the addresses of its files are relative."""
    dataset = _dataset(graph)
    battle = graph.one(dataset, bk.subject)
    made: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": dataset,
        "name": graph.text(dataset, DCT.title),
        "description": graph.text(dataset, DCT.description),
        "version": graph.text(dataset, DCAT.version),
        "datePublished": graph.text(dataset, DCT.issued),
        "license": str(graph.one(dataset, DCT.license)),
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "keywords": graph.texts(dataset, DCAT.keyword),
        "creator": [{"@type": "Organization", "name": graph.label(one)} for one in graph.many(dataset, DCT.creator)],
        "about": {"@id": battle, "@type": "Event", "name": graph.label(battle)},
        "spatialCoverage": [{"@type": "Place", "name": name} for name in graph.labels(graph.many(battle, bk.place))],
        "isBasedOn": [_source(graph, source) for source in graph.things(bk.Source)],
        "variableMeasured": sorted({graph.label(graph.one(node, bk.kind)) for node in graph.things(bk.Figure)}),
    }
    if coverage := _years(graph):
        made["temporalCoverage"] = coverage
    if dumps:
        made["distribution"] = [
            {
                "@type": "DataDownload", "name": dump.name, "description": dump.text, "contentUrl": dump.name,
                "encodingFormat": dump.media, "contentSize": f"{dump.size} B", "sha256": dump.sha256,
            }
            for dump in dumps
        ]  # fmt: skip
    return made


def _source(graph: Graph, source: IRI) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "@id": source,
        "name": graph.text(source, DCT.title),
        "publisher": graph.label(graph.one(source, DCT.publisher)),
        "datePublished": graph.text(source, DCT.issued),
        "url": graph.text(source, SCHEMA.url),
    }


def _years(graph: Graph) -> str:
    """Return the days from the beginning of the first phase to the end of the last."""
    phases = graph.things(bk.Phase)
    starts = sorted(filter(None, (graph.text(phase, SEM.hasEarliestBeginTimeStamp) for phase in phases)))
    ends = sorted(filter(None, (graph.text(phase, SEM.hasLatestEndTimeStamp) for phase in phases)))
    return f"{starts[0]}/{ends[-1]}" if starts and ends else ""


def citation(graph: Graph) -> str:
    """Return the text of CITATION.cff (Citation File Format 1.2.0) for the dataset."""
    dataset = _dataset(graph)
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in (
        ("title", graph.text(dataset, DCT.title)), ("abstract", graph.text(dataset, DCT.description)),
        ("version", graph.text(dataset, DCAT.version)),
    )}  # fmt: skip
    licence = _SPDX.get(str(graph.one(dataset, DCT.license)))
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite the dataset with its version; a single statement is cited by its IRI and that version.",
        "type: dataset",
        f"title: {quoted['title']}",
        f"abstract: {quoted['abstract']}",
        "authors:",
        *(f"  - name: {json.dumps(graph.label(one), ensure_ascii=False)}" for one in graph.many(dataset, DCT.creator)),
        f"version: {quoted['version']}",
        f"date-released: {graph.text(dataset, DCT.issued)}",
        f"license: {licence}" if licence else f"license-url: {graph.one(dataset, DCT.license)}",
        "identifiers:",
        "  - type: url",
        f"    value: {dataset}",
        "    description: The dataset in the graph; the address is an identifier and does not resolve yet.",
    ]
    words = graph.texts(dataset, DCAT.keyword)
    lines += ["keywords:", *(f"  - {json.dumps(word, ensure_ascii=False)}" for word in words)] if words else []
    return "\n".join(lines) + "\n"


_SPDX: Final = {
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
}
"""The identifiers of SPDX by the addresses of licences."""
