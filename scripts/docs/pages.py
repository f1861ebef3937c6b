"""What the generated parts of the documentation are made of; cog calls these functions from the Markdown files."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

import cog
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import Parameter
from kg.ask.query.modes import answer_canned
from kg.ask.query.usage import kind_of
from kg.ask.render.forms import show
from kg.builder import build
from kg.cli.parser import make_parser
from kg.cli.verbs import find_verb, list_verbs
from kg.cli.verbs.reason import report
from kg.dataset import read_dataset
from kg.paths import ONTOLOGY, find_dataset, find_graph
from kg.rdf.concepts import collections, schemes
from kg.rdf.namespaces import PREFIXES, spaces_of
from kg.rdf.terms import compact
from kg.rdf.vocabulary import CLASSES, MANY
from kg.share.describe.pattern import diagram

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 118
SHORT = {space: prefix for prefix, space in PREFIXES.items()}


def block(text: str, language: str = "text") -> None:
    """Write a fenced block."""
    cog.out(f"\n```{language}\n{text.rstrip()}\n```\n\n")


def shell(command: str, lines: int = 0) -> None:
    """Write a command and what it prints; at most so many lines where ``lines`` is given."""
    environment = {**os.environ, "COLUMNS": str(WIDTH), "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    printed = done.stdout.rstrip().splitlines()
    if done.returncode not in (0, 1) or (not printed and not done.stderr):
        raise RuntimeError(f"{command}: {done.stderr}")
    if not printed:
        printed = done.stderr.rstrip().splitlines()
    more = [f"... ({len(printed) - lines} more lines)"] if lines and len(printed) > lines else []
    block("\n".join([f"$ {command}", *(printed[:lines] if lines else printed), *more]))


def help_of(words: str) -> str:
    """Return what ``battlekg WORDS --help`` prints."""
    printed = io.StringIO()
    with redirect_stdout(printed), suppress(SystemExit):
        make_parser([words.split()[0]]).parse_args([*words.split(), "--help"])
    return printed.getvalue()


def cli() -> None:
    """Write the reference of the command line."""
    os.environ["COLUMNS"] = "100"
    for name in list_verbs():
        verb = find_verb(name)
        parts = {f"{name} {part}": one for part, one in verb.parts().items()} if verb.parts else {name: verb}
        for words, one in parts.items():
            cog.out(f"\n## {words}\n\n{one.text}\n")
            block(help_of(words))


def queries() -> None:
    """Write one section per canned query, with the rows it gives by default."""
    graph = Path(find_graph("bakhmut"))
    _index()
    theme = ""
    for query in list_queries():
        if query.theme != theme:
            theme = query.theme
            cog.out(f"\n## {theme}\n")
        cog.out(f"\n### {query.name}\n\n**{query.summary}** {query.description}\n\n")
        if query.parameters:
            cog.out("| parameter | value | default | for example | meaning |\n|---|---|---|---|---|\n")
            for p in query.parameters:
                row = (f"`--{p.name}`", _limits(p), f"`{p.default}`", f"`{p.sample}`", p.description)
                cog.out(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n")
            cog.out("\n")
        if query.columns:
            cog.out("Columns: " + "; ".join(f"`{name}` {text}" for name, text in query.columns.items()) + ".\n")
        if query.answers:
            cog.out(
                f"\nHelps to answer questions {', '.join(map(str, query.answers))} of [questions.md](questions.md).\n"
            )
        block(diagram(query), "mermaid")
        answer = show(answer_canned(query, {}, graph), "table", spaces_of(graph), WIDTH).splitlines()
        more = [f"... ({len(answer) - 12} more lines)"] if len(answer) > 14 else []
        block("\n".join([f"$ battlekg query {query.name}", *(answer[:12] if more else answer), *more]))


def _index() -> None:
    """Write the questions as a table of contents, by theme."""
    cog.out("\n| theme | query | question |\n|---|---|---|\n")
    for query in list_queries():
        cog.out(f"| {query.theme} | [`{query.name}`](#{query.name}) | {query.summary} |\n")


def _limits(parameter: Parameter) -> str:
    limits = [kind_of(parameter).partition(",")[0]]
    limits += [f"one of {', '.join(parameter.values)}"] if parameter.values else []
    limits += [f"from {parameter.least}"] if parameter.least is not None else []
    limits += [f"to {parameter.most}"] if parameter.most is not None else []
    return ", ".join([*limits, *(["or `any`"] if parameter.optional else [])])


def _described() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=str(Path(ONTOLOGY) / "battlekg.ttl"), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            name = compact(quad.predicate.value, SHORT) or ""
            found.setdefault(quad.subject.value, {})[name] = " ".join(quad.object.value.split())
    return found


def model() -> None:
    """Write a table per class of the emitted graph, and the list of our own properties."""
    described = _described()
    for made in CLASSES.values():
        text = described.get(made.iri, {}).get("skos:definition", "")
        also = f" A node of this class is also a `{compact(made.also, SHORT)}`." if made.also else ""
        cog.out(f"\n### {compact(made.iri, SHORT)}\n\n{text}{also} IRIs: `{made.kind}:`.\n\n")
        cog.out("| property | how many | values | traced by |\n|---|---|---|---|\n")
        for p in made.properties:
            most = "n" if p.most == MANY else str(p.most)
            many = str(p.least) if str(p.least) == most else f"{p.least}..{most}"
            values = p.range.replace("|", " or ").replace("concept:", "concept of ")
            cog.out(f"| `{compact(p.iri, SHORT)}` | {many} | {values} | {p.coverage} |\n")


def terms() -> None:
    """Write our own classes and properties with definition and example."""
    cog.out("\n| term | meaning | example |\n|---|---|---|\n")
    for iri, texts in sorted(_described().items()):
        if "skos:definition" in texts and "#" in iri:
            example = texts.get("skos:example", "").replace("|", "\\|")
            cog.out(f"| `{compact(iri, SHORT)}` | {texts['skos:definition']} | {example} |\n")


def concepts() -> None:
    """Write the concept schemes."""
    for scheme, found in schemes().items():
        cog.out(f"\n### {scheme}\n\n| concept | label | meaning | broader |\n|---|---|---|---|\n")
        for concept in found.values():
            cog.out(f"| `{concept.id}` | {concept.label} | {concept.definition} | {concept.broader} |\n")


def sets() -> None:
    """Write the sets of concepts."""
    cog.out("\n| set | meaning | concepts |\n|---|---|---|\n")
    for name, found in collections().items():
        members = ", ".join(f"`{member.replace('/', ':')}`" for member in found.members)
        cog.out(f"| `{name}` | {found.definition} | {members} |\n")


def contradictions() -> None:
    """Write every derived contradiction with verdict, rule, reason, claims and passages, the gravest first."""
    dataset = read_dataset(Path(find_dataset("bakhmut")))
    found = report(dataset, build(dataset).derived, ())["contradictions"]
    by_verdict: dict[str, list[Any]] = {}
    for one in found:
        by_verdict.setdefault(one["verdict"], []).append(one)
    cog.out(f"\n{len(found)} verdicts on {len(dataset.claims)} claims.\n")
    for verdict, some in by_verdict.items():
        concept = schemes()["verdict"][verdict]
        cog.out(f"\n### {concept.label} ({len(some)})\n\n{concept.definition}\n\n")
        for one in some:
            apart = f", they differ in {one['dimension']}" if one["dimension"] else ""
            cog.out(f"- **{one['reason']}** (rule `{one['rule']}`{apart})\n")
            for claim in one["between"]:
                passages = ", ".join(f"`{passage}`" for passage in claim["passages"])
                cog.out(f"  - `{claim['claim']}` in {passages}: {claim['says']}\n")
