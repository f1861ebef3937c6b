"""The report of a validation: for people, as a ``sh:ValidationReport`` in Turtle, and as JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.faults import Fault, did_you_mean
from kg.rdf.concepts import schemes
from kg.rdf.graph import BLANK, Graph, is_blank
from kg.rdf.namespaces import BK as bk
from kg.rdf.namespaces import DATA_KINDS, PREFIXES, RDF, SCHEME_BASE, SH
from kg.rdf.order import natural
from kg.rdf.terms import IRI, Literal, Term, compact, ntriples
from kg.validate.paths import Alternative, Inverse, Path, Sequence
from kg.validate.result import Result

__all__ = ["Node", "Report", "make_report"]

_FIXED: Final[Mapping[str, str]] = {
    **PREFIXES, "sh": str(SH), "shape": f"{SCHEME_BASE}shape/", "constraint": f"{SCHEME_BASE}constraint/",
}  # fmt: skip
_DATA: Final = re.compile(rf"(https?://.*/({'|'.join(DATA_KINDS)})/)[^/#?]+")


@dataclass(frozen=True, slots=True)
class Node:
    """What a reader wants to know of a node that has a fault.

    Attributes:
        label: Its name, title or sentence; empty if it has none.
        passages: The passages that it came from.
    """

    label: str
    passages: tuple[IRI, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found.

    Attributes:
        results: The faults, sorted.
        nodes: The nodes that have faults.
        spaces: Prefix by namespace, for short names.
        triples: How many triples were checked.
        engine: Which engine did it.
    """

    results: tuple[Result, ...]
    nodes: Mapping[Term, Node]
    spaces: Mapping[str, str]
    triples: int
    engine: str

    @property
    def conforms(self) -> bool:
        """Whether there is no result, of whatever severity."""
        return not self.results

    def fault(self, result: Result) -> Fault:
        """Return a result as a fault: the place is node, path and value, the rule the constraint component."""
        value = "" if result.value in (None, result.focus) else f"= {self.short(result.value)}"
        place = " ".join(filter(None, (self.short(result.focus), self.path(result.path), value)))
        rule = self.short(result.component)
        remedy = "; ".join(filter(None, (result.remedy.rstrip("."), _near(result))))
        return Fault(place, 0, rule, result.rule or rule, remedy)

    @property
    def faults(self) -> list[Fault]:
        """The faults: the results without those that say the same for another shape."""
        return list(dict.fromkeys(map(self.fault, self.results)))

    def text(self, limit: int = 0) -> str:
        """Return the report for people: each node once, with its label, its passages, and what is wrong.

        Args:
            limit: How many nodes to show at most; 0 for all.
        """
        if self.conforms:
            return f"conforms: {self.triples} triples, no fault\n"
        blocks = [list(block) for _, block in groupby(self.results, key=lambda result: result.focus)]
        shown = blocks[:limit] if limit else blocks
        number, nodes = len(self.faults), len(blocks)
        lines = [f"does not conform: {number} {_plural('fault', number)} in {nodes} {_plural('node', nodes)}"]
        for block in shown:
            lines += ["", *self._block(block)]
        if len(shown) < len(blocks):
            lines += ["", f"... and {len(blocks) - len(shown)} more nodes"]
        return "\n".join(lines) + "\n"

    def _block(self, block: list[Result]) -> Iterator[str]:
        node, name = self.nodes[block[0].focus], self.short(block[0].focus)
        yield name + (f'  "{node.label}"' if node.label else "")
        if node.passages:
            yield f"  from {', '.join(map(self.short, node.passages))}"
        for fault, result in {self.fault(result): result for result in block}.items():
            yield f"  [{result.severity.rpartition('#')[2].lower()}]{fault.path.removeprefix(name)}"
            yield f"    {fault.what}"
            if fault.remedy:
                yield f"    remedy: {fault.remedy}"
            yield f"    ({', '.join(dict.fromkeys((self.short(result.source_shape), fault.rule)))})"

    def json(self) -> str:
        """Return the report as JSON."""
        counts = Counter(result.severity.rpartition("#")[2] for result in self.results)
        content = {
            "conforms": self.conforms, "engine": self.engine, "triples": self.triples, "counts": dict(counts),
            "results": [self._fields(result) for result in self.results],
        }  # fmt: skip
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def _fields(self, result: Result) -> dict[str, object]:
        node = self.nodes[result.focus]
        return {
            "focus": _plain(result.focus),
            "curie": self.short(result.focus),
            "label": node.label or None,
            "passages": [self.short(passage) for passage in node.passages],
            "path": self.path(result.path) or None,
            "value": None if result.value is None else self.short(result.value),
            "component": self.short(result.component),
            "severity": result.severity.rpartition("#")[2],
            "rule": result.rule,
            "remedy": result.remedy,
            "shape": self.short(result.source_shape),
        }

    def turtle(self) -> str:
        """Return the report as a ``sh:ValidationReport`` in Turtle; the same report is the same text."""
        bodies = [self._result(result) for result in self.results]
        used = set(re.findall(r"(?<![\w\"<:])([a-z][a-z-]*):", "\n".join(bodies))) | {"sh"}
        lines = [f"@prefix {prefix}: <{space}> ." for space, prefix in self.spaces.items() if prefix in used]
        results = f" ;\n    sh:result {', '.join(bodies)}" if bodies else ""
        report = f"[] a sh:ValidationReport ;\n    sh:conforms {str(self.conforms).lower()}{results} ."
        return "\n".join(sorted(lines)) + f"\n\n{report}\n"

    def _result(self, result: Result) -> str:
        facts = [("a", "sh:ValidationResult"), ("sh:focusNode", self._write(result.focus))]
        if result.path is not None:
            facts.append(("sh:resultPath", self._write_path(result.path)))
        if result.value is not None:
            facts.append(("sh:value", self._write(result.value)))
        facts += [
            ("sh:resultSeverity", self._write(result.severity)),
            ("sh:sourceConstraintComponent", self._write(result.component)),
            ("sh:sourceShape", self._write(result.source_shape)),
        ]
        if result.message:
            facts.append(("sh:resultMessage", ntriples(Literal(result.message, lang="en"))))
        return "[\n" + " ;\n".join(f"        {predicate} {value}" for predicate, value in facts) + "\n    ]"

    def _write(self, term: Term) -> str:
        if is_blank(term):
            return f"_:{str(term).removeprefix(BLANK)}"
        if isinstance(term, IRI):
            return compact(term, self.spaces) or f"<{term}>"
        kind = compact(term.datatype, self.spaces)
        return ntriples(term).replace(f"^^<{term.datatype}>", f"^^{kind}") if kind else ntriples(term)

    def _write_path(self, path: Path) -> str:
        if isinstance(path, IRI):
            return self._write(path)
        if isinstance(path, Inverse):
            return f"[ sh:inversePath {self._write_path(path.path)} ]"
        members = f"( {' '.join(map(self._write_path, path.paths))} )"
        return members if isinstance(path, Sequence) else f"[ sh:alternativePath {members} ]"

    def short(self, term: Term) -> str:
        """Return a term for people: a CURIE where there is one."""
        if isinstance(term, Literal):
            return f'"{term.value}"' + (f"@{term.lang}" if term.lang else "")
        return f"_:{term.removeprefix(BLANK)}" if is_blank(term) else compact(term, self.spaces) or f"<{term}>"

    def path(self, path: Path | None) -> str:
        """Return a path for people, as in SPARQL; empty for no path."""
        if path is None:
            return ""
        if isinstance(path, IRI):
            return self.short(path)
        if isinstance(path, Inverse):
            return f"^{self.path(path.path)}"
        mark = "|" if isinstance(path, Alternative) else "/"
        joined = mark.join(map(self.path, path.paths))
        return f"({joined})" if isinstance(path, Alternative) else joined


