"""Damaged graphs: small cuts of the base graph with a few random changes, the same for the same seed."""

from collections.abc import Iterator, Sequence
from random import Random

from kg.rdf.graph import BLANK
from kg.rdf.namespaces import EDTF_TYPE, RDF, SCHEME_BASE
from kg.rdf.terms import IRI, XSD, Literal, Term, Triple, text
from kg.rdf.vocabulary import CLASSES
from tests.validate.cut import cut

ODD: tuple[Term, ...] = (
    Literal("0", XSD + "integer"), Literal("-7", XSD + "integer"), Literal("99", XSD + "integer"),
    Literal("0.5", XSD + "decimal"), Literal("twelve", XSD + "integer"), Literal("1901-05-08", XSD + "date"),
    Literal("1901-02-30", XSD + "date"), Literal("1905-01-01", XSD + "date"), Literal("1901", EDTF_TYPE),
    Literal("May", EDTF_TYPE), text("plain"), text("a text of rather more words than any finder may ever have", "en"),
    text("ein Text", "de"), IRI(f"{SCHEME_BASE}act/asert"), IRI("https://example.org/elsewhere#Thing"),
    IRI(f"{BLANK}odd"),
)  # fmt: skip


def mutants(base: Sequence[Triple], seed: int, number: int) -> Iterator[tuple[str, list[Triple]]]:
    """Yield damaged graphs, each with a line that says what was done to it."""
    random = Random(seed)
    subjects = sorted({triple.s for triple in base})
    for place in range(number):
        root = random.choice(subjects)
        graph, done = cut(base, [root]), []
        for _ in range(random.choice((1, 1, 2, 3))):
            act = random.choice((_remove, _replace, _replace, _add, _swap))
            graph, what = act(random, graph)
            done.append(what)
        yield f"{seed}.{place} around {root}: {'; '.join(done)}", graph


def _remove(random: Random, graph: list[Triple]) -> tuple[list[Triple], str]:
    gone = random.choice(graph)
    return [triple for triple in graph if triple != gone] or graph, f"remove {gone}"


def _replace(random: Random, graph: list[Triple]) -> tuple[list[Triple], str]:
    """Put another value in the place of a value."""
    old = random.choice(graph)
    new = old._replace(o=_value(random, graph, old.p))
    return [new if triple == old else triple for triple in graph], f"{old} becomes {new.o}"


def _add(random: Random, graph: list[Triple]) -> tuple[list[Triple], str]:
    predicate = random.choice(sorted({RDF.type, *(prop.iri for made in CLASSES.values() for prop in made.properties)}))
    new = Triple(random.choice(graph).s, predicate, _value(random, graph, predicate))
    return [*graph, new], f"add {new}"


def _swap(random: Random, graph: list[Triple]) -> tuple[list[Triple], str]:
    """Put another predicate in the place of a predicate."""
    old = random.choice(graph)
    new = old._replace(p=random.choice(graph).p)
    return [new if triple == old else triple for triple in graph], f"{old} becomes {new.p}"


def _value(random: Random, graph: list[Triple], predicate: IRI) -> Term:
    likely = [triple.o for triple in graph if triple.p == predicate]
    pools: list[Sequence[Term]] = [likely or ODD, [triple.o for triple in graph], [triple.s for triple in graph], ODD]
    return random.choice(random.choice(pools))
