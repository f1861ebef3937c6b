"""Exports: the graph in the formats that other tools read, with nothing lost."""

from kg.export.formats import FORMATS
from kg.export.quads import dataset_quads
from kg.export.run import run

__all__ = ["FORMATS", "dataset_quads", "run"]
