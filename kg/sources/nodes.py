"""Reading YAML as nodes: every scalar a string, every fault with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import Node

from kg.faults import Fault, FaultError, did_you_mean

__all__ = ["NodeReader", "compose"]


def compose(path: Path) -> Node | None:
    """Return the root node of a YAML file, ``None`` if the file is empty.

    Raises:
        FaultError: The file cannot be read, is not UTF-8, or is not YAML.
    """
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        raise FaultError([Fault(str(path), 0, "unreadable", what, "check the path")]) from None
    except UnicodeDecodeError:
        raise FaultError([Fault(str(path), 0, "encoding", "the file is not UTF-8", "save it as UTF-8")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"no valid YAML: {getattr(error, 'problem', None) or error}"
        raise FaultError([Fault(str(path), mark.line + 1 if mark else 0, "yaml", what, "mend the syntax")]) from None
    except RecursionError:
        raise FaultError([Fault(str(path), 0, "yaml", "the nesting is too deep", "mend the syntax")]) from None


@dataclass(slots=True)
class NodeReader:
    """Reads nodes and collects what is wrong with them.

    Attributes:
        path: The file, as the user would name it.
        faults: What is wrong so far.
    """

    path: str
    faults: list[Fault] = field(default_factory=list)

    def report(self, node: Node | None, rule: str, what: str, remedy: str) -> None:
        """Note a fault at the line of ``node``."""
        self.faults.append(Fault(self.path, node.start_mark.line + 1 if node else 0, rule, what, remedy))

    def mapping(self, node: Node | None, name: str) -> dict[str, Node]:
        """Return the values of a mapping by key; empty where there is none."""
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.report(node, "type", f"{name} is no mapping", "write 'key: value' lines")
            return {}
        pairs: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.report(key, "type", f"a key of {name} is no word", "write a plain word before the colon")
            elif key.value in pairs:
                self.report(key, "duplicate-key", f"'{key.value}' stands in {name} twice", "keep one of them")
            else:
                pairs[key.value] = value
        return pairs

    def text(self, node: Node | None, name: str) -> str:
        """Return a scalar without the space around it; empty where there is none."""
        if node is not None and not isinstance(node, yaml.ScalarNode):
            self.report(node, "type", f"{name} is no text", "write one value")
            return ""
        return str(node.value).strip() if node is not None else ""

    def fields(self, node: Node, name: str, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, Node]:
        """Return the values of a mapping whose keys are known."""
        pairs = self.mapping(node, name)
        if not isinstance(node, yaml.MappingNode):
            return pairs
        known = (*required, *optional)
        for key in [key for key in pairs if key not in known]:
            remedy = did_you_mean(key, known, "remove it or use one of " + ", ".join(known))
            self.report(pairs.pop(key), "unknown-key", f"{name} has an unknown key '{key}'", remedy)
        for key in [key for key in required if key not in pairs]:
            self.report(node, "missing-key", f"{name} has no '{key}'", "add it")
        return pairs
