"""``battlekg report``: who is heard, what rests on one root, what nobody could verify; how two documents differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.dataset.proposition import Figure
from kg.faults import did_you_mean, usage
from kg.rdf.concepts import schemes
from kg.reason.contradictions import contradictions
from kg.reason.corroboration import corroborations
from kg.reason.counterparts import Counterpart, counterparts, document
from kg.reason.world import Utterance, World

__all__ = ["TABLES", "Table", "differences", "report"]

Row = tuple[str | int, ...]
_UNSIDED: Final = "no side"
_ONLY: Final = "only-here"


@dataclass(frozen=True, slots=True)
class Table:
    """One part of the report.

    Attributes:
        name: The key of the part in the data.
        title: Its heading.
        note: How it is to be read.
        columns: The names of the columns.
        rows: The rows.
    """

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def report(world: World) -> list[Table]:
    """Return the parts of the report.

    Args:
        world: The dataset with the relations of its entities.
    """
    return [Table(name, title, note, columns, tuple(rows(world))) for name, title, note, columns, rows in TABLES]


def _told(world: World) -> Iterator[Utterance]:
    """Yield the claims that are not in the voice of a document."""
    yield from (u for u in world.utterances.values() if u.claim.who is not None)


def _balance(world: World, by: Callable[[Utterance], str]) -> Iterator[Row]:
    groups: dict[str, list[Utterance]] = {}
    for utterance in _told(world):
        groups.setdefault(by(utterance), []).append(utterance)
    for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        keys = {u.id for u in group}
        yield (
            name,
            len(group),
            len({u.root for u in group}),
            sum(u.claim.figure is not None for u in group),
            sum(u.claim.quote is not None for u in group),
            sum(bool(keys & {*u.claim.denies, *u.claim.disputes}) for u in world.utterances.values()),
            sum(u.claim.assesses in keys for u in world.utterances.values()),
        )


def _by_side(world: World) -> Iterator[Row]:
    def side(utterance: Utterance) -> str:
        found = world.side(utterance.claimant)
        return world.label("actor", found) if found else _UNSIDED

    return _balance(world, side)


def _by_institution(world: World) -> Iterator[Row]:
    return _balance(world, lambda u: world.label("actor", world.institution(u.claimant)))


def _by_claimant(world: World) -> Iterator[Row]:
    return _balance(world, lambda u: world.label("actor", u.claimant))


def _single_root(world: World) -> Iterator[Row]:
    """Yield the figures that one utterance alone gives and nobody confirms."""
    more = {key for group in corroborations(world) for key in group.claims}
    confirmed = {target for u in world.utterances.values() for target in u.claim.confirms}
    confirming = {u.id for u in world.utterances.values() if u.claim.confirms}
    for utterance in world.utterances.values():
        if isinstance(utterance.proposition, Figure) and utterance.id not in more | confirmed | confirming:
            yield utterance.id, world.label("actor", utterance.claimant), utterance.claim.says


def _unverified(world: World) -> Iterator[Row]:
    for utterance in world.utterances.values():
        claim = utterance.claim
        if claim.assesses and claim.outcome != "verified":
            checked = claim.assesses
            says = world.utterances[checked].claim.says if checked in world.utterances else "the claimant as such"
            yield checked, says, str(claim.outcome), world.label("actor", utterance.claimant), utterance.id


def _cited(world: World) -> Iterator[Row]:
    """Yield who is cited as a relayer or a claimant with a medium, though only the document was read."""
    hops = Counter((via.by, via.medium or "") for u in world.utterances.values() for via in u.claim.via)
    own = Counter((u.claimant, u.claim.medium) for u in _told(world) if u.claim.medium and not u.claim.via)
    for what, counted in (("relays", hops), ("publishes", own)):
        for (actor, medium), number in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            yield world.label("actor", actor), what, medium or "not said", number


def _unsaid(world: World) -> Iterator[Row]:
    utterances = list(world.utterances.values())
    figures = [u for u in utterances if u.claim.figure is not None]
    told = list(_told(world))

    def share(name: str, part: Iterable[Utterance], whole: list[Utterance]) -> Row:
        return name, sum(1 for _ in part), len(whole)

    yield share("claims of others without a date of saying", (u for u in told if u.claim.said is None), told)
    yield share("claims of others without a medium", (u for u in told if u.claim.medium is None), told)
    yield share("claims of others without a word on how they became known", (u for u in told if not u.claim.via), told)
    yield share("figures without a period", (u for u in figures if u.when is None), figures)
    yield share("figures without a place", (u for u in figures if u.claim.figure and not u.claim.figure.where), figures)
    yield share("claims with a doubtful reading", (u for u in utterances if u.claim.doubt), utterances)
    yield share("claims with something inferred", (u for u in utterances if u.claim.inferred), utterances)


def differences(world: World, source: str) -> list[Table]:
    """Return how a document stands to the others: the numbers, then its claims by their standing.

    Args:
        world: The dataset with the relations of its entities.
        source: The key of the document.

    Raises:
        FaultError: There is no such document.
    """
    known = world.dataset.documents
    if source not in known:
        remedy = did_you_mean(source, known, f"take one of {', '.join(sorted(known))}")
        raise usage(f"there is no document '{source}'", remedy)
    found = _standings(world, source)
    labels = schemes()["standing"]
    counts = tuple(
        (labels[name].label, len({claim for claim, _, _ in rows}), len(rows) if name != _ONLY else 0)
        for name, rows in found.items()
    )
    title = f"How {known[source].title} stands to the other documents"
    note = "A claim may stand to several others in several ways. What is not compared shows as 'only here'."
    tables = [Table("standings", title, note, ("standing", "claims", "pairs"), counts)]
    for name, rows in found.items():
        columns = ("claim", "says") if name == _ONLY else ("claim", "says", "other", "other says", "reason")
        told = tuple(tuple(_pair(world, *row))[: len(columns)] for row in rows)
        tables.append(Table(name, labels[name].label.capitalize(), labels[name].definition, columns, told))
    return tables


def _standings(world: World, source: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return the claims of a document with the claim of another one and the reason, by standing."""
    found: dict[str, list[tuple[str, str, str]]] = {name: [] for name in schemes()["standing"]}
    mine = [u.id for u in world.utterances.values() if document(u) == source]
    for pair in _counterparts(world):
        for claim, other in ((pair.one, pair.two), (pair.two, pair.one)):
            if document(world.utterances[claim]) == source:
                found[pair.standing].append((claim, other, pair.reason))
    met = {claim for rows in found.values() for claim, _, _ in rows}
    found[_ONLY] = [(claim, "", "") for claim in mine if claim not in met]
    order = {claim: place for place, claim in enumerate(mine)}
    return {name: sorted(rows, key=lambda row: (order[row[0]], row[1])) for name, rows in found.items()}


