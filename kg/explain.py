"""``battlekg explain``: what a thing is, down to the passages, with their text where it is at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Quad, Store

from kg.faults import Fault, FaultError, did_you_mean
from kg.namespaces import BK as bk
from kg.namespaces import DCT, OA, PREFIXES, PROV, RDF, SCHEMA, SEM, SKOS, SPDX
from kg.query.place import graph_of, spaces_of
from kg.query.store import open_store
from kg.terms import compact

__all__ = ["Explainer", "run"]

_COMPUTED: Final = {
    SEM.hasEarliestBeginTimeStamp, SEM.hasLatestBeginTimeStamp, SEM.hasEarliestEndTimeStamp,
    SEM.hasLatestEndTimeStamp, bk.days, bk.contentKey, bk.saidEarliest, bk.saidLatest, RDF.type, bk.says,
    bk.proposition, bk.relay, bk.passage, bk.contextPassage, DCT.created, PROV.wasAttributedTo, SKOS.editorialNote,
}  # fmt: skip
_BACKWARD: Final = (
    (bk.denies, "denied by"), (bk.disputes, "disputed by"), (bk.confirms, "confirmed by"), (bk.revises, "revised by"),
    (bk.assesses, "checked by"), (bk.sameUtterance, "told again in"), (bk.about, "what claims are about"),
    (bk.claimant, "claims by"), (bk.passage, "claims and statements from here"),
)  # fmt: skip
_INNER: Final = ("proposition", "relay", "statement", "dataset", "curator")
"""Kinds of things that are found by their CURIE only, since they bear the name of a claim or of a dataset."""

_LONG: Final = 12
"""So many claims of a claimant or about an event are listed; of the rest only the number is told."""


def run(dataset: str, name: str, text: str | None, out: TextIO, err: TextIO) -> int:
    """Print the tree of a thing.

    Args:
        dataset: The dataset.
        name: A name, an identifier, a CURIE or an IRI.
        text: A folder or file with the texts of the documents, if at hand.
        out: Where the tree goes.
        err: Where to talk.

    Returns:
        The exit code.

    Raises:
        FaultError: Nothing, or more than one thing, has this name.
    """
    graph = graph_of(dataset)
    store, spaces = open_store(graph), spaces_of(graph)
    explainer = Explainer(store, spaces, _texts(dataset, text, err))
    for line in explainer.explain(explainer.find(name)):
        print(line, file=out)
    return 0


def _texts(dataset: str, text: str | None, err: TextIO) -> Mapping[str, str]:
    """Return the text of the passages; empty where no text is at hand."""
    if not text:
        return {}
    from kg.dataset import find_dataset
    from kg.sources.verify import match_texts

    found: dict[str, str] = {}
    for match in match_texts(find_dataset(dataset), Path(text), err).values():
        if match is not None:
            found.update({outcome.passage.id: outcome.text for outcome in match[1].outcomes if outcome.text})
    return found


class Explainer:
    """Explains the things of one graph.

    Args:
        store: The graph with its vocabulary.
        spaces: Namespace by prefix of the dataset's own things.
        texts: The text of passages by identifier.
    """

    def __init__(self, store: Store, spaces: Mapping[str, str], texts: Mapping[str, str]) -> None:
        self._store = store
        self._spaces = spaces
        self._short = {space: prefix for prefix, space in {**PREFIXES, **spaces}.items()}
        self._texts = texts

    def find(self, name: str) -> str:
        """Return the IRI of the one thing that a name, an identifier, a CURIE or an IRI means.

        Raises:
            FaultError: Nothing, or more than one thing, has this name.
        """
        subjects = {quad.subject.value for quad in self._quads(None, RDF.type) if isinstance(quad.subject, NamedNode)}
        prefix, _, local = name.partition(":")
        for iri in (name, self._spaces.get(prefix, "-") + local):
            if iri in subjects:
                return iri
        named = {space + name for kind, space in self._spaces.items() if kind not in _INNER} & subjects
        for label in (SKOS.prefLabel, SKOS.altLabel, DCT.title):
            named |= {
                quad.subject.value
                for quad in self._quads(None, label)
                if isinstance(quad.subject, NamedNode) and quad.subject.value in subjects
                and quad.object.value.casefold() == name.casefold()  # type: ignore[union-attr]
            }  # fmt: skip
        if len(named) == 1:
            return named.pop()
        if named:
            several = ", ".join(sorted(self.curie(iri) for iri in named))
            raise FaultError([Fault("", 0, "value", f"'{name}' names several things", f"say which: {several}")])
        inner = tuple(self._spaces[kind] for kind in _INNER)
        locals_ = {iri.rpartition("/")[2] for iri in subjects if not iri.startswith(inner)}
        labels = {quad.object.value for quad in self._quads(None, SKOS.prefLabel)}  # type: ignore[union-attr]
        remedy = did_you_mean(name, locals_ | labels, "'battlekg query entity --name TEXT' searches all spellings")
        raise FaultError([Fault("", 0, "value", f"nothing is named '{name}'", remedy)])

    def explain(self, iri: str) -> Iterator[str]:
        """Yield the lines of the tree of a thing."""
        types = set(self._objects(iri, RDF.type))
        says = next(iter(self._objects(iri, bk.says)), None)
        yield f"{self.curie(iri)}  {says or self.label(iri)}"
        yield from _indent(self._properties(iri))
        for proposition in self._objects(iri, bk.proposition):
            kind = next((self.curie(o).partition(":")[2] for o in self._objects(proposition, RDF.type)), "")
            yield f"  what is said ({kind.lower()})"
            yield from _indent(self._properties(proposition), 4)
        if bk.Claim in types:
            yield f"  known through: {self._chain(iri)}"
            yield from _indent(self._evidence(iri))
        if bk.Passage in types:
            yield from _indent(self._passage(iri))
        yield from _indent(self._backward(iri))
        for note in self._objects(iri, SKOS.editorialNote):
            yield f"  note: {note}"

    def curie(self, iri: str) -> str:
        """Return the short name of an IRI."""
        return compact(iri, self._short) or iri

    def label(self, iri: str) -> str:
        """Return the preferred label of a thing, its title, what a claim says, or its short name."""
        for predicate in (SKOS.prefLabel, DCT.title, bk.says):
            for value in self._objects(iri, predicate):
                return value
        return self.curie(iri)

    def _properties(self, iri: str) -> Iterator[str]:
        """Yield the properties of a thing, each with what covers it."""
        quads = sorted(
            self._store.quads_for_pattern(NamedNode(iri), None, None), key=lambda q: (q.predicate.value, str(q.object))
        )
        claim = iri.startswith((self._spaces["claim"], self._spaces["proposition"]))
        for quad in quads:
            if quad.predicate.value in _COMPUTED or iri.startswith(self._spaces["passage"]):
                continue
            name = self.curie(quad.predicate.value).partition(":")[2]
            yield f"{name}: {self._show(quad.object)}"
            covers = list(self._covering(iri, quad.predicate.value, quad.object))
            if covers:
                yield f"    {'inferred' if claim else 'source'}: {'; '.join(covers)}"

    def _show(self, term: object) -> str:
        if isinstance(term, OxLiteral):
            return term.value
        assert isinstance(term, NamedNode)
        short = self.curie(term.value)
        label = self.label(term.value)
        return (
            label if short.partition(":")[0] not in self._spaces else short if label == short else f"{label} ({short})"
        )

    def _covering(self, s: str, p: str, o: object) -> Iterator[str]:
        """Yield the passages and notes of the Statement that covers a triple."""
        for quad in self._store.quads_for_pattern(None, NamedNode(RDF.subject), NamedNode(s)):
            node = quad.subject.value  # type: ignore[union-attr]
            if p not in self._objects(node, RDF.predicate):
                continue
            if not any(self._store.quads_for_pattern(NamedNode(node), NamedNode(RDF.object), o)):  # type: ignore[arg-type]
                continue
            yield from (self.curie(passage) for passage in sorted(self._objects(node, bk.passage)))
            yield from (f'"{note}"' for note in sorted(self._objects(node, SKOS.editorialNote)))

    def _chain(self, claim: str) -> str:
        hops = sorted(self._objects(claim, bk.relay), key=lambda hop: int(self._objects(hop, bk.order)[0]))
        names = [self.label(next(iter(self._objects(claim, bk.claimant)), claim))]
        if any(value.endswith("/unstated") for value in self._objects(claim, bk.chain)):
            names.append("not stated how")
        if any(value.endswith("/own-voice") for value in self._objects(claim, bk.chain)):
            names.clear()
        for hop in hops:
            relayer = self.label(self._objects(hop, bk.relayer)[0])
            medium = "".join(f", {self.label(value)}" for value in self._objects(hop, bk.medium))
            access = self.label(self._objects(hop, bk.access)[0])
            names.append(f"{relayer} ({access}{medium})")
        return " -> ".join(names)

    def _evidence(self, claim: str) -> Iterator[str]:
        for predicate, name in ((bk.passage, "passage"), (bk.contextPassage, "context")):
            for passage in sorted(self._objects(claim, predicate)):
                yield f"{name} {self.curie(passage)}"
                yield from _indent(self._passage(passage))

    def _passage(self, iri: str) -> Iterator[str]:
        """Yield where a passage stands, how it is found and, where the text is at hand, the sentence itself."""
        source = self._objects(iri, OA.hasSource)[0]
        start, end = self._objects(iri, OA.start)[0], self._objects(iri, OA.end)[0]
        digest = self._objects(iri, SPDX.checksumValue)[0]
        kind = self.label(self._objects(iri, bk.kind)[0])
        yield f"{kind} of {self.label(source)}, characters {start} to {end}, sha256 {digest[:12]}..."
        finder = next(iter(self._objects(iri, bk.finder)), None)
        url = next(iter(self._objects(source, SCHEMA.url)), "")
        if finder:
            yield f'find "{finder}" at {url}'
        text = self._texts.get(iri.rpartition("/")[2])
        if text:
            yield f"text: {text}"

    def _backward(self, iri: str) -> Iterator[str]:
        for predicate, name in _BACKWARD:
            found = sorted({q.subject.value for q in self._quads(iri, predicate, backward=True)})  # type: ignore[union-attr]
            lines = [self._claim_line(subject) for subject in found if "/statement/" not in subject]
            if lines:
                yield f"{name}:"
                yield from _indent(lines[:_LONG])
            if len(lines) > _LONG:
                yield f"  ... and {len(lines) - _LONG} more"

    def _claim_line(self, subject: str) -> str:
        if subject.startswith(self._spaces["proposition"]):
            subject = self._spaces["claim"] + subject[len(self._spaces["proposition"]) :]
        outcome = "".join(f" [{self.label(value)}]" for value in self._objects(subject, bk.outcome))
        return f"{self.curie(subject)}{outcome}  {self.label(subject)}"

    def _objects(self, s: str, p: str) -> list[str]:
        quads = self._store.quads_for_pattern(NamedNode(s), NamedNode(p), None)
        return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode | OxLiteral)]

    def _quads(self, node: str | None, predicate: str, backward: bool = False) -> Iterable[Quad]:
        term = NamedNode(node) if node else None
        if backward:
            return self._store.quads_for_pattern(None, NamedNode(predicate), term)
        return self._store.quads_for_pattern(term, NamedNode(predicate), None)


def _indent(lines: Iterable[str], by: int = 2) -> Iterator[str]:
    return (" " * by + line for line in lines)
