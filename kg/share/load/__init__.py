"""Loading the graph into a triple store, with proof that it is there."""

from kg.share.load.target import load_dataset

__all__ = ["load_dataset"]
