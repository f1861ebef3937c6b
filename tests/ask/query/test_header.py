"""Headers of query files: what is told, and every fault that an author can make."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ask.catalog.header import list_queries, read_query
from kg.ask.catalog.question import put_values
from kg.faults import FaultError

HEADER = """\
#+ summary: Who said it
#+ description: All of them.
#+ params:
#+   who: {type: actor, default: marsh, sample: larsen, description: Who}
#+ columns:
#+   claim: The claim
#+   n: How many
#+ answers: [1, 12]
"""
BODY = """\
PREFIX bk: <https://w3id.org/battlekg/ontology#>
SELECT ?claim (COUNT(?x) AS ?n) WHERE {
  VALUES (?who) { (<https://example.org/a>) }
  ?claim bk:claimant ?who ; bk:hedge ?x .
} GROUP BY ?claim ORDER BY ?claim
"""


def write(folder: Path, text: str, name: str = "theme/q.rq") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(FaultError) as caught:
        read_query(path)
    return [str(fault) for fault in caught.value.faults]


def test_a_query_tells_what_it_is(tmp_path: Path) -> None:
    query = read_query(write(tmp_path, HEADER + BODY))
    assert (query.name, query.theme, query.summary) == ("q", "theme", "Who said it")
    assert (query.description, query.answers) == ("All of them.", (1, 12))
    assert query.columns == {"claim": "The claim", "n": "How many"}
    (parameter,) = query.parameters
    assert (parameter.name, parameter.type, parameter.default, parameter.description, parameter.optional) == (
        "who", "actor", "marsh", "Who", False,
    )  # fmt: skip
    assert (parameter.sample, parameter.values, parameter.least, parameter.most) == ("larsen", (), None, None)
    assert query.body == BODY


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#+ summary", "#+ sumary", "q.rq:1: [header] unknown key 'sumary'; did you mean 'summary'?"),
        ("#+ summary: Who said it\n", "", "no 'summary'"),
        ("#+ description: All of them.\n", "", "no 'description'"),
        ("#+ description: All of them.", "#+ description: [1]", "'description' is not text"),
        ("#+ summary: Who said it", "#+ summary:\n#+   a: b", "'summary' is not text"),
        ("#+ answers: [1, 12]", "#+ answers: 1", "'answers' is not a list of numbers"),
        ("#+ answers: [1, 12]", "#+ answers: [one]", "q.rq:8: [header] 'answers' is not a list of numbers"),
        (
            "#+   who: {type: actor, default: marsh, sample: larsen, description: Who}",
            "#+   who: x",
            "parameter 'who' is no mapping",
        ),
        ("#+ params:\n#+   who: {type", "#+ params: x\n#+ columns: {type", "is not a mapping"),
        ("type: actor, ", "", "parameter 'who' has no type"),
        ("default: marsh, ", "", "parameter 'who' has no default"),
        (", description: Who}", "}", "parameter 'who' has no description"),
        ("type: actor", "type: actr", "unknown type 'actr'; known: actor, place"),
        ("type: actor", "type: concept:colour", "unknown type 'concept:colour'"),
        ("description: Who}", "description: Who, opt: yes}", "unknown key 'opt'"),
        ("description: Who}", "description: Who, optional: maybe}", "'optional' is 'maybe'"),
        ("VALUES (?who) {", "VALUES (?whom) {", "q.rq:11: [header] the VALUES line has ['whom'], the header ['who']"),
        ("  VALUES (?who) { (<https://example.org/a>) }\n", "", "the VALUES line has nothing, the header ['who']"),
        ("bk:claimant ?who ;", "bk:claimant ?whom ;", "q.rq:4: [header] parameter 'who' is not used"),
        ("  ?claim", "  VALUES (?x) { (1) }\n  ?claim", "2 VALUES lines"),
        (
            "#+ params:\n#+   who: {type: actor, default: marsh, sample: larsen, description: Who}\n",
            "",
            "the header has no 'params'",
        ),
        ("#+   n: How many\n", "", "q.rq:9: [header] column 'n' is not described"),
        ("#+   n: How many", "#+   m: How many", "q.rq:7: [header] the header describes 'm', which the query does not"),
        ("#+   n: How many", "#+   m: How many", "q.rq:10: [header] column 'n' is not described"),
        ("#+   claim: The claim\n#+   n: How many", "#+   n: How many\n#+   claim: The claim", "in the same order"),
        ("sample: larsen, ", "", "q.rq:4: [header] parameter 'who' has no sample; give a value with which"),
        ("sample: larsen", "sample: any", "q.rq:4: [header] parameter 'who': the sample is 'any'"),
        ("sample: larsen", "sample: larsen, least: x", "q.rq:4: [header] parameter 'who': 'least' is no whole number"),
        ("sample: larsen", 'sample: larsen, most: "3"', "parameter 'who' of type actor has 'most'; only an integer"),
        ("sample: larsen", "sample: larsen, values: marsh wells", "the sample 'larsen' is none of its values"),
        ("sample: larsen", "sample: larsen, values: larsen wells", "the default 'marsh' is none of its values"),
        ("sample: larsen", 'sample: larsen, values: ""', "q.rq:4: [header] parameter 'who': 'values' is empty"),
        ("answers: [1, 12]", "keywords: [a]", "q.rq:8: [header] 'keywords' is not text"),
        ("SELECT ?claim (COUNT(?x) AS ?n) WHERE {", "ASK {", "q.rq:5: [header] the query gives no columns, the header"),
        ("#+   n: How many", "#+   n:", "column 'n' has no description"),
        ("#+ summary: Who said it", "#+ summary: 'Who", "the header is no YAML"),
    ],
)
def test_a_fault_of_the_header_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = HEADER + BODY
    assert old in text
    found = faults(write(tmp_path, text.replace(old, new, 1)))
    assert any(said in fault and fault.startswith("theme/q.rq:") for fault in found), found


def test_limits_and_keywords_are_told(tmp_path: Path) -> None:
    more = 'type: integer, least: "1", most: "-1", values: 3 4, default: 3, sample: 4'
    text = (HEADER + "#+ keywords: who, speakers\n" + BODY).replace("type: actor, default: marsh, sample: larsen", more)
    query = read_query(write(tmp_path, text))
    (parameter,) = query.parameters
    assert (parameter.least, parameter.most, parameter.values) == (1, -1, ("3", "4"))
    assert (query.keywords, query.form) == (("speakers", "who"), "SELECT")


def test_all_faults_of_all_headers_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "SELECT ?x WHERE { ?x ?y ?z }", "a/one.rq")
    write(tmp_path, HEADER.replace("summary", "x") + BODY, "a/two.rq")
    write(tmp_path, HEADER + BODY, "a/three.rq")
    write(tmp_path, HEADER + BODY, "b/three.rq")
    (tmp_path / "b" / "four.rq").write_bytes(b"\xff")
    with pytest.raises(FaultError) as caught:
        list_queries(tmp_path)
    text = str(caught.value)
    for said in ("one.rq:1: [header] no 'summary'", "two.rq:1:", "there is a query of this name in 'a'", "UTF-8"):
        assert said in text


def test_an_optional_parameter_is_marked_by_its_default_or_by_name(tmp_path: Path) -> None:
    for given in ("default: any", "default: marsh, optional: yes"):
        query = read_query(write(tmp_path, (HEADER + BODY).replace("default: marsh", given)))
        assert query.parameters[0].optional


def test_a_header_may_use_all_of_yaml(tmp_path: Path) -> None:
    fancy = HEADER.replace("#+ description: All of them.", '#+ description: "All \\u006ff them."')
    assert read_query(write(tmp_path, fancy + BODY)).description == "All of them."


def test_ask_and_construct_need_no_columns(tmp_path: Path) -> None:
    head = "#+ summary: S\n#+ description: D\n"
    for body in ("ASK { ?s ?p ?o }\n", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }\n"):
        assert read_query(write(tmp_path, head + body)).columns == {}


def test_the_columns_of_a_select_are_told_apart_from_what_is_computed(tmp_path: Path) -> None:
    body = "SELECT DISTINCT ?a (IF(?b, (?c), ?d) AS ?e)\n  (STR($f) AS ?g) $h\nWHERE { ?a ?b ?c }\n"
    columns = "".join(f"#+   {name}: x\n" for name in ("a", "e", "g", "h"))
    assert (
        len(read_query(write(tmp_path, f"#+ summary: S\n#+ description: D\n#+ columns:\n{columns}{body}")).columns) == 4
    )


def test_values_are_put_into_the_one_line_only() -> None:
    text = "a\n  VALUES (?a ?b) { (x y) }\nVALUES ?c { 1 }\n# VALUES (?a) (1)\n"
    assert put_values(text, "1 \\2 UNDEF") == text.replace("(x y)", "(1 \\2 UNDEF)")
