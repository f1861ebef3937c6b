"""Linking: proposals of links to Wikidata, their review and re-check, and a reconciliation service over the graph."""
