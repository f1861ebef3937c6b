"""What all tests share: how much is proved, a cache of their own, and what comes from outside the repository."""

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from tests.full import FULL


def pytest_configure(config: pytest.Config) -> None:
    if "BATTLEKG_CACHE" not in os.environ:
        folder = tempfile.mkdtemp(prefix="battlekg-tests-")
        os.environ["BATTLEKG_CACHE"] = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [] if FULL else [item for item in items if "slow" in item.keywords]
    if left_out:
        items[:] = [item for item in items if "slow" not in item.keywords]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out and why, a line for each reason."""
    skipped = Counter(
        report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", ())
    )
    for reason, number in sorted(skipped.items()):
        terminalreporter.write_line(f"skipped {number}: {reason}")
    if not FULL:
        terminalreporter.write_line("left out: what only scripts/test --full runs")


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
