"""Which claims of two documents speak of one matter, and how they stand to each other in it.

One matter is a kind of thing (importance, loss, control ...) of one event, or where no event is named, of the same
actors and places. Nothing in which the two are told to be apart may be in between. That two documents speak of one
matter is no agreement yet; the standing tells how far the rule could see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Final

from kg.dataset.proposition import Described, Figure, Proposition, Ratio, Situation
from kg.edtf import Interval
from kg.rdf.concepts import collected
from kg.reason.compare import Relation, area, force, measure, moment, period, range_of, relate
from kg.reason.corroboration import Corroboration
from kg.reason.verdict import Verdict
from kg.reason.world import Utterance, World

__all__ = ["Counterpart", "counterparts", "document"]

_PEOPLE: Final = ({"person", "civilian"}, {"person", "combatant"})
"""Items of which the one may count the other."""

_LONG: Final = 31
_APART: Final = 7
"""One event is spoken of at one time where both dates span at most so many days and lie no further apart."""

_WORDS: Final = {"by": "who acts", "of": "whom it concerns", "where": "the place", "from": "from where",
                 "toward": "towards what", "org": "the body"}  # fmt: skip
_GOES: Final = (Relation.EQUAL, Relation.NEAR, Relation.PART, Relation.WHOLE, Relation.UNKNOWN)

Relations = dict[str, Relation]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Two claims of two documents that speak of one matter.

    Attributes:
        one: The identifier of the first claim (the one with the smaller identifier).
        two: The identifier of the second claim.
        standing: How they stand to each other, a concept of the scheme ``standing``.
        reason: What they share and in what they differ, as a person can read it.
    """

    one: str
    two: str
    standing: str
    reason: str

    @property
    def key(self) -> str:
        """A name that is the same on every machine: both claims."""
        return f"{self.one}.{self.two}"


def document(utterance: Utterance) -> str:
    """Return the key of the document that tells a claim."""
    return utterance.claim.at[0].partition(".")[0]


def counterparts(
    world: World, verdicts: Iterable[Verdict], corroborations: Iterable[Corroboration]
) -> list[Counterpart]:
    """Return the pairs of claims of two documents that speak of one matter, sorted.

    Args:
        world: The dataset.
        verdicts: The contradictions; one of them between two documents is a difference, whatever the matter.
        corroborations: The groups of claims that say the same.
    """
    differing = collected("conflicting") | {"tension", "variant-report"}
    against = {(v.one, v.two): v.reason for v in verdicts if v.verdict in differing}
    alike = {pair for group in corroborations for pair in combinations(group.claims, 2)}
    return sorted(_pairs(world, against, alike), key=lambda found: found.key)


def _pairs(world: World, against: dict[tuple[str, str], str], alike: set[tuple[str, str]]) -> Iterator[Counterpart]:
    told: dict[str, list[Utterance]] = {}
    for utterance in world.utterances.values():
        told.setdefault(document(utterance), []).append(utterance)
    for here, there in combinations(told.values(), 2):
        for x, y in product(here, there):
            one, two = (x, y) if x.id < y.id else (y, x)
            if (one.id, two.id) in against or _may_meet(one.proposition, two.proposition):
                yield from _pair(world, one, two, against, alike)


def _may_meet(a: Proposition | None, b: Proposition | None) -> bool:
    """Tell, before anything is compared, whether two propositions can be of one matter at all."""
    if a is None or b is None:
        return False
    kinds = {a.kind, b.kind}
    return len(kinds) == 1 or (a.about is not None and a.about == b.about) or kinds <= collected("taking", "holding")


def _pair(
    world: World, one: Utterance, two: Utterance, against: dict[tuple[str, str], str], alike: set[tuple[str, str]]
) -> Iterator[Counterpart]:
    key = (one.id, two.id)
    if key in against:
        yield Counterpart(*key, "differs", against[key])
        return
    relations = _matter(world, one, two)
    if relations is not None:
        standing = "same" if key in alike or one.root == two.root else _standing(one, two)
        yield Counterpart(*key, standing, _reason(one, two, relations, standing))
    elif _one_event(world, one, two):
        yield Counterpart(*key, "same-event", f"they share the event; {_dates(one, two)}")


