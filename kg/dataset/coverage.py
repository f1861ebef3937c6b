"""Which passages in scope have claims, which are set aside and why, which are open."""

from __future__ import annotations

from dataclasses import dataclass

from kg.dataset.model import Dataset

__all__ = ["Row", "cover"]


@dataclass(frozen=True, slots=True)
class Row:
    """A passage in scope.

    Attributes:
        passage: Its identifier.
        kind: Its kind.
        claims: The claims that it tells.
        why: The reason why it is set aside; empty if it is not.
    """

    passage: str
    kind: str
    claims: tuple[str, ...]
    why: str

    @property
    def state(self) -> str:
        """``claimed``, ``set aside`` or ``open``."""
        return "claimed" if self.claims else "set aside" if self.why else "open"


def cover(dataset: Dataset) -> list[Row]:
    """Return the passages in scope in the order of the documents."""
    claims: dict[str, list[str]] = {}
    for key, claim in dataset.claims.items():
        for told in claim.at:
            claims.setdefault(told, []).append(key)
    return [
        Row(p.id, p.kind, tuple(claims.get(p.id, ())), aside.why if (aside := dataset.set_aside.get(p.id)) else "")
        for p in dataset.passages.values()
        if f"{p.document}.{p.section}" in dataset.manifest.scope
    ]
