"""Charts as SVG, with the claimant beside every figure and uncertainty drawn as such."""

from kg.ask.plot.picture import KINDS, plot

__all__ = ["KINDS", "plot"]
