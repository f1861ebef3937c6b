"""``battlekg explain``: what a thing is, down to the passages, with their text where it is at hand."""

from kg.explain.run import run
from kg.explain.tree import Explainer

__all__ = ["Explainer", "run"]
