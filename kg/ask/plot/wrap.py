"""Breaking a text into lines of a measured width."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["wrap"]


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Return the lines of a text, broken between words where it is too long; a word too long stands alone.

    Args:
        text: The text.
        width: The greatest width of a line.
        measure: Returns the width of a text.

    >>> wrap("one two three", 7, len)
    ['one two', 'three']
    """
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
