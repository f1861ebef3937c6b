"""The fixtures as data: from which node of the base graph each is cut, and what one change breaks it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A fixture.

    Attributes:
        name: ``PASS_Class[_variant]`` or ``FAIL_Class_fault``.
        roots: The nodes that it is cut around.
        minus: The triples to take away: ``subject predicate object``, each a CURIE or ``*``, one triple a line.
        plus: Turtle to add, with the prefixes of the base graph.
    """

    name: str
    roots: str
    minus: str = ""
    plus: str = ""


HELD, LOST, LATER = "claim:mill-held-marsh", "claim:mill-lost-raiders", "claim:losses-marsh-later"
CHECK, BACK = "claim:mill-held-check", "claim:retreat-courier"
DENIED = "contradiction:declared-denial.mill-lost-denial.mill-lost-raiders"
APART = "contradiction:one-dimension-apart.losses-marsh.losses-marsh-later"
PAIR = "counterpart:losses-marsh.share-almanac"
ADOPTED, BOTH = "statement:00000000000000c3", "corroboration:mill-held-marsh"
LINK, GONE, WARDEN = "statement:00000000000000c5", "withdrawal:00000000000000d1", "actor:warden"
LOSSES, SHARE, RATIO = "proposition:losses-marsh", "proposition:share-almanac", "proposition:losses-ratio"


def _swap(node: str, predicate: str, old: str, new: str) -> tuple[str, str]:
    return f"{node} {predicate} {old}", f"{node} {predicate} {new} ."


def _bound(name: str, numbers: str) -> Case:
    plus = f"{LOSSES} bk:bound bound:{name} ; {numbers} ."
    return Case(f"PASS_Figure_{name}", LOSSES, f"{LOSSES} bk:min *\n{LOSSES} bk:max *\n{LOSSES} bk:bound *", plus)


PASS = (
    Case("PASS_Dataset", "dataset:lowbridge"),
    Case("PASS_Agent", "curator:clerk"),
    Case("PASS_VoidDataset", "partition:class.bk.Source partition:property.bk.claimant"),
    Case("PASS_Linkset", "linkset:skos.exactMatch.example.org"),
    Case("PASS_Source", "source:report"),
    Case("PASS_Battle", "battle:lowbridge"),
    Case("PASS_Phase", "phase:flood phase:after"),
    Case("PASS_Actor", "actor:ivo-marsh"),
    Case("PASS_Place", "place:mill"),
    Case("PASS_Event", "event:fall-of-the-mill event:retreat"),
    Case("PASS_Claim", HELD),
    Case("PASS_Claim_relations", f"{LATER} claim:mill-lost-denial"),
    Case("PASS_Assessment", CHECK),
    Case("PASS_Relay", LOST),
    Case("PASS_Figure", SHARE),
    Case("PASS_Ratio", "claim:losses-ratio"),
    Case("PASS_Situation", "proposition:mill-held-marsh proposition:role-marsh"),
    Case("PASS_Occurrence", "proposition:mill-lost-raiders"),
    Case("PASS_Passage", "passage:report.lead.1.3"),
    Case("PASS_Statement", "statement:00000000000000c1 statement:00000000000000c2"),
    Case("PASS_Statement_derived", "statement:00000000000000c3 statement:00000000000000c4"),
    Case("PASS_Statement_link", "statement:00000000000000c5"),
    Case("PASS_Withdrawal", GONE),
    Case("PASS_Geometry", "place:weir"),
    Case(
        "PASS_Place_point-without-fraction",
        "place:weir",
        "geometry:weir geo:asWKT *",
        'geometry:weir geo:asWKT "POINT(180 -90)"^^geo:wktLiteral .',
    ),
    Case(
        "PASS_Actor_close",
        "statement:00000000000000c5",
        "statement:00000000000000c5 * *",
        "statement:00000000000000c6 a rdf:Statement ; rdf:subject actor:warden ; rdf:predicate skos:closeMatch ;"
        ' rdf:object wd:Q999000000002 ; bk:targetKind target-kind:place ; skos:editorialNote "His house."@en ;'
        ' prov:wasAttributedTo curator:clerk ; dct:created "1901-06-01"^^xsd:date .',
    ),
    Case("PASS_Contradiction", f"{DENIED} {APART}"),
    Case("PASS_Corroboration", "corroboration:mill-held-marsh"),
    Case("PASS_Counterpart", PAIR),
    _bound("exact", "bk:min 11 ; bk:max 11"),
    _bound("about", "bk:min 11 ; bk:max 11"),
    _bound("range", "bk:min 11 ; bk:max 14.5"),
    _bound("at-least", "bk:min 11"),
    _bound("more-than", "bk:min 11"),
    _bound("up-to", "bk:max 14"),
    _bound("fewer-than", "bk:max 14"),
    _bound("nearly", "bk:max 14"),
)