def _counterparts(world: World) -> list[Counterpart]:
    return counterparts(world, contradictions(world), corroborations(world))


def _pair(world: World, claim: str, other: str, reason: str) -> Iterator[str]:
    yield from (claim, world.utterances[claim].claim.says)
    yield from (other, world.utterances[other].claim.says if other else "", reason)


def _documents(world: World) -> Iterator[Row]:
    """Yield for each document how many of its claims have a counterpart of each standing in another one."""
    for source in world.dataset.documents:
        found = _standings(world, source)
        claims = sum(document(u) == source for u in world.utterances.values())
        yield source, claims, *(len({claim for claim, _, _ in rows}) for rows in found.values())


_BALANCE: Final = ("claims", "utterances", "figures", "quotes", "denied or disputed", "checked")
_Rows = Callable[[World], Iterable[Row]]
TABLES: Final[tuple[tuple[str, str, str, tuple[str, ...], _Rows], ...]] = (
    ("sides", "Balance by side", "What others than the documents say, by the side that they belong to or speak for.",
     ("side", *_BALANCE), _by_side),
    ("institutions", "Balance by institution", "Two ministers of one government are one institution.",
     ("institution", *_BALANCE), _by_institution),
    ("claimants", "Balance by claimant", "Everybody who is told to have said something.",
     ("claimant", *_BALANCE), _by_claimant),
    ("single-root", "Figures of a single root",
     "Nobody else says them and nobody confirms them. A figure that stands twice in a document has still one root.",
     ("claim", "claimant", "says"), _single_root),
    ("unverified", "Checked and not verified", "What somebody could not verify, verified in part, or refuted.",
     ("claim", "says", "outcome", "checked by", "check"), _unverified),
    ("cited", "Cited, not consulted", "Only the documents were read; these are known through them.",
     ("who", "how", "medium", "claims"), _cited),
    ("documents", "Claims with a counterpart in another document",
     "By how they stand to it; 'battlekg report --differences DOCUMENT' lists the pairs.",
     ("document", "claims", *(concept.label for concept in schemes()["standing"].values())), _documents),
    ("unsaid", "What the documents do not say", "Counted over all claims.", ("what", "claims", "of"), _unsaid),
)  # fmt: skip
"""The parts of the report: key, title, note, columns, rows."""
