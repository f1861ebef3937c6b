"""``battlekg explain``."""

from __future__ import annotations

from typing import TextIO

from kg.explain.tree import Explainer
from kg.faults import FaultError
from kg.query.evidence import passage_texts
from kg.query.place import find_graph, spaces_of
from kg.query.store import open_store

__all__ = ["run"]


def run(dataset: str, name: str, text: str | None, out: TextIO, err: TextIO, lenient: bool = False) -> int:
    """Print the tree of a thing.

    Args:
        dataset: The dataset.
        name: A name, an identifier, a CURIE or an IRI.
        text: A folder or file with the texts of the documents, if at hand.
        out: Where the tree goes.
        err: Where to talk.
        lenient: Whether to go on without the texts where they cannot be used.

    Returns:
        The exit code.

    Raises:
        FaultError: Nothing, or more than one thing, has this name; or the texts cannot be used.
    """
    graph = find_graph(dataset)
    explainer = Explainer(open_store(graph), spaces_of(graph))
    iri = explainer.find(name)
    try:
        explainer.texts = passage_texts(dataset, text, err)
    except FaultError as error:
        if not lenient:
            raise
        print(f"without the texts: {error}", file=err)
    for line in explainer.explain(iri):
        print(line, file=out)
    return 0
