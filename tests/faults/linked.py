# ruff: noqa: E501
"""The faults of the links and of what gazetteers say: what is wrong, and every word that the command line says to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.faults.spoil import Case, both, change, put

__all__ = ["LINKED"]

L, P = "links.yaml", "gazetteer.yaml"
BRASS = "entity: actor:brass"

LINKED: Final[Mapping[str, Case]] = {
    "item that is none": Case(
        change(L, "item: Q999999999002", "item: q42"),
        "toyfort/links.yaml:13: [item] links.1.item: 'q42' is no item of Wikidata; write Q and the number, such as Q212",
    ),
    "item with its address": Case(
        change(L, "item: Q999999999002", "item: http://www.wikidata.org/entity/Q42"),
        "toyfort/links.yaml:13: [item] links.1.item: 'http://www.wikidata.org/entity/Q42' is no item of Wikidata; write Q and the number, such as Q212",
    ),
    "item that is a property": Case(
        change(L, "item: Q999999999002", "item: P31"),
        "toyfort/links.yaml:13: [item] links.1.item: 'P31' is no item of Wikidata; write Q and the number, such as Q212",
    ),
    "link of an entity without its kind": Case(
        change(L, BRASS, "entity: brass"),
        "toyfort/links.yaml:22: [entity] links.3.entity: 'brass' is no entity that can be linked; write its kind and its identifier, such as actor:ID",
    ),
    "link of a claim": Case(
        change(L, BRASS, "entity: claim:drum"),
        "toyfort/links.yaml:22: [entity] links.3.entity: 'claim:drum' is no entity that can be linked; write its kind and its identifier, such as actor:ID",
    ),
    "link of nothing": Case(
        change(L, BRASS, "entity: actor:bras"),
        "toyfort/links.yaml:22: [dangling] there is no actor 'bras'; did you mean 'brass'?",
    ),
    "unknown key of a link": Case(
        change(L, "confidence: medium", "confidense: medium"),
        "toyfort/links.yaml:25: [unknown-key] links.3 has an unknown key 'confidense'; did you mean 'confidence'?",
    ),
    "unknown match": Case(
        change(
            L,
            "match: close\n    sort: place\n    why: The item is the gate",
            "match: closely\n    sort: place\n    why: The item is the gate",
        ),
        "toyfort/links.yaml:18: [unknown-value] links.2.match is 'closely'; did you mean 'close'?",
    ),
    "unknown sort of an item": Case(
        change(L, "sort: person", "sort: persons"),
        "toyfort/links.yaml:24: [concept] the scheme target-kind has no 'persons'; did you mean 'person'? Or see the scheme target-kind in docs/reference/model.md",
    ),
    "unknown confidence": Case(
        change(L, "confidence: medium", "confidence: middling"),
        "toyfort/links.yaml:25: [concept] the scheme confidence has no 'middling'; see the scheme confidence in docs/reference/model.md",
    ),
    "unknown witness": Case(
        change(L, "{register: page 9}", "{registr: page 9}"),
        "toyfort/links.yaml:26: [dangling] there is no witness 'registr'; did you mean 'register'?",
    ),
    "link without a witness": Case(
        change(L, "{register: page 9}", "{}"),
        "toyfort/links.yaml:26: [empty] links.3.at: there is nothing in it; name at least one",
    ),
    "close match without a reason": Case(
        change(L, "    why: The item is the gate with its tower.\n", ""),
        "toyfort/links.yaml:16: [close-why] place:east-gate: the match is close, but nothing says why not exact; add 'why'",
    ),
    "item of another sort": Case(
        change(L, "sort: person", "sort: place"),
        "toyfort/links.yaml:24: [item-sort] actor:brass matches an item of the sort person exactly, not one of the sort place; take another item, or 'match: close' with 'why'",
    ),
    "link of an unnamed source": Case(
        change(L, BRASS, "entity: actor:chronicle"),
        "toyfort/links.yaml:22: [no-link] actor:chronicle is of the kind unnamed-source, and none of these is linked; remove the link",
    ),
    "two exact matches of one entity": Case(
        change(L, BRASS, "entity: place:toyfort"),
        (
            "toyfort/links.yaml:22: [two-exact] place:toyfort has two exact matches, see line 12; keep one, or make one a close match\n"
            "toyfort/links.yaml:24: [item-sort] place:toyfort matches an item of the sort place exactly, not one of the sort person; take another item, or 'match: close' with 'why'\n"
            "2 faults"
        ),
    ),
    "one item of two entities": Case(
        change(L, "item: Q999999999006", "item: Q999999999004"),
        "toyfort/links.yaml:33: [shared-item] Q999999999004 is the exact match of two entities, see line 22; keep one, or make one a close match",
    ),
    "link twice": Case(
        change(L, "item: Q999999999006", "item: Q999999999005"),
        "toyfort/links.yaml:33: [duplicate-link] actor:tin-guard and Q999999999005 are linked twice, see line 28; keep one, or the one that is withdrawn",
    ),
    "exact and close at once": Case(
        both(
            change(L, "entity: place:east-gate", "entity: place:toyfort"),
            change(L, "item: Q999999999003", "item: Q999999999002"),
        ),
        "toyfort/links.yaml:16: [exact-and-close] place:toyfort and Q999999999002 are linked as exact and as close, see line 12; keep one, or withdraw one",
    ),
    "withdrawn before it was made": Case(
        change(L, "on: 1902-03-02", "on: 1902-02-28"),
        "toyfort/links.yaml:32: [withdrawn-before] actor:tin-guard: withdrawn on 1902-02-28, before it was made on 1902-03-01; mend one of the two days",
    ),
    "withdrawn without a reason": Case(
        change(L, ", why: The item is the Tin Guard of another nursery.", ""),
        "toyfort/links.yaml:32: [missing-key] links.4.withdrawn has no 'why'; add it",
    ),
    "day of a withdrawal": Case(
        change(L, "on: 1902-03-02", "on: March"),
        "toyfort/links.yaml:32: [date] links.4.withdrawn.on: 'March' is no day; write YYYY-MM-DD",
    ),
    "unknown curator of the links": Case(
        change(L, "curator: readers", "curator: reader"),
        "toyfort/links.yaml:2: [curator] there is no curator 'reader'; did you mean 'readers'?",
    ),
    "links that are no mapping": Case(
        put("toyfort/links.yaml", "- a\n"),
        "toyfort/links.yaml:1: [type] the file is no mapping; write 'key: value' lines, or remove the file",
    ),
    "latitude and longitude exchanged": Case(
        change(P, 'lat: "51.50", lon: "-0.125"', 'lat: "151.50", lon: "-0.125"'),
        "toyfort/gazetteer.yaml:10: [degrees] places.toyfort.point.lat: '151.50' is no number of degrees up to 90; write degrees with a point, from -90 to 90; 'lat' and 'lon' may have been exchanged",
    ),
    "degrees with a comma": Case(
        change(P, 'lat: "51.50"', 'lat: "51,50"'),
        "toyfort/gazetteer.yaml:10: [degrees] places.toyfort.point.lat: '51,50' is no number of degrees up to 90; write degrees with a point, from -90 to 90; 'lat' and 'lon' may have been exchanged",
    ),
    "point without a latitude": Case(
        change(P, 'lat: "51.50", ', ""),
        "toyfort/gazetteer.yaml:10: [missing-key] places.toyfort.point has no 'lat'; add it",
    ),
    "unknown precision": Case(
        change(P, "precision: settlement-point, from: map", "precision: settlement, from: map"),
        "toyfort/gazetteer.yaml:10: [concept] the scheme precision has no 'settlement'; did you mean 'settlement-point'? "
        "Or see the scheme precision in docs/reference/model.md",
    ),
    "unknown gazetteer": Case(
        change(P, "from: map", "from: maps"),
        "toyfort/gazetteer.yaml:10: [dangling] there is no gazetteer 'maps'; did you mean 'map'?",
    ),
    "gazetteer without a licence": Case(
        change(P, "from: map", "from: katotth"),
        "toyfort/gazetteer.yaml:10: [licence] the gazetteer 'katotth' has no licence, so no point can be taken from it; add the licence, or remove the point",
    ),
    "point of nothing": Case(
        change(P, "  shelf-end:", "  shelf-ends:"),
        "toyfort/gazetteer.yaml:13: [dangling] there is no place 'shelf-ends'; did you mean 'shelf-end'?",
    ),
    "place of which nothing is said": Case(
        change(P, '    geonames: "9000002"\n', '    geonames: "9000002"\n  varnish: {}\n'),
        "toyfort/gazetteer.yaml:16: [empty] 'varnish' has neither a point nor an identifier; add one of them, or remove the place",
    ),
    "identifier of GeoNames that is none": Case(
        change(P, 'geonames: "9000002"', 'geonames: "geonames:9000002"'),
        "toyfort/gazetteer.yaml:15: [identifier] places.shelf-end.geonames: 'geonames:9000002' is no GeoNames identifier; write its number",
    ),
    "code of KATOTTH that is none": Case(
        change(P, "katotth: UA99000000000000001", "katotth: UA99"),
        "toyfort/gazetteer.yaml:12: [identifier] places.toyfort.katotth: 'UA99' is no KATOTTH code; write UA and 17 digits",
    ),
    "one identifier of two places": Case(
        change(P, 'geonames: "9000002"', 'geonames: "9000001"'),
        "toyfort/gazetteer.yaml:15: [shared-id] 'toyfort' has the same identifier 9000001; mend one of the two",
    ),
    "identifiers without their list": Case(
        change(P, "  katotth: {title: The codes of the floors}\n", ""),
        "toyfort/gazetteer.yaml:11: [dangling] there is no gazetteer 'katotth'; add it to the head of the file",
    ),
}
