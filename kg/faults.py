"""Faults of the input: one clear message each, all of a run together.

A fault names the place (``file:line``), the rule that is broken, what is wrong, and how to mend it. Steps collect
faults and raise them once, so that a user sees everything that needs work and not the first thing only.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fault", "FaultError", "did_you_mean", "fault", "usage"]


class Fault:
    """One thing that is wrong with the input.

    Attributes:
        path: The place: a file as the user would name it, or a node and its property as CURIEs; empty for none.
        line: The line, counted from 1; 0 where no line can be named.
        rule: The short name of the broken rule, stable enough to search for, e.g. ``unknown-key``.
        what: What is wrong, one sentence without a full stop.
        remedy: What to do about it, one sentence without a full stop.

    >>> print(Fault("claims/may.yaml", 7, "dangling", "no actor 'wagnr'", "did you mean 'wagner'?"))
    claims/may.yaml:7: [dangling] no actor 'wagnr'; did you mean 'wagner'?
    """

    __slots__ = ("line", "path", "remedy", "rule", "what")

    def __init__(self, path: str, line: int, rule: str, what: str, remedy: str) -> None:
        self.path = path
        self.line = line
        self.rule = rule
        self.what = what
        self.remedy = remedy

    def _key(self) -> tuple[str, int, str, str, str]:
        return (self.path, self.line, self.rule, self.what, self.remedy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fault) and self._key() == other._key()

    def __lt__(self, other: Fault) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Fault{self._key()!r}"

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return _plain(f"{place}[{self.rule}] {self.what}; {self.remedy}")


class FaultError(Exception):
    """All faults of a run, in the order of file and line.

    Attributes:
        faults: The faults, sorted, without repetition.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def fault(rule: str, what: str, remedy: str, path: str = "", line: int = 0) -> FaultError:
    """Return the error of a single fault; the arguments are the attributes of ``Fault``."""
    return FaultError([Fault(path, line, rule, what, remedy)])


def usage(what: str, remedy: str) -> FaultError:
    """Return the error of a wrong command: exit code 2.

    >>> print(usage("--width is below 0", "give a number of characters"))
    [usage] --width is below 0; give a number of characters
    """
    return fault("usage", what, remedy)


def _plain(message: str) -> str:
    """Return a message as one line in which nothing is hidden: what bad input holds must not steer the terminal."""
    if message.isprintable():
        return message
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in message)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy that offers the nearest known words, or ``otherwise`` where nothing is near.

    >>> did_you_mean("wagnr", ["wagner", "isw"], "add it first")
    "did you mean 'wagner'?"
    >>> did_you_mean("xyz", ["wagner", "isw"], "add it first")
    'add it first'
    """
    from difflib import get_close_matches

    near = get_close_matches(word, sorted(known), n=3, cutoff=0.6)
    if not near:
        return otherwise
    return "did you mean " + " or ".join(f"'{n}'" for n in near) + "?"
