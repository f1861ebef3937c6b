"""The texts of the tests of kg/text serve those of kg/dataset, too."""

from tests.text.conftest import dataset, passages, real, report

__all__ = ["dataset", "passages", "real", "report"]
