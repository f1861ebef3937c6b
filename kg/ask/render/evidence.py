"""What stands behind the rows of an answer: how each is cited, and the text of its passages where that is at hand."""

from __future__ import annotations

import os
import shlex

from pyoxigraph import Literal, NamedNode

from kg.ask.engine.answer import Answer
from kg.ask.engine.node import first, label, subjects, values
from kg.ask.render.prose import date_words
from kg.faults import FaultError
from kg.rdf.namespaces import BK, DCAT, DCT, OA, RDF, SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from pyoxigraph import Store

    from kg.ask.engine.answer import Term

__all__ = ["Behind", "asked_as", "dataset_line", "document_line", "passage_texts", "texts_at_hand"]

_LICENCES = {"https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0"}


class Behind:
    """What stands behind the rows of an answer.

    Attributes:
        store: The graph.
        spaces: Namespace by prefix of the dataset's own things.
        question: The command that gives the answer; empty for free SPARQL.
        texts: The text of passages by identifier, as far as it is at hand.
    """

    __slots__ = ("question", "spaces", "store", "texts")

    def __init__(self, store: Store, spaces: Mapping[str, str], question: str, texts: Mapping[str, str]) -> None:
        self.store = store
        self.spaces = spaces
        self.question = question
        self.texts = texts

    def notes(self, answer: Answer, cite: bool, evidence: bool) -> list[str]:
        """Return what a table has below it on each row: its citation, its passages, or both."""
        cited = [self.citation(row) for row in answer.rows] if cite else [""] * len(answer.rows)
        told = ("\n".join(self.evidence(row)) if evidence else "" for row in answer.rows)
        return ["\n".join(filter(None, parts)) for parts in zip(cited, told, strict=True)]

    def extended(self, answer: Answer, cite: bool, evidence: bool, lists: Sequence[str] = ()) -> Answer:
        """Return an answer with the columns ``citation`` and ``evidence`` behind its own, as asked for.

        Args:
            answer: The answer.
            cite: Whether it has the citations.
            evidence: Whether it has the passages.
            lists: For each row, which question lists the claims that it counts; told in its citation.
        """
        columns = answer.columns + ("citation",) * cite + ("evidence",) * evidence
        rows = []
        for row, told in zip(answer.rows, lists or [""] * len(answer.rows), strict=True):
            cited = [Literal(f"{self.citation(row)}{'. ' if told else ''}{told}")] * cite
            rows.append((*row, *cited, *[Literal("\n".join(self.evidence(row)))] * evidence))
        return Answer(columns, tuple(rows))

    def citation(self, row: Sequence[Term | None]) -> str:
        """Return how a row is cited: each claim with claimant, date, document, permanent IRI and dataset version.

        A row without a claim is cited by its passage; one without either by its things, or by the question.
        """
        for kind in ("claim", "passage"):
            if found := self._own(row, kind):
                how = self._claim if kind == "claim" else self._passage
                return f"{'; '.join(how(iri) for iri in found)}. In: {dataset_line(self.store, self.spaces)}"
        found = [iri for kind in self.spaces for iri in self._own(row, kind)]
        things = "; ".join(f"{label(self.store, iri)}, {iri}" for iri in found)
        what = things or (f"Answer to '{self.question}'" if self.question else "Answer to a query of one's own")
        home = "" if things else f", {next(iter(subjects(self.store, RDF.type, DCAT.Dataset)), '')}"
        return f"{what}. In: {dataset_line(self.store, self.spaces)}{home}"

    def evidence(self, row: Sequence[Term | None]) -> list[str]:
        """Return the passages of a row with their text; where that is not at hand, where and how it is found.

        A row that names claims and no passage has the passages of the claims.
        """
        found = self._own(row, "passage")
        for claim in [] if found else self._own(row, "claim"):
            found += [iri for iri in values(self.store, claim, BK.passage) if iri not in found]
        return [self._told(iri) for iri in found]

    def _own(self, row: Sequence[Term | None], kind: str) -> list[str]:
        space = self.spaces.get(kind, "-")
        named = (term.value for term in row if isinstance(term, NamedNode))
        return list(dict.fromkeys(iri for iri in named if iri.startswith(space)))

    def _claim(self, iri: str) -> str:
        who = label(self.store, first(self.store, iri, BK.claimant))
        said = date_words(first(self.store, iri, BK.said))
        passages = values(self.store, iri, BK.passage)
        documents = dict.fromkeys(
            document_line(self.store, first(self.store, passage, OA.hasSource)) for passage in passages
        )
        names = ", ".join(passage.rpartition("/")[2] for passage in passages)
        says = label(self.store, iri).rstrip(".")
        return f"{who} ({said}): {says}. As told in {'; '.join(documents)}, at {names}. {iri}"

    def _passage(self, iri: str) -> str:
        return f"{document_line(self.store, first(self.store, iri, OA.hasSource))}, at {iri.rpartition('/')[2]}. {iri}"

    def _told(self, iri: str) -> str:
        name = iri.rpartition("/")[2]
        if text := self.texts.get(name):
            return f"{name}: {text}"
        source = first(self.store, iri, OA.hasSource)
        if not source:
            return f"{name}: the graph does not know this passage"
        start, end = first(self.store, iri, OA.start), first(self.store, iri, OA.end)
        finder = first(self.store, iri, BK.finder)
        where = f'find "{finder}"' if finder else f"characters {start} to {end}"
        return f"{name}: {where} in {label(self.store, source)}, {first(self.store, source, SCHEMA.url)}"


