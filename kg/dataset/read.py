"""Read the folder of a dataset; all faults of all files together."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from kg.dataset.check import check
from kg.dataset.documents import Document, parse_documents
from kg.dataset.fields import KEY, SLUG
from kg.dataset.links import Gazetted, GazetteerFile, Link, LinkFile
from kg.dataset.model import (
    Actor,
    Battle,
    Claim,
    ClaimFile,
    Convention,
    Dataset,
    Event,
    Location,
    Manifest,
    Phase,
    Place,
    Retired,
)
from kg.dataset.references import Files
from kg.dataset.tree import Tree, read_tree
from kg.faults import Fault, FaultError
from kg.rdf.gc_pause import paused
from kg.text.index import index_path, read_index
from kg.text.passage import Passage

__all__ = ["read_dataset"]

Model = TypeVar("Model", bound=BaseModel)
_NOTHING: Final = "write 'id:' lines, or '{}' if there is nothing"


class _Reader:
    """Reads the files of one folder and gathers faults and places.

    Attributes:
        unread: The kinds of things of which some may be missing, since a file could not be read at all.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.locations: dict[str, Location] = {}
        self.trees: dict[str, Tree] = {}
        self.unread: set[str] = set()

    def shown(self, path: Path) -> str:
        """Return how messages name a file: below the dataset's folder."""
        return path.relative_to(self.folder.parent).as_posix()

    def tree(self, path: Path, kind: str) -> Tree | None:
        try:
            found = read_tree(path, self.shown(path))
        except FaultError as error:
            self.faults.extend(error.faults)
            self.unread.add(kind)
            return None
        self.trees[found.path] = found
        return found

    def manifest(self) -> Manifest | None:
        tree = self.tree(self.folder / "dataset.yaml", "dataset")
        return tree.parse(Manifest, tree.data, (), self.faults) if tree else None

    def links(self) -> tuple[LinkFile | None, list[tuple[int, Link]]]:
        """Return the links, and each with its number in the file; a fault in one hides nothing of the others."""
        tree = self.optional("links.yaml")
        if tree is None:
            return None, []
        listed = tree.data.get("links")
        items = listed if isinstance(listed, list) else []
        made = [(number, tree.parse(Link, item, ("links", number), self.faults)) for number, item in enumerate(items)]
        found = [(number, link) for number, link in made if link]
        file = tree.parse(LinkFile, {**tree.data, "links": []} if items else tree.data, (), self.faults)
        return (file.model_copy(update={"links": tuple(link for _, link in found)}) if file else None), found

    def gazetteer(self) -> GazetteerFile | None:
        """Return what gazetteers say; a fault in one place hides nothing of the others."""
        tree = self.optional("gazetteer.yaml")
        if tree is None:
            return None
        listed = tree.data.get("places")
        items = listed if isinstance(listed, dict) else {}
        made = {key: tree.parse(Gazetted, item, ("places", key), self.faults) for key, item in items.items()}
        file = tree.parse(GazetteerFile, {**tree.data, "places": {}} if items else tree.data, (), self.faults)
        return file and file.model_copy(update={"places": {key: said for key, said in made.items() if said}})

    def optional(self, name: str) -> Tree | None:
        """Return a mapping that need not be there."""
        path = self.folder / name
        return self.mapping(path, name, "write 'key: value' lines, or remove the file") if path.exists() else None

    def mapping(self, path: Path, kind: str, remedy: str = _NOTHING) -> Tree | None:
        """Return a file that must be a mapping."""
        tree = self.tree(path, kind)
        if tree is None or isinstance(tree.data, dict):
            return tree
        self.faults.append(tree.fault((), "type", "the file is no mapping", remedy))
        self.unread.add(kind)
        return None

    def entities(self, pattern: str, model: type[Model], kind: str) -> dict[str, Model]:
        file, many = self.folder / pattern, "*" in pattern
        if not many and not os.path.lexists(file):
            remedy = f"begin it with 'battlekg new {kind}', or write '{{}}'"
            self.faults.append(Fault(self.shown(file), 0, "unreadable", "there is no such file", remedy))
            self.unread.add(kind)
            return {}
        found: dict[str, Model] = {}
        for path in sorted(self.folder.glob(pattern)) if many else [file]:
            if tree := self.mapping(path, kind):
                found |= self._things(tree, tree.data, model, kind, ())
        return found

    def listed(self, name: str, model: type[Model], kind: str) -> dict[str, Model]:
        """Return the things of a file that need not be there."""
        return self.entities(name, model, kind) if os.path.lexists(self.folder / name) else {}

    def _things(
        self, tree: Tree, data: Mapping[str, object], model: type[Model], kind: str, above: tuple[str, ...]
    ) -> dict[str, Model]:
        """Return the things of a mapping by identifier; each is noted with its place, also where it is faulty."""
        found: dict[str, Model] = {}
        for key, value in data.items():
            where = (*above, key)
            name = f"{kind}:{key}"
            if not SLUG.fullmatch(key):
                remedy = "use lower-case letters, digits and single '-'"
                self.faults.append(tree.fault(where, "identifier", f"'{key[:80]}' is no identifier", remedy))
            if name in self.locations:
                first = self.locations[name]
                what = f"{kind} '{key}' is already in {first.path}:{first.line}"
                self.faults.append(tree.fault(where, "duplicate-id", what, "rename or merge one of them"))
                continue
            self.locations[name] = Location(tree.path, tree.line(where))
            if parsed := tree.parse(model, value, where, self.faults):
                found[key] = parsed
        return found

    def claim_files(self) -> dict[str, ClaimFile]:
        """Return the files of claims by name; a fault in one claim hides nothing of the others."""
        found: dict[str, ClaimFile] = {}
        for path in sorted(self.folder.glob("claims/*.yaml")):
            tree = self.mapping(path, "claim")
            if tree is None:
                continue
            data = tree.data.get("claims", {})
            claims = self._things(tree, data, Claim, "claim", ("claims",)) if isinstance(data, dict) else {}
            head = {**tree.data, "claims": {}} if isinstance(data, dict) and "claims" in tree.data else tree.data
            parsed = tree.parse(ClaimFile, head, (), self.faults) or ClaimFile.model_construct(
                curator="", set_aside={}, numbers_aside={}
            )
            found[tree.path] = parsed.model_copy(update={"claims": claims})
        return found

    def documents(self) -> Mapping[str, Document]:
        tree = self.tree(self.folder / "sources.yaml", "source")
        if tree is None or not isinstance(tree.data, dict):
            self.unread |= {"source", "passage"}
        documents = parse_documents(tree, self.faults) if tree else {}
        if tree and len(documents) < len(tree.data):
            self.unread.add("source")
        return documents

    def passages(self) -> dict[str, Passage]:
        """Return the passages of all documents, also of those that are described with faults."""
        found: dict[str, Passage] = {}
        tree = self.trees.get(f"{self.folder.name}/sources.yaml")
        keys = [key for key in tree.data if KEY.fullmatch(key)] if tree and isinstance(tree.data, dict) else []
        for key in keys:
            path = index_path(self.folder, key)
            try:
                found.update({passage.id: passage for passage in read_index(path)})
            except FaultError as error:
                self.faults.extend(Fault(self.shown(path), f.line, f.rule, f.what, f.remedy) for f in error.faults)
                self.unread.add(f"passage:{key}")
        return found

    def strays(self) -> None:
        """Note files that look like a part of the dataset and would not be read."""
        for path in sorted(self.folder.rglob("*.yml")):
            what, remedy = "the ending '.yml' is not read", f"rename it to {path.stem}.yaml"
            self.faults.append(Fault(self.shown(path), 0, "file-name", what, remedy))


