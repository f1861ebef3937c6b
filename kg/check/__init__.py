"""Comparing a SPARQL endpoint with the build: counts, triples, and the answers to the canned questions."""

from kg.check.run import run

__all__ = ["run"]
