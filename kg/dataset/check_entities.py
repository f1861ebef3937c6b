"""Checks of the entities: evidence for every name and fact, and no part of itself."""

from __future__ import annotations

from collections.abc import Mapping

from kg.dataset.model import Entity
from kg.dataset.references import Checker
from kg.faults import did_you_mean

__all__ = ["check_entities"]

_FACTS = {
    "actor": {"side": "actor", "part_of": "actor", "affiliation": "actor"},
    "place": {"within": "place"},
    "battle": {"place": "place", "party": "actor", "part_of": "battle"},
    "phase": {},
}
_SCHEMES = {"actor": "actor-kind", "place": "place-kind"}


def check_entities(checker: Checker) -> None:
    """Note the faults of all entities and events, of the documents and of the dataset itself."""
    data = checker.dataset
    groups: Mapping[str, Mapping[str, Entity]] = {
        "actor": data.actors, "place": data.places, "battle": data.battles, "phase": data.phases,
    }  # fmt: skip
    for kind, entities in groups.items():
        for key, entity in entities.items():
            _entity(checker, kind, key, entity)
        for field, target in _FACTS[kind].items():
            if target == kind and field in ("part_of", "within"):
                _no_cycle(checker, kind, field, entities)
    for key, phase in data.phases.items():
        checker.known(checker.at(f"phase:{key}", (key,)), (key, "battle"), "battle", (phase.battle,))
    for key, event in data.events.items():
        note = checker.at(f"event:{key}", (key,))
        checker.concepts(note, (key, "kind"), "kind", (event.kind,))
        checker.known(note, (key, "part-of"), "phase|battle", (event.part_of,))
    _identities(checker)
    _manifest(checker)


def _entity(checker: Checker, kind: str, key: str, entity: Entity) -> None:
    note = checker.at(f"{kind}:{key}", (key,))
    if kind in _SCHEMES:
        checker.concepts(note, (key, "kind"), _SCHEMES[kind], (entity.kind,))  # type: ignore[attr-defined]
    if len(entity.names) > 1 and not entity.same:
        note((key,), "same", "it has several names but no 'same'", "say why they name one thing")
    for name, evidence in entity.names.items():
        where = (key, "names", name)
        checker.passages(note, where, evidence.at)
        if bool(evidence.at) == bool(evidence.coined):
            note(where, "name-evidence", f"the name '{name}' needs passages or 'coined'", "give exactly one of them")
    for field, target in _FACTS[kind].items():
        place = (key, field.replace("_", "-"))
        for fact in getattr(entity, field):
            checker.known(note, place, target, (fact.is_,))
            checker.passages(note, place, fact.at)
            if not fact.at and not fact.note:
                remedy = "add 'at', or 'note' for an editorial one"
                note(place, "fact-evidence", "it has neither passages nor a note", remedy)


def _no_cycle(checker: Checker, kind: str, field: str, entities: Mapping[str, Entity]) -> None:
    above = {key: [fact.is_ for fact in getattr(entity, field)] for key, entity in entities.items()}
    name = field.replace("_", "-")
    for key in above:
        reached: set[str] = set()
        nearest = set(above[key])
        while nearest:
            reached |= nearest
            nearest = {higher for lower in nearest for higher in above.get(lower, ())} - reached
        if key in reached:
            note = checker.at(f"{kind}:{key}", (key,))
            note((key, name), "cycle", f"'{key}' is {name} itself", "remove one link of the chain")


def _manifest(checker: Checker) -> None:
    data, files = checker.dataset, checker.files
    if "dataset" not in files.unread:
        note = checker.within(f"{files.folder}/dataset.yaml")
        checker.known(note, ("battle",), "battle", (data.manifest.battle,))
        sections = {f"{key}.{part.key}" for key, document in data.documents.items() for part in document.sections}
        for number, scope in enumerate(data.manifest.scope):
            if scope not in sections and "source" not in files.unread:
                remedy = did_you_mean(scope, sections, "use document.section as in sources.yaml")
                note(("scope", number), "scope", f"there is no section '{scope}'", remedy)
    for key, document in data.documents.items():
        note = checker.within(f"{files.folder}/sources.yaml")
        checker.known(note, (key, "publisher"), "actor", (document.publisher,))


def _identities(checker: Checker) -> None:
    """What a claim is about is named without its kind, so events, phases and battles share one set of identifiers."""
    first: dict[str, str] = {}
    data = checker.dataset
    for kind, things in (("battle", data.battles), ("phase", data.phases), ("event", data.events)):
        for key in things:
            if first.setdefault(key, kind) != kind:
                note = checker.at(f"{kind}:{key}", (key,))
                remedy = "rename one of them, 'about' could mean both"
                note((key,), "ambiguous-id", f"there is also a {first[key]} '{key}'", remedy)
