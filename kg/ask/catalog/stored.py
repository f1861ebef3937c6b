"""The canned questions as the open store has them: what ``battlekg describe`` makes of their headers, read back.

Loading a YAML parser takes longer than asking a question, and the store is open anyway.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.ask.catalog.question import FEDERATED, Parameter, Question
from kg.faults import did_you_mean, fault
from kg.rdf.namespaces import CSVW, DCT, QUERY_BASE, QUESTION_BASE, RDFS, SCHEMA, SH, SKOS, THEME_BASE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Final

    from pyoxigraph import Store

    Facts = Mapping[str, Sequence[str]]
    """The values of a node, without their datatypes, by property."""

__all__ = ["find_query", "list_stored"]

_LIST: Final = f"""\
PREFIX rdfs: <{RDFS}>
PREFIX sh: <{SH}>
SELECT ?name ?theme ?summary ?parameter WHERE {{
  ?query a sh:SPARQLExecutable ; rdfs:label ?name ; rdfs:comment ?summary ; <{DCT.isPartOf}>/rdfs:label ?theme .
  OPTIONAL {{ ?query sh:parameter ?node . ?node sh:name ?parameter ; sh:order ?order }}
}} ORDER BY ?theme ?name ?order"""


def find_query(store: Store, name: str) -> Question:
    """Return a canned question by its name.

    Args:
        store: A graph with the vocabulary beside it.
        name: The name.

    Raises:
        FaultError: There is no such question.
    """
    try:
        node = NamedNode(QUERY_BASE + name)
        theme = _values(store, node, DCT.isPartOf)
    except ValueError:  # the name cannot be part of an IRI
        theme = []
    if not theme:
        remedy = did_you_mean(name, [known for known, *_ in list_stored(store)], "'battlekg query' lists them")
        raise fault("query", f"there is no query '{name}'", remedy)
    return _Stored(store, node, name, theme[0].removeprefix(THEME_BASE))


def list_stored(store: Store, federated: bool = True) -> list[tuple[str, str, str, list[str]]]:
    """Return name, theme, summary and names of parameters of every canned question, by theme and name.

    One SPARQL query of 8 ms; reading every question in full takes 100 ms, too long for a completion.

    Args:
        store: A graph with the vocabulary beside it.
        federated: Whether those that ask another service are among them.
    """
    found: dict[str, tuple[str, str, str, list[str]]] = {}
    for row in store.query(_LIST):  # type: ignore[union-attr]
        name, theme, summary, parameter = (getattr(term, "value", "") for term in row)
        parameters = found.setdefault(name, (name, theme, summary, []))[3]
        if parameter:
            parameters.append(parameter)
    return [one for one in found.values() if federated or one[1] != FEDERATED]


class _Stored(Question):
    """A question that reads its help and columns only when they are used: they take 1 ms, of 45 for a cold answer."""

    __slots__ = ("_node", "_store")

    def __init__(self, store: Store, node: NamedNode, name: str, theme: str) -> None:
        self._store, self._node = store, node
        self.name, self.theme = name, theme
        self.body = next(text for form in (SH.select, SH.ask, SH.construct) for text in _values(store, node, form))
        self.parameters = tuple([_parameter(part) for part in _parts(store, _values(store, node, SH.parameter))])
        if not _values(store, node, RDFS.seeAlso):
            self.behind = {}

    def __getattr__(self, name: str) -> Any:
        """Read the rest when the first of it is asked for: a slot that is not filled yet leads here."""
        if name not in Question.__slots__:
            raise AttributeError(name)
        facts = _facts(self._store, self._node)
        columns = _parts(self._store, facts.get(CSVW.column, ()))
        self.summary = facts[RDFS.comment][0]
        self.description = facts[DCT.description][0]
        self.columns = {part[CSVW.name][0]: part[DCT.description][0] for part in columns}
        self.answers = tuple(sorted([int(iri.removeprefix(QUESTION_BASE)) for iri in facts.get(DCT.isRequiredBy, ())]))
        self.keywords = tuple(sorted(set(facts[SCHEMA.keywords]) - {self.theme}))
        self.behind = next((_behind(part) for part in columns if SCHEMA.urlTemplate in part), {})
        return getattr(self, name)


def _values(store: Store, node: NamedNode, predicate: str) -> list[str]:
    return [quad.object.value for quad in store.quads_for_pattern(node, NamedNode(predicate), None)]  # type: ignore[union-attr]


def _facts(store: Store, node: NamedNode) -> Facts:
    found: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(node, None, None):
        found.setdefault(quad.predicate.value, []).append(quad.object.value)  # type: ignore[union-attr]
    return found


def _parts(store: Store, iris: Sequence[str]) -> list[Facts]:
    """Return the parameters or the columns of a question in their order."""
    return sorted([_facts(store, NamedNode(iri)) for iri in iris], key=lambda part: int(part[SH.order][0]))


def _parameter(facts: Facts) -> Parameter:
    least, most = (int(facts[limit][0]) if limit in facts else None for limit in (SH.minInclusive, SH.maxInclusive))
    pattern = facts[SH.pattern][0] if SH.pattern in facts else ""
    return Parameter(
        name=facts[SH.name][0],
        type=facts[SCHEMA.additionalType][0],
        default=facts[SH.defaultValue][0],
        description=facts[SH.description][0],
        optional=facts[SH.minCount][0] == "0",
        sample=facts[SKOS.example][0],
        values=tuple(pattern.removeprefix("(^|/)(").removesuffix(")$").split("|")) if pattern else (),
        least=least,
        most=most,
    )


def _behind(column: Facts) -> Mapping[str, str]:
    """Return what lists the claims that a column counts, as the header has it."""
    query, _, given = column[SCHEMA.urlTemplate][0].replace("{", "?").replace("}", "").partition("?")
    among = {"among": "yes"} if SKOS.note in column else {}
    pairs = (pair.partition("=") for pair in given.split("&"))
    return {"query": query, "count": column[CSVW.name][0], **among, **{name: value for name, _, value in pairs}}
