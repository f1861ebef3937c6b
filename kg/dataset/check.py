"""What must hold between the parts of a dataset: every reference leads somewhere, nothing contradicts itself."""

from __future__ import annotations

from collections.abc import Iterable

from kg import edtf
from kg.dataset.check_entities import check_entities
from kg.dataset.check_links import check_linked
from kg.dataset.model import Claim, ClaimFile, Dataset, Figure, Proposition, Quantified, Ratio, Situation
from kg.dataset.references import Checker, Files, Note
from kg.faults import Fault

__all__ = ["check"]

_RELATIONS = ("denies", "disputes", "confirms", "revises", "derives-from", "same")
_SPEAKING = ("denies", "disputes", "confirms", "revises", "same", "assesses")


def check(dataset: Dataset, files: Files) -> list[Fault]:
    """Return the faults of a dataset whose files have been parsed one by one.

    Args:
        dataset: The dataset, perhaps without the parts that could not be parsed.
        files: The files that were read.
    """
    checker = Checker(dataset, files)
    check_entities(checker)
    check_linked(checker)
    for key, claim in dataset.claims.items():
        _claim(checker, key, claim)
    claimed = {passage for claim in dataset.claims.values() for passage in claim.at}
    aside: dict[str, str] = {}
    for name, file in files.claims.items():
        _file(checker, name, file)
        for passage in file.set_aside:
            _set_aside(checker.within(name), passage, passage in claimed, aside.setdefault(passage, name) != name)
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
    checker.known(note, (*at, "who"), "actor", (claim.who,) if claim.who else ())
    checker.known(note, (*at, "or-who"), "actor", claim.or_who)
    if claim.or_who and not claim.doubt:
        note((*at, "or-who"), "undoubted", "other claimants are possible, but no doubt is stated", "add 'doubt'")
    checker.known(note, (*at, "via"), "actor", [via.by for via in claim.via])
    for field, scheme, values in (
        ("act", "act", (claim.act,)),
        ("medium", "medium", (claim.medium,)),
        ("hedge", "hedge", claim.hedge),
        ("outcome", "outcome", (claim.outcome,)),
        ("via", "medium", [via.medium for via in claim.via]),
    ):
        checker.concepts(note, (*at, field), scheme, [value for value in values if value])
    _relations(checker, note, key, claim)
    kinds = [kind for kind in ("figure", "ratio", "situation", "occurrence") if getattr(claim, kind) is not None]
    if len(kinds) > 1:
        note(at, "two-propositions", f"it has {' and '.join(kinds)}", "make a claim of each")
    if not kinds and not any(getattr(claim, relation) for relation in _SPEAKING):
        note(at, "says-nothing", "it has no proposition and no relation", "add figure, ratio, situation or occurrence")
    if claim.proposition is not None:
        _proposition(checker, note, (*at, kinds[0]), claim.proposition)
    _dates(checker, note, at, claim)
    _inferred(note, at, claim)


def _relations(checker: Checker, note: Note, key: str, claim: Claim) -> None:
    at = ("claims", key)
    for relation in _RELATIONS:
        value = getattr(claim, relation.replace("-", "_"))
        targets = (value,) if isinstance(value, str) else value or ()
        checker.known(note, (*at, relation), "claim", targets)
        if key in targets:
            note((*at, relation), "self-relation", f"the claim {relation} itself", "name another claim")
        if relation == "revises":
            _revises(checker, note, (*at, relation), claim, targets)
    if (claim.assesses is None) != (claim.outcome is None):
        missing = "outcome" if claim.outcome is None else "assesses"
        note(at, "half-assessment", f"it has no '{missing}'", "an assessment has 'assesses' and 'outcome'")
    if claim.assesses:
        prefix, _, local = claim.assesses.rpartition(":")
        checker.known(note, (*at, "assesses"), prefix or "claim", (local,))
        if not prefix and local == key:
            note((*at, "assesses"), "self-relation", "the claim assesses itself", "name another claim")


