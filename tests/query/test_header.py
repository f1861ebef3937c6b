"""Headers of query files: what is told, and every fault that an author can make."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.faults import FaultError
from kg.query.header import find_query, list_queries, put_values, read_query

HEADER = """\
#+ summary: Who said it
#+ description: All of them.
#+ params:
#+   who: {type: actor, default: marsh, description: Who}
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
    assert query.body == BODY


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#+ summary", "#+ sumary", "unknown key 'sumary'; did you mean 'summary'?"),
        ("#+ summary: Who said it\n", "", "no 'summary'"),
        ("#+ description: All of them.\n", "", "no 'description'"),
        ("#+ description: All of them.", "#+ description: [1]", "'description' is not text"),
        ("#+ summary: Who said it", "#+ summary:\n#+   a: b", "'summary' is not text"),
        ("#+ answers: [1, 12]", "#+ answers: 1", "'answers' is not a list of numbers"),
        ("#+ answers: [1, 12]", "#+ answers: [one]", "'answers' is not a list of numbers"),
        ("#+   who: {type: actor, default: marsh, description: Who}", "#+   who: x", "parameter 'who' is no mapping"),
        ("#+ params:\n#+   who: {type", "#+ params: x\n#+ columns: {type", "is not a mapping"),
        ("type: actor, ", "", "parameter 'who' has no type"),
        ("default: marsh, ", "", "parameter 'who' has no default"),
        (", description: Who}", "}", "parameter 'who' has no description"),
        ("type: actor", "type: actr", "unknown type 'actr'; known: actor, place"),
        ("type: actor", "type: concept:colour", "unknown type 'concept:colour'"),
        ("description: Who}", "description: Who, opt: yes}", "unknown key 'opt'"),
        ("description: Who}", "description: Who, optional: maybe}", "'optional' is 'maybe'"),
        ("VALUES (?who) {", "VALUES (?whom) {", "the VALUES line has ['whom'], the header ['who']"),
        ("  VALUES (?who) { (<https://example.org/a>) }\n", "", "the VALUES line has nothing, the header ['who']"),
        ("bk:claimant ?who ;", "bk:claimant ?whom ;", "parameter 'who' is not used"),
        ("  ?claim", "  VALUES (?x) { (1) }\n  ?claim", "2 VALUES lines"),
        ("#+ params:\n#+   who: {type: actor, default: marsh, description: Who}\n", "", "the header has no 'params'"),
        ("#+   n: How many\n", "", "the query gives ['claim', 'n'], the header describes ['claim']"),
        ("#+   n: How many", "#+   m: How many", "the query gives ['claim', 'n'], the header describes ['claim', 'm']"),
        ("#+   claim: The claim\n#+   n: How many", "#+   n: How many\n#+   claim: The claim", "align them"),
        ("#+   n: How many", "#+   n:", "column 'n' has no description"),
        ("#+ summary: Who said it", "#+ summary: 'Who", "the header is no YAML"),
    ],
)
def test_a_fault_of_the_header_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = HEADER + BODY
    assert old in text
    found = faults(write(tmp_path, text.replace(old, new, 1)))
    assert any(said in fault and fault.startswith("q.rq:") for fault in found), found


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


def test_a_header_beyond_the_plain_part_is_read_as_yaml(tmp_path: Path) -> None:
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


def test_an_unknown_query_gets_near_names(tmp_path: Path) -> None:
    write(tmp_path, HEADER + BODY, "a/claims-by.rq")
    assert find_query("claims-by", tmp_path).name == "claims-by"
    for name in ("claim-by", "../a/claims-by", "a/claims-by", "claims-by.rq"):
        with pytest.raises(FaultError, match="did you mean 'claims-by'"):
            find_query(name, tmp_path)
    for name in ("", ".", "*", "\0", "x" * 5000):
        with pytest.raises(FaultError, match="'battlekg query' lists them"):
            find_query(name, tmp_path)


def test_values_are_put_into_the_one_line_only() -> None:
    text = "a\n  VALUES (?a ?b) { (x y) }\nVALUES ?c { 1 }\n# VALUES (?a) (1)\n"
    assert put_values(text, "1 \\2 UNDEF") == text.replace("(x y)", "(1 \\2 UNDEF)")
