"""Claims as frozen rows that are ready to plot: figures, control of a place, a timeline, and the balance of voices."""

from kg.series.balance import DOCUMENTS, BalanceRow, balance
from kg.series.claims import ClaimRow, timeline
from kg.series.control import ControlRow, control
from kg.series.figures import FigureRow, figures

__all__ = [
    "DOCUMENTS", "BalanceRow", "ClaimRow", "ControlRow", "FigureRow", "balance", "control", "figures", "timeline",
]  # fmt: skip