def _revises(checker: Checker, note: Note, at: tuple[str | int, ...], claim: Claim, targets: Iterable[str]) -> None:
    for target in targets:
        other = checker.dataset.claims.get(target)
        if other is not None and other.who != claim.who:
            what = f"'{target}' is a claim of {other.who or 'the document'}"
            note(at, "revises-another", what, "only the same claimant revises; use disputes or denies")


def _proposition(checker: Checker, note: Note, at: tuple[str | int, ...], proposition: Proposition) -> None:
    scheme = "measure" if isinstance(proposition, Quantified) else "kind"
    checker.concepts(note, (*at, "kind"), scheme, (proposition.kind,))
    if proposition.about:
        checker.known(note, (*at, "about"), "event|phase|battle", (proposition.about,))
    for field, kind in (("by", "actor"), ("of", "actor"), ("where", "place"), ("toward", "place")):
        checker.known(note, (*at, field), kind, getattr(proposition, field))
    checker.known(note, (*at, "from"), "place", proposition.from_)
    optional = {"direction": proposition.direction, "item": proposition.item}
    if isinstance(proposition, Figure):
        optional |= {"unit": proposition.unit}
        if proposition.per:
            checker.concepts(note, (*at, "per"), "unit", (proposition.per,))
        quantity = proposition.quantity
        if proposition.unit == "percent" and max(quantity.minimum or 0, quantity.maximum or 0) > 100:
            note((*at, "n"), "percent", f"{proposition.n} per cent is more than all", "check number and unit")
    if isinstance(proposition, Ratio):
        checker.concepts(note, (*at, "to-kind"), "measure", (proposition.to_kind,))
        checker.known(note, (*at, "to-of"), "actor", proposition.to_of)
    if isinstance(proposition, Situation):
        optional |= {"extent": proposition.extent}
        checker.known(note, (*at, "org"), "actor", proposition.org)
        if proposition.kind == "role" and not proposition.role:
            note(at, "role", "a role has no 'role'", "say which office or rank")
    for field, value in optional.items():
        if value:
            checker.concepts(note, (*at, field), field, (value,))


def _dates(checker: Checker, note: Note, at: tuple[str, ...], claim: Claim) -> None:
    document = checker.dataset.documents.get(claim.at[0].partition(".")[0])
    if document is None or claim.said is None:
        return
    latest = edtf.parse(document.published).latest_end
    first = edtf.parse(claim.said).earliest_begin
    if latest and first and first > latest:
        what = f"'{claim.said}' is later than the document ({document.published})"
        note((*at, "said"), "said-after-document", what, "check the year")


def _inferred(note: Note, at: tuple[str, ...], claim: Claim) -> None:
    for field in claim.inferred:
        if not any(_has(node, field) for node in (claim, claim.proposition) if node is not None):
            what = f"'{field}' is marked as inferred, but the claim does not have it"
            note((*at, "inferred", field), "inferred-nothing", what, "remove the mark or add the field")


def _has(node: Claim | Proposition, field: str) -> bool:
    name = field.replace("-", "_")
    name = name if name in type(node).model_fields else f"{field}_"
    return bool(getattr(node, name, None))


def _file(checker: Checker, name: str, file: ClaimFile) -> None:
    note = checker.within(name)
    if file.curator:
        checker.curator(note, file.curator)
    if file.year_from:
        checker.passages(note, ("year-from", "at"), (file.year_from.at,))
    for passage in file.set_aside:
        checker.passages(note, ("set-aside", passage), (passage,))


def _set_aside(note: Note, passage: str, claimed: bool, twice: bool) -> None:
    where = ("set-aside", passage)
    if claimed:
        note(where, "set-aside-claimed", f"'{passage}' is set aside and has a claim", "remove one of the two")
    if twice:
        note(where, "set-aside-twice", f"'{passage}' is set aside in another file, too", "keep one of them")
