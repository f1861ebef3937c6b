"""Every namespace and every term that the code uses, by name."""

from __future__ import annotations

from types import MappingProxyType

from kg.rdf.iri import IRI, XSD

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from typing import Final

__all__ = [
    "BK",
    "CORNERS",
    "DATA_KINDS",
    "MERGED",
    "PREFIXES",
    "QUERY_BASE",
    "QUERY_PREFIXES",
    "QUESTION_BASE",
    "SCHEMES",
    "SCHEME_BASE",
    "THEME_BASE",
    "VOCABULARY_GRAPH",
    "Space",
    "data_prefixes",
    "expand",
    "graph_space",
    "prefixes_of",
]


class Space:
    """A namespace: ``BK.claimant`` and ``BK("claimant")`` are the IRI of the term.

    >>> BK.claimant
    'https://w3id.org/battlekg/ontology#claimant'
    """

    def __init__(self, iri: str) -> None:
        self.iri: Final = iri

    def __call__(self, local: str) -> IRI:
        """Return the IRI of a local name."""
        return IRI(self.iri + local)

    def __getattr__(self, local: str) -> IRI:
        """Make the IRI at the first use of a name, and keep it: the builder names terms some hundred thousand times."""
        if local.startswith("__"):
            raise AttributeError(local)
        found = self.__dict__[local] = IRI(self.iri + local)
        return found

    def __str__(self) -> str:
        return self.iri


ONTOLOGY: Final = IRI("https://w3id.org/battlekg/ontology")
BK: Final = Space("https://w3id.org/battlekg/ontology#")
SCHEME_BASE: Final = "https://w3id.org/battlekg/ontology/"
RDF: Final = Space("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Space("http://www.w3.org/2000/01/rdf-schema#")
SKOS: Final = Space("http://www.w3.org/2004/02/skos/core#")
DCT: Final = Space("http://purl.org/dc/terms/")
DCAT: Final = Space("http://www.w3.org/ns/dcat#")
PROV: Final = Space("http://www.w3.org/ns/prov#")
OA: Final = Space("http://www.w3.org/ns/oa#")
SEM: Final = Space("http://semanticweb.cs.vu.nl/2009/11/sem/")
VOID: Final = Space("http://rdfs.org/ns/void#")
SPDX: Final = Space("http://spdx.org/rdf/terms#")
SCHEMA: Final = Space("https://schema.org/")
GEO: Final = Space("http://www.opengis.net/ont/geosparql#")
WD: Final = Space("http://www.wikidata.org/entity/")
OWL: Final = Space("http://www.w3.org/2002/07/owl#")
SH: Final = Space("http://www.w3.org/ns/shacl#")
CSVW: Final = Space("http://www.w3.org/ns/csvw#")
EDTF_TYPE: Final = IRI("http://id.loc.gov/datatypes/edtf/EDTF")

CORNERS: Final = (
    SEM.hasEarliestBeginTimeStamp, SEM.hasLatestBeginTimeStamp, SEM.hasEarliestEndTimeStamp,
    SEM.hasLatestEndTimeStamp,
)  # fmt: skip
"""The four days that bound a date, in the order of ``kg.edtf.Interval``."""

VOCABULARY_GRAPH: Final = IRI(f"{ONTOLOGY}/graph/vocabulary")
"""The named graph of the vocabulary, which is the same for every dataset."""

MERGED: Final = "all"
"""The name of the graph that has each triple once, from whatever graphs: where canned queries look in a store."""

SCHEMES: Final = (
    "access", "act", "actor-kind", "bound", "confidence", "degree", "dimension", "direction", "extent", "hedge", "item",
    "kind", "measure", "measure-type", "medium", "method", "outcome", "passage-kind", "place-kind", "polarity",
    "policy", "precision", "rule", "sense", "set-aside", "source-kind", "span", "standing", "target-kind", "unit",
    "verdict", "voice",
)  # fmt: skip
"""The concept schemes, each with a prefix of the same name."""

DATA_KINDS: Final = (
    "actor", "basis", "battle", "claim", "contradiction", "corroboration", "counterpart", "curation", "curator",
    "dataset", "event", "geometry", "linkset", "partition", "passage", "phase", "place", "proposition", "relay",
    "section", "source", "statement", "withdrawal",
)  # fmt: skip
"""The kinds of things that a dataset names, each with a prefix of the same name."""

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "bk": str(BK),
        "dcat": str(DCAT),
        "dct": str(DCT),
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "geo": str(GEO),
        "oa": str(OA),
        "prov": str(PROV),
        "rdf": str(RDF),
        "rdfs": str(RDFS),
        "schema": str(SCHEMA),
        "sem": str(SEM),
        "skos": str(SKOS),
        "spdx": str(SPDX),
        "void": str(VOID),
        "wd": str(WD),
        "xsd": XSD,
        **{scheme: f"{SCHEME_BASE}{scheme}/" for scheme in SCHEMES},
    }
)
"""The prefixes that are the same for every dataset."""


QUERY_BASE: Final = "https://w3id.org/battlekg/query/"
"""The IRI of a canned query is this and its name."""

THEME_BASE: Final = "https://w3id.org/battlekg/theme/"
"""The IRI of a theme of the canned queries is this and its name."""

QUESTION_BASE: Final = "https://w3id.org/battlekg/question/"
"""The IRI of a question of docs/dev/questions.md is this and its number."""

QUERY_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {"csvw": str(CSVW), "query": QUERY_BASE, "question": QUESTION_BASE, "sh": str(SH), "theme": THEME_BASE}
)
"""The prefixes of the descriptions of the canned queries, which stand beside a graph and not in it."""


def data_prefixes(base: str, dataset: str) -> dict[str, str]:
    """Return the prefixes of a dataset's own things, e.g. ``claim:``, by the IRI base and the dataset's name."""
    return {kind: f"{base}{dataset}/{kind}/" for kind in DATA_KINDS}


def graph_space(sources: str) -> str:
    """Return what the IRIs of the named graphs of a dataset begin with.

    Args:
        sources: The namespace of the dataset's documents.

    >>> graph_space("https://w3id.org/battlekg/bakhmut/source/")
    'https://w3id.org/battlekg/bakhmut/graph/'
    """
    return f"{sources.removesuffix('source/')}graph/"


def expand(curie: str, prefixes: Mapping[str, str]) -> IRI:
    """Return the IRI of a CURIE.

    Raises:
        KeyError: The prefix is unknown.
    """
    prefix, _, local = curie.partition(":")
    return IRI(prefixes[prefix] + local)


def prefixes_of(graph: str | os.PathLike[str]) -> Mapping[str, str]:
    """Return the namespaces of the dataset's own things, read from the head of its graph file."""
    found: dict[str, str] = {}
    with open(graph, encoding="utf-8", errors="replace") as file:
        for line in file:
            if line.startswith("@prefix "):
                prefix, _, rest = line.removeprefix("@prefix ").partition(": <")
                if prefix in DATA_KINDS and ">" in rest:
                    found[prefix] = rest.partition(">")[0]
            elif line.strip() and not line.startswith("#"):
                break
    return found
