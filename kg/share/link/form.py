"""The YAML files of links and proposals: read against a model, and written."""

from __future__ import annotations

from typing import Any, TypeVar

import yaml

from kg.dataset.fields import Node
from kg.dataset.tree import Tree
from kg.faults import Fault, FaultError

__all__ = ["parse", "yaml_text"]

_Model = TypeVar("_Model", bound=Node)


def parse(tree: Tree, model: type[_Model]) -> _Model:
    """Return the content of a file as a model.

    Raises:
        FaultError: Something in it is wrong.
    """
    faults: list[Fault] = []
    found = tree.parse(model, tree.data, (), faults)
    if found is None:
        raise FaultError(faults)
    return found


def yaml_text(data: Any, width: int) -> str:
    """Return plain values as YAML, with lines that are broken at a width."""
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=width)
