"""The command as a process: pipes, closed streams, odd environments, and how it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import kg.cli.main as command_line
from kg.cli.main import main
from tests.cli.calling import ROOT, start


def test_it_ends_with_its_code_and_all_its_output() -> None:
    done = start("query", "claims-by", "--format", "csv")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("said,")
    assert done.stdout.endswith(b"\n")
    assert start("query", "nothing").returncode == 2
    assert start("query", "--sparql", "/nowhere").returncode == 1
    assert start("--help").returncode == 0
    assert start("wat").returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("words", [["query", "timeline", "--format", "json"], ["explain", "actor:wagner"], ["query"]])
def test_a_reader_that_goes_away_is_no_fault(words: list[str]) -> None:
    code = "import sys; from kg.cli.main import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read().decode()
    assert process.wait(timeout=30) == 0
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


@pytest.mark.skipif(os.name != "posix", reason="streams of POSIX")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_no_fault(closed: str) -> None:
    code = "import sys; from kg.cli.main import main; sys.exit(main())"
    command = f'"{sys.executable}" -c "{code}" query phases {closed}'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = start("query", "phases", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"no space left" in done.stderr


@cache
def names_of() -> bytes:
    return start("query", "names-of", "--format", "csv").stdout


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "tr_TR.UTF-8"])
def test_the_locale_does_not_matter(locale: str) -> None:
    environment = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    text = start("query", "names-of", "--format", "csv", env=environment)
    assert text.returncode == 0
    assert text.stdout == names_of()


def test_an_argument_that_is_no_unicode_is_told() -> None:
    lines: list[list[str | bytes]] = [
        ["query", "claims-by", "--claimant", b"\xff"], ["explain", b"\xff\xfe"], ["query", b"\xff"],
    ]  # fmt: skip
    for words in lines:
        done = start(*words)
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


def test_it_works_from_any_folder(tmp_path: Path) -> None:
    assert start("query", "phases", cwd=tmp_path).stdout == start("query", "phases", cwd=ROOT).stdout


def test_within_a_process_it_comes_back(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    assert main(["query", "nothing"]) == 2
    assert ended == []
    monkeypatch.setattr(sys, "argv", ["battlekg", "query", "nothing"])
    main()
    assert ended == [2]
    capsys.readouterr()


@pytest.mark.parametrize(("error", "code", "said"), [
    (KeyboardInterrupt(), 130, "interrupted"),
    (OSError(28, "No space left on device", "there"), 1, "there: no space left on device"),
    (OSError("odd"), 1, "battlekg: odd"),
])  # fmt: skip
def test_what_goes_wrong_outside_is_one_line(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise error

    monkeypatch.setattr(command_line, "_dispatch", fail)
    assert main(["stats"]) == code
    assert capsys.readouterr().err == f"{said}\n"
