"""Rows as tables, CSV, TSV, JSON; with evidence and citations."""
