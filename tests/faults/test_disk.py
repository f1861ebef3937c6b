"""Faults of the disk: unreadable, read-only, full, and a process that is killed in the middle."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.faults import Fault
from kg.reason.closure import read_axioms
from tests.faults.mutate import call
from tests.fixtures import copy, edit, faults_of

ROOT = Path(__file__).resolve().parents[2]
BUILD = ("build", "--dataset", "toyfort")
GRAPH = "toyfort/graph/toyfort.ttl"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def folder(toyfort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder with a built toyfort whose graph is out of date, and a cache of its own."""
    shutil.copytree(toyfort, tmp_path / "toyfort")
    edit(tmp_path / "toyfort", "claims/annals.yaml", "The Guard lost 14 men.", "The Guard lost fourteen men.")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BATTLEKG_CACHE", str(tmp_path / "cache"))
    yield tmp_path
    for path in (tmp_path / "toyfort").rglob("*"):
        path.chmod(path.stat().st_mode | stat.S_IRWXU)


def is_old(folder: Path) -> bool:
    """Tell whether the graph is the old one, and nothing stands beside it."""
    assert sorted(os.listdir(folder / "toyfort" / "graph")) == ["toyfort.seal.json", "toyfort.ttl"]
    return "fourteen" not in (folder / GRAPH).read_text(encoding="utf-8")


def failing(monkeypatch: pytest.MonkeyPatch, holder: Any, name: str, code: int, when: str = "") -> None:
    """Have a function of the system fail, where its first argument holds a text."""
    real = getattr(holder, name)

    def fail(*given: Any, **named: Any) -> Any:
        if when in str((*given, *named.values())):
            raise OSError(code, os.strerror(code))
        return real(*given, **named)

    monkeypatch.setattr(holder, name, fail)


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated: whoever runs the tests may be allowed to read everything."""
    failing(monkeypatch, Path, "read_bytes", errno.EACCES, "places.yaml")
    found = call(*BUILD)
    assert (found.code, found.out) == (1, "")
    assert found.err == (
        "toyfort/places.yaml: [unreadable] the file cannot be read (permission denied); "
        "check that it exists and is a readable file\n"
    )
    assert is_old(folder)


@pytest.mark.skipif(IS_ROOT or os.name != "posix", reason="this user may read and write everything")
@pytest.mark.parametrize(
    ("path", "said"), [("places.yaml", "[unreadable] the file"), ("graph", "[write] the file cannot be written (perm")]
)
def test_what_the_system_forbids(path: str, said: str, folder: Path) -> None:
    place = folder / "toyfort" / path
    place.chmod(0o500 if place.is_dir() else 0)
    found = call(*BUILD)
    assert (found.code, found.out) == (1, "")
    assert said in found.err
    place.chmod(0o700)
    assert is_old(folder)


@pytest.mark.parametrize(
    ("holder", "name", "code", "why"),
    [
        (tempfile, "mkstemp", errno.EROFS, "read-only file system"),
        (tempfile, "mkstemp", errno.EACCES, "permission denied"),
        (os, "fsync", errno.ENOSPC, "no space left on device"),
        (os, "fsync", errno.EDQUOT, "disk quota exceeded"),
        (os, "replace", errno.EIO, "input/output error"),
    ],
)
def test_an_output_that_cannot_be_written_leaves_the_old_one(
    holder: Any, name: str, code: int, why: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        failing(patch, holder, name, code)
        found = call(*BUILD)
    assert (found.code, found.out) == (1, "")
    assert found.err == (f"{GRAPH}: [write] the file cannot be written ({why}); check permissions and free space\n")
    assert is_old(folder)
    assert call(*BUILD).code == 0
    assert not is_old(folder)


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="there are no limits of files here")
def test_a_file_that_may_grow_no_more_leaves_the_old_one(folder: Path) -> None:
    """A real limit on the size of files: writing fails in the middle of the graph."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); "
        "from kg.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = run(code, folder)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"{GRAPH}: [write] the file cannot be written (file too large); check permissions and free space\n"
    )
    assert is_old(folder)


