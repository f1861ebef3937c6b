"""What a node is called: one rule for the graph in memory and for the store."""

from __future__ import annotations

from kg.rdf.namespaces import BK, DCT, SKOS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

    from kg.rdf.iri import IRI

__all__ = ["NAMING", "label"]

NAMING: Final = (SKOS.prefLabel, DCT.title, BK.says)
"""What names a node: its preferred label, else its title, else what it says. The first that it has counts."""


def label(texts: Callable[[IRI], Iterable[str]], otherwise: str) -> str:
    """Return what a node is called.

    Args:
        texts: Gives the texts of a property of the node, in order.
        otherwise: What it is called where it has none of ``NAMING``.

    >>> label(lambda predicate: ["The siege"] if predicate == DCT.title else [], "source:annals")
    'The siege'
    """
    return next((text for predicate in NAMING for text in texts(predicate)), otherwise)
