"""A release: a folder with the graph in every format, the vocabulary, and what describes and proves them.

``SHA256SUMS`` has the digest of every other file, in the form that ``sha256sum -c`` reads; ``manifest.json`` says the
same to programs; ``dumps.ttl`` describes the files as distributions of the dataset (DCAT 3, VoID, SPDX), with addresses
relative to itself; ``dataset.jsonld`` does so in the terms of schema.org. The bytes are the same for the same graph and
the same version of battlekg; those of Parquet depend on the version of pyarrow, too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.faults import fault
from kg.files import whole
from kg.paths import ONTOLOGY, seal_file
from kg.rdf.graph import Graph, open_graph
from kg.rdf.namespaces import DCAT, DCT
from kg.share.export.csvw import METADATA
from kg.share.export.describe import Dump, citation, dumps_turtle, schema_org
from kg.share.export.folder import whole_folder
from kg.share.export.formats import FORMATS, TABLE_FORMATS
from kg.share.export.tables import TABLES
from kg.version import __version__

__all__ = ["contents", "write_release"]

_VOCABULARY: Final = (
    "battlekg.ttl", "schemes.ttl", "queries.ttl", "shapes.ttl", "constraints.ttl", "alignments.ttl",
    "wikidata.ttl", "context.jsonld",
)  # fmt: skip
_MIT: Final = "https://spdx.org/licenses/MIT"
_ABOUT: Final = ("CITATION.cff", "dataset.jsonld", "dumps.ttl", "manifest.json", "SHA256SUMS")


@dataclass(frozen=True, slots=True)
class _Planned:
    """A file of a release."""

    name: str
    media: str
    text: str
    form: str


def contents(path: Path) -> list[str]:
    """Return the names of the files of a release.

    Args:
        path: The graph file.
    """
    return [*(planned.name for planned in _planned(path)), *_ABOUT]


def _planned(path: Path) -> Iterator[_Planned]:
    dataset = path.stem
    for name, suffix in _suffixes():
        yield _Planned(dataset + suffix, FORMATS[name].media, FORMATS[name].text, name)
    for form, made in TABLE_FORMATS.items():
        for table in TABLES:
            yield _Planned(f"{table}{made.endings[0]}", made.media, TABLES[table].text, f"{form} {table}")
    yield _Planned(METADATA, "application/csvm+json", "what the columns of the CSV files mean", "metadata")
    yield _Planned(f"{dataset}.seal.json", "application/json", "counts and digests of the graph", "seal")
    if _licence(path).is_file():
        yield _Planned("LICENSE", "text/plain", "licence and attribution of the dataset", "licence")
    for name in _VOCABULARY:
        media = "text/turtle" if name.endswith(".ttl") else "application/ld+json"
        yield _Planned(name, media, "a file of the vocabulary", "vocabulary")


def _suffixes() -> Iterator[tuple[str, str]]:
    """Yield each format with how its file ends; where an earlier one ends so, its name stands before."""
    taken: set[str] = set()
    for name, made in FORMATS.items():
        ending = made.endings[0]
        yield name, f".{name}{ending}" if ending in taken else ending
        taken.add(ending)


def _licence(path: Path) -> Path:
    """Return where the licence of a dataset stands: in its folder."""
    return path.parent.parent / "LICENSE"


def write_release(path: Path, folder: Path) -> None:
    """Write a release.

    Args:
        path: The graph file, as ``battlekg build`` writes it.
        folder: Where to; it must be new, or that of an earlier release.

    Raises:
        FaultError: The folder holds other files, a file cannot be written, or a package is missing.
    """
    if not Path(seal_file(path)).is_file():
        raise fault("graph", "the graph has no seal", "run 'battlekg build'", seal_file(path))
    names = contents(path)
    with whole_folder(folder, names) as place:
        graph = open_graph(path)
        dumps = [_dump(place, planned, path, graph) for planned in _planned(path)]
        _put(place / "CITATION.cff", citation(graph))
        _put(place / "dataset.jsonld", _json(schema_org(graph, dumps)))
        _put(place / "dumps.ttl", "".join(dumps_turtle(graph, dumps)))
        _put(place / "manifest.json", _json(_manifest(path, dumps)))
        sums = (f"{_digest(place / name)}  {name}\n" for name in sorted(names) if name != "SHA256SUMS")
        _put(place / "SHA256SUMS", "".join(sums))


def _dump(place: Path, planned: _Planned, path: Path, graph: Graph) -> Dump:
    made = place / planned.name
    with whole(made) as file:
        _write(planned, path, graph, file)
    licence = _MIT if planned.form == "vocabulary" else str(graph.one(graph.things(DCAT.Dataset)[0], DCT.license))
    return Dump(planned.name, planned.media, planned.text, made.stat().st_size, _digest(made), licence)


def _write(planned: _Planned, path: Path, graph: Graph, file: BinaryIO) -> None:
    form, _, table = planned.form.partition(" ")
    if form in FORMATS:
        FORMATS[form].write(path, file)
    elif table:
        TABLE_FORMATS[form].write(graph, table, file)
    elif form == "metadata":
        describe = TABLE_FORMATS["csv"].describe
        assert describe is not None
        describe(graph, {name: f"{name}.csv" for name in TABLES}, file)
    else:
        copied = {"seal": Path(seal_file(path)), "licence": _licence(path)}.get(form, Path(ONTOLOGY) / planned.name)
        file.write(copied.read_bytes())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put(path: Path, text: str) -> None:
    with whole(path) as file:
        file.write(text.encode())


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _manifest(path: Path, dumps: list[Dump]) -> dict[str, Any]:
    seal = json.loads(Path(seal_file(path)).read_text(encoding="utf-8"))
    import pyarrow

    return {
        "dataset": path.stem,
        "graph": {"triples": seal["triples"], "sha256": seal["digest"], "of": "the sorted canonical N-Triples"},
        "made by": {"battlekg": __version__, "pyarrow": pyarrow.__version__},
        "files": [
            {"name": dump.name, "mediaType": dump.media, "bytes": dump.size, "sha256": dump.sha256, "what": dump.text}
            for dump in dumps
        ],
    }
