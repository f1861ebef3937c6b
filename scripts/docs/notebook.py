"""Write docs/tour.ipynb: the tour as a notebook, without outputs, so that it changes only where its text does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TOUR = Path(__file__).resolve().parents[2] / "docs" / "tour.ipynb"

CELLS = (
    ("markdown", """# A tour of the graph

Who claimed what about the battle of Bakhmut, with which bounds, and how far the claims agree. Every row leads to a
claim, every claim to its passage. The notebook needs `pip install 'battlekg[frames,plot]'`; it runs in the tests."""),
    ("code", """import kg

graph = kg.load("bakhmut")
graph"""),
    ("markdown", """## Casualties, with claimants and bounds

`graph.figures` gives frozen rows. A bound is not an estimate: where the text says *more than*, there is no upper
end."""),
    ("code", """figures = graph.figures("casualties", side="Wagner Group")
for row in figures[:4]:
    print(f"{row.claimant} ({row.said}): {row.words} {row.kind}, {row.when}")"""),
    ("code", """figures.plot()"""),
    ("markdown", """The same rows as a DataFrame: days are `datetime64`, the number is an interval with infinite ends
where it is open, claimants and sides are categories. This is enough for a chart of one's own."""),
    ("code", """frame = figures.to_dataframe()
frame[["claimant", "side", "said", "words", "number", "said_latest_end"]]"""),
    ("code", """import math

import matplotlib.pyplot as plt

totals = frame[(frame["kind"] == "killed") & (frame["per"] == "")].sort_values("said_latest_end")
chart, axes = plt.subplots(figsize=(9, 4))
for place, row in enumerate(totals.itertuples()):
    low, high = row.number.left, row.number.right
    known = low if math.isinf(high) else high
    axes.plot([known if math.isinf(low) else low, known], [place, place], "k-")
    axes.plot([known], [place], ">" if math.isinf(high) else "<" if math.isinf(low) else "o", color="black")
axes.set_xscale("log")
axes.set_xlabel("killed of Wagner Group; arrows are open bounds")
axes.set_yticks(range(len(totals)), [f"{row.claimant}: {row.words}" for row in totals.itertuples()])
chart.tight_layout()
plt.show()"""),
    ("markdown", """## Control, party by party

Each claim by itself: two sides can be said to hold a place at once, and nothing is merged. A capture says what was
taken, not how long it was held."""),
    ("code", """control = graph.control("bakhmut", since="2023-03-01", until="2023-06-30")
control.plot()"""),
    ("code", """periods = control.to_dataframe()
periods.groupby(["party", "taken"], observed=True).agg(
    claims=("claim", "nunique"), first=("when_latest_begin", "min"), last=("when_earliest_end", "max")
)"""),
    ("markdown", """## A contradiction, with both passages

The verdict of a rule says how two claims stand to each other, not which of them is right. The text of a passage is
shown where `BATTLEKG_TEXT` names a copy of the documents; elsewhere the words that find it."""),
    ("code", """def show(claim):
    print(f"{claim.claimant.label} ({claim.said}): {claim.says}")
    for passage in claim.passages:
        print(f"  {passage.id}: {passage.text or f'find {passage.finder!r} in {passage.source.url}'}")


capture = graph.claims["capture-prigozhin-0520"]
row = next(row for row in graph.query("contradictions") if capture in (row.claim, row.other))
print(f"{row.verdict_label}: {row.reason}")
show(row.claim)
show(row.other)"""),
    ("markdown", """## Down to the sentence, and into an article

`explain` shows everything behind a claim, `cite` how it is quoted: claimant, date, document, permanent address,
version."""),
    ("code", """print("\\n".join(graph.explain(row.claim).splitlines()[:8]))
print()
print(graph.cite(row.claim))"""),
    ("markdown", """## Whose voices

How much room each side has in the two documents. Much room is no sign of truth."""),
    ("code", """graph.balance().to_dataframe()"""),
)  # fmt: skip


def notebook() -> str:
    """Return the notebook as JSON, in the form in which notebooks are written."""
    cells: list[dict[str, Any]] = []
    for number, (kind, text) in enumerate(CELLS):
        cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}}
        if kind == "code":
            cell |= {"execution_count": None, "outputs": []}
        cells.append(cell | {"source": text.splitlines(keepends=True)})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    TOUR.write_text(notebook(), encoding="utf-8")
