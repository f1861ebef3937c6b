"""The verdict on a pair of utterances."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of two claims.

    Attributes:
        one: The identifier of the first claim (the one with the smaller identifier).
        two: The identifier of the second claim.
        rule: The rule, a concept of the scheme ``rule``.
        verdict: The verdict, a concept of the scheme ``verdict``.
        reason: Why, as a person can read it.
        dimension: The dimension that differs, of the scheme ``dimension``; empty where the pair is comparable.
    """

    one: str
    two: str
    rule: str
    verdict: str
    reason: str
    dimension: str = ""

    @classmethod
    def of(cls, one: str, two: str, rule: str, verdict: str, reason: str, dimension: str = "") -> Verdict:
        """Return the verdict with the claims in the order of their identifiers."""
        first, second = sorted((one, two))
        return cls(first, second, rule, verdict, reason, dimension)

    @property
    def key(self) -> str:
        """A name that is the same on every machine: both claims and the rule."""
        return f"{self.rule}.{self.one}.{self.two}"
