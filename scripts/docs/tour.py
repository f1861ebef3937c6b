"""The main job on the embedded defaults: build, count, validate, and answer five questions with their passages."""

from __future__ import annotations

import shutil
import sys

from kg.cli.main import main

FIRST = (("Build", ["build"]), ("What the graph holds", ["stats"]), ("Validate", ["validate"]))
QUESTIONS = (
    ("Prigozhin said that Bakhmut was captured: what stands against it, and what speaks for it?",
     ["against", "--claim", "capture-prigozhin-0520"]),
    ("Who is said to have held the strip of Bakhmut along the T0504 highway on 21 May 2023?",
     ["control", "--place", "t0504-strip", "--date", "2023-05-21"]),
    ("What does the number 500 count, each time that it is printed?", ["what-is-counted", "--number", "500"]),
    ("Which claims could somebody not verify?", ["assessments", "--outcome", "could-not-verify"]),
    ("Who changed their own statement?", ["revisions"]),
)  # fmt: skip
NEXT = (
    ("every question that can be asked", ".venv/bin/battlekg query"),
    ("a claim down to its passage", ".venv/bin/battlekg explain capture-prigozhin-0520"),
    ("what had been claimed by a date", ".venv/bin/battlekg query claimed-by-date --date 2023-05-20"),
)


def tour() -> None:
    """Run the whole tour; stop where a command fails."""
    width = str(min(shutil.get_terminal_size((140, 24)).columns, 160))
    asked = [
        (f"{number}. {question}", ["query", *words, "--width", width])
        for number, (question, words) in enumerate(QUESTIONS, 1)
    ]
    for title, command in (*FIRST, *asked):
        print(f"\n== {title}", flush=True)
        code = main(command)
        sys.stdout.flush()
        if code:
            sys.exit(code)
    print("\n== Next")
    for what, line in NEXT:
        print(f"{line:<70} # {what}")


if __name__ == "__main__":
    tour()
