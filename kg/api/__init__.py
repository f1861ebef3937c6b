"""The graph in Python: claims, propositions, entities and passages as frozen objects; queries as rows."""

from kg.api.graph import Catalog, Graph, load
from kg.api.records import Contradiction, Corroboration, Geometry, Withdrawal
from kg.api.rows import Rows
from kg.api.things import (
    Actor,
    Assessment,
    Battle,
    Claim,
    Concept,
    Curator,
    Event,
    Figure,
    Occurrence,
    Passage,
    Phase,
    Place,
    Proposition,
    Ratio,
    Relay,
    Situation,
    Source,
    Statement,
    Thing,
)

__all__ = [
    "Actor", "Assessment", "Battle", "Catalog", "Claim", "Concept", "Contradiction", "Corroboration", "Curator",
    "Event", "Figure", "Geometry", "Graph", "Occurrence",
    "Passage", "Phase", "Place", "Proposition", "Ratio", "Relay", "Rows", "Situation", "Source", "Statement", "Thing",
    "Withdrawal", "load",
]  # fmt: skip
