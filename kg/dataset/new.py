"""``battlekg new``: skeletons to fill in."""

from __future__ import annotations

from typing import Final, TextIO

from kg.dataset.read import find_dataset, read_dataset
from kg.faults import Fault, FaultError, did_you_mean

__all__ = ["run", "skeleton"]

_CLAIM: Final = """\
# Put this under 'claims:' in a file of claims/. Remove what you do not need; docs/format.md explains each key.
  {id}:
    at: {at}
    who: ACTOR                  # leave out where the document itself says it
    said: "{year}-MM-DD"           # leave out where the text does not say when it was said
    act: assert                 # {acts}
    hedge: []                   # {hedges}
    says: ONE SENTENCE IN YOUR OWN WORDS
    # exactly one of the four, or a relation (denies, disputes, confirms, revises, same, assesses + outcome):
    occurrence: {{kind: KIND, about: EVENT, by: ACTOR, where: PLACE, when: "{year}-MM-DD"}}
    situation: {{kind: KIND, about: EVENT, by: ACTOR, where: PLACE, extent: part, when: "{year}-MM-DD"}}
    figure: {{kind: MEASURE, n: "86", item: combatant, of: ACTOR, where: PLACE, when: "{year}-MM-DD"}}
    ratio: {{kind: MEASURE, of: ACTOR, to-kind: MEASURE, to-of: ACTOR, n: "7.5"}}
    inferred: {{}}                # {{field: why it can be read so}} for what does not stand in the passage
"""
_OTHERS: Final = {
    "actor": """\
ID:
  kind: person                  # {kinds}
  names:
    FULL NAME: PASSAGE          # the first is preferred
  side: {{is: ACTOR, at: PASSAGE}}
  affiliation: {{is: ACTOR, at: PASSAGE}}
""",
    "place": """\
ID:
  kind: city                    # {kinds}
  names:
    NAME: PASSAGE
  within: {{is: PLACE, at: PASSAGE}}
""",
    "event": "ID: {{kind: KIND, label: WHAT CLAIMS ARE ABOUT, part-of: PHASE-OR-BATTLE}}\n",
    "dataset": """\
name: ID                        # the same as the folder
title: TITLE
description: WHAT IT HOLDS
base: https://example.org/battles/
version: 0.1.0
issued: YYYY-MM-DD
licence: https://creativecommons.org/licenses/by-sa/4.0/
battle: BATTLE
curators: [{{id: ID, name: NAME}}]
scope: [DOCUMENT.SECTION]
keywords: [WORD]                # for catalogues; may be left out
""",
}


def skeleton(what: str, at: str = "PASSAGE", year: str = "YYYY") -> str:
    """Return the skeleton of a claim, an actor, a place, an event or a dataset.

    Args:
        what: What to begin.
        at: The passage of a claim.
        year: The year that dates of a claim begin with.
    """
    from kg.schemes import schemes

    if what == "claim":
        acts, hedges = (", ".join(schemes()[scheme]) for scheme in ("act", "hedge"))
        name = at.replace(".", "-") + "-x" if at != "PASSAGE" else "ID"
        return _CLAIM.format(id=name, at=at, year=year, acts=acts, hedges=hedges)
    kinds = ", ".join(schemes().get(f"{what}-kind", ()))
    return _OTHERS[what].format(kinds=kinds)


def run(dataset: str, what: str, at: str | None, out: TextIO) -> int:
    """Print a skeleton.

    Args:
        dataset: The dataset in which the passage of a claim is looked up.
        what: What to begin.
        at: The passage of a claim.
        out: Where the skeleton goes.

    Raises:
        FaultError: The dataset does not have the passage.
    """
    if at is None:
        out.write(skeleton(what))
        return 0
    found = read_dataset(find_dataset(dataset))
    if at not in found.passages:
        remedy = did_you_mean(at, found.passages, "see passages/*.tsv")
        raise FaultError([Fault("", 0, "value", f"there is no passage '{at}'", remedy)])
    published = found.documents[found.passages[at].document].published
    out.write(skeleton(what, at, published[:4]))
    return 0
