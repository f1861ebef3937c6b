"""``battlekg new``: skeletons to fill in."""

from __future__ import annotations

import json
import re
from itertools import chain, count
from pathlib import Path
from typing import Final, get_args

from kg.faults import did_you_mean, fault, usage
from kg.paths import find_dataset

__all__ = ["SKELETONS", "begin", "skeleton", "source_skeleton"]

_CLAIM: Final = """\
# Put this under 'claims:' in a file of claims/. Remove what you do not need (docs/reference/format.md).
# KIND and MEASURE: see the schemes kind and measure in docs/reference/model.md.
  {id}:
    at: {at}
    who: ACTOR                  # leave out where the document itself says it
    said: "YYYY-MM-DD"           # leave out where the text does not say when it was said
    act: assert                 # {acts}
    hedge: []                   # {hedges}
    says: ONE SENTENCE IN YOUR OWN WORDS
    # exactly one of the four, or a relation (denies, disputes, confirms, revises, same, assesses + outcome):
    occurrence: {{kind: KIND, about: EVENT, by: ACTOR, where: PLACE, when: "YYYY-MM-DD"}}
    situation: {{kind: KIND, about: EVENT, by: ACTOR, where: PLACE, extent: part, when: "YYYY-MM-DD"}}
    figure: {{kind: MEASURE, n: "86", item: combatant, of: ACTOR, where: PLACE, when: "YYYY-MM-DD"}}
    ratio: {{kind: MEASURE, of: ACTOR, to-kind: MEASURE, to-of: ACTOR, n: "7.5"}}
    inferred: {{}}                # {{field: why it can be read so}} for what does not stand in the passage
"""
_OTHERS: Final = {
    "claims": """\
# One file of claims/. A text with a comma or a colon needs quotes inside of {{}} and [].
curator: CURATOR                # an id of dataset.yaml
curated: YYYY-MM-DD
year-from: {{at: PASSAGE, note: WHY DATES WITHOUT A YEAR ARE OF THIS YEAR}}    # leave out where every date has a year
claims: {{}}                      # the claims instead of {{}}: battlekg new claim --at PASSAGE
set-aside:
  DOCUMENT.SECTION.h: {{why: heading}}    # {reasons}
numbers-aside: {{}}               # {{PASSAGE: {{"86": why this number is no figure of a claim}}}}
""",
    "actor": """\
ID:
  kind: person                  # {kinds}
  names:
    FULL NAME: PASSAGE          # the first is preferred
  side: {{is: ACTOR, at: PASSAGE}}    # an actor of the kind side
  affiliation: {{is: ACTOR, at: PASSAGE}}
""",
    "place": """\
ID:
  kind: city                    # {kinds}
  names:
    NAME: PASSAGE
  within: {{is: PLACE, at: PASSAGE}}
""",
    "battle": """\
ID:
  names:
    NAME: PASSAGE
  place: {{is: PLACE, at: PASSAGE}}
  party:                        # the sides, actors of the kind side
    - {{is: ACTOR, at: PASSAGE}}
""",
    "phase": """\
ID:
  names:
    NAME: PASSAGE
  battle: BATTLE
  order: 1
  when: "YYYY-MM/YYYY-MM"
""",
    "event": "ID: {{kind: KIND, label: WHAT CLAIMS ARE ABOUT, part-of: PHASE-OR-BATTLE}}\n",
    "dataset": """\
name: ID                        # short, and for good: it is part of every IRI
title: TITLE
description: WHAT IT HOLDS
base: https://example.org/battles/
version: 0.1.0
issued: YYYY-MM-DD
licence: https://creativecommons.org/licenses/by-sa/4.0/
battle: BATTLE                  # an id of battles.yaml: what claims are about that name no event
curators: [{{id: ID, name: NAME}}]
scope: [DOCUMENT.SECTION]       # the sections in which every passage has a claim or a reason to have none
keywords: [WORD]                # for catalogues; may be left out
""",
}
_SOURCE: Final = """\
{key}:
  kind: {kind}    # {kinds}
  title: {title}
  publisher: ACTOR                # an actor of actors.yaml
  url: https://example.org/WHERE-IT-IS-PUBLIC
  published: "YYYY-MM-DD"
  file:
    name: {name}
    sha256: {digest}
  normalisation: {normalisation}
  sections:                       # a key becomes part of the identifiers of passages: short, and for good
{sections}"""


