"""What the tests of both engines share."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery


@pytest.fixture(scope="module", autouse=True)
def parsed_once() -> Iterator[None]:
    """Let rdflib parse each query once: pySHACL has it parsed for every node, which is half of the time it takes."""
    prepared, query = cache(prepareQuery), rdflib.Graph.query

    def ask(graph: rdflib.Graph, text: str, *rest: Any, **named: Any) -> rdflib.query.Result:
        return query(graph, prepared(text), *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib.Graph, "query", ask)
        yield
