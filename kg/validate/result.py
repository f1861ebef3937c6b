"""A result of validation: one fault of one node."""

from __future__ import annotations

from dataclasses import dataclass

from kg.rdf.terms import IRI, Term, ntriples
from kg.validate.paths import Path

__all__ = ["Result"]

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
