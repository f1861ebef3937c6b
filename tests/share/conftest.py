"""What the tests of sharing have in common: a vocabulary that is small where its size proves nothing."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def small_vocabulary() -> Iterator[None]:
    """Export one file of the vocabulary: all five are four times as many triples as toyfort has.

    Exports of all five are proved by ``test_graphs``, ``test_round_trip``, ``test_release``, ``test_check`` and
    ``test_killed``.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.share.export.quads.VOCABULARY_FILES", ("battlekg.ttl",))
        yield
