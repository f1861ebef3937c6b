"""A file appears whole or not at all."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.files import write_whole
from tests.fixtures import faults_of


def test_a_file_is_written_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    write_whole(path, ["one\n", "zwei – é\r\n"])
    assert path.read_bytes() == "one\nzwei – é\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644
    assert os.listdir(path.parent) == ["a.txt"]


def old_file(folder: Path) -> Path:
    path = folder / "a.txt"
    path.write_text("old", encoding="utf-8")
    return path


def stays(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(path.parent) == ["a.txt"]


def test_a_failure_between_write_and_rename_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_file(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "replace", fail)
    (fault,) = faults_of(lambda: write_whole(path, ["new"]))
    assert (fault.path, fault.rule) == (str(path), "write")
    assert "invalid cross-device link" in fault.what
    stays(path)


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = old_file(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (fault,) = faults_of(lambda: write_whole(path, ["new"]))
    assert "no space left on device" in fault.what
    assert fault.remedy == "check permissions and free space"
    stays(path)


def test_whatever_stops_the_writer_leaves_the_old_file(tmp_path: Path) -> None:
    path = old_file(tmp_path)

    def lines() -> Iterator[str]:
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(path, lines())
    stays(path)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    (fault,) = faults_of(lambda: write_whole(path / "below" / "b.txt", ["new"]))
    assert fault.rule == "write"
    stays(path)
    (tmp_path / "folder").mkdir()
    (fault,) = faults_of(lambda: write_whole(tmp_path / "folder", ["new"]))
    assert "is a directory" in fault.what
