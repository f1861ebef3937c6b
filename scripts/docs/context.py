"""Write ontology/context.jsonld anew: the context of JSON-LD, which follows from the vocabulary."""

from __future__ import annotations

from pathlib import Path

from kg.paths import ONTOLOGY
from kg.share.export.jsonld import context_file

if __name__ == "__main__":
    (Path(ONTOLOGY) / "context.jsonld").write_text(context_file(), encoding="utf-8")
