"""Where things are kept that can be made again."""

from __future__ import annotations

from pathlib import Path

from kg import folders

__all__ = ["cache_folder"]


def cache_folder() -> Path:
    """Return the user's cache folder (``BATTLEKG_CACHE``, else by the XDG base directory specification)."""
    return Path(folders.cache())
