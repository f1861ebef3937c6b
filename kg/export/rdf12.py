"""RDF 1.2: what stands for a triple is its reifier.

The ``rdf:Statement`` of a triple becomes its reifier (RDF 1.2 Turtle): ``S P O ~ STATEMENT`` says the triple and that
``STATEMENT rdf:reifies <<( S P O )>>``, in place of the four triples of RDF 1.1 reification. The rest of the graph is
the same, and the way back is one rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Final

from kg.build.turtle import blocks, by_subject, class_of_block, prefix_lines
from kg.namespaces import PREFIXES, RDF
from kg.query.place import spaces_of
from kg.read import read_graph
from kg.terms import IRI, Triple

__all__ = ["write_rdf12"]

_PARTS: Final = (RDF.subject, RDF.predicate, RDF.object)


def write_rdf12(graph: Path, out: BinaryIO) -> None:
    """Write a graph as Turtle 1.2.

    Raises:
        FaultError: The file cannot be read or is not well-formed.
    """
    spaces = {**PREFIXES, **spaces_of(graph)}
    subjects = by_subject(read_graph(graph))
    made = {subject: class_of_block(block) for subject, block in subjects.items()}
    reifiers = _reifiers(subjects)
    for statement in reifiers.values():
        subjects[statement] = {triple for triple in subjects[statement] if triple.p not in (RDF.type, *_PARTS)}
    kept = {subject: block for subject, block in subjects.items() if block}
    out.writelines(line.encode() for line in (*prefix_lines(spaces), *blocks(kept, made, spaces, reifiers)))


def _reifiers(subjects: Mapping[IRI, set[Triple]]) -> dict[Triple, IRI]:
    """Return the Statement of each triple that is there and has one."""
    found = {}
    for subject, block in subjects.items():
        parts = {triple.p: triple.o for triple in block if triple.p in _PARTS}
        if Triple(subject, RDF.type, RDF.Statement) not in block:
            continue
        if len(parts) == len(_PARTS) and isinstance(parts[RDF.subject], IRI) and isinstance(parts[RDF.predicate], IRI):
            covered = Triple(*(parts[part] for part in _PARTS))  # type: ignore[arg-type]
            if covered in subjects.get(covered.s, ()):
                found[covered] = subject
    return found
