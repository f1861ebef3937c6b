"""What a question can be, and what each gives: the list, the help of one, an answer from here or from an endpoint."""

from __future__ import annotations

import sys

from pyoxigraph import Literal

from kg.ask.catalog.question import FEDERATED
from kg.ask.catalog.stored import find_query, list_stored
from kg.ask.engine.answer import Answer, ask
from kg.ask.engine.parameters import bind
from kg.ask.engine.store import open_store
from kg.ask.render.forms import as_rows, show
from kg.faults import Fault, fault, usage
from kg.paths import find_graph
from kg.rdf.namespaces import QUERY_PREFIXES, prefixes_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence
    from typing import Final, TextIO

    from pyoxigraph import Store

    from kg.ask.catalog.question import Question
    from kg.ask.engine.federated import Service
    from kg.ask.query.arguments import Request

    Opening = Callable[[], Store] | None

__all__ = ["answer_canned", "answer_question"]


class _Asked:
    """A question on its way to an answer.

    Attributes:
        question: The options.
        source: Where ``--sparql -`` reads from.
        graph: The graph file of the dataset.
        query: The canned question; ``None`` for free SPARQL and for the list.
        given: The values of the parameters; ``None`` for one that is at fault.
        faults: What is wrong with the way the parameters are written.
    """

    __slots__ = ("_opening", "_store", "faults", "given", "graph", "query", "question", "source")

    def __init__(self, question: Request, source: TextIO, opening: Opening) -> None:
        self.question = question
        self.source = source
        self.graph = find_graph(question.dataset)
        self.query: Question | None = None
        self.given, self.faults = _pairs(question.parameters)
        self._opening = opening
        self._store: Store | None = None

    def store(self) -> Store:
        """Return the store of the dataset; opened where it is not yet."""
        if self._store is None:
            self._store = self._opening() if self._opening else open_store(self.graph)
        return self._store

    def canned(self) -> Question:
        """Find the canned question that is asked."""
        self.query = find_query(self.store(), str(self.question.name))
        return self.query


def answer_question(question: Request, source: TextIO, out: TextIO, opening: Opening = None) -> int:
    """List the questions, describe one, or answer one.

    Args:
        question: The options.
        source: Where ``--sparql -`` reads from.
        out: Where the answer goes.
        opening: Gives the store of the dataset where it is being opened already.

    Returns:
        The exit code.

    Raises:
        FaultError: The question or a parameter is unknown, a value is not of its type, or the text is no query.
    """
    _check(question)
    mode = mode_of(question)
    asked = _Asked(question, source, opening)
    if mode == "about":
        from kg.ask.query.usage import describe

        out.write(describe(asked.canned()))
        return 0
    answer = _MODES[mode](asked)
    out.write(_shown(answer, asked))
    if mode == "list" and question.format == "table":
        print(
            "\nRun one with 'battlekg query NAME'; 'battlekg query NAME --help' tells its parameters.", file=sys.stderr
        )
    return 0


def mode_of(question: Request) -> str:
    """Return what a question wants: ``list``, ``about``, ``canned``, ``free`` or ``there`` (at an endpoint)."""
    if question.about:
        return "about"
    if question.endpoint is not None:
        return "there"
    return "free" if question.sparql is not None else "list" if question.name is None else "canned"


def _check(question: Request) -> None:
    """Refuse options that do not go together."""
    named, rest = question.name is not None, question.parameters
    asks = named or question.sparql is not None
    lists = "'battlekg query' lists the questions"
    troubles = (
        (named and question.sparql is not None, "a name and --sparql are given", "give one of them"),
        (not named and (rest or question.about), f"{rest[0] if rest else '--about'} without a question", lists),
        (not asks and (question.cite or question.evidence), "--cite or --evidence without a question", lists),
        (question.width < 0, "--width is below 0", "give a number of characters"),
        (not named and _service(question), "--allow-service and --service-at go with a named question",
         "give its name"),
        (not asks and question.endpoint is not None, "--endpoint without a question", "give a name, or --sparql"),
    )  # fmt: skip
    for wrong, what, remedy in troubles:
        if wrong:
            raise usage(what, remedy)


def _listed(asked: _Asked) -> Answer:
    rows = [
        tuple(Literal(text) for text in (name, theme, summary, " ".join(f"--{parameter}" for parameter in parameters)))
        for name, theme, summary, parameters in list_stored(asked.store())
    ]
    return Answer(("name", "theme", "question", "parameters"), tuple(rows))


def _free(asked: _Asked) -> Answer:
    text, name = _text(asked)
    return _interruptible(asked.store(), text, name)


def _canned(asked: _Asked) -> Answer:
    question, query = asked.question, asked.canned()
    if query.theme == FEDERATED and (question.cite or question.evidence):
        raise usage(
            f"the rows of '{query.name}' are those of another service in part, and are not cited as ours",
            "leave out --cite and --evidence",
        )
    notes: list[str] = []
    answer = answer_canned(query, asked.given, asked.graph, asked.store, notes, asked.faults, _service(question))
    _tell(notes)
    return answer


