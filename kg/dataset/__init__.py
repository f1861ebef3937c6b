"""A dataset from its folder of YAML files: read, checked as a whole, frozen."""

from kg.dataset.read import read_dataset

__all__ = ["read_dataset"]
