"""What must hold between the parts of a dataset: every reference leads somewhere, nothing contradicts itself."""

from __future__ import annotations

from collections.abc import Set

from kg import edtf
from kg.dataset.check_entities import check_entities
from kg.dataset.check_links import check_linked
from kg.dataset.fields import SLUG
from kg.dataset.model import Claim, ClaimFile, Dataset
from kg.dataset.proposition import Figure, Proposition, Quantified, Situation
from kg.dataset.references import Checker, Files, Note
from kg.faults import Fault
from kg.rdf.concepts import schemes

__all__ = ["check"]

_RELATIONS = ("denies", "disputes", "confirms", "revises", "derives-from", "same")
_SPEAKING = ("denies", "disputes", "confirms", "revises", "same", "assesses")
_CLAIM_CONCEPTS = ("act", "medium", "hedge", "outcome")
_CONCEPTS = {
    "direction": "direction", "item": "item", "unit": "unit", "per": "unit", "to-kind": "measure", "extent": "extent",
    "polarity": "polarity", "degree": "degree", "sense": "sense", "method": "method", "span": "span",
}  # fmt: skip
"""The scheme of each field of a proposition that takes a concept, but for its kind."""
_REFERENCES = {
    "about": "event|phase|battle", "by": "actor", "of": "actor", "where": "place", "from": "place", "toward": "place",
    "to-of": "actor", "org": "actor",
}  # fmt: skip
"""The kind of each field of a proposition that takes identifiers."""


def check(dataset: Dataset, files: Files) -> list[Fault]:
    """Return the faults of a dataset whose files have been parsed one by one.

    Args:
        dataset: The dataset, perhaps without the parts that could not be parsed.
        files: The files that were read.
    """
    checker = Checker(dataset, files)
    check_entities(checker)
    check_linked(checker)
    for key, convention in dataset.conventions.items():
        checker.passages(checker.at(f"convention:{key}", (key,)), (key, "at"), convention.at)
    for key, claim in dataset.claims.items():
        _claim(checker, key, claim)
    claimed = {passage for claim in dataset.claims.values() for passage in claim.at}
    aside: dict[str, str] = {}
    for name, file in files.claims.items():
        _file(checker, name, file, claimed, aside)
    return checker.faults


def _claim(checker: Checker, key: str, claim: Claim) -> None:
    at = ("claims", key)
    note = checker.at(f"claim:{key}", at)
    data = checker.dataset
    if key in data.retired:
        note(("claims", key), "retired-id", f"'{key}' is retired ({data.retired[key].why})", "take a new identifier")
    checker.passages(note, (*at, "at"), claim.at)
    checker.passages(note, (*at, "context"), claim.context)
    if len({passage.partition(".")[0] for passage in claim.at}) > 1:
        note((*at, "at"), "two-documents", "the passages are of two documents", "write one claim per document")
    for field in ("who", "or-who"):
        checker.known(note, (*at, field), "actor", claim.values_of(field))
    if claim.or_who and not claim.doubt:
        note((*at, "or-who"), "undoubted", "other claimants are possible, but no doubt is stated", "add 'doubt'")
    checker.known(note, (*at, "via"), "actor", [via.by for via in claim.via])
    checker.concepts(note, (*at, "via"), "medium", [via.medium for via in claim.via if via.medium])
    for field in _CLAIM_CONCEPTS:
        checker.concepts(note, (*at, field), field, claim.values_of(field))
    checker.concepts(note, (*at, "evidence"), "medium", claim.evidence)
    _relations(checker, note, key, claim)
    kinds = [kind for kind in ("figure", "ratio", "situation", "occurrence") if getattr(claim, kind) is not None]
    if len(kinds) > 1:
        note(at, "two-propositions", f"it has {' and '.join(kinds)}", "make a claim of each")
    if not kinds and not any(getattr(claim, relation) for relation in _SPEAKING):
        note(at, "says-nothing", "it has no proposition and no relation", "add figure, ratio, situation or occurrence")
    if claim.proposition is not None:
        _proposition(checker, note, (*at, kinds[0]), claim.proposition)
    _dates(checker, note, at, claim)
    _inferred(checker, note, at, claim)


