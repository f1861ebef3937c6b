"""Running a query and holding its answer."""

from __future__ import annotations

from pyoxigraph import QueryBoolean, QuerySolutions

from kg.faults import fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

    Term = NamedNode | BlankNode | Literal | Triple
    """A term as the engine gives it; its ``str`` is the term in N-Triples."""

__all__ = ["Answer", "ask"]

_PLACE: Final = r"(?:error )?at (\d+):(\d+): "


class Answer:
    """The answer to a query: rows, a graph, or yes and no.

    Attributes:
        columns: The names of the columns; empty for a graph and for yes and no.
        rows: The rows in the order of the query; ``None`` where a variable is not bound.
        graph: The triples of a CONSTRUCT, sorted; ``None`` for the other kinds.
        truth: The answer of an ASK; ``None`` for the other kinds.
    """

    __slots__ = ("columns", "graph", "rows", "truth")

    def __init__(
        self,
        columns: tuple[str, ...] = (),
        rows: tuple[tuple[Term | None, ...], ...] = (),
        graph: tuple[Triple, ...] | None = None,
        truth: bool | None = None,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.graph = graph
        self.truth = truth


def ask(store: Store, text: str, name: str = "the query") -> Answer:
    """Return the answer of a store to a query.

    Args:
        store: The store.
        text: SPARQL 1.1 query text (not an update).
        name: How messages name the query.

    Raises:
        FaultError: The query is not well-formed, or it calls another service.
    """
    if "service" in text.lower():
        from kg.ask.engine.guard import calls_service

        if calls_service(text):
            raise fault(
                "service",
                "the query calls another SPARQL service",
                "remove SERVICE: queries stay on this machine",
                name,
            )
    try:
        result = store.query(text)
        if isinstance(result, QueryBoolean):
            return Answer(truth=bool(result))
        if isinstance(result, QuerySolutions):
            columns = tuple([variable.value for variable in result.variables])
            return Answer(columns, tuple([tuple(solution) for solution in result]))
        return Answer(graph=tuple(sorted(set(result), key=str)))
    except SyntaxError as error:
        message = str(error.msg or error)
        import re

        place = re.match(_PLACE, message)
        line, column = (int(place[1]), f" (column {place[2]})") if place else (error.lineno or 0, "")
        expected = message[place.end() :] if place else message
        if not text.strip():
            what, remedy = "no SPARQL query: there is nothing in it", "write a query"
        elif "Prefix not found" in expected:
            what, remedy = f"no SPARQL query: a prefix is not declared{column}", "add PREFIX for it at the top"
        else:
            what, remedy = f"no SPARQL query: {_short(expected)}{column}", "mend the text"
        raise fault("sparql", what, remedy, name, line) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise fault("sparql", f"the query failed: {error}", "change the query", name) from None


def _short(message: str) -> str:
    """Return the message of the engine on one line, cut where it lists all that could have come."""
    line = " ".join(message.split())
    return line if len(line) <= 200 else f"{line[:200].rpartition(' ')[0]} ..."
