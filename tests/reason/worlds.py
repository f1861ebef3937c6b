"""Small invented worlds for the rules: two sides, a few forces, nested places."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.dataset.documents import Document, SectionEntry, SourceFile
from kg.dataset.model import Actor, Battle, ClaimFile, Dataset, Event, Manifest, Place
from kg.reason.world import World

AT = "gazette.body.1.1"


def _document() -> Document:
    return Document(
        key="gazette", kind="news-article", title="The siege", publisher="gazette", url="https://example.org/siege",
        published="1901-12-31", file=SourceFile(name="a.txt", sha256="0" * 64), normalisation="battlekg-1",
        sections=(SectionEntry(key="body", heading=""),),
    )  # fmt: skip


def _actor(kind: str, **facts: Any) -> Actor:
    names = {"names": {"x": {"coined": "invented"}}}
    given = {key.replace("_", "-"): {"is": value, "note": "invented"} for key, value in facts.items()}
    return Actor.model_validate({"kind": kind, **names, **given})


def _place(kind: str, within: str | None = None) -> Place:
    fact = {"within": {"is": within, "note": "invented"}} if within else {}
    return Place.model_validate({"kind": kind, "names": {"x": {"coined": "invented"}}, **fact})


ACTORS = {
    "gazette": _actor("news-organisation"),
    "north": _actor("side"),
    "south": _actor("side"),
    "north-army": _actor("armed-forces", side="north"),
    "south-army": _actor("armed-forces", side="south"),
    "north-guard": _actor("military-unit", part_of="north-army"),
    "north-scouts": _actor("military-unit", part_of="north-army"),
    "riders": _actor("military-unit", side="north"),
    "north-ministry": _actor("government-body", side="north"),
    "duke": _actor("person", affiliation="north-ministry"),
    "baron": _actor("person", affiliation="north-ministry"),
    "countess": _actor("person", affiliation="south-army"),
    "watchers": _actor("research-organisation"),
}
PLACES = {
    "fort": _place("city"),
    "gate": _place("city-part", "fort"),
    "mill": _place("village"),
    "valley": _place("area"),
}
EVENTS = {
    "assault-on-fort": Event(kind="capture", label="The assault", **{"part-of": "siege"}),
    "rout": Event(kind="retreat", label="The rout", **{"part-of": "siege"}),
    "relief": Event(kind="relief", label="The relief", **{"part-of": "siege"}),
}


def dataset(**claims: dict[str, Any]) -> Dataset:
    """Return a dataset with these claims; each gets a passage and a ``says`` line."""
    full = {key.replace("_", "-"): {"at": AT, "says": "Invented.", **claim} for key, claim in claims.items()}
    file = ClaimFile.model_validate({"curator": "us", "curated": "1902-01-01", "claims": full})
    manifest = Manifest(
        name="siege", title="The siege", description="Invented", base="https://example.org/", version="0.1.0",
        issued=date(1902, 1, 1), licence="https://example.org/licence", battle="siege",
        curators=[{"id": "us", "name": "Us"}], scope=("gazette.body",),  # type: ignore[arg-type]
    )  # fmt: skip
    siege = Battle.model_validate({"names": {"Siege": {"coined": "invented"}}})
    return Dataset(
        manifest, {"gazette": _document()}, {}, ACTORS, PLACES, {"siege": siege}, {}, EVENTS, file.claims,
        dict.fromkeys(file.claims, file), {}, {}, {}, {}, {},
    )  # fmt: skip


def world(**claims: dict[str, Any]) -> World:
    """Return a world with these claims."""
    return World(dataset(**claims))
