"""Read the folder of a dataset; all faults of all files together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from kg.dataset.check import check
from kg.faults import Fault, FaultError, did_you_mean
from kg.model import (
    Actor,
    Battle,
    Claim,
    ClaimFile,
    Dataset,
    Event,
    Location,
    Manifest,
    Phase,
    Place,
    Retired,
    SetAside,
)
from kg.resources import DATA
from kg.sources.documents import Document, read_documents
from kg.sources.index import read_index
from kg.sources.passage import Passage
from kg.tree import Tree, read_tree

__all__ = ["find_dataset", "read_dataset"]

Model = TypeVar("Model", bound=BaseModel)


def find_dataset(name: str) -> Path:
    """Return the folder of a dataset.

    Args:
        name: The name of a dataset that comes with battlekg, or the path of a folder.

    Raises:
        FaultError: There is no such dataset.
    """
    folder = Path(name)
    if folder.is_dir() and (folder / "dataset.yaml").exists():
        return folder
    if (DATA / name / "dataset.yaml").exists():
        return DATA / name
    if folder.is_dir():
        what, remedy = "the folder has no dataset.yaml", "write one (docs/format.md)"
    else:
        known = sorted(path.parent.name for path in DATA.glob("*/dataset.yaml"))
        what, remedy = f"there is no dataset '{name}'", did_you_mean(name, known, "known: " + ", ".join(known))
    raise FaultError([Fault(name if folder.is_dir() else "", 0, "dataset", what, remedy)])


class _Reader:
    """Reads the files of one folder and gathers faults and places."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.locations: dict[str, Location] = {}
        self.trees: dict[str, Tree] = {}

    def shown(self, path: Path) -> str:
        """Return how messages name a file: below the dataset's folder."""
        return path.relative_to(self.folder.parent).as_posix()

    def tree(self, path: Path) -> Tree | None:
        try:
            found = read_tree(path, self.shown(path))
        except FaultError as error:
            self.faults.extend(error.faults)
            return None
        self.trees[found.path] = found
        return found

    def whole(self, name: str, model: type[Model]) -> Model | None:
        tree = self.tree(self.folder / name)
        return tree.parse(model, tree.data, (), self.faults) if tree else None

    def entities(self, pattern: str, model: type[Model], prefix: str) -> dict[str, Model]:
        found: dict[str, Model] = {}
        paths = sorted(self.folder.glob(pattern))
        if not paths and "*" not in pattern:
            paths = [self.folder / pattern]
        for path in paths:
            tree = self.tree(path)
            if tree is None:
                continue
            if not isinstance(tree.data, dict):
                self.faults.append(tree.fault((), "type", "the file is no mapping", "write 'id:' lines"))
                continue
            for key, data in tree.data.items():
                self._one(tree, key, data, model, prefix, found)
        return found

    def _one(
        self, tree: Tree, key: str, data: object, model: type[Model], prefix: str, found: dict[str, Model]
    ) -> None:
        name = f"{prefix}:{key}"
        self._identifier(tree, key)
        if name in self.locations:
            first = self.locations[name]
            what = f"{prefix} '{key}' is already in {first.path}:{first.line}"
            self.faults.append(tree.fault((key,), "duplicate-id", what, "rename or merge one of them"))
            return
        self.locations[name] = Location(tree.path, tree.line((key,)))
        parsed = tree.parse(model, data, (key,), self.faults)
        if parsed is not None:
            found[key] = parsed

    def _identifier(self, tree: Tree, key: str) -> None:
        from kg.model import SLUG

        if not SLUG.fullmatch(key):
            what = f"'{key[:60]}' is no identifier"
            self.faults.append(tree.fault((key,), "identifier", what, "use lower-case letters, digits and single '-'"))

    def claim_files(self) -> dict[str, ClaimFile]:
        found: dict[str, ClaimFile] = {}
        for path in sorted(self.folder.glob("claims/*.yaml")):
            tree = self.tree(path)
            parsed = tree.parse(ClaimFile, tree.data, (), self.faults) if tree else None
            if tree is not None and isinstance(tree.data, dict) and isinstance(tree.data.get("claims"), dict):
                self._claim_locations(tree, tree.data["claims"])
            if parsed is not None:
                found[self.shown(path)] = parsed
        return found

    def _claim_locations(self, tree: Tree, claims: Mapping[str, object]) -> None:
        for key in claims:
            name = f"claim:{key}"
            if name in self.locations:
                first = self.locations[name]
                what = f"claim '{key}' is already in {first.path}:{first.line}"
                self.faults.append(
                    tree.fault(("claims", key), "duplicate-id", what, "give one of them another identifier")
                )
            else:
                self.locations[name] = Location(tree.path, tree.line(("claims", key)))

    def documents(self) -> Mapping[str, Document]:
        try:
            return read_documents(self.folder / "sources.yaml")
        except FaultError as error:
            self.faults.extend(error.faults)
            return {}

    def passages(self, documents: Mapping[str, Document]) -> dict[str, Passage]:
        found: dict[str, Passage] = {}
        for key in documents:
            try:
                found.update({passage.id: passage for passage in read_index(self.folder / "passages" / f"{key}.tsv")})
            except FaultError as error:
                self.faults.extend(error.faults)
        return found


def read_dataset(folder: Path) -> Dataset:
    """Read and check a dataset.

    Args:
        folder: The folder that ``find_dataset`` gave.

    Returns:
        The dataset; every reference in it leads somewhere.

    Raises:
        FaultError: All faults of all files.
    """
    reader = _Reader(folder.resolve())
    manifest = reader.whole("dataset.yaml", Manifest)
    documents = reader.documents()
    files = reader.claim_files()
    claims: dict[str, Claim] = {}
    by_claim: dict[str, ClaimFile] = {}
    set_aside: dict[str, SetAside] = {}
    for file in files.values():
        claims |= {key: claim for key, claim in file.claims.items() if key not in claims}
        by_claim |= {key: file for key in file.claims if key not in by_claim}
        set_aside |= file.set_aside
    actors = reader.entities("actors.yaml", Actor, "actor")
    places = reader.entities("places.yaml", Place, "place")
    battles = reader.entities("battles.yaml", Battle, "battle")
    phases = reader.entities("phases.yaml", Phase, "phase")
    events = reader.entities("events/*.yaml", Event, "event")
    retired = reader.entities("retired.yaml", Retired, "retired") if (folder / "retired.yaml").exists() else {}
    passages = reader.passages(documents)
    if manifest is None:
        raise FaultError(reader.faults)
    dataset = Dataset(
        manifest, documents, passages, actors, places, battles, phases, events, claims, by_claim, set_aside, retired,
        reader.locations,
    )  # fmt: skip
    reader.faults.extend(check(dataset, reader.trees, broken=bool(reader.faults)))
    if reader.faults:
        raise FaultError(reader.faults)
    return dataset
