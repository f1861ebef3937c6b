"""Loading a store and asking it: what is measured, and what is told where it is slow, fails or ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final

from scripts.engines.answers import Digest
from scripts.engines.sessions import Ended, Failed, Session, Slow

__all__ = ["ONCE", "Outcome", "measure"]

ONCE: Final = 0.25
"""A question that takes more than this share of its limit is asked once: to ask it again would tell little more."""


@dataclass
class Outcome:
    """What came of a store.

    Attributes:
        store: Its name.
        claims: About how many claims it got.
        triples: How many triples.
        loaded: Seconds of loading; nothing where it did not load.
        times: Milliseconds of each question that was answered.
        answers: What is kept of each answer.
        slow: The questions that took longer than the limit.
        failed: The questions that failed, with the reason.
        why: Why it was left out, or ended.
        memory: Bytes of memory of its process at most.
        disk: Bytes on disk after loading.
        busy: The load average of the machine at its end, this store included.
    """

    store: str
    claims: int
    triples: int
    loaded: float | None = None
    times: dict[str, float] = field(default_factory=dict)
    answers: dict[str, Digest] = field(default_factory=dict)
    slow: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    why: str = ""
    memory: int | None = None
    disk: int | None = None
    busy: float | None = None

    def content(self) -> dict[str, Any]:
        """Return it as content of JSON."""
        return {**vars(self), "answers": {name: list(digest) for name, digest in self.answers.items()}}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Outcome:
        """Return what ``content`` gave."""
        return cls(**{**content, "answers": {name: Digest(*kept) for name, kept in content["answers"].items()}})


def measure(
    outcome: Outcome, session: Session, texts: Mapping[str, str], limit: float, rounds: int, tell: Callable[[str], None]
) -> Outcome:
    """Load a store, ask it each question, and return what came of it; whatever happens to the store is told there.

    Each question is asked once to warm the store, and then as often as there are rounds; where it was slow, failed, or
    took more than ``ONCE`` of the limit, it is not asked again.

    Args:
        outcome: What is filled.
        session: The store.
        texts: The questions by name.
        limit: So many seconds a question has.
        rounds: How many warm runs there are.
        tell: Called with a line for people after each step.
    """
    try:
        outcome.loaded = session.load()
        outcome.disk = session.disk()
        tell(f"{outcome.store}: loaded in {outcome.loaded:.1f} s")
        for name, text in texts.items():
            begun = time.perf_counter()
            _question(outcome, session, name, text, limit, rounds)
            state = f"{outcome.times[name]:.0f} ms" if name in outcome.times else outcome.failed.get(name, "slow")
            tell(f"{outcome.store}: {name}: {state} ({time.perf_counter() - begun:.1f} s)")
    except Ended as error:
        outcome.why = str(error)
        tell(f"{outcome.store}: {outcome.why}")
    outcome.memory, outcome.busy = session.memory(), os.getloadavg()[1]
    session.close()
    return outcome


def _question(outcome: Outcome, session: Session, name: str, text: str, limit: float, rounds: int) -> None:
    try:
        took, outcome.answers[name] = session.ask(name, text)
        times = [took] if took > ONCE * limit else [session.ask(name, text)[0] for _ in range(rounds)]
        outcome.times[name] = median(times) * 1000
    except Slow:
        outcome.slow.append(name)
    except Failed as error:
        outcome.failed[name] = str(error)
