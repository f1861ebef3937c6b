"""``battlekg export``: where it writes, what it refuses, and that a failure leaves what was there."""

from __future__ import annotations

import errno
import gzip
import os
import signal
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.cli.main import main
from kg.paths import find_graph
from kg.share.export.formats import FORMATS, TABLE_FORMATS
from kg.share.export.tables import TABLES
from tests.cli.calling import ROOT, call, start
from tests.share.export.graphs import written

pytestmark = pytest.mark.usefixtures("small_vocabulary")


@pytest.fixture
def data(toyfort: Path) -> str:
    return str(toyfort)


@cache
def plain(data: str, form: str) -> bytes:
    return written(FORMATS[form].write, Path(find_graph(data)))


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_goes_to_a_file_and_to_standard_output(
    form: str, data: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path(f"out{FORMATS[form].endings[0]}")
    words = ("export", "--dataset", data, "--format", form)
    assert main([*words, "-o", str(file)]) == 0
    assert capfdbinary.readouterr() == (b"", f"written: {file}\n".encode())
    assert file.read_bytes() == plain(data, form)
    assert main(words) == 0
    assert capfdbinary.readouterr() == (plain(data, form), b"")


def test_the_ending_tells_the_format(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for ending, form in ((".nq", "nq"), (".NT", "nt"), (".ttl", "ttl"), (".jsonld", "jsonld"), (".trig", "trig")):
        file = tmp_path / f"out{ending}"
        assert call(capsys, "export", "--dataset", data, "-o", str(file))[0] == 0
        assert file.read_bytes() == plain(data, form)


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("form", [*FORMATS, *TABLE_FORMATS])
def test_every_format_is_packed_by_the_ending_of_its_file(
    form: str, packing: str, data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zstandard = pytest.importorskip("zstandard")
    ending = (FORMATS.get(form) or TABLE_FORMATS[form]).endings[0]
    words = ("export", "--dataset", data, "--format", form, *(("--table", "claims") if form in TABLE_FORMATS else ()))
    plain, packed = tmp_path / f"plain{ending}", tmp_path / f"out{ending}{packing}"
    assert call(capsys, *words, "-o", str(plain))[0] == 0
    assert call(capsys, *words, "-o", str(packed))[0] == 0
    first = packed.read_bytes()
    again = (
        gzip.decompress(first) if packing == ".gz" else zstandard.ZstdDecompressor().decompressobj().decompress(first)
    )
    assert again == plain.read_bytes()
    assert call(capsys, *words, "-o", str(packed))[0] == 0
    assert packed.read_bytes() == first
    assert form == "parquet" or len(first) < len(again) / 2


def test_tables_go_to_a_folder(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form, made in TABLE_FORMATS.items():
        folder = tmp_path / form
        for _ in range(2):
            assert call(capsys, "export", "--dataset", data, "--format", form, "-o", str(folder))[0] == 0
        more = ["csv-metadata.json"] if form == "csv" else []
        assert sorted(os.listdir(folder)) == sorted([f"{table}{made.endings[0]}" for table in TABLES] + more)
    assert sorted(os.listdir(tmp_path)) == sorted(TABLE_FORMATS)


def test_one_table_goes_to_a_file_with_its_description(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from csvw import CSVW

    file = tmp_path / "numbers.csv"
    assert call(capsys, "export", "--dataset", data, "--table", "figures", "-o", str(file))[0] == 0
    assert sorted(os.listdir(tmp_path)) == ["numbers.csv", "numbers.csv-metadata.json"]
    assert CSVW(file, validate=True).is_valid
    out = start("export", "--dataset", data, "--format", "csv", "--table", "figures").stdout
    assert out == file.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--format nqq", "there is no format 'nqq'; did you mean 'nq'"),
        ("--format xml -o out.xml", "there is no format 'xml'; known: ttl, nt"),
        ("", "no format is given; give --format: ttl, nt"),
        ("-o out.dat", "'out.dat' tells no format; give --format"),
        ("--format nq -o out.ttl", "'out.ttl' does not end as a file of the format nq does; let it end in .nq"),
        ("--format ttl -o out.nq.gz", "'out.nq.gz' does not end as a file of the format ttl does; let it end in .ttl"),
        ("--format csv --table figure", "there is no table 'figure'; did you mean 'figures'"),
        ("--format csv", "a file holds one table; give --table claims, figures"),
        ("-o out.csv", "a file holds one table"),
        ("--format parquet -o out.gz", "a file holds one table"),
        ("--format nq --table claims", "nq has no tables; leave out --table"),
        ("--all out --format nq", "--all writes all formats; leave out --format"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    words: str, said: str, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, "export", "--dataset", data, *words.split())
    assert (code, out) == (2, "")
    assert f"[usage] {said}" in err
    assert os.listdir(tmp_path) == []


def test_a_graph_that_was_not_built_by_battlekg(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("@prefix claim: <https://example.org/x/claim/> .\n", encoding="utf-8")
    code, out, err = call(capsys, "export", "--dataset", str(file), "--format", "nq")
    assert (code, out) == (1, "")
    assert "[graph] no graph of a dataset: it does not declare the prefix actor:; export what" in err


@pytest.mark.parametrize("word", ["out.nt", "out.nt.gz", "out.nt.zst", "out.trig"])
@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    word: str, name: str, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / word
    file.write_text("old", encoding="utf-8")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, name, full)
        code, out, err = call(capsys, "export", "--dataset", data, "-o", str(file))
    assert (code, out) == (1, "")
    assert err == (
        f"{file}: [write] the file cannot be written (no space left on device); check permissions and free space\n"
    )
    assert file.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == [word]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_device_that_is_full_is_told_and_stays_what_it_is(data: str) -> None:
    done = start("export", "--dataset", data, "--format", "nq", "-o", "/dev/full")
    assert done.returncode == 1
    assert b"/dev/full: [write] the file cannot be written (no space left on device)" in done.stderr
    assert Path("/dev/full").is_char_device()
    with open("/dev/full", "wb") as device:
        done = start("export", "--dataset", data, "--format", "nq", capture_output=False, stdout=device,
                     stderr=subprocess.PIPE)  # fmt: skip
    assert done.returncode == 1
    assert b"no space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", ["--format nq -o file/out.nq", "--format csv -o file/tables", "--all file/release"])
def test_a_place_that_cannot_be_written(
    words: str, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, out, err = call(capsys, "export", "--dataset", data, *words.split())
    assert (code, out) == (1, "")
    assert "[write]" in err
    assert "its folder is a file" in err or "not a directory" in err
    assert os.listdir(tmp_path) == ["file"]


def test_a_folder_where_a_file_is_wanted(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out.nq").mkdir()
    code, out, err = call(capsys, "export", "--dataset", data, "-o", str(tmp_path / "out.nq"))
    assert (code, out) == (1, "")
    assert err == f"{tmp_path / 'out.nq'}: [write] the file cannot be written (is a directory); name a file\n"
    assert os.listdir(tmp_path) == ["out.nq"]


@pytest.mark.parametrize(("module", "words"), [
    ("zstandard", "-o out.nq.zst"), ("pyarrow", "--table claims -o out.parquet"), ("pyarrow", "--all out"),
])  # fmt: skip
def test_a_package_that_is_not_installed_is_named(
    module: str, words: str, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    code, out, err = call(capsys, "export", "--dataset", data, *words.split())
    assert (code, out) == (1, "")
    assert err.startswith("[extra] ")
    assert f"needs the package '{module}', which is not installed; pip install 'battlekg[export]'" in err
    assert os.listdir(tmp_path) == []


def test_a_release_that_fails_in_the_middle_leaves_the_old_one(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "release"
    assert call(capsys, "export", "--dataset", data, "--all", str(folder))[0] == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 9:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = call(capsys, "export", "--dataset", data, "--all", str(folder))
    assert code == 1
    assert "no space left on device" in err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert os.listdir(tmp_path) == ["release"]


def test_a_folder_that_cannot_take_its_place_is_put_back(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tables"
    words = ("export", "--dataset", data, "--format", "csv", "-o", str(folder))
    assert call(capsys, *words)[0] == 0
    before = sorted(os.listdir(folder))
    real = os.rename

    def fail(old: Any, new: Any) -> None:
        if str(old).endswith("new"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(old, new)

    monkeypatch.setattr(os, "rename", fail)
    code, _, err = call(capsys, *words)
    assert code == 1
    assert "input/output error" in err
    assert sorted(os.listdir(folder)) == before
    assert os.listdir(tmp_path) == ["tables"]


def test_a_killed_export_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "out.nq"
    file.write_text("old", encoding="utf-8")
    code = "import sys; from kg.cli.main import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "export", "--format", "nq", "-o", str(file)]
    process = subprocess.Popen(words, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not any(path.stat().st_size for path in tmp_path.glob(".out.nq.*")):
        assert process.poll() is None, "it was done before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    process.communicate()
    assert file.read_text(encoding="utf-8") == "old"


def test_a_reader_that_goes_away_is_no_fault() -> None:
    code = "import sys; from kg.cli.main import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "export", "--format", "nq"], env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.read(100)
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
