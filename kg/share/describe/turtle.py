"""The canned queries in RDF: all that their headers say, for other programs and for ``kg.ask.catalog.stored``.

Vocabulary: SHACL Advanced Features (``sh:SPARQLExecutable``, ``sh:select``, ``sh:ask``, ``sh:construct``,
``sh:prefixes``), and, as the SIB Swiss Institute of Bioinformatics describes its examples, ``rdfs:comment`` for the
question and ``schema:keywords``. ``dct:references`` names every term that a query uses; ``dct:isPartOf`` its theme;
``dct:isRequiredBy`` the questions of docs/dev/questions.md that it helps to answer.

A parameter is a ``sh:Parameter``: ``schema:additionalType`` is its type as the header has it, ``sh:pattern`` gives the
values that it is limited to. A column is a ``csvw:Column``; where it counts claims, ``rdfs:seeAlso`` is the query that
lists them, ``schema:urlTemplate`` has the parameters for it, ``{NAME}`` being a column or a parameter, and
``skos:note`` says if it lists others, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.ask.catalog.question import ENTITY_TYPES, FEDERATED, PLAIN_TYPES, Parameter, Question
from kg.ask.render.listing import RESERVED
from kg.rdf.namespaces import (
    BK,
    CSVW,
    DATA_KINDS,
    DCT,
    OWL,
    PREFIXES,
    QUERY_BASE,
    QUERY_PREFIXES,
    QUESTION_BASE,
    RDF,
    RDFS,
    SCHEMA,
    SCHEME_BASE,
    SH,
    SKOS,
    THEME_BASE,
)  # fmt: skip
from kg.rdf.terms import IRI, XSD, Literal, Term, compact, ntriples, number, text
from kg.share.describe.pattern import read_pattern

__all__ = ["turtle"]

_FORMS: Final = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select), "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}  # fmt: skip
_OWN: Final = IRI(QUERY_BASE)
_DATATYPES: Final = {"integer": "integer", "text": "string", "words": "string"}
"""The datatype of the types of parameters that are no days."""

Block = tuple[IRI, list[tuple[IRI, Term]]]


def turtle(queries: Sequence[Question]) -> str:
    """Return the descriptions of queries as Turtle: sorted, without blank nodes, the same bytes on every machine."""
    blocks = [*_prefixes(queries), *_themes(queries)]
    for query in queries:
        blocks.append(_query(query))
        blocks += [_parameter(query, one, order) for order, one in enumerate(query.parameters, 1)]
        blocks += [_column(query, name, order) for order, name in enumerate(query.columns, 1)]
    spaces = {**PREFIXES, **QUERY_PREFIXES}
    short = {space: prefix for prefix, space in spaces.items()}
    joined = "\n".join(_block(block, short) for block in sorted(blocks))
    head = [f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(spaces.items()) if f" {prefix}:" in joined
            or f"\n{prefix}:" in joined]  # fmt: skip
    note = "# Generated from the headers in queries/ by `battlekg describe`; do not edit.\n\n"
    return "".join([note, *head, "\n", joined])


def _prefixes(queries: Sequence[Question]) -> Iterator[Block]:
    """Describe the prefixes that the texts declare; those of the data are written anew for each dataset."""
    declared = sorted({tuple(line.split()[1:3]) for query in queries if query.theme != FEDERATED
                       for line in query.body.splitlines() if line.startswith("PREFIX ")})  # fmt: skip
    found = [(name.rstrip(":"), space.strip("<>")) for name, space in declared]
    yield _OWN, [
        (RDF.type, OWL.Ontology), (RDFS.comment, text("The prefixes of the canned queries.", "en")),
        *((SH.declare, _node(f"prefix.{name}")) for name, _ in found),
    ]  # fmt: skip
    for name, space in found:
        yield _node(f"prefix.{name}"), [
            (RDF.type, SH.PrefixDeclaration), (SH.prefix, text(name)), (SH.namespace, Literal(space, XSD + "anyURI")),
        ]  # fmt: skip


def _themes(queries: Sequence[Question]) -> Iterator[Block]:
    for theme in sorted({query.theme for query in queries}):
        yield IRI(THEME_BASE + theme), [(RDF.type, SCHEMA.Collection), (RDFS.label, text(theme))]


def _query(query: Question) -> Block:
    kind, holds = _FORMS[query.form]
    facts: list[tuple[IRI, Term]] = [
        (RDF.type, SH.SPARQLExecutable),
        (RDF.type, kind),
        (RDFS.label, text(query.name)),
        (RDFS.comment, text(query.summary, "en")),
        (DCT.description, text(query.description, "en")),
        (DCT.isPartOf, IRI(THEME_BASE + query.theme)),
        (holds, text(query.body)),
        *((SCHEMA.keywords, text(word, "en")) for word in (query.theme, *query.keywords)),
        *((SH.parameter, _node(f"{query.name}.{one.name}")) for one in query.parameters),
        *((CSVW.column, _node(f"{query.name}.column.{name}")) for name in query.columns),
        *((DCT.isRequiredBy, IRI(f"{QUESTION_BASE}{answered}")) for answered in query.answers),
    ]
    if query.behind:
        facts.append((RDFS.seeAlso, _node(query.behind["query"])))
    if query.theme != FEDERATED:  # another service has prefixes and terms of its own
        facts.append((SH.prefixes, _OWN))
        facts += ((DCT.references, IRI(iri)) for iri in read_pattern(query).terms if _is_term(iri))
    return _node(query.name), facts


def _is_term(iri: str) -> bool:
    """Tell terms of a vocabulary from the things of a dataset, which stand in a query as defaults only."""
    return not any(f"/{kind}/" in iri for kind in DATA_KINDS) or iri.startswith(SCHEME_BASE)


def _parameter(query: Question, one: Parameter, order: int) -> Block:
    facts: list[tuple[IRI, Term]] = [
        (RDF.type, SH.Parameter),
        (SH.path, _node(f"parameter.{one.name}")),
        (SH.name, text(one.name)),
        (SH.description, text(one.description, "en")),
        (SH.order, number(order)),
        (SH.minCount, number(0 if one.optional else 1)),
        (SH.maxCount, number(1)),
        (SH.defaultValue, text(one.default)),
        (SKOS.example, text(one.sample)),
        (SCHEMA.additionalType, text(one.type)),
    ]
    if one.values:  # as a user writes them, or as the end of an IRI
        facts.append((SH.pattern, text(f"(^|/)({'|'.join(one.values)})$")))
    limits = ((SH.minInclusive, one.least), (SH.maxInclusive, one.most))
    facts += _range(one.type)
    facts += ((limit, number(value)) for limit, value in limits if value is not None)
    return _node(f"{query.name}.{one.name}"), facts


def _range(kind: str) -> list[tuple[IRI, Term]]:
    """Say what a type of parameter takes."""
    if kind in PLAIN_TYPES:
        return [(SH.datatype, IRI(XSD + _DATATYPES.get(kind, "date")))]
    if kind == "term":
        return [(SH.nodeKind, SH.IRI)]
    if kind in ENTITY_TYPES:
        return [(SH("class"), BK(kind.capitalize()))]
    scheme = kind.removeprefix("concept:")
    return [(SH("class"), SKOS.Concept), (SKOS.inScheme, IRI(f"{SCHEME_BASE}scheme/{scheme}"))]


def _column(query: Question, name: str, order: int) -> Block:
    facts: list[tuple[IRI, Term]] = [
        (RDF.type, CSVW.Column),
        (CSVW.name, text(name)),
        (DCT.description, text(query.columns[name], "en")),
        (SH.order, number(order)),
    ]
    behind = query.behind
    if behind.get("count") == name:
        pairs = [f"{key}={f'{{{value[1:]}}}' if value.startswith('?') else value}" for key, value in behind.items()
                 if key not in RESERVED]  # fmt: skip
        facts.append((SCHEMA.urlTemplate, text(f"{behind['query']}?{'&'.join(pairs)}")))
        if "among" in behind:
            facts.append((SKOS.note, text("among others", "en")))
    return _node(f"{query.name}.column.{name}"), facts


def _node(local: str) -> IRI:
    return IRI(QUERY_BASE + local)


def _block(block: Block, short: dict[str, str]) -> str:
    def written(term: Term) -> str:
        if isinstance(term, IRI):
            return compact(term, short) or f"<{term}>"
        if term.datatype.startswith(XSD) and term.datatype != XSD + "string":
            return (
                term.value if term.datatype == XSD + "integer" else f'"{term.value}"^^xsd:{term.datatype[len(XSD) :]}'
            )
        return ntriples(term)

    subject, facts = block
    grouped: dict[IRI, list[str]] = {}
    for predicate, term in facts:
        grouped.setdefault(predicate, []).append(written(term))
    lines = [("a" if predicate == RDF.type else written(predicate)) + " " + ", ".join(sorted(set(objects)))
             for predicate, objects in grouped.items()]  # fmt: skip
    return f"{written(subject)}\n    " + " ;\n    ".join(lines) + " .\n"
