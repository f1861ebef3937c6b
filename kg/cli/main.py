"""``battlekg VERB``: streams, exit codes, and the way from the arguments to the verb.

Data go to standard output, talk to standard error. Exit codes: 0 done (also with no rows), 1 a fault in the data,
2 wrong usage, 3 a remote end failed.
"""

from __future__ import annotations

import os
import sys

from kg.faults import FaultError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

__all__ = ["main"]

_USAGE: Final = ("dataset", "query", "parameter", "value", "usage")
"""The rules whose breach is wrong usage, not a fault in the data."""

_REMOTE: Final = "endpoint"
"""The rule of what went wrong on the other side of the network."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        arguments: What follows the name of the program; what the process was started with by default. Then the process
            ends here, without taking the interpreter apart piece by piece, which would take as long as the query.
    """
    _open_streams()
    code = _run(sys.argv[1:] if arguments is None else list(arguments))
    if arguments is None:
        sys.stderr.flush()
        os._exit(code)
    return code


def _run(arguments: list[str]) -> int:
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except FaultError as error:
        return _report(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename or 'battlekg'}: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _dispatch(arguments: list[str]) -> int:
    if arguments[:1] == ["query"]:
        from kg.ask.query.arguments import read_question

        if question := read_question(arguments[1:]):
            opening = None
            if question.name or question.sparql:
                from kg.ask.engine.store import open_ahead
                from kg.paths import find_graph

                opening = open_ahead(find_graph(question.dataset))
            from kg.ask.query.modes import answer_question  # while the store opens

            return answer_question(question, sys.stdin, sys.stdout, opening)
    if arguments[:2] == ["completion", "--"]:
        from kg.cli.completion import complete

        return complete(arguments[2:], sys.stdout)
    from kg.cli.parser import parse

    options = parse(arguments)
    return int(options.run(options) or 0)


def _open_streams() -> None:
    """Write UTF-8 whatever the locale says, and nowhere where a stream has been closed."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _report(error: FaultError) -> int:
    for fault in error.faults:
        print(fault, file=sys.stderr)
    if len(error.faults) > 1:
        print(f"{len(error.faults)} faults", file=sys.stderr)
    if any(fault.rule == _REMOTE for fault in error.faults):
        return 3
    return 2 if all(fault.rule in _USAGE for fault in error.faults) else 1
