"""Checks of single references, with the nearest known identifier as the remedy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from kg.dataset.links import Link
from kg.dataset.model import ClaimFile, Dataset
from kg.dataset.tree import Tree
from kg.faults import Fault, did_you_mean
from kg.rdf.concepts import schemes

__all__ = ["Checker", "Files", "Note", "Where"]

_NAMED: Final = ("actor", "place", "event", "battle", "phase", "claim")

Where = tuple[str | int, ...]
Note = Callable[[Where, str, str, str], None]


@dataclass(frozen=True, slots=True)
class Files:
    """What was read of the folder of a dataset.

    Attributes:
        folder: The name of the folder.
        trees: The files by name.
        claims: Those of ``claims/`` by name.
        links: The links with their numbers in the list of ``links.yaml``.
        unread: The kinds of things of which some may be missing, since a file could not be read; identifiers of
            these kinds that are missing are not reported. ``passage:KEY`` stands for the passages of one document.
    """

    folder: str
    trees: Mapping[str, Tree]
    claims: Mapping[str, ClaimFile]
    links: Sequence[tuple[int, Link]]
    unread: Set[str]


class Checker:
    """Gathers the faults of a dataset.

    Attributes:
        dataset: The dataset, perhaps without the parts that could not be parsed.
        files: The files that were read.
        faults: The faults so far.
    """

    def __init__(self, dataset: Dataset, files: Files) -> None:
        self.dataset = dataset
        self.files = files
        self.faults: list[Fault] = []
        self._ids: defaultdict[str, set[str]] = defaultdict(set)
        for name in dataset.locations:
            kind, _, local = name.partition(":")
            self._ids[kind].add(local)

    def within(self, name: str) -> Note:
        """Return a function that notes faults in the file with this name."""
        tree = self.files.trees[name]
        return lambda where, rule, what, remedy: self.faults.append(tree.fault(where, rule, what, remedy))

    def at(self, name: str, where: Where) -> Note:
        """Return a function that notes faults in the file of the thing with this name, e.g. ``claim:x``."""
        tree = self.files.trees[self.dataset.locations[name].path]

        def note(place: Where, rule: str, what: str, remedy: str) -> None:
            label = ".".join(str(part) for part in (place if place[: len(where)] == where else where))
            self.faults.append(tree.fault(place, rule, f"{label}: {what}", remedy))

        return note

    def known(self, note: Note, where: Where, kinds: str, ids: Iterable[str]) -> None:
        """Note each identifier that is of none of the kinds (joined by ``|``)."""
        wanted = kinds.split("|")
        for key in ids:
            if any(key in self._ids[kind] for kind in wanted) or not self.files.unread.isdisjoint(wanted):
                continue
            if kinds == "claim" and key in self.dataset.retired:
                why = self.dataset.retired[key].why
                note(where, "retired-id", f"claim '{key}' is retired ({why})", "name the claim that took its place")
                continue
            known = {other for kind in wanted for other in self._ids[kind]}
            remedy = did_you_mean(key, known, f"add it to the dataset or name a known {' or '.join(wanted)}")
            if others := [kind for kind in _NAMED if key in self._ids[kind]]:
                remedy = f"it is {_a(others[0])}, and {' or '.join(map(_a, wanted))} belongs here"
            note(where, "dangling", f"there is no {' or '.join(wanted)} '{key}'", remedy)

    def curator(self, note: Note, key: str) -> None:
        """Note the curator of a file if the dataset does not have it."""
        curators = {curator.id for curator in self.dataset.manifest.curators}
        if key not in curators and "dataset" not in self.files.unread:
            remedy = did_you_mean(key, curators, "add it to dataset.yaml")
            note(("curator",), "curator", f"there is no curator '{key}'", remedy)

    def concepts(self, note: Note, where: Where, scheme: str, ids: Iterable[str]) -> None:
        """Note each concept that the scheme does not have."""
        known = schemes()[scheme]
        for key in ids:
            if key not in known:
                see = f"see the scheme {scheme} in docs/reference/model.md"
                near = did_you_mean(key, known, "")
                note(where, "concept", f"the scheme {scheme} has no '{key}'", f"{near} Or {see}" if near else see)

    def passages(self, note: Note, where: Where, ids: Iterable[str]) -> None:
        """Note each passage that the index does not have."""
        known = self.dataset.passages
        for key in ids:
            if key not in known and self.files.unread.isdisjoint({"passage", f"passage:{key.partition('.')[0]}"}):
                stem = key.rpartition(".")[0] + "."
                near = [other for other in known if other.startswith(stem)] or known
                note(where, "passage", f"there is no passage '{key}'", did_you_mean(key, near, "see passages/*.tsv"))


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
