"""How well an item fits an entity, in points with the reason of each.

A name gives at most 50 points, what the thing is 20, where it is 15, when it was 15. What contradicts takes points
away: so an item of the right name and the wrong sort, country or year stays below the threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final, NamedTuple

from kg.share.link.folding import bare, fold, likeness, sound, years
from kg.share.link.sorts import Sort, fitting, sort_of
from kg.share.link.subjects import Subject
from kg.share.link.wikidata import LANGUAGES, Item

__all__ = ["LEAST", "MARGIN", "PLACES", "THRESHOLD", "Reason", "Scored", "score"]

THRESHOLD: Final = 65
"""So many points an item needs to be proposed."""

MARGIN: Final = 10
"""So many points the next one has to be behind."""

PLACES: Final = ("P276", "P131", "P17", "P159", "P27")
"""Properties that say where something is or belongs: location, administrative territory, country, headquarters,
citizenship. Their items in the snapshot of the tests are places and states."""

_COUNTRIES: Final = ("P17", "P27")
LEAST: Final = 20
"""So many points at least a name gives that is one of the item's, and not only like one."""

_LABEL, _TITLE, _ALIAS, _ORDER, _WEAK, _NUMBERED, _COMMON, _NEAR = 50, 46, 44, 42, 40, 38, LEAST, 15
"""For a name alone, with what the thing is (20), only a label or the title of an article is enough to be proposed."""

_LANGUAGES: Final = {"en": "English", "uk": "Ukrainian", "ru": "Russian"}


class Reason(NamedTuple):
    """A reason for or against an item.

    Attributes:
        points: How much it counts; negative where it speaks against it.
        text: What it is, in words.
    """

    points: int
    text: str

    def __str__(self) -> str:
        return f"{self.points:+d} {self.text}"


class Scored(NamedTuple):
    """An item with what speaks for and against it.

    Attributes:
        item: The item.
        sort: What it is.
        reasons: The reasons.
    """

    item: Item
    sort: Sort
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """The sum of the reasons."""
        return sum(reason.points for reason in self.reasons)

    @property
    def against(self) -> bool:
        """Whether anything speaks against it."""
        return any(reason.points < 0 for reason in self.reasons)


