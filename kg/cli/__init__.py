"""The command line: ``main`` reads the arguments, ``verbs`` has one file a verb."""