def make_report(data: Graph, results: Iterable[Result], engine: str) -> Report:
    """Return the report of results: sorted, each once, with what a reader wants to know of the nodes."""
    found = sorted(dict.fromkeys(results), key=_order)
    nodes = {focus: Node(_label(data, focus), _passages(data, focus)) for focus in {result.focus for result in found}}
    return Report(tuple(found), nodes, _spaces(data), len(data), engine)


def _order(result: Result) -> tuple[object, ...]:
    return natural(result.key[0]), result.key, result.source_shape, result.message


def _spaces(data: Graph) -> dict[str, str]:
    """Return the prefixes, by namespace; kinds without one get theirs from the names that the graph uses most."""
    spaces = {space: prefix for prefix, space in {**_FIXED, **data.prefixes}.items()}
    counts = Counter((match[2], match[1]) for node in data.nodes if (match := _DATA.fullmatch(node)))
    for (kind, space), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if kind not in spaces.values() and space not in spaces:
            spaces[space] = kind
    return spaces


def _owners(data: Graph, node: Term) -> list[Term]:
    """Return the node, and the claim that it is the proposition or a relay of."""
    return [node, *data.subjects(bk.proposition, node), *data.subjects(bk.relay, node)]


def _label(data: Graph, node: Term) -> str:
    return next(filter(None, (data.label(owner, "") for owner in _owners(data, node) if isinstance(owner, IRI))), "")


def _passages(data: Graph, node: Term) -> tuple[IRI, ...]:
    """Return the passages of a node: its own, those of its claim, or those of the Statements about it."""
    if bk.Passage in data.values(node, RDF.type):
        return ()
    found = [passage for owner in _owners(data, node) for passage in data.values(owner, bk.passage)]
    if not found:
        statements = data.subjects(RDF.subject, node)
        found = [passage for statement in statements for passage in data.values(statement, bk.passage)]
    return tuple(sorted({passage for passage in found if isinstance(passage, IRI)}, key=natural))


def _near(result: Result) -> str:
    """Return a guess at the concept that was meant."""
    scheme, _, local = str(result.value or "").removeprefix(SCHEME_BASE).partition("/")
    if result.component != SH.InConstraintComponent or scheme not in schemes():
        return ""
    return did_you_mean(local, schemes()[scheme], "")


def _plain(term: Term) -> str:
    return ntriples(term) if isinstance(term, Literal) else str(term)


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
