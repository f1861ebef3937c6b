"""How much the tests prove: by default what takes seconds; all of it where ``scripts/test --full`` asks for it."""

import os
from typing import Final

FULL: Final = os.environ.get("BATTLEKG_FULL") == "1"
"""Whether comparisons take the whole graph and every repetition, not a part that shows the same in less time."""