@paused()
def read_dataset(folder: Path) -> Dataset:
    """Read and check a dataset.

    Args:
        folder: The folder.

    Returns:
        The dataset; every reference in it leads somewhere.

    Raises:
        FaultError: All faults of all files.
    """
    reader = _Reader(folder.resolve())
    reader.strays()
    manifest = reader.manifest()
    files = reader.claim_files()
    numbers_aside: dict[str, dict[str, str]] = {}
    for passage, numbers in (pair for file in files.values() for pair in file.numbers_aside.items()):
        numbers_aside.setdefault(passage, {}).update(numbers)
    if manifest is None:
        manifest = Manifest.model_construct(battle="", curators=(), scope=())
        reader.unread.add("dataset")
    linked, links = reader.links()
    dataset = Dataset(
        manifest=manifest,
        documents=reader.documents(),
        passages=reader.passages(),
        actors=reader.entities("actors.yaml", Actor, "actor"),
        places=reader.entities("places.yaml", Place, "place"),
        battles=reader.entities("battles.yaml", Battle, "battle"),
        phases=reader.entities("phases.yaml", Phase, "phase"),
        events=reader.entities("events/*.yaml", Event, "event"),
        claims={key: claim for file in files.values() for key, claim in file.claims.items()},
        files={key: file for file in files.values() for key in file.claims},
        set_aside={passage: reason for file in files.values() for passage, reason in file.set_aside.items()},
        numbers_aside=numbers_aside,
        conventions=reader.listed("conventions.yaml", Convention, "convention"),
        retired=reader.listed("retired.yaml", Retired, "retired"),
        locations=reader.locations,
        linked=linked,
        gazetteer=reader.gazetteer(),
    )
    read = Files(reader.folder.name, reader.trees, files, links, reader.unread)
    if faults := [*reader.faults, *check(dataset, read)]:
        raise FaultError(faults)
    return dataset
