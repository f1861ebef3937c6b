"""The wheel, installed elsewhere, builds, validates, asks and explains without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calling import ROOT

Run = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder)], check=True
    )
    (made,) = folder.glob("*.whl")
    zipfile.ZipFile(made).extractall(folder / "target")  # what an installation does, but for the script
    return made


@pytest.fixture(scope="module")
def run(wheel: Path) -> Run:
    target, elsewhere = wheel.parent / "target", wheel.parent / "elsewhere"
    elsewhere.mkdir()

    def start(*words: str) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("BATTLEKG")}
        environment |= {"BATTLEKG_CACHE": str(wheel.parent / "cache"), "PYTHONPATH": str(target)}
        done = subprocess.run(
            [sys.executable, "-P", *words], cwd=elsewhere, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return start


def test_it_holds_the_code_the_data_and_what_is_shared(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (("ontology", "kg/_share/ontology"), ("queries", "kg/_share/queries"), ("kg", "kg")):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" in names, path
    strangers = [name for name in names if not name.startswith(("kg/", "battlekg-"))]
    assert not strangers
    assert "kg/py.typed" in names


def test_the_checkout_is_not_behind_it(wheel: Path, run: Run) -> None:
    code = (
        "import sys, pkgutil, importlib, kg\n"
        "for found in pkgutil.walk_packages(kg.__path__, 'kg.'):\n"
        "    if not found.name.endswith('__main__'): importlib.import_module(found.name)\n"
        "print(*{m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'kg'}, sep='\\n')\n"
        "import kg.paths as r; print(r.ONTOLOGY, r.QUERIES, r.DATA, sep='\\n')"
    )
    paths = run("-c", code).splitlines()
    assert len(paths) > 40
    assert all(Path(path).is_relative_to(wheel.parent / "target") for path in paths)


def test_it_builds_the_same_bytes(wheel: Path, run: Run) -> None:
    made = wheel.parent / "made.ttl"
    run("-m", "kg.cli", "build", "-o", str(made))
    assert made.read_bytes() == (ROOT / "kg/data/bakhmut/graph/bakhmut.ttl").read_bytes()
    seal = ROOT / "kg/data/bakhmut/graph/bakhmut.seal.json"
    assert made.with_suffix(".seal.json").read_bytes() == seal.read_bytes()


def test_it_validates_asks_and_explains(run: Run, toyfort: Path) -> None:
    told = {
        f"validate --dataset {toyfort}": "conforms",  # its own graph is the one of the checkout, which conforms
        "query phases": "2022-08",
        "query --format csv": "name,theme,question",
        "explain capture-prigozhin-0520": "told in passage:wikipedia.may.12.1",
        "stats --format json": '"Claim"',
        "coverage": "wikipedia.may",
        "new claim --at wikipedia.may.12.1": "at: wikipedia.may.12.1",
        "schema claims": "json-schema.org",
    }
    code = f"from kg.cli.main import main\nfor words in {list(told)}: print('done', main(words.split()), flush=True)"
    *found, _ = run("-c", code).split("done 0\n")
    for said, (words, wanted) in zip(found, told.items(), strict=True):
        assert wanted in said, words


def test_the_console_script_is_named(wheel: Path) -> None:
    entries = next(name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("entry_points.txt"))
    assert "battlekg = kg.cli.main:main" in zipfile.ZipFile(wheel).read(entries).decode()