FAIL = (
    # -------------------- structure
    Case("FAIL_Dataset_no-title", "dataset:lowbridge", "dataset:lowbridge dct:title *"),
    Case("FAIL_Dataset_license-is-text", "dataset:lowbridge",
         *_swap("dataset:lowbridge", "dct:license", "*", '"by-sa"')),
    Case("FAIL_Dataset_creator-is-no-agent", "dataset:lowbridge", "", "dataset:lowbridge dct:creator actor:raiders ."),
    Case("FAIL_Dataset_keyword-without-language", "dataset:lowbridge",
         *_swap("dataset:lowbridge", "dcat:keyword", "*", '"siege"')),
    Case("FAIL_Dataset_no-partition", "dataset:lowbridge", "dataset:lowbridge void:classPartition *"),
    Case("FAIL_VoidDataset_entities-are-text", "partition:class.bk.Source",
         *_swap("partition:class.bk.Source", "void:entities", "*", '"two"')),
    Case("FAIL_VoidDataset_unknown-property", "partition:class.bk.Source", "",
         'partition:class.bk.Source skos:prefLabel "Sources"@en .'),
    Case("FAIL_VoidDataset_has-a-vocabulary", "partition:class.bk.Source", "",
         "partition:class.bk.Source void:vocabulary <https://example.org/> ."),
    Case("FAIL_Linkset_no-predicate", "linkset:skos.exactMatch.example.org",
         "linkset:skos.exactMatch.example.org void:linkPredicate *"),
    Case("FAIL_Linkset_from-nothing", "linkset:skos.exactMatch.example.org",
         *_swap("linkset:skos.exactMatch.example.org", "void:subjectsTarget", "*", "place:mill")),
    Case("FAIL_Agent_label-without-language", "curator:clerk",
         *_swap("curator:clerk", "skos:prefLabel", "*", '"Clerk"')),
    Case("FAIL_Agent_unknown-property", "curator:clerk", "", 'curator:clerk skos:note "Clerk"@en .'),
    Case("FAIL_Source_kind-unknown", "source:report",
         *_swap("source:report", "bk:kind", "*", "source-kind:news-artcle")),
    Case("FAIL_Source_issued-no-edtf", "source:report",
         *_swap("source:report", "dct:issued", "*", '"May 1901"^^edtf:EDTF')),
    Case("FAIL_Battle_two-labels", "battle:lowbridge", "", 'battle:lowbridge skos:prefLabel "Fight at the mill"@en .'),
    Case("FAIL_Battle_name", "battle:river-war", "battle:river-war * *",
         '<https://example.org/kg/lowbridge/war/river> a bk:Battle ; skos:prefLabel "War of the River"@en .'),
    Case("FAIL_Phase_no-battle", "phase:flood", "phase:flood bk:partOf *"),
    Case("FAIL_Phase_day-is-no-day", "phase:flood", *_swap("phase:flood", "bk:days", "*", "7.5")),
    Case("FAIL_Actor_side-is-a-place", "actor:garrison place:mill",
         *_swap("actor:garrison", "bk:side", "*", "place:mill")),
    Case("FAIL_Actor_kind-of-other-scheme", "actor:herald", *_swap("actor:herald", "bk:kind", "*", "place-kind:road")),
    Case("FAIL_Actor_two-types", "actor:herald", "", "actor:herald a schema:Organization ."),
    Case("FAIL_Place_property-of-actor", "place:mill actor:raiders", "", "place:mill bk:side actor:raiders ."),
    Case("FAIL_Event_part-of-actor", "event:retreat actor:raiders",
         *_swap("event:retreat", "bk:partOf", "*", "actor:raiders")),
    Case("FAIL_Claim_no-act", HELD, f"{HELD} bk:act *"),
    Case("FAIL_Claim_two-claimants", HELD, "", f"{HELD} bk:claimant actor:raiders ."),
    Case("FAIL_Claim_said-no-edtf", BACK, *_swap(BACK, "bk:said", "*", '"about 1901"^^edtf:EDTF')),
    Case("FAIL_Claim_said-is-text", BACK, *_swap(BACK, "bk:said", "*", '"1901-05-12"')),
    Case("FAIL_Claim_context-is-an-actor", HELD, "", f"{HELD} bk:contextPassage actor:courier ."),
    Case("FAIL_Claim_created-no-day", BACK, *_swap(BACK, "dct:created", "*", '"1901-02-30"^^xsd:date')),
    Case("FAIL_Claim_denies-an-event", f"{HELD} event:retreat", "", f"{HELD} bk:denies event:retreat ."),
    Case("FAIL_Claim_assesses-untyped", CHECK, f"{CHECK} rdf:type bk:Assessment"),
    Case("FAIL_Assessment_no-outcome", CHECK, f"{CHECK} bk:outcome *"),
    Case("FAIL_Assessment_not-typed-as-claim", CHECK, f"{CHECK} rdf:type bk:Claim"),
    Case("FAIL_Assessment_assesses-a-place", f"{CHECK} place:mill",
         *_swap(CHECK, "bk:assesses", "*", "place:mill")),
    Case("FAIL_Relay_no-access", LOST, "relay:mill-lost-raiders.1 bk:access *"),
    Case("FAIL_Relay_blank", BACK, f"relay:retreat-courier.1 * *\n{BACK} bk:relay *",
         f"{BACK} bk:relay [ a bk:Relay ; bk:relayer actor:courier ; bk:order 1 ; bk:access access:consulted ] ."),
    Case("FAIL_Figure_number-is-text", "proposition:retreat-courier",
         *_swap("proposition:retreat-courier", "bk:min", "*", '"3"')),
    Case("FAIL_Figure_adjective", SHARE, "", f'{SHARE} bk:role "miller"@en .'),
    Case("FAIL_Situation_extent-of-other-scheme", "proposition:mill-held-marsh",
         *_swap("proposition:mill-held-marsh", "bk:extent", "*", "bound:about")),
    Case("FAIL_Occurrence_about-two", "proposition:mill-lost-raiders event:retreat", "",
         "proposition:mill-lost-raiders bk:about event:retreat ."),
    Case("FAIL_Passage_no-section", "passage:report.lead.1.3", "passage:report.lead.1.3 bk:section *"),
    Case("FAIL_Statement_no-object", "statement:00000000000000c1",
         "statement:00000000000000c1 rdf:object *"),
    Case("FAIL_Untyped_claim", BACK, f"{BACK} rdf:type *"),
    # -------------------- names and labels
    Case("FAIL_Place_slug", "place:upper-road", "place:upper-road * *",
         '<https://example.org/kg/lowbridge/place/Upper_Road> a bk:Place ; skos:prefLabel "Upper road"@en ;'
         " bk:kind place-kind:road ."),
    Case("FAIL_Figure_slug", LOSSES, f"{LOSSES} * *\nclaim:losses-marsh bk:proposition *",
         "claim:losses-marsh bk:proposition <https://example.org/kg/lowbridge/proposition/losses%20marsh> ."
         " <https://example.org/kg/lowbridge/proposition/losses%20marsh> a bk:Figure ; bk:kind measure:killed ;"
         " bk:topic measure:killed ;"
         ' bk:min 11 ; bk:bound bound:at-least ; bk:about battle:lowbridge ; bk:contentKey "00000000000000a3" .'),
    Case("FAIL_Relay_slug", BACK, f"relay:retreat-courier.1 * *\n{BACK} bk:relay *",
         f"{BACK} bk:relay relay:retreat-courier . relay:retreat-courier a bk:Relay ; bk:relayer actor:courier ;"
         " bk:order 1 ; bk:access access:consulted ."),
    Case("FAIL_Passage_slug", BACK, f"passage:report.lead.1.1 * *\n{BACK} bk:passage *",
         f"{BACK} bk:passage passage:report . passage:report a bk:Passage ; bk:kind passage-kind:sentence ;"
         ' oa:hasSource source:report ; bk:section "report" ; bk:paragraph "report" ; oa:start 0 ; oa:end 9 ;'
         f' spdx:checksumValue "{"1" * 64}" .'),
    Case("FAIL_Statement_slug", "actor:ivo-marsh passage:report.lead.1.2", "",
         "statement:marsh a rdf:Statement ; rdf:subject actor:ivo-marsh ; rdf:predicate skos:altLabel ;"
         ' rdf:object "Captain Marsh"@en ; bk:passage passage:report.lead.1.2 .'),
    Case("FAIL_Actor_label-twice", "actor:herald actor:courier",
         *_swap("actor:herald", "skos:prefLabel", "*", '"Lowbridge Courier"@en')),
    Case("FAIL_Place_label-twice", "place:mill place:upper-road",
         *_swap("place:upper-road", "skos:prefLabel", "*", '"The mill"@en')),
    Case("FAIL_Event_label-twice", "event:fall-of-the-mill event:retreat",
         *_swap("event:retreat", "skos:prefLabel", "*", '"The fall of the mill"@en')),
    Case("FAIL_Battle_label-twice", "battle:lowbridge",
         *_swap("battle:river-war", "skos:prefLabel", "*", '"Fight for Lowbridge"@en')),
    Case("FAIL_Phase_label-twice", "phase:flood phase:after",
         *_swap("phase:after", "skos:prefLabel", "*", '"The flood"@en')),
    Case("FAIL_Actor_label-in-both-ways", "actor:ivo-marsh", "", 'actor:ivo-marsh skos:altLabel "Ivo Marsh"@en .'),
    # -------------------- dates and orders
    Case("FAIL_Phase_begins-late", "phase:flood",
         *_swap("phase:flood", "sem:hasLatestBeginTimeStamp", "*", '"1901-05-02"^^xsd:date')),
    Case("FAIL_Phase_ends-late", "phase:flood",
         *_swap("phase:flood", "sem:hasEarliestEndTimeStamp", "*", '"1901-05-10"^^xsd:date')),
    Case("FAIL_Phase_begins-after-end", "phase:flood",
         *_swap("phase:flood", "sem:hasEarliestEndTimeStamp", "*", '"1901-05-01"^^xsd:date')),
    Case("FAIL_Phase_begins-after-last-day", "phase:flood",
         *_swap("phase:flood", "sem:hasLatestBeginTimeStamp", "*", '"1901-05-20"^^xsd:date')),
    Case("FAIL_Figure_topic-without-kind", LOSSES, f"{LOSSES} bk:topic measure:killed"),
    Case("FAIL_Event_no-topic", "event:retreat", "event:retreat bk:topic *"),
    Case("FAIL_Occurrence_days-without-date", "proposition:mill-lost-raiders",
         "proposition:mill-lost-raiders bk:when *"),
    Case("FAIL_Phase_no-day", "phase:flood", *_swap("phase:flood", "bk:days", "*", "0")),
    Case("FAIL_Phase_order-zero", "phase:flood", *_swap("phase:flood", "bk:order", "*", "0")),
    Case("FAIL_Place_within-a-circle", "place:mill", "", "place:lowbridge bk:within place:mill ."),
    Case("FAIL_Actor_part-of-itself", "actor:garrison", "", "actor:town-side bk:partOf actor:town-side ."),
    # -------------------- documents
    Case("FAIL_Passage_ends-before-start", "passage:report.lead.1.3",
         *_swap("passage:report.lead.1.3", "oa:end", "*", "151")),
    Case("FAIL_Passage_starts-below-zero", "passage:report.lead.1.3",
         *_swap("passage:report.lead.1.3", "oa:start", "*", "-1")),
    Case("FAIL_Passage_not-cited", f"{BACK} passage:report.lead.1.3", f"{CHECK} * *\nrelay:mill-held-check.1 * *"),
    Case("FAIL_Passage_digest", "passage:report.lead.1.3",
         *_swap("passage:report.lead.1.3", "spdx:checksumValue", "*", '"4444"')),
    Case("FAIL_Passage_finder-too-long", "passage:report.lead.1.3", "",
         'passage:report.lead.1.3 bk:finder "the mayor did not say so" .'),
    Case("FAIL_Source_url", "source:report", *_swap("source:report", "schema:url", "*", '"courier, page 2"')),
    # -------------------- claims
    Case("FAIL_Claim_says-nothing", BACK, f"{BACK} bk:proposition *\nproposition:retreat-courier * *"),
    Case("FAIL_Claim_denies-itself", HELD, "", f"{HELD} bk:denies {HELD} ."),
    Case("FAIL_Claim_revises-another", f"{LATER} {LOST}", "", f"{LATER} bk:revises {LOST} ."),
    Case("FAIL_Claim_two-documents", f"{BACK} claim:share-almanac passage:report.lead.1.2",
         "", f"{HELD} bk:passage passage:almanac.lead.1.1 ."),
    Case("FAIL_Claim_context-is-passage", HELD, "", f"{HELD} bk:contextPassage passage:report.lead.1.2 ."),
    Case("FAIL_Claim_quote-too-long", HELD,
         *_swap(HELD, "bk:quote", "*", '"we gave them not a stone of the mill and not a plank of the bridge"@en')),
    Case("FAIL_Claim_said-out-of-order", HELD, *_swap(HELD, "bk:saidLatest", "*", '"1901-05-09"^^xsd:date')),
    Case("FAIL_Claim_said-after-document", HELD, f"{HELD} bk:saidEarliest *\n{HELD} bk:saidLatest *",
         f'{HELD} bk:saidEarliest "1901-05-13"^^xsd:date ; bk:saidLatest "1901-05-13"^^xsd:date .'),
    Case("FAIL_Claim_own-voice-of-another", HELD, *_swap(HELD, "bk:chain", "*", "chain:own-voice")),
    Case("FAIL_Claim_own-voice-unmarked", BACK, *_swap(BACK, "bk:chain", "*", "chain:unstated")),
    # -------------------- report chains
    Case("FAIL_Relay_two-claims", f"{HELD} {BACK}", f"relay:retreat-courier.1 * *\n{BACK} bk:relay *",
         f"{BACK} bk:relay relay:mill-held-marsh.1 ."),
    Case("FAIL_Claim_nothing-consulted", BACK, *_swap("relay:retreat-courier.1", "bk:access", "*", "access:cited")),
    Case("FAIL_Relay_consulted-not-published", f"{HELD} actor:herald",
         *_swap("relay:mill-held-marsh.1", "bk:relayer", "*", "actor:herald")),
    Case("FAIL_Claim_consulted-not-last", LOST,
         "relay:mill-lost-raiders.1 bk:order *\nrelay:mill-lost-raiders.2 bk:order *",
         "relay:mill-lost-raiders.1 bk:order 2 . relay:mill-lost-raiders.2 bk:order 1 ."),
    Case("FAIL_Claim_hops-of-one-number", LOST, *_swap("relay:mill-lost-raiders.2", "bk:order", "*", "1")),
    Case("FAIL_Claim_hop-missing", LOST, *_swap("relay:mill-lost-raiders.2", "bk:order", "*", "3")),
    # -------------------- propositions
    Case("FAIL_Figure_two-claims", f"claim:losses-marsh {LATER}",
         f"claim:losses-marsh bk:proposition *\n{LOSSES} * *",
         "claim:losses-marsh bk:proposition proposition:losses-marsh-later ."),
    Case("FAIL_Ratio_no-second-measure", RATIO, f"{RATIO} bk:toKind *"),
    Case("FAIL_Ratio_second-of-a-place", f"{RATIO} place:mill", *_swap(RATIO, "bk:toOf", "*", "place:mill")),
    Case("FAIL_Ratio_exact-range", RATIO, *_swap(RATIO, "bk:min", "*", "2")),
    Case("FAIL_Ratio_unit", RATIO, "", f"{RATIO} bk:unit unit:percent ."),
    Case("FAIL_Claim_possible-claimant-without-doubt", "claim:losses-ratio", "claim:losses-ratio bk:doubt *"),
    Case("FAIL_Claim_derives-from-itself", "claim:losses-ratio", "",
         "claim:losses-ratio bk:derivesFrom claim:losses-ratio ."),
    Case("FAIL_Situation_no-claim", HELD, f"{HELD} bk:proposition *"),
    Case("FAIL_Figure_min-above-max", LOSSES, *_swap(LOSSES, "bk:min", "*", "15")),
    Case("FAIL_Figure_exact-range", LOSSES, *_swap(LOSSES, "bk:bound", "*", "bound:exact")),
    Case("FAIL_Figure_at-least-with-maximum", LOSSES, *_swap(LOSSES, "bk:bound", "*", "bound:at-least")),
    Case("FAIL_Figure_up-to-without-maximum", "proposition:retreat-courier",
         *_swap("proposition:retreat-courier", "bk:bound", "*", "bound:up-to")),
    Case("FAIL_Figure_more-than-all", SHARE, *_swap(SHARE, "bk:max", "*", "100.5")),
    Case("FAIL_Situation_role-unsaid", "proposition:role-marsh", "proposition:role-marsh bk:role *"),
    # -------------------- Statements
    Case("FAIL_Statement_no-evidence", "statement:00000000000000c2",
         "statement:00000000000000c2 prov:wasAttributedTo *"),
    Case("FAIL_Statement_of-no-triple", "statement:00000000000000c2",
         *_swap("statement:00000000000000c2", "rdf:object", "*", "kind:recapture")),
    Case("FAIL_Statement_rule-without-premise", "statement:00000000000000c4",
         "statement:00000000000000c4 bk:premise *"),
    Case("FAIL_Statement_adopted-without-policy", ADOPTED, f"{ADOPTED} bk:policy *"),
    Case("FAIL_Statement_adopted-without-reason", ADOPTED, f"{ADOPTED} bk:reason *"),
    Case("FAIL_Statement_adopted-from-a-statement", f"{ADOPTED} statement:00000000000000c1",
         *_swap(ADOPTED, "bk:premise", "*", "statement:00000000000000c1")),
    Case("FAIL_Statement_premise-is-an-event", f"{ADOPTED} event:retreat", "",
         "statement:00000000000000c4 a rdf:Statement ; rdf:subject event:retreat ; rdf:predicate bk:belongsTo ;"
         " rdf:object phase:flood ; bk:rule rule:prp-trp ; bk:premise event:retreat ."),
    # -------------------- links and gazetteers
    Case("FAIL_Actor_link-no-item", WARDEN, *_swap(WARDEN, "skos:exactMatch", "*", "<https://example.org/Q1>")),
    Case("FAIL_Actor_close-link-no-item", WARDEN, *_swap(WARDEN, "skos:closeMatch", "*", "wd:P31")),
    Case("FAIL_Actor_link-is-text", WARDEN, *_swap(WARDEN, "skos:closeMatch", "*", '"http://www.wikidata.org/entity/Q1"')),
    Case("FAIL_Actor_two-exact-links", WARDEN, "", f"{WARDEN} skos:exactMatch wd:Q999000000004 ."),
    Case("FAIL_Actor_item-of-two", f"{WARDEN} actor:herald", "", "actor:herald skos:exactMatch wd:Q999000000001 ."),
    Case("FAIL_Actor_linked-in-both-ways", WARDEN, "", f"{WARDEN} skos:closeMatch wd:Q999000000001 ."),
    Case("FAIL_Actor_unnamed-and-linked", WARDEN, *_swap(WARDEN, "bk:kind", "*", "actor-kind:unnamed-source")),
    Case("FAIL_Actor_population-and-linked", WARDEN, *_swap(WARDEN, "bk:kind", "*", "actor-kind:population")),
    Case("FAIL_Phase_link", "phase:flood", "", "phase:flood skos:exactMatch wd:Q999000000005 ."),
    Case("FAIL_Statement_link-of-no-kind", LINK, f"{LINK} bk:targetKind *\n{LINK} bk:confidence *"),
    Case("FAIL_Statement_link-of-other-kind", LINK, *_swap(LINK, "bk:targetKind", "*", "target-kind:body")),
    Case("FAIL_Statement_link-to-unknown-kind", LINK, *_swap(LINK, "bk:confidence", "*", "target-kind:person")),
    Case("FAIL_Statement_confidence-of-no-link", "statement:00000000000000c2", "",
         "statement:00000000000000c2 bk:confidence confidence:medium ."),
    Case("FAIL_Withdrawal_no-reason", GONE, f"{GONE} bk:reason *"),
    Case("FAIL_Withdrawal_still-there", GONE, *_swap(GONE, "rdf:object", "*", "wd:Q999000000001")),
    Case("FAIL_Withdrawal_before-it-was-made", GONE, *_swap(GONE, "bk:withdrawn", "*", '"1901-05-31"^^xsd:date')),
    Case("FAIL_Withdrawal_of-a-side", GONE, *_swap(GONE, "rdf:predicate", "*", "bk:side")),
    Case("FAIL_Withdrawal_no-item", GONE, *_swap(GONE, "rdf:object", "*", "<https://example.org/Q1>")),
    Case("FAIL_Withdrawal_slug", GONE, f"{GONE} * *",
         "withdrawal:first a bk:Withdrawal ; rdf:subject actor:warden ; rdf:predicate skos:exactMatch ;"
         ' rdf:object wd:Q999000000003 ; skos:editorialNote "x"@en ; bk:reason "y"@en ;'
         " prov:wasAttributedTo curator:clerk ;"
         ' dct:created "1901-06-01"^^xsd:date ; bk:withdrawn "1901-07-01"^^xsd:date .'),
    Case("FAIL_Geometry_latitude-first", "place:weir", "geometry:weir geo:asWKT *",
         'geometry:weir geo:asWKT "POINT(48.6 138)"^^geo:wktLiteral .'),
    Case("FAIL_Geometry_longitude-too-great", "place:weir", "geometry:weir geo:asWKT *",
         'geometry:weir geo:asWKT "POINT(180.5 48.6)"^^geo:wktLiteral .'),
    Case("FAIL_Geometry_plain-text", "place:weir", "geometry:weir geo:asWKT *",
         'geometry:weir geo:asWKT "POINT(38 48.6)" .'),
    Case("FAIL_Geometry_no-licence", "place:weir", "geometry:weir dct:license *"),
    Case("FAIL_Geometry_of-two-places", "place:weir place:upper-road", "",
         "place:upper-road geo:hasGeometry geometry:weir ."),
    Case("FAIL_Geometry_of-no-place", "place:weir", "place:weir geo:hasGeometry *"),
    Case("FAIL_Geometry_slug", "place:weir", "place:weir geo:hasGeometry *\ngeometry:weir * *",
         "place:weir geo:hasGeometry geometry:Weir_1 . geometry:Weir_1 a geo:Geometry ;"
         ' geo:asWKT "POINT(38 48.6)"^^geo:wktLiteral ; bk:precision precision:settlement-point ;'
         " dct:license <https://creativecommons.org/licenses/by/4.0/> ."),
    Case("FAIL_Place_geonames-is-an-address", "place:weir",
         *_swap("place:weir", "bk:geonamesId", "*", '"geonames:1234567"')),
    Case("FAIL_Place_geonames-of-two", "place:weir place:upper-road", "", 'place:upper-road bk:geonamesId "1234567" .'),
    Case("FAIL_Place_katotth-too-short", "place:weir", *_swap("place:weir", "bk:katotthCode", "*", '"UA14"')),
    Case("FAIL_Place_katotth-of-two", "place:weir place:upper-road", "",
         'place:upper-road bk:katotthCode "UA00000000000000001" .'),
    # -------------------- what follows
    Case("FAIL_Contradiction_no-verdict", DENIED, f"{DENIED} bk:verdict *"),
    Case("FAIL_Contradiction_of-three", f"{DENIED} {BACK}", "", f"{DENIED} bk:between {BACK} ."),
    Case("FAIL_Contradiction_between-events", f"{DENIED} event:retreat",
         f"{DENIED} bk:between claim:mill-lost-raiders", f"{DENIED} bk:between event:retreat ."),
    Case("FAIL_Contradiction_rule-unknown", DENIED, *_swap(DENIED, "bk:rule", "*", "rule:guess")),
    Case("FAIL_Contradiction_slug", DENIED, f"{DENIED} * *",
         "contradiction:denial a bk:Contradiction ; bk:between claim:mill-lost-denial, claim:mill-lost-raiders ;"
         ' bk:verdict verdict:conflict ; bk:rule rule:declared-denial ; bk:reason "a denial"@en .'),
    Case("FAIL_Contradiction_apart-in-nothing", APART, f"{APART} bk:dimension *"),
    Case("FAIL_Contradiction_judged-with-dimension", DENIED, "", f"{DENIED} bk:dimension dimension:area ."),
    Case("FAIL_Corroboration_no-sides", BOTH, f"{BOTH} bk:sides *"),
    Case("FAIL_Corroboration_slug", BOTH, f"{BOTH} * *",
         "corroboration:mill.held a bk:Corroboration ; bk:corroborates claim:mill-held-marsh, claim:retreat-courier ;"
         " bk:rule rule:same-thing-said ; bk:utterances 2 ; bk:claimants 2 ; bk:institutions 2 ; bk:sides 1 ."),
    Case("FAIL_Corroboration_one-claimant", BOTH, f"{BOTH} bk:claimants *\n{BOTH} bk:institutions *",
         f"{BOTH} bk:claimants 1 ; bk:institutions 1 ."),
    Case("FAIL_Corroboration_more-institutions-than-claimants", BOTH, *_swap(BOTH, "bk:institutions", "*", "3")),
    Case("FAIL_Corroboration_more-sides-than-claimants", BOTH, *_swap(BOTH, "bk:sides", "*", "3")),
    Case("FAIL_Counterpart_of-one", PAIR, f"{PAIR} bk:compares claim:losses-marsh"),
    Case("FAIL_Counterpart_standing-of-a-verdict", PAIR, *_swap(PAIR, "bk:standing", "*", "verdict:conflict")),
    Case("FAIL_Counterpart_slug", PAIR, f"{PAIR} * *",
         "counterpart:losses a bk:Counterpart ; bk:compares claim:losses-marsh, claim:share-almanac ;"
         ' bk:standing standing:near ; bk:rule rule:one-matter ; bk:reason "they share the event"@en .'),
)  # fmt: skip
