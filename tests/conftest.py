"""What all tests share: the option ``--full``, a cache of their own, and the way to the texts of the documents."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the slow comparisons, too")


def pytest_configure(config: pytest.Config) -> None:
    if "BATTLEKG_CACHE" not in os.environ:
        folder = tempfile.mkdtemp(prefix="battlekg-tests-")
        os.environ["BATTLEKG_CACHE"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--full"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="slow: runs with --full"))


@pytest.fixture
def texts() -> Path:
    """The folder with the texts of the documents; skips where it is absent."""
    folder = Path(os.environ.get("BATTLEKG_TEXT") or ROOT.parent / "shared" / "seeds")
    if not folder.is_dir():
        pytest.skip("the texts of the documents are absent: set BATTLEKG_TEXT to their folder")
    return folder


@pytest.fixture(scope="session")
def toyfort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented dataset with its graph; not to be changed."""
    from kg.builder import build
    from kg.builder.build import write
    from kg.dataset import read_dataset
    from kg.paths import graph_file
    from tests.fixtures import copy

    folder = copy(tmp_path_factory.mktemp("built"))
    write(build(read_dataset(folder)), Path(graph_file(folder)))
    return folder