def score(subject: Subject, item: Item, types: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> Scored:
    """Return how well an item fits an entity.

    Args:
        subject: The entity.
        item: The item.
        types: The names of its types.
        names: The names of the items that its statements lead to.
    """
    told = [item.descriptions[one] for one in LANGUAGES if one in item.descriptions]
    instance = item.values.get("P31", ())
    theirs = sort_of(instance, [*types, *(one for key in instance for one in names.get(key, ())[:1])], told)
    if not theirs.sort and not instance:
        theirs = sort_of((), (), (item.name,))
    found = (
        _name(subject, item), _type(subject, theirs), _place(subject, item, names), _date(subject, item, told),
        _past(subject, told),
    )  # fmt: skip
    return Scored(item, theirs, tuple(filter(None, found)))


def _name(subject: Subject, item: Item) -> Reason:
    """Return the best agreement of a spelling of ours with a name of the item."""
    best = Reason(0, "no spelling is one of its names")
    for ours, mine in ((subject.label, True), *((one, False) for one in subject.others)):
        for theirs, language, label in _names(item):
            points, how = _agree(subject, ours, theirs, mine, label)
            points = _TITLE if points == _ALIAS and mine and language == "title" else points
            if points > best.points:
                kind = f"{_LANGUAGES.get(language, language)} {'label' if label else 'alias'}"
                place = "title of its English Wikipedia article" if language == "title" else kind
                name = "" if theirs == ours else f" '{theirs}'"
                best = Reason(points, f"'{ours}' is {how}the {place}{name}")
    return best


def _names(item: Item) -> list[tuple[str, str, bool]]:
    return [
        *((text, language, True) for language, text in item.labels.items()),
        *((text, language, False) for language, some in item.aliases.items() for text in some),
        *([(item.title, "title", False)] if item.title else []),
    ]


def _agree(subject: Subject, ours: str, theirs: str, mine: bool, label: bool) -> tuple[int, str]:
    a, b = fold(ours), fold(theirs)
    if not a or not b:
        return 0, ""
    if ours == ours.lower() and not any(sign.isdigit() for sign in ours) and ours.isascii():
        return (_COMMON, "a common noun and ") if a == b else (0, "")
    if a == b or a == fold(bare(theirs)):
        points = _LABEL if label and mine else _ALIAS if label or mine else _WEAK
        how = "" if a == b else "but for the brackets "
        if ours[0].islower() and subject.sort.sort != "event":
            return min(points, _WEAK), f"a description rather than a name and {how}"
        if subject.sort.sort == "person" and " " not in a:
            return _COMMON, "only one word of a name and "
        if subject.sort.sort == "body" and any(sign.isdigit() for sign in a):
            return min(points, _NUMBERED), f"a name with a number, which many bodies may have, and {how}"
        if ours.isupper() and len(ours) < 6 and not (label and mine):
            return min(points, _WEAK), f"an abbreviation and {how}"
        return points, how
    if _content(a) == _content(b):
        return min(_ORDER, _ALIAS if label or mine else _WEAK), "in another order or with another preposition "
    if subject.sort.sort in ("person", "place") and _sound_alike(a, b, subject.sort.sort == "person"):
        return (_ALIAS if mine and label else _WEAK), "in another transliteration "
    if subject.sort.sort == "person" and _spelled_alike(a.split(), b.split()):
        return _NUMBERED, "a transliteration like "
    shared = set(a.split()) & set(b.split())
    share = 2 * sum(map(len, shared)) / (len(a.replace(" ", "")) + len(b.replace(" ", "")))
    return (_NEAR, "only like ") if share >= 0.6 else (0, "")


def _past(subject: Subject, told: list[str]) -> Reason | None:
    """Return that a body is described as a thing of the past, while ours acts or speaks."""
    if subject.sort.sort != "body" or not {"historical", "former", "defunct"} & set(
        fold(told[0] if told else "").split()
    ):
        return None
    return Reason(-10, "it is described as one of the past")


def _content(folded: str) -> list[str]:
    return sorted(word for word in folded.split() if word not in ("of", "for", "in", "the", "at"))


def _sound_alike(a: str, b: str, person: bool) -> bool:
    """Tell whether two names are transliterations of one; numbers, Roman ones too, have to be the same."""
    short = [[word for word in name.split() if len(word) < 4 or not word.isalpha()] for name in (a, b)]
    return sound(a) == sound(b) and short[0] == short[1] and (" " in a or not person)


def _spelled_alike(a: list[str], b: list[str]) -> bool:
    """Tell whether two names of as many words differ as transliterations do: each word is alike, the last one most."""
    alike = [likeness(one, two) for one, two in zip(a, b, strict=False)]
    return len(a) == len(b) > 1 and min(alike) >= 0.5 and alike[-1] >= 0.75


def _type(subject: Subject, theirs: Sort) -> Reason | None:
    fits = fitting(subject.sort, theirs)
    if fits is None:
        return Reason(10, "it is a country, a land and a state in one") if theirs.sort else None
    what = f"it is {_A.get(theirs.kind or theirs.sort, 'something else')}" + (
        f" ('{theirs.word}')" if theirs.word else ""
    )
    if fits:
        return Reason(20, what)
    wanted = _A[subject.sort.kind or subject.sort.sort]
    return Reason(-60 if subject.sort.sort != theirs.sort else -25, f"{what}, and {wanted} is sought")


_A: Final = {
    "person": "a person", "body": "a body", "place": "a place", "event": "an event", "state": "a state",
    "military": "a military body", "media": "a publisher", "org": "an organisation", "city": "a city or town",
    "village": "a village", "region": "a region", "district": "a district", "river": "a river",
}  # fmt: skip
"""What things are called, where it is more than 'something else'."""


def _place(subject: Subject, item: Item, names: Mapping[str, tuple[str, ...]]) -> Reason | None:
    around = {fold(name): name for name in (*subject.around, *subject.countries)}
    known: list[str] = []
    for key in PLACES:
        for value in item.values.get(key, ()):
            there = names.get(value, ())
            if key in _COUNTRIES:
                known += there[:1]
            for name in there:
                if fold(name) in around:
                    return Reason(15, f"its {_SAID[key]} is {around[fold(name)]}")
    folded = " ".join(fold(one) for one in item.descriptions.values())
    for name in subject.around:
        if len(name) > 3 and f" {fold(name)} " in f" {folded} ":
            return Reason(8, f"its description names {name}")
    if subject.place and known and subject.sort.sort != "person":
        return Reason(-30, f"it is in {known[0]}, not in {subject.countries[0]}")
    return None


_SAID: Final = {"P276": "location", "P131": "territory", "P17": "country", "P159": "seat", "P27": "citizenship"}


def _date(subject: Subject, item: Item, told: list[str]) -> Reason | None:
    """Return whether the years agree; only of events, since years in descriptions of others mean many things."""
    if not subject.years or subject.sort.sort != "event":
        return None
    theirs = frozenset(chain.from_iterable(item.years.values())) or frozenset().union(
        *(years(one) for one in (item.name, *told))
    )
    if not theirs:
        return None
    if both := sorted(theirs & subject.years):
        return Reason(15, f"both are of {both[0]}")
    if subject.bounded:
        return Reason(-40, f"it is of {min(theirs)}, and one of {min(subject.years)} is sought")
    return None
