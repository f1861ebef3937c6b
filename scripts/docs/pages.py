"""What the generated parts of the documentation are made of; cog calls these functions from the Markdown files."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from unittest.mock import patch

import cog
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.ask.catalog.header import list_queries
from kg.ask.catalog.question import Parameter, Question
from kg.ask.query.modes import answer_canned
from kg.ask.query.usage import kind_of
from kg.ask.render.forms import show
from kg.builder import build
from kg.cli.main import main
from kg.cli.parser import make_parser
from kg.cli.verbs import find_verb, list_verbs
from kg.cli.verbs.reason import report
from kg.dataset import read_dataset
from kg.paths import ONTOLOGY, find_dataset, find_graph
from kg.rdf.concepts import collections, schemes
from kg.rdf.namespaces import PREFIXES, prefixes_of
from kg.rdf.terms import compact
from kg.rdf.vocabulary import CLASSES, MANY, Property
from kg.share.describe.pattern import diagram

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 118
BAR = "\\|"
SHORT = {space: prefix for prefix, space in PREFIXES.items()}


def block(text: str, language: str = "text") -> None:
    """Write a fenced block."""
    cog.out(f"\n```{language}\n{text.rstrip()}\n```\n\n")


def table(heads: str, rows: Iterable[Iterable[object]]) -> None:
    """Write a table and an empty line; a bar in a cell is escaped.

    Args:
        heads: The heads of the columns with bars between them.
        rows: The cells of each row.
    """
    cog.out(f"| {heads} |\n|{'---|' * (heads.count('|') + 1)}\n")
    for row in rows:
        cog.out(f"| {' | '.join(str(cell).replace('|', BAR) for cell in row)} |\n")
    cog.out("\n")


def terminal(command: str, printed: Sequence[str], lines: int = 0) -> None:
    """Write a command and what it printed, at most this number of lines where ``lines`` is given."""
    more = [f"... ({len(printed) - lines} more lines)"] if 0 < lines < len(printed) else []
    block("\n".join([f"$ {command}", *(printed[:lines] if lines else printed), *more]))


def printed_by(command: str, folder: Path = ROOT, width: int = WIDTH, **variables: str) -> list[str]:
    """Return the lines that a command prints, or those of its errors where it prints nothing else.

    A command of ours runs within this process, which has loaded already what it needs.
    """
    program, *words = shlex.split(command)
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), patch.dict(os.environ, {"COLUMNS": str(width), **variables}):
        if program == "battlekg":
            with redirect_stdout(out), redirect_stderr(err):
                code = main(words)
        else:
            done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
            code = done.returncode
            out.write(done.stdout)
            err.write(done.stderr)
    printed = out.getvalue().rstrip() or err.getvalue().rstrip()
    if code not in (0, 1) or not printed:
        raise RuntimeError(f"{command}: {err.getvalue()}")
    return printed.splitlines()


def shell(command: str, lines: int = 0) -> None:
    """Write a command and what it prints; at most this number of lines where ``lines`` is given."""
    terminal(command, printed_by(command), lines)


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
    """Write the questions by theme, then one section per canned query, with the rows it gives by default."""
    graph = Path(find_graph("bakhmut"))
    cog.out("\n")
    table("theme | query | question", ((q.theme, f"[`{q.name}`](#{q.name})", q.summary) for q in list_queries()))
    for theme, found in groupby(list_queries(), key=lambda query: query.theme):
        cog.out(f"## {theme}\n")
        for query in found:
            _query(query, graph)


def _query(query: Question, graph: Path) -> None:
    cog.out(f"\n### {query.name}\n\n**{query.summary}** {query.description}\n\n")
    if query.parameters:
        rows = ((f"`--{p.name}`", _limits(p), f"`{p.default}`", f"`{p.sample}`", p.description)
                for p in query.parameters)  # fmt: skip
        table("parameter | value | default | for example | meaning", rows)
    if query.columns:
        cog.out("Columns: " + "; ".join(f"`{name}` {text}" for name, text in query.columns.items()) + ".\n")
    if query.answers:
        numbers = ", ".join(map(str, query.answers))
        cog.out(f"\nHelps to answer questions {numbers} of [questions.md](../dev/questions.md).\n")
    block(diagram(query), "mermaid")
    answer = show(answer_canned(query, {}, graph), "table", prefixes_of(graph), WIDTH).splitlines()
    terminal(f"battlekg query {query.name}", answer, 12 if len(answer) > 14 else 0)


def _limits(parameter: Parameter) -> str:
    limits = (
        kind_of(parameter).partition(",")[0],
        f"one of {', '.join(parameter.values)}" if parameter.values else "",
        f"from {parameter.least}" if parameter.least is not None else "",
        f"to {parameter.most}" if parameter.most is not None else "",
        "or `any`" if parameter.optional else "",
    )
    return ", ".join(filter(None, limits))


def _described() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=str(Path(ONTOLOGY) / "battlekg.ttl"), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            name = compact(quad.predicate.value, SHORT) or ""
            found.setdefault(quad.subject.value, {})[name] = " ".join(quad.object.value.split())
    return found


def model() -> None:
    """Write a table per class of the emitted graph."""
    described = _described()
    cog.out("\n")
    for made in CLASSES.values():
        text = described.get(made.iri, {}).get("skos:definition", "")
        also = f" A node of this class is also a `{compact(made.also, SHORT)}`." if made.also else ""
        cog.out(f"### {compact(made.iri, SHORT)}\n\n{text}{also} IRIs: `{made.kind}:`.\n\n")
        table("property | how many | values | traced by", map(_property, made.properties))


def _property(p: Property) -> tuple[str, ...]:
    most = "n" if p.most == MANY else str(p.most)
    many = most if str(p.least) == most else f"{p.least}..{most}"
    values = p.range.replace("|", " or ").replace("concept:", "concept of ")
    return f"`{compact(p.iri, SHORT)}`", many, values, p.coverage


def terms() -> None:
    """Write our own classes and properties with definition and example."""
    described = sorted(_described().items())
    found = [(iri, texts) for iri, texts in described if "skos:definition" in texts and "#" in iri]
    cog.out("\n")
    table("term | meaning | example",
          ((f"`{compact(iri, SHORT)}`", texts["skos:definition"], texts.get("skos:example", ""))
           for iri, texts in found))  # fmt: skip


def concepts() -> None:
    """Write the concept schemes."""
    cog.out("\n")
    for scheme, found in schemes().items():
        cog.out(f"### {scheme}\n\n")
        table("concept | label | meaning | broader",
              ((f"`{one.id}`", one.label, one.definition, one.broader) for one in found.values()))  # fmt: skip


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
    counts = Counter(one["verdict"] for one in found)
    cog.out(f"\n{len(found)} verdicts on {len(dataset.claims)} claims.\n")
    for verdict, some in groupby(found, key=itemgetter("verdict")):
        concept = schemes()["verdict"][verdict]
        cog.out(f"\n### {concept.label} ({counts[verdict]})\n\n{concept.definition}\n\n")
        for one in some:
            apart = f", they differ in {one['dimension']}" if one["dimension"] else ""
            cog.out(f"- **{one['reason']}** (rule `{one['rule']}`{apart})\n")
            for claim in one["between"]:
                passages = ", ".join(f"`{passage}`" for passage in claim["passages"])
                cog.out(f"  - `{claim['claim']}` in {passages}: {claim['says']}\n")
