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
            ValueError: The text is no number of the notation, or its lower number is above its upper number.

        >>> Quantity.parse("15000..20000")
        Quantity(minimum=Decimal('15000'), maximum=Decimal('20000'), bound='range')
        >>> Quantity.parse("<4000").bound, Quantity.parse("15000..20000+").bound
        ('fewer-than', 'range-or-more')
        """
        match = re.fullmatch(rf"(<~|>|<|~)?({_NUMBER})?(\.\.)?({_NUMBER})?(\+)?", text, re.ASCII)
        if (
            match is None
            or not (match[2] or match[4])
            or (match[1] and match[3])
            or (not match[3] and match[4])
            or (match[5] and not (match[2] and match[4]))
        ):
            raise ValueError(f"'{text}' is no number: write 86, 1..5, 1..5+, 20000.., ..400, >100, <4000, ~300 or <~50")
        low, high = (Decimal(part) if part else None for part in (match[2], match[4]))
        if match[3]:
            if low is not None and high is not None and low > high:
                raise ValueError(f"in '{text}' the lower number is above the upper one")
            bound = "up-to" if low is None else "at-least" if high is None else "range-or-more" if match[5] else "range"
            return cls(low, high, bound)
        bounds = {">": (low, None, "more-than"), "<": (None, low, "fewer-than"), "<~": (None, low, "nearly"),
                  "~": (low, low, "about"), None: (low, low, "exact")}  # fmt: skip
        return cls(*bounds[match[1]])
