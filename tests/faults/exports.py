"""Faults of exports: a wrong format, name or folder, and a graph that cannot be exported whole."""
# ruff: noqa: E501  # messages are held to the letter

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.faults.spoil import Case, Spoil, both, change, put

__all__ = ["EXPORTS"]

NOTHING: Spoil = lambda folder: None  # noqa: E731

EXPORTS: Final[Mapping[str, Case]] = {
    "unknown format of an export": Case(
        NOTHING,
        "[usage] there is no format 'turtle'; did you mean 'ttl'?",
        "export --dataset toyfort --format turtle",
        code=2,
    ),
    "file of an export that ends otherwise": Case(
        NOTHING,
        "[usage] 'out.ttl' does not end as a file of the format nq does; let it end in .nq",
        "export --dataset toyfort --format nq -o out.ttl",
        code=2,
    ),
    "unknown table": Case(
        NOTHING,
        "[usage] there is no table 'figure'; did you mean 'figures'?",
        "export --dataset toyfort --format csv --table figure",
        code=2,
    ),
    "folder of an export that holds other files": Case(
        both(lambda folder: (folder / "out").mkdir(), put("out/letter.txt", "mine")),
        "out: [write] the folder holds other files, such as 'letter.txt'; name a new folder, or one of an earlier export",
        "export --dataset toyfort --all out",
    ),
    "folder of an export that is a file": Case(
        put("out", "mine"),
        "out: [write] this is a file, a folder is written; name a folder",
        "export --dataset toyfort --format csv -o out",
    ),
    "graph of nothing": Case(
        put("other.ttl", "<https://example.org/a> <https://example.org/b> 1 .\n"),
        "other.ttl: [graph] no graph of a dataset: it does not declare the prefix actor:; export what 'battlekg build' has written",
        "export --dataset other.ttl --format nq",
    ),
    "triple that nothing covers": Case(
        change("graph/toyfort.ttl", "\ndataset:toyfort\n", "\nactor:nobody a bk:Actor .\n\ndataset:toyfort\n"),
        "toyfort/graph/toyfort.ttl: [untraced] nothing covers <https://example.org/toyfort/actor/nobody> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/battlekg/ontology#Actor>; run 'battlekg validate' on it",
        "export --dataset toyfort --format nq -o out.nq",
    ),
}
