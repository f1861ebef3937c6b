"""All verdicts on a dataset, at most one for each pair of utterances and rule."""

from __future__ import annotations

from kg.reason.control import compare_control, compare_participants
from kg.reason.declared import compare_modality, declared
from kg.reason.figures import compare_figures
from kg.reason.verdict import Verdict
from kg.reason.world import World

__all__ = ["contradictions"]


def contradictions(world: World) -> list[Verdict]:
    """Return the verdicts, sorted; one for each pair of utterances and rule, on the first tellings of both."""
    best: dict[tuple[str, str, str], Verdict] = {}
    for finder in (declared, compare_figures, compare_control, compare_participants, compare_modality):
        for verdict in finder(world):
            roots = sorted(world.utterances[key].root for key in (verdict.one, verdict.two))
            key = (roots[0], roots[1], verdict.rule)
            if key not in best or verdict.key < best[key].key:
                best[key] = verdict
    return sorted(best.values(), key=lambda v: (v.rule, v.one, v.two))
