"""From the arguments to the verbs; every verb is imported only when it is asked for, which keeps queries quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.faults import Fault, FaultError

if TYPE_CHECKING:
    from datetime import date

    from kg.loading.run import Target

__all__ = ["dispatch"]


def dispatch(options: argparse.Namespace, rest: list[str]) -> int:
    """Run the verb of ``options`` and return the exit code."""
    return _VERBS[options.verb](options, rest)


def _build(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.build.run import run

    return run(options.dataset, options.output, options.check, sys.stdout, sys.stderr)


def _validate(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.validate.run import run

    return run(options.dataset, options.file, options.format, options.engine, sys.stdout, sys.stderr)


def _verify(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.verify import run

    return run(options.dataset, Path(_text(options)), sys.stdout, sys.stderr, moved=options.moved)


def _query(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.query.arguments import Question
    from kg.query.run import run

    return run(Question(**{name: getattr(options, name) for name in Question.__slots__}), rest, sys.stdin, sys.stdout)


def _plot(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.plot.run import run

    names = ("measure", "side", "place", "party", "event", "by", "from", "to")
    values = {name: value for name in names if (value := getattr(options, name)) is not None}
    return run(options.dataset, options.kind, values, options.output, sys.stdout)


def _describe(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.describe import run

    return run(options.dataset, options.format, options.output, sys.stdout)


def _explain(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.explain import run

    text = options.text or os.environ.get("BATTLEKG_TEXT")
    return run(options.dataset, " ".join(options.name), text, sys.stdout, sys.stderr, lenient=options.text is None)


def _stats(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.stats import run

    return run(options.dataset, options.format, sys.stdout)


def _coverage(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.coverage import run

    return run(options.dataset, options.format, sys.stdout)


def _reason(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.build import build
    from kg.dataset import find_dataset, read_dataset
    from kg.reason import POLICIES
    from kg.reason.run import check_policy, run

    policies = [check_policy(options.policy)] if options.policy else list(POLICIES)
    dataset = read_dataset(find_dataset(options.dataset))
    return run(dataset, build(dataset).derived, policies, options.format, sys.stdout)


def _report(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.report import run

    return run(options.dataset, options.format, sys.stdout, options.differences)


def _diff(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.diff import run

    return run(options.dataset, options.old, options.new, options.format, sys.stdout)


def _export(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.export.run import Wanted, run

    wanted = Wanted(options.format, options.output, options.table, options.all)
    return run(options.dataset, wanted, sys.stdout, sys.stderr)


def _link(options: argparse.Namespace, rest: list[str]) -> int:
    from datetime import date

    from kg.link import run as link

    if options.part == "serve":
        return link.run_serve(options.dataset, options.host, options.port, options.quiet, sys.stderr)
    day = _day(options.on) if options.on else date.today()
    if options.part == "review":
        if not options.file:
            raise FaultError([Fault("", 0, "usage", "no review file is named", "write 'battlekg link review FILE'")])
        return link.run_review(
            options.dataset, options.file, options.curator, day, options.all, sys.stdin, sys.stdout
        )  # fmt: skip
    contact = options.contact or os.environ.get("BATTLEKG_CONTACT") or ""
    asking = link.Asking(
        options.service, options.entities, contact, options.interval, options.days, options.timeout, options.retries
    )
    if options.part == "check":
        return link.run_check(options.dataset, asking, sys.stdout, sys.stderr)
    return link.run_propose(
        options.dataset, asking, options.only, options.file or "links-review.yaml", day, sys.stdout, sys.stderr
    )


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FaultError([Fault("", 0, "usage", f"'{text}' is no day", "write YYYY-MM-DD")]) from None


def _new(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.dataset.new import run

    return run(options.dataset, options.what, options.at, options.text, sys.stdout)


def _freeze(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.dataset import find_dataset
    from kg.sources.freeze_run import run

    return run(find_dataset(options.dataset), options.document, Path(options.text), sys.stdout)


def _completion(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.completion import run

    return run(options.shell, sys.stdout)


def _schema(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.dataset.schema import run

    return run(options.what, sys.stdout)


def _load(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.loading import run

    return run(options.dataset, _target(options), options.dry_run, sys.stdout, sys.stderr)


def _check(options: argparse.Namespace, rest: list[str]) -> int:
    from kg.check import run

    return run(options.dataset, _target(options), options.all, sys.stdout, sys.stderr)


def _target(options: argparse.Namespace) -> Target:
    from kg.loading.run import Target
    from kg.remote.client import limits_of

    limits = limits_of(options.timeout, options.megabytes, options.retries)
    update = getattr(options, "update", None)
    return Target(options.url, options.profile, getattr(options, "store", None), update, limits)


def _text(options: argparse.Namespace) -> str:
    text = options.text or os.environ.get("BATTLEKG_TEXT")
    if not text:
        what = "no text of the documents is named"
        raise FaultError([Fault("", 0, "usage", what, "give --text DIR, or set BATTLEKG_TEXT")])
    return str(text)


_VERBS: Final[Mapping[str, Callable[[argparse.Namespace, list[str]], int]]] = {
    "build": _build, "validate": _validate, "verify": _verify, "query": _query, "plot": _plot, "describe": _describe,
    "explain": _explain, "reason": _reason, "stats": _stats, "coverage": _coverage, "report": _report, "diff": _diff,
    "export": _export, "load": _load, "check": _check, "link": _link, "new": _new, "freeze": _freeze,
    "schema": _schema,
    "completion": _completion,
}  # fmt: skip
