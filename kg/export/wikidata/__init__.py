"""The graph in the shape of Wikidata's RDF: items, statements with qualifiers, ranks and references (read only)."""

from kg.export.wikidata.claims import REASONS, Left, from_claims
from kg.export.wikidata.facts import from_facts
from kg.export.wikidata.write import write_wikidata

__all__ = ["REASONS", "Left", "from_claims", "from_facts", "write_wikidata"]
