"""What can be said, as plain values: terms, namespaces, vocabulary, concepts, graphs, Turtle."""
