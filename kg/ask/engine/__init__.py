"""From a question and its parameters to rows: names, terms, the embedded store, endpoints."""
