"""A dataset from its folder of YAML files: read, checked as a whole, frozen."""

from kg.dataset.read import find_dataset, read_dataset

__all__ = ["find_dataset", "read_dataset"]
