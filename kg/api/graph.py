"""The graph of a dataset: its things by identifier, and the questions that can be asked."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar

from pyoxigraph import Literal, NamedNode

from kg.api.node import Facts
from kg.api.rows import Rows
from kg.api.series import Series
from kg.api.things import (
    Actor,
    Battle,
    Claim,
    Concept,
    Event,
    Passage,
    Phase,
    Place,
    Proposition,
    Section,
    Source,
    Statement,
    Thing,
    make,
)
from kg.ask.catalog.question import FEDERATED
from kg.ask.catalog.stored import find_query, list_stored
from kg.ask.engine.answer import Answer, ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.store import open_store
from kg.ask.explain.tree import Explainer
from kg.ask.render.evidence import Behind, passage_texts
from kg.ask.series import BalanceRow, ClaimRow, ControlRow, FigureRow
from kg.faults import FaultError, did_you_mean, fault, usage
from kg.paths import find_graph
from kg.rdf.namespaces import SCHEMES, prefixes_of

__all__ = ["Catalog", "Graph", "load"]

T = TypeVar("T", bound=Thing)


class Catalog(Mapping[str, T], Generic[T]):
    """Things of one kind by identifier, in the order of the identifiers.

    Args:
        facts: The graph.
        prefixes: The prefixes of the kind; an identifier has the prefix before it where there are several.
    """

    __slots__ = ("_facts", "_ids", "_name")

    def __init__(self, facts: Facts, *prefixes: str) -> None:
        self._facts = facts
        self._name = prefixes[0] if len(prefixes) == 1 else "concept"
        self._ids = {
            name if len(prefixes) == 1 else f"{prefix}:{name}": facts.prefixes.get(prefix, "") + name
            for prefix in prefixes for name in facts.identifiers.get(prefix, ())
        }  # fmt: skip

    def __getitem__(self, name: str) -> T:
        """Return the thing with an identifier.

        Raises:
            KeyError: There is none; the message tells what is near.
        """
        found: Any = self._facts.thing(self._ids[name]) if name in self._ids else None
        if found is None:
            raise KeyError(f"there is no {self._name} '{name}': {did_you_mean(str(name), self._ids, 'list the keys')}")
        thing: T = found
        return thing

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, name: object) -> bool:
        return name in self._ids

    def __repr__(self) -> str:
        return f"<{len(self)} of the kind {self._name}>"


class Graph:
    """The graph of a dataset. Make it with ``kg.load``.

    Attributes:
        path: The Turtle file.
    """

    def __init__(self, dataset: str, text: str | None) -> None:
        self.path = Path(find_graph(dataset))
        self._dataset = dataset
        self._text = text
        self._facts = Facts(open_store(self.path), prefixes_of(self.path), make, self._texts)
        if text:
            len(self._facts.texts)

    def __repr__(self) -> str:
        return f"<graph {self.path.stem}: {len(self.claims)} claims>"

    def __reduce__(self) -> tuple[Any, ...]:
        return load, (self._dataset, self._text)

    def things(self, kind: str) -> Catalog[Thing]:
        """Return the things of a kind by the prefix of their IRIs, such as ``relay``.

        Raises:
            KeyError: The graph has no such prefix.
        """
        if kind not in self._facts.prefixes:
            remedy = did_you_mean(kind, self._facts.prefixes, "known: " + ", ".join(sorted(self._facts.spaces)))
            raise KeyError(f"the graph has no prefix '{kind}': {remedy}")
        return Catalog(self._facts, kind)

    @property
    def claims(self) -> Catalog[Claim]:
        """The claims; an assessment is a claim, too."""
        return Catalog(self._facts, "claim")

    @property
    def propositions(self) -> Catalog[Proposition]:
        """The propositions, each under the identifier of its claim."""
        return Catalog(self._facts, "proposition")

    @property
    def actors(self) -> Catalog[Actor]:
        """The actors."""
        return Catalog(self._facts, "actor")

    @property
    def places(self) -> Catalog[Place]:
        """The places."""
        return Catalog(self._facts, "place")

    @property
    def events(self) -> Catalog[Event]:
        """The events: identities, the things that several claims are about."""
        return Catalog(self._facts, "event")

    @property
    def battles(self) -> Catalog[Battle]:
        """The battles."""
        return Catalog(self._facts, "battle")

    @property
    def phases(self) -> Catalog[Phase]:
        """The phases of the battles."""
        return Catalog(self._facts, "phase")

    @property
    def sources(self) -> Catalog[Source]:
        """The documents."""
        return Catalog(self._facts, "source")

    @property
    def passages(self) -> Catalog[Passage]:
        """The passages: sentences, table rows, captions, headings."""
        return Catalog(self._facts, "passage")

    @property
    def sections(self) -> Catalog[Section]:
        """The sections of the documents."""
        return Catalog(self._facts, "section")

    @property
    def statements(self) -> Catalog[Statement]:
        """The statements that trace the facts."""
        return Catalog(self._facts, "statement")

    @property
    def concepts(self) -> Catalog[Concept]:
        """The concepts of the schemes, under their short names such as ``act:deny``."""
        return Catalog(self._facts, *SCHEMES)

    @property
    def queries(self) -> Mapping[str, str]:
        """The canned questions by name, each with what it asks."""
        return {name: asks for name, _, asks, _ in list_stored(self._facts.store, federated=False)}

    def find(self, name: str | Thing) -> Thing:
        """Return the one thing that a name in any spelling, an identifier, a CURIE or an IRI means.

        Raises:
            FaultError: Nothing, or more than one thing, has this name.
        """
        if isinstance(name, Thing):
            return name
        found = self._facts.thing(Explainer(self._facts.store, self._facts.spaces).find(name))
        assert isinstance(found, Thing)
        return found

    def query(self, name: str, /, **values: Thing | str | int | date | None) -> Rows:
        """Return the answer to a canned question: rows; three columns for a graph; one value, ``truth``, for yes or no.

        Args:
            name: The name of the question.
            values: Its parameters: things, names in any spelling, days, numbers; ``None`` for any.
                One that is a word of Python has a ``_`` behind it: ``from_``.

        Raises:
            FaultError: There is no such question or parameter, or a value is not of its type.
        """
        query = find_query(self._facts.store, name)
        if query.theme == FEDERATED:
            what = f"'{name}' asks another service, which only the command line does"
            raise usage(what, f"run 'battlekg query {name}' with --allow-service")
        given = {parameter.removesuffix("_"): _given(value) for parameter, value in values.items()}
        text = bind(query, given, self._facts.store, self._facts.spaces)
        answer = ask(self._facts.store, text, query.name)
        if answer.truth is not None:
            answer = Answer(("truth",), ((Literal(answer.truth),),))
        found = self._rows(answer)
        assert isinstance(found, Rows)
        return found

    def sparql(self, text: str) -> Rows | bool:
        """Return the answer to a SPARQL query: rows; yes or no for ASK; rows of three for CONSTRUCT and DESCRIBE.

        Raises:
            FaultError: The text is no query, or it calls another service.
        """
        return self._rows(ask(self._facts.store, text))

    def figures(
        self, kind: str | Thing = "casualties", side: str | Thing | None = "wagner",
        since: str | date | None = None, until: str | date | None = None,
    ) -> Series[FigureRow]:  # fmt: skip
        """Return the figures of a measure and of the narrower ones, ready to plot.

        Args:
            kind: The measure.
            side: The side or the force that is counted; ``None`` for any.
            since: The first day that the time of a figure may touch.
            until: The last day.

        Raises:
            FaultError: A value is not of its type.
        """
        values = {"measure": kind, "side": side, "from": since, "to": until}
        found: Series[FigureRow] = self._series("casualties", values)
        return found

    def control(
        self, place: str | Thing = "bakhmut", party: str | Thing | None = None,
        since: str | date | None = None, until: str | date | None = None,
    ) -> Series[ControlRow]:  # fmt: skip
        """Return the claims that a place, or a part of it, is held or was taken, by party.

        Args:
            place: The place; what lies in it is included.
            party: The side that holds or takes; ``None`` for any.
            since: The first day that their time may touch.
            until: The last day.

        Raises:
            FaultError: A value is not of its type.
        """
        values = {"place": place, "party": party, "from": since, "to": until}
        found: Series[ControlRow] = self._series("control", values)
        return found

    def timeline(
        self, event: str | Thing | None = None, since: str | date | None = None, until: str | date | None = None
    ) -> Series[ClaimRow]:
        """Return the claims that say when something happened or held.

        Args:
            event: The event that they are about; ``None`` for any.
            since: The first day that their time may touch.
            until: The last day.

        Raises:
            FaultError: A value is not of its type.
        """
        found: Series[ClaimRow] = self._series("timeline", {"event": event, "from": since, "to": until})
        return found

    def balance(self, by: str = "side") -> Series[BalanceRow]:
        """Return how many claims each side, or each claimant, has in the documents.

        Raises:
            FaultError: ``by`` is neither ``side`` nor ``claimant``.
        """
        found: Series[BalanceRow] = self._series("balance", {"by": by})
        return found

    def _series(self, kind: str, values: Mapping[str, Thing | str | date | None]) -> Any:
        from kg.ask.plot.picture import resolved, rows_of

        given = {name: _given(value) for name, value in values.items()}
        meant = resolved(self._facts.store, self._facts.spaces, kind, given)
        return Series(rows_of(kind, self._facts.store, meant), self._facts, kind, given)

    def explain(self, name: str | Thing) -> str:
        """Return what a thing is, down to the passages, as ``battlekg explain`` prints it.

        Raises:
            FaultError: Nothing, or more than one thing, has this name.
        """
        explainer = Explainer(self._facts.store, self._facts.spaces)
        explainer.texts = self._facts.texts
        return "\n".join(explainer.explain(self.find(name).iri))

    def cite(self, name: str | Thing) -> str:
        """Return how a thing is cited: a claim with claimant, date, document, permanent IRI and dataset version.

        Raises:
            FaultError: Nothing, or more than one thing, has this name.
        """
        return Behind(self._facts.store, self._facts.spaces, "", {}).citation([NamedNode(self.find(name).iri)])

    def _rows(self, answer: Answer) -> Rows | bool:
        if answer.truth is not None:
            return answer.truth
        columns, rows = answer.columns, answer.rows
        if answer.graph is not None:
            columns = ("subject", "predicate", "object")
            rows = tuple((triple.subject, triple.predicate, triple.object) for triple in answer.graph)
        value = self._facts.value
        return Rows(columns, ([None if term is None else value(term) for term in row] for row in rows))

    def _texts(self) -> Mapping[str, str]:
        """Return the text of the passages; faults of a text that only the environment names leave it out."""
        text = self._text or os.environ.get("BATTLEKG_TEXT")
        try:
            return passage_texts(self._folder(), text, io.StringIO()) if text else {}
        except FaultError:
            if self._text:
                raise
            return {}

    def _folder(self) -> str:
        """Return the folder of the dataset, which tells how passages are found in a text."""
        if not self._dataset.endswith(".ttl"):
            return self._dataset
        folder = self.path.resolve().parent.parent
        if not (folder / "dataset.yaml").is_file():
            what, remedy = "a graph file alone does not tell how to read a text", "load the folder of its dataset"
            raise fault("usage", what, remedy, str(self.path))
        return str(folder)


def _given(value: Thing | str | int | date | None) -> str:
    if isinstance(value, Thing):
        return value.iri
    return "any" if value is None else str(value)


def load(dataset: str | os.PathLike[str] = "bakhmut", text: str | os.PathLike[str] | None = None) -> Graph:
    """Return the graph of a dataset.

    Args:
        dataset: The name of a dataset that comes with battlekg, the folder of another one, or a built Turtle file.
        text: A folder or file with the texts of the documents; by default what ``BATTLEKG_TEXT`` names, if anything.

    Raises:
        FaultError: There is no such dataset, it has not been built, or the texts are not those of its documents.
    """
    return Graph(os.fspath(dataset), None if text is None else os.fspath(text))
