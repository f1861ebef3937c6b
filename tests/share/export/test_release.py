"""A release: every format, every digest right, the same bytes again, described for catalogues."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.paths import find_graph
from kg.rdf.graph import open_graph
from kg.rdf.read import read_graph
from kg.share.export.describe import schema_org
from kg.share.export.formats import FORMATS, TABLE_FORMATS
from kg.share.export.release import contents, write_release
from kg.share.export.tables import TABLES
from kg.version import __version__
from tests.cli.calling import ROOT
from tests.fixtures import faults_of
from tests.share.export.test_round_trip import unreified

DCAT = "http://www.w3.org/ns/dcat#"
SPDX = "http://spdx.org/rdf/terms#"

pytestmark = pytest.mark.usefixtures("small_vocabulary")


@pytest.fixture(scope="module")
def graph(toyfort: Path) -> Path:
    return Path(find_graph(str(toyfort)))


@pytest.fixture(scope="module")
def release(graph: Path, small_vocabulary: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "toyfort-0.1.0"
    write_release(graph, folder)
    return folder


def test_every_format_and_table_is_there(release: Path, graph: Path) -> None:
    names = {path.name for path in release.iterdir()}
    assert names == set(contents(graph))
    for made in FORMATS.values():
        assert any(name.endswith(made.endings) for name in names)
    assert {f"{table}{made.endings[0]}" for table in TABLES for made in TABLE_FORMATS.values()} <= names
    assert (release / "toyfort.ttl").read_bytes() == graph.read_bytes()


def test_sha256sum_finds_every_digest_right(release: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("there is no sha256sum here")
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=release, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    named = {line.partition(":")[0] for line in done.stdout.splitlines()}
    assert named == {path.name for path in release.iterdir()} - {"SHA256SUMS"}


def test_manifest_and_description_have_size_and_digest_of_every_file(release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["graph"]["triples"] == len(read_graph(release / "toyfort.ttl"))
    assert manifest["made by"]["battlekg"] == __version__
    files = {one["name"]: one for one in manifest["files"]}
    about = {"manifest.json", "dumps.ttl", "dataset.jsonld", "CITATION.cff", "SHA256SUMS"}
    assert files.keys() == {path.name for path in release.iterdir()} - about
    told = dumps(release)
    jsonld = json.loads((release / "dataset.jsonld").read_text(encoding="utf-8"))
    downloads = {one["contentUrl"]: one["sha256"] for one in jsonld["distribution"]}
    for name, one in files.items():
        content = (release / name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert (one["bytes"], one["sha256"]) == (len(content), digest)
        assert told[name] == (str(len(content)), digest)
        assert downloads[name] == digest


def test_the_dumps_of_the_dataset_are_those_that_hold_it_whole(release: Path, graph: Path) -> None:
    """The view in the shape of Wikidata is RDF, too, and no dump of the dataset."""
    base = "https://example.org/there/"
    found = parse(path=str(release / "dumps.ttl"), format=RdfFormat.TURTLE, base_iri=f"{base}dumps.ttl")
    names = {q.object.value.removeprefix(base) for q in found if q.predicate.value.endswith("void#dataDump")}
    whole = len(read_graph(graph))
    assert names == {f"toyfort{ending}" for ending in (".ttl", ".nt", ".nq", ".trig", ".rdf12.ttl", ".jsonld")}
    for name in names:
        assert len({str(quad.triple) for quad in _read(release / name)}) >= whole


def _read(path: Path) -> Iterator[Quad]:
    """Yield the quads of a dump; the triples of Statements as Turtle 1.1 has them."""
    form = RdfFormat.from_extension(path.suffix.removeprefix("."))
    assert form is not None
    for quad in parse(path=str(path), format=form):
        yield from unreified(iter([quad]))


def dumps(release: Path) -> dict[str, tuple[str, str]]:
    """Return size and digest by the name of the file, as ``dumps.ttl`` has them."""
    found: dict[str, dict[str, str]] = {}
    base = "https://example.org/there/"
    for quad in parse(path=str(release / "dumps.ttl"), format=RdfFormat.TURTLE, base_iri=f"{base}dumps.ttl"):
        found.setdefault(str(quad.subject), {})[quad.predicate.value] = getattr(quad.object, "value", "")
    made = {}
    for facts in found.values():
        if f"{DCAT}downloadURL" in facts:
            checksum = found[str(NamedNode(facts[f"{SPDX}checksum"]))]
            assert checksum[f"{SPDX}algorithm"] == f"{SPDX}checksumAlgorithm_sha256"
            name = facts[f"{DCAT}downloadURL"].removeprefix(base)
            made[name] = (facts[f"{DCAT}byteSize"], checksum[f"{SPDX}checksumValue"])
    return made


def test_the_same_graph_gives_the_same_bytes_and_replaces_an_earlier_release(release: Path, graph: Path) -> None:
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    write_release(graph, release)
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before
    assert os.listdir(release.parent) == [release.name]


def test_a_folder_with_other_files_is_left_alone(release: Path, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("mine", encoding="utf-8")
    (fault,) = faults_of(lambda: write_release(graph, tmp_path / "letters"))
    assert fault.rule == "write"
    assert "mine.txt" in fault.what
    assert os.listdir(tmp_path / "letters") == ["mine.txt"]
    (fault,) = faults_of(lambda: write_release(graph, tmp_path / "letters" / "mine.txt"))
    assert "this is a file" in fault.what


def test_a_graph_without_a_seal_is_a_fault(graph: Path, tmp_path: Path) -> None:
    alone = tmp_path / "toyfort.ttl"
    shutil.copy(graph, alone)
    (fault,) = faults_of(lambda: write_release(alone, tmp_path / "out"))
    assert (fault.rule, fault.what) == ("graph", "the graph has no seal")
    assert os.listdir(tmp_path) == ["toyfort.ttl"]


def test_the_release_of_bakhmut_has_licence_and_attribution() -> None:
    assert "LICENSE" in contents(Path(find_graph("bakhmut")))


def test_a_citation_says_what_the_graph_says(release: Path) -> None:
    found = yaml.safe_load((release / "CITATION.cff").read_text(encoding="utf-8"))
    assert found["cff-version"] == "1.2.0"
    assert found["type"] == "dataset"
    assert found["title"] == "The Siege of Toyfort, 1901"
    assert found["license"] == "CC0-1.0"
    assert [author["name"] for author in found["authors"]] == ["The readers", "The testers"]


def test_the_citation_of_the_repository_is_up_to_date() -> None:
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    manifest = yaml.safe_load((ROOT / "kg" / "data" / "bakhmut" / "dataset.yaml").read_text(encoding="utf-8"))
    assert found["version"] == __version__
    (data,) = found["references"]
    assert (data["title"], data["version"]) == (manifest["title"], manifest["version"])
    assert str(data["date-released"]) == manifest["issued"].isoformat()


def test_schema_org_names_documents_places_and_time(graph: Path) -> None:
    found = schema_org(open_graph(graph))
    assert found["@type"] == "Dataset"
    assert {source["@type"] for source in found["isBasedOn"]} == {"CreativeWork"}
    assert len(found["isBasedOn"]) == 2
    assert found["temporalCoverage"].startswith("1901-")
    assert found["spatialCoverage"][0]["name"]
    assert found["keywords"] == ["invented", "siege"]
    assert "distribution" not in found
