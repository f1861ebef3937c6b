"""Write the fixtures and their expected reports: ``python -m tests.validate.make_fixtures``.

The reports are those of the reference engine. Review every line of the difference before it is committed: an
expected report says what must be found, not what happened to be found.
"""

import re
import sys
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, parse

from kg.files import write_whole
from kg.rdf.namespaces import PREFIXES, data_prefixes, expand
from kg.rdf.read import read_graph
from kg.rdf.terms import Triple
from kg.rdf.turtle import turtle
from kg.validate import validate
from tests.validate.cases import FAIL, PASS, Case
from tests.validate.cut import cut

HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"
BASE = HERE / "base.ttl"
SPACES = {**PREFIXES, **data_prefixes("https://example.org/kg/", "lowbridge")}


def make(case: Case, base: Iterable[Triple]) -> list[Triple]:
    """Return the graph of a fixture."""
    graph = cut(base, [expand(root, SPACES) for root in case.roots.split()])
    for line in case.minus.splitlines():
        subject, predicate, value = (part if part == "*" else str(expand(part, SPACES)) for part in line.split())
        kept = [
            t for t in graph if not (t.s == subject and fnmatchcase(t.p, predicate) and fnmatchcase(_text(t), value))
        ]
        if len(kept) == len(graph):
            raise ValueError(f"{case.name}: nothing to take away for '{line}'")
        graph = kept
    return graph + _read(case.plus)


def _text(triple: Triple) -> str:
    return str(triple.o)


def _read(text: str) -> list[Triple]:
    """Return the triples of Turtle with the prefixes of the base graph."""
    if not text:
        return []
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in SPACES.items())
    with TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch.ttl"
        scratch.write_text(head + text, encoding="utf-8")
        list(parse(path=str(scratch), format=RdfFormat.TURTLE))
        return read_graph(scratch)


def write(case: Case, base: Iterable[Triple]) -> str:
    """Return the Turtle text of a fixture."""
    text = "".join(turtle(make(case, base), SPACES, case.name))
    body = text.partition("@prefix")[2]
    used = set(re.findall(r"(?<![\w\"<:])([a-z][a-z-]*):", body.rpartition("@prefix")[2].partition("\n")[2]))
    lines = [line for line in f"@prefix{body}".split("\n") if not line.startswith("@prefix") or _prefix(line) in used]
    lines = [re.sub(r"<urn:blank:(\w+)>", r"_:\1", line) for line in lines]
    title = f"# {case.name}: cut from base.ttl by make_fixtures.py\n"
    return title + re.sub(r"_:[0-9a-f]{6,}", "_:node", "\n".join(lines))


def _prefix(line: str) -> str:
    return line.split()[1].rstrip(":")


def main() -> None:
    """Write all fixtures and reports, and say which of them changed."""
    FIXTURES.mkdir(exist_ok=True)
    base = read_graph(BASE)
    wanted: dict[Path, str] = {}
    for case in (*PASS, *FAIL):
        path = FIXTURES / f"{case.name}.ttl"
        wanted[path] = write(case, base)
        write_whole(path, [wanted[path]])
        if case in FAIL:
            wanted[path.with_suffix(".report.ttl")] = validate(path, engine="pyshacl").turtle()
    for path, text in wanted.items():
        write_whole(path, [text])
    for path in set(FIXTURES.glob("*.ttl")) - wanted.keys():
        print(f"not made by any case: {path.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