SKELETONS: Final = ("claim", *_OTHERS, "source")
"""What can be begun."""


def skeleton(what: str, at: str = "PASSAGE") -> str:
    """Return the skeleton of a claim, a file of claims, an actor, a place, a battle, a phase, an event or a dataset.

    Args:
        what: What to begin.
        at: The passage of a claim.
    """
    from kg.dataset.model import SetAside
    from kg.rdf.concepts import schemes

    if what == "claim":
        acts, hedges = (", ".join(schemes()[scheme]) for scheme in ("act", "hedge"))
        name = at.replace(".", "-") + "-x" if at != "PASSAGE" else "ID"
        return _CLAIM.format(id=name, at=at, acts=acts, hedges=hedges)
    kinds = ", ".join(schemes().get(f"{what}-kind", ()))
    reasons = ", ".join(get_args(SetAside.model_fields["why"].annotation))
    return _OTHERS[what].format(kinds=kinds, reasons=reasons)


def source_skeleton(name: str, raw: str) -> str:
    """Return the skeleton of the description of a document: its digest, and a section for each heading.

    Args:
        name: The name of the file.
        raw: The text of the document as found.
    """
    from kg.dataset.documents import DOCUMENT_KINDS
    from kg.dataset.freeze import digest_of
    from kg.text.normalise import NORMALISATION, normalise

    blocks = normalise(raw).blocks
    headings = [block.text for block in blocks if block.kind == "heading"]
    keys: dict[str, str] = {}
    for heading in headings if blocks and blocks[0].kind == "heading" else ["", *headings]:
        keys[_key(heading, "section", keys) if keys else "lead"] = heading
    return _SOURCE.format(
        key=_key(Path(name).stem, "document", {}),
        kind=DOCUMENT_KINDS[0],
        kinds=", ".join(DOCUMENT_KINDS),
        title=_quoted(headings[0] if headings else "TITLE"),
        name=_quoted(name),
        digest=digest_of(raw),
        normalisation=NORMALISATION,
        sections="".join(f"    - {{key: {key}, heading: {_quoted(heading)}}}\n" for key, heading in keys.items()),
    )


def _key(words: str, otherwise: str, taken: dict[str, str]) -> str:
    """Return a short key made of the last word that can serve as one, with a number where it is taken."""
    stem: str = [otherwise, *(word for word in re.findall("[a-z][a-z0-9]*", words.lower()) if len(word) > 2)][-1]
    return next(key for key in chain([stem], (f"{stem}-{number}" for number in count(2))) if key not in taken)


def _quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def begin(dataset: str, what: str, at: str | None, text: str | None) -> str:
    """Return a skeleton to fill in.

    Args:
        dataset: The dataset in whose index the passage of a claim is looked up; nothing else of it is read.
        what: What to begin.
        at: The passage of a claim.
        text: The text of the document that a source describes.

    Raises:
        FaultError: The index does not have the passage, or the text cannot be read.
    """
    if what == "source":
        return _source(text)
    if at is not None:
        _check_passage(Path(find_dataset(dataset)), at)
    return skeleton(what, at or "PASSAGE")


def _source(text: str | None) -> str:
    from kg.dataset.freeze import read_text

    if text is None:
        raise usage("'new source' needs the text of the document", "give --text FILE")
    return source_skeleton(Path(text).name, read_text(Path(text)))


def _check_passage(folder: Path, at: str) -> None:
    from kg.text.index import index_path, read_index

    indexes = sorted(path.stem for path in (folder / "passages").glob("*.tsv"))
    document = at.partition(".")[0]
    if document not in indexes:
        remedy = did_you_mean(document, indexes, f"freeze it first: battlekg freeze {document} --text FILE")
        raise fault("value", f"there is no index of passages of '{document[:80]}'", remedy)
    known = [passage.id for passage in read_index(index_path(folder, document))]
    if at not in known:
        raise fault("value", f"there is no passage '{at}'", did_you_mean(at, known, "see passages/*.tsv"))
