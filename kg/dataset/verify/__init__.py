"""The checks that need the text of the documents at hand: do the claims say what their passages say?"""

from kg.dataset.verify.checks import verify_dataset

__all__ = ["verify_dataset"]
