"""What an item is, told from the names of its types and its description: person, body, place, event, or none of these.

The data of Wikidata has thousands of types, and a table of them would be out of date the day after. Their names and the
descriptions say in a handful of words of three languages what is meant; where they do not, nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from kg.share.link.folding import fold

__all__ = ["HUMAN", "SORTS", "Sort", "fitting", "sort_of", "sort_of_ours"]

HUMAN: Final = "Q5"
"""The one type of every person: of 3,006 items that have it in the snapshot of the tests each is a human being."""


SORTS: Final = ("person", "body", "place", "event")
"""What the item of a link may be."""


class Sort(NamedTuple):
    """What something is.

    Attributes:
        sort: ``person``, ``body``, ``place``, ``event``, ``other``; empty where it cannot be told.
        kind: A narrower group, e.g. ``city``; empty where there is none.
        word: The word that tells it; empty where an identifier does.
    """

    sort: str
    kind: str = ""
    word: str = ""


_WORDS: Final = {
    ("event", ""):
        "battle battles war wars conflict invasion offensive counteroffensive siege campaign operation "
        "engagement engagements bombing attack attacks strike airstrike unrest protests massacre clashes "
        "fighting bombardment битва бій бої бойові війна наступ контрнаступ облога операція вторгнення удар "
        "протести бой бои боевые сражение война наступление контрнаступление осада операция вторжение",
    ("place", "city"):
        "city town місто город",
    ("place", "village"):
        "village settlement hamlet село селище посёлок",
    ("place", "region"):
        "oblast province region county область регіон регион край",
    ("place", "district"):
        "raion district hromada район громада",
    ("place", "river"):
        "river ріка річка река",
    ("place", "other"):
        "street road highway bridge building lake reservoir canal monument factory plant airport station "
        "palace residence neighborhood neighbourhood вулиця улица",
    ("body", "state"):
        "country state republic kingdom empire країна держава страна государство республика республіка",
    ("body", "military"):
        "army forces brigade battalion regiment corps militia guard navy fleet paramilitary "
        "mercenary military бригада дивізія дивизия полк батальйон батальон армія "
        "армия війська войска",
    ("body", ""): "division unit formation agency service branch detachment",
    ("body", "media"):
        "newspaper broadcaster channel website encyclopedia magazine media газета агентство телеканал "
        "енциклопедія энциклопедия",
    ("body", "org"):
        "organization organisation ministry university company party institute alliance department government "
        "union academy institution think council організація организация міністерство министерство університет "
        "университет союз альянс",
    ("other", ""):
        "song film album doctrine concept book list category disambiguation ethnic people relations award medal "
        "surname name weapon missile aircraft stamp series game video episode article пісня песня фільм фильм список",
}  # fmt: skip
_LEXICON: Final[Mapping[str, Sort]] = {
    fold(word): Sort(sort, kind, word) for (sort, kind), some in _WORDS.items() for word in some.split()
}
_HEAD: Final = re.compile(
    r"\b(?:in|of|by|for|from|during|to|on|at|between|located|headquartered|based|that|which|with|and)\b|[,;(:–-]"
)
_NO_HEADS: Final = ("military", "media", "state", "republic", "party", "union")
"""Words that as often stand beside a noun as for the thing itself."""

_OURS: Final = {
    "person": Sort("person"),
    "state": Sort("body", "state"),
    "separatist-entity": Sort("body", "state"),
    "armed-forces": Sort("body", "military"),
    "military-unit": Sort("body", "military"),
    "paramilitary": Sort("body", "military"),
    "news-organisation": Sort("body", "media"),
    "reference-work": Sort("body", "media"),
    "country": Sort("place", "state"),
    "city": Sort("place", "city"),
    "village": Sort("place", "village"),
    "suburb": Sort("place", "village"),
    "region": Sort("place", "region"),
    "river": Sort("place", "river"),
}
_BY_KIND: Final = {"actor": "body", "battle": "event", "event": "event", "place": "place", "phase": "event"}
COUNTRY: Final = frozenset({"place", "body", "state"})
"""What a land and the state of the same name are together: whether the item is the one or the other cannot be told."""


def sort_of_ours(kind: str, special: str) -> Sort:
    """Return what an entity of ours is.

    Args:
        kind: What it is, e.g. ``actor``.
        special: The concept of its kind, e.g. ``person``; empty where it has none.
    """
    return _OURS.get(special, Sort(_BY_KIND[kind])) if kind in ("actor", "place") else Sort(_BY_KIND[kind])


def sort_of(types: Collection[str], names: Iterable[str], descriptions: Iterable[str]) -> Sort:
    """Return what an item is.

    Args:
        types: The identifiers of its types.
        names: Their names.
        descriptions: Its descriptions, the English one first.
    """
    if HUMAN in types:
        return Sort("person")
    return next(filter(None, map(_told, (*names, *descriptions))), Sort(""))


def _told(text: str) -> Sort | None:
    """Return what a phrase means: by the last noun of its head, else by the first word that says anything."""
    head = [_LEXICON[word] for word in fold(_HEAD.split(text, maxsplit=1)[0]).split() if word in _LEXICON]
    plain = [one for one in head if one.word not in _NO_HEADS]
    if plain or head:
        return (plain or head)[-1]
    return next((_LEXICON[word] for word in fold(text).split() if word in _LEXICON), None)


def fitting(ours: Sort, theirs: Sort) -> bool | None:
    """Tell whether an item may be what an entity is; ``None`` where it cannot be told."""
    if not theirs.sort:
        return None
    if {ours.sort, theirs.sort, ours.kind, theirs.kind} >= COUNTRY:
        return None
    if ours.sort != theirs.sort:
        return False
    kinds = {ours.kind, theirs.kind}
    return bool({"", "org"} & kinds) or len(kinds) == 1 or kinds <= {"city", "village"}
