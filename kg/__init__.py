"""battlekg: a knowledge graph of a battle in which every statement can be traced to the sentence it came from.

``kg.load`` gives the graph of a dataset; docs/python.md tells what can be done with it. Importing ``kg`` itself loads
nothing: what it exports is imported when it is asked for.
"""

from kg.version import __version__

__all__ = ["FaultError", "Graph", "Rows", "__version__", "load"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.api import Graph, Rows, load
    from kg.faults import FaultError


def __getattr__(name: str) -> object:
    if name == "FaultError":
        from kg.faults import FaultError

        return FaultError
    if name in __all__:
        import kg.api

        return getattr(kg.api, name)
    raise AttributeError(f"module 'kg' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
