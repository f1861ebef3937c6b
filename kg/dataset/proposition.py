"""What is said: figures, ratios, situations and occurrences, as frozen value objects that mirror the YAML."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from kg.dataset.fields import Edtf, Line, Node, Slug, Slugs, refuse
from kg.quantity import Quantity

__all__ = ["Described", "Figure", "Occurrence", "Proposition", "Quantified", "Ratio", "Situation"]


def _quantity(text: str) -> str:
    try:
        Quantity.parse(text)
    except ValueError as error:
        raise refuse("number", str(error), "see the notation of 'n' in docs/reference/format.md") from None
    return text


class Proposition(Node):
    """What is said.

    Attributes:
        kind: A concept of the scheme ``kind`` (of ``measure`` for a figure).
        about: The event, phase or battle that it is about; the battle of the dataset where it is not given.
        by: Who acts, holds or is in the situation.
        of: To whom it is done, whose it is, or of whom it is told.
        where: Where.
        from_: The place it starts from, or from which a distance is measured.
        toward: The place at which it aims.
        direction: A concept of the scheme ``direction``.
        item: A concept of the scheme ``item``: the kind of thing that it counts or is about.
        when: When it happened or held, EDTF; absent where the document does not say.
    """

    kind: Slug
    about: Slug | None = None
    by: Slugs = ()
    of: Slugs = ()
    where: Slugs = ()
    from_: Slugs = ()
    toward: Slugs = ()
    direction: Slug | None = None
    item: Slug | None = None
    when: Edtf | None = None


class Quantified(Proposition):
    """A proposition with a number."""

    n: Annotated[str, AfterValidator(_quantity)]

    @property
    def quantity(self) -> Quantity:
        """The number with its bounds."""
        return Quantity.parse(self.n)


class Figure(Quantified):
    """A quantity: how many of what, whose, where, over which period.

    Attributes:
        unit: A concept of the scheme ``unit``.
        per: The unit that a rate is by, such as a day.
        sense: A concept of the scheme ``sense``: what a rate says of each of its days.
        method: A concept of the scheme ``method``: how the count was made, where the text says so.
        span: ``battle`` where it is said, or by a convention taken, to be the total of the battle.
    """

    unit: Slug | None = None
    per: Slug | None = None
    sense: Slug | None = None
    method: Slug | None = None
    span: Slug | None = None


class Ratio(Quantified):
    """How many times as many: the measure of ``of`` against the measure ``to_kind`` of ``to_of``."""

    to_kind: Slug
    to_of: Slugs = ()


class Described(Proposition):
    """A proposition without a number.

    Attributes:
        polarity: A concept of the scheme ``polarity``, where it is said not to be so.
        degree: A concept of the scheme ``degree``: how much of it there is, where the words say so.
    """

    polarity: Slug | None = None
    degree: Slug | None = None


class Situation(Described):
    """Something that holds over a time: control, presence, a role."""

    extent: Slug | None = None
    role: Line | None = None
    org: Slugs = ()


class Occurrence(Described):
    """Something that happens or happened."""
