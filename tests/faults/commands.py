# ruff: noqa: E501
"""The faults of the command line, of queries and of other files than those of a dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.faults.exports import EXPORTS
from tests.faults.spoil import Case, Spoil, both, change, folder_for, gone, put

__all__ = ["COMMANDS"]

NOTHING: Spoil = lambda folder: None  # noqa: E731


def sparql(text: str | bytes) -> Spoil:
    """Return what writes a query."""
    return put("q.rq", text)


COMMANDS: Final[Mapping[str, Case]] = {
    "unknown option": Case(
        NOTHING,
        "battlekg stats: unknown argument '--fmt'; see 'battlekg stats --help'",
        "stats --fmt",
        code=2,
    ),
    "unknown dataset": Case(
        NOTHING,
        "[dataset] there is no dataset 'bakhmutt'; did you mean 'bakhmut'?",
        "build --dataset bakhmutt",
        code=2,
    ),
    "unknown dataset of a query": Case(
        NOTHING,
        "[dataset] there is no dataset 'bakhmutt'; did you mean 'bakhmut'?",
        "query phases --dataset bakhmutt",
        code=2,
    ),
    "unknown question": Case(
        NOTHING,
        "[query] there is no query 'capture-claim'; did you mean 'capture-claims'?",
        "query capture-claim",
        code=2,
    ),
    "unknown plot": Case(
        NOTHING,
        "battlekg plot: argument PART: invalid choice: 'pie' (choose from 'casualties', 'control', 'timeline', 'balance'); see 'battlekg plot --help'",
        "plot pie",
        code=2,
    ),
    "parameter of another plot": Case(
        NOTHING,
        "battlekg plot balance: unknown argument '--side'; see 'battlekg plot balance --help'",
        "plot balance --dataset toyfort --side any",
        code=2,
    ),
    "plot of nothing": Case(
        NOTHING,
        "[no-data] 'battlekg plot casualties --side any --from 3000-01-01' has nothing to show: no claim fits; ask for more: "
        "'any', an earlier --from or a later --to, another name",
        "plot casualties --dataset toyfort --side any --from 3000-01-01",
    ),
    "first day of a plot after the last": Case(
        NOTHING,
        "[value] --from 1901-05-02 is after --to 1901-05-01; swap them",
        "plot timeline --dataset toyfort --event any --from 1901-05-02 --to 1901-05-01",
        code=2,
    ),
    "citation of yes and no": Case(
        sparql("ASK { ?s ?p ?o }"),
        "[usage] --cite and --evidence are for rows; the answer has none; leave them out",
        "query --dataset toyfort --sparql q.rq --cite",
        code=2,
    ),
    "unknown parameter": Case(
        NOTHING,
        "[parameter] 'claims-by' has no parameter 'claiman'; it has act, claimant, from, medium, side, to",
        "query claims-by --dataset toyfort --claimant mayor --claiman brass",
        code=2,
    ),
    "parameter without a value": Case(
        NOTHING,
        "[usage] --claimant has no value; write --claimant VALUE",
        "query claims-by --dataset toyfort --claimant",
        code=2,
    ),
    "parameter given twice": Case(
        NOTHING,
        "[usage] --claimant is given twice; give it once",
        "query claims-by --dataset toyfort --claimant mayor --claimant brass",
        code=2,
    ),
    "value that is not known": Case(
        NOTHING,
        "[value] --claimant: 'mayr' is no actor; did you mean mayor (The Mayor of Toyfort)?",
        "query claims-by --dataset toyfort --claimant mayr",
        code=2,
    ),
    "value that is none of those listed": Case(
        NOTHING,
        "[value] --act: 'deny' is none of its values; known: announce, demand, predict, promise, threaten",
        "query promises --dataset toyfort --act deny",
        code=2,
    ),
    "value out of range": Case(
        NOTHING,
        "[value] --institutions: '0' is out of range; write a number, 1 or more",
        "query corroborated --dataset toyfort --institutions 0",
        code=2,
    ),
    "value that is more than a day": Case(
        NOTHING,
        "[value] --date: '1901-05' is not one day; write a day as YYYY-MM-DD; 1901-05-01 to 1901-05-31 is what it spans",
        "query control --dataset toyfort --place toyfort --date 1901-05",
        code=2,
    ),
    "value that breaks out of a query": Case(
        NOTHING,
        "[value] --claimant: 'x>}#' is no actor; known: annals, brass, chronicle, drummers, fort-watch, gazette, guard-side, mayor, signal-office, tin-guard, watch-side",
        "query claims-by --dataset toyfort --claimant x>}#",
        code=2,
    ),
    "value that is no day": Case(
        NOTHING,
        "[value] --date: '1901-02-29' is no date; write a day as YYYY-MM-DD",
        "query control --dataset toyfort --place toyfort --date 1901-02-29",
        code=2,
    ),
    "value of another scheme": Case(
        NOTHING,
        "[value] --number: 'many' is no integer; write a whole number",
        "query what-is-counted --dataset toyfort --number many",
        code=2,
    ),
    "two things at once": Case(
        sparql("ASK {}"),
        "[usage] a name and --sparql are given; give one of them",
        "query phases --sparql q.rq",
        code=2,
    ),
    "parameter without a question": Case(
        NOTHING,
        "[usage] --claimant=mayor without a question; 'battlekg query' lists the questions",
        "query --claimant mayor",
        code=2,
    ),
    "width below nothing": Case(
        NOTHING,
        "[usage] --width is below 0; give a number of characters",
        "query phases --width=-1",
        code=2,
    ),
    "several wrong words of a query": Case(
        NOTHING,
        (
            "[parameter] 'claims-by' has no parameter 'wat'; it has act, claimant, from, medium, side, to\n"
            "[value] --claimant: 'mayr' is no actor; did you mean mayor (The Mayor of Toyfort)?\n"
            "2 faults"
        ),
        "query claims-by --dataset toyfort --claimant mayr --wat 1",
        code=2,
    ),
    "syntax error in a query": Case(
        sparql("SELECT ?s WHERE {\n  ?s ?p }\n"),
        "q.rq:3: [sparql] no SPARQL query: expected OPTIONAL (column 1); mend the text",
        "query --dataset toyfort --sparql q.rq",
    ),
    "query that is empty": Case(
        sparql(""),
        "q.rq:1: [sparql] no SPARQL query: there is nothing in it; write a query",
        "query --dataset toyfort --sparql q.rq",
    ),
    "prefix that is not declared": Case(
        sparql("SELECT * {\n  ?s nowhere:p ?o\n}"),
        "q.rq:2: [sparql] no SPARQL query: a prefix is not declared (column 15); add PREFIX for it at the top",
        "query --dataset toyfort --sparql q.rq",
    ),
    "query in brackets without end": Case(
        sparql("ASK " + "{" * 500),
        'q.rq:1: [sparql] no SPARQL query: expected one of "$", "\'", "\'\'\'", "(", "+", "-", ".", ":", "<", "<<", "<<(", "?", "[", "\\"", "\\"\\"\\"", "_:", "false", "true", "{", "}", BIND, FILTER, GRAPH, LATERAL, MINUS, OPTIONAL, SELECT, SERVICE, ... (column 505); mend the text',
        "query --dataset toyfort --sparql q.rq",
    ),
    "SERVICE": Case(
        sparql("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
        "q.rq: [service] the query calls another SPARQL service; remove SERVICE: queries stay on this machine",
        "query --dataset toyfort --sparql q.rq",
    ),
    "question to a host that is not allowed": Case(
        NOTHING,
        "[usage] 'labels-there' asks query.wikidata.org, and no question leaves this machine by itself; add --allow-service query.wikidata.org",
        "query labels-there --dataset toyfort",
        code=2,
    ),
    "host for a question that asks nobody": Case(
        NOTHING,
        "[usage] 'phases' asks no other service; leave out --allow-service and --service-at",
        "query phases --dataset toyfort --allow-service query.wikidata.org",
        code=2,
    ),
    "update": Case(
        sparql("DELETE WHERE { ?s ?p ?o }"),
        "q.rq:1: [sparql] no SPARQL query: expected CONSTRUCT (column 10); mend the text",
        "query --dataset toyfort --sparql q.rq",
    ),
    "query that is not UTF-8": Case(
        sparql(b"SELECT * { ?s ?p '\xe9' }"),
        "q.rq: [unreadable] the query cannot be read (it is no text in UTF-8); check the path and the encoding",
        "query --dataset toyfort --sparql q.rq",
    ),
    "query that is not there": Case(
        NOTHING,
        "q.rq: [unreadable] the query cannot be read (no such file or directory); check the path and the encoding",
        "query --dataset toyfort --sparql q.rq",
    ),
    "directory for a query": Case(
        lambda folder: (folder / "q.rq").mkdir(),
        "q.rq: [unreadable] the query cannot be read (is a directory); check the path and the encoding",
        "query --dataset toyfort --sparql q.rq",
    ),
    "graph that has not been built": Case(
        gone("toyfort/graph/toyfort.ttl"),
        "toyfort/graph/toyfort.ttl: [graph] the graph has not been built; run 'battlekg build' first",
        "query phases --dataset toyfort",
    ),
    "graph that is not well-formed": Case(
        put("toyfort/graph/toyfort.ttl", "<http://a/s>\n<http://a/p>\n"),
        "toyfort/graph/toyfort.ttl:3: [syntax] not well-formed: Parser error at line 3 column 1: Unexpected end; run 'battlekg build'",
        "query phases --dataset toyfort",
    ),
    "graph that is not UTF-8": Case(
        put("toyfort/graph/toyfort.ttl", b"<http://a/s> <http://a/p> '\xe9' .\n"),
        "toyfort/graph/toyfort.ttl:1: [syntax] not well-formed: Parser error at line 1 column 28: Invalid UTF-8: incomplete utf-8 byte sequence from index 0; run 'battlekg build'",
        "query phases --dataset toyfort",
    ),
    "graph that is out of date": Case(
        change("graph/toyfort.ttl", "# Generated by", "# Made by"),
        "toyfort/graph/toyfort.ttl:2: [outdated] 2 lines differ, the first is '# Made by `battlekg build`; do not edit. One node per block; docs/model.md expla', not '# Generated by `battlekg build`; do not edit. One node per block; docs/model.md '; run 'battlekg build' and review the difference",
        "build --dataset toyfort --check",
    ),
    "graph and seal that are not there": Case(
        both(gone("toyfort/graph/toyfort.ttl"), gone("toyfort/graph/toyfort.seal.json")),
        (
            "toyfort/graph/toyfort.seal.json: [missing] the file cannot be read; run 'battlekg build'\n"
            "toyfort/graph/toyfort.ttl: [missing] the file cannot be read; run 'battlekg build'\n"
            "2 faults"
        ),
        "build --dataset toyfort --check",
    ),
    "directory for the graph": Case(
        folder_for("toyfort/graph/toyfort.ttl"),
        "toyfort/graph/toyfort.ttl: [write] this is a folder; name a file",
        "build --dataset toyfort",
    ),
    "file for the folder of the graph": Case(
        put("a", ""),
        "a/b.ttl: [write] the file cannot be written (its folder is a file); check permissions and free space",
        "build --dataset toyfort -o a/b.ttl",
    ),
    "graph to validate that is not there": Case(
        NOTHING,
        "absent.ttl: [unreadable] the file cannot be read (no such file or directory); check the path",
        "validate absent.ttl",
    ),
    "graph to validate that is not well-formed": Case(
        put("a.ttl", "<http://a/s>\n<http://a/p>\n"),
        "a.ttl:3: [syntax] not well-formed: Parser error at line 3 column 1: Unexpected end; mend the file at this place",
        "validate a.ttl",
    ),
    "graph to validate with a relative IRI": Case(
        put("a.ttl", "<s> <p> <o> ."),
        "a.ttl:1: [syntax] not well-formed: Parser error at line 1 between columns 1 and 4: No scheme found in an absolute IRI; mend the file at this place",
        "validate a.ttl",
    ),
    "graph to validate of no format": Case(
        put("a.csv", "a,b"),
        "a.csv: [format] the ending '.csv' is of no known RDF format; use one of .ttl, .nt, .nq, .trig, .rdf, .xml, .jsonld",
        "validate a.csv",
    ),
    "seal that is none": Case(
        change("graph/toyfort.seal.json", '{\n"digest"', '[\n"digest"'),
        "toyfort/graph/toyfort.seal.json:1: [outdated] 2 lines differ, the first is '[', not '{'; run 'battlekg build' and review the difference",
        "build --dataset toyfort --check",
    ),
    "no text is named": Case(
        NOTHING,
        "[usage] no text of the documents is named; give --text DIR, or set BATTLEKG_TEXT",
        "verify --dataset toyfort",
        code=2,
    ),
    "text that is not there": Case(
        NOTHING,
        "absent: [no-such-path] the path does not exist; name a file or a folder",
        "verify --dataset toyfort --text absent",
    ),
    "text of no document": Case(
        put("a.txt", "Something else.\n"),
        "a.txt: [no-match] no document of the dataset matches; name a text of 'gazette' or 'annals'",
        "verify --dataset toyfort --text a.txt",
    ),
    "text that is not UTF-8": Case(
        put("a.txt", b"caf\xe9\n"),
        "a.txt: [encoding] the file is not UTF-8; save it as UTF-8",
        "verify --dataset toyfort --text a.txt",
    ),
    "unknown document": Case(
        put("a.txt", "x"),
        "[value] there is no document 'anals'; did you mean 'annals'?",
        "freeze anals --dataset toyfort --text a.txt",
        code=2,
    ),
    "document to freeze that is not there": Case(
        NOTHING,
        "absent.txt: [unreadable] the file cannot be read (no such file or directory); check the path",
        "freeze annals --dataset toyfort --text absent.txt",
    ),
    "document to freeze without its sections": Case(
        put("a.txt", "One sentence.\n"),
        (
            "a.txt: [other-file] its SHA-256 is faba6643d36813ea6a5f3f0cb93f427443d0d58ee773b2b70602fe651486faf2, and sources.yaml gives another for 'annals'; name the file that is described there, or describe this one\n"
            "annals: [sections] the declared section 'Losses' is not in the text; remove it\n"
            "annals: [sections] the declared section 'The siege' is not in the text; remove it\n"
            "3 faults"
        ),
        "freeze annals --dataset toyfort --text a.txt",
    ),
    "passage of a new claim that is not there": Case(
        NOTHING,
        "[value] there is no passage 'gazette.body.9.9'; did you mean 'gazette.body.3.2' or 'gazette.body.3.1' or 'gazette.body.2.2'?",
        "new claim --dataset toyfort --at gazette.body.9.9",
        code=2,
    ),
    "endpoint that is no address": Case(
        NOTHING,
        "[usage] 'somewhere' is no address; write http://HOST:PORT/PATH",
        "query phases --dataset toyfort --endpoint somewhere",
        code=2,
    ),
    "endpoint with credentials in its address": Case(
        NOTHING,
        "[usage] the address holds credentials, which others can see; put them into BATTLEKG_USER and BATTLEKG_PASSWORD, or into netrc",
        "load http://me:secret@127.0.0.1:1/ --dataset toyfort",
        code=2,
    ),
    "endpoint without a question": Case(
        NOTHING,
        "[usage] --endpoint without a question; give a name, or --sparql",
        "query --endpoint http://127.0.0.1:1/",
        code=2,
    ),
    "limits of nothing": Case(
        NOTHING,
        (
            "[usage] --megabytes is 0; give 1 or more\n"
            "[usage] --retries is -1; give 0 or more\n"
            "[usage] --timeout is 0; give 1 or more\n"
            "3 faults"
        ),
        "check http://127.0.0.1:1/ --timeout 0 --megabytes 0 --retries -1",
        code=2,
    ),
    "name of nothing": Case(
        NOTHING,
        "[value] nothing is named 'mayr'; did you mean 'mayor' or 'march'?",
        "explain --dataset toyfort mayr",
        code=2,
    ),
    **EXPORTS,
}
