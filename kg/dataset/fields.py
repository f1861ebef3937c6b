"""What all models that are read from YAML share: their base class, the types of their fields, and how these refuse."""

from __future__ import annotations

import re
from collections.abc import Sized
from datetime import date
from typing import Annotated, Any, Final, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from kg import edtf

__all__ = [
    "KEY", "PASSAGE", "SLUG", "SOME", "Day", "Edtf", "Key", "Licence", "Line", "LineOrNone", "Node", "OneDate",
    "PassageRef", "Refs", "Slug", "Slugs", "many", "refuse", "shaped", "words",
]  # fmt: skip

Value = TypeVar("Value", bound=Sized)

_LICENCE: Final = re.compile(r"https?://[A-Za-z0-9._~/-]+", re.ASCII)
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
"""The form of the identifiers of a dataset."""

KEY: Final = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
"""The form of the keys of documents and sections."""

PASSAGE: Final = re.compile(r"[a-z][a-z0-9-]*\.[a-z0-9-]+\.[a-z0-9.]*[a-z0-9]", re.ASCII)
"""The form of the identifiers of passages, without regard to their kind."""

_DATES: Final = "write an EDTF date such as 2023-03-08, 2023-03 or 2023-03~"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_BAD: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff"
    "\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)


def refuse(rule: str, what: str, remedy: str) -> PydanticCustomError:
    """Return what a validator raises: the rule, what is wrong with the value, and how to mend it."""
    return PydanticCustomError("refused", "{what}", {"rule": rule, "what": what, "remedy": remedy})


def shaped(form: re.Pattern[str], rule: str, name: str, remedy: str) -> AfterValidator:
    """Return a validator for texts of one form.

    Args:
        form: The form of the whole text.
        rule: The rule that is broken by another one.
        name: What such a text is, in words.
        remedy: How to mend another one.
    """

    def check(text: str) -> str:
        if not form.fullmatch(text):
            raise refuse(rule, f"'{text[:80]}' is no {name}", remedy)
        return text

    return AfterValidator(check)


def _pattern(form: re.Pattern[str]) -> Any:
    """Return what tells editors the form of a text, by way of the JSON Schema."""
    return Field(json_schema_extra={"pattern": f"^{form.pattern}$"})


def words(limit: int) -> AfterValidator:
    """Return a validator for texts of at most ``limit`` words."""

    def check(text: str) -> str:
        if len(text.split()) > limit:
            raise refuse("too-long", f"the text has {len(text.split())} words", f"keep at most {limit}")
        return text

    return AfterValidator(check)


def _some(value: Value) -> Value:
    if not value:
        raise refuse("empty", "there is nothing in it", "name at least one")
    return value


def many(value: Any) -> Any:
    """Return a lone text as a list of one: where a list is expected, one value may stand without brackets."""
    return [value] if isinstance(value, str) else value


def _line(text: str) -> str:
    if _BAD.search(text):
        raise refuse("characters", "the text has control or direction characters", "remove them, or type it anew")
    if not text.strip():
        raise refuse("empty", "the text is empty", "fill it in, or remove the key")
    return " ".join(text.split())


def _line_or_none(text: str) -> str:
    return _line(text) if text.strip() else ""


def _edtf(text: str) -> str:
    try:
        edtf.parse(text)
    except ValueError as error:
        raise refuse("date", str(error), _DATES) from None
    return text


def _one_date(text: str) -> str:
    if "/" in _edtf(text) or "[" in text:
        raise refuse("date", f"'{text}' is a period", _DATES)
    return text


def _day(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise refuse("date", f"there is no day '{value}'", "write a day of the calendar") from None
    if isinstance(value, str):
        raise refuse("date", f"'{value[:80]}' is no day", "write YYYY-MM-DD")
    return value


SOME: Final = AfterValidator(_some)
"""A validator for lists and mappings that have something in them; unlike a least length it adds nothing to the faults
of what is in them."""

Slug = Annotated[
    str, shaped(SLUG, "identifier", "identifier", "use lower-case letters, digits and single '-'"), _pattern(SLUG)
]
Licence = Annotated[str, shaped(_LICENCE, "licence", "address of a licence", "write an http or https address")]
Key = Annotated[str, shaped(KEY, "key", "key", "use lower-case letters, digits and '-'"), _pattern(KEY)]
Line = Annotated[str, AfterValidator(_line)]
LineOrNone = Annotated[str, AfterValidator(_line_or_none)]
Edtf = Annotated[str, AfterValidator(_edtf)]
OneDate = Annotated[str, AfterValidator(_one_date)]
Day = Annotated[date, BeforeValidator(_day)]
PassageRef = Annotated[
    str, shaped(PASSAGE, "passage", "passage", "write document.section.paragraph.sentence"), _pattern(PASSAGE)
]
Refs = Annotated[tuple[PassageRef, ...], BeforeValidator(many)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(many)]


class Node(BaseModel):
    """The common ground: frozen, no unknown keys, ``-`` in keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.rstrip("_").replace("_", "-")
    )

    def values_of(self, key: str) -> tuple[Any, ...]:
        """Return what it says under a key of its file, as a tuple; nothing where it does not have the key."""
        name = key.replace("-", "_")
        value = self.__dict__.get(name, self.__dict__.get(f"{name}_"))  # pydantic is slow in missing an attribute
        return (value,) if isinstance(value, str) else value or ()
