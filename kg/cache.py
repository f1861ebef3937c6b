"""Where things are kept that can be made again."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder() -> Path:
    """Return the user's cache folder (``BATTLEKG_CACHE``, else by the XDG base directory specification)."""
    own = os.environ.get("BATTLEKG_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "battlekg"
