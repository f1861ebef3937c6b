"""``battlekg plot``: charts as SVG, with the claimant beside every figure and uncertainty drawn as such."""

from kg.plot.run import KINDS, run

__all__ = ["KINDS", "run"]
