"""Loading the graph into a triple store, with proof that it is there."""

from kg.load.run import run

__all__ = ["run"]
