"""``battlekg build`` as a user calls it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.builder.seal import write_seal
from kg.cli.main import main
from kg.paths import seal_file
from tests.builder.graphs import WRITTEN, built
from tests.fixtures import TOYFORT, copy, edit

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    cache = tmp_path / "cache"
    monkeypatch.setenv("BATTLEKG_CACHE", str(cache))
    return cache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy(tmp_path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("toyfort", {"PYTHONHASHSEED": "0", "PYTHONOPTIMIZE": "2"}),
        ("toyfort", {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Auckland"}),
        ("toyfort", {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/Adak"}),
        ("toyfort", {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}),
        pytest.param(
            "bakhmut", {"PYTHONHASHSEED": "2023", "LC_ALL": "C", "TZ": "Asia/Kathmandu"}, marks=pytest.mark.slow
        ),
    ],
)
def test_the_bytes_are_the_same_everywhere(name: str, change: dict[str, str], tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "out.ttl"
    cwd = tmp_path / "cwd é"
    cwd.mkdir()
    command = [
        sys.executable,
        "-m",
        "kg.cli",
        "build",
        "--dataset",
        str(TOYFORT) if name == "toyfort" else name,
        "-o",
        str(target),
    ]
    environment = {**os.environ, **change, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    wanted = built(name).text if name == "toyfort" else WRITTEN.read_text(encoding="utf-8")
    assert target.read_bytes() == wanted.encode()
    assert os.listdir(cwd) == []


@pytest.mark.parametrize("minor", [minor for minor in range(11, 16) if minor != sys.version_info.minor])
def test_the_bytes_are_the_same_with_another_python(minor: int, tmp_path: Path) -> None:
    """Every other Python on the path rebuilds the graph, if it has the packages."""
    python = shutil.which(f"python3.{minor}")
    if python is None:
        pytest.skip(f"no python3.{minor} on the path")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    needed = [python, "-c", f"import sys, pydantic, pyoxigraph, yaml; assert sys.version_info[:2] == (3, {minor})"]
    ready = subprocess.run(needed, env=environment, capture_output=True, text=True, check=False)
    if ready.returncode != 0:
        pytest.skip(f"python3.{minor} cannot run battlekg: {ready.stderr.strip().splitlines()[-1:]}")
    target = tmp_path / "out.ttl"
    command = [python, "-m", "kg.cli", "build", "-o", str(target)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert target.read_bytes() == WRITTEN.read_bytes()


def test_it_says_where_the_graph_is_and_builds_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "graph" / "toyfort.ttl"
    assert main(["build", "--dataset", str(folder)]) == 0
    out, err = capsys.readouterr()
    assert out.strip() == str(path)
    assert f"built: 27 claims, {len(built('toyfort').triples)} triples" in err
    assert path.read_text(encoding="utf-8") == built("toyfort").text
    before = path.stat().st_mtime_ns
    assert main(["build", "--dataset", str(folder)]) == 0
    assert f"up to date: {path}" in capsys.readouterr().err
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("spoil", ["graph", "seal", "data", "name", "gone", "moved"])
def test_it_builds_again_when_anything_has_changed(
    spoil: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = folder / "graph" / "toyfort.ttl"
    assert main(["build", "--dataset", str(folder)]) == 0
    if spoil == "graph":
        graph.write_text(built("toyfort").text + "\n", encoding="utf-8")
    elif spoil == "seal":
        (folder / "graph" / "toyfort.seal.json").unlink()
    elif spoil == "data":
        edit(folder, "claims/annals.yaml", "The Guard lost 14 men.", "The Guard lost fourteen men.")
    elif spoil == "name":
        edit(folder, "actors.yaml", "The Gazette: gazette", "THE Gazette: gazette")
    elif spoil == "gone":
        (folder / "retired.yaml").unlink()
    else:
        (folder / "events" / "all.yaml").rename(folder / "events" / "every.yaml")
    capsys.readouterr()
    assert main(["build", "--dataset", str(folder)]) == 0
    assert "built: " in capsys.readouterr().err
    changed = graph.read_text(encoding="utf-8") != built("toyfort").text
    assert changed == (spoil in ("data", "name"))


def test_a_file_in_another_folder_is_another_dataset(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same bytes in the same order under other names are not taken for the same dataset."""
    assert main(["build", "--dataset", str(folder)]) == 0
    (folder / "events").rename(folder / "eventz")
    assert main(["build", "--dataset", str(folder)]) == 1
    assert "no event or phase or battle 'gate-capture'" in capsys.readouterr().err