def _matter(world: World, one: Utterance, two: Utterance) -> Relations | None:
    """Return how what two claims name compares, field by field; ``None`` where they do not speak of one matter."""
    a, b = one.proposition, two.proposition
    assert a is not None
    assert b is not None
    if not _one_topic(world, one, two) or _other_items(a, b):
        return None
    found = _relations(world, a, b)
    if any(relation not in _GOES for relation in found.values()):
        return None
    if any(found[name] is Relation.UNKNOWN and _given(a, name) and _given(b, name) for name in found):
        return None
    if one.reports != two.reports and _topic_only(a, b):
        return None  # what is demanded or foretold of a mere topic is not what another tells of it
    return found if _tied(a, b, found) else None


def _other_items(a: Proposition, b: Proposition) -> bool:
    return None not in (a.item, b.item) and a.item != b.item and {a.item, b.item} not in _PEOPLE


def _one_topic(world: World, one: Utterance, two: Utterance) -> bool:
    """Tell whether two propositions are of one sort and kind; of reports, to take a place and to hold it are one."""
    a, b = one.proposition, two.proposition
    if isinstance(a, Figure | Ratio) or isinstance(b, Figure | Ratio):
        return type(a) is type(b) and _kind(a) == _kind(b) and not _other_measures(world, a, b)
    kinds = {_kind(a), _kind(b)}
    return len(kinds) == 1 or (kinds <= collected("taking", "holding") and one.reports and two.reports)


def _other_measures(world: World, a: Proposition | None, b: Proposition | None) -> bool:
    """Tell whether two figures of one kind count different things, or per different units."""
    if not isinstance(a, Figure) or not isinstance(b, Figure):
        return False
    return a.per != b.per or (measure(world, a, b) is not Relation.EQUAL and {a.item, b.item} not in _PEOPLE)


def _kind(said: Proposition | None) -> str:
    assert said is not None
    return said.kind


