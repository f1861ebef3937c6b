"""The dataset and its dumps, described for catalogues: DCAT 3 with VoID and SPDX, schema.org, CITATION.cff."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCAT, DCT, SCHEMA, SEM
from kg.rdf.terms import IRI, escape
from kg.share.export.view import View

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


def _dataset(view: View) -> IRI:
    return view.nodes(DCAT.Dataset)[0]


def _space(view: View) -> str:
    return view.graph.prefixes["dataset"].removesuffix("dataset/")


def dumps_turtle(view: View, dumps: Sequence[Dump]) -> Iterator[str]:
    """Yield the lines of ``dumps.ttl``."""
    dataset = _dataset(view)
    yield _HEAD
    names = ", ".join(f"<{_space(view)}distribution/{dump.name}>" for dump in dumps)
    whole = {f"{view.key(dataset)}{ending}" for ending in _WHOLE}
    files = ", ".join(f"<{dump.name}>" for dump in dumps if dump.name in whole)
    yield f"\n<{dataset}>\n    a dcat:Dataset, void:Dataset ;\n    dcat:distribution {names} ;\n"
    yield f"    void:dataDump {files} .\n"
    for dump in dumps:
        node = f"{_space(view)}distribution/{dump.name}"
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


def schema_org(view: View, dumps: Sequence[Dump] = ()) -> dict[str, Any]:
    """Return the dataset in the terms of schema.org; the addresses of its files are relative."""
    dataset = _dataset(view)
    battle = view.one(dataset, bk.subject)
    made: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": dataset,
        "name": view.text(dataset, DCT.title),
        "description": view.text(dataset, DCT.description),
        "version": view.text(dataset, DCAT.version),
        "datePublished": view.text(dataset, DCT.issued),
        "license": str(view.one(dataset, DCT.license)),
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "keywords": view.texts(dataset, DCAT.keyword),
        "creator": [{"@type": "Organization", "name": view.label(one)} for one in view.many(dataset, DCT.creator)],
        "about": {"@id": battle, "@type": "Event", "name": view.label(battle)},
        "spatialCoverage": [{"@type": "Place", "name": name} for name in view.labels(view.many(battle, bk.place))],
        "isBasedOn": [_source(view, source) for source in view.nodes(bk.Source)],
        "variableMeasured": sorted({view.label(view.one(node, bk.kind)) for node in view.nodes(bk.Figure)}),
    }
    if coverage := _years(view):
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


def _source(view: View, source: IRI) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "@id": source,
        "name": view.text(source, DCT.title),
        "publisher": view.label(view.one(source, DCT.publisher)),
        "datePublished": view.text(source, DCT.issued),
        "url": view.text(source, SCHEMA.url),
    }


def _years(view: View) -> str:
    """Return the days from the beginning of the first phase to the end of the last."""
    phases = view.nodes(bk.Phase)
    starts = sorted(filter(None, (view.text(phase, SEM.hasEarliestBeginTimeStamp) for phase in phases)))
    ends = sorted(filter(None, (view.text(phase, SEM.hasLatestEndTimeStamp) for phase in phases)))
    return f"{starts[0]}/{ends[-1]}" if starts and ends else ""


def citation(view: View) -> str:
    """Return the text of CITATION.cff (Citation File Format 1.2.0) for the dataset."""
    dataset = _dataset(view)
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in (
        ("title", view.text(dataset, DCT.title)), ("abstract", view.text(dataset, DCT.description)),
        ("version", view.text(dataset, DCAT.version)),
    )}  # fmt: skip
    licence = _SPDX.get(str(view.one(dataset, DCT.license)))
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite the dataset with its version; a single statement is cited by its IRI and that version.",
        "type: dataset",
        f"title: {quoted['title']}",
        f"abstract: {quoted['abstract']}",
        "authors:",
        *(f"  - name: {json.dumps(view.label(one), ensure_ascii=False)}" for one in view.many(dataset, DCT.creator)),
        f"version: {quoted['version']}",
        f"date-released: {view.text(dataset, DCT.issued)}",
        f"license: {licence}" if licence else f"license-url: {view.one(dataset, DCT.license)}",
        "identifiers:",
        "  - type: url",
        f"    value: {dataset}",
        "    description: The dataset in the graph; the address is an identifier and does not resolve yet.",
    ]
    words = view.texts(dataset, DCAT.keyword)
    lines += ["keywords:", *(f"  - {json.dumps(word, ensure_ascii=False)}" for word in words)] if words else []
    return "\n".join(lines) + "\n"


_SPDX: Final = {
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
}
"""The identifiers of SPDX by the addresses of licences."""
