"""The graph in Python: claims, propositions, entities and passages as frozen objects; queries as rows."""

from kg.api.graph import Catalog, Graph, load
from kg.api.rows import Rows
from kg.api.series import Picture, Series
from kg.api.things import (
    Actor,
    Assessment,
    Battle,
    Claim,
    Concept,
    Contradiction,
    Corroboration,
    Curator,
    Event,
    Figure,
    Geometry,
    Occurrence,
    Passage,
    Phase,
    Place,
    Proposition,
    Ratio,
    Relay,
    Section,
    Situation,
    Source,
    Statement,
    Thing,
    Withdrawal,
)
from kg.api.values import Edtf
from kg.ask.series import BalanceRow, ClaimRow, ControlRow, FigureRow

__all__ = [
    "Actor", "Assessment", "BalanceRow", "Battle", "Catalog", "Claim", "ClaimRow", "Concept", "Contradiction",
    "ControlRow", "Corroboration", "Curator", "Edtf", "Event", "Figure", "FigureRow", "Geometry", "Graph", "Occurrence",
    "Passage", "Phase", "Picture", "Place", "Proposition", "Ratio", "Relay", "Rows", "Section", "Series", "Situation",
    "Source", "Statement", "Thing", "Withdrawal", "load",
]  # fmt: skip
