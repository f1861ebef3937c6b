"""The reconciliation service over a graph."""