def test_the_check_passes_or_names_file_and_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = folder / "graph" / "toyfort.ttl"
    assert main(["build", "--dataset", str(folder), "--check"]) == 1
    assert f"{graph}: [missing] the file cannot be read; run 'battlekg build'" in capsys.readouterr().err
    assert not graph.exists()
    assert main(["build", "--dataset", str(folder)]) == 0
    assert main(["build", "--dataset", str(folder), "--check"]) == 0
    assert f"the same to the byte: {graph}" in capsys.readouterr().err
    spoilt = built("toyfort").text.replace("Tin Guard", "Tin guard", 1)
    line = next(n for n, text in enumerate(spoilt.split("\n"), 1) if "Tin guard" in text)
    graph.write_text(spoilt, encoding="utf-8")
    assert main(["build", "--dataset", str(folder), "--check"]) == 1
    assert f"{graph}:{line}: [outdated] 2 lines differ" in capsys.readouterr().err
    assert graph.read_text(encoding="utf-8") == spoilt


def test_the_committed_graph_and_its_seal_are_up_to_date() -> None:
    made = built("bakhmut")
    assert WRITTEN.read_bytes() == made.text.encode()
    assert Path(seal_file(WRITTEN)).read_bytes() == "".join(write_seal(made.seal)).encode()


@pytest.mark.slow  # the check itself is tested with toyfort above, the bytes in the test before
def test_the_check_of_the_committed_graph_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--check"]) == 0
    assert "the same to the byte" in capsys.readouterr().err


def test_nothing_is_written_when_the_dataset_has_faults(
    folder: Path, own_cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, "actors.yaml", "kind: reference-work", "kind: refrence-work")
    edit(folder, "claims/annals.yaml", 'n: "..20"', "n: lots")
    assert main(["build", "--dataset", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "toyfort/actors.yaml:7: [concept]" in err
    assert "2 faults" in err
    assert not (folder / "graph").exists()
    assert not own_cache.exists()


def test_a_failure_of_the_disk_leaves_the_old_graph(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["build", "--dataset", str(folder)]) == 0
    edit(folder, "claims/annals.yaml", "The Guard lost 14 men.", "The Guard lost fourteen men.")

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        assert main(["build", "--dataset", str(folder)]) == 1
    assert "[write] the file cannot be written (input/output error)" in capsys.readouterr().err
    assert (folder / "graph" / "toyfort.ttl").read_text(encoding="utf-8") == built("toyfort").text
    assert sorted(os.listdir(folder / "graph")) == ["toyfort.seal.json", "toyfort.ttl"]
    assert main(["build", "--dataset", str(folder)]) == 0
    assert "fourteen" in (folder / "graph" / "toyfort.ttl").read_text(encoding="utf-8")


def test_a_cache_that_cannot_be_written_costs_only_time(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BATTLEKG_CACHE", str(folder / "dataset.yaml"))
    for _ in range(2):
        assert main(["build", "--dataset", str(folder)]) == 0
        assert "built: " in capsys.readouterr().err


@pytest.mark.parametrize("odd", ["claims/more.yaml", "more.yaml", "passages/more.tsv"])
def test_a_folder_in_the_place_of_a_file_is_no_crash(
    odd: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / odd).mkdir()
    code = main(["build", "--dataset", str(folder)])
    assert code == (1 if odd.startswith("claims") else 0)
    assert "Traceback" not in capsys.readouterr().err


def test_where_the_user_says(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--dataset", "toyfort", "-o", str(tmp_path / "here.ttl")]) == 0
    assert capsys.readouterr().out == "here.ttl\n"
    assert (tmp_path / "here.ttl").read_text(encoding="utf-8") == built("toyfort").text
    assert not (folder / "graph").exists()
    assert main(["build", "--dataset", "toyfort", "-o", str(tmp_path)]) == 1
    assert "[write]" in capsys.readouterr().err
