"""``battlekg describe``: the canned queries as other programs read them, made from their headers.

RDF (``sh:SPARQLExecutable``), a W3C test manifest, an OpenAPI description.
"""

from kg.describe.run import run

__all__ = ["run"]
