"""Ratios measured side by side in one run: cold and warm queries, and the pipeline against the naive one.

With ``--stores`` instead: loading and asking other people's stores, on the sizes that are given (claims).
"""

from __future__ import annotations

import compileall
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.paths import find_dataset
from scripts.bench.pipeline import pipeline
from scripts.bench.queries import cold, warm
from scripts.bench.table import ROOT


def main() -> int:
    """Print the tables."""
    if "--stores" in sys.argv:
        from scripts.bench import stores as bench_stores

        return bench_stores.main([word for word in sys.argv[1:] if word != "--stores"])
    compileall.compile_dir(ROOT / "kg", quiet=1)  # as pip does with a wheel
    os.environ.pop("PYTHONPROFILEIMPORTTIME", None)
    cold(15)
    warm(5, "--queries" in sys.argv)
    with TemporaryDirectory() as scratch:
        return pipeline(Path(find_dataset("bakhmut")), Path(scratch), "--full" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
