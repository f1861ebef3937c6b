"""What the tests of sharing have in common: a vocabulary that is small where its size proves nothing."""

from collections.abc import Iterator

import pytest

from kg.share.export.quads import VOCABULARY_FILES

FILES = "kg.share.export.quads.VOCABULARY_FILES"


@pytest.fixture(scope="module")
def small_vocabulary() -> Iterator[None]:
    """Export one file of the vocabulary: all five are four times as many triples as toyfort has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FILES, ("battlekg.ttl",))
        yield


@pytest.fixture
def whole_vocabulary(small_vocabulary: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Export all five files, among tests that do not."""
    monkeypatch.setattr(FILES, VOCABULARY_FILES)
