"""Claims as frozen rows that are ready to plot: figures, control of a place, a timeline, and the balance of voices."""

from kg.ask.series.balance import DOCUMENTS, BalanceRow, balance
from kg.ask.series.claims import ClaimRow, timeline
from kg.ask.series.control import ControlRow, control
from kg.ask.series.figures import FigureRow, figures

__all__ = [
    "DOCUMENTS", "BalanceRow", "ClaimRow", "ControlRow", "FigureRow", "balance", "control", "figures", "timeline",
]  # fmt: skip
