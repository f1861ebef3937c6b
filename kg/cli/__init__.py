"""The command line: ``battlekg VERB``. Each verb is a module of the same name; this one only reads the arguments.

Data go to standard output, talk to standard error. Exit codes: 0 done (also with no rows), 1 a fault in the data,
2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from kg.faults import FaultError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    from kg.cli.commands import dispatch
    from kg.cli.parser import parse

    options, rest = parse(sys.argv[1:] if arguments is None else list(arguments))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return dispatch(options, rest)
    except FaultError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        if len(error.faults) > 1:
            print(f"{len(error.faults)} faults", file=sys.stderr)
        usage = all(fault.rule in ("query", "parameter", "value", "usage") for fault in error.faults)
        return 2 if usage else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
