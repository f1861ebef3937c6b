"""``battlekg query``."""

from __future__ import annotations

import sys

from pyoxigraph import Literal

from kg.faults import Fault, FaultError
from kg.namespaces import QUERY_PREFIXES
from kg.query.answer import Answer, ask
from kg.query.header import FEDERATED, find_query, list_queries
from kg.query.parameters import bind
from kg.query.place import find_graph, spaces_of
from kg.query.show import as_rows, show
from kg.query.store import open_store

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from pyoxigraph import Store

    from kg.query.arguments import Question
    from kg.query.federated import Service
    from kg.query.header import Query

__all__ = ["answer_canned", "run"]


def run(
    options: Question, rest: list[str], source: TextIO, out: TextIO, opening: Callable[[], Store] | None = None
) -> int:
    """List the questions, describe one, or answer one.

    Args:
        options: The options.
        rest: ``--name=value`` pairs: the parameters of the question.
        source: Where ``--sparql -`` reads from.
        out: Where the answer goes.
        opening: Gives the store of the dataset where it is being opened already.

    Returns:
        The exit code.

    Raises:
        FaultError: The question or a parameter is unknown, a value is not of its type, or the text is no query.
    """
    given, faults = _pairs(rest)
    if options.sparql is not None and options.name is not None:
        raise _usage("a name and --sparql are given", "give one of them")
    if options.name is None and (rest or options.about):
        raise _usage(f"{rest[0] if rest else '--about'} without a question", "'battlekg query' lists the questions")
    if options.name is None and options.sparql is None and (options.cite or options.evidence):
        raise _usage("--cite or --evidence without a question", "'battlekg query' lists the questions")
    if options.width < 0:
        raise _usage("--width is below 0", "give a number of characters")
    if options.name is None and _service(options) is not None:
        raise _usage("--allow-service and --service-at go with a named question", "give its name")
    if options.endpoint is not None and not options.about:
        if options.name is None and options.sparql is None:
            raise _usage("--endpoint without a question", "give a name, or --sparql")
        return _elsewhere(options, given, faults, source, out)
    query = None
    if options.sparql is not None:
        text, name = _read(options.sparql, source), "standard input" if options.sparql == "-" else options.sparql
        graph = find_graph(options.dataset)
        answer = _ask_free(opening() if opening else open_store(graph), text, name)
    elif options.name is None:
        return _list(options, out)
    elif options.about:
        from kg.query.usage import describe

        out.write(describe(find_query(options.name)))
        return 0
    else:
        query = find_query(options.name)
        graph = find_graph(options.dataset)
        notes: list[str] = []
        if query.theme == FEDERATED and (options.cite or options.evidence):
            what = f"the rows of '{query.name}' are those of another service in part, and are not cited as ours"
            raise _usage(what, "leave out --cite and --evidence")
        answer = answer_canned(query, given, graph, opening, notes, faults, _service(options))
        if notes:
            print("\n".join(notes), file=sys.stderr)
    asked_for = {name: value for name, value in given.items() if value is not None}
    out.write(_shown(answer, options, asked_for, graph, query))
    return 0


