"""Numbers with their bounds, as a dataset writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

__all__ = ["Quantity"]

_NUMBER: Final = r"[0-9]{1,15}(?:\.[0-9]{1,6})?"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bounds, as printed.

    Attributes:
        minimum: The lower number; ``None`` where the text gives none.
        maximum: The upper printed number; ``None`` where the text gives none. Of ``range-or-more`` it is no limit.
        bound: A concept of the scheme ``bound``: how the numbers bound the quantity.
    """

    minimum: Decimal | None
    maximum: Decimal | None
    bound: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Quantity:
        """Read the notation of the dataset.

        Raises:
            ValueError: The text is not a number of the notation, or its lower number is above its upper number.

        >>> Quantity.parse("15000..20000")
        Quantity(minimum=Decimal('15000'), maximum=Decimal('20000'), bound='range')
        >>> Quantity.parse("<4000").bound, Quantity.parse("15000..20000+").bound
        ('fewer-than', 'range-or-more')
        """
        if match := re.fullmatch(rf"(<~|>|<|~)?({_NUMBER})", text, re.ASCII):
            one = Decimal(match[2])
            bounds = {">": (one, None, "more-than"), "<": (None, one, "fewer-than"), "<~": (None, one, "nearly"),
                      "~": (one, one, "about"), None: (one, one, "exact")}  # fmt: skip
            return cls(*bounds[match[1]])
        match = re.fullmatch(rf"({_NUMBER})?\.\.({_NUMBER})?(\+)?", text, re.ASCII)
        low, high = (Decimal(part) if part else None for part in match.group(1, 2)) if match else (None, None)
        if match is None or (low is None and high is None) or (match[3] and None in (low, high)):
            what = "write 86, 1..5, 1..5+, 20000.., ..400, >100, <4000, ~300 or <~50"
            raise ValueError(f"'{text}' is not a number: {what}")
        if low is not None and high is not None and low > high:
            raise ValueError(f"in '{text}' the lower number is above the upper one")
        bound = "up-to" if low is None else "at-least" if high is None else "range-or-more" if match[3] else "range"
        return cls(low, high, bound)