def dataset_line(store: Store, spaces: Mapping[str, str]) -> str:
    """Return title, version, date and licence of the dataset of a graph, as a list of references has them."""
    for iri in subjects(store, RDF.type, DCAT.Dataset):
        if iri.startswith(spaces.get("dataset", "-")):
            version, issued = first(store, iri, DCAT.version), first(store, iri, DCT.issued)
            licence = first(store, iri, DCT.license)
            makers = ", ".join(label(store, maker) for maker in values(store, iri, DCT.creator))
            rights = f", {_LICENCES.get(licence, licence)}" if licence else ""
            return f"{label(store, iri)}, version {version} ({issued}), {makers}{rights}"
    return "a graph that does not name its dataset"


def document_line(store: Store, source: str) -> str:
    """Return title, publisher and date of a document."""
    publisher = label(store, first(store, source, DCT.publisher))
    return f"'{label(store, source)}' ({publisher}, {date_words(first(store, source, DCT.issued))})"


def asked_as(name: str, given: Mapping[str, str]) -> str:
    """Return the command that asks a question again.

    >>> asked_as("figures", {"side": "Wagner Group"})
    "battlekg query figures --side 'Wagner Group'"
    """
    return " ".join(["battlekg query", name, *(f"--{key} {shlex.quote(value)}" for key, value in given.items())])


def passage_texts(dataset: str, text: str | None, err: TextIO) -> Mapping[str, str]:
    """Return the text of the passages; empty where no text is at hand.

    Args:
        dataset: The dataset, whose index tells how passages are found.
        text: A folder or file with the texts of the documents.
        err: Where to talk.

    Raises:
        FaultError: The text cannot be used.
    """
    if not text:
        return {}
    from pathlib import Path

    from kg.dataset.verify.passages import match_texts
    from kg.paths import find_dataset

    matches = filter(None, match_texts(Path(find_dataset(dataset)), Path(text), err).values())
    return {outcome.passage.id: outcome.text for _, match in matches for outcome in match.outcomes if outcome.text}


def texts_at_hand(dataset: str, err: TextIO) -> Mapping[str, str]:
    """Return the text of the passages as far as ``BATTLEKG_TEXT`` has it; what is wrong with it is told, no more."""
    text = os.environ.get("BATTLEKG_TEXT")
    try:
        if text:
            return passage_texts(dataset, text, err)
        print("without the texts: set BATTLEKG_TEXT to their folder", file=err)
    except FaultError as error:
        print(f"without the texts: {error}", file=err)
    return {}
