"""Users of the graph: canned questions, free SPARQL, explanations, series, charts."""
