"""Asking the graph: canned questions with typed parameters, and free SPARQL."""
