# ruff: noqa: E501
"""From the graph back to the claims: what the builder wrote, read as the dataset would say it.

Several ways of writing give one graph. They have one canonical form here: lists sorted, numbers without needless
digits, and the thing that a proposition is about always named.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from kg.builder.claims import _UNDATED
from kg.dataset.model import Claim, Dataset
from kg.dataset.proposition import Quantified
from kg.quantity import Quantity
from kg.rdf.graph import Graph
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import RDF, SKOS
from kg.rdf.terms import IRI, Literal, Term

__all__ = ["canonical", "claim_of"]

RELATIONS: Final = {name: bk(name) for name in ("denies", "disputes", "confirms", "revises")} | {
    "derives-from": bk.derivesFrom
}
UTTERANCE: Final = {
    "who": bk.claimant, "or-who": bk.possibleClaimant, "act": bk.act, "said": bk.said, "medium": bk.medium, "hedge": bk.hedge, "evidence": bk.evidence, "quote": bk.quote,
    **RELATIONS, "same": bk.sameUtterance, "assesses": bk.assesses, "outcome": bk.outcome,
}  # fmt: skip
CONTENT: Final = {
    "kind": bk.kind, "about": bk.about, "by": bk.agent, "of": bk.patient, "where": bk.place, "from": bk.origin, "toward": bk.toward,
    "direction": bk.direction, "item": bk.item, "when": bk.when, "unit": bk.unit, "per": bk.per, "sense": bk.sense,
    "method": bk.method, "extent": bk.extent,
    "polarity": bk.polarity, "degree": bk.degree, "role": bk.roleName, "org": bk.org, "to-kind": bk.toKind, "to-of": bk.toPatient,
}  # fmt: skip
LISTS: Final = (
    "hedge",
    "evidence",
    "denies",
    "disputes",
    "confirms",
    "revises",
    "by",
    "of",
    "where",
    "from",
    "toward",
    "org",
    "derives-from",
    "or-who",
    "to-of",
)
KINDS: Final = {bk.Figure: "figure", bk.Ratio: "ratio", bk.Situation: "situation", bk.Occurrence: "occurrence"}
MARKS: Final = {"more-than": ">", "fewer-than": "<", "nearly": "<~", "about": "~", "exact": ""}


def _local(term: Term) -> str:
    return term.value if isinstance(term, Literal) else term.rpartition("/")[2]


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")


def notation(quantity: Quantity) -> str:
    """Return a quantity as a dataset writes it."""
    low, high = _plain(quantity.minimum), _plain(quantity.maximum)
    mark = MARKS.get(quantity.bound)
    more = "+" if quantity.bound == "range-or-more" else ""
    return f"{low}..{high}{more}" if mark is None else mark + (low or high)


def _values(graph: Graph, node: IRI, fields: dict[str, IRI]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, predicate in fields.items():
        values = sorted(_local(value) for value in graph.values(node, predicate) if not _follows(graph, node, value))
        if name in LISTS:
            found[name] = values
        elif values:
            (found[name],) = values
    return found


def _follows(graph: Graph, node: IRI, value: Term) -> bool:
    """Tell whether a triple of a node is inferred: its Statement names a rule."""
    about = (s for s in graph.subjects(RDF.subject, node) if value in graph.values(s, RDF.object))
    return any(graph.values(statement, bk.rule) for statement in about)


def claim_of(graph: Graph, key: str, year: str | None) -> Claim:
    """Return a claim as the graph has it.

    Args:
        graph: The graph.
        key: The identifier of the claim.
        year: Where the year of the dates of its file comes from, in words; no inference of the claim itself.
    """
    node = IRI(graph.prefixes["claim"] + key)
    found = _values(graph, node, UTTERANCE)
    notes = _notes(graph, node, UTTERANCE)
    if _UNDATED in notes.get("said", ()):
        del found["said"]
    (says,) = graph.values(node, bk.says)
    (voice,) = graph.values(node, bk.voice)
    if _local(voice) == "own":
        del found["who"]
    for assessed in graph.values(node, bk.assesses):
        if str(assessed).startswith(graph.prefixes["actor"]):
            found["assesses"] = f"actor:{_local(assessed)}"
    for doubt in graph.values(node, bk.doubt):
        found["doubt"] = _local(doubt)
    for proposition in graph.values(node, bk.proposition):
        assert isinstance(proposition, IRI)
        (kind,) = graph.values(proposition, RDF.type)
        found[KINDS[IRI(str(kind))]] = _content(graph, proposition)
        notes |= _notes(graph, proposition, {**CONTENT, "n": bk.bound})
    hops, reasons = _hops(graph, node)
    inferred = {name: said - {_UNDATED, year} for name, said in {**notes, "via": reasons}.items()}
    raw = {
        **found,
        "at": sorted(_local(passage) for passage in graph.values(node, bk.passage)),
        "context": sorted(_local(passage) for passage in graph.values(node, bk.contextPassage)),
        "says": _local(says),
        "via": hops,
        "inferred": {name: "; ".join(sorted(said)) for name, said in sorted(inferred.items()) if said},
    }
    return Claim.model_validate(raw)


def _content(graph: Graph, node: IRI) -> dict[str, Any]:
    found = _values(graph, node, CONTENT)
    for bound in graph.values(node, bk.bound):
        low, high = (
            next((Decimal(_local(value)) for value in graph.values(node, way)), None) for way in (bk.min, bk.max)
        )
        quantity = Quantity(low, high, _local(bound))
        found["n"] = notation(quantity)
        if Quantity.parse(found["n"]) != quantity:
            raise ValueError(f"{quantity} cannot be written")
    if any(_local(value) == "battle" for value in graph.values(node, bk.span)):
        found["span"] = "battle"
    return {name: value for name, value in found.items() if value}


def _hops(graph: Graph, node: IRI) -> tuple[list[dict[str, str]], set[str]]:
    """Return the hops that the claim names, in their order, and why they are inferred."""
    hops, reasons = {}, set()
    for hop in graph.values(node, bk.relay):
        assert isinstance(hop, IRI)
        (order,) = graph.values(hop, bk.order)
        named = _values(graph, hop, {"relayer": bk.relayer, "medium": bk.medium})
        hops[int(_local(order))] = {"by": named.pop("relayer"), **named}
        reasons |= _notes(graph, hop, {"via": bk.relayer}).get("via", set())
    return [hops[order] for order in sorted(hops)], reasons


def _notes(graph: Graph, node: IRI, fields: dict[str, IRI]) -> dict[str, set[str]]:
    """Return the reasons of the Statements about the fields of a node, by field."""
    names = {predicate: name for name, predicate in fields.items()}
    found: dict[str, set[str]] = {}
    for statement in graph.subjects(RDF.subject, node):
        (predicate,) = graph.values(statement, RDF.predicate)
        name = names.get(IRI(str(predicate)))
        said = {_local(note) for note in graph.values(statement, SKOS.editorialNote)}
        if name and said:
            found.setdefault(name, set()).update(said)
    for basis in graph.many(node, bk.basis):
        name = names.get(graph.many(basis, bk.explains)[0])
        if name:
            convention = graph.key(basis).rpartition(".")[0]
            found.setdefault(name, set()).update(
                graph.texts(basis, SKOS.editorialNote) if "." in convention else {convention}
            )
    return found


def _field(key: str) -> str:
    return "from_" if key == "from" else key.replace("-", "_")


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def canonical(dataset: Dataset, key: str) -> Claim:
    """Return a claim of a dataset in its canonical form."""
    claim = dataset.claims[key]
    said = claim.proposition
    change: dict[str, Any] = {
        "at": _sorted(claim.at), "context": _sorted(set(claim.context) - set(claim.at)), "inferred": dict(sorted(claim.inferred.items())),
        **{name: _sorted(getattr(claim, name)) for name in map(_field, ("hedge", "evidence", "or-who", *RELATIONS))},
    }  # fmt: skip
    if said is not None:
        content: dict[str, Any] = {"about": said.about or dataset.manifest.battle}
        for name in LISTS:
            field = _field(name)
            if field in type(said).model_fields:
                content[field] = _sorted(getattr(said, field))
        if isinstance(said, Quantified):
            content["n"] = notation(said.quantity)
        change[type(said).__name__.lower()] = said.model_copy(update=content)
    return claim.model_copy(update=change)
