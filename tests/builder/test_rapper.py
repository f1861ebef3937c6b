"""The written graph in a third parser of Turtle, that of raptor, which is written in another language."""

import re
import shutil
import subprocess

import pytest

from tests.builder.graphs import WRITTEN, written, written_seal

RAPPER = shutil.which("rapper")


@pytest.mark.skipif(RAPPER is None, reason="rapper is absent (Debian: raptor2-utils)")
def test_rapper_reads_the_same_number_of_triples() -> None:
    assert RAPPER
    done = subprocess.run([RAPPER, "-i", "turtle", "-c", str(WRITTEN)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "rror" not in done.stderr
    assert "arning" not in done.stderr
    found = re.search(r"returned (\d+) triples", done.stderr)
    assert found
    assert int(found[1]) == len(written()) == written_seal().triples
