"""Loading the graph into a triple store, with proof that it is there: the verb ``load``.

The module has another name than the verb, since ``kg.load`` is the function that opens the graph in Python.
"""

from kg.loading.run import run

__all__ = ["run"]
