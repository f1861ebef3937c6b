"""A command of the command line run within this process."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from kg.cli.main import main


class Printed(NamedTuple):
    """The exit code of a command, and what it printed."""

    code: int
    out: str
    err: str


def command(*words: object) -> Printed:
    """Run ``battlekg`` with these words."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
    assert "Traceback" not in err.getvalue()
    return Printed(code, out.getvalue(), err.getvalue())
