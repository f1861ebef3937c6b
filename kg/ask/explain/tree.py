"""The tree of a thing: its properties with their its passages, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Quad, Store

from kg.ask.engine.spelling import strict
from kg.ask.explain.wording import BACKWARD, HIDDEN, MORE, WORDS, date_words, fill, indent, natural
from kg.faults import fault
from kg.rdf.iri import compact
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, EDTF_TYPE, OA, PREFIXES, QUERY_PREFIXES, RDF, SCHEMA, SKOS, SPDX

__all__ = ["Explainer"]

_LONG: Final = 8
"""So many claims of a claimant or about an event are listed; of the rest only the number is told."""

_INNER: Final = ("proposition", "relay", "statement", "dataset", "curator", "corroboration", "contradiction",
                 "counterpart")  # fmt: skip
"""Kinds of things that are found by their CURIE only, since they bear the name of a claim or of a dataset."""


class Explainer:
    """Explains the things of one graph.

    Attributes:
        texts: The text of passages by identifier.

    Args:
        store: The graph with its vocabulary.
        spaces: Namespace by prefix of the dataset's own things.
    """

    def __init__(self, store: Store, spaces: Mapping[str, str]) -> None:
        self.texts: Mapping[str, str] = {}
        self._store = store
        self._spaces = spaces
        self._all = {**PREFIXES, **QUERY_PREFIXES, **spaces}
        self._short = {space: prefix for prefix, space in self._all.items()}

    def find(self, name: str) -> str:
        """Return the IRI of the one thing that a name, an identifier, a CURIE or an IRI means.

        Raises:
            FaultError: Nothing, or more than one thing, has this name.
        """
        subjects = {quad.subject.value for quad in self._quads(None, RDF.type) if isinstance(quad.subject, NamedNode)}
        prefix, _, local = name.partition(":")
        for iri in (name, self._all.get(prefix, "-") + local):
            if iri in subjects:
                return iri
        named = {space + name for kind, space in self._spaces.items() if kind not in _INNER} & subjects
        wanted = strict(name)
        labels = {iri: {strict(label) for label in found} for iri, found in self._names(subjects).items()}
        named |= {iri for iri, found in labels.items() if wanted in found}
        own = {iri for iri in named if iri.startswith(tuple(self._spaces.values()))}
        if len(own or named) == 1:
            return (own or named).pop()
        if named:
            several = ", ".join(sorted(self.curie(iri) for iri in own or named))
            raise fault("value", f"'{name}' names several things", f"say which: {several}")
        raise fault("value", f"nothing is named '{name}'", self._near(wanted, subjects))

    def _names(self, subjects: set[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for predicate in (SKOS.prefLabel, SKOS.altLabel, DCT.title):
            for quad in self._quads(None, predicate):
                if isinstance(quad.subject, NamedNode) and quad.subject.value in subjects:
                    found.setdefault(quad.subject.value, set()).add(quad.object.value)  # type: ignore[union-attr]
        return found

    def _near(self, wanted: str, subjects: set[str]) -> str:
        inner = tuple(self._spaces[kind] for kind in _INNER if kind in self._spaces)
        own = [iri for iri in subjects if iri.startswith(tuple(self._spaces.values())) and not iri.startswith(inner)]
        names = {iri.rpartition("/")[2] for iri in own}
        names |= {name for iri, found in self._names(set(own)).items() for name in found}
        known = {strict(name): name for name in sorted(names)}
        near = get_close_matches(wanted, sorted(known), n=3, cutoff=0.6)
        if not near:
            return "'battlekg query entity --text NAME' searches all spellings"
        return "did you mean " + " or ".join(f"'{known[one]}'" for one in near) + "?"

    def explain(self, iri: str) -> Iterator[str]:
        """Yield the lines of the tree of a thing."""
        types = set(self._objects(iri, RDF.type))
        passage = str(bk.Passage) in types
        yield self.curie(iri)
        if (label := self.label(iri)) != self.curie(iri):
            yield from fill(label, "  ")
        yield from indent(self._passage(iri) if passage else self._properties(iri))
        for proposition in self._objects(iri, bk.proposition):
            kind = next((self.curie(o).partition(":")[2] for o in self._objects(proposition, RDF.type)), "")
            yield f"  what is said ({kind.lower()}):"
            yield from indent(self._properties(proposition), 4)
        if bk.Claim in types:
            yield f"  known through: {self._chain(iri)}"
            yield from indent(self._evidence(iri))
        yield from indent(self._backward(iri))
        if passage:
            yield from indent(self._facts(iri))
        for predicate, name in ((bk.doubt, "doubt"), (SKOS.editorialNote, "note")):
            for note in self._objects(iri, predicate):
                yield from fill(f"{name}: {note}", "  ")

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
        """Yield the properties of a thing, those with the same evidence together, followed by it."""
        all_ = self._store.quads_for_pattern(NamedNode(iri), None, None)
        quads = [quad for quad in all_ if quad.predicate.value not in HIDDEN]
        order = {str(predicate): place for place, predicate in enumerate(WORDS)}
        quads.sort(key=lambda q: (order.get(q.predicate.value, 99), q.predicate.value, self._show(q.object)))
        lines = [(self._word(quad.predicate.value), self._show(quad.object), self._covering(quad)) for quad in quads]
        if number := self._number(iri):
            lines.insert(1, ("number", number, ()))
        wide = max((len(word) for word, _, _ in lines), default=0)
        inferred = iri.startswith((self._spaces.get("claim", "-"), self._spaces.get("proposition", "-")))
        for place, (word, value, covers) in enumerate(lines):
            yield from fill(f"{word:<{wide}}  {value}", "", " " * (wide + 2))
            if covers and (place + 1 == len(lines) or lines[place + 1][2] != covers):
                margin = " " * (wide + 2)
                told = f"{'inferred' if inferred else 'source'}: {'; '.join(covers)}"
                yield from fill(told, margin, margin + "  ")

    def _word(self, predicate: str) -> str:
        words: Mapping[str, str] = WORDS  # type: ignore[assignment]
        return words.get(predicate) or self.curie(predicate).partition(":")[2]

    def _number(self, iri: str) -> str:
        """Return the number of a figure as one would say it."""
        low, high = self._objects(iri, bk.min), self._objects(iri, bk.max)
        numbers = [f"{int(value):,}" if value.isdigit() else value for value in dict.fromkeys([*low, *high])]
        if not numbers:
            return ""
        bound = "".join(self.label(value) for value in self._objects(iri, bk.bound))
        return f"{bound} {' and '.join(numbers)}"

    def _show(self, term: object) -> str:
        if isinstance(term, OxLiteral):
            return date_words(term.value) if term.datatype.value == EDTF_TYPE else term.value
        if not isinstance(term, NamedNode):
            return str(term)
        short, label = self.curie(term.value), self.label(term.value)
        own = short.partition(":")[0] in self._spaces
        return label if not own else short if label == short else f"{label} ({short})"

    def _covering(self, covered: Quad) -> tuple[str, ...]:
        """Return the passages, in one text, and the notes of the Statement that covers a triple."""
        passages: set[str] = set()
        notes: set[str] = set()
        for quad in self._store.quads_for_pattern(None, NamedNode(RDF.subject), covered.subject):
            node = str(quad.subject.value)  # type: ignore[union-attr]
            if covered.predicate.value not in self._objects(node, RDF.predicate):
                continue
            if any(self._store.quads_for_pattern(NamedNode(node), NamedNode(RDF.object), covered.object)):
                passages.update(self.curie(passage).partition(":")[2] for passage in self._objects(node, bk.passage))
                notes.update(self._objects(node, SKOS.editorialNote))
        return (*([", ".join(sorted(passages, key=natural))] if passages else []), *sorted(notes))

    def _chain(self, claim: str) -> str:
        hops = sorted(self._objects(claim, bk.relay), key=lambda hop: int(self._objects(hop, bk.order)[0]))
        names = [self.label(next(iter(self._objects(claim, bk.claimant)), claim))]
        chains = self._objects(claim, bk.chain)
        if any(value.endswith("/unstated") for value in chains):
            names.append("(nobody named who passed it on)")
        if any(value.endswith("/own-voice") for value in chains):
            names.clear()
        for hop in hops:
            relayer = self.label(self._objects(hop, bk.relayer)[0])
            medium = "".join(f", {self.label(value)}" for value in self._objects(hop, bk.medium))
            access = self.label(self._objects(hop, bk.access)[0])
            names.append(f"{relayer} ({access}{medium})")
        return " -> ".join(names) + (", in its own voice" if len(names) == 1 else "")

    def _evidence(self, claim: str) -> Iterator[str]:
        for predicate, name in ((bk.passage, "told in"), (bk.contextPassage, "read together with")):
            for passage in sorted(self._objects(claim, predicate), key=natural):
                yield f"{name} {self.curie(passage)}"
                yield from indent(self._passage(passage))

    def _passage(self, iri: str) -> Iterator[str]:
        """Yield where a passage stands, how it is found and, where the text is at hand, the sentence itself."""
        source = self._objects(iri, OA.hasSource)[0]
        start, end = self._objects(iri, OA.start)[0], self._objects(iri, OA.end)[0]
        digest = self._objects(iri, SPDX.checksumValue)[0]
        kind = self.label(self._objects(iri, bk.kind)[0])
        yield from fill(f"{kind} of '{self.label(source)}' ({self.curie(source)}), characters {start} to {end}")
        finder = "".join(f', find "{words}"' for words in self._objects(iri, bk.finder))
        url = "".join(f" at {address}" for address in self._objects(source, SCHEMA.url) if finder)
        yield f"sha256 {digest[:12]}...{finder}{url}"
        text = self.texts.get(iri.rpartition("/")[2])
        if text:
            yield from fill(f"text: {text}")

    def _backward(self, iri: str) -> Iterator[str]:
        limit = None if iri.startswith(self._spaces.get("passage", "-")) else _LONG
        for predicate, name in BACKWARD:
            found = {self._claim_of(q.subject.value) for q in self._quads(iri, predicate, backward=True)}  # type: ignore[union-attr]
            found = {subject for subject in found if not self._is(subject, "statement")}
            lines = [self._line(subject) for subject in sorted(found, key=self._time)]
            if lines:
                yield f"{name}:"
            for line in lines[:limit]:
                yield from fill(line, "  ", "      ")
            if limit and len(lines) > limit:
                kind, query = MORE.get(predicate, ("-", ""))
                all_ = f": battlekg query {query} {iri.rpartition('/')[2]}" if self._is(iri, kind) else ""
                yield f"  ... and {len(lines) - limit} more{all_}"

    def _is(self, iri: str, kind: str) -> bool:
        return iri.startswith(self._spaces.get(kind, "-"))

    def _claim_of(self, subject: str) -> str:
        """Return the claim that a proposition or a relay belongs to; other things as they are."""
        for kind, predicate in (("proposition", bk.proposition), ("relay", bk.relay)):
            if subject.startswith(self._spaces.get(kind, "-")):
                return next((q.subject.value for q in self._quads(subject, predicate, backward=True)), subject)  # type: ignore[union-attr]
        return subject

    def _time(self, subject: str) -> tuple[str, str]:
        return (next(iter(self._objects(subject, bk.saidLatest)), ""), subject)

    def _line(self, subject: str) -> str:
        outcome = "".join(f" [{self.label(value)}]" for value in self._objects(subject, bk.outcome))
        said = "".join(f"{date_words(value)}: " for value in self._objects(subject, bk.said))
        return f"{self.curie(subject)}{outcome}  {said}{self.label(subject)}"

    def _facts(self, passage: str) -> Iterator[str]:
        """Yield the facts about things that rest on a passage."""
        lines = set()
        for quad in self._quads(passage, bk.passage, backward=True):
            node = quad.subject.value  # type: ignore[union-attr]
            subject, predicate = self._objects(node, RDF.subject), self._objects(node, RDF.predicate)
            inner = self._is(subject[0], "claim") or self._is(subject[0], "proposition") if subject else True
            if predicate and predicate[0] != RDF.type and not inner:
                objects = [
                    q.object for q in self._store.quads_for_pattern(NamedNode(node), NamedNode(RDF.object), None)
                ]
                lines.add(f"{self.curie(subject[0])}  {self._word(predicate[0])}: {self._show(objects[0])}")
        if lines:
            yield "facts that rest on it:"
            yield from indent(sorted(lines))

    def _objects(self, s: str, p: str) -> list[str]:
        quads = self._store.quads_for_pattern(NamedNode(s), NamedNode(p), None)
        return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode | OxLiteral)]

    def _quads(self, node: str | None, predicate: str, backward: bool = False) -> Iterable[Quad]:
        term = NamedNode(node) if node else None
        if backward:
            return self._store.quads_for_pattern(None, NamedNode(predicate), term)
        return self._store.quads_for_pattern(term, NamedNode(predicate), None)
