"""The plain part of YAML in which the headers of queries are written, read without a YAML parser.

Loading a YAML parser takes longer than asking a question. What this reader returns is what YAML reads; where a header
uses more of YAML than this reader knows, it returns ``None``, and the caller takes the parser. A test compares both.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

__all__ = ["read_plain"]

_SPECIAL: Final = frozenset("-?:,[]{}#&*!|>'\"%@`")


class _Unknown(Exception):
    """The text is beyond the plain part."""


def read_plain(text: str) -> dict[str, Any] | None:
    r"""Return strings, lists of digits and mappings as YAML reads them; ``None`` where the text is not plain.

    >>> read_plain("summary: Who said it\nparams:\n  place: {type: place, default: any}\nanswers: [1, 2]")
    {'summary': 'Who said it', 'params': {'place': {'type': 'place', 'default': 'any'}}, 'answers': ['1', '2']}
    >>> read_plain("summary: &anchor x") is None
    True
    """
    lines = text.split("\n")
    try:
        if not all(line.isprintable() and line.strip() for line in lines):
            raise _Unknown
        return _block(lines)
    except _Unknown:
        return None


def _block(lines: Sequence[str]) -> dict[str, Any]:
    """Read the entries of a mapping that begins at the left margin."""
    found: dict[str, Any] = {}
    at = 0
    while at < len(lines):
        key, colon, rest = lines[at].partition(":")
        end = at + 1
        while end < len(lines) and lines[end].startswith(" "):
            end += 1
        if not colon or not _is_key(key) or key in found or not (rest == "" or rest.startswith(" ")):
            raise _Unknown
        found[key] = _value(rest.strip(" "), lines[at + 1 : end])
        at = end
    return found


def _is_key(text: str) -> bool:
    return text.replace("_", "").isalpha() and text.isascii()


def _value(first: str, more: Sequence[str]) -> Any:
    indent = len(more[0]) - len(more[0].lstrip(" ")) if more else 0
    if first == "" and more:
        if any(not line.startswith(" " * indent) for line in more):
            raise _Unknown
        return _block([line[indent:] for line in more])
    if first == ">-" and more:
        if any(line != " " * indent + line.strip(" ") for line in more):
            raise _Unknown
        return " ".join(line[indent:] for line in more)
    if any(line.lstrip(" ")[0] in _SPECIAL for line in more):
        raise _Unknown
    whole = " ".join([first, *(line.strip(" ") for line in more)])
    if whole.startswith("{"):
        return _flow_mapping(whole)
    if whole.startswith("["):
        return _flow_list(whole)
    if whole[:1] in ('"', "'"):
        value, after = _quoted(whole, 0)
        if after != len(whole):
            raise _Unknown
        return value
    return _scalar(whole)


def _scalar(text: str) -> str:
    if not text or text[0] in _SPECIAL or ": " in text or " #" in text or text.endswith(":"):
        raise _Unknown
    return text


def _quoted(text: str, start: int) -> tuple[str, int]:
    """Return what stands in quotes, and the place after the closing one."""
    end = text.find(text[start], start + 1)
    value = text[start + 1 : end]
    if end < 0 or "\\" in value or text[end + 1 : end + 2] == text[start]:
        raise _Unknown
    return value, end + 1


def _flow_mapping(text: str) -> dict[str, str]:
    """Read ``{key: value, key: "value"}``, without anything nested in it."""
    found: dict[str, str] = {}
    at, last = 1, len(text) - 1
    if not text.endswith("}"):
        raise _Unknown
    while text[at:last].strip(" "):
        colon = text.find(": ", at, last)
        key = text[at:colon].strip(" ")
        if colon < 0 or not _is_key(key) or key in found:
            raise _Unknown
        at = colon + 2
        while text[at] == " ":
            at += 1
        if text[at] in "\"'":
            found[key], at = _quoted(text, at)
            end = at + len(text[at:last]) - len(text[at:last].lstrip(" "))
        else:
            comma = text.find(",", at, last)
            end = last if comma < 0 else comma
            found[key] = _scalar(text[at:end].strip(" "))
            if any(character in "[]{}?" for character in found[key]):
                raise _Unknown
        if end < last and text[end] != ",":
            raise _Unknown
        at = end + 1
    return found


def _flow_list(text: str) -> list[str]:
    inner = text[1:-1].strip(" ")
    items = [item.strip(" ") for item in inner.split(",")] if inner else []
    if not text.endswith("]") or not all(item.isascii() and item.isdigit() for item in items):
        raise _Unknown
    return items