def run(code: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run Python code as a process of its own, with the arguments of the build."""
    return subprocess.run(
        [sys.executable, "-c", code, *BUILD],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize(
    ("killer", "number", "graph_is_new"),
    [
        ("os.fsync", 1, False),  # the text of the graph is written, not yet safe on the disk
        ("os.replace", 1, False),  # the new graph stands whole beside the old one
        ("os.replace", 2, True),  # the graph is renamed, the seal is not
    ],
)
def test_a_process_that_is_killed_leaves_the_old_file_or_the_new_one(
    killer: str, number: int, graph_is_new: bool, folder: Path, toyfort: Path
) -> None:
    old = (folder / GRAPH).read_bytes()
    assert old == (toyfort / "graph" / "toyfort.ttl").read_bytes()
    holder, _, name = killer.partition(".")
    code = (
        f"import {holder}, os, signal, sys\n"
        f"real, seen = {killer}, []\n"
        "def kill(*given):\n"
        "    seen.append(given)\n"
        f"    if len(seen) == {number}:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(*given)\n"
        f"{holder}.{name} = kill\n"
        "from kg.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = run(code, folder)
    assert done.returncode == -signal.SIGKILL
    now = (folder / GRAPH).read_bytes()
    assert (now != old) == graph_is_new
    assert (b"fourteen" in now) == graph_is_new
    assert now.endswith(b" .\n"), "whole, whichever it is"
    # What is left half done is noticed, and the next run puts it right.
    assert call(*BUILD, "--check").code == 1
    assert call(*BUILD).code == 0
    found = call(*BUILD, "--check")
    assert (found.code, found.err.partition(": ")[0]) == (0, "the same to the byte")


def test_a_builder_that_forgets_something_is_found_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten = Fault("claim:x bk:says", 0, "coverage", "no claim with a passage stands behind it", "correct it")
    monkeypatch.setattr(sys.modules["kg.builder.build"], "check", lambda *_: [forgotten])
    found = call(*BUILD)
    assert (found.code, found.out) == (1, "")
    what = "[coverage] no claim with a passage stands behind it"
    assert found.err == f"claim:x bk:says: {what}; report it: the builder is at fault\n"
    assert is_old(folder)


def test_an_axiom_that_is_not_understood_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<http://a/c> owl:disjointUnionOf <http://a/d> ; owl:propertyChainAxiom ( <http://a/d> ) .\n",
        encoding="utf-8",
    )
    (fault,) = faults_of(lambda: read_axioms(path))
    assert (fault.path, fault.rule) == (str(path), "axiom")
    assert "a chain of 1 for http://a/c" in fault.what


def changed_text(folder: Path) -> Path:
    """Return a text of a document in which one sentence is another."""
    from tests.fixtures import TEXTS

    text = (TEXTS / "annals.txt").read_text(encoding="utf-8")
    assert text.count("Wooden War") > 0
    path = folder / "annals.txt"
    path.write_text(text.replace("Wooden War", "Paper War"), encoding="utf-8")
    return path


def test_a_digest_that_does_not_match_names_the_passage(folder: Path) -> None:
    changed_text(folder)
    found = call("verify", "--dataset", "toyfort", "--text", "annals.txt")
    assert found.code == 1
    lines = found.out.splitlines()
    assert lines[0].startswith("annals: annals.txt (another rendition), ")
    assert [line.split()[:2] for line in lines if line.startswith("  annals.")][:1] == [["annals.lead.1.1", "changed"]]


def test_an_index_that_does_not_fit_its_own_file_is_told(folder: Path) -> None:
    from tests.fixtures import TEXTS

    edit(folder / "toyfort", "passages/annals.tsv", "\tb2d563b3b6e3", "\tb2d563b3b6e4")
    shutil.copy(TEXTS / "annals.txt", folder / "annals.txt")
    found = call("verify", "--dataset", "toyfort", "--text", "annals.txt")
    assert found.code == 1
    assert found.err == "annals: the index does not fit the file that it was made from\n"
    assert "annals.lead.1.1  changed" in found.out


def test_a_copy_is_as_good_as_the_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BATTLEKG_CACHE", str(tmp_path / "cache"))
    assert call(*BUILD).code == 0