def _given(said: Proposition, name: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(said, "from_" if name == "from" else name, ())
    return found


def _relations(world: World, a: Proposition, b: Proposition) -> Relations:
    """Compare the fields that at least one of the two has; what only one has is unknown."""
    found = {"by": force(world, a.by, b.by), "of": force(world, a.of, b.of)}
    found["where"] = relate(a.where, b.where, lambda x, y: area(world, x, y))
    for name in ("from", "toward", "org"):
        found[name] = relate(_given(a, name), _given(b, name), lambda x, y: Relation.DISJOINT)
    return {name: relation for name, relation in found.items() if _given(a, name) or _given(b, name)}


def _tied(a: Proposition, b: Proposition, found: Relations) -> bool:
    """Tell whether enough is shared: the event, or where none is named, who or where.

    A kind that only gives a topic ("condition") needs all of it to be equal; one that says who has which place needs
    the place.
    """
    if {a.kind, b.kind} <= collected("taking", "holding"):
        return found.get("where") is Relation.EQUAL
    if a.kind == "location":
        return all(found.get(name) is Relation.EQUAL for name in ("where", "from"))
    if a.about != b.about:
        return False
    if a.kind == "condition" and Relation.EQUAL not in (found.get("by"), found.get("of")):
        return False  # the emptiest kind: smoke over a place and the mood in it would be one matter
    if a.kind in collected("specific") and found.get("by") is Relation.NEAR:
        return False  # two forces of one side do not take part, or hold an office, as one
    if a.about is not None:
        return True
    if _topic_only(a, b):
        return all(relation is Relation.EQUAL for relation in found.values())
    return any(found.get(name) is Relation.EQUAL for name in ("by", "of", "where"))


def _topic_only(a: Proposition, b: Proposition) -> bool:
    return isinstance(a, Situation) and isinstance(b, Situation) and a.kind not in collected("specific")


def _standing(one: Utterance, two: Utterance) -> str:
    a, b = one.proposition, two.proposition
    assert a is not None
    assert b is not None
    if one.reports != two.reports:
        return "announced"
    apart = period(one.when, two.when) is Relation.DISJOINT or _counted_apart(one, two)
    if apart and a.kind not in collected("lasting"):
        return "other-time"
    return "same" if _same(a, b) else "near"


def _counted_apart(one: Utterance, two: Utterance) -> bool:
    """Tell whether two figures exclude each other and were counted at two times.

    A number told by a day is that of the day; other things told by a day may have been so long before.
    """
    a, b = one.proposition, two.proposition
    if not isinstance(a, Figure) or not isinstance(b, Figure) or not range_of(a).disjoint(range_of(b)):
        return False
    return period(moment(one.when), moment(two.when)) is Relation.DISJOINT


def _same(a: Proposition, b: Proposition) -> bool:
    """Tell whether two propositions tell the same and tell it whole."""
    if type(a) is not type(b) or a.kind != b.kind or a.about != b.about or a.item != b.item:
        return False
    if any(set(_given(a, name)) != set(_given(b, name)) for name in _WORDS) or a.direction != b.direction:
        return False
    if a.kind not in collected("lasting") and bool(a.when) != bool(b.when):
        return False
    if isinstance(a, Figure) and isinstance(b, Figure):
        return range_of(a).same(range_of(b))
    if isinstance(a, Described) and isinstance(b, Described) and a.polarity != b.polarity:
        return False
    if isinstance(a, Situation) and isinstance(b, Situation):
        return a.kind in collected("specific") and (a.extent, a.role) == (b.extent, b.role)
    return bool(a.by and (a.where or a.of or a.toward))


def _one_event(world: World, one: Utterance, two: Utterance) -> bool:
    """Tell whether two claims are about one event and about the same days."""
    a, b = one.proposition, two.proposition
    if a is None or b is None or a.about is None or a.about != b.about or a.about not in world.dataset.events:
        return False
    if not one.reports or not two.reports:
        return False
    days = [_days(utterance.when) for utterance in (one, two)]
    if days[0] is None or days[1] is None:
        return False
    return (max(days[0][0], days[1][0]) - min(days[0][1], days[1][1])).days <= _APART


def _days(when: Interval | None) -> tuple[date, date] | None:
    """Return the first and the last day of a period that is closed and no longer than a month."""
    if when is None or when.earliest_begin is None or when.latest_end is None or (when.span or 0) > _LONG:
        return None
    return when.earliest_begin, when.latest_end


def _dates(one: Utterance, two: Utterance) -> str:
    return " and ".join(f"{u.proposition.when}" for u in (one, two) if u.proposition) + " by their dates"


def _reason(one: Utterance, two: Utterance, found: Relations, standing: str) -> str:
    a, b = one.proposition, two.proposition
    assert a is not None
    assert b is not None
    shared = "the event" if a.about and a.about == b.about else ""
    groups = {
        "they share": [shared] if shared else [],
        "near in": [],
        "the one is a part of the other in": [],
        "told by one of them only:": [],
    }
    names = {Relation.EQUAL: "they share", Relation.NEAR: "near in", Relation.UNKNOWN: "told by one of them only:"}
    for name, relation in found.items():
        groups[names.get(relation, "the one is a part of the other in")].append(_WORDS[name])
    if bool(a.when) != bool(b.when) and a.kind not in collected("lasting"):
        groups["told by one of them only:"].append("the date")
    parts = [f"{words} {', '.join(fields)}" for words, fields in groups.items() if fields]
    if standing == "other-time":
        parts.append(_dates(one, two))
    return "; ".join(parts) or "both speak of the battle as a whole"
