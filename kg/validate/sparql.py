"""SPARQL constraints on the embedded store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.rdf.graph import Graph
from kg.rdf.read import quads_of
from kg.rdf.terms import IRI, Literal, Term

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, Store, Triple
    from pyoxigraph import Literal as OxLiteral

__all__ = ["Queries"]


class Queries:
    """The queries of constraints, asked of one graph; the store is made when the first is asked.

    Args:
        data: The graph.
    """

    def __init__(self, data: Graph) -> None:
        self._data = data
        self._store: Store | None = None
        self._answers: dict[str, list[tuple[Term, IRI | None, Term | None]]] = {}

    def ask(self, query: str, focus: Iterable[Term]) -> Iterator[tuple[Term, IRI | None, Term | None]]:
        """Yield focus node, path and value of each solution.

        The query is asked once for all nodes, and the solutions of the focus nodes are taken. That is the same as
        asking it for each node with ``$this`` bound, as long as ``$this`` stands in the pattern of the query itself
        and not only in a filter or a subquery.
        """
        answers = self._answers.get(query)
        if answers is None:
            answers = self._answers[query] = list(self._ask(query))
        wanted = set(focus)
        return (answer for answer in answers if answer[0] in wanted)

    def _ask(self, query: str) -> Iterator[tuple[Term, IRI | None, Term | None]]:
        from pyoxigraph import QuerySolutions, Store

        if self._store is None:
            self._store = Store()
            self._store.bulk_extend(quads_of(self._data))
        solutions = self._store.query(query)
        assert isinstance(solutions, QuerySolutions)
        names = {variable.value for variable in solutions.variables}
        for row in solutions:
            node = _term(row["this"])
            path = _term(row["path"]) if "path" in names else None
            assert node is not None
            assert not isinstance(path, Literal)
            yield node, path, _term(row["value"]) if "value" in names else None


def _term(term: NamedNode | BlankNode | OxLiteral | Triple | None) -> Term | None:
    from pyoxigraph import Literal as OxLiteral

    if term is None:
        return None
    if isinstance(term, OxLiteral):
        return Literal(term.value, term.datatype.value, term.language or "")
    return IRI(str(term.value)) if hasattr(term, "value") else None
