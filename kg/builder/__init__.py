"""The builder: a dataset in, the canonical graph and its seal out."""

from kg.builder.build import Built, build, compare, write

__all__ = ["Built", "build", "compare", "write"]