def _there(asked: _Asked) -> Answer:
    """Ask a SPARQL endpoint. Names are looked up in our own graph, so that the text is the same as here."""
    from kg.ask.engine.remote import ask_remote, graphs_of_dataset
    from kg.endpoint.client import Client, limits_of
    from kg.endpoint.profiles import find_endpoint

    question = asked.question
    limits, url = limits_of(question.timeout, question.megabytes), str(question.endpoint)
    client = Client(limits, lambda line: print(line, file=sys.stderr), trusted=url)
    if question.sparql is not None:
        text, name = _text(asked)
    else:
        query = asked.canned()
        if query.theme == FEDERATED:
            raise usage(f"'{query.name}' asks another service from here", "leave out --endpoint")
        notes: list[str] = []
        name = query.name
        text = bind(query, asked.given, asked.store(), prefixes_of(asked.graph), notes, asked.faults)
        _tell(notes)
    endpoint = find_endpoint(client, url)
    return ask_remote(client, endpoint, text, name, graphs_of_dataset(client, endpoint, prefixes_of(asked.graph)))


_MODES: Final[Mapping[str, Callable[[_Asked], Answer]]] = {
    "list": _listed, "free": _free, "canned": _canned, "there": _there,
}  # fmt: skip
"""What gives the answer of each mode."""


def answer_canned(
    query: Question,
    given: Mapping[str, str | None],
    graph: str | os.PathLike[str],
    opening: Opening = None,
    notes: list[str] | None = None,
    faults: Sequence[Fault] = (),
    service: Service | None = None,
) -> Answer:
    """Return the answer of a graph to a canned query.

    Args:
        query: The query.
        given: The values of parameters, by name; ``None`` for one that is at fault already.
        graph: The graph file.
        opening: Gives its store where it is being opened already.
        notes: Takes a line for each name that is taken for a differently written one.
        faults: What is wrong with the parameters already; reported together with what else is.
        service: Which other service may be asked; ``None`` for none.

    Raises:
        FaultError: A parameter is unknown, a value is not of its type, or the other service may not be asked or fails.
    """
    store = opening() if opening else open_store(graph)
    text = bind(query, given, store, prefixes_of(graph), notes, faults)
    if query.theme == FEDERATED:
        from kg.ask.engine.federated import Service, ask_federated

        return ask_federated(store, text, query.name, service or Service())
    if service is not None:
        raise usage(f"'{query.name}' asks no other service", "leave out --allow-service and --service-at")
    return ask(store, text, query.name)


def _shown(answer: Answer, asked: _Asked) -> str:
    """Return an answer as text, with what stands behind its rows: below a table, in other forms as columns."""
    question, query = asked.question, asked.query
    if mode_of(question) == "list":
        return show(answer, question.format, {}, question.width)
    given = {name: value for name, value in asked.given.items() if value is not None}
    spaces, table = {**QUERY_PREFIXES, **prefixes_of(asked.graph)}, question.format == "table"
    lists: list[str] = []
    if query is not None and query.behind and answer.rows and (table or question.cite):
        from kg.ask.render.listing import listings, pattern

        lists = listings(query, given, answer) if question.cite else [pattern(query, given)] * len(answer.rows)
    if not (question.cite or question.evidence):
        return show(answer, question.format, spaces, question.width, (), lists)
    from kg.ask.render.evidence import Behind, asked_as, texts_at_hand

    if answer.truth is not None or (answer.graph is not None and question.format in ("table", "ttl")):
        remedy = "leave them out" if answer.graph is None else "ask for --format csv, tsv or json"
        raise usage("--cite and --evidence are for rows; the answer has none", remedy)
    texts = texts_at_hand(question.dataset, sys.stderr) if question.evidence else {}
    behind = Behind(asked.store(), spaces, asked_as(query.name, given) if query else "", texts)
    if table:
        notes = behind.notes(answer, question.cite, question.evidence)
        return show(answer, question.format, spaces, question.width, notes, lists)
    return show(behind.extended(as_rows(answer), question.cite, question.evidence, lists), question.format, spaces)


def _service(question: Request) -> Service | None:
    """Return who else may be asked; ``None`` where no option says so."""
    if question.allow_service is None and question.service_at is None:
        return None
    from kg.ask.engine.federated import Service

    return Service(question.allow_service, question.service_at)


def _interruptible(store: Store, text: str, name: str) -> Answer:
    """Ask a query that may run forever: Ctrl-C ends the process at once, not when the engine comes back."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        return ask(store, text, name)
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return ask(store, text, name)
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(notes: list[str]) -> None:
    if notes:
        print("\n".join(notes), file=sys.stderr)


def _pairs(rest: Sequence[str]) -> tuple[dict[str, str | None], list[Fault]]:
    """Return the values by parameter, ``None`` where there is none, and what is wrong with the way they are given."""
    given: dict[str, str | None] = {}
    faults = []
    for word in rest:
        name, _, value = word.removeprefix("--").partition("=")
        if name in given:
            faults.append(Fault("", 0, "usage", f"--{name} is given twice", "give it once"))
        elif not value:
            faults.append(Fault("", 0, "usage", f"--{name} has no value", f"write --{name} VALUE"))
        given.setdefault(name, value or None)
    return given, faults


def _text(asked: _Asked) -> tuple[str, str]:
    """Return the SPARQL text that ``--sparql`` names, and how messages name it."""
    name = str(asked.question.sparql)
    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            return asked.source.read(), shown
        with open(name, encoding="utf-8") as file:
            return file.read(), shown
    except (OSError, ValueError, AttributeError) as error:
        why = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "it is no text in UTF-8"
        raise fault(
            "unreadable", f"the query cannot be read ({why})", "check the path and the encoding", shown
        ) from None
