"""Comparing a SPARQL endpoint with the build: counts, triples, and the answers to the canned questions."""

from kg.share.check.steps import check_endpoint

__all__ = ["check_endpoint"]
