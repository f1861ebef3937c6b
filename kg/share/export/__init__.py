"""Exports: the graph in the formats that other tools read, with nothing lost."""

from kg.share.export.formats import FORMATS
from kg.share.export.quads import dataset_quads

__all__ = ["FORMATS", "dataset_quads"]
