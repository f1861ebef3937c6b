"""The tree of a thing: its properties with their its passages, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, Store

from kg.ask.engine.node import described, first, label, subjects, values
from kg.ask.engine.spelling import strict
from kg.ask.explain.wording import BACKWARD, HIDDEN, MORE, WORDS, date_words, fill, indent
from kg.faults import fault
from kg.rdf.iri import compact
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DCT, EDTF_TYPE, OA, PREFIXES, QUERY_PREFIXES, RDF, SCHEMA, SKOS, SPDX
from kg.rdf.order import natural

if TYPE_CHECKING:
    from kg.ask.engine.answer import Term

__all__ = ["Explainer"]

_LONG: Final = 8
"""So many claims of a claimant or about an event are listed; of the rest only the number is told."""

_INNER: Final = ("proposition", "relay", "statement", "dataset", "curator", "curation", "basis", "corroboration",
                 "contradiction", "counterpart")  # fmt: skip
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
        known = set(subjects(self._store, RDF.type))
        prefix, _, local = name.partition(":")
        for iri in (name, self._all.get(prefix, "-") + local):
            if iri in known:
                return iri
        named = {space + name for kind, space in self._spaces.items() if kind not in _INNER} & known
        wanted = strict(name)
        labels = {iri: {strict(label) for label in found} for iri, found in self._names(known).items()}
        named |= {iri for iri, found in labels.items() if wanted in found}
        own = {iri for iri in named if iri.startswith(tuple(self._spaces.values()))}
        if len(own or named) == 1:
            return (own or named).pop()
        if named:
            several = ", ".join(sorted(self.curie(iri) for iri in own or named))
            raise fault("value", f"'{name}' names several things", f"say which: {several}")
        raise fault("value", f"nothing is named '{name}'", self._near(wanted, known))

    def _names(self, known: set[str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for predicate in (SKOS.prefLabel, SKOS.altLabel, DCT.title):
            for iri in known.intersection(subjects(self._store, predicate)):
                found.setdefault(iri, set()).update(values(self._store, iri, predicate))
        return found

    def _near(self, wanted: str, known: set[str]) -> str:
        inner = tuple(self._spaces[kind] for kind in _INNER if kind in self._spaces)
        own = [iri for iri in known if iri.startswith(tuple(self._spaces.values())) and not iri.startswith(inner)]
        names = {iri.rpartition("/")[2] for iri in own}
        names |= {name for iri, found in self._names(set(own)).items() for name in found}
        written = {strict(name): name for name in sorted(names)}
        near = get_close_matches(wanted, sorted(written), n=3, cutoff=0.6)
        if not near:
            return "'battlekg query entity --text NAME' searches all spellings"
        return "did you mean " + " or ".join(f"'{written[one]}'" for one in near) + "?"

    def explain(self, iri: str) -> Iterator[str]:
        """Yield the lines of the tree of a thing."""
        types = set(values(self._store, iri, RDF.type))
        passage = str(bk.Passage) in types
        yield self.curie(iri)
        if (label := self.label(iri)) != self.curie(iri):
            yield from fill(label, "  ")
        yield from indent(self._passage(iri) if passage else self._properties(iri))
        for proposition in values(self._store, iri, bk.proposition):
            kind = next((self.curie(o).partition(":")[2] for o in values(self._store, proposition, RDF.type)), "")
            yield f"  what is said ({kind.lower()}):"
            yield from indent(self._properties(proposition), 4)
        if bk.Claim in types:
            yield f"  known through: {self._chain(iri)}"
            yield from indent(self._evidence(iri))
        yield from indent(self._backward(iri))
        if passage:
            yield from indent(self._facts(iri))
        for predicate, name in ((bk.doubt, "doubt"), (SKOS.editorialNote, "note")):
            for note in values(self._store, iri, predicate):
                yield from fill(f"{name}: {note}", "  ")

    def curie(self, iri: str) -> str:
        """Return the short name of an IRI."""
        return compact(iri, self._short) or iri

    def label(self, iri: str) -> str:
        """Return what a thing is called; its short name where nothing names it."""
        return label(self._store, iri, self.curie(iri))

    def _properties(self, iri: str) -> Iterator[str]:
        """Yield the properties of a thing, those with the same evidence together, followed by it."""
        said = described(self._store, iri)
        order = {str(predicate): place for place, predicate in enumerate(WORDS)}
        lines = [
            (self._word(name), self._show(term), self._covering(iri, name, term))
            for name in sorted(said.keys() - HIDDEN, key=lambda name: (order.get(name, 99), name))
            for term in sorted(said[name], key=self._show)
        ]
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
        low, high = values(self._store, iri, bk.min), values(self._store, iri, bk.max)
        numbers = [f"{int(value):,}" if value.isdigit() else value for value in dict.fromkeys([*low, *high])]
        if not numbers:
            return ""
        bound = "".join(self.label(value) for value in values(self._store, iri, bk.bound))
        return f"{bound} {' and '.join(numbers)}"

    def _show(self, term: object) -> str:
        if isinstance(term, OxLiteral):
            return date_words(term.value) if term.datatype.value == EDTF_TYPE else term.value
        if not isinstance(term, NamedNode):
            return str(term)
        short, label = self.curie(term.value), self.label(term.value)
        own = short.partition(":")[0] in self._spaces
        return label if not own else short if label == short else f"{label} ({short})"

    def _covering(self, iri: str, predicate: str, value: Term) -> tuple[str, ...]:
        """Return the passages, in one text, and the notes of the Statement or the basis that covers a triple.

        What has neither rests on what gives the thing its name.
        """
        found = [
            node
            for node in subjects(self._store, RDF.subject, iri)
            if predicate in values(self._store, node, RDF.predicate)
            and value in described(self._store, node).get(RDF.object, ())
        ]
        bases = values(self._store, iri, bk.basis)
        found += [basis for basis in bases if predicate in values(self._store, basis, bk.explains)]
        if not found and predicate != SKOS.prefLabel:
            names = described(self._store, iri).get(SKOS.prefLabel, ())
            return next((self._covering(iri, SKOS.prefLabel, name) for name in names), ())
        passages = {
            self.curie(one).partition(":")[2] for node in found for one in values(self._store, node, bk.passage)
        }
        notes = {note for node in found for note in values(self._store, node, SKOS.editorialNote)}
        return (*([", ".join(sorted(passages, key=natural))] if passages else []), *sorted(notes))

    def _chain(self, claim: str) -> str:
        hops = sorted(values(self._store, claim, bk.relay), key=lambda hop: int(first(self._store, hop, bk.order)))
        names = [self.label(first(self._store, claim, bk.claimant) or claim)]
        voices = values(self._store, claim, bk.voice)
        if any(value.endswith("/attributed") for value in voices):
            names.append("(nobody named who passed it on)")
        if any(value.endswith("/own") for value in voices):
            names.clear()
        for hop in hops:
            relayer = self.label(first(self._store, hop, bk.relayer))
            medium = "".join(f", {self.label(value)}" for value in values(self._store, hop, bk.medium))
            names.append(f"{relayer} (cited{medium})")
        document = first(self._store, first(self._store, claim, bk.passage), OA.hasSource)
        access = self.label(first(self._store, document, bk.access))
        names.append(f"{self.label(first(self._store, document, DCT.publisher))} ({access})")
        return " -> ".join(names) + (", in its own voice" if len(names) == 1 else "")

    def _evidence(self, claim: str) -> Iterator[str]:
        for predicate, name in ((bk.passage, "told in"), (bk.contextPassage, "read together with")):
            for passage in sorted(values(self._store, claim, predicate), key=natural):
                yield f"{name} {self.curie(passage)}"
                yield from indent(self._passage(passage))

    def _passage(self, iri: str) -> Iterator[str]:
        """Yield where a passage stands, how it is found and, where the text is at hand, the sentence itself."""
        source = first(self._store, iri, OA.hasSource)
        start, end = first(self._store, iri, OA.start), first(self._store, iri, OA.end)
        digest = first(self._store, iri, SPDX.checksumValue)
        kind = self.label(first(self._store, iri, bk.kind))
        yield from fill(f"{kind} of '{self.label(source)}' ({self.curie(source)}), characters {start} to {end}")
        finder = "".join(f', find "{words}"' for words in values(self._store, iri, bk.finder))
        url = "".join(f" at {address}" for address in values(self._store, source, SCHEMA.url) if finder)
        yield f"sha256 {digest[:12]}...{finder}{url}"
        text = self.texts.get(iri.rpartition("/")[2])
        if text:
            yield from fill(f"text: {text}")

    def _backward(self, iri: str) -> Iterator[str]:
        limit = None if iri.startswith(self._spaces.get("passage", "-")) else _LONG
        for predicate, name in BACKWARD:
            found = {self._claim_of(subject) for subject in subjects(self._store, predicate, iri)}
            found = {one for one in found if not (self._is(one, "statement") or self._is(one, "basis"))}
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
                return next(iter(subjects(self._store, predicate, subject)), subject)
        return subject

    def _time(self, subject: str) -> tuple[str, str]:
        return (first(self._store, subject, bk.saidLatest), subject)

    def _line(self, subject: str) -> str:
        outcome = "".join(f" [{self.label(value)}]" for value in values(self._store, subject, bk.outcome))
        said = "".join(f"{date_words(value)}: " for value in values(self._store, subject, bk.said))
        return f"{self.curie(subject)}{outcome}  {said}{self.label(subject)}"

    def _facts(self, passage: str) -> Iterator[str]:
        """Yield the facts about things that rest on a passage."""
        lines = set()
        for node in subjects(self._store, bk.passage, passage):
            subject, predicate = (first(self._store, node, part) for part in (RDF.subject, RDF.predicate))
            inner = not subject or self._is(subject, "claim") or self._is(subject, "proposition")
            if predicate and predicate != RDF.type and not inner:
                value = described(self._store, node)[RDF.object][0]
                lines.add(f"{self.curie(subject)}  {self._word(predicate)}: {self._show(value)}")
        if lines:
            yield "facts that rest on it:"
            yield from indent(sorted(lines))
