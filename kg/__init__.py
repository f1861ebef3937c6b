"""battlekg: a knowledge graph of a battle in which every statement can be traced to the sentence it came from."""

__version__ = "0.1.0"
