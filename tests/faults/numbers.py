# ruff: noqa: E501
"""The faults of the numbers of a dataset, and every word that the command line says to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.faults.spoil import Case, change

__all__ = ["NUMBERS"]

G, A = "claims/gazette.yaml", "claims/annals.yaml"
MEN = 'n: "11..14", when: "../1901-05-10"'

NUMBERS: Final[Mapping[str, Case]] = {
    "least number above the greatest": Case(
        change(G, MEN, MEN.replace("11..14", "14..11")),
        "toyfort/claims/gazette.yaml:57: [number] claims.men-lost-signal.figure.n: in '14..11' the lower number is above the upper one; see the notation of 'n' in docs/reference/format.md",
    ),
    "number that is none": Case(
        change(G, MEN, MEN.replace("11..14", "a dozen")),
        "toyfort/claims/gazette.yaml:57: [number] claims.men-lost-signal.figure.n: 'a dozen' is not a number: write 86, 1..5, 1..5+, 20000.., ..400, >100, <4000, ~300 or <~50; see the notation of 'n' in docs/reference/format.md",
    ),
    "more than all": Case(
        change(A, 'n: "9", unit: percent', 'n: "109", unit: percent'),
        "toyfort/claims/annals.yaml:105: [percent] claims.men-watch.figure.n: 109 per cent is more than all; check number and unit",
    ),
    "span of a share": Case(
        change(A, 'n: "9", unit: percent', 'n: "9", unit: percent, span: battle'),
        "toyfort/claims/annals.yaml:105: [span] claims.men-watch.figure.span: only a count over time has a span, and no rate has one; remove 'span'",
    ),
    "span that follows": Case(
        change(A, "method: enumerated, span: battle", "method: enumerated, span: day"),
        "toyfort/claims/annals.yaml:95: [span] claims.men-guard.figure.span: a period or a day follows from 'when'; write battle, or remove 'span'",
    ),
}
