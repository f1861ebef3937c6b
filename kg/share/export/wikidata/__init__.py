"""The graph in the shape of Wikidata's RDF: items, statements with qualifiers, ranks and references (read only)."""

from kg.share.export.wikidata.claims import REASONS, Left, from_claims
from kg.share.export.wikidata.facts import from_facts
from kg.share.export.wikidata.write import write_wikidata

__all__ = ["REASONS", "Left", "from_claims", "from_facts", "write_wikidata"]
