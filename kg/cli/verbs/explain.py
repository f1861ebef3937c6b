"""``battlekg explain``: what a thing is, down to the passages, with their text where it is at hand."""

from __future__ import annotations

import argparse
import os
import sys

from kg.cli.verbs import Verb
from kg.faults import FaultError

__all__ = ["VERB"]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, an identifier, a CURIE or an IRI")
    parser.add_argument("--text", metavar="DIR|FILE", help="the texts, to show the sentences (default: BATTLEKG_TEXT)")


def _run(options: argparse.Namespace) -> None:
    from kg.ask.engine.store import open_store
    from kg.ask.explain.tree import Explainer
    from kg.ask.render.evidence import passage_texts
    from kg.paths import find_graph
    from kg.rdf.namespaces import prefixes_of

    graph = find_graph(options.dataset)
    explainer = Explainer(open_store(graph), prefixes_of(graph))
    iri = explainer.find(" ".join(options.name))
    try:
        explainer.texts = passage_texts(options.dataset, options.text or os.environ.get("BATTLEKG_TEXT"), sys.stderr)
    except FaultError as error:
        if options.text is not None:  # a stale variable must not keep the rest from being shown
            raise
        print(f"without the texts: {error}", file=sys.stderr)
    print(*explainer.explain(iri), sep="\n")


VERB = Verb("ask", "Show what a thing is, down to the passages.", "battlekg explain wagner", _arguments, _run)
