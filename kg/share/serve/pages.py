"""Small HTML pages that show an entity."""

from __future__ import annotations

from html import escape

from kg.share.link.table import Entry, Table

__all__ = ["flyout", "page"]

_STYLE = "font: 14px/1.4 sans-serif; color: #222; background: #fff; margin: 10px"


def page(table: Table, entry: Entry, whole: bool) -> str:
    """Return a page about an entity; the whole one has all its values."""
    rows = "".join(
        f"<dt>{escape(kind.name)}</dt>" + "".join(f"<dd>{escape(value.text)}</dd>" for value in entry.values[kind.id])
        for kind in table.properties.values() if whole and kind.id in entry.values
    )  # fmt: skip
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(entry.name)}</title></head>'
        f'<body style="{_STYLE}">{_body(table, entry)}{f"<dl>{rows}</dl>" if rows else ""}</body></html>\n'
    )


def flyout(table: Table, what: str, key: str) -> str | None:
    """Return a few lines of HTML about an entity, a type or a property; ``None`` where it is unknown."""
    if what == "entity":
        entry = table.get(key)
        return _body(table, entry) if entry else None
    kind = (table.types if what == "type" else table.properties).get(key)
    return f"<p><b>{escape(kind.name)}</b><br>{escape(kind.description)}</p>" if kind else None


def _body(table: Table, entry: Entry) -> str:
    types = ", ".join(table.types[one].name for one in entry.types if one in table.types)
    names = "; ".join(dict.fromkeys(one.text for one in entry.spellings[1:]))
    also = f"<p>Also: {escape(names)}</p>" if names else ""
    return (
        f"<p><b>{escape(entry.name)}</b> ({escape(types)})<br>{escape(entry.description)}</p>{also}"
        f"<p><small>{escape(entry.id)}</small></p>"
    )
