"""The graph for other programs: exports, stores, descriptions, links, services."""
