"""What a thing is, down to the passages, with their text where it is at hand."""

from kg.ask.explain.tree import Explainer

__all__ = ["Explainer"]
