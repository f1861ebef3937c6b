"""A result of validation: one fault of one node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.faults import Fault
from kg.rdf.namespaces import PREFIXES, SCHEME_BASE, SH
from kg.rdf.terms import IRI, Term, ntriples
from kg.validate.paths import Path

__all__ = ["Result", "of_fault"]

_REMEDY = " Remedy: "


@dataclass(frozen=True, slots=True)
class Result:
    """One fault, as in a ``sh:ValidationResult``.

    Attributes:
        focus: The node; blank nodes are IRIs that begin with ``urn:blank:``.
        path: The property or path; ``None`` where the fault is one of the node itself.
        component: The constraint component, e.g. ``sh:MinCountConstraintComponent``.
        value: The value that is at fault, if it is one value.
        severity: ``sh:Violation``, ``sh:Warning`` or ``sh:Info``.
        message: The rule in words, and the remedy.
        source_shape: The shape that demands it.
    """

    focus: Term
    path: Path | None
    component: IRI
    value: Term | None
    severity: IRI
    message: str
    source_shape: IRI

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What two engines have to agree on: focus, path, component, value, severity."""
        value = "" if self.value is None else ntriples(self.value)
        return ntriples(self.focus), str(self.path or ""), self.component, value, self.severity

    @property
    def rule(self) -> str:
        """The rule in words."""
        return self.message.partition(_REMEDY)[0]

    @property
    def remedy(self) -> str:
        """What to do; empty if the shape does not say."""
        return self.message.partition(_REMEDY)[2]


def of_fault(fault: Fault, prefixes: Mapping[str, str]) -> Result:
    """Return a fault of completeness as a result, so that a report has both.

    Args:
        fault: The fault; its place is a node and perhaps a property.
        prefixes: Namespace by prefix of the dataset's own things.
    """
    node, _, predicate = fault.path.partition(" ")
    rule = IRI(f"{SCHEME_BASE}constraint/{fault.rule}")
    path = _iri(predicate, prefixes) if predicate else None
    return Result(_iri(node, prefixes), path, rule, None, SH.Violation, f"{fault.what}{_REMEDY}{fault.remedy}", rule)


def _iri(name: str, prefixes: Mapping[str, str]) -> IRI:
    prefix, _, local = name.partition(":")
    space = prefixes.get(prefix) or PREFIXES.get(prefix)
    return IRI(f"{space}{local}" if space else name)