def _relations(checker: Checker, note: Note, key: str, claim: Claim) -> None:
    at = ("claims", key)
    for relation in _RELATIONS:
        targets = claim.values_of(relation)
        checker.known(note, (*at, relation), "claim", targets)
        if key in targets:
            note((*at, relation), "self-relation", f"the claim {relation} itself", "name another claim")
    for target in claim.revises:
        other = checker.dataset.claims.get(target)
        if other is not None and other.who != claim.who:
            what = f"'{target}' is a claim of {other.who or 'the document'}"
            remedy = "only the same claimant revises; use disputes or denies"
            note((*at, "revises"), "revises-another", what, remedy)
    if (claim.assesses is None) != (claim.outcome is None):
        missing = "outcome" if claim.outcome is None else "assesses"
        note(at, "half-assessment", f"it has no '{missing}'", "an assessment has 'assesses' and 'outcome'")
    if claim.assesses:
        prefix, _, local = claim.assesses.rpartition(":")
        checker.known(note, (*at, "assesses"), prefix or "claim", (local,))
        if not prefix and local == key:
            note((*at, "assesses"), "self-relation", "the claim assesses itself", "name another claim")


def _proposition(checker: Checker, note: Note, at: tuple[str | int, ...], proposition: Proposition) -> None:
    scheme = "measure" if isinstance(proposition, Quantified) else "kind"
    for field, concepts in {"kind": scheme, **_CONCEPTS}.items():
        checker.concepts(note, (*at, field), concepts, proposition.values_of(field))
    for field, kinds in _REFERENCES.items():
        checker.known(note, (*at, field), kinds, proposition.values_of(field))
    if isinstance(proposition, Figure) and proposition.unit == "percent":
        quantity = proposition.quantity
        if max(quantity.minimum or 0, quantity.maximum or 0) > 100:
            note((*at, "n"), "percent", f"{proposition.n} per cent is more than all", "check number and unit")
    if isinstance(proposition, Figure) and proposition.span:
        measure = schemes()["measure"].get(proposition.kind)
        if proposition.per or (measure is not None and measure.measure_type != "flow"):
            what = "only a count over time has a span, and no rate has one"
            note((*at, "span"), "span", what, "remove 'span'")
        elif proposition.span != "battle":
            note((*at, "span"), "span", "a period or a day follows from 'when'", "write battle, or remove 'span'")
    if isinstance(proposition, Situation) and proposition.kind == "role" and not proposition.role:
        note(at, "role", "a role has no 'role'", "say which office or rank")


def _dates(checker: Checker, note: Note, at: tuple[str, ...], claim: Claim) -> None:
    document = checker.dataset.documents.get(claim.at[0].partition(".")[0])
    if document is None or claim.said is None:
        return
    latest = edtf.parse(document.published).latest_end
    first = edtf.parse(claim.said).earliest_begin
    if latest and first and first > latest:
        what = f"'{claim.said}' is later than the document ({document.published})"
        note((*at, "said"), "said-after-document", what, "check the year")


def _inferred(checker: Checker, note: Note, at: tuple[str, ...], claim: Claim) -> None:
    for field, reason in claim.inferred.items():
        if SLUG.fullmatch(reason):
            checker.known(note, (*at, "inferred", field), "convention", (reason,))
            convention = checker.dataset.conventions.get(reason)
            if convention is not None and field not in convention.explains:
                what = f"the convention '{reason}' explains {', '.join(convention.explains)}, not '{field}'"
                note((*at, "inferred", field), "convention", what, "write the reason out, or name another convention")
        if not any(node.values_of(field) for node in (claim, claim.proposition) if node):
            what = f"'{field}' is marked as inferred, but the claim does not have it"
            note((*at, "inferred", field), "inferred-nothing", what, "remove the mark or add the field")


def _file(checker: Checker, name: str, file: ClaimFile, claimed: Set[str], aside: dict[str, str]) -> None:
    """Note the faults of the head of a file of claims; ``aside`` has the passages that the files before set aside."""
    note = checker.within(name)
    if file.curator:
        checker.curator(note, file.curator)
    if file.year_from:
        checker.passages(note, ("year-from", "at"), (file.year_from.at,))
    for passage in file.set_aside:
        where = ("set-aside", passage)
        checker.passages(note, where, (passage,))
        if passage in claimed:
            note(where, "set-aside-claimed", f"'{passage}' is set aside and has a claim", "remove one of the two")
        if aside.setdefault(passage, name) != name:
            note(where, "set-aside-twice", f"'{passage}' is set aside in another file, too", "keep one of them")