def answer_canned(
    query: Query,
    given: Mapping[str, str | None],
    graph: str | os.PathLike[str],
    opening: Callable[[], Store] | None = None,
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
        faults: What is wrong with the parameters already; told together with what else is.
        service: Which other service may be asked; ``None`` for none.

    Raises:
        FaultError: A parameter is unknown, a value is not of its type, or the other service may not be asked or fails.
    """
    store = opening() if opening else open_store(graph)
    text = _bound(query, given, graph, store, notes, faults)
    if query.theme == FEDERATED:
        from kg.query.federated import Service, ask_federated

        return ask_federated(store, text, query.name, service or Service())
    if service is not None:
        raise _usage(f"'{query.name}' asks no other service", "leave out --allow-service and --service-at")
    return ask(store, text, query.name)


def _bound(
    query: Query,
    given: Mapping[str, str | None],
    graph: str | os.PathLike[str],
    store: Store,
    notes: list[str] | None,
    faults: Sequence[Fault],
) -> str:
    try:
        text = bind(query, given, store, spaces_of(graph), notes)
    except FaultError as error:
        raise FaultError([*faults, *error.faults]) from None
    if faults:
        raise FaultError(faults)
    return text


def _elsewhere(
    options: Question, given: Mapping[str, str | None], faults: Sequence[Fault], source: TextIO, out: TextIO
) -> int:
    """Ask a SPARQL endpoint. Names are looked up in our own graph, so that the text is the same as here."""
    from kg.query.remote import ask_remote, graphs_of_dataset
    from kg.remote.client import Client, limits_of
    from kg.remote.endpoint import find_endpoint

    client = Client(limits_of(options.timeout, options.megabytes), tell=lambda line: print(line, file=sys.stderr))
    graph = find_graph(options.dataset)
    query, spaces = None, spaces_of(graph)
    if options.sparql is not None:
        name = "standard input" if options.sparql == "-" else options.sparql
        text = _read(options.sparql, source)
    else:
        query = find_query(str(options.name))
        if query.theme == FEDERATED:
            raise _usage(f"'{query.name}' asks another service from here", "leave out --endpoint")
        notes: list[str] = []
        name, text = query.name, _bound(query, given, graph, open_store(graph), notes, faults)
        if notes:
            print("\n".join(notes), file=sys.stderr)
    endpoint = find_endpoint(client, str(options.endpoint))
    answer = ask_remote(client, endpoint, text, name, graphs_of_dataset(client, endpoint, spaces))
    asked_for = {name: value for name, value in given.items() if value is not None}
    out.write(_shown(answer, options, asked_for, graph, query))
    return 0


def _shown(answer: Answer, options: Question, given: dict[str, str], graph: str, query: Query | None) -> str:
    """Return an answer as text, with what stands behind its rows: below a table, in other forms as columns."""
    spaces, table = {**QUERY_PREFIXES, **spaces_of(graph)}, options.format == "table"
    lists: list[str] = []
    if query is not None and query.behind and answer.rows and (table or options.cite):
        from kg.query.listing import listings, pattern

        lists = listings(query, given, answer) if options.cite else [pattern(query, given)] * len(answer.rows)
    if not (options.cite or options.evidence):
        return show(answer, options.format, spaces, options.width, (), lists)
    from kg.query.evidence import Behind, asked, texts_at_hand

    if answer.truth is not None or (answer.graph is not None and options.format in ("table", "ttl")):
        what = "--cite and --evidence are for rows; the answer has none"
        raise _usage(what, "leave them out" if answer.graph is None else "ask for --format csv, tsv or json")
    texts = texts_at_hand(options.dataset, sys.stderr) if options.evidence else {}
    question = asked(query.name, given) if query else ""
    behind = Behind(open_store(graph), spaces, question, texts)
    if table:
        notes = behind.notes(answer, options.cite, options.evidence)
        return show(answer, options.format, spaces, options.width, notes, lists)
    return show(behind.extended(as_rows(answer), options.cite, options.evidence, lists), options.format, spaces)


def _service(options: Question) -> Service | None:
    """Return who else may be asked; ``None`` where no option says so."""
    if options.allow_service is None and options.service_at is None:
        return None
    from kg.query.federated import Service

    return Service(options.allow_service, options.service_at)


def _ask_free(store: Store, text: str, name: str) -> Answer:
    """Ask a query that may take for ever: Ctrl-C ends the process at once, not when the engine comes back."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        return ask(store, text, name)
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return ask(store, text, name)
    finally:
        signal.signal(signal.SIGINT, before)


def _usage(what: str, remedy: str) -> FaultError:
    return FaultError([Fault("", 0, "usage", what, remedy)])


def _pairs(rest: Sequence[str]) -> tuple[dict[str, str | None], list[Fault]]:
    """Return the values by parameter, ``None`` where there is none, and what is wrong with the way they are given."""
    given: dict[str, str | None] = {}
    faults = []
    for word in rest:
        name, _, value = word.removeprefix("--").partition("=")
        if name in given:
            faults.append(Fault("", 0, "usage", f"--{name} is given twice", "give it once"))
            continue
        if not value:
            faults.append(Fault("", 0, "usage", f"--{name} has no value", f"write --{name} VALUE"))
        given[name] = value or None
    return given, faults


def _read(name: str, source: TextIO) -> str:
    try:
        if name == "-":
            return source.read()
        with open(name, encoding="utf-8") as file:
            return file.read()
    except (OSError, ValueError, AttributeError) as error:
        shown = "standard input" if name == "-" else name
        why = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "it is no text in UTF-8"
        what = f"the query cannot be read ({why})"
        raise FaultError([Fault(shown, 0, "unreadable", what, "check the path and the encoding")]) from None


def _list(options: Question, out: TextIO) -> int:
    find_graph(options.dataset)
    rows = [
        (Literal(query.name), Literal(query.theme), Literal(query.summary), Literal(_parameters(query)))
        for query in [*list_queries(), *list_queries(federated=True)]
    ]
    out.write(show(Answer(("name", "theme", "question", "parameters"), tuple(rows)), options.format, {}, options.width))
    if options.format == "table":
        more = "\nRun one with 'battlekg query NAME'; 'battlekg query NAME --help' tells its parameters."
        print(more, file=sys.stderr)
    return 0


def _parameters(query: Query) -> str:
    return " ".join(f"--{parameter.name}" for parameter in query.parameters)
